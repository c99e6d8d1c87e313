"""Where a statement comes from: evidence beside every fact, basis keys, national contacts.

What is read here is plain data in which every scalar is text or None ("24", "true"): the models
turn it into numbers, dates and truth values, and all mistakes are found in one pass.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from htssp_builder.pack.confidence import may_be_filled_in
from htssp_builder.problems import Problem, error

Confidence = Literal["high", "medium", "low"]
"""high: the law's own text or the agency's own page; medium: a known compilation or a page that
cites the law; low: anything else, an old page, or pages that disagree."""

NOTHING = frozenset({"", "null", "Null", "NULL", "~"})
WORDS_SEEN = 25
DIGITS_OF_A_SHORT_CODE = 2


def broken(what: str, remedy: str) -> PydanticCustomError:
    """A mistake in our own words; both sentences reach the person unchanged."""
    return PydanticCustomError("own", "{what} {remedy}", {"what": what, "remedy": remedy})


def _url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>]+", value):
        raise broken(f"“{value}” is not a web address.", "Write it whole, from http on.")
    return value


def _iso(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise broken(f"“{value}” is not a date.", "Write it as year-month-day, like 2026-11-24.")
    return value


def _quotation(value: str) -> str:
    if len(value.split()) > WORDS_SEEN:
        raise broken(
            f"The quotation has {len(value.split())} words.",
            f"Keep the {WORDS_SEEN} words that carry the fact.",
        )
    return value


def _dialled(value: str) -> str:
    if sum(sign.isdigit() for sign in value) < DIGITS_OF_A_SHORT_CODE:
        raise broken(
            f"“{value}” is not a number that can be dialled.",
            "Write every digit, as the source prints it.",
        )
    return value


Url = Annotated[str, AfterValidator(_url)]
Day = Annotated[date, BeforeValidator(_iso)]
Quotation = Annotated[str, AfterValidator(_quotation)]
Phone = Annotated[str, AfterValidator(_dialled)]
T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(lambda value: () if value is None else value)]
"""A list; nothing written counts as an empty one."""
Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A permanent id: small letters, digits and hyphens."""


