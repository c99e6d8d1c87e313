"""The development timeline as a picture."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from htssp_builder.compose.drawing import Figures
from htssp_builder.document.tree import Style
from htssp_builder.figures.picture import Picture
from htssp_builder.pack.plan import Step
from htssp_builder.planning.planned import Planned, is_over
from htssp_builder.planning.schedule import Span

if TYPE_CHECKING:
    from htssp_builder.figures.gantt import Bar, Kind


def plan_figures(planned: Planned, style: Style) -> Figures:
    """The figures that a template may ask for of a plan: "gantt"."""
    return {"gantt": lambda: _gantt(planned, style)}


def _gantt(planned: Planned, style: Style) -> Picture:
    from htssp_builder.figures.gantt import Chart, draw

    start, title = planned.schedule.start, "Development timeline"
    rows = tuple(_rows(planned))
    end = max([planned.schedule.end, *(row.end for row in rows)])
    breaks = (b for b in planned.inputs.breaks if b.first <= end and b.last >= start)
    shaded = tuple((b.first, b.last, b.name) for b in breaks)
    return draw(Chart(title, start, end, rows, None, shaded), style)


def _rows(planned: Planned) -> "Iterator[Bar]":
    from htssp_builder.figures.gantt import Bar

    schedule, phases = planned.schedule, {p.id: p.title for p in planned.plan.phases}
    for step in planned.plan.steps:
        span = schedule.steps.get(step.id)
        if span is None:
            continue
        name, phase = f"{step.id} {step.title}", phases.get(step.phase, "")
        yield Bar(name, span.start, span.end, phase, _kind(planned, step, span))
        vote = schedule.adoption if step.lands == "adoption" else None
        if vote:
            yield Bar("Vote of the board", vote, vote, phase, "milestone")


def _kind(planned: Planned, step: Step, span: Span) -> "Kind":
    if is_over(planned, step):
        return "done"
    return "critical" if span.critical else "bar"
