"""A district's folder and what lies where in it."""

from pathlib import Path
from typing import NamedTuple

from htssp_builder.problems import HtsspError, error

ANSWERS = "district.yaml"
PROGRESS = "progress.yaml"


class Workspace(NamedTuple):
    """The folder of one district; every path in it is derived here."""

    folder: Path

    @property
    def answers(self) -> Path:
        return self.folder / ANSWERS

    @property
    def progress(self) -> Path:
        return self.folder / PROGRESS

    @property
    def pack(self) -> Path:
        """The district's own overrides of a pack; need not exist."""
        return self.folder / "pack"

    @property
    def documents(self) -> Path:
        return self.folder / "documents"

    @property
    def kept(self) -> Path:
        """Snapshots, backups and the lock: ours alone."""
        return self.folder / ".htssp"


def open_workspace(folder: Path) -> Workspace:
    """The workspace in a folder. Raises HtsspError where there is none."""
    if not (folder / ANSWERS).is_file():
        where = "this folder" if str(folder) == "." else f"'{folder}'"
        raise HtsspError(
            error(
                str(folder),
                f"There is no {ANSWERS} in {where}.",
                "Go to the district's folder, name it with -C, or make one with `htssp new DIR`.",
            )
        )
    return Workspace(folder)


def create(folder: Path) -> Workspace:
    """A new workspace, private to the user. Raises HtsspError where something is there already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise HtsspError(
            error(
                str(folder),
                "There is something in it already." if folder.is_dir() else "It is a file.",
                "Choose the name of a new or an empty folder.",
            )
        )
    make_folder(folder)
    return Workspace(folder)


def make_folder(folder: Path) -> None:
    """The folder and those above it; what is made is private to the user where the system can."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as wrong:
        raise HtsspError(
            error(
                str(folder),
                f"The folder cannot be made ({wrong.strerror}).",
                "Choose a place where you may write.",
            )
        ) from None
