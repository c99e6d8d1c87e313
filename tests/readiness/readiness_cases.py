"""A district with every question answered, and small changes to it, as the cases name them."""

from collections.abc import Iterable
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from htssp_builder.actions.packs import Opened, open_pack
from htssp_builder.compose.build import compose
from htssp_builder.compose.facts import Facts, Given, hidden_names
from htssp_builder.compose.lawfacts import LawFact
from htssp_builder.document.tree import Document, Heading, Paragraph, Text
from htssp_builder.interview.answers import Answers
from htssp_builder.pack.find import shipped
from htssp_builder.pack.findings import Findings
from htssp_builder.readiness.case import Case
from htssp_builder.readiness.findings import Finding, find
from htssp_builder.readiness.places import Places
from htssp_builder.yamlfile.nodes import Mapping, Node, Scalar, Sequence, plain
from htssp_builder.yamlfile.read import read

TODAY = date(2026, 11, 24)
EMPTY = "empty"


@cache
def opened() -> Opened:
    return open_pack("hhs")


@cache
def example(name: str) -> Any:
    """The answers of an example as plain data."""
    text = (shipped("examples") / name / "district.yaml").read_text(encoding="utf-8")
    root, problems = read(text, "district.yaml")
    assert not problems
    return plain(root)


def changed(data: Any, change: dict[str, Any]) -> Any:
    """A copy of plain answers with some of them set, taken out ("empty") or added ("table.+")."""
    made = deepcopy(data)
    for path, value in change.items():
        _set(made, path.split("."), value)
    return made


def _set(here: Any, steps: list[str], value: Any) -> None:
    step, *rest = steps
    if isinstance(here, list):
        rows = [row for row in here if step in ("*", row["id"])]
        assert rows, f"no row '{step}'"
        for row in rows:
            if not rest:
                here.remove(row)
            else:
                _set(row, rest, value)
    elif rest:
        _set(here.setdefault(step, {}), rest, value)
    elif value == EMPTY:
        here.pop(step, None)
    else:
        here[step] = _text(value)


def _text(value: Any) -> Any:
    """As it would stand in the file: dates and numbers are text there."""
    if isinstance(value, dict):
        return {name: _text(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_text(part) for part in value]
    return value if isinstance(value, str) else str(value)


def answers_of(data: Any) -> Answers:
    return Answers(opened().shape, Mapping(*_entries(data), 1), "district.yaml")


def _entries(data: dict[str, Any]) -> tuple[dict[str, Node], dict[str, int]]:
    return {name: _node(part) for name, part in data.items()}, dict.fromkeys(data, 1)


def _node(data: Any) -> Node:
    """The node that the reader makes of it, of texts too that no file can hold."""
    if isinstance(data, dict):
        return Mapping(*_entries(data), 1)
    if isinstance(data, list):
        return Sequence([_node(part) for part in data], 1)
    return Scalar(data, 1, True)


def facts_of(answers: Answers, law: dict[str, Any] | None = None) -> Facts:
    """law: in place of the state's."""
    state = answers.text("district.state")
    data = opened().pack.law.get(state, {}) if law is None else law
    checked = all(answers.text(f"legal.checked.{part}") for part in ("by", "on"))
    return Facts(answers, data, checked, hidden_names(answers.root))


def changed_law(state: str, change: dict[str, Any] | str | None) -> dict[str, Any]:
    """The law data of a state with some values set, or none at all."""
    if change == "none":
        return {}
    law: dict[str, Any] = deepcopy(opened().pack.law[state])
    for path, value in (change or {}).items():  # type: ignore[union-attr]
        group, _, name = path.partition(".")
        law[group][name] = None if value == EMPTY else value
    return law


def documents(facts: Facts) -> Places:
    pack, programs = opened().pack, opened().programs
    return Places([compose(pack, programs["protocol"], pack.documents["protocol"], facts)])


def page(facts: Facts, path: str) -> Document:
    """A document of one section that prints one answer."""
    place: Any = Given(facts, "", facts.answers.shape, facts.answers.root)
    if path.startswith("law."):
        place, path = LawFact(facts.law, "law", facts.law_checked), path.removeprefix("law.")
    for step in path.split("."):
        place = place.part(step)
    head = Heading("h", 1, (Text("Ours"),), "1")
    return Document("own", "Our page", "", (head, Paragraph("p", (place.inline(),))), "0")


def findings(
    data: Any,
    *,
    law: dict[str, Any] | None = None,
    today: date = TODAY,
    final: bool = False,
    composed: bool = False,
    printed: str = "",
    rules: Findings | None = None,
) -> list[Finding]:
    """What is found in plain answers. composed: whether the documents are made as well.
    printed: the path of an answer that a page of its own prints. rules: in place of the pack's."""
    answers = answers_of(data)
    facts = facts_of(answers, law)
    pack = opened().pack._replace(findings=rules or opened().pack.findings)
    case = Case(answers, pack, facts.law, facts.law_text, today)
    places = documents(facts) if composed else Places([page(facts, printed)] if printed else [])
    return find(case, places, hidden=facts.hidden, final=final)


def without(lacks: Iterable[str] = (), off: dict[str, str] | None = None) -> Findings:
    """The rules of the pack without some: forgotten (lacks), or left out with a reason (off)."""
    whole, off = opened().pack.findings, dict(off or {})
    gone = {*lacks, *off}
    assert gone <= set(whole.rules)
    kept = {name: rule for name, rule in whole.rules.items() if name not in gone}
    return whole._replace(rules=kept, off=off)


def all_cases() -> list[dict[str, Any]]:
    """The cases as a person of the domain wrote them, dates as text."""
    text = (Path(__file__).parent.parent / "cases" / "findings.yaml").read_text(encoding="utf-8")
    return list(yaml.load(text, Loader=yaml.BaseLoader))
