"""The development plan of a pack: phases, steps with their weeks, and the items to check off.

Plain named tuples, kept with the pack; what plan.yaml must say is in `plan_definitions`.
"""

from typing import Literal, NamedTuple

Lands = Literal["", "adoption", "go-live"]
Weeks = dict[str, tuple[int, int]]
"""Pace id -> (first week, number of weeks). Week 0 begins on the first day of the work, or, for
a step that comes after a milestone, on the day after it; a negative week lies before it."""


class Phase(NamedTuple):
    """A part of the work, with a sentence that says what it is for."""

    id: str
    title: str
    intro: str


class Owner(NamedTuple):
    """Who answers for a step or an item. path: the role's place in the answers
    ("roles.coordinator"), "campuses" for each campus's point of contact, or "" where the answers
    name nobody for it and the title has to do."""

    id: str
    title: str
    path: str = ""
    where: str = ""


class Pace(NamedTuple):
    """A speed at which the plan can be laid; note: when it fits."""

    id: str
    title: str
    note: str


class Group(NamedTuple):
    """A letter of the checklist ("A") and its title."""

    id: str
    title: str


class Step(NamedTuple):
    """One dated step.

    lead, support: ids of owners. output: what proves the step done.
    waits_for: ids of steps and items that must have ended before this begins.
    lands: "adoption" where the step ends at the board's vote, "go-live" where it begins with the
        protocol in force. after: the milestone from which its weeks are counted, "" for the
        start of the work. repeats_weeks: it comes again after so many weeks; 0 for never.
    where: file and line.
    """

    id: str
    phase: str
    title: str
    lead: str
    support: tuple[str, ...]
    output: str
    weeks: Weeks
    waits_for: tuple[str, ...] = ()
    lands: Lands = ""
    after: Lands = ""
    repeats_weeks: int = 0
    basis: tuple[str, ...] = ()
    where: str = ""


class PlanItem(NamedTuple):
    """One thing to check off. It has the dates of its step unless it has weeks of its own.

    per: "campus" for one line a campus. when: a condition on the answers, "" for always.
    """

    id: str
    group: str
    step: str
    title: str
    owner: str
    evidence: str
    basis: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    weeks: Weeks = {}  # noqa: RUF012 - never written to
    per: str = ""
    when: str = ""
    where: str = ""


class Plan(NamedTuple):
    """The whole plan, in printed order; empty where a pack has none."""

    phases: tuple[Phase, ...] = ()
    steps: tuple[Step, ...] = ()
    groups: tuple[Group, ...] = ()
    items: tuple[PlanItem, ...] = ()
    paces: tuple[Pace, ...] = ()
    owners: dict[str, Owner] = {}  # noqa: RUF012 - never written to
