"""Finds the copies that a sync client leaves when two people changed the same file."""

import re
from pathlib import Path

from htssp_builder.workspace.folder import ANSWERS, PROGRESS, Workspace

_TAILS = re.compile(
    r"(?: \(.*conflict.*\)| \(\d+\)| \d+|-[A-Za-z0-9][\w-]*|\.sync-conflict-[\w-]+"
    r"|_conf(?:lict)?[\w() -]*| - Copy(?: \(\d+\))?| copy(?: \d+)?)",
    re.IGNORECASE,
)


def conflicted_copies(workspace: Workspace) -> list[Path]:
    """Files beside district.yaml and progress.yaml that look like copies of them."""
    found = []
    for path in sorted(workspace.folder.glob("*.yaml")):
        for name in (ANSWERS, PROGRESS):
            stem = Path(name).stem
            if path.stem != stem and path.stem.startswith(stem):
                if _TAILS.fullmatch(path.stem[len(stem) :]):
                    found.append(path)
    return found
