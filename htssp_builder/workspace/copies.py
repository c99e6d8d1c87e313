"""Copies of the answers that a sync client made when two people saved at the same time."""

import re
from pathlib import Path

from htssp_builder.problems import Problem
from htssp_builder.workspace.folder import Workspace

# OneDrive "district-PCNAME.yaml"; Dropbox "district (Ana's conflicted copy 2027-01-12).yaml";
# Google Drive "district (1).yaml", "Copy of district.yaml"; iCloud "district 2.yaml"; Explorer
# "district - Copy.yaml"; Syncthing "district.sync-conflict-20270112-101500-ABCDEFG.yaml".
_COPY = re.compile(
    r"copy of (?:district|progress)\.yaml"
    r"|(?:district|progress)(?:-[^.]+|[ _]*\(.+\)| \d+| - copy.*|\.sync-conflict-.+)\.yaml",
    re.IGNORECASE,
)


def find_copies(workspace: Workspace) -> list[Path]:
    """The files beside district.yaml and progress.yaml that look like copies of them, by name."""
    return sorted(
        path for path in workspace.root.iterdir() if _COPY.fullmatch(path.name) and path.is_file()
    )


def copy_problems(workspace: Workspace) -> list[Problem]:
    """A warning for each copy: an answer may stand in it and nowhere else."""
    return [
        Problem(
            "warning",
            path.name,
            "This looks like a second copy of the answers, made when two people saved at once.",
            "Take over what only it has, then move it out of the folder.",
        )
        for path in find_copies(workspace)
    ]
