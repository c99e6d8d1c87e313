"""Inputs that no plan can be laid on: named, and left out so that the rest can be shown."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from htssp_builder.document.dates import show_date
from htssp_builder.planning.calendar import SchoolCalendar
from htssp_builder.planning.inputs import Break, Inputs

YEARS = 10
"""A date further away than this was mistyped."""
LONGEST_BREAK = 150
"""Days. Longer than any summer."""
FEWEST_SCHOOL_DAYS = 60
"""In the year from the start; with fewer, breaks have swallowed it."""


class Doubt(NamedTuple):
    """Something given that cannot be used. kind, error, where, what and remedy as in a Trouble."""

    kind: str
    error: bool
    where: str
    what: str
    remedy: str


def sane(inputs: Inputs, today: date) -> tuple[Inputs, list[Doubt]]:
    """The inputs that can be used, and what is wrong with the others."""
    doubts: list[Doubt] = []
    made = _near(inputs, today, doubts)
    made = _breaks(made, today, doubts)
    return _adoption(made, today, doubts), doubts


def far(day: date, today: date) -> bool:
    """Whether a date is so many years away that its year was mistyped."""
    return abs(day - today) > timedelta(days=366 * YEARS)


def _near(inputs: Inputs, today: date, doubts: list[Doubt]) -> Inputs:
    """Without dates that are many years away."""

    def near(day: date | None) -> bool:
        return day is not None and not far(day, today)

    for name, day in (("start_on", inputs.start_on), ("adopt_by", inputs.adopt_by)):
        if day is not None and not near(day):
            what = f"{show_date(day)} is more than {YEARS} years away."
            doubts.append(Doubt("date", True, f"timeline.{name}", what, "Correct the year."))
    return inputs._replace(
        start_on=inputs.start_on if near(inputs.start_on) else None,
        adopt_by=inputs.adopt_by if near(inputs.adopt_by) else None,
        breaks=tuple(b for b in inputs.breaks if near(b.first) and near(b.last)),
        days_off=tuple(d for d in inputs.days_off if near(d.day)),
        meetings=tuple(m for m in inputs.meetings if near(m.day)),
        adopted_on=inputs.adopted_on if near(inputs.adopted_on) else None,
    )


def _breaks(inputs: Inputs, today: date, doubts: list[Doubt]) -> Inputs:
    long = [b for b in inputs.breaks if _days(b) > LONGEST_BREAK]
    for one in long:
        doubts.append(
            Doubt(
                "breaks",
                True,
                "timeline.breaks",
                f"The break '{one.name}' lasts {_days(one)} days and is left out.",
                "Correct its first or its last day.",
            )
        )
    breaks = tuple(b for b in inputs.breaks if b not in long)
    start = inputs.start_on or today
    school = SchoolCalendar(breaks, inputs.days_off).school_days(start, start + timedelta(365))
    if school < FEWEST_SCHOOL_DAYS:
        doubts.append(
            Doubt(
                "breaks",
                True,
                "timeline.breaks",
                f"Breaks and days off leave {school} school days in the year from "
                f"{show_date(start)}; the plan is laid without them.",
                "Correct their dates.",
            )
        )
        return inputs._replace(breaks=(), days_off=())
    return inputs._replace(breaks=breaks)


def _days(one: Break) -> int:
    return (one.last - one.first).days + 1


def _adoption(inputs: Inputs, today: date, doubts: list[Doubt]) -> Inputs:
    if inputs.adopted_on is not None:
        if inputs.adopted_on <= today:
            return inputs
        inputs = inputs._replace(adopted_on=None)
    doubts.extend(_past_meetings(inputs, today))
    if inputs.adopt_by is None or inputs.adopt_by >= today:
        return inputs
    doubts.append(
        Doubt(
            "past",
            True,
            "timeline.adopt_by",
            f"The adoption date wanted, {show_date(inputs.adopt_by)}, has passed.",
            "Give a new one (htssp set timeline.adopt_by DATE), or the day of the vote if the "
            "board has adopted the protocol (htssp set control.adopted_on DATE).",
        )
    )
    return inputs._replace(adopt_by=None)


def _past_meetings(inputs: Inputs, today: date) -> Iterator[Doubt]:
    if inputs.readings and inputs.meetings and all(m.day < today for m in inputs.meetings):
        count = len(inputs.meetings)
        yield Doubt(
            "meetings-past",
            False,
            "board.meetings",
            "The only board meeting given has passed."
            if count == 1
            else f"All {count} board meetings given have passed.",
            "Add those to come (htssp set board.meetings.+ date=...).",
        )
