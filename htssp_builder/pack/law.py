"""The law of a jurisdiction as dated data: what was read, where, when, and how sure it is.

One shape for the 56 jurisdictions, one for the federal facts, one for numbers by county. Null
means that nothing was read: a question for the district's counsel, never "no duty". A number
with a unit is the law's outer limit; the law's word ("immediately") stays a word beside it.
"""

from itertools import chain
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from htssp_builder.pack.sources import (
    Day,
    Entry,
    Evidence,
    Key,
    Many,
    Phone,
    Quotation,
    Url,
    broken,
    checked,
    refuse_repeats,
)
from htssp_builder.problems import Problem, error

_or_empty = BeforeValidator(lambda value: {} if value is None else value)
Code = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class Line(Entry):
    """A further number of the same service, and for whom or when it is."""

    phone: Phone
    note: str | None = None


class Hotline(Evidence):
    """Where suspected child abuse is reported by telephone.

    county_based: there is no state-wide number; reports go to a county or local office.
    second_source: a page of another publisher; agrees: whether it prints the same number.
    """

    evidence: ClassVar[frozenset[str]] = Evidence.evidence | {
        "second_source",
        "second_seen",
        "agrees",
    }

    name: str | None = None
    phone: Phone | None = None
    others: Many[Line] = ()
    hours: str | None = None
    county_based: bool | None = None
    online: str | None = None
    second_source: Url | None = None
    second_seen: Quotation | None = None
    agrees: bool | None = None

    @model_validator(mode="after")
    def _doubt_is_shown(self) -> Self:
        if self.agrees is False and self.confidence != "low":
            raise broken(
                "Two pages print different numbers, and the confidence is not low.",
                "Write confidence: low until somebody has called.",
            )
        return self


class AlsoReporter(Evidence):
    """People whom a later law makes reporters; since: the day from which it holds."""

    who: str
    since: Day | None = None


class Reporters(Evidence):
    """Who at school must report.

    everyone: every adult must. personal_duty: telling a supervisor does not fulfil it.
    """

    school_staff: str | None = None
    everyone: bool | None = None
    personal_duty: bool | None = None
    also: Many[AlsoReporter] = ()


class Recipient(Evidence):
    """One body that takes a report. name: as it stands in a sentence ("the county welfare
    department"). condition: when it takes one, or None for always. Evidence of its own stands
    here; where there is none, that of the group holds."""

    labels: ClassVar[frozenset[str]] = frozenset({"kind", "name", "condition"})

    kind: Literal["child-welfare", "law-enforcement", "probation", "licensing", "other"]
    name: str
    condition: str | None = None


class NotRecipient(Evidence):
    """A body to which a report does not count, as it stands in a sentence."""

    name: str


class Clock(Evidence):
    """A time limit: the law's word and, where the law sets one, its outer limit.

    counts_from: what starts it ("receiving the information").
    to_which: whether one of the recipients is enough, all are told, or it depends on the
    conditions that stand beside them.
    """

    when: str | None = None
    at_latest: Annotated[int, Field(ge=1)] | None = None
    unit: Literal["hours", "days"] | None = None
    counts_from: str | None = None
    to: Many[Recipient] = ()
    to_which: Literal["any", "all", "by-condition"] | None = None
    not_to: Many[NotRecipient] = ()

    @model_validator(mode="after")
    def _a_number_has_its_unit(self) -> Self:
        if (self.at_latest is None) != (self.unit is None):
            raise broken(
                "A limit has its number and its unit together.",
                "Write both at_latest and unit, or null for both.",
            )
        return self


class Written(Clock):
    """The written follow-up. on_request: the agency may ask for one. unless: when the law does
    not ask for it. An empty `to` means that the addressee was not read."""

    required: bool | None = None
    on_request: bool | None = None
    form: str | None = None
    unless: str | None = None


class Trafficking(Evidence):
    """Whether trafficking of a child is reportable as abuse; any_perpetrator: also where the
    trafficker is not a caregiver."""

    sex: bool | None = None
    labor: bool | None = None
    any_perpetrator: bool | None = None


