"""The files that people and the program both write: never overwritten blindly."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from htssp_builder.problems import HtsspError, error
from htssp_builder.workspace.backups import back_up
from htssp_builder.workspace.files import read_bytes, write_atomically
from htssp_builder.workspace.folder import Workspace


class Loaded(NamedTuple):
    """A text as it was on disk. digest: of its bytes; "" where there was no file."""

    text: str
    digest: str


def load(path: Path) -> Loaded:
    """The text of a UTF-8 file, its newlines as they are; nothing for a file that is not there.

    Raises HtsspError where it cannot be read or is not UTF-8.
    """
    if not path.exists():
        return Loaded("", "")
    data = read_bytes(path)
    try:
        return Loaded(data.decode("utf-8"), sha256(data))
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise HtsspError(
            error(
                f"{path}:{line}",
                "The file is not saved as UTF-8 text.",
                "Open it in a text editor and save it again with the encoding UTF-8.",
            )
        ) from problem


def save(
    workspace: Workspace,
    path: Path,
    new_text: str,
    loaded: Loaded,
    *,
    now: datetime,
    backup: bool = True,
) -> Loaded:
    """Writes a text in place of the one that was loaded, which is backed up first.

    Call it under `lock.writing`. Raises HtsspError, with nothing changed, where the file on disk
    is not the one that was loaded. now: printed in the backup's name. backup: False where the
    same sitting has backed the file up already, so that a long one does not push out the
    versions of earlier days.
    """
    if load(path).digest != loaded.digest:
        raise HtsspError(
            error(
                str(path),
                "The file was changed by someone else in the meantime. Nothing was changed.",
                "Look at the file as it is now and try again.",
            )
        )
    data = new_text.encode("utf-8")
    digest = sha256(data)
    if digest == loaded.digest:
        return loaded
    if loaded.digest and backup:
        back_up(workspace, path, now=now)
    write_atomically(path, data)
    return Loaded(new_text, digest)


def sha256(data: bytes) -> str:
    """The digest of bytes, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
