"""Every file as it was before each change: the last 20 versions, and the way back.

They lie in .htssp/backups/<file>/<time>-<number><ending>. The number alone gives the order, as
a clock may be wrong or turned back.
"""

import contextlib
import re
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import NamedTuple

from htssp_builder.problems import HtsspError, error
from htssp_builder.workspace.files import make_folder, read_bytes, write_atomically
from htssp_builder.workspace.folder import Workspace

KEPT = 20

_NAME = re.compile(r"(?P<stamp>\d{8}T\d{6}Z?)-(?P<number>\d+)(?:\.[^.]*)?")


class Version(NamedTuple):
    """One earlier state. id: what restore takes ("20270112T153000Z-3"). number: rises by one."""

    id: str
    number: int
    path: Path


def back_up(workspace: Workspace, path: Path, *, now: datetime) -> Path:
    """Keeps a copy of a file of the workspace and gives its place.

    Call it before any change of a file that exists. A file that is as it was at the last backup
    is not copied again. Of each file the last 20 versions are kept. now: printed in the name,
    in UTC where it knows its zone.
    """
    name = _relative(workspace, path)
    data = read_bytes(path)
    earlier = versions(workspace, name)
    if earlier and _same(earlier[0].path, data):
        return earlier[0].path
    folder = workspace.backups / name
    make_folder(folder)
    number = earlier[0].number + 1 if earlier else 1
    copy = folder / f"{_stamp(now)}-{number}{path.suffix}"
    write_atomically(copy, data)
    for old in earlier[KEPT - 1 :]:
        with contextlib.suppress(OSError):
            old.path.unlink()
    return copy


def versions(workspace: Workspace, name: str) -> list[Version]:
    """The earlier states of a file, the newest first.

    name: as seen from the workspace, with forward slashes ("documents/protocol.docx").
    """
    folder = workspace.backups / _relative(workspace, workspace.root / _checked(name))
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match and path.is_file():
            number = int(match["number"])
            found.append(Version(f"{match['stamp']}-{number}", number, path))
    return sorted(found, key=lambda version: version.number, reverse=True)


def restore(workspace: Workspace, name: str, version: str, *, now: datetime) -> Path:
    """Brings an earlier state of a file back; the present one is backed up first.

    version: the id of one of `versions`. Raises HtsspError where there is none such.
    """
    kept = versions(workspace, name)
    wanted = next((v for v in kept if v.id == version), None)
    if wanted is None:
        known = ", ".join(v.id for v in kept[:3]) or "none"
        raise HtsspError(
            error(name, f'There is no version "{version}".', f"The latest ones are: {known}.")
        )
    data = read_bytes(wanted.path)  # before the backup below may push it out
    target = workspace.root / name
    if target.exists():
        back_up(workspace, target, now=now)
    make_folder(target.parent)
    write_atomically(target, data)
    return target


def _relative(workspace: Workspace, path: Path) -> str:
    """A file's name as seen from the workspace. Raises HtsspError for one outside it."""
    try:
        inside = path.parent.resolve() / path.name
        name = inside.relative_to(workspace.root.resolve()).as_posix()
    except ValueError:
        name = ""
    return _checked(name or str(path))


def _checked(name: str) -> str:
    """Backups are of the district's own files, and a name typed by hand leads nowhere else."""
    windows, posix = PureWindowsPath(name), PurePosixPath(name)
    anchored = windows.drive or windows.root or posix.root
    parts = windows.parts
    inner = parts[0].lower().rstrip(". ") if parts else ".htssp"
    if anchored or ".." in parts or inner == ".htssp" or "\0" in name:
        raise HtsspError(
            error(
                name[:100],
                "This is not a file of the district's folder.",
                "Name it as it stands there, such as district.yaml or documents/protocol.docx.",
            )
        )
    return name


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _stamp(now: datetime) -> str:
    if now.tzinfo is None:
        return now.strftime("%Y%m%dT%H%M%S")
    return now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
