"""Checks findings.yaml against the code: a rule without wording is silent, and nobody notices."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from htssp_builder.interview.answers import nearest
from htssp_builder.interview.shapes import find_shape, make_shape
from htssp_builder.pack.model import Pack
from htssp_builder.problems import Problem, error
from htssp_builder.proof.basis import check_basis
from htssp_builder.readiness.hours import COLUMNS
from htssp_builder.readiness.known import KNOWN, LIMITS, WORDS, known_rules, rules_off

FILE = "findings.yaml"


def check_rules(pack: Pack) -> Iterator[Problem]:
    """Every rule that is off without a reason or that no code knows, with its file and line.

    A pack without the file is one without rules, which `htssp check` says each time.
    """
    findings = pack.findings
    if not findings.rules:
        return
    missing = [off.rule for off in rules_off(findings) if not off.why]
    for name in missing:
        yield error(
            findings.where,
            f"The rule '{name}' is missing, so nothing reports what it looks for.",
            f"Write it, or say under 'off:' why it is left out: {name}: \"...\".",
        )
    for rule in findings.rules.values():
        if rule.id not in known_rules(findings):
            yield _unknown(rule.where, "rule", rule.id, missing or KNOWN)
        yield from check_basis(rule.basis, rule.where, pack)
    for name in findings.off:
        if name not in KNOWN:
            yield _unknown(findings.wheres[name], "rule", name, KNOWN)
    yield from _names(pack, "limit", findings.limits, LIMITS)
    yield from _names(pack, "list of words", findings.words, WORDS)
    yield from _vital(pack)
    yield from _hours(pack)


def _names(pack: Pack, kind: str, given: Iterable[str], known: frozenset[str]) -> Iterator[Problem]:
    names = set(given)
    for name in sorted(known - names):
        what = f"The {kind} '{name}' is missing, and a rule needs it."
        yield error(FILE, what, "Write it, as the pack hhs has it.")
    for name in sorted(names - known):
        yield _unknown(pack.findings.wheres[name], kind, name, known - names or known)


def _unknown(where: str, kind: str, name: str, known: Iterable[str]) -> Problem:
    near = get_close_matches(name, sorted(known), 1, 0.6)
    remedy = f"Did you mean '{near[0]}'?" if near else "Remove it; a new one needs code."
    return error(where, f"No {kind} is called '{name}', so it has no effect.", remedy)


def _vital(pack: Pack) -> Iterator[Problem]:
    """A question of great weight that is not asked has been renamed, or is a slip."""
    shape = make_shape(pack.questions())
    for path in pack.findings.vital:
        if find_shape(shape, path) is None:
            yield error(
                FILE,
                f"'{path}' is called vital, but the questionnaire has no such answer.",
                nearest(shape, path) or "Take it out.",
            )


def _hours(pack: Pack) -> Iterator[Problem]:
    """Whatever is no column of the grid would quietly close an office."""
    known = [column.lower() for column in COLUMNS]
    for name, words in pack.findings.words.items():
        for word in words if name.startswith("office_answers_") else ():
            if word not in known:
                where = pack.findings.wheres[name]
                remedy = f"Use: {', '.join(known)}."
                yield error(where, f"'{word}' is no column of who answers when.", remedy)
