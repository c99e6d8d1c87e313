"""The blocks of one container put in order: what stays, what goes, and where what comes is put.

Two facts of Word's rule this module. A deleted paragraph's mark lets the next paragraph run on,
so a mark that goes or comes belongs to the paragraph before. And what holds paragraphs (a cell,
a note, the body) needs a last one, whose mark can neither go nor come: where the last paragraphs
went or came, the marks before them did.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from htssp_builder.word.revise.align import Alignment
from htssp_builder.word.revise.blocks import Block
from htssp_builder.word.revise.whole import old_shape, pristine
from htssp_builder.word.revise.wml import (
    CONTENT,
    DEL,
    INS,
    PPR,
    RPR,
    SDT,
    TBL,
    TO,
    Element,
    W,
    blocks_in,
    is_last_in,
    parent,
    properties,
)

if TYPE_CHECKING:
    from htssp_builder.word.revise.merge import Merger

_HEADS = frozenset(W + name for name in ("tcPr", "pPr", "sdtPr"))


class Step(NamedTuple):
    """One block in the order of the result: both where it stays, old where it goes, new where it
    comes. move: number of the move whose one end this is, -1 for none."""

    old: Block | None
    new: Block | None
    move: int = -1


def steps(found: Alignment, olds: Sequence[Block], news: Sequence[Block]) -> list[Step]:
    """The blocks of both files in one order: what went stands before what came."""
    partner = dict(found.pairs)
    moves = [(i, j) for i, j in found.moves if _movable(olds[i], news[j])]
    from_old = {i: number for number, (i, _) in enumerate(moves)}
    to_new = {j: number for number, (_, j) in enumerate(moves)}
    made: list[Step] = []
    at = 0
    for i, block in enumerate(olds):
        if i not in partner:
            made.append(Step(block, None, from_old.get(i, -1)))
            continue
        made += [Step(None, news[j], to_new.get(j, -1)) for j in range(at, partner[i])]
        made.append(Step(block, news[partner[i]]))
        at = partner[i] + 1
    return made + [Step(None, news[j], to_new.get(j, -1)) for j in range(at, len(news))]


def _movable(old: Block, new: Block) -> bool:
    """A move says that the words are the same; anything else is told as gone and come."""
    return (
        old.is_paragraph
        and len(old.elements) == 1
        and old.item.text == new.item.text
        and bool(old.item.text.strip())
        and pristine(old.last)
    )


class Placing:
    """Carries out the steps of one container."""

    def __init__(self, merger: "Merger", holder: Element, made: list[Step], body: bool) -> None:
        self.merger, self.holder, self.steps, self.body = merger, holder, made, body
        self.whole = merger.whole
        self.last: Element | None = None
        self.names: dict[int, str] = {}
        self.tail = _tail(made)

    def run(self) -> None:
        """Every block marked where it stands or put where it belongs."""
        before = self._before_tail()
        shape = None if before is None else old_shape(before)
        for number, step in enumerate(self.steps):
            end = number + 1 < len(self.steps) or not self.tail
            if step.old is None and step.new is not None:
                self._come(step, step.new, end)
            elif step.old is not None and step.new is None:
                self._go(step, step.old, end)
            elif step.old is not None and step.new is not None:
                self._stay(step.old, step.new)
        if before is not None and shape is not None:
            self._shift_mark(before, shape)

    def _before_tail(self) -> Element | None:
        """The kept paragraph whose mark goes or comes in place of the last one's."""
        if not self.tail:
            return None
        old = self.steps[self.tail - 1].old
        return None if old is None else old.last

    def _shift_mark(self, before: Element, shape: Element) -> None:
        """shape: of the kept paragraph in the old file."""
        last = self.steps[-1]
        if last.new is None and last.old is not None:
            self.whole.marker.mark(before, DEL)
            wanted = old_shape(before)
            if not _same(old_shape(last.old.last), wanted):
                self.whole.marker.reshape(last.old.last, wanted)
            return
        self.whole.marker.mark(before, INS)
        made = self._last_paragraph()
        if made is not None:
            wanted = old_shape(made)
            if not _same(shape, wanted):
                # As if it had been the old paragraph all along, and then changed.
                holder = properties(made, PPR)
                for child in [one for one in holder if one.tag not in (RPR, W + "sectPr")]:
                    holder.remove(child)
                for child in reversed(list(shape)):
                    holder.insert(0, child)
                self.whole.marker.reshape(made, wanted)

    def _last_paragraph(self) -> Element | None:
        found = blocks_in(self.holder)
        return found[-1] if found else None

    def _stay(self, old: Block, new: Block) -> None:
        if self.merger.kept(old, new):
            self.last = old.last
        else:
            self._go(Step(old, None), old, True)
            self._come(Step(None, new), new, True)
        if self.body:
            self.merger.enter(new)

    def _go(self, step: Step, block: Block, end: bool) -> None:
        if step.move >= 0:
            self.last = self.whole.move_away(block.last, self._name(step.move), end=end)
            return
        self.merger.went(block)
        for element in block.elements[:-1]:
            self.whole.delete(element)
        self.whole.delete(block.last, end=end)
        self.last = block.last

    def _come(self, step: Step, block: Block, end: bool) -> None:
        if self.body:
            self.merger.enter(block)
        moved = step.move >= 0
        made = self.whole.bring(block.last, TO if moved else INS, end=end)
        self._put(made, block)
        self.last = made
        if moved:
            self.last = self.whole.move_here(made, self._name(step.move))
            text = block.item.text
            self.merger.log.add("moved", text, text, block.item.id)
        else:
            self.merger.came(block)

    def _name(self, move: int) -> str:
        return self.names.setdefault(move, self.whole.move_name())

    def _put(self, made: Element, block: Block) -> None:
        if self.last is None:
            self._put_first(made, block)
            return
        place = self.last
        if not _in_control(block.last):
            while _in_control(place) and is_last_in(place):
                place = parent(parent(place))
        if made.tag == TBL and place.tag == TBL:
            apart = self.whole.separator()
            place.addnext(apart)
            place = apart
        place.addnext(made)

    def _put_first(self, made: Element, block: Block) -> None:
        first = next((step.old for step in self.steps if step.old is not None), None)
        if first is None:
            at = sum(1 for child in self.holder if child.tag in _HEADS)
            self.holder.insert(at, made)
            return
        place = first.elements[0]
        while _in_control(place) and not _in_control(block.last):
            place = parent(parent(place))
        place.addprevious(made)


def _tail(made: Sequence[Step]) -> int:
    """Where the last blocks begin that all go or all come, 0 where there are none or where a
    table among them parts the paragraphs."""
    at = len(made)
    while at and (made[at - 1].old is None) != (made[at - 1].new is None):
        at -= 1
    tail = made[at:]
    if not at or not tail or not _paragraphs_only(made[at - 1 :]):
        return 0
    one_way = all(step.old is None for step in tail) or all(step.new is None for step in tail)
    return at if one_way else 0


def _paragraphs_only(made: Sequence[Step]) -> bool:
    return all(
        block.is_paragraph for step in made for block in (step.old, step.new) if block is not None
    )


def _in_control(element: Element) -> bool:
    around = parent(element)
    return bool(around.tag == CONTENT and parent(around).tag == SDT)


def _same(one: Element, other: Element) -> bool:
    from htssp_builder.word.revise.says import said

    return said(one) == said(other)
