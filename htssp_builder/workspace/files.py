"""Files are read whole and replaced whole: never half-written, never overwritten unseen."""

import errno
import os
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from htssp_builder.problems import HtsspError, Problem, error
from htssp_builder.workspace.backups import back_up
from htssp_builder.workspace.folder import Workspace, make_folder
from htssp_builder.workspace.lock import locked


class Loaded(NamedTuple):
    """The text of a file and the digest of its bytes, to see later whether it changed."""

    text: str
    digest: str


def load(path: Path) -> Loaded:
    """The file as text. Raises HtsspError where it cannot be read or is not UTF-8."""
    try:
        content = path.read_bytes()
    except OSError as wrong:
        raise HtsspError(_sentence(path, wrong, "read")) from None
    try:
        return Loaded(content.decode("utf-8"), sha256(content).hexdigest())
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        raise HtsspError(
            error(f"{path.name}:{line}", "The file is not UTF-8.", "Save it as UTF-8 text.")
        ) from None


def save(workspace: Workspace, path: Path, text: str, loaded: Loaded, now: datetime) -> None:
    """Replace a file that was loaded before; the version it had is backed up.

    Raises HtsspError, with nothing changed, where somebody else changed it in the meantime.
    """
    content = text.encode()
    with locked(workspace):
        current = path.read_bytes() if path.exists() else b""
        if sha256(current).hexdigest() != loaded.digest:
            raise HtsspError(
                error(
                    str(path),
                    "It was changed by somebody else in the meantime, so nothing was saved.",
                    "Look at the file, then try again.",
                )
            )
        if current == content:
            return
        back_up(workspace, path, now)
        write_atomically(path, content)


def write_atomically(path: Path, content: bytes) -> None:
    """The file with this content, or the file as it was: nothing in between.

    An existing file keeps its mode, so that a shared folder stays shared. Raises HtsspError with
    a sentence where it cannot be written; the temporary file is gone then.
    """
    make_folder(path.parent)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        _write(temporary, content, path)
        os.replace(temporary, path)
    except OSError as wrong:
        raise HtsspError(_sentence(path, wrong, "written")) from None
    finally:
        temporary.unlink(missing_ok=True)


def _write(temporary: Path, content: bytes, target: Path) -> None:
    mode = target.stat().st_mode & 0o777 if target.exists() else None
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        temporary.chmod(mode)


_REMEDIES = {
    errno.ENOSPC: ("The disk is full.", "Free some space and try again; the file is as it was."),
    errno.EACCES: (
        "The file or its folder is read-only, or open in another program.",
        "Close it in Word, or ask for the right to write there, and try again.",
    ),
    errno.EROFS: ("The folder is read-only.", "Choose a place where you may write."),
    errno.ENOENT: ("The file is not there.", "Check its name and folder."),
    errno.EISDIR: ("It is a folder.", "Name a file."),
}
_REMEDIES[errno.EPERM] = _REMEDIES[errno.EACCES]
_REMEDIES[errno.EDQUOT if hasattr(errno, "EDQUOT") else -1] = _REMEDIES[errno.ENOSPC]


def _sentence(path: Path, wrong: OSError, verb: str) -> Problem:
    what, remedy = _REMEDIES.get(
        wrong.errno or 0,
        (f"It cannot be {verb} ({wrong.strerror}).", "Check the disk and try again."),
    )
    return error(str(path), what, remedy)
