"""Where adoption may land: on a board meeting, after its readings, with papers in time."""

from datetime import date, timedelta
from typing import NamedTuple

from htssp_builder.planning.calendar import SchoolCalendar
from htssp_builder.planning.inputs import Inputs, Meeting

_DAY = timedelta(days=1)


class Vote(NamedTuple):
    """A vote that the board can take.

    papers_due: the last school day on which papers can be handed in for the first reading.
    meeting: id of the record of the meeting that adopts.
    """

    papers_due: date
    first_reading: date
    adoption: date
    meeting: str


class Landing(NamedTuple):
    """When the step of adoption begins and ends; vote: None where no meeting was found."""

    start: date
    end: date
    vote: Vote | None = None


class Board(NamedTuple):
    """votes: those that can still be taken, earliest first. known: whether meetings are given at
    all. floor: the day before which no vote may be assumed. adopt_by: the day wanted.
    adopted_on: of the vote, once it has been."""

    calendar: SchoolCalendar
    votes: tuple[Vote, ...]
    known: bool
    floor: date
    adopt_by: date | None
    adopted_on: date | None

    def land(self, ready: date, weeks: int) -> Landing:
        """Where adoption lands when all it waits for is done the day before `ready`.

        On the last vote that keeps the day wanted; else on the first that can be reached; where
        no meeting can, it is an ordinary step of so many weeks.
        """
        if self.adopted_on is not None:
            return Landing(self.adopted_on, self.adopted_on)
        vote = self._wanted(ready) or next((v for v in self.votes if v.papers_due >= ready), None)
        if vote is not None:
            return Landing(vote.papers_due, vote.adoption, vote)
        first = self.calendar.next_open(ready)
        end = max(self.calendar.last_day(first, weeks), self.calendar.next_open(self.floor))
        wanted = self.target()
        if wanted is None or end > wanted:
            return Landing(first, end)
        return Landing(self.calendar.latest_first_day(wanted, weeks), wanted)

    def latest(self, landing: Landing, end: date, weeks: int) -> tuple[date, date]:
        """How late the step of this landing could be so that it ends by `end`."""
        if self.adopted_on is not None or end < landing.end:
            return landing.start, landing.end
        limit = end
        if self.adopt_by is not None and landing.end <= self.adopt_by:
            limit = min(end, self.adopt_by)
        if landing.vote is None:
            first = self.calendar.latest_first_day(self.calendar.previous_open(limit), weeks)
            return first, max(self.calendar.last_day(first, weeks), landing.end)
        found = next(v for v in reversed(self.votes) if v.adoption <= limit)
        return found.papers_due, found.adoption

    def target(self) -> date | None:
        """The last school day up to the day wanted."""
        return self.calendar.previous_open(self.adopt_by) if self.adopt_by else None

    def _wanted(self, ready: date) -> Vote | None:
        if self.adopt_by is None:
            return None
        found = next((v for v in reversed(self.votes) if v.adoption <= self.adopt_by), None)
        return found if found is not None and found.papers_due >= ready else None


def make_board(inputs: Inputs, calendar: SchoolCalendar, today: date) -> Board:
    """The board of these inputs. A vote is in the future: its first reading may be past."""
    meetings = _by_day(inputs.meetings) if inputs.readings > 0 else []
    votes = (
        Vote(
            calendar.previous_open(first.day - timedelta(days=max(inputs.packet_days, 0))),
            first.day,
            last.day,
            last.id,
        )
        for first, last in zip(meetings, meetings[inputs.readings - 1 :], strict=False)
    )
    floor = max([today, *(meeting.day + _DAY for meeting in meetings[-1:])])
    return Board(
        calendar,
        tuple(vote for vote in votes if vote.adoption >= today),
        bool(meetings),
        floor,
        inputs.adopt_by,
        inputs.adopted_on,
    )


def _by_day(meetings: tuple[Meeting, ...]) -> list[Meeting]:
    """In order, one a day: two readings are never on one day."""
    return list({m.day: m for m in sorted(meetings, key=lambda m: (m.day, m.id), reverse=True)}
                .values())[::-1]  # fmt: skip
