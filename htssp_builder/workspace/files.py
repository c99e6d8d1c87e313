"""Writing and reading single files so that a power cut, a full disk or Ctrl-C costs nothing."""

import contextlib
import errno
import os
import stat
import tempfile
import time
from pathlib import Path

from htssp_builder.problems import HtsspError, Problem, error

UNTOUCHED = "Nothing was changed."
"""Ends the sentence about a file that could not be written. Where others were written before it,
the caller says something truer in its place."""

_PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between tries on Windows, where virus scanners and sync clients hold a file shortly."""


def write_atomically(path: Path, data: bytes) -> None:
    """Puts bytes in a file, whole or not at all: whatever fails, the earlier file stays as it was.

    An earlier file's permissions are kept; a new file gets those of its folder, so that a shared
    folder stays shared and a private one private. Raises HtsspError with a sentence for a
    person; Ctrl-C goes through.
    """
    target = path.resolve() if path.is_symlink() else path
    temporary = None
    try:
        handle, name = tempfile.mkstemp(prefix=".htssp-", suffix=".tmp", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _keep_mode(temporary, target)
        _replace(temporary, target)
    except OSError as problem:
        raise HtsspError(_explain(problem, path, replacing=temporary is not None)) from problem
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)


def read_bytes(path: Path) -> bytes:
    """The content of a file. Raises HtsspError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise HtsspError(
            error(
                str(path),
                f"The file cannot be read ({_reason(problem)}).",
                "See whether it is there, is open in another program, or belongs to someone else.",
            )
        ) from problem


def make_folder(path: Path, *, private: bool = False) -> None:
    """A folder with its missing parents. private: nobody but the user may look into it; else it
    is as open as the folder around it. On Windows the folder around it decides in any case."""
    if path.is_dir():
        return
    try:
        missing = [folder for folder in (path, *path.parents) if not folder.is_dir()]
        for folder in reversed(missing):
            folder.mkdir(mode=0o700, exist_ok=True)
            if os.name != "nt" and not private:
                folder.chmod(stat.S_IMODE(folder.parent.stat().st_mode) & ~stat.S_ISVTX)
    except OSError as problem:
        raise HtsspError(
            error(
                str(path),
                f"The folder cannot be made ({_reason(problem)}).",
                "Choose a place where you may write, such as your Documents folder.",
            )
        ) from problem


def _keep_mode(temporary: Path, target: Path) -> None:
    if os.name == "nt":
        return  # a new file takes the folder's permissions there
    try:
        old = target.stat()
        mode = stat.S_IMODE(old.st_mode)
        with contextlib.suppress(OSError):
            os.chown(temporary, -1, old.st_gid)
    except FileNotFoundError:
        mode = stat.S_IMODE(target.parent.stat().st_mode) & 0o666
    with contextlib.suppress(PermissionError):  # drives without permissions refuse to set them
        temporary.chmod(mode)


def _replace(temporary: Path, target: Path) -> None:
    for seconds in _PATIENCE if os.name == "nt" else ():
        try:
            temporary.replace(target)
        except PermissionError:
            time.sleep(seconds)
        else:
            return
    temporary.replace(target)


def _sync_folder(folder: Path) -> None:
    """Makes the new name itself survive a power cut, where the system can."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _explain(problem: OSError, path: Path, *, replacing: bool) -> Problem:
    what, remedy = _sentences(problem, path, replacing=replacing)
    return error(str(path), f"{what} {UNTOUCHED}", remedy)


def _sentences(problem: OSError, path: Path, *, replacing: bool) -> tuple[str, str]:
    if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "The disk is full.", "Make room on it and try again."
    if isinstance(problem, PermissionError) and replacing:
        return (
            "The file cannot be replaced; it may be open in Word or another program.",
            "Close it there and try again.",
        )
    if isinstance(problem, PermissionError) or problem.errno == errno.EROFS:
        return (
            f"You may not write in the folder {path.parent}.",
            "Ask its owner for the right to write, or copy the district's folder to a place of "
            "your own.",
        )
    if isinstance(problem, FileNotFoundError):
        return f"The folder {path.parent} is not there.", "See whether its drive is connected."
    return (
        f"The file cannot be written ({_reason(problem)}).",
        "See whether its drive is connected and try again.",
    )


def _reason(problem: OSError) -> str:
    return (problem.strerror or type(problem).__name__).lower()