class Statement(Evidence):
    """One plain sentence or two. ask: what remains for the district's counsel to answer."""

    labels: ClassVar[frozenset[str]] = frozenset({"ask"})

    text: str | None = None
    ask: str | None = None


class StateLine(Evidence):
    """A trafficking line of the state's own, besides the national one."""

    name: str | None = None
    phone: Phone | None = None
    hours: str | None = None


class SchoolLaw(Evidence):
    """What state law asks of schools. mandatory: False where the law says may or encourages."""

    labels: ClassVar[frozenset[str]] = frozenset({"id", "kind"})

    id: Key
    kind: Literal[
        "training", "curriculum", "poster", "policy", "notice", "plan", "language", "immigration"
    ]
    requires: str
    who: str | None = None
    how_often: str | None = None
    mandatory: bool | None = None
    in_force: str | None = None


class Fact(Evidence):
    """A fact with a permanent id; fact is None where it was looked for and not read."""

    labels: ClassVar[frozenset[str]] = frozenset({"id", "topic"})

    id: Key
    topic: str
    fact: str | None = None


Stated = Annotated[Statement, _or_empty]


class Law(Entry):
    """A jurisdiction. The six groups before `facts` are asked of counsel: empty until read."""

    code: Code
    name: str
    hotline: Hotline
    reporters: Reporters
    oral: Clock
    written: Written
    trafficking_as_abuse: Trafficking
    penalty: Stated
    immunity: Stated
    safe_harbor: Stated
    trafficking_hotline: Annotated[StateLine, _or_empty]
    school_law: Many[SchoolLaw]
    identity_to_employer: Stated
    parent_notice: Stated
    school_interview: Stated
    release_to_officer: Stated
    public_records: Stated
    retention: Stated
    facts: Many[Fact] = ()
    notes: Many[str] = ()
    looked_up: Day

    @model_validator(mode="after")
    def _each_id_once(self) -> Self:
        duties = (duty.id for duty in self.school_law)
        refuse_repeats(chain(duties, (fact.id for fact in self.facts)))
        return self


class Federal(Entry):
    """The federal facts that a protocol uses."""

    code: Literal["FED"]
    name: str
    facts: tuple[Fact, ...]
    notes: Many[str] = ()
    looked_up: Day

    @model_validator(mode="after")
    def _each_id_once(self) -> Self:
        refuse_repeats(fact.id for fact in self.facts)
        return self


class County(Evidence):
    """A county's report line: a hint, to be called before it is printed. page_date: what the
    page shows of its age."""

    labels: ClassVar[frozenset[str]] = frozenset({"county", "page_date", "notes"})

    county: str
    phone: Phone | None = None
    hours: str | None = None
    other: Many[str] = ()
    page_date: str | None = None
    notes: Many[str] = ()


class Counties(Entry):
    """Report lines by county, for a state without a state-wide number."""

    code: Code
    counties: tuple[County, ...]
    notes: Many[str] = ()
    looked_up: Day

    @model_validator(mode="after")
    def _each_county_once(self) -> Self:
        refuse_repeats(county.county for county in self.counties)
        return self


def parse_law(data: object, name: str) -> tuple[Law | None, list[Problem]]:
    """A jurisdiction's law, or every mistake in it.

    data: nested dict, list, str and None, every scalar as text. name: of the file
    ("law/TX.yaml"); the code inside must be the file's.
    """
    law, problems = checked(Law, data, name)
    stem = name.rsplit("/", 1)[-1].split(".", 1)[0]
    if law and law.code != stem:
        what = f"The file is named {stem} and holds the law of {law.code}."
        return None, [error(f"{name}: code", what, "Rename the file or correct the code.")]
    return law, problems


def parse_federal(data: object, name: str) -> tuple[Federal | None, list[Problem]]:
    """The federal facts, or every mistake in them; data and name as for parse_law."""
    return checked(Federal, data, name)


def parse_counties(data: object, name: str) -> tuple[Counties | None, list[Problem]]:
    """Report lines by county, or every mistake in them; data and name as for parse_law."""
    return checked(Counties, data, name)
