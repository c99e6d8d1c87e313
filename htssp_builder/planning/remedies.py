"""What might mend a plan that cannot hold: changes of the inputs, to be tried one by one.

Nothing here is promised. `schedule` lays the plan again with each and keeps what works.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from htssp_builder.document.dates import show_date
from htssp_builder.pack.plan import Plan
from htssp_builder.planning.calendar import WEEK, SchoolCalendar
from htssp_builder.planning.inputs import Break, Inputs, Meeting


class Change(NamedTuple):
    """kind: one word for what is changed. text: what a person would do. inputs: after it."""

    kind: str
    text: str
    inputs: Inputs


class Situation(NamedTuple):
    """What is known of the plan that cannot hold.

    ready: the first day on which papers could be handed in. adoption: where it lands now, with
    `voted` where that is a real meeting. begin_by: the latest start that would hold, or None.
    """

    plan: Plan
    inputs: Inputs
    today: date
    ready: date
    adoption: date
    voted: bool
    begin_by: date | None


def changes(now: Situation) -> Iterator[tuple[Change, ...]]:
    """Groups of changes, mildest first within a group: the first that works is enough."""
    yield tuple(_start(now))
    yield tuple(_pace(now))
    yield tuple(_readings(now))
    yield tuple(_meetings(now))
    for one in now.inputs.breaks:
        if one.last > now.today and one.first <= now.ready:
            yield tuple(_shorter(now, one))
    yield tuple(_later(now))


def _start(now: Situation) -> Iterator[Change]:
    if now.begin_by is None or now.begin_by < now.today or now.inputs.start_on is None:
        return
    yield Change(
        "start",
        f"Begin on {show_date(now.begin_by)}",
        now.inputs._replace(start_on=now.begin_by),
    )


def _pace(now: Situation) -> Iterator[Change]:
    step = next((s for s in now.plan.steps if s.lands == "adoption"), None)
    if step is None:
        return
    ends = {pace: sum(weeks) for pace, weeks in step.weeks.items()}
    mine = ends.get(now.inputs.pace, 0)
    titles = {pace.id: pace.title for pace in now.plan.paces}
    for pace in sorted(ends, key=lambda p: -ends[p]):
        if ends[pace] < mine and pace in titles:
            yield Change("pace", f"Take the pace “{titles[pace]}”", now.inputs._replace(pace=pace))


def _readings(now: Situation) -> Iterator[Change]:
    for count in range(now.inputs.readings - 1, 0, -1):
        words = "one reading" if count == 1 else f"{count} readings"
        yield Change(
            "readings",
            f"Adopt after {words}, if the board's rules allow it",
            now.inputs._replace(readings=count),
        )


def _meetings(now: Situation) -> Iterator[Change]:
    """A further meeting on the last day possible, on the first one possible, or both."""
    wanted, inputs = now.inputs.adopt_by, now.inputs
    if wanted is None or inputs.readings < 1:
        return
    calendar = SchoolCalendar(inputs.breaks, inputs.days_off)
    last = calendar.previous_open(wanted)
    first = calendar.next_open(now.ready + timedelta(days=inputs.packet_days))
    known = {meeting.day for meeting in inputs.meetings}
    for days in ((last,), (first,), (first, last)):
        fresh = sorted({day for day in days if day not in known and now.today <= day <= wanted})
        if len(fresh) == len(days):
            named = " and on ".join(show_date(day) for day in fresh)
            yield Change(
                "meetings",
                f"Ask the board to meet also on {named}",
                inputs._replace(meetings=inputs.meetings + _new(fresh)),
            )


def _new(days: list[date]) -> tuple[Meeting, ...]:
    return tuple(Meeting("", day) for day in days)


def _shorter(now: Situation, one: Break) -> Iterator[Change]:
    days = (one.last - one.first).days + 1
    weeks = -(-days // WEEK)
    for count in range(1, weeks + 1):
        last = one.last - timedelta(days=count * WEEK)
        rest = (one._replace(last=last),) if last >= one.first else ()
        others = tuple(b for b in now.inputs.breaks if b is not one)
        part = f"the last {count} weeks of " if count > 1 else "the last week of "
        yield Change(
            "break",
            f"Work through {part if rest else ''}the break “{one.name}”",
            now.inputs._replace(breaks=others + rest),
        )


def _later(now: Situation) -> Iterator[Change]:
    inputs = now.inputs
    if now.voted or inputs.readings < 1 or not inputs.meetings:
        yield Change(
            "later",
            f"Set the adoption for {show_date(now.adoption)}",
            inputs._replace(adopt_by=now.adoption),
        )
        return
    calendar = SchoolCalendar(inputs.breaks, inputs.days_off)
    known = max(meeting.day for meeting in inputs.meetings)
    day = calendar.next_open(
        max(now.ready + timedelta(days=inputs.packet_days), known + timedelta(days=1))
    )
    fresh = []
    for _ in range(inputs.readings):
        fresh.append(day)
        day = calendar.next_open(day + timedelta(days=4 * WEEK))
    yield Change(
        "later",
        f"Set the adoption for {show_date(fresh[-1])} and add the board meetings until then",
        inputs._replace(adopt_by=fresh[-1], meetings=inputs.meetings + _new(fresh)),
    )
