"""A district's folder: opening, creating, locking, loading and saving, copies."""

import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from htssp_builder.problems import HtsspError
from htssp_builder.workspace.backups import versions
from htssp_builder.workspace.copies import copy_problems, find_copies
from htssp_builder.workspace.folder import Workspace, create, open_workspace
from htssp_builder.workspace.formats import load_answers, upgrade
from htssp_builder.workspace.lock import writing
from htssp_builder.workspace.textfiles import Loaded, load, save
from htssp_builder.yamlfile.edit import set_value

NOW = datetime(2027, 1, 12, 15, 30, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = create(tmp_path / "my-district")
    save(made, made.answers, "format: 1\n# ours\ndistrict: {name: A}\n", Loaded("", ""), now=NOW)
    return made


def test_a_new_workspace_is_private_and_can_be_opened(workspace: Workspace) -> None:
    assert open_workspace(workspace.root) == workspace
    if os.name != "nt":
        for path in (workspace.root, *workspace.root.rglob("*")):
            expected = 0o700 if path.is_dir() else 0o600
            assert stat.S_IMODE(path.stat().st_mode) == expected


def test_where_there_is_no_district_the_message_says_how_to_go_on(tmp_path: Path) -> None:
    with pytest.raises(HtsspError, match=r"no district.yaml.*-C.*htssp new"):
        open_workspace(tmp_path)
    with pytest.raises(HtsspError, match="no such folder"):
        open_workspace(tmp_path / "gone")


def test_a_folder_with_something_in_it_is_not_taken(tmp_path: Path, workspace: Workspace) -> None:
    with pytest.raises(HtsspError, match="something at this place already"):
        create(workspace.root)
    file = tmp_path / "file"
    file.write_text("x", encoding="utf-8")
    with pytest.raises(HtsspError, match="something at this place already"):
        create(file)
    assert workspace.answers.read_text(encoding="utf-8").startswith("format: 1\n")
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / ".DS_Store").write_bytes(b"")
    assert create(empty).documents.is_dir()


def test_a_save_keeps_newlines_and_the_earlier_text(workspace: Workspace) -> None:
    loaded = load(workspace.answers)
    text = loaded.text.replace("\n", "\r\n")
    saved = save(workspace, workspace.answers, text, loaded, now=NOW)
    assert workspace.answers.read_bytes() == text.encode()
    assert load(workspace.answers) == saved
    kept = versions(workspace, "district.yaml")
    assert [v.path.read_text(encoding="utf-8") for v in kept] == [loaded.text]
    assert save(workspace, workspace.answers, text, saved, now=NOW) == saved
    assert len(versions(workspace, "district.yaml")) == 1


def test_a_file_changed_meanwhile_is_not_overwritten(workspace: Workspace) -> None:
    loaded = load(workspace.answers)
    workspace.answers.write_text("format: 1\ndistrict: {name: Hers}\n", encoding="utf-8")
    with pytest.raises(HtsspError, match="changed by someone else"):
        save(workspace, workspace.answers, "mine\n", loaded, now=NOW)
    assert "Hers" in workspace.answers.read_text(encoding="utf-8")
    workspace.answers.unlink()
    with pytest.raises(HtsspError, match="changed by someone else"):
        save(workspace, workspace.answers, "mine\n", loaded, now=NOW)
    assert not workspace.answers.exists()
    nothing = load(workspace.progress)
    workspace.progress.write_text("hers\n", encoding="utf-8")
    with pytest.raises(HtsspError, match="changed by someone else"):
        save(workspace, workspace.progress, "mine\n", nothing, now=NOW)


def test_a_file_in_another_encoding_is_refused_with_its_line(workspace: Workspace) -> None:
    workspace.answers.write_bytes("format: 1\nname: José\n".encode("cp1252"))
    with pytest.raises(HtsspError, match=r"district.yaml:2: .*not saved as UTF-8"):
        load(workspace.answers)


def test_only_one_writes_at_a_time(workspace: Workspace) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from htssp_builder.workspace.folder import Workspace\n"
        "from htssp_builder.workspace.lock import writing\n"
        "with writing(Workspace(Path(sys.argv[1]))):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(workspace.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(HtsspError, match="Somebody else"), writing(workspace, patience=0.1):
            pytest.fail("the lock was given twice")
        other.communicate("")
    with writing(workspace, patience=0.1):
        pass
    with writing(workspace, patience=0.1):
        pass


def test_a_lock_is_given_back_when_the_work_fails(workspace: Workspace) -> None:
    with pytest.raises(KeyboardInterrupt), writing(workspace, patience=0.1):
        raise KeyboardInterrupt
    with writing(workspace, patience=0.1):
        assert workspace.lock.exists()


COPIES = [
    "district-PCNAME.yaml",
    "district-Ana's MacBook.yaml",
    "district (Ana's conflicted copy 2027-01-12).yaml",
    "district (conflicted copy 2027-01-12 101500).yaml",
    "district (1).yaml",
    "district(1).yaml",
    "district 2.yaml",
    "district.sync-conflict-20270112-101500-ABCDEFG.yaml",
    "district - Copy.yaml",
    "Copy of district.yaml",
    "progress-PCNAME.yaml",
    "progress (2).yaml",
]
OTHERS = ["district.yaml", "progress.yaml", "districts.yaml", "district.yaml.bak", "notes 2.yaml"]


def test_copies_of_a_sync_client_are_found_and_named(workspace: Workspace) -> None:
    for name in COPIES + OTHERS:
        (workspace.root / name).write_text("x", encoding="utf-8")
    (workspace.root / "district 3.yaml").mkdir()
    assert {path.name for path in find_copies(workspace)} == set(COPIES)
    assert {problem.where for problem in copy_problems(workspace)} == set(COPIES)


def test_a_newer_format_is_refused() -> None:
    with pytest.raises(HtsspError, match="format 2; this version of htssp knows formats up to 1"):
        upgrade("format: 2\n", "district.yaml")
    with pytest.raises(HtsspError, match=r"district.yaml:2: The format is not a number"):
        upgrade("a: b\nformat: new\n", "district.yaml")
    for text in ("format: 1\n", 'format: "1"\n', "district: {name: A}\n", ""):
        assert upgrade(text, "district.yaml") == text


def test_an_older_format_is_brought_up_with_a_backup(workspace: Workspace) -> None:
    steps = {
        1: lambda text: set_value(set_value(text, ("format",), "2"), ("two",), "x"),
        2: lambda text: set_value(text, ("format",), "3"),
    }
    old = workspace.answers.read_text(encoding="utf-8")
    loaded = load_answers(workspace, now=NOW, newest=3, upgrades=steps)
    assert loaded == load(workspace.answers)
    assert "# ours\n" in loaded.text
    assert "two: x\n" in loaded.text
    assert [v.path.read_text(encoding="utf-8") for v in versions(workspace, "district.yaml")] == [
        old
    ]
    with pytest.raises(HtsspError, match="format 3"):
        load_answers(workspace, now=NOW, newest=2, upgrades=steps)
    assert load(workspace.answers) == loaded


def test_an_upgrade_that_does_not_get_anywhere_ends() -> None:
    with pytest.raises(HtsspError, match="format 1"):
        upgrade("format: 1\n", "d", newest=2, upgrades={1: lambda text: text})
