"""Rules about the schedule: whether the board's dates can hold."""

from collections.abc import Iterator

from htssp_builder.readiness import dates
from htssp_builder.readiness.case import Case
from htssp_builder.readiness.hits import Hit

_ANSWERS_OWN = frozenset(("order", "past", "meetings-past"))
"""Troubles that are rules of `dates` as well, which name the answer and say it more plainly."""

_CAUSES = frozenset(
    ("start-after-adoption", "adoption-day-passed", "no-meeting-ahead", "no-meeting-in-time")
)
"""Rules that name a single cause. What the dates come to is told once that is mended; until then
it would be the same fact twice."""

_EFFECTS = frozenset(("late", "no-meeting"))


def schedule(case: Case) -> Iterator[Hit]:
    """The plan can be laid so that adoption lands on a meeting in time."""
    if case.planned is None or not dated(case) or case.day("control.adopted_on") is not None:
        return
    found = [*dates.timeline(case), *dates.meetings(case)]
    caused = any(hit.rule in _CAUSES for hit in found)
    for trouble in case.planned.schedule.troubles:
        if trouble.kind in _ANSWERS_OWN or (caused and trouble.kind in _EFFECTS):
            continue
        yield Hit("schedule-trouble", trouble.where, {"what": trouble.what},
                  remedy=trouble.remedy, command="htssp plan")  # fmt: skip


def dated(case: Case) -> bool:
    """Whether the district has given a day to lay the plan from."""
    return any(case.day(f"timeline.{name}") is not None for name in ("start_on", "adopt_by"))
