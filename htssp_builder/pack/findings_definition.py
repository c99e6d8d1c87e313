"""What findings.yaml must say; imported only when a pack is read for the first time."""

import re
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from htssp_builder.pack.definitions import Definition
from htssp_builder.pack.findings import BLANK
from htssp_builder.problems import Severity

Weight = Annotated[int, Field(ge=1, le=5)]
_ID = re.compile(r"[a-z][a-z0-9-]*")


class TermDefinition(Definition):
    id: str
    title: str
    means: str = Field(min_length=20)


class RuleDefinition(Definition):
    id: str
    severity: Severity
    final: Literal["", "error", "warning", "note"] = ""
    term: str
    what: str = Field(min_length=6)
    why: str = Field(min_length=10)
    remedy: str = ""
    impact: Weight = 2
    effort: Weight = 2
    basis: list[str] = Field([])

    @field_validator("id")
    @classmethod
    def sound_id(cls, value: str) -> str:
        if not _ID.fullmatch(value):
            raise ValueError(f"'{value}' is not an id; use small letters, digits and '-'")
        return value

    @field_validator("what", "why", "remedy")
    @classmethod
    def sound_blanks(cls, value: str) -> str:
        if "{" in BLANK.sub("", value) or "}" in BLANK.sub("", value):
            raise ValueError("a blank is written like {who}, in small letters")
        return value


class SeatDefinition(Definition):
    seat: str
    rule: str
    named: list[str] = Field([])


class FindingsDefinition(Definition):
    terms: list[TermDefinition] = Field(min_length=1)
    limits: dict[str, Annotated[int, Field(gt=0)]] = Field({})
    vital: dict[str, Weight] = Field({})
    efforts: dict[str, Weight] = Field({})
    words: dict[str, list[str]] = Field({})
    seats: list[SeatDefinition] = Field([])
    off: dict[str, Annotated[str, Field(min_length=10)]] = Field({})
    rules: list[RuleDefinition] = Field(min_length=1)

    @model_validator(mode="after")
    def known_terms(self) -> "FindingsDefinition":
        terms = {term.id for term in self.terms}
        ids: set[str] = set()
        for rule in self.rules:
            if rule.term not in terms:
                raise ValueError(f"rule '{rule.id}' names the unknown term '{rule.term}'")
            if rule.id in ids:
                raise ValueError(f"the rule '{rule.id}' stands twice")
            ids.add(rule.id)
        for rule_id in self.off:
            if rule_id in ids:
                raise ValueError(f"the rule '{rule_id}' is both stated and left out")
        for seat in self.seats:
            if seat.rule not in ids:
                raise ValueError(f"the seat '{seat.seat}' names the unknown rule '{seat.rule}'")
        return self
