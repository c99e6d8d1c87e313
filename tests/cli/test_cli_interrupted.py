"""A full disk, a folder that cannot be written to, Ctrl-C: the earlier files stay whole."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from htssp_builder.actions import build as build_module
from htssp_builder.cli.main import run
from htssp_builder.workspace import files as files_module

DOCUMENTS = ("protocol", "checklist", "timeline")
COORDINATOR = "roles.coordinator.primary.phone"
ROOT = Path(__file__).resolve().parents[2]


def files(folder):
    """Every file below a folder that a person sees, and its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".htssp" not in path.relative_to(folder).parts
    }


def leftovers(folder):
    return [p for p in folder.rglob("*") if p.name.endswith(".tmp")]


class At:
    """Stands in for os.fsync and fails the n-th time: each write of a file comes by here."""

    def __init__(self, number, wrong):
        self.left, self.wrong, self.real = number, wrong, os.fsync

    def __call__(self, handle):
        self.left -= 1
        if self.left == 0:
            raise self.wrong
        return self.real(handle)


FULL = OSError(errno.ENOSPC, "No space left on device")
STOPPED = KeyboardInterrupt()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A district whose documents are built, and an answer changed since that stands in each of
    them; the files of the next build. Not to be changed."""
    folder = tmp_path_factory.mktemp("prepared")
    shutil.copy(ROOT / "examples" / "texas-midsize" / "district.yaml", folder)
    build = ["build", "--format", "docx,md"]
    assert run(["-C", str(folder), *build]) == 0
    assert run(["-C", str(folder), "set", "district.name", "Quillfeather Unified"]) == 0
    other = tmp_path_factory.mktemp("other") / "copy"
    shutil.copytree(folder, other)
    assert run(["-C", str(other), *build]) == 0
    return folder, files(other)


@pytest.fixture
def built(prepared, tmp_path, capsys):
    """That district once more, to be spoiled: (folder, its files, those of the next build)."""
    folder = shutil.copytree(prepared[0], tmp_path / "built")
    capsys.readouterr()
    old = files(folder)
    assert old.keys() == prepared[1].keys()
    same = {name for name in old if old[name] == prepared[1][name]}
    assert same == {"district.yaml"}
    return folder, old, prepared[1]


WRONG = [
    pytest.param(FULL, 2, "The disk is full.", "md", id="full disk"),
    pytest.param(STOPPED, 130, "Stopped. Files that were there before are whole.", "docx",
                 id="Ctrl-C"),
]  # fmt: skip


@pytest.mark.parametrize("named", [
    pytest.param(("protocol",), id="protocol"),
    pytest.param(DOCUMENTS, id="all", marks=pytest.mark.slow),
])  # fmt: skip
@pytest.mark.parametrize(("wrong", "code", "sentence", "form"), WRONG)
def test_a_build_that_stops_anywhere_leaves_whole_files_and_can_be_repeated(
    wrong, code, sentence, form, named, built, capsys, monkeypatch, tmp_path, unhurried
):
    folder, old, new = built
    new = old | {name: new[name] for name in (f"documents/{one}.{form}" for one in named)}
    build = ["build", *named, "--format", form]
    stopped = 0
    for number in range(1, 60):
        place = tmp_path / f"at-{number}"
        shutil.copytree(folder, place)
        failing = At(number, wrong)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", failing)
            got = run(["-C", str(place), *build])
        shown = capsys.readouterr()
        now = files(place)
        assert now.keys() == old.keys()
        assert all(now[name] in (old[name], new[name]) for name in now)
        assert leftovers(place) == []
        stopped += got != 0
        if failing.left > 0:
            assert now == new
            break
        if not got:  # a disk that cannot promise a name after a power cut is no reason to stop
            assert now == new
            continue
        told = unhurried(shown.err)
        assert (got, shown.out) == (code, "")
        assert sentence in told
        assert told.strip().count("\n") == 0
        if code == 2:
            assert_says_what_was_written(told, now, old)
        assert run(["-C", str(place), *build]) == 0
        assert "stays as it is" not in capsys.readouterr().out
        assert files(place) == new
        if code == 2 or number % 2:
            # Nor does a later build take for edited what nobody has edited.
            assert run(["-C", str(place), "set", COORDINATOR, "(530) 555-0177"]) == 0
            assert run(["-C", str(place), *build]) == 0
            assert "stays as it is" not in capsys.readouterr().out
        shutil.rmtree(place)
    assert failing.left > 0
    # the backup, what was built, twice, and the document
    assert stopped >= 4 * sum(old[name] != new[name] for name in new)


def assert_says_what_was_written(told, now, old):
    """The sentence names the documents written before the disk was full, and no other."""
    written = {Path(name).name for name in now if now[name] != old[name]}
    assert ("Nothing was changed." in told) == (not written)
    before = told.partition("Before it these were written: ")[2].partition(". This file")[0]
    assert set(before.split(", ")) - {""} == written


def test_a_full_disk_says_which_documents_it_stopped_after(built, capsys, monkeypatch, unhurried):
    folder, old, _ = built
    real = files_module.write_atomically

    def full(path, data):
        if path.name == "timeline.docx":
            monkeypatch.setattr(os, "fsync", At(1, FULL))
        real(path, data)

    monkeypatch.setattr(build_module, "write_atomically", full)
    assert run(["-C", str(folder), "build"]) == 2
    told = unhurried(capsys.readouterr().err)
    assert told.startswith(f"{folder / 'documents' / 'timeline.docx'}: The disk is full. Before ")
    assert_says_what_was_written(told, files(folder), old)
    assert "protocol.docx, checklist.docx" in told
    assert files(folder)["documents/timeline.docx"] == old["documents/timeline.docx"]


@pytest.mark.parametrize("wrong", [FULL, STOPPED], ids=["full disk", "Ctrl-C"])
def test_an_answer_that_cannot_be_written_is_not_half_written(wrong, texas, capsys, monkeypatch):
    before = (texas / "district.yaml").read_bytes()
    for number in (1, 3):  # the backup, then the file; between them the name of the backup
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", At(number, wrong))
            code = run(["-C", str(texas), "set", COORDINATOR, f"(530) 555-019{number}"])
        assert code == (130 if wrong is STOPPED else 2)
        assert (texas / "district.yaml").read_bytes() == before
        assert leftovers(texas) == []
        assert capsys.readouterr().out == ""
    assert run(["-C", str(texas), "set", COORDINATOR, "(530) 555-0199"]) == 0


@pytest.mark.parametrize("typed", [["new"], ["demo"]], ids=" ".join)
@pytest.mark.parametrize("wrong", [FULL, STOPPED], ids=["full disk", "Ctrl-C"])
def test_a_folder_that_could_not_be_begun_can_be_begun_again(
    typed, wrong, tmp_path, capsys, monkeypatch
):
    place = tmp_path / "mine"
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", At(1, wrong))
        assert run([*typed, str(place)]) == (130 if wrong is STOPPED else 2)
    assert not place.exists()
    assert run([*typed, str(place)]) == 0
    assert (place / "district.yaml").is_file()


def test_a_new_folder_that_was_there_empty_stays_when_it_cannot_be_begun(tmp_path, monkeypatch):
    place = tmp_path / "mine"
    place.mkdir()
    monkeypatch.setattr(os, "fsync", At(1, FULL))
    assert run(["new", str(place)]) == 2
    assert list(place.iterdir()) == []


def test_ctrl_c_while_a_document_is_made_writes_nothing(built, monkeypatch, capsys, unhurried):
    from htssp_builder.word import writer

    folder, old, _ = built

    def stopped(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(writer, "write", stopped)
    assert run(["-C", str(folder), "build"]) == 130
    told = unhurried(capsys.readouterr().err).strip()
    assert told == "Stopped. Files that were there before are whole."
    assert files(folder) == old


SLOW = """
import os, signal, sys, time
from htssp_builder.cli.main import run

signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it

def slow(handle):
    print("writing", flush=True)
    time.sleep(60)

os.fsync = slow
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C to a whole console")
@pytest.mark.parametrize(
    "typed", [["build"], ["set", COORDINATOR, "(530) 555-0101"]], ids=["build", "set"]
)
def test_ctrl_c_in_a_real_process(typed, built, unhurried):
    folder, old, _ = built
    command = [sys.executable, "-c", SLOW, "-C", str(folder), *typed]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout.readline() == "writing\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert out == ""
    assert unhurried(err).strip() == "Stopped. Files that were there before are whole."
    assert files(folder) == old
    assert leftovers(folder) == []
    assert run(["-C", str(folder), "build"]) == 0  # the lock is free again


def refusing(*_, **__):
    raise PermissionError(errno.EACCES, "Permission denied")


@pytest.mark.parametrize(
    "typed",
    [["build"], ["set", COORDINATOR, "(530) 555-0101"], ["restore", "district.yaml", "1"]],
    ids=["build", "set", "restore"],
)
def test_a_folder_where_one_may_not_write_is_one_sentence(
    typed, built, monkeypatch, capsys, unhurried
):
    folder, old, _ = built
    monkeypatch.setattr(tempfile, "mkstemp", refusing)
    assert run(["-C", str(folder), *typed]) == 2
    err = unhurried(capsys.readouterr().err)
    assert "You may not write in the folder" in err
    assert err.strip().count("\n") == 0
    assert files(folder) == old


@pytest.mark.skipif(os.name == "nt", reason="permissions are those of POSIX")
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (["build"], 2),
        (["set", COORDINATOR, "(530) 555-0101"], 2),
        (["get", COORDINATOR], 0),
        (["restore", "district.yaml"], 2),
    ],
    ids=lambda typed: typed[0] if isinstance(typed, list) else "",
)
def test_a_folder_that_is_read_only_is_left_as_it_is(typed, code, texas, unhurried):
    (texas / "district.yaml").chmod(0o444)
    texas.chmod(0o555)
    command = [*without_rights(), sys.executable, "-m", "htssp_builder", "-C", texas, *typed]
    # The cache lies in a place that is read-only too: that costs time and nothing else.
    environment = {**os.environ, "HTSSP_CACHE": str(texas / "cache")}
    result = subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment, cwd=ROOT
    )
    names = [path.name for path in texas.iterdir()]
    texas.chmod(0o755)
    assert result.returncode == code
    assert "Traceback" not in result.stderr
    assert len(unhurried(result.stderr).strip().splitlines()) == (1 if code else 0)
    assert names == ["district.yaml"]


def without_rights():
    """What to put before a command so that root's right to write everywhere does not hold."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("runs as root, for whom nothing is read-only, and there is no setpriv")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]


@pytest.mark.skipif(os.name == "nt", reason="a file that is open cannot be replaced there")
def test_a_document_that_is_a_folder_is_one_sentence(texas, capsys, unhurried):
    (texas / "documents" / "protocol.docx").mkdir(parents=True)
    assert run(["-C", str(texas), "build"]) == 2
    err = unhurried(capsys.readouterr().err)
    assert "protocol.docx: The file cannot be read (is a directory)." in err
    assert err.count("\n") == 1
