"""Where each block of ours now stands in the person's file.

By the hidden bookmark; where that is gone, by the words: the same, else alike.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from htssp_builder.document.text import digest
from htssp_builder.word.merge.shown import Written
from htssp_builder.word.revise.align import Item, align
from htssp_builder.word.revise.blocks import Block, read_blocks
from htssp_builder.word.revise.carry import block_digest
from htssp_builder.word.revise.says import plain_text
from htssp_builder.word.revise.wml import Element, P, W, cells_in, rows_in

_TABLE = "\0table"
_STILL = 0.6  # share of the words of a next paragraph that the shortened one must have lost
_FEWEST = 3


class Spot(NamedTuple):
    """One paragraph (more elements where marks are deleted), or one table. ids: of the blocks it
    holds; more than one where paragraphs were joined."""

    block: Block
    ids: tuple[str, ...]


class Places:
    """The person's body, block by block.

    at: number of the spot of each block that is found. tables: of the w:tbl of each table.
    """

    def __init__(self, body: Element, written: Written) -> None:
        """written: what the file said when it was written (the base)."""
        self.written = written
        self.names = {digest(one): one for one in written.blocks}
        self.spots = [Spot(block, ()) for block in read_blocks(body)]
        self.at: dict[str, int] = {}
        self.tables: dict[str, int] = {}
        self._find()

    def _find(self) -> None:
        old = list(self._wanted())
        new: list[Item] = []
        for number, spot in enumerate(self.spots):
            found = self._ids(spot.block)
            if spot.block.is_paragraph:
                key = found[0] if found else ""
                self.spots[number] = spot._replace(ids=found)
                new.append(Item(spot.block.item.text, key, "p"))
                self.at |= {one: number for one in found if one not in self.at}
            else:
                name = self._table(spot.block)
                new.append(Item(spot.block.item.text, name + _TABLE if name else "", "t"))
        also = {one for spot in self.spots for one in spot.ids[1:]}
        old = [item for item in old if item.id not in also]
        aligned = align(old, new)
        for i, j in sorted((*aligned.pairs, *aligned.moves)):
            self._pair(old[i].id, j)
        self._by_place([item.id for item in old])

    def _by_place(self, order: list[str]) -> None:
        """Paragraphs that were retyped and lost their bookmark: as many stand between the same
        two neighbours as stood there before."""
        waiting: list[str] = []
        before = -1
        for name in [*order, ""]:
            if name and not name.endswith(_TABLE) and name not in self.at:
                waiting.append(name)
                continue
            number = self._number(name)
            free = [n for n in range(before + 1, number) if self._is_free(n)]
            if len(free) == len(waiting):
                for one, place in zip(waiting, free, strict=True):
                    self._pair(one, place)
            waiting, before = [], number

    def _number(self, name: str) -> int:
        """Number of a block's spot; the end of the body for ""; -1 where it is gone."""
        if not name:
            return len(self.spots)
        if name.endswith(_TABLE):
            return self.tables.get(name.removesuffix(_TABLE), -1)
        return self.at[name]

    def _is_free(self, number: int) -> bool:
        spot = self.spots[number]
        return spot.block.is_paragraph and not spot.ids and bool(spot.block.item.text.strip())

    def _pair(self, name: str, number: int) -> None:
        if name.endswith(_TABLE):
            self.tables[name.removesuffix(_TABLE)] = number
        elif name not in self.at:
            self.at[name] = number
            spot = self.spots[number]
            self.spots[number] = spot._replace(ids=(*spot.ids, name))

    def _wanted(self) -> Iterator[Item]:
        for name in self.written.order:
            block = self.written.blocks[name]
            words = self.written.shown(name)
            if not self.written.is_table(name):
                if words or block.kind != "figure":
                    yield Item(words, name, "p")
                continue
            if words:
                yield Item(words, name, "p")
            yield Item(block.text, name + _TABLE, "t")

    def _ids(self, block: Block) -> tuple[str, ...]:
        """Ids of the bookmarks in a paragraph; those of a part of it whose words were deleted by
        a tracked change went with them."""
        speaking = [one for one in block.elements[:-1] if plain_text(one).strip()]
        members = (*speaking, block.last) if plain_text(block.last) or not speaking else speaking
        found = [one for element in members for one in ids_in(element, self.names)]
        tables = {one for one in found if self._bare(one)}
        return tuple(dict.fromkeys(one for one in found if one not in tables))

    def _bare(self, name: str) -> bool:
        """Whether the block is a table or row: its bookmark in a paragraph was carried there."""
        block = self.written.blocks[name]
        bare_table = self.written.is_table(name) and not self.written.numbered(name)
        return bool(block.table) or bare_table

    def _table(self, block: Block) -> str:
        """The table whose rows stand in a w:tbl."""
        counted: Counter[str] = Counter()
        for row in rows_in(block.last):
            for cell in cells_in(row)[:1]:
                for name in ids_in(cell, self.names):
                    counted[self.written.blocks[name].table or name] += 1
        return next((name for name, _ in counted.most_common(1)), "")

    def elements(self, name: str) -> tuple[Element, ...]:
        """The paragraphs that say what a block said: more than one where it was split."""
        number = self.at[name]
        spot = self.spots[number]
        elements = list(spot.block.elements)
        wanted = Counter(self._words("".join(self.written.shown(one) for one in spot.ids)))
        wanted -= Counter(self._words(spot.block.item.text))
        for following in self.spots[number + 1 :]:
            if following.ids or not following.block.is_paragraph:
                break
            words = Counter(self._words(following.block.item.text))
            lost = (words & wanted).total()
            if lost < max(_FEWEST, _STILL * words.total()):
                break
            wanted -= words
            elements += following.block.elements
        return tuple(elements)

    @staticmethod
    def _words(text: str) -> list[str]:
        return text.split()


def ids_in(element: Element, names: dict[str, str]) -> list[str]:
    """Ids of the blocks whose bookmarks stand in an element, in order."""
    found = (
        block_digest(str(one.get(W + "name", ""))) for one in element.iter(W + "bookmarkStart")
    )
    return [names[one] for one in found if one in names]


class Group(NamedTuple):
    """A block of the new file: its elements in order; paragraph: the one with its words or its
    caption; table: its w:tbl."""

    elements: tuple[Element, ...]
    paragraph: Element | None
    table: Element | None


def groups(body: Element, written: Written) -> dict[str, Group]:
    """The elements of each block of a file that the writer has just made."""
    names = {digest(one): one for one in written.order}
    found: dict[str, list[Element]] = {}
    name = ""
    for element in body:
        if element.tag == W + "sectPr":
            continue
        inside = ids_in(element, names) if element.tag == P else _of_table(element, names, written)
        if inside:
            name = inside[0]
        if name:
            found.setdefault(name, []).append(element)
    return {name: _group(name, elements, written) for name, elements in found.items()}


def _of_table(table: Element, names: dict[str, str], written: Written) -> list[str]:
    own = [one for one in ids_in(table, names) if written.is_table(one)]
    return own[:1]


def _group(name: str, elements: list[Element], written: Written) -> Group:
    first = elements[0] if elements[0].tag == P else None
    table = next((one for one in elements if one.tag != P), None)
    return Group(tuple(elements), first, table)
