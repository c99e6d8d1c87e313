"""Every rule reports what is filled in and wrong, and is silent where it is right."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from readiness_cases import (
    TODAY,
    all_cases,
    changed,
    changed_law,
    example,
    findings,
    opened,
    without,
)

from htssp_builder.actions.check import check
from htssp_builder.readiness.findings import Finding

CASES = all_cases()
BASE = "texas-midsize"
OF_PROGRESS = ("progress-mistake", "progress-doubt", "done-in-future", "done-before-start",
               "owner-unknown", "blocked-long", "items-overdue")  # fmt: skip
IN_A_FOLDER = ("mistake", "second-copy", "private-cloud", *OF_PROGRESS)
"""Rules that need the district's folder, not only its answers."""


def reported(rule: str, case: dict[str, Any], tmp_path: Path) -> list[Finding]:
    data = changed(example(BASE), case.get("change", {}))
    if rule in IN_A_FOLDER:
        folder = tmp_path / case.get("folder", "district")
        folder.mkdir(parents=True)
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        (folder / "district.yaml").write_text(text, encoding="utf-8")
        if case.get("progress"):
            text = yaml.safe_dump(case["progress"], allow_unicode=True, sort_keys=False)
            (folder / "progress.yaml").write_text(text, encoding="utf-8")
        if case.get("beside"):
            (folder / case["beside"]).write_text("x: y\n", encoding="utf-8")
        found = list(check(folder, today=TODAY).findings)
    else:
        law = changed_law("TX", case["law"]) if "law" in case else None
        rules = without(case.get("lacks", ()), case.get("off"))
        found = findings(data, law=law, printed=case.get("printed", ""), rules=rules)
    return [finding for finding in found if finding.rule == rule]


@pytest.mark.parametrize("one", CASES, ids=[case["rule"] for case in CASES])
def test_a_rule_reports_what_is_filled_in_and_wrong(one: dict[str, Any], tmp_path: Path) -> None:
    found = reported(one["rule"], one["wrong"], tmp_path)
    assert found, one["wrong"]["case"]
    assert any(one["wrong"]["says"] in finding.what for finding in found), found


@pytest.mark.parametrize("one", CASES, ids=[case["rule"] for case in CASES])
def test_a_rule_is_silent_where_it_is_right(one: dict[str, Any], tmp_path: Path) -> None:
    assert reported(one["rule"], one["right"], tmp_path) == [], one["right"]["case"]


def test_every_rule_of_the_pack_has_its_pair_of_cases() -> None:
    cased = [case["rule"] for case in CASES]
    assert sorted(cased) == sorted(opened().pack.findings.rules)


def test_every_term_is_explained_and_has_a_rule() -> None:
    rules = opened().pack.findings
    assert [term.id for term in rules.terms] == [
        "adequate", "feasible", "acceptable", "complete", "compliant"
    ]  # fmt: skip
    assert {rule.term for rule in rules.rules.values()} == {term.id for term in rules.terms}


def test_every_blank_of_a_sentence_is_filled() -> None:
    for name in ("half-answered", BASE):
        for finding in findings(example(name), composed=True):
            assert "{" not in finding.what + finding.why + finding.remedy


def test_every_basis_is_a_source_of_the_pack_or_law_or_our_own() -> None:
    pack = opened().pack
    for rule in pack.findings.rules.values():
        for key in rule.basis:
            assert key.startswith("law.") or key in pack.sources, (rule.id, key)


def test_every_question_that_is_vital_exists() -> None:
    known = {question.id for question in opened().pack.questions()}
    assert set(opened().pack.findings.vital) <= known | {"emergency.police_phone"}
