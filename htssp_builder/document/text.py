"""The words of a document, without its looks: for digests, snapshots, search and comparison."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from htssp_builder.document.tree import (
    Block,
    Box,
    Contents,
    Document,
    Field,
    Figure,
    Inline,
    Link,
    Row,
    Table,
)

CHECKED, UNCHECKED = "\u2612", "\u2610"


def inline_text(inlines: Iterable[Inline]) -> str:
    """The words of a run of inlines; a check box counts as its sign."""
    return "".join(
        (CHECKED if i.checked else UNCHECKED) if isinstance(i, Box) else i.text for i in inlines
    )


def row_text(row: Row) -> str:
    """The cells of a row, parted by tabs."""
    return "\t".join(inline_text(cell.inlines) for cell in row.cells)


def block_text(block: Block) -> str:
    """The words of a block; the rows of a table are parted by newlines. Those of a figure are its
    title and, on the next line, its alternative text."""
    if isinstance(block, Table):
        rows = block.rows if block.head is None else (block.head, *block.rows)
        return "\n".join(row_text(row) for row in rows)
    if isinstance(block, Figure):
        return f"{block.title}\n{block.alt}"
    if isinstance(block, Contents):
        return block.title
    return inline_text(block.inlines)


def inlines_of(block: Block) -> Iterator[Inline]:
    """What a block prints, in order; of a table that of its rows, without the header row."""
    if isinstance(block, Table):
        for row in block.rows:
            for cell in row.cells:
                yield from cell.inlines
    elif not isinstance(block, Contents | Figure):
        yield from block.inlines


def signature(blocks: Iterable[Block]) -> str:
    """Everything that an answer can change in these blocks: their ids, words, states, pictures."""
    out: list[str] = []
    for block in blocks:
        out.append(block.id)
        if isinstance(block, Table):
            out.append(block.title)
            for row in block.rows:
                out.append(row.id)
                for cell in row.cells:
                    out += [_sign(inline) for inline in cell.inlines]
        elif isinstance(block, Figure):
            out += (block_text(block), picture_digest(block))
        elif not isinstance(block, Contents):
            out += [_sign(inline) for inline in block.inlines]
    return "\0".join(out)


def _sign(inline: Inline) -> str:
    if isinstance(inline, Field):
        return f"{inline.state}\1{inline.label}\1{inline.text}"
    if isinstance(inline, Box):
        return f"{inline.checked}\1{inline.label}"
    return f"{inline.target}\1{inline.text}" if isinstance(inline, Link) else inline.text


def picture_digest(figure: Figure) -> str:
    """A short name for what a figure shows: a bar can move and no word of it change."""
    return digest(figure.svg)


def digest(text: str) -> str:
    """A short name for a text: 10 hexadecimal digits, the same on every machine."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()


def anchors(document: Document) -> Iterator[tuple[str, str]]:
    """Every block and table row of a document that has an id, with its text, in order."""
    for block in document.blocks:
        yield block.id, block_text(block)
        if isinstance(block, Table):
            for row in block.rows:
                yield row.id, row_text(row)
