"""Checks the words that are written into a template, outside of what it prints.

Who receives a report comes from the law data only: a name or a number typed into a template would
outlive the law. And nothing of our own design is said to be a demand of the federal agency.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from htssp_builder.compose.environment import Templates
from htssp_builder.pack.model import Pack
from htssp_builder.problems import Problem, error
from htssp_builder.proof.outline import CONTROL, PRINTED, SILENT, Span, masked, spans

AGENCIES = (
    "sheriff", "sheriffs", "constable", "police department", "municipal police", "state police",
    "child protective services", "child protective service", "department of social services",
    "department of children", "department of child", "department of family", "office of children",
    "department of public safety", "department of human services", "probation department",
    "welfare department", "human services agency", "children and family services",
    "children's services agency", "abuse registry", "central registry", "centralized intake",
)  # fmt: skip
"""Recipients of reports in one state or another; "child welfare" and "law enforcement" are the
words for all of them."""

ACRONYMS = (
    "CPS", "DFPS", "MDHHS", "DCFS", "DCF", "DCS", "DFCS", "DFS", "DSS", "ACS", "CYFD", "OCS",
    "OCFS", "CFSA", "DCYF", "DPS", "ChildLine", "CANTS", "SCAN", "PCSA",
)  # fmt: skip

_NUMBER = re.compile(r"(?<![\w.§-])\+?\(?\d(?:[ ().\-‐-–/]{0,2}\d){6,}(?![\w-])")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|(?:19|20)\d\d[-–](?:19|20)\d\d")
_LIST = re.compile(r"\{:[^\n]*?\}(?=\s*(?:\||$))", re.MULTILINE)
_SPOKEN = re.compile(r"\b(?:actor|act|time|to)=\"([^\"\n]*)\"")
_TARGET = re.compile(r"\]\([^)\n]*\)")
_MARKS = re.compile(f"[{PRINTED}{CONTROL}{SILENT}]+")
_BASIS = re.compile(r"basis=\"([^\"]*)\"")
_AGENCY = r"(?:HHS|the (?:U\.S\. )?Department of Health and Human Services)"
_DEMANDS = re.compile(
    rf"{_AGENCY}\s+(?:requires|mandates|demands|says\s+(?:that\s+)?(?:you|we|districts)\s+must)"
    rf"|(?:required|mandated|demanded)\s+by\s+{_AGENCY}",
    re.IGNORECASE,
)


_FEDERAL = re.compile(r"U\.S\. Department of Health and Human Services")
"""Some states give their own department the same name; the federal one takes no reports."""


def check_wording(source: str, file: str, pack: Pack) -> Iterator[Problem]:
    """Recipients and numbers in one template, and demands that HHS does not make.

    source: a template that `cut` accepts.
    """
    lines = masked(source, Templates())
    recipients = _recipients(pack)
    for number, line in enumerate(lines, 1):
        yield from _line(_written(line), f"{file}:{number}", recipients)
    for span in spans(lines):
        yield from _demands(lines[span.first : span.last + 1], lines[span.attributes], file, span)


def _written(line: str) -> str:
    """The words of a line: of attribute lists only those of a duty, of links no addresses."""
    said = [" ".join(_SPOKEN.findall(found)) for found in _LIST.findall(line)]
    bare = _FEDERAL.sub("HHS", _LIST.sub(" ", _TARGET.sub("]", line)))
    return _MARKS.sub("\ue000", " ".join([bare, *said]))


def _line(text: str, where: str, recipients: "re.Pattern[str]") -> Iterator[Problem]:
    for found in _NUMBER.findall(_DATE.sub(" ", text)):
        yield error(
            where,
            f"The number “{found.strip()}” is written into the template.",
            "Print it from the answers, the law data or contacts.yaml.",
        )
    for match in recipients.finditer(text):
        yield error(
            where,
            f"“{match[0]}” receives reports and is written into the template.",
            "Print who receives the report from the law data, as {{ reporting.oral.to }}, or say "
            "“child welfare” or “law enforcement”.",
        )


# -- who receives reports -----------------------------------------------------------------------


def _recipients(pack: Pack) -> "re.Pattern[str]":
    return _pattern(frozenset(_names(pack)))


@cache
def _pattern(names: frozenset[str]) -> "re.Pattern[str]":
    """Agency words in any case, proper names as they are written. Longer ones are found first."""
    proper = _any(names | {name for name in ACRONYMS if name})
    return re.compile(rf"(?<!\w)(?:(?i:{_any(AGENCIES)})|{proper})(?!\w)")


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("'", "['’]") for word in ordered)


def _names(pack: Pack) -> Iterator[str]:
    """The proper names and the short forms of all recipients in the law data."""
    for law in pack.law.values():
        entries: list[dict[str, Any]] = [law["hotline"], law["trafficking_hotline"]]
        for clock in (law["oral"], law["written"]):
            entries += [*clock["to"], *clock["not_to"]]
        for entry in entries:
            yield from _proper(entry.get("name") or "")


def _proper(name: str) -> Iterator[str]:
    """ "the Texas Department of Family and Protective Services (DFPS)" -> both of its names."""
    yield from re.findall(r"\(([A-Z]{2,})\)", name)
    for piece in re.split(r"\(.*?\)|,| or | of the | and the ", name):
        words = piece.strip().removeprefix("the ").removeprefix("The ").split()
        if sum(word[:1].isupper() for word in words) > 1 and words[0][:1].isupper():
            yield " ".join(words)


# -- what HHS does not demand -------------------------------------------------------------------


def _demands(text: list[str], attributes: str, file: str, span: Span) -> Iterator[Problem]:
    words = _MARKS.sub(" ", " ".join(text))
    found = _DEMANDS.search(words)
    if found is None:
        return
    stated = _BASIS.search(words) or (_BASIS.search(attributes) if span.attributes >= 0 else None)
    basis = stated[1].split() if stated else []
    if "R" not in basis and any(key.startswith("fed.") for key in basis):
        return
    yield error(
        f"{file}:{span.first + 1}",
        f"“{found[0]}” is said without a federal fact as its basis.",
        'Say that the toolkit suggests it, or state the fact: basis="fed....".',
    )
