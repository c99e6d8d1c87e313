"""Rules about law: time limits typed as the law has them, and confirmed by a named person."""

import re
from collections.abc import Iterator
from typing import Any

from htssp_builder.document.dates import show_date
from htssp_builder.interview.answers import unknown
from htssp_builder.interview.values import read_date
from htssp_builder.pack.model import Question
from htssp_builder.readiness.case import Case, text_of
from htssp_builder.readiness.hits import Hit
from htssp_builder.yamlfile.nodes import Mapping

_HOURS = {"hours": 1, "days": 24, "school days": 24, "business days": 24}
"""The fewest hours that one of a unit can be: a school day may be the very next day."""

_LENGTH = re.compile(
    r"\d+\s*-?\s*(?:hours?|hrs?|days?|weeks?)|\b(?:twenty|thirty|forty|seventy|one|two|three)"
    r"[\w -]{0,12}\b(?:hours?|days?)",
    re.IGNORECASE,
)


class Clock:
    """A time limit as the district's answers and the law data have it together."""

    def __init__(self, case: Case, question: Question) -> None:
        self.path, self.label = question.id, question.label
        self.required = bool(question.required)
        found = case.answers.node(question.id)
        self.node = found if isinstance(found, Mapping) and not unknown(found) else None
        self.case, self.default = case, question.default

    def typed(self, part: str) -> str:
        return text_of(self.node, part)

    def law(self, part: str) -> str:
        return self.case.law_text(f"{self.default}.{part}") if self.default else ""

    @property
    def own(self) -> bool:
        """Whether the district typed the limit itself."""
        return any(self.typed(part) for part in ("when", "at_latest", "unit"))

    def said(self, part: str) -> str:
        """Typed, else from the law, where the district did not type the limit itself."""
        together = part in ("when", "at_latest", "unit", "counts_from")
        return self.typed(part) or ("" if self.own and together else self.law(part))

    @property
    def phrase(self) -> bool:
        return bool(self.said("when") or self.said("at_latest"))

    def group(self) -> dict[str, Any]:
        """The law data behind it, of whatever confidence: to compare with, never to print."""
        name = self.default.removeprefix("law.")
        found = self.case.law.get(name) if name else None
        return found if isinstance(found, dict) else {}


def clocks(case: Case) -> list[Clock]:
    """Every time limit that applies to this district."""
    asked = (q for q in case.pack.questions() if q.type == "clock")
    return [Clock(case, q) for q in asked if case.answers.asked(q.when)]


def limits_confirmed(case: Case) -> Iterator[Hit]:
    """Each limit that is printed is confirmed by a named person on a day that has come."""
    for clock in clocks(case):
        verified = clock.node.entries.get("verified") if clock.node else None
        if not clock.phrase or unknown(verified):
            continue
        by, on = text_of(verified, "by"), text_of(verified, "on")
        day = read_date(on)
        if not by or not on:
            missing = "who" if on else "on which day" if by else "who and on which day"
            part = "by" if on else "on" if by else ""
            yield Hit("limit-unconfirmed", f"{clock.path}.verified.{part}".rstrip("."),
                      {"label": clock.label, "missing": missing})  # fmt: skip
        elif day and day > case.today:
            yield Hit("limit-confirmed-in-future", f"{clock.path}.verified.on",
                      {"label": clock.label, "on": show_date(day)})  # fmt: skip


def limits_whole(case: Case) -> Iterator[Hit]:
    """Each limit has its citation, its recipients, and a number with a unit."""
    for clock in clocks(case):
        words = {"label": clock.label}
        if not clock.phrase:
            continue
        if not clock.said("citation"):
            yield Hit("limit-without-citation", f"{clock.path}.citation", words)
        if not clock.said("to"):
            rule = "limit" if clock.required else "further-limit"
            yield Hit(f"{rule}-without-recipient", f"{clock.path}.to", words)
        number, unit = clock.said("at_latest"), clock.said("unit")
        if bool(number) != bool(unit):
            part = "unit" if number else "at_latest"
            yield Hit("limit-half", f"{clock.path}.{part}",
                      {**words, "given": number or unit})  # fmt: skip


def limits_worded(case: Case) -> Iterator[Hit]:
    """The law's word stays a word, and a length of time stands in its own place."""
    for clock in clocks(case):
        when = clock.typed("when")
        length = _LENGTH.search(when)
        if length and not clock.typed("at_latest"):
            yield Hit("limit-in-words", f"{clock.path}.at_latest",
                      {"label": clock.label, "when": when})  # fmt: skip
        word = str(clock.group().get("when") or "")
        if clock.own and not when and word:
            yield Hit("limit-lost-word", f"{clock.path}.when",
                      {"label": clock.label, "word": word})  # fmt: skip


def limits_no_longer(case: Case) -> Iterator[Hit]:
    """No outer limit is longer than the one in the law data."""
    for clock in clocks(case):
        group = clock.group()
        typed = _hours(clock.typed("at_latest"), clock.typed("unit"))
        law = _hours(str(group.get("at_latest") or ""), str(group.get("unit") or ""))
        if typed and law and typed > law:
            yield Hit("limit-longer", f"{clock.path}.at_latest", {
                "label": clock.label,
                "typed": f"{clock.typed('at_latest')} {clock.typed('unit')}",
                "law": f"{group['at_latest']} {group['unit']}",
                "source": str(group.get("citation") or group.get("source") or ""),
            })  # fmt: skip


def _hours(number: str, unit: str) -> float:
    try:
        return float(number) * _HOURS.get(unit.strip().lower(), 0)
    except ValueError:
        return 0


def pages_confirmed(case: Case) -> Iterator[Hit]:
    """One named lawyer on one day stands for every statement that came from the law data."""
    if unknown(case.answers.node("legal.checked")) or case.shape("legal.checked") is None:
        return
    if not (case.text("legal.checked.by") and case.text("legal.checked.on")):
        yield Hit("law-unconfirmed", "legal.checked")


def state_known(case: Case) -> Iterator[Hit]:
    """Law data exists for the state."""
    state = case.said("district.state")
    if state and not case.law:
        yield Hit("no-law-data", "district.state", {"state": state})


def labor(case: Case) -> Iterator[Hit]:
    """Whether child welfare takes labor trafficking decides where staff report it."""
    said = case.truth("legal.labor")
    if said in ("ask", "no"):
        yield Hit(f"labor-{said}", "legal.labor")


def adults(case: Case) -> Iterator[Hit]:
    """Where adult students are covered, the age up to which services go is worth knowing."""
    path = "legal.adult_services"
    if case.shape(path) is None or case.said(path) or unknown(case.answers.node(path)):
        return
    if case.truth("scope.adults") == "yes":
        yield Hit("adult-services-age", path)
