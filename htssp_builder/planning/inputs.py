"""What the schedule needs of a district's answers, as dates and numbers.

Reading is lenient: a date that is no date is left out, because `check_answers` says so with its
line. Whatever is incomplete is named in `doubts`.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from htssp_builder.interview.answers import Answers, record_id
from htssp_builder.interview.shapes import find_shape
from htssp_builder.interview.values import canonical, read_date
from htssp_builder.pack.plan import Plan
from htssp_builder.yamlfile.nodes import Mapping, Scalar, Sequence

READINGS, PACKET_DAYS = 2, 10
"""Where neither the district nor its questionnaire says: the pack's usual number."""


class Break(NamedTuple):
    """Days without school; first and last are part of it."""

    name: str
    first: date
    last: date


class DayOff(NamedTuple):
    """A single day on which nobody of the committee works."""

    day: date
    name: str


class Meeting(NamedTuple):
    """A meeting at which the board can vote. id: of its record."""

    id: str
    day: date
    name: str = ""


class Inputs(NamedTuple):
    """What the plan is laid on.

    readings: meetings that a policy takes, the last of them adopts; 0 where the board does not
        vote. packet_days: calendar days before the first reading at which papers are due.
    campuses: (id, name). left_out: ids of items whose condition is not met.
    adopted_on: the day of the vote, once it has been. doubts: sentences about answers that
        could not be used.
    """

    start_on: date | None = None
    adopt_by: date | None = None
    pace: str = ""
    breaks: tuple[Break, ...] = ()
    days_off: tuple[DayOff, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    readings: int = READINGS
    packet_days: int = PACKET_DAYS
    campuses: tuple[tuple[str, str], ...] = ()
    left_out: frozenset[str] = frozenset()
    adopted_on: date | None = None
    doubts: tuple[str, ...] = ()


def read_inputs(answers: Answers, plan: Plan) -> Inputs:
    """The inputs that these answers give for this plan."""
    doubts: list[str] = []
    return Inputs(
        start_on=read_date(answers.text("timeline.start_on")),
        adopt_by=read_date(answers.text("timeline.adopt_by")),
        pace=_value(answers, "timeline.pace"),
        breaks=tuple(_breaks(answers, doubts)),
        days_off=tuple(_days_off(answers)),
        meetings=tuple(_meetings(answers)),
        readings=_number(answers, "board.readings", READINGS),
        packet_days=_number(answers, "board.packet_days", PACKET_DAYS),
        campuses=tuple(_campuses(answers)),
        left_out=frozenset(item.id for item in plan.items if not answers.asked(item.when)),
        adopted_on=read_date(answers.text("control.adopted_on")),
        doubts=tuple(doubts),
    )


def _value(answers: Answers, path: str) -> str:
    """The answer in the spelling of its choices, or its default."""
    shape = find_shape(answers.shape, path)
    if shape is None:
        return answers.text(path)
    return canonical(shape.kind, answers.text(path) or shape.default, shape.choices)


def _number(answers: Answers, path: str, otherwise: int) -> int:
    text = _value(answers, path).strip()
    try:
        return min(round(float(text)), 400)
    except (ValueError, OverflowError):
        return otherwise


def _records(answers: Answers, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    node = answers.node(path)
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Mapping):
            parts = {k: v.text for k, v in item.entries.items() if isinstance(v, Scalar)}
            yield record_id(item), parts


def _breaks(answers: Answers, doubts: list[str]) -> Iterator[Break]:
    for key, parts in _records(answers, "timeline.breaks"):
        name = parts.get("name") or key or "a break"
        first, last = read_date(parts.get("from_on", "")), read_date(parts.get("to_on", ""))
        if first is None or last is None:
            doubts.append(f"The break '{name}' has no first or no last day and is left out.")
        elif last < first:
            doubts.append(f"The break '{name}' ends before it begins and is left out.")
        else:
            yield Break(name, first, last)


def _days_off(answers: Answers) -> Iterator[DayOff]:
    for key, parts in _records(answers, "timeline.days_off"):
        day = read_date(parts.get("date", ""))
        if day is not None:
            yield DayOff(day, parts.get("name") or key)


def _meetings(answers: Answers) -> Iterator[Meeting]:
    for key, parts in _records(answers, "board.meetings"):
        day = read_date(parts.get("date", ""))
        if day is not None:
            yield Meeting(key, day, parts.get("name", ""))


def _campuses(answers: Answers) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for key, parts in _records(answers, "campuses"):
        if key and key not in seen:
            seen.add(key)
            yield key, parts.get("name") or key
