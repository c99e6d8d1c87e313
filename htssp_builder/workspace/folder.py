"""A district's folder: where each thing lies in it."""

import os
from pathlib import Path
from typing import NamedTuple

from htssp_builder.problems import HtsspError, error
from htssp_builder.workspace.files import make_folder

_LITTER = frozenset((".ds_store", "desktop.ini", "thumbs.db", ".localized"))
"""What Finder, Explorer and sync clients leave in a folder that its owner calls empty."""


class Workspace(NamedTuple):
    """The paths of a district's folder. `root` is absolute."""

    root: Path

    @property
    def answers(self) -> Path:
        return self.root / "district.yaml"

    @property
    def progress(self) -> Path:
        return self.root / "progress.yaml"

    @property
    def pack(self) -> Path:
        """The district's own changes to the pack; the folder need not exist."""
        return self.root / "pack"

    @property
    def documents(self) -> Path:
        return self.root / "documents"

    @property
    def state(self) -> Path:
        return self.root / ".htssp"

    @property
    def snapshots(self) -> Path:
        return self.state / "snapshots"

    @property
    def backups(self) -> Path:
        return self.state / "backups"

    @property
    def lock(self) -> Path:
        return self.state / "lock"


def open_workspace(path: Path) -> Workspace:
    """The workspace at a folder. Raises HtsspError where it holds no district.yaml."""
    workspace = Workspace(Path(os.path.abspath(path)))  # noqa: PTH100  keeps the user's own links
    if workspace.answers.is_file():
        return workspace
    what = "There is no such folder." if not path.exists() else "The folder has no district.yaml."
    raise HtsspError(
        error(
            str(path),
            what,
            "Go to the district's folder or name it with -C, or begin one: htssp new my-district.",
        )
    )


def create(path: Path) -> Workspace:
    """A new workspace, readable by nobody but the user, without answers yet.

    Raises HtsspError where the folder has something in it already, or cannot be made.
    """
    workspace = Workspace(Path(os.path.abspath(path)))  # noqa: PTH100
    if _is_taken(workspace.root):
        raise HtsspError(
            error(str(path), "There is something at this place already.", "Choose a new folder.")
        )
    make_folder(workspace.root, private=True)
    for folder in (workspace.documents, workspace.snapshots, workspace.backups):
        make_folder(folder)
    return workspace


def _is_taken(root: Path) -> bool:
    if not root.is_dir():
        return root.exists() or root.is_symlink()
    return any(entry.name.lower() not in _LITTER for entry in root.iterdir())
