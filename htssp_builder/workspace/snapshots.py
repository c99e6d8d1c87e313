"""What was last built: the base from which a later change by a person is told."""

import json
from pathlib import Path
from typing import NamedTuple

from htssp_builder.problems import Problem
from htssp_builder.workspace.folder import Workspace

FORMAT = 1


class Snapshot(NamedTuple):
    """document: the file it is of ("protocol.docx"). build: its build id.
    sha256: of the file as written. blocks: (block id, text) in order. file: its name."""

    document: str
    build: str
    sha256: str
    blocks: tuple[tuple[str, str], ...]
    file: str


def save_snapshot(workspace: Workspace, snapshot: Snapshot) -> None:
    """Keep a snapshot as the latest of its document, and under its build id."""
    from htssp_builder.workspace.files import write_atomically

    content = json.dumps(
        {"format": FORMAT, **snapshot._asdict()}, ensure_ascii=False, separators=(",", ":")
    ).encode()
    write_atomically(_by_build(workspace, snapshot.document, snapshot.build), content)
    write_atomically(_latest(workspace, snapshot.document), content)


def load_snapshot(
    workspace: Workspace, document: str, build: str = ""
) -> tuple[Snapshot | None, tuple[Problem, ...]]:
    """The latest snapshot of a document, or that of a build; a broken one is a problem."""
    path = _by_build(workspace, document, build) if build else _latest(workspace, document)
    try:
        data = json.loads(path.read_bytes())
        blocks = tuple((str(ident), str(text)) for ident, text in data["blocks"])
        made = Snapshot(
            str(data["document"]), str(data["build"]), str(data["sha256"]), blocks, str(data["file"])
        )
    except FileNotFoundError:
        return None, ()
    except (OSError, ValueError, KeyError, TypeError):
        return None, (
            Problem(
                "warning",
                str(path),
                "The snapshot of what was last built cannot be read.",
                "The document is treated as edited; nothing in it is overwritten.",
            ),
        )
    return made, ()


def _latest(workspace: Workspace, document: str) -> Path:
    return workspace.kept / "snapshots" / f"{document}.json"


def _by_build(workspace: Workspace, document: str, build: str) -> Path:
    return workspace.kept / "snapshots" / document / f"{build}.json"
