"""A district's plan with what its committee has done so far, as its documents print it."""

from datetime import date

from htssp_builder.actions.district import District
from htssp_builder.actions.progress import open_progress
from htssp_builder.planning.planned import Planned, make_planned
from htssp_builder.problems import HtsspError


def open_planned(district: District, today: date) -> Planned | None:
    """The plan on the district's calendar, None where its pack has none.

    today: the start of the work where the district gives no date. Raises HtsspError with every
    mistake in progress.yaml: what it says would else be left out of the documents.
    """
    plan = district.opened.pack.plan
    if not plan.steps:
        return None
    planned = make_planned(plan, district.answers, {}, today)
    tracked = open_progress(district, [line.id for line in planned.lines])
    mistakes = [one for one in tracked.progress.problems if one.severity == "error"]
    if mistakes:
        raise HtsspError(*mistakes)
    return planned._replace(marks=tracked.progress.marks)
