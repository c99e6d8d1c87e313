"""What is asked next: the questionnaire as a row of stops, laid anew after every answer.

A stop is one thing that is asked at a time: a plain question, one part of a person or a time
limit, or a table of records. Which stops there are depends on the answers so far, so that a row
is never kept: a person's phone is asked for once the person has a name, and a question with a
condition when the condition holds. Optional parts wait behind a stop of their own that asks
once whether to go through them.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from htssp_builder.interview.answers import Answers, unknown
from htssp_builder.interview.shapes import Shape, find_shape
from htssp_builder.pack.model import Question, Section
from htssp_builder.yamlfile.nodes import Mapping, Node, Scalar

StopKind = Literal["answer", "records", "more", "own"]

_MORE = {
    "person": ("mobile", "languages", "shown_as"),
    "clock": ("not_to", "form"),
}
"""Parts that few districts need, asked only on request."""


class Stop(NamedTuple):
    """One thing that is asked at a time.

    key: names the stop; a path, with "?more" or "?own" for a group of optional parts.
    kind: "answer" (one value), "records" (a table), "more" (whether to go through optional
        parts), "own" (whether the district has words of its own in place of the law's).
    path: of the answer or table. shape: at the path. question: to which it belongs, a column's
        where it stands in a record. whole: the path of that question. section: its id.
    """

    key: str
    kind: StopKind
    path: str
    shape: Shape
    question: Question
    whole: str
    section: str


class Ground(NamedTuple):
    """What a row of stops is laid on.

    law: gives a value of the law data by its path, "" where it is unread or weak.
    opened: keys of the groups of optional parts that were asked for.
    """

    answers: Answers
    law: Callable[[str], str]
    opened: frozenset[str] = frozenset()

    def given(self, path: str) -> bool:
        """Whether anything is typed at or below a path, "not known yet" included."""
        return filled(self.answers.node(path))

    def has_limit(self, default: str) -> bool:
        """Whether the law data sets the time limit at this path."""
        return bool(default) and any(self.law(f"{default}.{p}") for p in ("when", "at_latest"))


def filled(node: Node | None) -> bool:
    """Whether a node holds any text."""
    if node is None:
        return False
    if isinstance(node, Scalar):
        return bool(node.text.strip())
    below = node.entries.values() if isinstance(node, Mapping) else node.items
    return any(filled(part) for part in below)


def course(sections: Iterable[Section], ground: Ground) -> list[Stop]:
    """Every stop of these sections, in the order in which they are asked."""
    found: list[Stop] = []
    for section in sections:
        for question in section.questions:
            found.extend(question_stops(question, section.id, ground))
    return found


def question_stops(question: Question, section: str, ground: Ground) -> Iterator[Stop]:
    """The stops of one question; none where its condition does not hold."""
    shape = find_shape(ground.answers.shape, question.id)
    if shape is not None and ground.answers.asked(question.when):
        yield from _Layer(question, question.id, section, ground).stops(question.id, shape)


def record_stops(question: Question, path: str, section: str, ground: Ground) -> list[Stop]:
    """The stops of one record of a table. path: of the record ("campuses.lincoln")."""
    record = find_shape(ground.answers.shape, path)
    found: list[Stop] = []
    for column in question.columns if record is not None else ():
        shape = record.parts[column.id] if record is not None else None
        if shape is not None and ground.answers.asked(column.when):
            whole = f"{path}.{column.id}"
            found.extend(_Layer(column, whole, section, ground).stops(whole, shape))
    return found


class _Layer(NamedTuple):
    """Lays out one question."""

    question: Question
    whole: str
    section: str
    ground: Ground

    def stops(self, path: str, shape: Shape) -> Iterator[Stop]:
        """A question that is open as a whole, with who will find out, is asked by its first
        part only."""
        found = list(self._parted(path, shape))
        if unknown(self.ground.answers.node(path)) and found:
            found = found[: 2 if found[0].kind == "own" else 1]
        yield from found

    def _parted(self, path: str, shape: Shape) -> Iterator[Stop]:
        if shape.kind == "role":
            for name, part in shape.parts.items():
                yield from self.stops(f"{path}.{name}", part)
        elif shape.kind == "person":
            yield from self._person(path, shape)
        elif shape.kind == "clock":
            yield from self._clock(path, shape)
        elif shape.kind in ("verified", "statement"):
            yield from self._pair(path, shape)
        else:
            kind: StopKind = "records" if shape.kind == "records" else "answer"
            yield self._stop(path, shape, kind)

    def _stop(self, path: str, shape: Shape, kind: StopKind = "answer") -> Stop:
        mark = f"?{kind}" if kind in ("more", "own") else ""
        return Stop(f"{path}{mark}", kind, path, shape, self.question, self.whole, self.section)

    def _parts(self, path: str, shape: Shape, names: Iterable[str]) -> Iterator[Stop]:
        for name in names:
            yield from self.stops(f"{path}.{name}", shape.parts[name])

    def _more(self, path: str, shape: Shape) -> Iterator[Stop]:
        more = self._stop(path, shape, "more")
        yield more
        if more.key in self.ground.opened:
            yield from self._parts(path, shape, _MORE[shape.kind])

    def _person(self, path: str, shape: Shape) -> Iterator[Stop]:
        """The further parts once there is somebody to whom they belong."""
        first, *rest = (name for name in shape.parts if name not in _MORE["person"])
        yield self._stop(f"{path}.{first}", shape.parts[first])
        if self.ground.given(path):
            yield from self._parts(path, shape, rest)
            yield from self._more(path, shape)

    def _pair(self, path: str, shape: Shape) -> Iterator[Stop]:
        """The second part once there is a first one: a day without a person says nothing."""
        first, second = shape.parts
        yield self._stop(f"{path}.{first}", shape.parts[first])
        if self.ground.given(path):
            yield self._stop(f"{path}.{second}", shape.parts[second])

    def _clock(self, path: str, shape: Shape) -> Iterator[Stop]:
        own = self._stop(path, shape, "own")
        law = self.ground.has_limit(shape.default)
        own_parts = (name for name in shape.parts if name != "verified")
        typed = any(self.ground.given(f"{path}.{name}") for name in own_parts)
        if law and not typed:
            yield own
        if not law or typed or own.key in self.ground.opened:
            yield from self._limit(path, shape)
        if law or self.ground.given(path):
            yield from self._parts(path, shape, ("verified",))

    def _limit(self, path: str, shape: Shape) -> Iterator[Stop]:
        yield from self._parts(path, shape, ("when", "at_latest"))
        if self.ground.given(f"{path}.at_latest"):
            yield from self._parts(path, shape, ("unit", "counts_from"))
        if self.ground.given(path) or self.ground.has_limit(shape.default):
            yield from self._parts(path, shape, ("to", "citation"))
            yield from self._more(path, shape)


def place_of(row: list[Stop], key: str) -> int:
    """Where a stop stands in a row; where it is not asked any more, the last one before it of
    the same question, else the question's place. 0 in a row that never had it."""
    keys = [stop.key for stop in row]
    while key:
        if key in keys:
            return keys.index(key)
        within = [n for n, other in enumerate(keys) if other.startswith((f"{key}.", f"{key}?"))]
        if within:
            return within[0]
        key = key.rpartition("?" if "?" in key else ".")[0]
    return 0


Wanted = Callable[[Stop], bool]


def after(row: list[Stop], key: str, wanted: Wanted, *, whole: bool = False) -> str:
    """The key of the next wanted stop behind one, "" at the end.

    whole: the next one of another question.
    """
    place = place_of(row, key)
    for stop in row[place + 1 :]:
        if wanted(stop) and not (whole and stop.whole == row[place].whole):
            return stop.key
    return ""


def before(row: list[Stop], key: str, wanted: Wanted) -> str:
    """The key of the wanted stop before one, "" at the beginning."""
    for stop in reversed(row[: place_of(row, key)]):
        if wanted(stop):
            return stop.key
    return ""


def below(stop: Stop, path: str) -> bool:
    """Whether what is asked at a stop is, or is a part of, what stands at a path."""
    return f"{stop.path}.".startswith(f"{path}.")


def touches(stop: Stop, path: str) -> bool:
    """Whether an open place (a gap's path) is mended at this stop."""
    if stop.kind == "records":
        return path == stop.path or path.startswith(f"{stop.path}.")
    if stop.kind != "answer":
        return False
    return stop.path == path or stop.path.startswith(f"{path}.")


def lacking(paths: Iterable[str]) -> Wanted:
    """Whether a stop mends one of these open places (the paths of gaps)."""
    open_, above = set(paths), set[str]()
    for path in open_:
        steps = path.split(".")
        above.update(".".join(steps[:end]) for end in range(1, len(steps) + 1))

    def wanted(stop: Stop) -> bool:
        if stop.kind == "records":
            return stop.path in above
        steps = stop.path.split(".")
        heads = (".".join(steps[:end]) for end in range(len(steps), 0, -1))
        return stop.kind == "answer" and any(head in open_ for head in heads)

    return wanted
