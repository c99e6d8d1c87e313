"""Plans for the tests of the schedule: the shipped one, and small ones that fit on a page."""

from datetime import date, timedelta
from functools import cache
from typing import Any

from htssp_builder.pack.definitions import define, placed
from htssp_builder.pack.find import pack_folder
from htssp_builder.pack.plan import Pace, Plan, PlanItem, Step
from htssp_builder.pack.plan_definitions import PlanDefinition
from htssp_builder.planning.inputs import Meeting
from htssp_builder.yamlfile.read import read

MONDAY = date(2027, 2, 1)
"""A Monday at the head of a quiet month."""


@cache
def shipped_plan() -> Plan:
    """The plan of the base pack."""
    text = (pack_folder("hhs") / "plan.yaml").read_text(encoding="utf-8")
    node, problems = read(text, "plan.yaml")
    made, wrong = define(PlanDefinition, node, "plan.yaml")
    assert made is not None, problems + wrong
    return made.made(placed(node, "plan.yaml"))


def step(key: str, first: int, length: int, **more: Any) -> Step:
    """A step of a small plan, with these weeks at its only pace."""
    return Step(key, "all", key, "lead", (), "proof", {"only": (first, length)}, **more)


def item(key: str, of: str, **more: Any) -> PlanItem:
    """An item of a small plan."""
    return PlanItem(key, "A", of, key, more.pop("owner", "lead"), "proof", **more)


def small(steps: tuple[Step, ...], items: tuple[PlanItem, ...] = ()) -> Plan:
    """A plan with one pace."""
    return Plan(steps=steps, items=items, paces=(Pace("only", "Only", ""),))


def monthly(first: date, count: int) -> tuple[Meeting, ...]:
    """A board that meets every four weeks."""
    days = (first + timedelta(days=28 * n) for n in range(count))
    return tuple(Meeting(f"m{n}", day) for n, day in enumerate(days))
