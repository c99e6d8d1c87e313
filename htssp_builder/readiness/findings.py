"""From hits to findings: put into words, weighed, placed, and in order."""

import re
from collections.abc import Iterable, Iterator
from math import log2
from typing import NamedTuple

from htssp_builder.interview.shapes import Shape, find_shape
from htssp_builder.pack.findings import FindingRule, filled
from htssp_builder.problems import Severity
from htssp_builder.readiness.case import Case
from htssp_builder.readiness.hits import Hit, listed
from htssp_builder.readiness.known import rules_off
from htssp_builder.readiness.places import Open, Place, Places
from htssp_builder.readiness.rules import hits, is_open

ORDER = {"error": 0, "warning": 1, "note": 2}
LAW_PAGES = "legal.checked"
"""The one date that confirms every statement which came from the law data."""


class Finding(NamedTuple):
    """What is missing, stale, contradictory or unverified.

    term: id of the federal term. what, why: a sentence each. path: of the answer that mends it,
    "" where none does. label: of its question. remedy: how to mend it; command: what to type.
    section: of the questionnaire. places: where in the documents it shows.
    impact, effort: 1 to 5. mends: how many places one answer sets right.
    """

    rule: str
    severity: Severity
    term: str
    what: str
    why: str
    path: str
    label: str
    remedy: str
    command: str
    section: str
    places: tuple[Place, ...]
    impact: int
    effort: int
    mends: int = 1
    where: str = ""


MISTAKE = FindingRule(
    "mistake",
    "error",
    "complete",
    "{what}",
    "An answer that cannot be read is not printed as it was meant.",
)
RULES_MISSING = FindingRule(
    "rules-missing",
    "warning",
    "complete",
    "These rules are off, as findings.yaml of the pack does not state them: {rules}.",
    "A wrong number or a missed day of this kind would be found by nobody.",
    "error",
    "Take the rules over from the pack hhs, or say below 'off:' why they are left out.",
)
RULES_OFF = FindingRule(
    "rules-off",
    "note",
    "complete",
    "These rules are left out on purpose: {rules}.",
    "What these rules look for is found by nobody else.",
)
_ALWAYS = {rule.id: rule for rule in (MISTAKE, RULES_MISSING, RULES_OFF)}
"""Told by every pack, one without rules too: nothing may hide a mistake in the answers, or that
nobody looks for one."""

Hidden = tuple[tuple[str, str], ...]
"""Names that must not be printed, with the words that stand in their place."""


def find(
    case: Case,
    places: Places,
    more: Iterable[Hit] = (),
    *,
    hidden: Hidden = (),
    final: bool = False,
) -> list[Finding]:
    """Every finding, errors first, then in the order of the questionnaire.

    places: of the composed documents. more: hits from outside the answers, such as mistakes in the
    file. hidden: names that no sentence may hold. final: judged as for a final build.
    """
    rules = {**_ALWAYS, **case.pack.findings.rules}
    found = [*more, *_silent(case), *hits(case)]
    found += _still_open(found, places)
    teller = _Teller(case, places, hidden, final)
    told = [teller.told(hit, rules[hit.rule]) for hit in found if hit.rule in rules]
    return sorted(told, key=lambda one: (ORDER[one.severity], teller.position(one)))


def _silent(case: Case) -> Iterator[Hit]:
    """Rules that can report nothing with this pack: those that were forgotten, those left out."""
    where = case.pack.findings.where or "findings.yaml"
    off = rules_off(case.pack.findings)
    for rule, rules in (
        ("rules-missing", [one.rule for one in off if not one.why and one.rule not in _ALWAYS]),
        ("rules-off", [f"{one.rule} ({one.why.rstrip('.')})" for one in off if one.why]),
    ):
        if rules:
            every = f"all {len(rules)} of them" if not case.pack.findings.rules else ""
            words = {"rules": every or listed(rules, len(rules))}
            yield Hit(rule, "", words, where=where)


def _still_open(found: list[Hit], places: Places) -> Iterator[Hit]:
    """What the documents show as open and no rule has spoken of."""
    paths = {hit.path for hit in found}
    for open_ in places.open.values():
        if (_from_law(open_) and LAW_PAGES in paths) or _covered(open_.path, paths):
            continue
        law = open_.path.startswith(("law.", "fed."))
        rule = "law-open" if law else "document-open"
        yield Hit(rule, open_.path, {"label": open_.label}, where=open_.place.sentence())


def _covered(path: str, paths: set[str]) -> bool:
    """Whether a finding is about this place, about a part of it or about a whole it is in."""
    whole = path
    while whole:
        if whole in paths:
            return True
        whole = whole.rpartition(".")[0]
    return any(one.startswith(f"{path}.") for one in paths)


def _from_law(open_: Open) -> bool:
    """Whether the date on the law pages settles it. A time limit is confirmed by itself."""
    return open_.state == "unverified" and open_.kind != "clock"


