"""On which page each heading will stand: an estimate, so that the contents are never empty.

Word and LibreOffice count again when the field is updated; until then these numbers are what a
reader turns to, so they follow the rules of a real layout: lines from character widths, widows
and orphans, headings kept with what follows, rows that stay whole under a repeated header.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from htssp_builder.document.tree import (
    Block,
    Contents,
    Document,
    Heading,
    Item,
    Paragraph,
    Row,
    Style,
    Table,
    Text,
)
from htssp_builder.word import look
from htssp_builder.word.blocks import (
    ITEM_STYLES,
    ROLE_STYLES,
    Near,
    number_gap,
    surroundings,
    with_box,
)
from htssp_builder.word.contents import entry_text, listed
from htssp_builder.word.look import BOX_EDGE, BOX_SIDE, CELL_EDGE, CELL_SIDE, FONT_LINE, LOOKS
from htssp_builder.word.measure import lines
from htssp_builder.word.tables import FORM_ROW, column_widths, row_style

_BORDER = 0.5
_SLACK = 0.05  # points: sums of rounded heights


class Layout(NamedTuple):
    """pages: page of each heading by its id, from 1. total: pages of the document."""

    pages: Mapping[str, int]
    total: int


class Piece(NamedTuple):
    """One paragraph as it is laid out. line: its height; before, line, after: points."""

    before: float
    line: float
    lines: int
    after: float
    keep_next: bool = False
    new_page: bool = False
    heading: str = ""


class Grid(NamedTuple):
    """One table as it is laid out: heights in points; head is 0 without a header row."""

    head: float
    rows: tuple[float, ...]


def estimate(document: Document, on_cover: bool) -> Layout:
    """The page of every heading. on_cover: the first block opens a cover page."""
    sheet = _Sheet((document.style.page_height - 2 * document.style.margin) * 72)
    chain: list[Piece] = []
    for part in _parts(document, on_cover):
        if isinstance(part, Piece) and part.keep_next:
            if part.new_page:
                sheet.place(chain, None)
                chain = []
            chain.append(part)
        else:
            sheet.place(chain, part)
            chain = []
    sheet.place(chain, None)
    return Layout(sheet.pages, sheet.page)


class _Sheet:
    """Fills pages from top to bottom. at: points from the top of the page."""

    def __init__(self, height: float) -> None:
        self.height = height + _SLACK
        self.page, self.at = 1, 0.0
        self.pages: dict[str, int] = {}

    def turn(self) -> None:
        self.page, self.at = self.page + 1, 0.0

    def place(self, chain: list[Piece], last: Piece | Grid | None) -> None:
        """Pieces that keep with what follows, then the paragraph or table that they keep with."""
        first = chain[0] if chain else last
        if isinstance(first, Piece) and first.new_page and self.at:
            self.turn()
        need = sum(p.before + p.line * p.lines + p.after for p in chain) + _first_part(last)
        if self.at and self.at + need > self.height:
            self.turn()
        for piece in chain:
            self._paragraph(piece)
        if isinstance(last, Grid):
            self._table(last)
        elif last is not None:
            self._paragraph(last)

    def _paragraph(self, piece: Piece) -> None:
        self.at += piece.before
        count = piece.lines
        fits = int((self.height - self.at) / piece.line)
        if fits < count:
            fits = min(fits, count - 2)
            count -= fits if fits >= 2 else 0
            self.turn()
        if piece.heading:
            self.pages[piece.heading] = self.page
        a_page = int(self.height / piece.line)
        while count > a_page:
            self.turn()
            count -= a_page
        self.at += piece.line * count + piece.after

    def _table(self, grid: Grid) -> None:
        self.at += grid.head
        for height in grid.rows:
            if self.at + height > self.height and self.at > grid.head:
                self.turn()
                self.at = grid.head
            self.at += height
            while self.at > self.height and height > self.height:
                self.page, self.at = self.page + 1, self.at - self.height


def _first_part(part: Piece | Grid | None) -> float:
    if isinstance(part, Grid):
        return part.head + (part.rows[0] if part.rows else 0)
    if part is None:
        return 0
    return part.before + part.line * (part.lines if part.lines <= 3 else 2)


def _parts(document: Document, on_cover: bool) -> Iterator[Piece | Grid]:
    style = document.style
    for at, (block, near) in enumerate(surroundings(document, on_cover)):
        if isinstance(block, Contents):
            yield from _contents(block, document, new_page=at > 0)
        elif isinstance(block, Table):
            yield from _table(block, style, near.after_table)
        else:
            yield _paragraph(block, style, near)


def _style_of(block: Block) -> str:
    if isinstance(block, Heading):
        return f"Heading{min(max(block.level, 1), 3)}"
    if isinstance(block, Item):
        return ITEM_STYLES[block.kind, min(block.level, 1)]
    return ROLE_STYLES[block.role] if isinstance(block, Paragraph) else ""


def _line(style: Style, look_id: str) -> float:
    return look.size(style, look_id) * FONT_LINE * LOOKS[look_id].line


def _paragraph(block: Heading | Paragraph | Item, style: Style, near: Near) -> Piece:
    look_id = _style_of(block)
    kind = LOOKS[look_id]
    left, hang, right = look.indents(style, look_id)
    inlines, new_page, name = block.inlines, False, ""
    if isinstance(block, Heading):
        new_page, name = block.new_page, block.id
        if block.number:
            inlines = (Text(block.number + number_gap(block.number)), *inlines)
    elif isinstance(block, Item) and block.kind == "check":
        inlines = with_box(inlines, "")
        hang = 0
    width = look.text_width(style) - left - hang - right
    count = lines(inlines, kind.bold, look.size(style, look_id), width)
    frame = kind.pad + _BORDER if kind.pad else 0
    before, after = kind.before, kind.after
    if not isinstance(block, Heading):
        before, after = look.room(look_id, near.after_table, near.before_table)
    if near.opens_cover:
        before = look.COVER_DROP
    return Piece(
        0 if new_page else before + frame,
        _line(style, look_id),
        count,
        after + frame,
        kind.keep_next,
        new_page,
        name,
    )


def _contents(block: Contents, document: Document, new_page: bool) -> Iterator[Piece]:
    style, kind = document.style, LOOKS["TOCHeading"]
    yield Piece(0, _line(style, "TOCHeading"), 1, kind.after, True, new_page)
    for heading in listed(document, block.depth):
        look_id = f"TOC{heading.level}"
        entry = LOOKS[look_id]
        width = look.text_width(style) - entry.left - entry.right
        words = (Text(entry_text(heading)),)
        count = lines(words, False, look.size(style, look_id), width)
        yield Piece(entry.before, _line(style, look_id), count, entry.after)


def _table(block: Table, style: Style, after_table: bool) -> Iterator[Piece | Grid]:
    if block.number:
        caption = LOOKS["Caption"]
        words = (Text(f"Table {block.number}. {block.title}"),)
        count = lines(words, True, look.size(style, "Caption"), look.text_width(style))
        yield Piece(caption.before, _line(style, "Caption"), count, caption.after, True)
    elif after_table:
        yield Piece(0, look.TABLE_GAP, 1, 0)
    widths = [width / look.TWIPS_A_POINT for width in column_widths(block, style)]
    head = 0.0 if block.head is None else _row(block, block.head, widths, style, head=True)
    yield Grid(head, tuple(_row(block, row, widths, style, head=False) for row in block.rows))


def _row(table: Table, row: Row, widths: list[float], style: Style, head: bool) -> float:
    boxed = table.role == "box"
    look_id = row_style(table, head)
    kind, points = LOOKS[look_id], look.size(style, look_id)
    side, edge = (BOX_SIDE, BOX_EDGE) if boxed else (CELL_SIDE, CELL_EDGE)
    most = 1
    for at, (cell, width) in enumerate(zip(row.cells, widths, strict=False)):
        bold = head or (table.role == "form" and at == 0)
        most = max(most, lines(cell.inlines, bold, points, width - 2 * side))
    height = most * points * FONT_LINE * kind.line + kind.before + kind.after + 2 * edge + _BORDER
    return max(height, FORM_ROW) if table.role == "form" and not head else height
