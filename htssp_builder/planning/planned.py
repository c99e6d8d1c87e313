"""The plan of one district: what is to be done, when, and what was done of it."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from htssp_builder.interview.answers import Answers
from htssp_builder.pack.plan import Plan
from htssp_builder.planning.inputs import Inputs, read_inputs
from htssp_builder.planning.lines import PlanLine, expand
from htssp_builder.planning.progress_marks import Mark
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
