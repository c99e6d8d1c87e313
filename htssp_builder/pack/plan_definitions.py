"""What plan.yaml must say. Imported only when a pack is read for the first time."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from htssp_builder.pack.definitions import Definition, Place
from htssp_builder.pack.plan import Group, Lands, Owner, Pace, Phase, Plan, PlanItem, Step

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
LONGEST = 260
"""Weeks. Five years: whatever is longer was mistyped."""


def _sound_id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError(f"'{value}' is not an id; use letters, digits, '-' and '_'")
    return value


def _sound_weeks(value: tuple[int, int]) -> tuple[int, int]:
    first, length = value
    if not 1 <= length <= LONGEST or not -LONGEST <= first <= LONGEST:
        raise ValueError("write [first week, number of weeks], with at least one week")
    return value


Id = Annotated[str, AfterValidator(_sound_id)]
Span = Annotated[tuple[int, int], AfterValidator(_sound_weeks)]


class PhaseDefinition(Definition):
    id: Id
    title: str
    intro: str = ""


class PaceDefinition(Definition):
    id: Id
    title: str
    note: str = ""


class GroupDefinition(Definition):
    id: Id
    title: str


class OwnerDefinition(Definition):
    title: str
    path: str = ""


class StepDefinition(Definition):
    id: Id
    phase: str
    title: str
    lead: str
    support: list[str] = Field([])
    output: str
    weeks: dict[str, Span] = Field(min_length=1)
    waits_for: list[str] = Field([])
    lands: Lands = ""
    after: Lands = ""
    repeats_weeks: int = Field(0, ge=0, le=LONGEST)
    basis: list[str] = Field(min_length=1)

    def made(self, where: str) -> Step:
        return Step(
            self.id,
            self.phase,
            self.title,
            self.lead,
            tuple(self.support),
            self.output,
            self.weeks,
            tuple(self.waits_for),
            self.lands,
            self.after,
            self.repeats_weeks,
            tuple(self.basis),
            where,
        )


class ItemDefinition(Definition):
    id: Id
    group: str
    step: str
    title: str
    owner: str
    evidence: str
    basis: list[str] = Field(min_length=1)
    waits_for: list[str] = Field([])
    weeks: dict[str, Span] = Field({})
    per: Literal["", "campus"] = ""
    when: str = ""

    def made(self, where: str) -> PlanItem:
        return PlanItem(
            self.id,
            self.group,
            self.step,
            self.title,
            self.owner,
            self.evidence,
            tuple(self.basis),
            tuple(self.waits_for),
            self.weeks,
            self.per,
            self.when,
            where,
        )


class PlanDefinition(Definition):
    phases: list[PhaseDefinition] = Field(min_length=1)
    paces: list[PaceDefinition] = Field(min_length=1)
    owners: dict[Id, OwnerDefinition] = Field(min_length=1)
    groups: list[GroupDefinition] = Field([])
    steps: list[StepDefinition] = Field(min_length=1)
    items: list[ItemDefinition] = Field([])

    def made(self, place: Place) -> Plan:
        return Plan(
            phases=tuple(Phase(p.id, p.title, p.intro) for p in self.phases),
            steps=tuple(s.made(place(("steps", n))) for n, s in enumerate(self.steps)),
            groups=tuple(Group(g.id, g.title) for g in self.groups),
            items=tuple(i.made(place(("items", n))) for n, i in enumerate(self.items)),
            paces=tuple(Pace(p.id, p.title, p.note) for p in self.paces),
            owners={
                key: Owner(key, owner.title, owner.path, place(("owners", key)))
                for key, owner in self.owners.items()
            },
        )
