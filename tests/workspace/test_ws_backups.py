"""Backups: 20 versions of each file, and the way back, whatever the clock or a name says."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from htssp_builder.problems import HtsspError
from htssp_builder.workspace.backups import back_up, restore, versions
from htssp_builder.workspace.folder import Workspace, create

NOW = datetime(2027, 1, 12, 15, 30, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = create(tmp_path / "my-district")
    made.answers.write_text("0", encoding="utf-8")
    return made


def change(workspace: Workspace, text: str, now: datetime = NOW) -> None:
    back_up(workspace, workspace.answers, now=now)
    workspace.answers.write_text(text, encoding="utf-8")


def texts(workspace: Workspace, name: str = "district.yaml") -> list[str]:
    return [version.path.read_text(encoding="utf-8") for version in versions(workspace, name)]


@pytest.mark.parametrize("step", [timedelta(0), timedelta(days=1), timedelta(days=-1)])
def test_of_25_backups_the_last_20_stay_whatever_the_clock_does(
    workspace: Workspace, step: timedelta
) -> None:
    for n in range(1, 26):
        change(workspace, str(n), NOW + n * step)
    assert texts(workspace) == [str(n) for n in range(24, 4, -1)]
    assert len(list(workspace.backups.rglob("20*.yaml"))) == 20


def test_a_copy_is_named_by_its_time_in_utc(workspace: Workspace) -> None:
    pacific = timezone(timedelta(hours=-8))
    copy = back_up(workspace, workspace.answers, now=datetime(2027, 1, 12, 20, tzinfo=pacific))
    assert copy.relative_to(workspace.root).as_posix() == (
        ".htssp/backups/district.yaml/20270113T040000Z-1.yaml"
    )
    assert versions(workspace, "district.yaml")[0].id == "20270113T040000Z-1"


def test_an_unchanged_file_is_not_copied_twice(workspace: Workspace) -> None:
    first = back_up(workspace, workspace.answers, now=NOW)
    assert back_up(workspace, workspace.answers, now=NOW + timedelta(days=1)) == first
    assert texts(workspace) == ["0"]


def test_an_earlier_version_comes_back_and_the_present_one_is_kept(workspace: Workspace) -> None:
    for n in range(1, 26):
        change(workspace, str(n))
    oldest = versions(workspace, "district.yaml")[-1]
    assert restore(workspace, "district.yaml", oldest.id, now=NOW) == workspace.answers
    assert workspace.answers.read_text(encoding="utf-8") == "5"
    assert texts(workspace)[0] == "25"
    assert len(texts(workspace)) == 20


def test_a_deleted_document_comes_back(workspace: Workspace) -> None:
    document = workspace.documents / "protocol.docx"
    document.write_bytes(b"PK1")
    back_up(workspace, document, now=NOW)
    document.unlink()
    workspace.documents.rmdir()
    version = versions(workspace, "documents/protocol.docx")[0]
    restore(workspace, "documents/protocol.docx", version.id, now=NOW)
    assert document.read_bytes() == b"PK1"
    assert texts(workspace) == []


def test_a_version_that_is_not_there_is_named(workspace: Workspace) -> None:
    with pytest.raises(HtsspError, match=r'no version "x".*none'):
        restore(workspace, "district.yaml", "x", now=NOW)
    change(workspace, "1")
    for hostile in ("../../district", "20270112T153000Z-1/..", "", "20270112T153000Z-9"):
        with pytest.raises(HtsspError, match="20270112T153000Z-1"):
            restore(workspace, "district.yaml", hostile, now=NOW)
    assert workspace.answers.read_text(encoding="utf-8") == "1"


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../x.yaml", "documents/../../x", "/etc/passwd", "C:\\x.yaml", "\\\\srv\\x",
     "documents\\..\\..\\x", ".htssp/lock", ".HTSSP/lock", "./.htssp/lock", "a\0b", "c:x"],
)  # fmt: skip
def test_a_name_leads_nowhere_else(workspace: Workspace, name: str) -> None:
    with pytest.raises(HtsspError, match="not a file of the district's folder"):
        versions(workspace, name)
    with pytest.raises(HtsspError, match="not a file of the district's folder"):
        restore(workspace, name, "x", now=NOW)


def test_a_file_elsewhere_is_not_backed_up_here(workspace: Workspace, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("x", encoding="utf-8")
    for path in (other, workspace.root / ".." / "other.yaml"):
        with pytest.raises(HtsspError, match="not a file of the district's folder"):
            back_up(workspace, path, now=NOW)


def test_strange_files_among_the_backups_are_left_alone(workspace: Workspace) -> None:
    change(workspace, "1")
    folder = workspace.backups / "district.yaml"
    (folder / "desktop.ini").write_text("x", encoding="utf-8")
    (folder / "20270112T153000Z-7.yaml").mkdir()
    assert texts(workspace) == ["0"]


def test_a_backup_that_fails_stops_the_change(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import os

    from htssp_builder.workspace.textfiles import load, save

    loaded = load(workspace.answers)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(HtsspError, match="The disk is full"):
        save(workspace, workspace.answers, "1", loaded, now=NOW)
    monkeypatch.undo()
    assert workspace.answers.read_text(encoding="utf-8") == "0"
    assert texts(workspace) == []
