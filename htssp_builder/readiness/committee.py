"""Rules about the committee: who is at the table, and under which law it meets."""

from collections.abc import Iterator

from htssp_builder.interview.values import canonical
from htssp_builder.readiness.case import Case, Record
from htssp_builder.readiness.hits import Hit, counted


def seats(case: Case) -> Iterator[Hit]:
    """Those who should be consulted are at the table, or the reason is on record.

    Lived experience is never asked after: where a member is not shown at all, nothing is said.
    """
    members = case.records("committee")
    reasons = case.text("formed.vacant").lower()
    for seat in case.pack.findings.seats:
        if any(_holds(case, member, seat.seat, seat.named) for member in members):
            continue
        if any(word in reasons for word in (seat.seat, *seat.named)):
            continue
        if seat.seat == "lived-experience" and any(_unlisted(m) for m in members):
            continue
        yield Hit(seat.rule, "committee")


def _holds(case: Case, member: Record, seat: str, named: tuple[str, ...]) -> bool:
    stated = member.text("seat")
    if stated:
        shape = case.shape("committee.any.seat")
        return shape is not None and canonical("choice", stated, shape.choices) == seat
    words = f"{member.text('role')} {member.text('organization')}".lower()
    return any(word in words for word in named)


def _unlisted(member: Record) -> bool:
    return member.text("shown_as") == "unlisted"


def members_seated(case: Case) -> Iterator[Hit]:
    """For each member it is known whom they speak for; a member who is not shown need not say."""
    open_ = [m for m in case.records("committee") if not m.text("seat") and not m.hidden]
    if open_ and case.shape("committee.any.seat") is not None:
        yield Hit("members-without-seat", "committee",
                  {"members": counted(len(open_), "member")}, mends=len(open_))  # fmt: skip


def open_meetings(case: Case) -> Iterator[Hit]:
    """A committee that a board created may have to meet in the open."""
    if case.truth("formed.by") == "board":
        yield Hit("open-meeting-law", "formed.by")
