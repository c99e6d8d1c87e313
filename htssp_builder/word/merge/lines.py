"""One line of the person's file brought up to date: only the words that changed are touched."""

from bisect import bisect_right
from collections.abc import Sequence
from copy import deepcopy
from typing import NamedTuple

from htssp_builder.word.merge.weave import Change, weave
from htssp_builder.word.merge.whole import whole
from htssp_builder.word.revise.carry import Carrier
from htssp_builder.word.revise.insertion import Inserting
from htssp_builder.word.revise.line import Line, Unit, cut, read_line, units_between, wrappers
from htssp_builder.word.revise.says import said
from htssp_builder.word.revise.wml import DEL, RPR, RUN, SDT, TEXT, Element, P, W
from htssp_builder.word.revise.words import OBJECT


class Clash(NamedTuple):
    """Words that both sides changed. theirs, ours: as they read. first, last: elements of the
    person's words, or beside the place where they were. control: title, where ours are in one."""

    theirs: str
    ours: str
    first: Element
    last: Element
    control: str


class Outcome(NamedTuple):
    """changed: whether words of the person's file were exchanged."""

    changed: bool
    clashes: tuple[Clash, ...]


class Reading:
    """A line as a person reads it: a field by what it shows, a picture or note as OBJECT."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.fields: list[tuple[int, int]] = []
        out: list[str] = []
        self._read: list[int] = []
        self._line: list[int] = []
        at = 0
        for unit in line.units:
            self._read.append(at)
            self._line.append(unit.start)
            thing = line.things.get(unit.start)
            text = line.text[unit.start : unit.end]
            if thing is not None and thing.element is None:
                text = _result(unit)
                self.fields.append((at, at + len(text)))
            out.append(text)
            at += len(text)
        self.text = "".join(out)
        self._read.append(at)
        self._line.append(len(line.text))

    def controls(self) -> list[tuple[int, int]]:
        """Where each control begins and ends in what is read."""
        found: dict[Element, tuple[int, int]] = {}
        for unit, start, end in zip(self.line.units, self._read, self._read[1:], strict=False):
            for holder in unit.elements[0].iterancestors(SDT):
                first = found.get(holder, (start, end))[0]
                found[holder] = (first, end)
        return list(found.values())

    def start(self, place: int) -> int:
        """Where a stretch that begins at `place` of what is read begins in the line."""
        number = bisect_right(self._read, place) - 1
        return min(self._line[number] + place - self._read[number], len(self.line.text))

    def end(self, place: int) -> int:
        """Where a stretch that ends there ends. At the edge of a field: behind the field."""
        number = bisect_right(self._read, place - 1) - 1 if place else 0
        if number + 1 == len(self._read):
            return len(self.line.text)
        within = place - self._read[number]
        if within >= self._read[number + 1] - self._read[number]:
            return self._line[number + 1]
        return self._line[number] + within


def _result(unit: Unit) -> str:
    return "".join(one.text or "" for run in unit.elements for one in run.iter(TEXT))


def merge_line(
    theirs: Sequence[Element], ours: Sequence[Element], base: str, carrier: Carrier, *, track: bool
) -> Outcome:
    """Puts into the person's paragraphs what changed from `base` to the new paragraphs.

    theirs, ours: paragraphs that read as one line. The changes are tracked by the carrier's
    marker. track: they stay so; else whoever called settles them afterwards.
    """
    carrier.reading_new = False
    old = Reading(read_line(theirs, carrier))
    carrier.reading_new = True
    new = Reading(read_line(ours, carrier))
    carrier.reading_new = False
    woven = weave(base, old.text, new.text)
    whole_old, whole_new = list(old.fields), list(new.fields)
    if track:
        # LibreOffice shows the old and the new words of a change that is tracked inside a control
        # side by side, as if both were valid: a control is then exchanged as a whole.
        whole_old += old.controls()
        whole_new += new.controls()
    take, clashes, _ = whole(woven, whole_old, whole_new)
    if not take and not clashes:
        return Outcome(False, ())
    places = [_in_lines(change, old, new) for change in (*take, *clashes)]
    old_line = cut(old.line, [at for place in places for at in place[:2]])
    new_line = cut(new.line, [at for place in places for at in place[2:]])
    marked = [
        _clash(change, place, old, new, (old_line, new_line), carrier)
        for change, place in zip(clashes, places[len(take) :], strict=True)
    ]
    inserting = Inserting(old_line, carrier)
    for place in places[: len(take)]:
        _exchange(place, old_line, new_line, inserting, carrier)
    if track:
        _out_of_controls(theirs, carrier)
    return Outcome(bool(take), tuple(marked))


def _out_of_controls(paragraphs: Sequence[Element], carrier: Carrier) -> None:
    """Puts our deleted words ahead of the control they stood in."""
    author = carrier.marker.by.author
    for gone in [one for holder in paragraphs for one in holder.iter(DEL)]:
        place = gone
        around = gone.getparent()
        while around is not None and around.tag != P:
            if around.tag == SDT:
                place = around
            around = around.getparent()
        if place is not gone and gone.get(W + "author") == author:
            place.addprevious(gone)


def _in_lines(change: Change, old: Reading, new: Reading) -> Change:
    return Change(
        old.start(change.start),
        max(old.end(change.end), old.start(change.start)),
        new.start(change.new_start),
        max(new.end(change.new_end), new.start(change.new_start)),
    )


def _exchange(place: Change, old: Line, new: Line, inserting: Inserting, carrier: Carrier) -> None:
    gone = units_between(old, place.start, place.end)
    come = units_between(new, place.new_start, place.new_end)
    looks = _kept_looks(gone, come)
    inserting.insert(place.end, come)
    if looks is not None:
        for unit in come:
            _dress(inserting.placed[unit.start], looks, carrier)
    carrier.marker.delete(gone)


def _kept_looks(gone: Sequence[Unit], come: Sequence[Unit]) -> Element | None:
    """The look that the person gave to the words that go: the new ones take it on. None where
    there is not one look, or none to speak of."""
    old = [unit.elements[0].find(RPR) for unit in gone if unit.elements[0].tag == RUN]
    new = [unit.elements[0].find(RPR) for unit in come if unit.elements[0].tag == RUN]
    if len({_say(one) for one in old}) != 1 or len({_say(one) for one in new}) != 1:
        return None
    return old[0]


def _say(looks: Element | None) -> str:
    return "" if looks is None else said(looks)


_STATES = frozenset(("Unverified", "PlaceholderText"))


def _dress(run: Element, looks: Element, carrier: Carrier) -> None:
    """Gives a run a look. The mark of a missing answer or of unconfirmed law is not part of it."""
    own = run.find(RPR)
    style = None if own is None else own.find(W + "rStyle")
    made = deepcopy(looks)
    for one in [child for child in made if _is_passing(child)]:
        made.remove(one)
    if style is not None:
        for one in made.findall(W + "rStyle"):
            made.remove(one)
        made.insert(0, deepcopy(style))
    if own is not None:
        run.remove(own)
    run.insert(0, made)


def _is_passing(child: Element) -> bool:
    if child.tag == W + "rStyle":
        return child.get(W + "val") in _STATES
    return child.tag in (W + "ins", W + "del", W + "rPrChange")


def _clash(
    change: Change,
    place: Change,
    old: Reading,
    new: Reading,
    lines: tuple[Line, Line],
    carrier: Carrier,
) -> Clash:
    old_line, new_line = lines
    theirs = units_between(old_line, place.start, place.end) or _near(old_line, place.start)
    ours = units_between(new_line, place.new_start, place.new_end)
    first = theirs[0].elements[0] if theirs else old_line.paragraphs[0]
    last = theirs[-1].last if theirs else old_line.paragraphs[0]
    return Clash(
        old.text[change.start : change.end].replace(OBJECT, "").strip(),
        new.text[change.new_start : change.new_end].replace(OBJECT, "").strip(),
        first,
        last,
        _title(ours, carrier),
    )


def _near(line: Line, place: int) -> list[Unit]:
    """The words beside a place where there are none any more."""
    before = [unit for unit in line.units if unit.end <= place]
    return before[-1:] or line.units[:1]


def _title(units: Sequence[Unit], carrier: Carrier) -> str:
    """Title of the control that words of the new file stand in."""
    for unit in units:
        for kind, holder in wrappers(unit.elements[0], carrier):
            control = holder.getparent()
            if kind.startswith("control:") and control is not None:
                named = control.find(f"{W}sdtPr/{W}alias")
                return "" if named is None else str(named.get(W + "val", ""))
    return ""
