"""Every file is kept as it was before it is changed; the last twenty versions stay."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from htssp_builder.problems import HtsspError, error
from htssp_builder.workspace.folder import Workspace, make_folder

KEEP = 20
_STAMP = "%Y%m%dT%H%M%S"


class Version(NamedTuple):
    """number: 1 is the newest. stamp: when it was kept, as "2027-01-12 08:30:05" in UTC."""

    number: int
    stamp: str
    size: int
    path: Path


def back_up(workspace: Workspace, path: Path, now: datetime) -> Path | None:
    """Keep a copy of a file as it is; gives the copy, or None where there is no file yet."""
    if not path.is_file():
        return None
    folder = _folder(workspace, path)
    make_folder(folder)
    stem = now.strftime(_STAMP)
    number = 1 + max((_serial(p) for p in folder.iterdir()), default=0)
    copy = folder / f"{stem}-{number:06d}{path.suffix}"
    try:
        shutil.copyfile(path, copy)
    except OSError as wrong:
        copy.unlink(missing_ok=True)
        raise HtsspError(
            error(
                str(path),
                f"It cannot be backed up ({wrong.strerror}), so it was not changed.",
                "Free some space or ask for the right to write, and try again.",
            )
        ) from None
    for old in _kept(folder)[KEEP:]:
        old.unlink(missing_ok=True)
    return copy


def versions(workspace: Workspace, name: str) -> tuple[Version, ...]:
    """The kept versions of a file, newest first. Raises HtsspError for a path outside."""
    folder = _folder(workspace, _inside(workspace, name))
    found = _kept(folder) if folder.is_dir() else []
    return tuple(
        Version(number, _readable(path), path.stat().st_size, path)
        for number, path in enumerate(found, 1)
    )


def version(workspace: Workspace, name: str, number: int) -> tuple[Path, bytes]:
    """Where a file belongs, and its content in an earlier version. Raises HtsspError."""
    target = _inside(workspace, name)
    kept = versions(workspace, name)
    if not kept:
        raise HtsspError(
            error(name, "No earlier version of it is kept.", "Check the name: " + _known(workspace))
        )
    if not 1 <= number <= len(kept):
        raise HtsspError(
            error(name, f"There is no version {number}.", f"Choose 1 to {len(kept)}.")
        )
    return target, kept[number - 1].path.read_bytes()


def _known(workspace: Workspace) -> str:
    root = workspace.kept / "backups"
    names = sorted({p.parent.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()})
    return f"{', '.join(names)}." if names else "nothing has been changed yet."


def _inside(workspace: Workspace, name: str) -> Path:
    root = workspace.folder.resolve()
    target = (workspace.folder / name).resolve()
    if root not in target.parents:
        raise HtsspError(
            error(name, "It is not in this district's folder.", "Name a file of the folder.")
        )
    return target


def _folder(workspace: Workspace, path: Path) -> Path:
    relative = path.resolve().relative_to(workspace.folder.resolve())
    return workspace.kept / "backups" / relative


def _kept(folder: Path) -> list[Path]:
    return sorted((p for p in folder.iterdir() if p.is_file()), key=_serial, reverse=True)


def _serial(path: Path) -> int:
    number = path.stem.rpartition("-")[2]
    return int(number) if number.isdigit() else 0


def _readable(path: Path) -> str:
    try:
        return datetime.strptime(path.stem[:15], _STAMP).isoformat(" ")  # noqa: DTZ007 - UTC
    except ValueError:
        return path.stem
