"""Checks the development plan of a pack: ids, owners, weeks, milestones, what waits for what."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from htssp_builder.interview.answers import nearest
from htssp_builder.interview.shapes import Shape, find_shape, make_shape
from htssp_builder.pack.model import Pack, Question
from htssp_builder.pack.plan import Owner, Plan, PlanItem, Step
from htssp_builder.planning.lines import CAMPUSES
from htssp_builder.planning.network import make_network
from htssp_builder.problems import HtsspError, Problem, error
from htssp_builder.proof.basis import check_basis
from htssp_builder.proof.questions import check_when

FILE = "plan.yaml"


def check_plan(pack: Pack) -> Iterator[Problem]:
    """Everything wrong with the plan, each problem with its file and line. No plan, no problem."""
    plan = pack.plan
    if not plan.steps:
        return
    shape = make_shape(pack.questions())
    yield from _ids(plan)
    yield from _milestones(plan)
    for owner in plan.owners.values():
        yield from _owner(owner, shape)
    for step in plan.steps:
        yield from _step(step, plan)
        yield from check_basis(step.basis, step.where, pack)
    for item in plan.items:
        yield from _item(item, plan, shape)
        yield from check_basis(item.basis, item.where, pack)
    yield from _circles(plan)


def _ids(plan: Plan) -> Iterator[Problem]:
    first: dict[str, str] = {}
    parts: list[Step | PlanItem] = [*plan.steps, *plan.items]
    for part in parts:
        if part.id in first:
            yield error(
                part.where,
                f"The id '{part.id}' stands twice (first in {first[part.id]}).",
                "Give each step and each item an id of its own, never used before.",
            )
        first.setdefault(part.id, part.where)
    named = {
        "phase": [phase.id for phase in plan.phases],
        "group": [group.id for group in plan.groups],
        "pace": [pace.id for pace in plan.paces],
    }
    for kind, ids in named.items():
        for key in sorted({key for key in ids if ids.count(key) > 1}):
            yield error(FILE, f"The {kind} '{key}' stands twice.", "Remove one of the two.")


def _milestones(plan: Plan) -> Iterator[Problem]:
    for milestone in ("adoption", "go-live"):
        landing = [step for step in plan.steps if step.lands == milestone]
        if len(landing) != 1:
            yield error(
                FILE,
                f"{len(landing)} steps say 'lands: {milestone}', and exactly one has to.",
                "Say it of the step that ends at the board's vote, or begins with the protocol "
                "in force.",
            )
        for step in landing:
            if step.after == milestone or (milestone == "adoption" and step.after):
                yield error(
                    step.where,
                    f"'{step.id}' comes after '{step.after}' and cannot land on {milestone}.",
                    "Take 'after' out.",
                )


def _owner(owner: Owner, shape: Shape) -> Iterator[Problem]:
    if not owner.path:
        return
    found = find_shape(shape, owner.path)
    kinds = ("records",) if owner.path == CAMPUSES else ("role",)
    if found is None or found.kind not in kinds:
        yield error(
            owner.where,
            f"The owner '{owner.id}' is looked for in '{owner.path}', which is no role.",
            ("" if found else nearest(shape, owner.path))
            or "Name a role of the questionnaire, or leave the path out.",
        )


def _step(step: Step, plan: Plan) -> Iterator[Problem]:
    yield from _known(step.phase, (p.id for p in plan.phases), "phase", step.where)
    for owner in (step.lead, *step.support):
        yield from _known(owner, plan.owners, "owner", step.where)
    yield from _paces(step, plan)
    yield from _waits(step, plan)


def _item(item: PlanItem, plan: Plan, shape: Shape) -> Iterator[Problem]:
    yield from _known(item.group, (g.id for g in plan.groups), "group", item.where)
    yield from _known(item.step, (s.id for s in plan.steps), "step", item.where)
    yield from _known(item.owner, plan.owners, "owner", item.where)
    if item.weeks:
        yield from _paces(item, plan)
    yield from _waits(item, plan)
    yield from check_when(
        Question(item.id, item.title, "", when=item.when, where=item.where), shape
    )
    if item.per == "campus" and find_shape(shape, CAMPUSES) is None:
        yield error(item.where, "The questionnaire has no campuses.", "Take 'per: campus' out.")


def _known(key: str, known: Iterable[str], kind: str, where: str) -> Iterator[Problem]:
    ids = list(known)
    if key not in ids:
        near = get_close_matches(key, ids, 1, 0.6)
        remedy = f"Did you mean '{near[0]}'?" if near else f"Use one of: {', '.join(ids)}."
        yield error(where, f"There is no {kind} '{key}'.", remedy)


def _paces(part: Step | PlanItem, plan: Plan) -> Iterator[Problem]:
    paces = [pace.id for pace in plan.paces]
    for pace in paces:
        if pace not in part.weeks:
            yield error(
                part.where,
                f"'{part.id}' has no weeks at the pace '{pace}'.",
                f"Write {pace}: [first week, number of weeks].",
            )
    for pace in part.weeks:
        yield from _known(pace, paces, "pace", part.where)


def _waits(part: Step | PlanItem, plan: Plan) -> Iterator[Problem]:
    known = [step.id for step in plan.steps] + [item.id for item in plan.items]
    for key in part.waits_for:
        yield from _known(key, known, "step or item", part.where)


def _circles(plan: Plan) -> Iterator[Problem]:
    try:
        for pace in plan.paces:
            make_network(plan, pace.id)
    except HtsspError as wrong:
        yield from wrong.problems
