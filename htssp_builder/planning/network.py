"""The plan as a network: what is dated, and what each thing waits for.

Steps are nodes, and so are items that have weeks or dependencies of their own. Every link says
how many weeks after what a node may begin; the start of the work is what is linked to nothing.
"""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from htssp_builder.pack.plan import Plan, PlanItem, Step
from htssp_builder.problems import HtsspError, error

START = ""
"""Stands for the first day of the work where a link has no node."""


class Link(NamedTuple):
    """A node may begin `weeks` after `to` ends, or after it begins where `from_start` is true."""

    to: str
    weeks: int = 0
    from_start: bool = False


class Node(NamedTuple):
    """Something that is dated. weeks: its length. repeats: it comes again and holds nothing up."""

    id: str
    weeks: int
    links: tuple[Link, ...]
    lands: bool = False
    repeats: bool = False


class Network(NamedTuple):
    """nodes: each after everything that it waits for. dated: item id -> the node that dates it.
    adoption, go_live: ids of the steps that land there, "" where there is none."""

    nodes: tuple[Node, ...]
    dated: dict[str, str]
    adoption: str
    go_live: str


def make_network(plan: Plan, pace: str, left_out: frozenset[str] = frozenset()) -> Network:
    """The network at a pace. Raises HtsspError where things of the plan wait for each other."""
    return _Maker(plan, pace, left_out).network()


class _Maker:
    def __init__(self, plan: Plan, pace: str, left_out: frozenset[str]) -> None:
        self.plan, self.pace = plan, pace
        self.steps = {step.id: step for step in plan.steps}
        self.items = {i.id: i for i in plan.items if i.step in self.steps and i.id not in left_out}
        self.landing = {step.lands: step.id for step in reversed(plan.steps) if step.lands}
        own = {i.id for i in self.items.values() if i.weeks or i.waits_for}
        self.dated = {i.id: i.id if i.id in own else i.step for i in self.items.values()}

    def network(self) -> Network:
        nodes = [self._step(step) for step in self.plan.steps]
        nodes += [
            self._item(item) for item in self.items.values() if self.dated[item.id] == item.id
        ]
        return Network(
            tuple(_ordered(nodes)),
            self.dated,
            self.landing.get("adoption", ""),
            self.landing.get("go-live", ""),
        )

    def _step(self, step: Step) -> Node:
        first, length = self._weeks(step)
        links = (self._anchor(step, first), *self._waits(step.waits_for))
        return Node(step.id, length, links, step.lands == "adoption", step.repeats_weeks > 0)

    def _item(self, item: PlanItem) -> Node:
        step = self.steps[item.step]
        first, length = item.weeks.get(self.pace, self._weeks(step))
        if self.pace in item.weeks:
            anchor = self._anchor(step, first)
        else:
            anchor = Link(step.id, 0, from_start=True)
        links = (anchor, *self._waits(item.waits_for))
        return Node(item.id, length, links, repeats=step.repeats_weeks > 0)

    def _weeks(self, step: Step) -> tuple[int, int]:
        return step.weeks.get(self.pace) or next(iter(step.weeks.values()))

    def _anchor(self, step: Step, first: int) -> Link:
        milestone = self.landing.get(step.after, "") if step.after else ""
        if milestone in ("", step.id):
            return Link(START, first)
        return Link(milestone, first, from_start=step.after == "go-live")

    def _waits(self, ids: tuple[str, ...]) -> Iterator[Link]:
        for key in ids:
            found = key if key in self.steps else self.dated.get(key)
            if found is not None:
                yield Link(found)


def _ordered(nodes: list[Node]) -> Iterator[Node]:
    known = {node.id: node for node in nodes}
    waits = {node.id: [k.to for k in node.links if k.to != START] for node in nodes}
    try:
        order = list(TopologicalSorter(waits).static_order())
    except CycleError as wrong:
        circle = " waits for ".join(reversed(wrong.args[1]))
        raise HtsspError(
            error("plan.yaml", f"{circle}, so none can begin.", "Take one of these out.")
        ) from None
    return (known[key] for key in order)
