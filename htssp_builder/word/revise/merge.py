"""Two files walked side by side: blocks kept, deleted, inserted and moved, tables row by row."""

import itertools
from collections.abc import Callable, Sequence

from htssp_builder.word.revise.align import Alignment, align
from htssp_builder.word.revise.blocks import (
    Block,
    cell_text,
    digest_of,
    equal,
    list_id,
    read_blocks,
    row_item,
    row_shape,
    row_text,
)
from htssp_builder.word.revise.carry import Carrier, find_note
from htssp_builder.word.revise.changes import Log
from htssp_builder.word.revise.edited import Place
from htssp_builder.word.revise.line import BOX, NOTES
from htssp_builder.word.revise.paragraph import merge_paragraph
from htssp_builder.word.revise.placing import Placing, steps
from htssp_builder.word.revise.whole import Whole
from htssp_builder.word.revise.wml import FALLBACK, ID, Element, cells_in, rows_in


class Merger:
    """Marks in the old file's trees what the new file says otherwise."""

    def __init__(
        self, carrier: Carrier, log: Log, heading: Callable[[Element], bool], ids: set[str]
    ) -> None:
        """heading: whether a paragraph of the old or the new file opens a section. ids: digests
        of the block ids in the new file."""
        self.carrier, self.log, self.heading, self.ids = carrier, log, heading, ids
        self.whole = Whole(carrier)

    def container(self, old: Element, new: Element, *, body: bool = False) -> None:
        """A body, cell, note, text box, header or footer. body: headings open sections in it."""
        olds, news = read_blocks(old), read_blocks(new)
        if len(olds) == len(news) and all(map(equal, olds, news)):
            if body:
                self._last_section(olds)
            return
        found = _with_last(align([b.item for b in olds], [b.item for b in news]), olds, news)
        self._know_lists(found, olds, news)
        self._release(found, olds)
        Placing(self, old, steps(found, olds, news), body).run()

    def _last_section(self, olds: Sequence[Block]) -> None:
        for block in olds:
            self.enter(block)

    def enter(self, block: Block) -> None:
        """Knows the section from here on, where a block is a heading."""
        if block.is_paragraph and self.heading(block.last) and block.item.text.strip():
            self.log.where = " ".join(block.item.text.split())

    def _know_lists(self, found: Alignment, olds: Sequence[Block], news: Sequence[Block]) -> None:
        for i, j in found.pairs:
            mine, theirs = list_id(olds[i].last), list_id(news[j].last)
            if mine and theirs:
                self.carrier.lists.same(mine, theirs)

    def _release(self, found: Alignment, olds: Sequence[Block]) -> None:
        for i in (*found.deleted, *(i for i, _ in found.moves)):
            for element in olds[i].elements:
                self.carrier.release(element, self.ids)

    # Blocks that stand in both files.

    def kept(self, old: Block, new: Block) -> bool:
        """Marks what changed inside a block. False where a table can only be written anew."""
        if equal(old, new):
            return True
        if not old.is_paragraph:
            return self.table(old, new)
        outcome = merge_paragraph(old.elements, new.last, self.carrier)
        self.whole.mark_inside(outcome.gone, outcome.come)
        block, beside = old.item.id or new.item.id, new.item.text or old.item.text
        for edit in (one for one in outcome.edits if one.tells):
            self.log.add("changed", edit.before, edit.after, block, edit.label, beside)
        words = " … ".join(outcome.reformatted)
        if words:
            self.log.add("formatted", words, words, block, beside=beside)
        elif outcome.reshaped and new.item.text.strip():
            self.log.add("formatted", new.item.text, new.item.text, block)
        for mine, theirs in outcome.nested:
            self._nested(mine, theirs)
        return True

    def _nested(self, old: Element, new: Element) -> None:
        if old.tag in NOTES:
            self._note(NOTES[str(old.tag)], str(old.get(ID, "")), str(new.get(ID, "")))
            return
        where = self.log.where
        for one, other in zip(old.iter(BOX), new.iter(BOX), strict=False):
            told = len(self.log.changes)
            self.container(one, other)
            # A box lies in a file twice, for new and for old programs: its changes are told once.
            if next(one.iterancestors(FALLBACK), None) is not None:
                del self.log.changes[told:]
        self.log.where = where

    def _note(self, kind: str, old_id: str, new_id: str) -> None:
        mine = find_note(self.carrier.old, kind, old_id)
        theirs = find_note(self.carrier.new, kind, new_id)
        if mine is None or theirs is None:
            return
        place = self.carrier.place
        self.carrier.place = Place(self.carrier.old.related(kind), self.carrier.new.related(kind))
        self.container(mine, theirs)
        self.carrier.place = place

    # Tables.

    def table(self, old: Block, new: Block) -> bool:
        """Rows and cells of a table that stands in both files."""
        mine, theirs = rows_in(old.last), rows_in(new.last)
        found = align([row_item(row) for row in mine], [row_item(row) for row in theirs])
        pairs = _with_alike(found, mine, theirs)
        if not pairs:
            return False
        partner, of_new = dict(pairs), {j: i for i, j in pairs}
        for i, row in enumerate(mine):
            if i in partner:
                self._row(row, theirs[partner[i]])
            else:
                self.carrier.release(row, self.ids)
                self.log.add("row deleted", row_text(row), "", digest_of(row))
                self.whole.delete_row(row)
        last: Element | None = None
        behind = _behind_pairs(pairs, len(mine))
        for j, row in enumerate(theirs):
            if j in of_new:
                last = mine[behind[of_new[j]]]
                continue
            made = self.whole.bring_row(row)
            self.log.add("row inserted", "", row_text(row), digest_of(row))
            if last is None:
                mine[0].addprevious(made)
            else:
                last.addnext(made)
            last = made
        return True

    def _row(self, old: Element, new: Element) -> None:
        log = self.log
        outer = log.row, log.beside
        cells = cells_in(old), cells_in(new)
        log.row = digest_of(old) or digest_of(new) or log.row
        first = cells[1][0] if cells[1] else new
        for number, (mine, theirs) in enumerate(zip(*cells, strict=True)):
            # In its first cell a row is told by itself.
            log.beside = cell_text(first) if number else ""
            self.container(mine, theirs)
        log.row, log.beside = outer

    # Blocks that came or went.

    def emptied(self, holder: Element) -> None:
        """A header or footer that the new file does not have."""
        for block in read_blocks(holder):
            self.went(block)
        self.whole.delete_contents(holder)

    def filled(self, holder: Element, source: Element) -> None:
        """A header or footer that the old file did not have. holder: still empty."""
        blocks = read_blocks(source)
        for block in blocks:
            self.came(block)
            holder.append(self.whole.bring(block.last, end=block is not blocks[-1]))

    def went(self, block: Block) -> None:
        """Tells that a block was deleted."""
        if not block.is_paragraph:
            self.log.add("table deleted", block.item.text, "", block.item.id)
        elif block.item.text.strip():
            self.log.add("deleted", block.item.text, "", block.item.id)

    def came(self, block: Block) -> None:
        """Tells that a block is new."""
        if not block.is_paragraph:
            self.log.add("table inserted", "", block.item.text, block.item.id)
        elif block.item.text.strip():
            self.log.add("inserted", "", block.item.text, block.item.id)


