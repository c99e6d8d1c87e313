"""`check` and `build --final` from outside: a folder in, findings and exit codes out."""

import json
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from htssp_builder.actions.build import build
from htssp_builder.actions.check import SCHEMA, check
from htssp_builder.cli.main import run
from htssp_builder.pack.find import shipped
from htssp_builder.problems import HtsspError

TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)


@pytest.fixture
def half(tmp_path: Path) -> Path:
    """A district's folder in which much is open."""
    folder = tmp_path / "half"
    folder.mkdir()
    shutil.copy(shipped("examples") / "half-answered" / "district.yaml", folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the cache of judged values."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(p.relative_to(folder)): p.read_bytes() for p in files if ".htssp" not in p.parts}


def test_a_final_build_refuses_while_errors_stand_and_writes_nothing(half: Path) -> None:
    before = contents(half)
    with pytest.raises(HtsspError) as refused:
        build(half, (), ("docx",), now=NOON, final=True)
    assert refused.value.exit_code == 1
    told = check(half, today=TODAY, final=True)
    assert len(refused.value.problems) == told.count("error") + 1
    assert "nothing was written" in refused.value.problems[-1].what
    assert contents(half) == before


@pytest.mark.parametrize("name", ["california-small", "texas-midsize", "michigan-consortium"])
def test_a_final_build_writes_a_complete_example(name: str, tmp_path: Path) -> None:
    shutil.copy(shipped("examples") / name / "district.yaml", tmp_path)
    done = build(tmp_path, (), ("md",), now=NOON, final=True)
    assert done.gaps == ()
    assert (tmp_path / "documents" / "protocol.md").is_file()


def test_a_final_build_refuses_mistakes_as_bad_input(texas: Path) -> None:
    answers = texas / "district.yaml"
    text = answers.read_text(encoding="utf-8").replace("2028-05-16", "2028-02-31")
    answers.write_text(text, encoding="utf-8")
    with pytest.raises(HtsspError) as refused:
        build(texas, (), ("md",), now=NOON, final=True)
    assert refused.value.exit_code == 2


def test_mistakes_in_the_file_are_findings_and_hide_no_others(half: Path) -> None:
    answers = half / "district.yaml"
    text = answers.read_text(encoding="utf-8")
    text = text.replace('  phone: "(313) 555-0101"', '  phone: "(313) 555-01"\n  nmae: X', 1)
    answers.write_text(text, encoding="utf-8")
    found = check(half, today=TODAY)
    mistakes = [one for one in found.findings if one.rule == "mistake"]
    assert [one.where for one in mistakes] == ["district.yaml:18", "district.yaml:19"]
    assert found.findings[0].rule == "mistake"
    assert found.count("error") > 30


def test_a_name_used_twice_is_a_finding(texas: Path) -> None:
    answers = texas / "district.yaml"
    answers.write_text(answers.read_text(encoding="utf-8") + "\nlegal: {labor: ask}\n", "utf-8")
    assert [one.rule for one in check(texas, today=TODAY).findings if one.severity == "error"] == [
        "mistake"
    ]


def test_a_check_changes_nothing_in_the_folder(half: Path) -> None:
    before = contents(half)
    check(half, today=TODAY)
    assert contents(half) == before


def test_one_section_shows_its_own_findings(half: Path) -> None:
    found = check(half, today=TODAY, section="roles")
    assert {one.section for one in found.findings} == {"roles"}
    with pytest.raises(HtsspError, match="no such section") as refused:
        check(half, today=TODAY, section="rolls")
    assert refused.value.exit_code == 2


def test_findings_age_with_the_day_that_is_given(texas: Path) -> None:
    later = check(texas, today=date(2027, 4, 1))
    assert any(one.rule == "contact-stale" for one in later.findings)
    assert not any(one.rule == "contact-stale" for one in check(texas, today=TODAY).findings)


def typed(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run([str(argument) for argument in arguments])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_the_report_as_json(half: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = typed(capsys, "-C", half, "check", "--json")
    report = json.loads(out)
    assert code == 1
    assert report["schema"] == SCHEMA
    for problem in report["problems"]:
        assert set(problem) == {"severity", "where", "what", "remedy"}
        assert all(problem.values())
    data = report["data"]
    assert sum(data["counts"].values()) == len(report["problems"]) == len(data["findings"])
    assert 0 < len(data["first"]) <= 5
    assert {len(line["cells"]) for line in data["hours"]["lines"]} == {5}


def test_the_report_as_text(half: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = typed(capsys, "-C", half, "check")
    assert (code, err) == (1, "")
    for words in ("Adequate:", "Feasible:", "Acceptable:", "Complete:", "Compliant:",
                  "Who answers when", "NOBODY", "htssp ask roles", "Next: htssp "):  # fmt: skip
        assert words in out
    named = [one.what for one in check(half, today=datetime.now().astimezone().date()).findings]
    _, everything, _ = typed(capsys, "-C", half, "check", "--all")
    assert all(what in everything for what in named)


def test_the_steps_name_a_command_that_the_questionnaire_knows(half: Path) -> None:
    found = check(half, today=TODAY)
    sections = {one.section for one in found.findings if one.section}
    for one in found.findings:
        if one.command.startswith("htssp ask "):
            assert one.command.removeprefix("htssp ask ") in sections
        elif one.command.startswith("htssp plan"):
            assert one.rule in ("schedule-trouble", "items-overdue")
        elif one.command:
            assert one.command.startswith(f"htssp set {one.path} ")


def test_a_command_that_is_copied_as_it_stands_gives_no_false_answer(
    half: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """NUMBER, DATE and the like are refused; TEXT is told as an answer that answers nothing."""
    found = check(half, today=TODAY)
    commands = {c.command.split()[-1]: c for c in found.findings if c.command[6:9] == "set"}
    assert {"NUMBER", "DATE", "TEXT"} <= set(commands)
    for value, one in commands.items():
        code, _, _ = typed(capsys, "-C", half, "set", one.path, value)
        again = {f.path: f for f in check(half, today=TODAY).findings if f.severity == "error"}
        assert code == 2 or again[one.path].rule == "stand-in"


def test_a_check_imports_nothing_that_is_dear(half: Path) -> None:
    """Each of these would take a sixth of the time that a check may take."""
    check(half, today=TODAY)  # the pack is compiled once; the second start finds it in the cache
    code = (
        "import sys; from htssp_builder.cli.main import run; run(sys.argv[1:]);"
        "print(sorted({'pydantic', 'rich', 'typst', 'holidays', 'openpyxl', 'docx', 'questionary'}"
        " & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, "-C", str(half), "check"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_refused_final_build_lists_the_errors(
    half: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = typed(capsys, "-C", half, "build", "--final")
    assert (code, out) == (1, "")
    assert "Title IX coordinator" in err
    assert "The final build is refused" in err.splitlines()[-1]
    code, out, err = typed(capsys, "-C", half, "build", "--final", "--json")
    assert code == 1
    assert len(json.loads(out)["problems"]) > 30
    assert json.loads(out)["data"]["files"] == []


def test_findings_of_a_thousand_campuses_are_shown_short(
    texas: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(
        f"\n  - {{id: c{n}, name: Campus {n}, level: high, hours: 8 to 4,"
        f" phone: (254) 555-0{n % 1000:03d},"
        f" contact: {{name: A{n} B, title: T, phone: (254) 555-0100 ext. {n + 1}}}}}"
        for n in range(1000)
    )
    answers = texas / "district.yaml"
    text = answers.read_text(encoding="utf-8")
    answers.write_text(text.replace("\ncampuses:", f"\ncampuses:{rows}", 1), encoding="utf-8")
    code, out, _ = typed(capsys, "-C", texas, "check")
    assert code == 1
    assert "994 more like these" in out
    assert len(out.splitlines()) < 1200
