"""Rules about dates: each in its order, none where it cannot be."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from htssp_builder.document.dates import show_date
from htssp_builder.interview.values import read_date
from htssp_builder.planning.sanity import LONGEST_BREAK, far
from htssp_builder.readiness.case import Case
from htssp_builder.readiness.hits import Hit

YEAR = timedelta(days=366)


def _two(first: date | None, second: date | None) -> dict[str, str]:
    return {
        "first": show_date(first) if first else "",
        "second": show_date(second) if second else "",
    }


def timeline(case: Case) -> Iterator[Hit]:
    """The work begins before it ends, and ends in the future."""
    start, end = (_near(case, f"timeline.{name}") for name in ("start_on", "adopt_by"))
    if start and end and start >= end:
        yield Hit("start-after-adoption", "timeline.adopt_by", _two(start, end))
    if end and end < case.today and not case.day("control.adopted_on"):
        yield Hit("adoption-day-passed", "timeline.adopt_by", _two(end, None))


def _near(case: Case, path: str) -> date | None:
    """The day, unless its year was mistyped: the schedule says so, and nothing else about it."""
    day = case.day(path)
    return None if day is None or far(day, case.today) else day


def meetings(case: Case) -> Iterator[Hit]:
    """A board can adopt only at a meeting that is still to come. Where the board does not read the
    protocol at all, no meeting is waited for."""
    unread = case.planned is not None and case.planned.inputs.readings < 1
    if unread or case.day("control.adopted_on"):
        return
    days = [read_date(record.text("date")) for record in case.records("board.meetings")]
    known = [day for day in days if day]
    if not known:
        return
    ahead = [day for day in known if day >= case.today]
    end = _near(case, "timeline.adopt_by")
    if not ahead:
        yield Hit("no-meeting-ahead", "board.meetings", _two(max(known), None))
    elif end and end >= case.today and min(ahead) > end:
        yield Hit("no-meeting-in-time", "board.meetings", _two(end, min(ahead)))


class Break(NamedTuple):
    path: str
    name: str
    first: date
    last: date


def breaks(case: Case) -> Iterator[Hit]:
    """A break ends after it begins, and no two run into each other."""
    sound: list[Break] = []
    for record in case.records("timeline.breaks"):
        first, last = read_date(record.text("from_on")), read_date(record.text("to_on"))
        if first and last and last < first:
            yield Hit("break-backwards", f"{record.path}.to_on",
                      {"name": record.name, **_two(first, last)})  # fmt: skip
        elif first and last and (last - first).days < LONGEST_BREAK:  # else the schedule says so
            sound.append(Break(record.path, record.name, first, last))
    sound.sort(key=lambda one: one.first)
    for one, other in pairwise(sound):
        if other.first <= one.last:
            yield Hit("breaks-overlap", f"{other.path}.from_on",
                      {"name": other.name, "other": one.name})  # fmt: skip


def force(case: Case) -> Iterator[Hit]:
    """In force after the vote, reviewed within a year, and never before it was adopted."""
    adopted, effective = case.day("control.adopted_on"), case.day("control.effective_on")
    review = case.day("control.review_on")
    if adopted and effective and effective < adopted:
        yield Hit("force-before-vote", "control.effective_on", _two(effective, adopted))
    if effective and not adopted and effective <= case.today:
        yield Hit("force-without-vote", "control.adopted_on", _two(effective, None))
    yield from _review(case, effective or adopted, review)


def _review(case: Case, start: date | None, review: date | None) -> Iterator[Hit]:
    if review is None:
        return
    if review < case.today:
        yield Hit("review-passed", "control.review_on", _two(review, None))
    elif start and review <= start:
        yield Hit("review-before-force", "control.review_on", _two(review, start))
    elif start and review - start > YEAR:
        yield Hit("review-late", "control.review_on", _two(review, start))


def status(case: Case) -> Iterator[Hit]:
    """The status and the day of the vote say the same."""
    adopted = case.day("control.adopted_on")
    stated = case.truth("control.status")
    if adopted and adopted > case.today:
        yield Hit("vote-in-future", "control.adopted_on", _two(adopted, None))
    elif adopted and stated in ("draft", "review"):
        yield Hit("status-behind", "control.status", _two(adopted, None))
    elif stated == "adopted" and not adopted:
        yield Hit("vote-without-day", "control.adopted_on")


def changes(case: Case) -> Iterator[Hit]:
    """The record of changes ends at this version, and holds no day that has not come."""
    rows = case.records("control.changes")
    version = case.said("control.version")
    if rows and version and version not in [row.text("version") for row in rows]:
        yield Hit("version-not-recorded", "control.changes", {"version": version})
    for row in rows:
        day = read_date(row.text("date"))
        if day and day > case.today:
            yield Hit("change-in-future", f"{row.path}.date",
                      {"version": row.text("version"), **_two(day, None)})  # fmt: skip


def statements_checked(case: Case) -> Iterator[Hit]:
    """Counsel read the law pages on a day that has come, and not years ago."""
    on = case.day("legal.checked.on")
    if on is None:
        return
    if on > case.today:
        yield Hit("law-checked-in-future", "legal.checked.on", _two(on, None))
    elif (case.today - on).days > case.limit("law_days"):
        yield Hit("law-check-old", "legal.checked.on", _two(on, None))
