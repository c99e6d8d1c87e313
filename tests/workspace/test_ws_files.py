"""Writing a file whole or not at all, whatever happens in the middle."""

import errno
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from htssp_builder.problems import HtsspError
from htssp_builder.workspace.files import make_folder, read_bytes, write_atomically

posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
not_root = pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere"
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=2000), st.binary(max_size=2000))
def test_what_is_written_is_read(tmp_path: Path, first: bytes, second: bytes) -> None:
    path = tmp_path / "district.yaml"
    for data in (first, second):
        write_atomically(path, data)
        assert read_bytes(path) == data
    assert names(tmp_path) == ["district.yaml"]


@posix_only
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o660, 0o666])
def test_an_old_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "district.yaml"
    path.write_bytes(b"old")
    path.chmod(mode)
    write_atomically(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix_only
@pytest.mark.parametrize(("folder", "file"), [(0o700, 0o600), (0o755, 0o644), (0o770, 0o660)])
def test_a_new_file_is_as_open_as_its_folder(tmp_path: Path, folder: int, file: int) -> None:
    inner = tmp_path / "d"
    inner.mkdir()
    inner.chmod(folder)
    write_atomically(inner / "district.yaml", b"new")
    assert stat.S_IMODE((inner / "district.yaml").stat().st_mode) == file


@posix_only
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "shared.yaml"
    real.write_bytes(b"old")
    link = tmp_path / "district.yaml"
    link.symlink_to(real)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def _fails_with(problem: BaseException):  # type: ignore[no-untyped-def]
    def fail(*_: object, **__: object) -> None:
        raise problem

    return fail


FAILURES = [
    ("fsync", OSError(errno.ENOSPC, "No space left on device"), "The disk is full"),
    ("fsync", OSError(errno.EDQUOT, "Disk quota exceeded"), "The disk is full"),
    ("fsync", OSError(errno.EIO, "Input/output error"), "cannot be written"),
    ("replace", PermissionError(errno.EACCES, "Permission denied"), "open in Word"),
    ("mkstemp", PermissionError(errno.EACCES, "Permission denied"), "You may not write"),
    ("mkstemp", OSError(errno.EROFS, "Read-only file system"), "You may not write"),
]


@pytest.mark.parametrize(("where", "problem", "words"), FAILURES)
@pytest.mark.parametrize("old", [b"old", None])
def test_a_failure_is_a_sentence_and_the_old_file_is_whole(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    problem: OSError,
    words: str,
    old: bytes | None,
) -> None:
    path = tmp_path / "district.yaml"
    if old is not None:
        path.write_bytes(old)
    owner = {"fsync": os, "replace": Path, "mkstemp": tempfile}[where]
    monkeypatch.setattr(owner, where, _fails_with(problem))
    with pytest.raises(HtsspError, match=words) as caught:
        write_atomically(path, b"new")
    monkeypatch.undo()
    message = str(caught.value)
    assert str(path) in message
    assert "Nothing was changed." in message
    assert names(tmp_path) == ([] if old is None else ["district.yaml"])
    assert old is None or path.read_bytes() == old


@pytest.mark.parametrize("where", ["fsync", "replace"])
def test_ctrl_c_in_the_middle_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    path = tmp_path / "district.yaml"
    path.write_bytes(b"old")
    monkeypatch.setattr(os if where == "fsync" else Path, where, _fails_with(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, b"new")
    monkeypatch.undo()
    assert names(tmp_path) == ["district.yaml"]
    assert path.read_bytes() == b"old"


@posix_only
def test_a_disk_that_really_fills_up(tmp_path: Path) -> None:
    """A limit on the size of files makes the system itself refuse in the middle of writing."""
    path = tmp_path / "district.yaml"
    path.write_bytes(b"old")
    program = (
        "import resource, signal, sys; from pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from htssp_builder.workspace.files import write_atomically\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "write_atomically(Path(sys.argv[1]), b'x' * 100_000)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert "The disk is full." in done.stderr
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["district.yaml"]


@posix_only
@not_root
def test_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    inner = tmp_path / "d"
    inner.mkdir()
    (inner / "district.yaml").write_bytes(b"old")
    inner.chmod(0o500)
    try:
        with pytest.raises(HtsspError, match="You may not write"):
            write_atomically(inner / "district.yaml", b"new")
        with pytest.raises(HtsspError, match="cannot be made"):
            make_folder(inner / "documents")
    finally:
        inner.chmod(0o700)
    assert (inner / "district.yaml").read_bytes() == b"old"


def test_a_drive_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(HtsspError, match="is not there"):
        write_atomically(tmp_path / "gone" / "district.yaml", b"new")
    with pytest.raises(HtsspError, match="cannot be read"):
        read_bytes(tmp_path / "gone.yaml")


@posix_only
def test_new_folders_are_private_or_as_open_as_the_one_around_them(tmp_path: Path) -> None:
    make_folder(tmp_path / "own", private=True)
    assert stat.S_IMODE((tmp_path / "own").stat().st_mode) == 0o700
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o770)
    make_folder(shared / "a" / "b")
    assert stat.S_IMODE((shared / "a" / "b").stat().st_mode) == 0o770
    make_folder(shared / "a" / "b")
    (shared / "file").write_bytes(b"")
    with pytest.raises(HtsspError, match="cannot be made"):
        make_folder(shared / "file" / "x")
