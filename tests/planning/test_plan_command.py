"""`htssp plan` as a person types it."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from htssp_builder.actions.plan import open_plan
from htssp_builder.cli.main import run
from htssp_builder.pack.find import shipped

TODAY = date(2026, 11, 24)
Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def htssp(capsys: pytest.CaptureFixture[str]) -> Typed:
    def typed(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        shown = capsys.readouterr()
        assert "a fault of its own" not in shown.err
        return code, shown.out, shown.err

    return typed


@pytest.fixture
def texas(tmp_path: Path) -> Path:
    shutil.copy(shipped("examples") / "texas-midsize" / "district.yaml", tmp_path)
    return tmp_path


def district(folder: Path, text: str) -> Path:
    head = "format: 1\npack: hhs@1.0\ndistrict: {name: Vale, state: TX}\n"
    (folder / "district.yaml").write_text(f"{head}{text}", encoding="utf-8")
    return folder


def soon(days: int) -> str:
    """A day so many days from now: the command reads the clock."""
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize("example", ["texas-midsize", "california-small", "michigan-consortium"])
def test_the_plans_of_the_complete_examples_hold(example: str) -> None:
    view = open_plan(shipped("examples") / example, today=TODAY)
    assert view.schedule.troubles == ()
    assert view.schedule.assumed == ()
    adopt_by = view.inputs.adopt_by
    assert view.schedule.adoption == adopt_by
    assert view.schedule.meeting


def test_every_step_is_shown_with_its_dates_and_the_person_who_leads(texas: Path) -> None:
    view = open_plan(texas, today=TODAY)
    rows = {row[0]: row for row in view.rows()}
    assert set(rows) == {"", *(f"T{n}" for n in range(1, 24))}
    assert rows["T1"][2:] == ("August 17, 2026", "August 28, 2026", "Dr. Yolanda Castañeda-Reed",
                              str(view.schedule.steps["T1"].slack))  # fmt: skip
    assert rows["T18"][3] == "May 18, 2027"
    assert rows["T18"][5] == "critical"
    assert dict(view.heading())["Adoption"] == "May 18, 2027, Regular, May"
    assert len(view.rows(items=True)) == 4 + 23 + len(view.lines)


def test_who_is_shown_by_role_is_shown_by_role(texas: Path) -> None:
    path = texas / "district.yaml"
    text = path.read_text(encoding="utf-8")
    hidden = text.replace("name: Imani Brooks\n", "name: Imani Brooks\n      shown_as: role\n", 1)
    assert hidden != text
    path.write_text(hidden, encoding="utf-8")
    view = open_plan(texas, today=TODAY)
    everything = json.dumps(view.report(), ensure_ascii=False)
    assert "Imani Brooks" not in everything
    assert {row[0]: row for row in view.rows()}["T9"][4] == "HTSSP coordinator"


def test_a_plan_that_holds_ends_with_0_and_is_tab_separated_when_piped(
    htssp: Typed, tmp_path: Path
) -> None:
    folder = district(tmp_path, f"timeline: {{start_on: {soon(10)}}}\n")
    code, out, _ = htssp("-C", folder, "plan")
    assert code == 0
    lines = out.splitlines()
    assert "Step\tWhat\tBegins\tEnds\tLead\tSlack" in lines
    assert sum(line.count("\t") == 5 and line[:1] == "T" for line in lines) == 23
    assert "\x1b" not in out


def test_dates_that_cannot_hold_end_with_1_and_say_what_would_mend_them(
    htssp: Typed, tmp_path: Path
) -> None:
    folder = district(
        tmp_path, f"timeline: {{start_on: {soon(10)}, adopt_by: {soon(130)}, pace: standard}}\n"
    )
    code, out, _ = htssp("-C", folder, "plan")
    assert code == 1
    assert "These dates cannot hold." in out
    assert "What decides it: T14, T15, T17 and T18." in out
    mends = out.partition("What would mend it")[2]
    assert "Take the pace “Fast track”" in mends
    assert "Set the adoption for" in mends


def test_json_has_the_published_shape(htssp: Typed, tmp_path: Path) -> None:
    folder = district(
        tmp_path,
        f"timeline: {{start_on: {soon(10)}, adopt_by: {soon(130)}}}\n"
        "campuses:\n  - {id: lincoln, name: Lincoln Elementary}\n",
    )
    code, out, _ = htssp("-C", folder, "plan", "--json")
    assert code == 1
    report = json.loads(out)
    assert set(report) == {"schema", "problems", "data"}
    assert report["schema"] == "htssp/plan/1"
    assert [set(p) for p in report["problems"]] == [{"severity", "where", "what", "remedy"}]
    assert report["problems"][0]["where"] == "timeline.adopt_by"
    data = report["data"]
    assert [step["id"] for step in data["steps"]] == [f"T{n}" for n in range(1, 24)]
    assert "A3.lincoln" in [item["id"] for item in data["items"]]
    assert data["holds"] is False
    assert data["troubles"][0]["days_late"] > 0
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", data[k]) for k in ("start", "adoption", "end"))


def test_one_step_is_shown_with_its_items(htssp: Typed, tmp_path: Path) -> None:
    folder = district(
        tmp_path,
        f"timeline: {{start_on: {soon(10)}}}\n"
        "campuses:\n  - {id: lincoln, name: Lincoln Elementary}\n",
    )
    code, out, _ = htssp("-C", folder, "plan", "--step", "t9")
    assert code == 0
    assert "Proved by\tTable of contacts that covers every campus" in out
    assert "A3.lincoln\tLincoln Elementary: A point of contact" in out
    assert "\nE7\t" in out
    assert "\nT10\t" not in out


def test_an_unknown_step_is_refused_with_those_there_are(htssp: Typed, tmp_path: Path) -> None:
    code, out, err = htssp("-C", district(tmp_path, ""), "plan", "--step", "T99")
    assert (code, out) == (2, "")
    assert "T99: There is no such step. Choose from: T1, T2" in err


def test_a_mistake_in_a_date_is_refused_with_its_line_one_elsewhere_is_not(
    htssp: Typed, tmp_path: Path
) -> None:
    folder = district(tmp_path, 'timeline: {start_on: 2027-02-30}\nhotline: {phone: "12"}\n')
    code, out, err = htssp("-C", folder, "plan")
    assert (code, out) == (2, "")
    assert "district.yaml:4" in err
    assert "district.yaml:5" not in err
    district(tmp_path, f'timeline: {{start_on: {soon(9)}}}\nhotline: {{phone: "12"}}\n')
    assert htssp("-C", folder, "plan")[0] == 0


def test_nothing_dear_is_imported_for_a_plan(texas: Path) -> None:
    code = (
        "import sys; from htssp_builder.cli.main import run; "
        f"run(['-C', {str(texas)!r}, 'plan']); run(['-C', {str(texas)!r}, 'plan']); "
        "dear = {'holidays', 'pydantic', 'phonenumbers', 'docx', 'typst', 'rich', 'openpyxl'}; "
        "print('DEAR', sorted(dear & set(sys.modules)))"
    )
    warm = [sys.executable, "-c", code]
    subprocess.run(warm, check=True, capture_output=True)  # the pack is compiled and kept
    shown = subprocess.run(warm, check=True, capture_output=True, text=True, encoding="utf-8")
    assert shown.stdout.splitlines()[-1] == "DEAR []"
