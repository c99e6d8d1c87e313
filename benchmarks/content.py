"""The words of a finished document as plain data, the same for every peer, and a check that a
Word file holds them all."""

import io
import zipfile
from collections import Counter
from typing import Any, NamedTuple

from htssp_builder.document.text import inline_text
from htssp_builder.document.tree import (
    Block,
    Box,
    Contents,
    Document,
    Field,
    Heading,
    Inline,
    Item,
    Paragraph,
    Row,
    Table,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_PARAGRAPHS = {"title": "Title", "subtitle": "Subtitle", "note": "Quote", "caution": "Quote"}
_ITEMS = {"bullet": "List Bullet", "number": "List Number", "check": "List"}
_BLANK_BOX = "\u2610 "


class Piece(NamedTuple):
    """A paragraph, or a table with its caption.

    style: a style of python-docx's own template. inlines: of a paragraph. rows: of a table, all of
    one length; head: whether the first one is a header row.
    """

    style: str
    inlines: tuple[Inline, ...] = ()
    lead: str = ""
    level: int = 0
    rows: tuple[tuple[tuple[Inline, ...], ...], ...] = ()
    head: bool = False

    @property
    def text(self) -> str:
        return self.lead + inline_text(self.inlines)


def pieces(document: Document) -> list[Piece]:
    """Every block of a document in order; a table's caption is a paragraph ahead of it."""
    return [piece for block in document.blocks for piece in _pieces(block)]


def _pieces(block: Block) -> list[Piece]:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Contents):
        return [Piece("Heading 1", lead=block.title, level=1)]
    if isinstance(block, Heading):
        gap = " " if "." in block.number else ". "
        number = f"{block.number}{gap}" if block.number else ""
        return [Piece(f"Heading {block.level}", block.inlines, number, block.level)]
    if isinstance(block, Paragraph):
        return [Piece(_PARAGRAPHS.get(block.role, "Normal"), block.inlines)]
    return [Piece(_ITEMS[block.kind], block.inlines, _box(block))]


def _box(item: Item) -> str:
    boxed = bool(item.inlines) and isinstance(item.inlines[0], Box)
    return _BLANK_BOX if item.kind == "check" and not boxed else ""


def _table(block: Table) -> list[Piece]:
    every: tuple[Row, ...] = block.rows if block.head is None else (block.head, *block.rows)
    columns = max((len(row.cells) for row in every), default=1)
    empty: tuple[Inline, ...] = ()
    rows = tuple(
        tuple(cell.inlines for cell in row.cells) + (empty,) * (columns - len(row.cells))
        for row in every
    )
    table = [Piece("Table Grid", rows=rows, head=block.head is not None)] if rows else []
    if not block.number:
        return table
    return [Piece("Caption", lead=f"Table {block.number}. {block.title}"), *table]


def plain(made: list[Piece]) -> list[dict[str, Any]]:
    """The pieces as dicts of text: what a script would hand to another tool, or keep as JSON."""
    return [
        {
            "style": piece.style,
            "level": piece.level,
            "text": piece.text,
            "head": piece.head,
            "columns": len(piece.rows[0]) if piece.rows else 0,
            "rows": [[inline_text(cell) for cell in row] for row in piece.rows],
        }
        for piece in made
    ]


def texts(made: list[dict[str, Any]]) -> list[str]:
    """The text of every paragraph that has one, table cells included."""
    out = []
    for piece in made:
        out += [cell for row in piece["rows"] for cell in row] if piece["rows"] else [piece["text"]]
    return [text for text in out if text.strip()]


def missing(file: bytes, expected: list[str]) -> list[str]:
    """What of `expected` no paragraph of a Word file says; white space is not compared."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(file)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    there: Counter[str] = Counter(_paragraph(p) for p in root.iter(f"{W}p"))
    wanted = Counter(" ".join(text.split()) for text in expected)
    return list((wanted - there).elements())


def _paragraph(paragraph: Any) -> str:
    words = []
    for node in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        words.append(node.text or "" if node.tag == f"{W}t" else " ")
    return " ".join("".join(words).split())


class Size(NamedTuple):
    """blocks, rows, fields, characters: of a document."""

    blocks: int
    rows: int
    fields: int
    characters: int


def measure(document: Document) -> Size:
    """How large a document is."""
    made = pieces(document)
    inlines = [i for p in made for i in p.inlines]
    inlines += [i for p in made for row in p.rows for cell in row for i in cell]
    rows = sum(len(p.rows) for p in made)
    fields = sum(isinstance(i, Field) for i in inlines)
    return Size(len(document.blocks), rows, fields, sum(map(len, texts(plain(made)))))
