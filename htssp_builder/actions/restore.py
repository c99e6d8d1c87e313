"""An earlier version of a file brought back; the one it replaces is kept too."""

from datetime import datetime
from pathlib import Path

from htssp_builder.workspace.backups import Version, back_up, version, versions
from htssp_builder.workspace.files import write_atomically
from htssp_builder.workspace.folder import open_workspace
from htssp_builder.workspace.lock import locked


def kept_versions(folder: Path, name: str) -> tuple[Version, ...]:
    """The versions of a file that are kept, newest first."""
    return versions(open_workspace(folder), name)


def bring_back(folder: Path, name: str, number: int, *, now: datetime) -> Path:
    """Make version `number` (1 is the newest) of a file the file again; gives its path."""
    workspace = open_workspace(folder)
    with locked(workspace):
        target, content = version(workspace, name, number)
        back_up(workspace, target, now)
        write_atomically(target, content)
    return workspace.folder / name
