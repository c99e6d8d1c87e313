"""The school days of a district: weekdays without its breaks and its single days off.

Weeks are calendar weeks. A break longer than a week stops the clock: whatever is under way ends
later by its length. A shorter one, and a single day off, only moves a date that falls on it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from htssp_builder.planning.inputs import Break, DayOff

WEEK = 7
SATURDAY = 5
_DAY = timedelta(days=1)


class SchoolCalendar:
    """Which days are school days, and how weeks pass over breaks. It never changes once made.

    Breaks that touch, with only a weekend between them, count as one.
    """

    def __init__(self, breaks: Iterable[Break] = (), days_off: Iterable[DayOff] = ()) -> None:
        runs = _merged((b.first.toordinal(), b.last.toordinal()) for b in breaks)
        self._long = [run for run in runs if run[1] - run[0] >= WEEK]
        closed = {day for first, last in runs for day in range(first, last + 1)}
        closed |= {d.day.toordinal() for d in days_off}
        self._closed = sorted(day for day in closed if not _weekend(day))
        self._next: dict[int, int] = {}
        self._previous: dict[int, int] = {}
        for day in reversed(self._closed):
            later = _weekday(day + 1, 1)
            self._next[day] = self._next.get(later, later)
        for day in self._closed:
            earlier = _weekday(day - 1, -1)
            self._previous[day] = self._previous.get(earlier, earlier)

    def is_open(self, day: date) -> bool:
        """Whether it is a school day."""
        number = day.toordinal()
        return not _weekend(number) and number not in self._next

    def next_open(self, day: date) -> date:
        """The day itself where it is a school day, else the next one."""
        number = _weekday(day.toordinal(), 1)
        return date.fromordinal(self._next.get(number, number))

    def previous_open(self, day: date) -> date:
        """The day itself where it is a school day, else the one before."""
        number = _weekday(day.toordinal(), -1)
        return date.fromordinal(self._previous.get(number, number))

    def add_weeks(self, day: date, weeks: int) -> date:
        """So many calendar weeks later, or earlier where `weeks` is negative, long breaks not
        counted. It may be a day off."""
        return self._ticked(day, weeks * WEEK)

    def last_day(self, first: date, weeks: int) -> date:
        """The last school day of something that takes so many weeks from `first`, a school day.

        The weekend at the end of its last week is not waited for; a day off is.
        """
        day = self._ticked(first, weeks * WEEK - 1)
        after = day.weekday() - SATURDAY + 1
        return self.next_open(day - timedelta(days=max(after, 0)))

    def latest_first_day(self, last: date, weeks: int) -> date:
        """The latest school day from which something of so many weeks has ended by `last`."""
        day = self.next_open(self._ticked(last, -weeks * WEEK))
        while self.last_day(day, weeks) > last:
            day = self.previous_open(day - _DAY)
        while True:
            later = self.next_open(day + _DAY)
            if self.last_day(later, weeks) > last:
                return day
            day = later

    def school_days(self, first: date, last: date) -> int:
        """How many school days there are after `first` up to and with `last`; negative where
        `last` comes before `first`."""
        if last < first:
            return -self.school_days(last, first)
        start, end = first.toordinal() + 1, last.toordinal() + 1
        closed = bisect_left(self._closed, end) - bisect_left(self._closed, start)
        return _weekdays_before(end) - _weekdays_before(start) - closed

    def _ticked(self, day: date, days: int) -> date:
        """So many days further on a clock that stands still in long breaks."""
        count = self._ticks(day.toordinal()) + days
        for first, last in self._long:
            if count < first:
                break
            count += last - first + 1
        return date.fromordinal(count)

    def _ticks(self, day: int) -> int:
        """Where the clock stands on a day: its number without the long breaks before it."""
        passed = 0
        for first, last in self._long:
            if day < first:
                break
            passed += min(day, last + 1) - first
        return day - passed


def _merged(runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of days from weekday to weekday, in order, those that touch made one."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(_trimmed(runs)):
        if merged and _weekday(merged[-1][1] + 1, 1) >= first:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _trimmed(runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Without the weekends at both ends, which some people type and others do not."""
    for first, last in runs:
        start, end = _weekday(first, 1), _weekday(last, -1)
        if start <= end:
            yield start, end


def _weekend(day: int) -> bool:
    return (day - 1) % WEEK >= SATURDAY  # day 1 of the calendar is a Monday


def _weekday(day: int, step: int) -> int:
    while _weekend(day):
        day += step
    return day


def _weekdays_before(day: int) -> int:
    """Weekdays from day 1 up to, and without, this day."""
    weeks, rest = divmod(day - 1, WEEK)
    return weeks * SATURDAY + min(rest, SATURDAY)
