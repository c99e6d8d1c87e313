"""What the writers read out of the flat list of blocks: lists, heading levels, contents, cover."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from htssp_builder.document.tree import (
    Block,
    Contents,
    Document,
    Heading,
    Item,
    ItemKind,
    Paragraph,
)

COVER_ROLES = frozenset({"title", "subtitle", "cover"})


class Items(NamedTuple):
    """Items of one list, in order, as they stand in the document."""

    items: tuple[Item, ...]


class Branch(NamedTuple):
    """Items of one kind and level, each with the branches indented under it.

    start: the number of the first item, where the kind is "number".
    """

    kind: ItemKind
    start: int
    leaves: tuple["Leaf", ...]


class Leaf(NamedTuple):
    item: Item
    branches: tuple[Branch, ...]


def parts(blocks: Sequence[Block]) -> Iterator[Heading | Paragraph | Items | Block]:
    """The blocks in order, with the items of one list gathered."""
    gathered: list[Item] = []
    for block in blocks:
        if gathered and not (isinstance(block, Item) and block.list == gathered[0].list):
            yield Items(tuple(gathered))
            gathered = []
        if isinstance(block, Item):
            gathered.append(block)
        else:
            yield block
    if gathered:
        yield Items(tuple(gathered))


def branches(items: Sequence[Item]) -> tuple[Branch, ...]:
    """The items of one list as a tree. An indented item before any other stands at the margin."""
    tops: list[tuple[Item, list[Item]]] = []
    for item in items:
        if item.level and tops:
            tops[-1][1].append(item)
        else:
            tops.append((item, []))
    result: list[Branch] = []
    numbers = 0
    for kind, group in groupby(tops, lambda pair: pair[0].kind):
        leaves = tuple(
            Leaf(top, branches([child._replace(level=0) for child in below]))
            for top, below in group
        )
        result.append(Branch(kind, numbers + 1, leaves))
        numbers += len(leaves) if kind == "number" else 0
    return tuple(result)


def levels(blocks: Sequence[Block]) -> dict[str, int]:
    """The level at which each heading is written, by block id: as given, but never more than one
    deeper than the heading before it, which a screen reader would report as a missing heading."""
    result: dict[str, int] = {}
    before = 0
    for block in blocks:
        if isinstance(block, Heading):
            before = min(max(block.level, 1), before + 1)
            result[block.id] = before
    return result


def number_prefix(heading: Heading) -> str:
    """What stands before the words of a heading: "9. ", "9.1 ", "Appendix B. " or nothing."""
    number = heading.number.strip()
    if not number:
        return ""
    return f"{number} " if "." in number else f"{number}. "


def entries(document: Document, contents: Contents) -> list[Heading]:
    """The headings that a table of contents lists."""
    return [
        block
        for block in document.blocks
        if isinstance(block, Heading) and block.level <= contents.depth
    ]


def title_block(document: Document) -> Paragraph | None:
    """The paragraph that prints the document's title, if the template has one."""
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.role == "title":
            return block
    return None


def has_cover(document: Document) -> bool:
    """True where the first page is a cover: title lines only, ended by the contents or by a
    heading on a new page. A form that begins with its title has none."""
    opening = False
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.role in COVER_ROLES:
            opening = True
            continue
        ends = isinstance(block, Contents) or (isinstance(block, Heading) and block.new_page)
        return opening and ends
    return False
