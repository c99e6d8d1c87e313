"""What was last built: the base from which a later build tells what people changed since.

They lie in .htssp/snapshots: <document>.json is the last one, <document>/<build>.json every one,
as a file may come back that was built long ago.
"""

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from htssp_builder.problems import HtsspError, Problem, error
from htssp_builder.workspace.files import make_folder, read_bytes, write_atomically
from htssp_builder.workspace.folder import Workspace

SCHEMA = 1

_SAFE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")


class Snapshot(NamedTuple):
    """document: its id ("protocol"). build: the digest of what went in. sha256: of the written
    file, hexadecimal. file: its name. blocks: id and text of every block, in order."""

    document: str
    build: str
    sha256: str
    file: str
    blocks: tuple[tuple[str, str], ...]


def save_snapshot(workspace: Workspace, snapshot: Snapshot) -> None:
    """Keeps a snapshot, as the last one and under its build. Raises HtsspError where its ids
    cannot be file names or the disk refuses."""
    last, own = _places(workspace, snapshot.document, snapshot.build)
    content = {"schema": SCHEMA, **snapshot._asdict()}
    # Not indented: only then json writes in C, four times as fast.
    data = json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")
    make_folder(own.parent)
    write_atomically(own, data)
    write_atomically(last, data)


def load_snapshot(
    workspace: Workspace, document: str, build: str = ""
) -> tuple[Snapshot | None, list[Problem]]:
    """The last snapshot of a document, or that of one build; None where there is none.

    One that is damaged is a warning: the document is then merged without it.
    """
    last, own = _places(workspace, document, build or "-")
    path = own if build else last
    if not path.is_file():
        return None, []
    try:
        snapshot = _parsed(json.loads(read_bytes(path)))
    except (HtsspError, ValueError, RecursionError):
        snapshot = None
    if snapshot is None or snapshot.document != document or build not in ("", snapshot.build):
        return None, [_damaged(workspace, path)]
    return snapshot, []


def _places(workspace: Workspace, document: str, build: str) -> tuple[Path, Path]:
    for name in (document, build):
        if not _SAFE.fullmatch(name):
            raise HtsspError(
                error(
                    name[:100],
                    "This cannot be the id of a document or a build.",
                    "Use letters, digits, hyphens and underscores.",
                )
            )
    return (
        workspace.snapshots / f"{document}.json",
        workspace.snapshots / document / f"{build}.json",
    )


def _parsed(content: Any) -> Snapshot | None:
    """A snapshot, or None where anything in it is not of the kind it should be."""
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        return None
    words = [content.get(name) for name in ("document", "build", "sha256", "file")]
    blocks = content.get("blocks")
    if not all(isinstance(word, str) for word in words) or not isinstance(blocks, list):
        return None
    if not all(map(_is_block, blocks)):
        return None
    document, build, sha256, file = map(str, words)
    return Snapshot(document, build, sha256, file, tuple((i, text) for i, text in blocks))


def _is_block(block: Any) -> bool:
    return (
        isinstance(block, list)
        and len(block) == 2
        and isinstance(block[0], str)
        and isinstance(block[1], str)
    )


def _damaged(workspace: Workspace, path: Path) -> Problem:
    return Problem(
        "warning",
        path.relative_to(workspace.root).as_posix(),
        "The record of what was last built is damaged and is left aside.",
        "Nothing is lost: every difference is treated as an edit of yours.",
    )
