"""New words put where they belong among the runs of an old paragraph."""

from collections.abc import Sequence

from htssp_builder.word.revise.carry import Carrier
from htssp_builder.word.revise.line import Line, Unit, wrappers
from htssp_builder.word.revise.marks import By
from htssp_builder.word.revise.settle import AUTHOR, DATE
from htssp_builder.word.revise.wml import (
    COME,
    CONTENT,
    ID,
    PPR,
    RUN,
    SDT,
    Element,
    W,
    make,
    parent,
    runs_in,
    take,
    twin,
)

_Wrappers = list[tuple[str, Element]]


class Inserting:
    """Puts runs of the new file into a line of the old one.

    Words go into the link or control that they stand in in the new file, where the old one has it
    at that place; else it is made. They never go into an insertion that somebody else tracked.
    placed: where each run of the new file, by its place in the new text, now stands.
    """

    def __init__(
        self,
        old: Line,
        carrier: Carrier,
        lost: frozenset[Element] = frozenset(),
        torn: frozenset[Element] = frozenset(),
    ) -> None:
        """lost, torn: see `segments.Words`."""
        self.old, self.carrier, self.lost, self.torn = old, carrier, lost, torn
        self.replaced = False
        self.ends = {unit.end: unit for unit in old.units}
        self.starts = {unit.start: unit for unit in old.units}
        self.placed: dict[int, Element] = {}
        # Two changes can meet at one place: the second goes behind the first.
        self.last: Element | None = None
        self.opened: _Wrappers = []
        self.last_at = -1
        self.empty = self._empty_controls()

    def insert(self, at: int, come: Sequence[Unit], *, replaced: bool = False) -> None:
        """Puts units of the new line at a place of the old text. replaced: whether words that end
        there are struck out."""
        self.replaced = replaced
        before, after = self.ends.get(at), self.starts.get(at)
        if at != self.last_at:
            self.last, self.opened = None, []
        self.last_at = at
        for unit in come:
            for element in unit.elements:
                wanted = [
                    one for one in wrappers(element, self._new_say()) if one[1] not in self.torn
                ]
                if self.last is None:
                    self.last = self._first(element, wanted, before, after)
                else:
                    self.last = self._next(element, wanted, self.last)
                self.opened = wanted
                self.placed[unit.start] = self.last[-1]

    def _empty_controls(self) -> dict[str, Element]:
        """Controls of the old paragraph in which nothing stands: no run leads to them."""
        found = {}
        for paragraph in self.old.paragraphs:
            for content in paragraph.iter(CONTENT):
                chosen = parent(content).find(W + "sdtPr")
                if chosen is not None and next(runs_in(content), None) is None:
                    found[f"control:{self.carrier.control(chosen)}"] = content
        return found

    def _new_say(self) -> Carrier:
        self.carrier.reading_new = True
        return self.carrier

    def _old_wraps(self, unit: Unit | None, last: bool) -> _Wrappers:
        if unit is None:
            return []
        self.carrier.reading_new = False
        return wrappers(unit.elements[-1 if last else 0], self.carrier)

    def _first(
        self, element: Element, wanted: _Wrappers, before: Unit | None, after: Unit | None
    ) -> Element:
        """Puts the first run of a stretch where its links and controls already are, else makes
        them. Gives the run's mark."""
        mark = self._mark(element)
        if wanted and wanted[-1][0] in self.empty:
            self.empty.pop(wanted[-1][0]).append(mark)
            return mark
        left, right = self._old_wraps(before, True), self._old_wraps(after, False)
        fits_left, fits_right = _shared(left, wanted), _shared(right, wanted)
        if after is not None and (before is None or fits_right > fits_left):
            inner = self._climb(after.elements[0], right[fits_right:], True)
            inner.addprevious(self._wrap(mark, wanted[fits_right:]))
        elif before is not None:
            inner = self._climb(before.last, left[fits_left:], False)
            inner.addnext(self._wrap(mark, wanted[fits_left:]))
        else:
            self._at_start(mark, wanted)
        return mark

    def _next(self, element: Element, wanted: _Wrappers, last: Element) -> Element:
        """Puts a run behind the one before it, in the same links and controls as far as the new
        file has them around both."""
        same = 0
        for (_, mine), (_, theirs) in zip(self.opened, wanted, strict=False):
            if mine is not theirs:
                break
            same += 1
        if same == len(wanted) == len(self.opened):
            return self._put(element, last)
        around = self._around(last)
        depth = max(len(around) - (len(self.opened) - same), 0)
        mark = self._mark(element)
        inner = self._climb(last, around[depth:], False)
        inner.addnext(self._wrap(mark, wanted[same:]))
        return mark

    def _around(self, element: Element) -> _Wrappers:
        self.carrier.reading_new = False
        return wrappers(element, self.carrier)

    def _climb(self, place: Element, out_of: _Wrappers, ahead: bool) -> Element:
        """The element beside which new words go: out of earlier insertions, which are somebody
        else's, and out of links that the new words do not belong to."""
        for holder in [element for _, element in reversed(out_of)]:
            if not _at_edge(place, holder, ahead) or (self.replaced and holder in self.lost):
                break
            place = parent(holder) if holder.tag == CONTENT else holder
        return self._out_of_marks(place, ahead)

    def _out_of_marks(self, place: Element, ahead: bool) -> Element:
        """Out of an insertion around `place`, which is split there where words follow in it."""
        around = place.getparent()
        while around is not None and around.tag in COME:
            beside = list(place.itersiblings(preceding=ahead))
            if beside:
                half = twin(around)
                half.set(ID, self.carrier.marker.number())
                half.extend(reversed(beside) if ahead else beside)
                if ahead:
                    around.addprevious(half)
                else:
                    around.addnext(half)
            place, around = around, around.getparent()
        return place

    def _at_start(self, mark: Element, wanted: _Wrappers) -> None:
        """In a paragraph without words: into its empty control or link where that is the one."""
        paragraph = self.old.paragraphs[-1]
        outer = self._wrap(mark, wanted)
        holder = paragraph.find(PPR)
        at = 0 if holder is None else 1
        while at < len(paragraph) and str(paragraph[at].tag).endswith(("Start", "End")):
            at += 1
        paragraph.insert(at, outer)

    def _wrap(self, mark: Element, wanted: _Wrappers) -> Element:
        """New links and controls around a mark, as in the new file."""
        outer = mark
        for _, element in reversed(wanted):
            if element.tag == CONTENT:
                control = element.getparent()
                made = make(SDT)
                chosen = None if control is None else control.find(W + "sdtPr")
                if chosen is not None:
                    made.append(self.carrier.bring(chosen))
                content = make(CONTENT)
                content.append(outer)
                made.append(content)
                self.carrier.controls_made.append(made)
            else:
                made = self.carrier.bring(twin(element))
                made.append(outer)
            outer = made
        return outer

    def _mark(self, element: Element) -> Element:
        by = _author(element)
        made = self.carrier.marker.element(W + "ins", by)
        made.append(self._brought(element))
        return made

    def _put(self, element: Element, anchor: Element) -> Element:
        by = _author(element)
        if by is None and anchor.get(W + "author") == self.carrier.marker.by.author:
            anchor.append(self._brought(element))
            return anchor
        made = self._mark(element)
        anchor.addnext(made)
        return made

    def _brought(self, element: Element) -> Element:
        made = self.carrier.bring(element)
        take(made, AUTHOR)
        take(made, DATE)
        return made


def _author(element: Element) -> By | None:
    """Who inserted a run in the new file, where that was tracked."""
    name = element.get(AUTHOR)
    return None if name is None else By(str(name), str(element.get(DATE, "")))


def _shared(one: Sequence[tuple[str, Element]], other: Sequence[tuple[str, Element]]) -> int:
    """How many of the outermost wrappers are the same."""
    count = 0
    for (mine, _), (theirs, _) in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _at_edge(place: Element, holder: Element, ahead: bool) -> bool:
    """Whether nothing that reads stands between an element and the edge of what holds it."""
    while place is not holder:
        beside = place.getprevious() if ahead else place.getnext()
        while beside is not None:
            if next(beside.iter(RUN), None) is not None:
                return False
            beside = beside.getprevious() if ahead else beside.getnext()
        around = place.getparent()
        if around is None:
            return False
        place = around
    return True