class Entry(BaseModel):
    """Anything a pack's data file may hold; names that are not known are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Evidence(Entry):
    """A statement and where it was read. A statement without source, confidence and date of
    reading is refused: nothing comes from memory.

    source: the page that was read. more_sources: further pages that carry part of it.
    seen: the words that carry it, for checking only, never for printing.
    read: the day on which the page was read.
    """

    evidence: ClassVar[frozenset[str]] = frozenset(
        {"citation", "source", "more_sources", "seen", "confidence", "read"}
    )
    labels: ClassVar[frozenset[str]] = frozenset()

    citation: str | None = None
    source: Url | None = None
    more_sources: Many[Url] = ()
    seen: Quotation | None = None
    confidence: Confidence | None = None
    read: Day | None = None

    @property
    def says(self) -> bool:
        """Whether anything is stated, beside its evidence and its labels."""
        silent = self.evidence | self.labels
        values = (getattr(self, name) for name in type(self).model_fields if name not in silent)
        return any(value not in (None, ()) for value in values)

    @model_validator(mode="after")
    def _stands_on_a_source(self) -> Self:
        missing = [n for n in ("source", "confidence", "read") if getattr(self, n) is None]
        if self.says and missing:
            raise broken(
                f"This is stated without its {' and '.join(missing)}.",
                "Name where and when it was read, or write null for the statement.",
            )
        return self


class Source(Entry):
    """What a basis key stands for. url is None only for our own working design."""

    title: str
    publisher: str
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    url: Url | None = None
    more_urls: Many[Url] = ()
    kind: Literal["federal", "state", "county", "district", "law", "research", "ngo", "other"]
    status: Literal["public-domain", "protected", "law", "unknown"]
    note: str | None = None

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        if self.url is None and self.note is None:
            raise broken(
                "This source has neither an address nor a note.",
                "Give its web address, or say in a note what it is.",
            )
        return self


class Contact(Evidence):
    """A national line. default: printed unless a district strikes it out; a line that is not
    default is printed only where a district chooses it. caution: what the line is not."""

    labels: ClassVar[frozenset[str]] = frozenset({"id", "name", "basis", "default", "what_for"})

    id: Key
    name: str
    phone: Phone | None = None
    text: Phone | None = None
    tty: Phone | None = None
    online: str | None = None
    hours: str | None = None
    languages: str | None = None
    what_for: str
    caution: str | None = None
    basis: Many[str] = ()
    default: bool

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if not (self.phone or self.text or self.online):
            raise broken("This line has no way to reach it.", "Give a phone, a text or a page.")
        if self.default and not may_be_filled_in(self.confidence):
            raise broken(
                "A number of low confidence is not printed by default.",
                "Write default: false, or name a better source.",
            )
        return self


class _Sources(Entry):
    sources: dict[str, Source]


class _Contacts(Entry):
    contacts: tuple[Contact, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        refuse_repeats(contact.id for contact in self.contacts)
        return self


def refuse_repeats(ids: Iterator[str]) -> None:
    """Raise a mistake that names the first id that stands twice."""
    met: set[str] = set()
    for key in ids:
        if key in met:
            raise broken(f"The id “{key}” stands twice.", "Give each entry an id of its own.")
        met.add(key)


def parse_sources(data: object, name: str) -> tuple[dict[str, Source], list[Problem]]:
    """Basis keys with their sources, from {"sources": {key: entry}}; empty where any is wrong."""
    sources, problems = checked(_Sources, data, name)
    return (sources.sources if sources else {}), problems


def parse_contacts(data: object, name: str) -> tuple[tuple[Contact, ...], list[Problem]]:
    """National lines in printed order, from {"contacts": [entry]}; empty where any is wrong."""
    contacts, problems = checked(_Contacts, data, name)
    return (contacts.contacts if contacts else ()), problems


M = TypeVar("M", bound=Entry)


def checked(model: type[M], data: object, name: str) -> tuple[M | None, list[Problem]]:
    """The data as a model, or every mistake in it.

    data: nested dict, list, str and None. name: of the file ("law/TX.yaml"), for messages.
    """
    plain = _without_null_words(data)
    try:
        return model.model_validate(plain), []
    except ValidationError as failure:
        return None, [_problem(detail, plain, name) for detail in failure.errors()]


def _without_null_words(data: object) -> object:
    if isinstance(data, dict):
        return {key: _without_null_words(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_without_null_words(value) for value in data]
    return None if isinstance(data, str) and data in NOTHING else data


def _place(loc: tuple[int | str, ...], data: Any) -> str:
    """A path a person can follow: an entry of a list by its id, or counted from 1."""
    steps = []
    for step in loc:
        inner = _inside(data, step)
        named = isinstance(step, int) and isinstance(inner, dict) and inner.get("id")
        steps.append(str(named or (step + 1 if isinstance(step, int) else step)))
        data = inner
    return ".".join(steps)


def _inside(data: Any, step: int | str) -> Any:
    try:
        return data[step]
    except (KeyError, IndexError, TypeError):
        return None


REMEDIES = {
    "missing": ("This entry is missing.", "Add it, with null where nothing was read."),
    "extra_forbidden": ("There is no entry of this name.", "Correct its spelling or remove it."),
    "literal_error": ("{value} is not one of {expected}.", "Use one of these words."),
    "int_parsing": ("{value} is not a whole number.", "Write digits only, like 24."),
    "bool_parsing": ("{value} is neither true nor false.", "Write true, false or null."),
    "string_type": ("Words are expected here.", "Write them, or null where it may be empty."),
    "string_pattern_mismatch": ("{value} is not a valid id.", "Use a form like safety-plan."),
    "date_from_datetime_parsing": ("{value} is not a date.", "Write one that exists."),
    "greater_than_equal": ("{value} is too small.", "Write at least {ge}."),
    "less_than_equal": ("{value} is too large.", "Write at most {le}."),
    "model_type": ("Named entries are expected here.", "Write one name and value a line."),
    "dict_type": ("Named entries are expected here.", "Write one name and value a line."),
    "tuple_type": ("A list is expected here.", "Begin each entry with a hyphen."),
}


def _problem(detail: ErrorDetails, data: object, name: str) -> Problem:
    context = detail.get("ctx", {})
    place = _place(detail["loc"], data)
    where = f"{name}: {place}" if place else name
    if detail["type"] == "own":
        return error(where, context["what"], context["remedy"])
    what, remedy = REMEDIES.get(detail["type"], ("{value} does not fit here.", "Correct it."))
    words = {"value": f"“{detail['input']}”", **context}
    return error(where, what.format(**words), remedy.format(**words))