def _behind_pairs(pairs: Sequence[tuple[int, int]], count: int) -> dict[int, int]:
    """For each kept row the last of the deleted rows behind it: new rows come behind those."""
    kept = [i for i, _ in pairs]
    following = [*kept[1:], count]
    return {i: after - 1 for i, after in zip(kept, following, strict=True)}


def _with_alike(
    found: Alignment, mine: Sequence[Element], theirs: Sequence[Element]
) -> list[tuple[int, int]]:
    """Pairs of rows, with those added that stand alone between two pairs: a row all of whose
    cells were filled in is still that row."""
    pairs = list(found.pairs)
    ends = [(-1, -1), *pairs, (len(mine), len(theirs))]
    for (i1, j1), (i2, j2) in itertools.pairwise(ends):
        same = i2 - i1 == j2 - j1
        for step in range(1, i2 - i1 if same else 1):
            i, j = i1 + step, j1 + step
            if row_shape(mine[i]) == row_shape(theirs[j]) and _same_row(mine[i], theirs[j]):
                pairs.append((i, j))
    return sorted(pairs)


def _same_row(old: Element, new: Element) -> bool:
    one, other = digest_of(old), digest_of(new)
    return one == other or not (one and other)


def _with_last(found: Alignment, olds: Sequence[Block], news: Sequence[Block]) -> Alignment:
    """The last paragraphs as one, where both were replaced: what holds them needs a last
    paragraph, whose mark can neither come nor go."""
    if not olds or not news:
        return found
    i, j = len(olds) - 1, len(news) - 1
    if i not in found.deleted or j not in found.inserted:
        return found
    if not (olds[i].is_paragraph and news[j].is_paragraph):
        return found
    return found._replace(
        pairs=(*found.pairs, (i, j)),
        deleted=tuple(one for one in found.deleted if one != i),
        inserted=tuple(one for one in found.inserted if one != j),
    )
