"""The plan of one district: what is to be done, when, and what was done of it."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from htssp_builder.interview.answers import Answers
from htssp_builder.pack.plan import Plan, Step
from htssp_builder.planning.inputs import Inputs, read_inputs
from htssp_builder.planning.lines import PlanLine, expand
from htssp_builder.planning.progress_marks import OVER, UNTOUCHED, Mark
from htssp_builder.planning.schedule import Schedule, lay


class Planned(NamedTuple):
    """lines: what this district has to check off. marks: line id -> what was done to it, only of
    lines that somebody has touched."""

    plan: Plan
    inputs: Inputs
    lines: tuple[PlanLine, ...]
    schedule: Schedule
    marks: Mapping[str, Mark]


def make_planned(plan: Plan, answers: Answers, marks: Mapping[str, Mark], today: date) -> Planned:
    """The plan on this district's answers. today: the start where none is given."""
    inputs = read_inputs(answers, plan)
    lines = expand(plan, inputs.campuses, inputs.left_out)
    return Planned(plan, inputs, lines, lay(plan, inputs, today), marks)


def is_over(planned: Planned, step: Step) -> bool:
    """Whether every line of a step is done, or does not apply."""
    lines = [line for line in planned.lines if line.item.step == step.id]
    marks = [planned.marks.get(line.id, UNTOUCHED) for line in lines]
    return bool(marks) and all(mark.status in OVER for mark in marks)
