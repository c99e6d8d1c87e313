"""Progress beside a district's answers: saved under the lock, and never over somebody's work."""

from datetime import UTC, datetime, timedelta

import pytest

from htssp_builder.actions.district import open_district
from htssp_builder.actions.progress import open_progress, save_change
from htssp_builder.problems import HtsspError

NOW = datetime(2026, 10, 12, 14, 3, tzinfo=UTC)
KNOWN = ("A1", "A2", "A3.lincoln")
ANSWERS = """\
format: 1
pack: hhs
district: {name: Vale, state: TX}
roles:
  coordinator: {primary: {name: Maria Lopez}, alternate: {name: Ana Ruiz}}
committee:
  - {id: nasser, name: Farah Nasser}
  - {id: quiet, name: Ruth Okafor, shown_as: unlisted}
"""


@pytest.fixture
def district(tmp_path):
    (tmp_path / "district.yaml").write_text(ANSWERS, encoding="utf-8")
    return open_district(tmp_path)


def save(district, tracked, line, who="Farah Nasser", later=0, **values):
    now = NOW + timedelta(minutes=later)
    return save_change(district, tracked, line, values, who=who, now=now)


def test_a_change_is_saved_and_comes_back(district):
    tracked = open_progress(district, KNOWN)
    assert tracked.progress == ({}, (), ())
    tracked = save(district, tracked, "A1", status="in-progress", owner="committee.nasser")
    assert open_progress(district, KNOWN) == tracked
    again = save(district, tracked, "A1", later=5, status="done", on="2026-10-12", evidence="m")
    assert open_progress(district, KNOWN).progress == again.progress
    assert len(again.progress.history) == 5
    backups = list(district.workspace.backups.rglob("*"))
    assert any("in-progress" in b.read_text(encoding="utf-8") for b in backups if b.is_file())


def test_what_others_did_to_other_lines_stays(district):
    mine = open_progress(district, KNOWN)
    save(district, mine, "A2", who="Ana Ruiz", notes="theirs")
    tracked = save(district, mine, "A1", later=1, notes="mine")
    assert tracked.progress.mark("A2").notes == "theirs"
    assert [c.who for c in tracked.progress.history] == ["Ana Ruiz", "Farah Nasser"]
    assert open_progress(district, KNOWN) == tracked


def test_a_line_that_somebody_else_changed_is_not_overwritten(district):
    mine = open_progress(district, KNOWN)
    save(district, mine, "A1", who="Ana Ruiz", status="blocked", waits_for="the board")
    before = district.workspace.progress.read_bytes()
    with pytest.raises(HtsspError, match=r"A1 was changed by Ana Ruiz .* it is blocked now"):
        save(district, mine, "A1", later=1, status="in-progress")
    assert district.workspace.progress.read_bytes() == before


def test_a_file_edited_by_hand_in_the_meantime_keeps_the_edit(district):
    tracked = save(district, open_progress(district, KNOWN), "A1", notes="x")
    path = district.workspace.progress
    path.write_text("# ours\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    save(district, tracked, "A2", later=1, notes="y")
    assert path.read_text(encoding="utf-8").startswith("# ours\n")
    path.write_text("items: {A1: {", encoding="utf-8")
    with pytest.raises(HtsspError):
        save(district, tracked, "A2", later=2, notes="z")
    assert path.read_text(encoding="utf-8") == "items: {A1: {"


@pytest.mark.parametrize(
    ("line", "values", "said"),
    [
        ("A9", {"notes": "x"}, "no line 'A9'"),
        ("a1", {"notes": "x"}, "Did you mean 'A1'"),
        ("A3", {"notes": "x"}, r"A3\.lincoln"),
        ('"] }', {"notes": "x"}, "no "),
        ("A1", {"owner": "committee.naser"}, r"Did you mean 'committee\.nasser'"),
        ("A1", {"status": "done"}, "does not say"),
    ],
)
def test_a_change_that_cannot_be_leaves_no_file(district, line, values, said):
    with pytest.raises(HtsspError, match=said):
        save(district, open_progress(district, KNOWN), line, **values)
    assert not district.workspace.progress.exists()


def test_a_mistake_of_somebody_else_does_not_stop_a_change(district):
    district.workspace.progress.write_text("items:\n  A9: {notes: x}\n", encoding="utf-8")
    tracked = save(district, open_progress(district, KNOWN), "A1", notes="x")
    assert [p.where for p in tracked.progress.problems] == ["progress.yaml:2"]
    assert tracked.progress.mark("A1").notes == "x"


def test_people_are_those_in_a_role_and_on_the_committee(district):
    people = open_progress(district, KNOWN).people
    assert people["roles.coordinator"] == people["roles.coordinator.primary"] == "Maria Lopez"
    assert people["committee.nasser"] == "Farah Nasser"
    assert people["committee.quiet"] == ""
    assert people["roles.counsel"] == ""
