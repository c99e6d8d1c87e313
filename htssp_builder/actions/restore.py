"""An earlier version of a file brought back; the one it replaces is kept too."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from htssp_builder.problems import HtsspError, error
from htssp_builder.workspace.backups import restore, versions
from htssp_builder.workspace.folder import open_workspace
from htssp_builder.workspace.lock import writing


class Kept(NamedTuple):
    """number: 1 is the newest. id: when it was kept, in UTC, and its place in the row."""

    number: int
    id: str
    size: int


def kept_versions(folder: Path, name: str) -> list[Kept]:
    """The versions of a file that are kept, newest first. Raises HtsspError for none."""
    found = versions(open_workspace(folder), name)
    if not found:
        raise HtsspError(
            error(name, "No earlier version of it is kept.", "Name a file as it stands in the "
                  "folder, such as district.yaml or documents/protocol.docx.")
        )  # fmt: skip
    return [Kept(n, v.id, v.path.stat().st_size) for n, v in enumerate(found, 1)]


def bring_back(folder: Path, name: str, number: int, *, now: datetime) -> Path:
    """Make version `number` (1 is the newest) of a file the file again; gives its path."""
    kept = kept_versions(folder, name)
    if not 1 <= number <= len(kept):
        raise HtsspError(error(name, f"There is no version {number}.", f"Choose 1 to {len(kept)}."))
    workspace = open_workspace(folder)
    with writing(workspace):
        return restore(workspace, name, kept[number - 1].id, now=now)
