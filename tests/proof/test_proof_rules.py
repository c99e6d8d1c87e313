"""`pack check` on findings.yaml: a rule that would be silent without a word is named."""

import re
from pathlib import Path

import pytest

from htssp_builder.actions.pack_view import check_folder
from htssp_builder.pack import find
from htssp_builder.pack.find import shipped
from htssp_builder.pack.load import load_pack, read_files
from htssp_builder.problems import Problem
from htssp_builder.proof.rules import check_rules

TEXT = (shipped("templates") / "hhs" / "findings.yaml").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _installed(few_states: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None of these mistakes has to do with a state."""
    monkeypatch.setattr(find, "_PACKAGE", few_states)


def line_of(text: str, begin: str) -> int:
    return next(n for n, line in enumerate(text.split("\n"), 1) if line.startswith(begin))


def problems(text: str) -> list[Problem]:
    files = read_files(shipped("templates") / "hhs")
    pack = load_pack(files._replace(texts={**files.texts, "findings.yaml": text}))
    return list(check_rules(pack))


def only(text: str) -> Problem:
    found = problems(text)
    assert len(found) == 1, found
    assert found[0].severity == "error"
    return found[0]


def test_the_shipped_rules_are_whole() -> None:
    assert problems(TEXT) == []


def test_a_rule_that_was_left_out_is_named_with_the_line_of_the_rules() -> None:
    text = re.sub(r"\n  - \{id: stand-in,.*", "", TEXT)
    found = only(text)
    assert "'stand-in' is missing" in found.what
    assert found.where == f"findings.yaml:{line_of(text, 'rules:')}"


def test_a_rule_that_is_left_out_with_a_reason_is_no_mistake() -> None:
    text = re.sub(r"\n  - \{id: stand-in,.*", "", TEXT)
    text = text.replace("\noff: {}", '\noff: {stand-in: "Counsel reads every page."}')
    assert problems(text) == []


def test_a_rule_that_no_code_knows_is_named_with_its_line_and_the_one_that_was_meant() -> None:
    text = TEXT.replace("{id: stand-in,", "{id: stnd-in,")
    missing, unknown = problems(text)
    assert "'stand-in' is missing" in missing.what
    assert "'stnd-in'" in unknown.what
    assert unknown.remedy == "Did you mean 'stand-in'?"
    assert unknown.where == f"findings.yaml:{line_of(text, '  - {id: stnd-in')}"


CHANGES = {
    "a limit left out": ("  blocked_days: 60", "", "'blocked_days' is missing"),
    "a limit that nothing looks up": (
        "  blocked_days: 60", "  blocked_days: 60\n  blocked_dys: 3", "'blocked_dys'"),
    "a list left out": ("  nobody: [", "  nobdy: [", "'nobody' is missing"),
    "a rule left out that there is not": (
        "\noff: {}", "\noff: {no-such-rule: There is none.}", "'no-such-rule'"),
    "a question that is not asked": (
        "  hotline.phone: 5", "  hotlin.phone: 5", "'hotlin.phone' is called vital"),
    "hours that are no column": (
        "office_answers_campus: [school hours]", "office_answers_campus: [mornings]",
        "'mornings' is no column"),
    "a basis that stands for nothing": ("basis: [GA8]", "basis: [GA88]", "'GA88'"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_would_have_no_effect_is_named(name: str) -> None:
    old, new, words = CHANGES[name]
    assert old in TEXT
    found = problems(TEXT.replace(old, new, 1))
    assert any(words in one.what and one.remedy and one.where for one in found), found


def test_the_command_tells_it_of_a_districts_own_file(tmp_path: Path) -> None:
    (tmp_path / "district.yaml").write_text("format: 1\npack: hhs@1.0\n", encoding="utf-8")
    own = tmp_path / "pack"
    own.mkdir()
    text = TEXT.replace("{id: report-line-national,", "{id: report-line-natoinal,")
    (own / "findings.yaml").write_text(text, encoding="utf-8")
    told = [p.sentence() for p in check_folder(str(own)) if "findings.yaml" in p.where]
    assert len(told) == 2
    assert "'report-line-national' is missing" in told[0]
