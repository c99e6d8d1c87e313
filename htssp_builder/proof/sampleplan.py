"""A plan made up to try a pack's documents: untouched, or with everything said of some lines."""

from datetime import date, timedelta

from htssp_builder.interview.answers import Answers
from htssp_builder.pack.model import Pack
from htssp_builder.planning.planned import Planned, make_planned
from htssp_builder.planning.progress_marks import Mark
from htssp_builder.planning.schedule import Remedy, Schedule, Trouble

DAY = date(2027, 6, 14)
_MARK = Mark("done", DAY, "The minute is on file.", "Maria Lopez", DAY, "", "", "", "A reason.")


def untouched(pack: Pack, answers: Answers) -> Planned | None:
    """The plan of a district that has only begun; None where the pack has none."""
    return make_planned(pack.plan, answers, {}, DAY) if pack.plan.steps else None


def troubled(pack: Pack, answers: Answers) -> Planned | None:
    """The same with every second line done, and with dates that do not hold."""
    planned = untouched(pack, answers)
    if planned is None:
        return None
    schedule, marks = planned.schedule, {line.id: _MARK for line in planned.lines[::2]}
    dates = Schedule(
        schedule.steps, schedule.lines, DAY, DAY, DAY, DAY, "", DAY, DAY + timedelta(1),
        schedule.critical, (_trouble(planned),), ("The board meets every month.",),
    )  # fmt: skip
    return planned._replace(schedule=dates, marks=marks)


def _trouble(planned: Planned) -> Trouble:
    remedy = Remedy("start", "It holds with an earlier start.", DAY, planned.inputs)
    return Trouble(
        "late", "error", "timeline.adopt_by", "The dates are late.", "Begin earlier.",
        1, (), DAY, (remedy,),
    )  # fmt: skip
