"""The words for each value of the law data: what it is called and how it is said."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from htssp_builder.document.dates import show_date
from htssp_builder.pack.confidence import may_be_filled_in

TITLES = {
    "hotline": "Child abuse report line",
    "reporters": "Who reports",
    "oral": "Report by phone",
    "written": "Written report",
    "trafficking_as_abuse": "Trafficking as child abuse",
    "penalty": "Penalty for not reporting",
    "immunity": "Protection for those who report",
    "safe_harbor": "Minors and the law on commercial sex",
    "trafficking_hotline": "The state's own trafficking line",
    "school_law": "School law",
    "identity_to_employer": "May an employer ask who reported",
    "parent_notice": "Notice to parents and its exception for abuse",
    "school_interview": "Interview of a student at school by an agency",
    "release_to_officer": "Release of a student to an officer",
    "public_records": "What the public-records law lets a district keep back",
    "retention": "How long records are kept",
    "facts": "Fact",
}
"""Part of the law -> its title, in the order in which they are shown."""

ASKED = "Not read: a question for your counsel"
"""What stands where nothing was read; never "no"."""


class Evidence(NamedTuple):
    """Where a statement was read. source: the page; "" for none. confidence: high, medium, low
    or "". read: the day of reading."""

    citation: str = ""
    source: str = ""
    more_sources: tuple[str, ...] = ()
    confidence: str = ""
    read: date | None = None


class Line(NamedTuple):
    """One value. text: "" where it was not read. evidence: its own, where it has some."""

    label: str
    text: str
    evidence: Evidence | None = None


def evidence_of(value: dict[str, Any]) -> Evidence:
    """Where a group or an entry of the law data was read."""
    return Evidence(
        value.get("citation") or "",
        value.get("source") or "",
        tuple(value.get("more_sources") or ()),
        value.get("confidence") or "",
        value.get("read"),
    )


def lines_of(topic: str, value: dict[str, Any]) -> Iterator[Line]:
    """The values of one part, with the words for each; nothing where none was read."""
    lines = [line for label, make in _LINES.get(topic, _STATEMENT) for line in make(label, value)]
    if not any(line.text for line in lines):
        return
    refused = value.get("required") is False
    yield from (line for line in lines if line.text or not refused)


_Make = Callable[[str, dict[str, Any]], list[Line]]


def words(value: object) -> str:
    """A plain value as people read it; "" for None."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return show_date(value)
    return "" if value is None else str(value)


def _value(name: str) -> _Make:
    return lambda label, value: [Line(label, words(value.get(name)))]


def _given(name: str) -> _Make:
    """A value of which nothing is said where it is empty."""
    return lambda label, value: [Line(label, words(value[name]))] if value.get(name) else []


def _limit(label: str, value: dict[str, Any]) -> list[Line]:
    number = value.get("at_latest")
    return [Line(label, f"{number} {value.get('unit')}" if number else "")]


_WHICH = {"any": "one of these", "all": "all of these", "by-condition": "by the condition beside"}


def _recipients(label: str, value: dict[str, Any]) -> list[Line]:
    entries = value.get("to") or ()
    which = _WHICH.get(value.get("to_which") or "", "") if len(entries) > 1 else ""
    label = f"{label}, {which}" if which else label
    return [_body(label, entry) for entry in entries] or [Line(label, "")]


def _not_recipients(label: str, value: dict[str, Any]) -> list[Line]:
    return [_body(label, entry) for entry in value.get("not_to") or ()]


def _body(label: str, entry: dict[str, Any]) -> Line:
    name, condition = entry["name"], entry.get("condition")
    return _own(label, f"{name} ({condition})" if condition else name, entry)


def _own(label: str, text: str, entry: dict[str, Any]) -> Line:
    evidence = evidence_of(entry)
    if not evidence.source:
        return Line(label, text)
    hint = "" if may_be_filled_in(evidence.confidence) else " (hint only)"
    return Line(label, f"{text}{hint}", evidence)


def _more_numbers(label: str, value: dict[str, Any]) -> list[Line]:
    return [
        Line(label, f"{line['phone']}, {line['note']}" if line.get("note") else line["phone"])
        for line in value.get("others") or ()
    ]


def _also(label: str, value: dict[str, Any]) -> list[Line]:
    return [_own(label, entry["who"], entry) for entry in value.get("also") or ()]


def _disagreeing(label: str, value: dict[str, Any]) -> list[Line]:
    if value.get("agrees") is not False:
        return []
    return [Line(label, f"It prints another number: {value.get('second_source')}")]


def _each(name: str) -> _Make:
    return lambda label, value: [Line(label, text) for text in value.get(name) or ()]


_CLOCK: tuple[tuple[str, _Make], ...] = (
    ("The law's own word", _value("when")),
    ("Outer limit", _limit),
    ("Counted from", _value("counts_from")),
    ("Goes to", _recipients),
    ("Does not count", _not_recipients),
)
_STATEMENT: tuple[tuple[str, _Make], ...] = (("Statement", _value("text")),)
_LINES: dict[str, tuple[tuple[str, _Make], ...]] = {
    "hotline": (
        ("Name", _value("name")),
        ("Phone", _value("phone")),
        ("Further number", _more_numbers),
        ("Second page", _disagreeing),
        ("Hours", _value("hours")),
        ("Online report", _value("online")),
    ),
    "reporters": (
        ("School staff", _value("school_staff")),
        ("Every adult must report", _value("everyone")),
        ("Telling a supervisor is not enough", _value("personal_duty")),
        ("Also", _also),
    ),
    "oral": _CLOCK,
    "written": (
        ("Required", _value("required")),
        ("On the agency's request", _value("on_request")),
        *_CLOCK,
        ("Form", _value("form")),
        ("Not asked for where", _given("unless")),
    ),
    "trafficking_as_abuse": (
        ("Sex trafficking", _value("sex")),
        ("Labor trafficking", _value("labor")),
        ("Whoever the trafficker is", _value("any_perpetrator")),
    ),
    "trafficking_hotline": (
        ("Name", _value("name")),
        ("Phone", _value("phone")),
        ("Hours", _value("hours")),
    ),
    "school_law": (
        ("What it asks", _value("requires")),
        ("Of whom", _given("who")),
        ("How often", _given("how_often")),
        ("Mandatory", _value("mandatory")),
        ("In force", _value("in_force")),
    ),
    "facts": (("Fact", _value("fact")),),
    "county": (
        ("Phone", _value("phone")),
        ("Further number", _each("other")),
        ("Hours", _value("hours")),
        ("Date on the page", _given("page_date")),
    ),
}
