"""The words of a paragraph with the runs that hold them, so that any stretch can be marked.

A line is what a person sees as one paragraph in the final view: what earlier tracked changes
deleted is left out, and where they deleted the mark between two paragraphs, both are one line.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import NamedTuple

from htssp_builder.word.revise.says import SIGNS, said
from htssp_builder.word.revise.wml import (
    COME,
    CONTENT,
    FORMULA,
    RPR,
    RUN,
    SDT,
    SEE_THROUGH,
    SPACE,
    TEXT,
    Element,
    W,
    parent,
    twin,
)
from htssp_builder.word.revise.words import OBJECT

_SILENT = frozenset(
    W + name
    for name in (
        "rPr", "lastRenderedPageBreak", "commentReference", "delText", "delInstrText",
        "annotationRef",
    )
)  # fmt: skip
_FIELD = frozenset((W + "fldChar", W + "instrText"))
COMMENTED = frozenset((W + "commentRangeStart", W + "commentRangeEnd"))
NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
BOX = W + "txbxContent"
_WRAPS = frozenset((W + "hyperlink", CONTENT, W + "fldSimple"))


class Unit(NamedTuple):
    """A stretch of the line that lies in runs of its own.

    start, end: places in the text. elements: its runs, or a formula; more than one for a field.
    """

    start: int
    end: int
    elements: tuple[Element, ...]

    @property
    def last(self) -> Element:
        return self.elements[-1]


class Thing(NamedTuple):
    """What is no text. says: equal for two that are the same. element: None for a field."""

    says: str
    element: Element | None


class Line(NamedTuple):
    """A paragraph as it reads. paragraphs: usually one w:p. things: by their place in the text.
    comments: the marks of comments and where they stand."""

    paragraphs: tuple[Element, ...]
    text: str
    units: list[Unit]
    things: dict[int, Thing]
    comments: list[tuple[int, Element]]


class Say:
    """Gives the words by which two objects are known to be the same; see `carry.Carrier`."""

    reading_new = False
    """Whether it is the new file that is being read."""

    def control(self, chosen: Element) -> str:
        raise NotImplementedError

    def picture(self, element: Element) -> str:
        raise NotImplementedError

    def note(self, element: Element, kind: str) -> str:
        raise NotImplementedError

    def link(self, element: Element) -> str:
        raise NotImplementedError


def read_line(paragraphs: Sequence[Element], say: Say) -> Line:
    """The line that these paragraphs make. Runs are split where a field begins or ends."""
    reader = _Reader(say)
    for paragraph in paragraphs:
        _isolate_fields(paragraph)
        reader.walk(paragraph)
        reader.close()
    return Line(tuple(paragraphs), "".join(reader.text), reader.units, reader.things,
                reader.comments)  # fmt: skip


def _home(run: Element) -> Element:
    """What a run stands in, insertions disregarded."""
    around = parent(run)
    while around.tag in COME:
        around = parent(around)
    return around


def _isolate_fields(paragraph: Element) -> None:
    """Each mark of a field in a run of its own, so that a field is a row of whole runs."""
    for tag in _FIELD:
        for mark in list(paragraph.iter(tag)):
            run = mark.getparent()
            if run is None or run.tag != RUN:
                continue
            others = [child for child in run if child.tag != RPR]
            if len(others) > 1:
                at = others.index(mark)
                _split_children(run, [group for group in (others[:at], [mark], others[at + 1 :])
                                      if group])  # fmt: skip


class _Reader:
    def __init__(self, say: Say) -> None:
        self.say = say
        self.text: list[str] = []
        self.units: list[Unit] = []
        self.things: dict[int, Thing] = {}
        self.at = 0
        self.comments: list[tuple[int, Element]] = []
        self.open: list[tuple[Element, int]] = []  # fields begun: first run, number of its unit

    def walk(self, holder: Element) -> None:
        for child in holder:
            tag = child.tag
            if tag == RUN:
                self.run(child)
            elif tag == SDT:
                content = child.find(CONTENT)
                if content is not None:
                    self.walk(content)
            elif tag in SEE_THROUGH:
                self.walk(child)
            elif tag in COMMENTED:
                self.comments.append((self.at, child))
            elif tag in FORMULA:
                self.thing(child, f"formula:{said(child)}", child)

    def run(self, run: Element) -> None:
        start = self.at
        for child in run:
            tag = child.tag
            if tag == TEXT:
                self.add(child.text or "")
            elif tag in SIGNS:
                self.add(SIGNS[tag])
            elif tag == W + "br" and child.get(W + "type", "textWrapping") == "textWrapping":
                self.add("\n")
            elif tag == W + "commentReference":
                self.comments.append((self.at, child))
            elif tag not in _SILENT:
                self.add(OBJECT, Thing(self.describe(child), child))
        if self.at > start:
            self.units.append(Unit(start, self.at, (run,)))
            self.field_mark(run)

    def add(self, text: str, thing: Thing | None = None) -> None:
        if thing is not None:
            self.things[self.at] = thing
        self.text.append(text)
        self.at += len(text)

    def thing(self, element: Element, says: str, holder: Element) -> None:
        start = self.at
        self.add(OBJECT, Thing(says, element))
        self.units.append(Unit(start, self.at, (holder,)))

    def describe(self, child: Element) -> str:
        tag = str(child.tag)
        if tag in NOTES:
            return self.say.note(child, NOTES[tag])
        if tag in _FIELD:
            return f"{tag}:{child.get(W + 'fldCharType', '')}:{child.text or ''}"
        return self.say.picture(child)

    def field_mark(self, run: Element) -> None:
        mark = run.find(W + "fldChar")
        kind = "" if mark is None else mark.get(W + "fldCharType", "")
        if kind == "begin":
            self.open.append((run, len(self.units) - 1))
        elif kind == "end" and self.open:
            begun, number = self.open.pop()
            if _home(begun) is _home(run):
                self.fold(number)

    def fold(self, number: int) -> None:
        """A field that begins and ends in one place is one object: half of it is no field."""
        units = self.units[number:]
        start = units[0].start
        text = "".join(self.text)
        inner = text[start : self.at]
        says = [self.things[p].says for p in sorted(self.things) if p >= start]
        self.things = {p: thing for p, thing in self.things.items() if p < start}
        self.text, self.at = [text[:start]], start
        del self.units[number:]
        kind = next((one.split(":")[-1].split()[:1] for one in says if "instrText:" in one), [])
        # The same kind of field with the same result is the same: programs word the rest anew.
        self.add(OBJECT, Thing(f"field:{inner}:{''.join(kind)}", None))
        elements = tuple(one for unit in units for one in unit.elements)
        self.units.append(Unit(start, self.at, elements))

    def close(self) -> None:
        """At the end of a paragraph: a field that goes on in the next one stays in pieces."""
        self.open.clear()


def cut(line: Line, places: Iterable[int]) -> Line:
    """The same line with runs split so that a unit ends at each of `places`."""
    wanted = sorted(set(places))
    units: list[Unit] = []
    for unit in line.units:
        inner = [place for place in wanted if unit.start < place < unit.end]
        units += _split(unit, inner) if inner else [unit]
    return line._replace(units=units)


def _split(unit: Unit, places: list[int]) -> list[Unit]:
    run = unit.elements[0]
    bounds = [unit.start, *places, unit.end]
    groups: list[list[Element]] = [[] for _ in range(len(bounds) - 1)]
    at, group = unit.start, 0
    for child in [one for one in run if one.tag != RPR]:
        length = _length(child)
        while length and at + length > bounds[group + 1] > at:
            head = deepcopy(child)
            taken = bounds[group + 1] - at
            _set_text(head, (child.text or "")[:taken])
            _set_text(child, (child.text or "")[taken:])
            groups[group].append(head)
            at, length, group = at + taken, length - taken, group + 1
        if length and at == bounds[group + 1]:
            group += 1
        groups[group].append(child)
        at += length
    runs = _split_children(run, groups)
    return [
        Unit(start, end, (one,)) for start, end, one in zip(bounds, bounds[1:], runs, strict=False)
    ]


def _length(child: Element) -> int:
    if child.tag == TEXT:
        return len(child.text or "")
    return 0 if child.tag in _SILENT else 1


def _set_text(element: Element, text: str) -> None:
    element.text = text
    element.set(SPACE, "preserve")


def _split_children(run: Element, groups: Sequence[list[Element]]) -> list[Element]:
    """The children of a run in as many runs as there are groups; the first is the run itself."""
    looks = run.find(RPR)
    runs = [run]
    for group in groups[1:]:
        made = twin(run)
        if looks is not None:
            made.append(deepcopy(looks))
        for child in group:
            made.append(child)
        runs[-1].addnext(made)
        runs.append(made)
    for child in groups[0]:
        run.append(child)
    return runs


def units_between(line: Line, start: int, end: int) -> list[Unit]:
    """The units that lie in a stretch; the line must have been cut at its ends."""
    return [unit for unit in line.units if start <= unit.start and unit.end <= end]


def wrappers(element: Element, say: Say) -> list[tuple[str, Element]]:
    """The links, controls and simple fields around a run, the outermost first, by what they are."""
    found = []
    around = element.getparent()
    while around is not None and around.tag != W + "p":
        if around.tag in _WRAPS:
            found.append((_wrapper(around, say), around))
        around = around.getparent()
    return found[::-1]


def _wrapper(element: Element, say: Say) -> str:
    if element.tag == CONTENT:
        control = element.getparent()
        chosen = None if control is None else control.find(W + "sdtPr")
        if chosen is None:
            return "control:"
        return f"control:{say.control(chosen)}"
    if element.tag == W + "hyperlink":
        return f"link:{say.link(element)}"
    return f"field:{element.get(W + 'instr', '')}"
