"""Rules about the schedule: whether the board's dates can hold."""

from collections.abc import Iterator

from htssp_builder.planning.inputs import read_inputs
from htssp_builder.problems import HtsspError
from htssp_builder.readiness.case import Case
from htssp_builder.readiness.hits import Hit

_OWN = frozenset(("order", "past", "meetings-past", "breaks", "date"))
"""What rules of `dates`, or the check of the answers file, say of the answer itself."""


def schedule(case: Case) -> Iterator[Hit]:
    """The plan can be laid so that adoption lands on a meeting in time."""
    if not case.pack.plan.steps or not _dated(case):
        return
    from htssp_builder.planning.schedule import lay

    try:
        laid = lay(case.pack.plan, read_inputs(case.answers, case.pack.plan), case.today)
    except HtsspError:
        return  # a plan that waits for itself is the pack's fault, told when the pack is checked
    for trouble in laid.troubles:
        if trouble.kind not in _OWN:
            yield Hit("schedule-trouble", trouble.where, {"what": trouble.what},
                      remedy=trouble.remedy)  # fmt: skip


def _dated(case: Case) -> bool:
    """Whether the district has given a day to lay the plan from, and has not adopted yet."""
    given = case.day("timeline.start_on") or case.day("timeline.adopt_by")
    return given is not None and case.day("control.adopted_on") is None
