"""The development plan laid on a district's calendar.

Forward from a start, or back from the adoption date wanted. Where the dates cannot hold, it says
by how much, which steps are to blame, and what would mend it: each remedy has been tried by
laying the plan again. Pure: `today` is an argument.
"""

from datetime import date
from typing import NamedTuple

from htssp_builder.pack.plan import Plan
from htssp_builder.planning.attempt import Attempt, attempt
from htssp_builder.planning.inputs import Inputs
from htssp_builder.planning.laying import backward, chain
from htssp_builder.planning.lines import expand
from htssp_builder.planning.sanity import sane
from htssp_builder.problems import Problem, Severity


class Span(NamedTuple):
    """First and last day. slack: school days by which it can slip without moving the end, or
    the vote. critical: it cannot slip at all."""

    start: date
    end: date
    slack: int
    critical: bool


class Remedy(NamedTuple):
    """Something that was tried and works. text: what to do. adoption: the day of the vote then.
    inputs: with it, the plan holds. kind: start, pace, readings, meetings, break or later."""

    kind: str
    text: str
    adoption: date
    inputs: Inputs


class Trouble(NamedTuple):
    """Something about the dates that is not right, in whole sentences.

    kind: late, order, no-meeting, past, meetings-past, breaks or date. where: the answer's path.
    days: calendar days by which adoption is late. chain: ids of what is to blame, first to last.
    begin_by: the latest start that would hold, be it past. remedies: empty where nothing that
    can be varied is enough.
    """

    kind: str
    severity: Severity
    where: str
    what: str
    remedy: str
    days: int = 0
    chain: tuple[str, ...] = ()
    begin_by: date | None = None
    remedies: tuple[Remedy, ...] = ()

    def problem(self) -> Problem:
        """The same as one of the product's problems."""
        return Problem(self.severity, self.where, self.what, self.remedy)


class Schedule(NamedTuple):
    """The plan with its dates.

    steps: step id -> span. lines: id of a checklist line -> span. start: the first day of the
    work. adoption: the day of the vote; papers_due and first_reading lead to it; all three are
    None where the plan, or the board, has none. meeting: id of the record of the meeting that
    adopts, "" where none was found. go_live: the first day in force. end: the last day of what
    does not come again. critical: ids of the steps and items that decide the end, first to last.
    spare: school days between the papers being ready and being due. assumed: sentences about
    what was not answered.
    """

    steps: dict[str, Span]
    lines: dict[str, Span]
    start: date
    adoption: date | None
    first_reading: date | None
    papers_due: date | None
    meeting: str
    go_live: date | None
    end: date
    critical: tuple[str, ...]
    troubles: tuple[Trouble, ...]
    assumed: tuple[str, ...]
    pace: str = ""
    spare: int | None = None

    @property
    def holds(self) -> bool:
        """Whether nothing about the dates is an error."""
        return not any(trouble.severity == "error" for trouble in self.troubles)


def lay(plan: Plan, inputs: Inputs, today: date) -> Schedule:
    """The schedule of a plan for these inputs.

    Raises HtsspError where things of the plan wait for each other.
    """
    from htssp_builder.planning.troubles import find_troubles, state_assumed

    usable, doubts = sane(inputs, today)
    usable = usable._replace(pace=_pace(plan, usable.pace))
    made = attempt(plan, usable, today)
    troubles = [
        Trouble(d.kind, "error" if d.error else "warning", d.where, d.what, d.remedy)
        for d in doubts
    ]
    troubles += find_troubles(plan, made, today)
    spans = _spans(made)
    return _schedule(plan, made, spans, tuple(troubles), state_assumed(plan, inputs, made))


def _pace(plan: Plan, wanted: str) -> str:
    paces = [pace.id for pace in plan.paces]
    if wanted in paces or not paces:
        return wanted
    return "standard" if "standard" in paces else paces[0]


def _spans(made: Attempt) -> dict[str, Span]:
    """Node id -> its span."""
    laid = made.laid
    late = backward(laid, made.board)
    repeats = {node.id for node in laid.network.nodes if node.repeats}
    spans: dict[str, Span] = {}
    for key, (first, last) in laid.early.items():
        slack = max(
            min(
                laid.calendar.school_days(first, late[key][0]),
                laid.calendar.school_days(last, late[key][1]),
            ),
            0,
        )
        spans[key] = Span(first, last, slack, slack == 0 and key not in repeats)
    return spans


def _critical(made: Attempt, spans: dict[str, Span]) -> tuple[str, ...]:
    laid = made.laid
    last = [n.id for n in laid.network.nodes if not n.repeats and spans[n.id].end == laid.end]
    if not last:
        return ()
    return chain(laid, last[0], {key: span.slack for key, span in spans.items()})


def _schedule(
    plan: Plan,
    made: Attempt,
    spans: dict[str, Span],
    troubles: tuple[Trouble, ...],
    assumed: tuple[str, ...],
) -> Schedule:
    laid, inputs = made.laid, made.inputs
    network, landing = laid.network, laid.landing
    vote = landing.vote if landing else None
    lines = expand(plan, inputs.campuses, inputs.left_out)
    dated = network.dated
    return Schedule(
        steps={step.id: spans[step.id] for step in plan.steps},
        lines={x.id: spans[dated[x.item.id]] for x in lines if x.item.id in dated},
        start=laid.start,
        adoption=landing.end if landing else None,
        first_reading=vote.first_reading if vote else None,
        papers_due=vote.papers_due if vote else None,
        meeting=vote.meeting if vote else "",
        go_live=spans[network.go_live].start if network.go_live else None,
        end=laid.end,
        critical=_critical(made, spans),
        troubles=troubles,
        assumed=assumed,
        pace=inputs.pace,
        spare=laid.calendar.school_days(laid.ready, vote.papers_due)
        if vote and laid.ready
        else None,
    )
