"""The rules that say "not yet", as a pack writes them down: wording, weight and federal term.

What a rule looks for is code (`readiness`); what it says and how heavy it is, is data.
"""

import re
from collections.abc import Mapping as AbstractMapping
from typing import Any, NamedTuple

from htssp_builder.problems import Problem, Severity
from htssp_builder.yamlfile.nodes import Mapping

BLANK = re.compile(r"\{([a-z_]+)\}")
"""A place in a rule's sentence that takes a word of the case."""


class Term(NamedTuple):
    """One of the terms by which federal guidance reviews a plan. means: one sentence."""

    id: str
    title: str
    means: str


class FindingRule(NamedTuple):
    """One rule.

    severity: while the plan is a draft; final: for a final build, "" for the same.
    term: the id of a Term. what: the sentence, with {blanks}. why: why it matters.
    remedy: what to do, "" for "answer the question".
    impact, effort: 1 to 5; the few that help most for least work come on top.
    where: file and line that state it.
    """

    id: str
    severity: Severity
    term: str
    what: str
    why: str
    final: str = ""
    remedy: str = ""
    impact: int = 2
    effort: int = 2
    basis: tuple[str, ...] = ()
    where: str = ""


class Seat(NamedTuple):
    """Who should be at the table. rule: that reports an empty seat. named: words in a member's
    role or organization that show the seat is filled where none was chosen."""

    seat: str
    rule: str
    named: tuple[str, ...]


class Findings(NamedTuple):
    """All rules of a pack. limits: numbers by name (days, counts). vital: a question's path ->
    its impact, 1 to 5. efforts: a question's type -> how much work an answer is, 1 to 5.
    words: lists of words that rules look for, by name. off: a rule that is left out on purpose ->
    why. where: file and line of the rules, "" in a pack that states none. wheres: a limit's, a
    list's or a left-out rule's name -> its file and line."""

    terms: tuple[Term, ...]
    rules: dict[str, FindingRule]
    limits: dict[str, int]
    vital: dict[str, int]
    efforts: dict[str, int]
    words: dict[str, tuple[str, ...]]
    seats: tuple[Seat, ...]
    off: dict[str, str] = {}  # noqa: RUF012 - never written to
    where: str = ""
    wheres: dict[str, str] = {}  # noqa: RUF012 - never written to


NO_FINDINGS = Findings((), {}, {}, {}, {}, {}, ())
"""Of a pack that states no rules: only mistakes in the answers are told."""


def filled(sentence: str, words: AbstractMapping[str, str]) -> str:
    """The sentence with the words of the case in its blanks; an answer is never read again."""
    return BLANK.sub(lambda blank: words.get(blank[1], blank[0]), sentence)


def parse_findings(node: Mapping, file: str) -> tuple[Findings, list[Problem]]:
    """The rules of a file, with every mistake in it and its line."""
    from htssp_builder.pack.definitions import define, placed
    from htssp_builder.pack.findings_definition import FindingsDefinition

    made, problems = define(FindingsDefinition, node, file)
    return (_made(made, placed(node, file)) if made else NO_FINDINGS), problems


def _made(made: Any, place: Any) -> Findings:
    rules = (
        FindingRule(r.id, r.severity, r.term, r.what, r.why, r.final, r.remedy, r.impact,
                    r.effort, tuple(r.basis), place(("rules", number)))
        for number, r in enumerate(made.rules)
    )  # fmt: skip
    wheres = {
        name: place((part, name))
        for part in ("limits", "words", "off")
        for name in getattr(made, part)
    }
    return Findings(
        tuple(Term(t.id, t.title, t.means) for t in made.terms),
        {rule.id: rule for rule in rules},
        dict(made.limits),
        dict(made.vital),
        dict(made.efforts),
        {name: tuple(word.lower() for word in words) for name, words in made.words.items()},
        tuple(Seat(s.seat, s.rule, tuple(w.lower() for w in s.named)) for s in made.seats),
        dict(made.off),
        place(("rules",)),
        wheres,
    )
