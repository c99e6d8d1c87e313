"""The items of a plan as lines of a checklist: a `per: campus` item is one line a campus."""

from collections.abc import Iterable
from typing import NamedTuple

from htssp_builder.interview.answers import Answers
from htssp_builder.pack.plan import Owner, Plan, PlanItem
from htssp_builder.planning.inputs import read_inputs

CAMPUSES = "campuses"


class PlanLine(NamedTuple):
    """One line to check off.

    id: "A3", or "A3.lincoln" for a campus. owner_title: of the role that answers for it.
    owner_path: where the answers name the person ("roles.coordinator",
        "campuses.lincoln.contact"), "" where they do not.
    """

    id: str
    item: PlanItem
    campus_id: str
    campus_name: str
    owner_title: str
    owner_path: str


def plan_lines(plan: Plan, answers: Answers) -> tuple[PlanLine, ...]:
    """Every line that this district has to check off, in printed order."""
    inputs = read_inputs(answers, plan)
    return expand(plan, inputs.campuses, inputs.left_out)


def expand(
    plan: Plan, campuses: Iterable[tuple[str, str]], left_out: frozenset[str] = frozenset()
) -> tuple[PlanLine, ...]:
    """The same for campuses given as (id, name). Without any, a campus item stays one line, so
    that it is not lost."""
    known = tuple(campuses)
    lines: list[PlanLine] = []
    for item in plan.items:
        if item.id in left_out:
            continue
        owner = plan.owners.get(item.owner) or Owner(item.owner, item.owner)
        if item.per == "campus" and known:
            lines += [_of_campus(item, owner, *campus) for campus in known]
        else:
            path = "" if owner.path == CAMPUSES else owner.path
            lines.append(PlanLine(item.id, item, "", "", owner.title, path))
    return tuple(lines)


def _of_campus(item: PlanItem, owner: Owner, campus: str, name: str) -> PlanLine:
    path = f"{CAMPUSES}.{campus}.contact" if owner.path == CAMPUSES else owner.path
    return PlanLine(f"{item.id}.{campus}", item, campus, name, owner.title, path)
