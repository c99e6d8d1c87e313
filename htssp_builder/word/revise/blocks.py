"""The blocks of a body, cell, note or text box as alignment sees them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from htssp_builder.word.revise.align import Item
from htssp_builder.word.revise.carry import block_digest
from htssp_builder.word.revise.says import plain_text
from htssp_builder.word.revise.wml import (
    PPR,
    Element,
    P,
    W,
    blocks_in,
    cells_in,
    ends,
    rows_in,
)

_VOLATILE = re.compile(
    rb' xmlns:\w+="[^"]*"| w:rsid\w*="[^"]*"| w14:(?:paraId|textId)="[^"]*"'
    rb"|<w:bookmark(?:Start|End) [^>]*/>|<w:proofErr [^>]*/>|<w:lastRenderedPageBreak/>"
    rb'|<w:id w:val="[^"]*"/>'
)
# What only means something within its own file: equal words for it say nothing.
_LOCAL = re.compile(rb" r:\w+=|<w:numId |<w:(?:foot|end)note|<w:comment|<w:ins |<w:del |<w:move")


class Block(NamedTuple):
    """One paragraph or table. elements: one, or several paragraphs that read as one."""

    elements: tuple[Element, ...]
    item: Item

    @property
    def last(self) -> Element:
        return self.elements[-1]

    @property
    def is_paragraph(self) -> bool:
        return bool(self.last.tag == P)


def read_blocks(container: Element) -> list[Block]:
    """The blocks of a container in the final view, in order."""
    found: list[Block] = []
    waiting: list[Element] = []
    for element in blocks_in(container):
        if element.tag != P:
            found += [_paragraph(waiting)] if waiting else []
            waiting = []
            if rows_in(element):
                found.append(Block((element,), _table_item(element)))
            continue
        waiting.append(element)
        if ends(element):
            found.append(_paragraph(waiting))
            waiting = []
    # A last paragraph whose mark is gone still stands, as nothing follows for it to run on in.
    return [*found, *([_paragraph(waiting)] if waiting else [])]


def _paragraph(elements: Sequence[Element]) -> Block:
    text = "".join(plain_text(one) for one in elements)
    return Block(tuple(elements), Item(text, digest_of(elements[-1]), "p"))


def _table_item(table: Element) -> Item:
    rows = rows_in(table)
    return Item("\n".join(row_text(row) for row in rows), digest_of(rows[0]), "tbl")


def digest_of(element: Element) -> str:
    """The digest of the block id that one of our bookmarks in an element names: of a row its own
    and not that of the table, which stands before it."""
    found = ""
    for holder in _bookmarked(element):
        for one in holder.iter(W + "bookmarkStart"):
            found = block_digest(str(one.get(W + "name", ""))) or found
        if found:
            break
    return found


def _bookmarked(element: Element) -> list[Element]:
    if element.tag == P:
        return [element]
    cells = cells_in(element) if element.tag == W + "tr" else [element]
    return cells[:1]


def row_text(row: Element) -> str:
    """The words of a row, cells parted by a tab."""
    return "\t".join(cell_text(cell) for cell in cells_in(row))


def cell_text(cell: Element) -> str:
    """The words of a cell, paragraphs parted by a newline."""
    return "\n".join(plain_text(one) for one in cell.iter(P))


def row_item(row: Element) -> Item:
    """A row for alignment: rows whose cells lie otherwise are not one row."""
    return Item(row_text(row), digest_of(row), row_shape(row))


def row_shape(row: Element) -> tuple[str, ...]:
    """How many cells a row has, and which are joined with the row above. How many columns each
    spans is left out: programs count columns anew when they save."""
    return tuple(_joined(cell) for cell in cells_in(row))


def _joined(cell: Element) -> str:
    joined = cell.find(f"{W}tcPr/{W}vMerge")
    return "" if joined is None else str(joined.get(W + "val", "continue"))


def equal(old: Block, new: Block) -> bool:
    """Whether two blocks are surely the same to the letter: quick, and says no where in doubt."""
    if len(old.elements) != 1 or old.item.text != new.item.text:
        return False
    from lxml import etree

    one, other = etree.tostring(old.last), etree.tostring(new.last)
    if _LOCAL.search(one) or _LOCAL.search(other):
        return False
    return _VOLATILE.sub(b"", one) == _VOLATILE.sub(b"", other)


def list_id(paragraph: Element) -> str:
    """The number of the list that a paragraph itself is in, or ""."""
    found = paragraph.find(f"{PPR}/{W}numPr/{W}numId")
    return "" if found is None else str(found.get(W + "val", ""))