class _Teller:
    """Puts hits of one case into words."""

    def __init__(self, case: Case, places: Places, hidden: Hidden, final: bool) -> None:
        self.case, self.places, self.final = case, places, final
        self.sections = {
            question.id: (number, section.id)
            for number, (section, question) in enumerate(
                (section, question)
                for section in case.pack.sections
                for question in section.questions
            )
        }
        self.help = {question.id: question.help for question in case.pack.questions()}
        self.tables = {q.id for q in case.pack.questions() if q.type == "records"}
        self.veiled = dict(self._veiled())
        self.hidden = [*self.veiled.items(), *hidden]

    def _veiled(self) -> Iterator[tuple[str, str]]:
        """Records of people who are not to be shown: their ids were made from their names."""
        for table in sorted(self.tables):
            for record in self.case.records(table):
                if record.hidden:
                    yield record.path, f"{table}, row {record.number}"

    def told(self, hit: Hit, rule: FindingRule) -> Finding:
        path = self._open_path(hit.path)
        question = self.question(path)
        severity = (rule.final or rule.severity) if self.final else rule.severity
        vital = self.case.pack.findings.vital.get(question, 0)
        urgent = is_open(hit) and hit.rule != "parts-final"
        impact = max(rule.impact, vital) if urgent else rule.impact
        law = path == LAW_PAGES
        statements = [o for o in self.places.open.values() if _from_law(o)] if law else []
        places = tuple(dict.fromkeys(o.place for o in statements)) or self.places.of(path)
        words = {**hit.words, "statements": str(len(statements))}
        return Finding(
            rule.id,
            severity,  # type: ignore[arg-type]
            rule.term,
            self._discreet(filled(rule.what, words)),
            (self.help.get(question) if is_open(hit) else "") or filled(rule.why, words),
            path,
            self._discreet(self._label(path)),
            self._discreet(hit.remedy or filled(rule.remedy, words)) or "Answer the question.",
            hit.command or self._command(path, rule),
            self.sections.get(question, (0, ""))[1],
            places,
            impact,
            self._effort(rule, path),
            max(hit.mends, len(statements)),
            self._discreet(hit.where),
        )

    def _open_path(self, path: str) -> str:
        """The path, or the table's where it would name a person who is not shown."""
        two = ".".join(path.split(".")[:2])
        return two.partition(".")[0] if two in self.veiled else path

    def _discreet(self, text: str) -> str:
        for name, instead in self.hidden:
            if name and name.lower() in text.lower():
                whole = rf"(?<!\w){re.escape(name)}(?!\w)"
                text = re.sub(whole, lambda _: instead, text, flags=re.IGNORECASE)  # noqa: B023
        return text

    def question(self, path: str) -> str:
        """The question to which a path belongs, "" where none does."""
        whole = path
        while whole and whole not in self.sections:
            whole = whole.rpartition(".")[0]
        return whole

    def position(self, finding: Finding) -> int:
        """Where the question stands in the questionnaire; what concerns the file comes first."""
        return self.sections.get(self.question(finding.path), (-1, ""))[0]

    def _effort(self, rule: FindingRule, path: str) -> int:
        """A single number or date is a call; a role is a talk with two people."""
        shape = find_shape(self.case.answers.shape, path) if path else None
        by_type = self.case.pack.findings.efforts.get(shape.kind if shape else "")
        return by_type if by_type and rule.id.startswith("question-") else rule.effort

    def _label(self, path: str) -> str:
        shape = find_shape(self.case.answers.shape, path) if path else None
        return shape.label if shape is not None else ""

    def _command(self, path: str, rule: FindingRule) -> str:
        """What a person types: one answer is set, anything larger is asked."""
        shape = find_shape(self.case.answers.shape, path) if path else None
        if shape is None or "?" in path:
            return ""
        if shape.parts or shape.kind in ("group", "records"):
            return f"htssp ask {self.sections.get(self.question(path), (0, ''))[1]}"
        return f"htssp set {path} {_value(shape)}"


_VALUES = {
    "phone": "NUMBER", "date": "DATE", "number": "NUMBER", "email": "ADDRESS", "url": "ADDRESS",
    "yes/no": "YES-OR-NO", "choice": "CHOICE", "choices": "CHOICES",
}  # fmt: skip


def _value(shape: Shape) -> str:
    """What stands for the value in a command: a word that is refused, or told as a stand-in,
    where somebody copies the line as it is."""
    return _VALUES.get(shape.kind, "TEXT")


class Step(NamedTuple):
    """One thing to do, with all the findings that it mends, the heaviest first."""

    findings: tuple[Finding, ...]
    mends: int


MOST_STEPS = 5


def first_steps(findings: Iterable[Finding], tables: Iterable[str] = ()) -> list[Step]:
    """The few things that would help most for least work, at most five.

    tables: paths of the tables of records, of which each row is a step of its own.
    """
    rows = set(tables)
    groups: dict[str, list[Finding]] = {}
    for one in findings:
        if one.severity != "note" and one.path:
            groups.setdefault(_step(one.path, rows), []).append(one)
    steps = [
        Step(tuple(sorted(group, key=lambda f: (ORDER[f.severity], -f.impact))),
             sum(one.mends for one in group))
        for group in groups.values()
    ]  # fmt: skip
    return sorted(steps, key=_worth, reverse=True)[:MOST_STEPS]


def _step(path: str, rows: set[str]) -> str:
    """What is mended in one go: a row of a table, a role, a question."""
    parts = path.split(".")
    for end in range(1, len(parts)):
        if ".".join(parts[:end]) in rows:
            return ".".join(parts[: end + 1])
    return ".".join(parts[:2])


def _worth(step: Step) -> float:
    """How much it helps for how little work; many findings mended at once count somewhat more."""
    first = step.findings[0]
    errors = 1.25 if first.severity == "error" else 1.0
    return first.impact * errors * (1 + log2(step.mends) / 4) / first.effort
