"""Small plans against every possible assignment of starts.

The search knows nothing of networks or passes: it tries every school day for every step, keeps
what breaks no rule, and asks which end is the earliest and how late each step can be then.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from schedule_samples import MONDAY, small, step

from htssp_builder.pack.plan import Plan
from htssp_builder.planning.calendar import SchoolCalendar
from htssp_builder.planning.inputs import Break, DayOff, Inputs, Meeting
from htssp_builder.planning.schedule import lay

DAY = timedelta(days=1)
Dates = dict[str, tuple[date, date]]


class Rules(NamedTuple):
    """What an assignment may not break, written down without the code under test but for the
    length of a step, which test_schedule_calendar proves."""

    plan: Plan
    inputs: Inputs
    calendar: SchoolCalendar
    start: date
    window: list[date]

    def assignments(self, done: Dates | None = None, at: int = 0) -> Iterator[Dates]:
        done = done or {}
        if at == len(self.plan.steps):
            yield done
            return
        one = self.plan.steps[at]
        first, length = one.weeks["only"]
        for day, end in self.places(one.lands == "adoption", length):
            early = day < self.calendar.add_weeks(self.start, first)
            if not early and all(day > done[key][1] for key in one.waits_for):
                yield from self.assignments({**done, one.id: (day, end)}, at + 1)

    def places(self, lands: bool, length: int) -> Iterator[tuple[date, date]]:
        if not lands or not self.inputs.meetings:
            for day in self.window:
                yield day, self.calendar.last_day(day, length)
            return
        days = sorted(meeting.day for meeting in self.inputs.meetings)
        for n in range(len(days) - self.inputs.readings + 1):
            due = self.calendar.previous_open(days[n] - self.inputs.packet_days * DAY)
            yield due, days[n + self.inputs.readings - 1]


WINDOW = 50
meetings = st.lists(st.integers(3, 55), min_size=3, max_size=6, unique=True).map(
    lambda found: tuple(Meeting(f"m{n}", MONDAY + n * DAY) for n in sorted(found))
)
quiet = st.builds(
    lambda first, n: Break("b", MONDAY + first * DAY, MONDAY + (first + n) * DAY),
    st.integers(1, 30),
    st.integers(0, 11),
)
free = st.builds(lambda n: DayOff(MONDAY + n * DAY, "d"), st.integers(0, 40))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    count = draw(st.integers(1, 3))
    steps = []
    for n in range(count):
        waits = draw(st.sets(st.sampled_from([f"S{k}" for k in range(n)]))) if n else set()
        lands = "adoption" if n == count - 1 and draw(st.booleans()) else ""
        weeks = (draw(st.integers(0, 2)), draw(st.integers(1, 2)))
        steps.append(step(f"S{n}", *weeks, waits_for=tuple(sorted(waits)), lands=lands))
    return small(tuple(steps))


@settings(max_examples=60, deadline=None)
@given(plans(), st.lists(quiet, max_size=1), st.lists(free, max_size=2), meetings,
       st.integers(1, 2), st.integers(0, 8))  # fmt: skip
def test_no_assignment_ends_earlier_and_slack_is_what_is_left(
    plan: Plan,
    breaks: list[Break],
    off: list[DayOff],
    board: tuple[Meeting, ...],
    readings: int,
    packet: int,
) -> None:
    inputs = Inputs(
        MONDAY, None, "only", tuple(breaks), tuple(off), board, readings, packet
    )  # fmt: skip
    calendar = SchoolCalendar(breaks, off)
    start = calendar.next_open(MONDAY)
    window = [start + n * DAY for n in range(WINDOW) if calendar.is_open(start + n * DAY)]
    rules = Rules(plan, inputs, calendar, start, window)
    made = lay(plan, inputs, MONDAY)
    best: date | None = None
    last: dict[str, tuple[date, date]] = {}
    for dates in rules.assignments():
        end = max(end for _, end in dates.values())
        if best is None or end < best:
            best, last = end, {}
        if end == best:
            for key, (first, final) in dates.items():
                known = last.get(key, (first, final))
                last[key] = (max(known[0], first), max(known[1], final))
    if best is None:  # no meeting is in reach: an ordinary step stands in
        assert [trouble.kind for trouble in made.troubles] == ["no-meeting"]
        return
    assert made.end == best
    for key, span in made.steps.items():
        moves = (
            calendar.school_days(span.start, last[key][0]),
            calendar.school_days(span.end, last[key][1]),
        )
        assert span.slack == min(moves), key
        assert span.critical == (span.slack == 0)


@settings(max_examples=60, deadline=None)
@given(plans(), st.lists(quiet, max_size=1), st.lists(free, max_size=2), meetings,
       st.integers(1, 2), st.integers(0, 8), st.integers(20, 55))  # fmt: skip
def test_back_from_a_date_no_later_start_would_do(
    plan: Plan,
    breaks: list[Break],
    off: list[DayOff],
    board: tuple[Meeting, ...],
    readings: int,
    packet: int,
    wanted: int,
) -> None:
    steps = (*plan.steps[:-1], plan.steps[-1]._replace(lands="adoption"))
    plan = plan._replace(steps=steps)
    adopt_by = MONDAY + wanted * DAY
    inputs = Inputs(
        None, adopt_by, "only", tuple(breaks), tuple(off), board, readings, packet
    )  # fmt: skip
    calendar = SchoolCalendar(breaks, off)
    today = MONDAY
    holding = []
    for n in range(wanted + 1):
        day = today + n * DAY
        if not calendar.is_open(day):
            continue
        window = [day + k * DAY for k in range(WINDOW) if calendar.is_open(day + k * DAY)]
        rules = Rules(plan, inputs, calendar, day, window)
        if any(dates[steps[-1].id][1] <= adopt_by for dates in rules.assignments()):
            holding.append(day)
    made = lay(plan, inputs, today)
    kinds = [trouble.kind for trouble in made.troubles]
    if holding:
        assert made.start == max(holding)
        assert made.adoption is not None
        assert made.adoption <= adopt_by
        assert kinds == []
    else:
        assert kinds
