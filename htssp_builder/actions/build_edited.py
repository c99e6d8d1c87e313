"""A Word file that somebody has edited: the new text goes into it, in place."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from htssp_builder.document.tree import Document, Figure
from htssp_builder.problems import HtsspError, error
from htssp_builder.word.identity import build_id
from htssp_builder.workspace.files import UNTOUCHED, read_bytes
from htssp_builder.workspace.folder import Workspace
from htssp_builder.workspace.snapshots import Snapshot, load_snapshot

if TYPE_CHECKING:
    from htssp_builder.word.merge.result import Conflict, Merged, Touched

_SHORT, _MIDDLE = 6, 7


def updated(
    workspace: Workspace, target: Path, document: Document, *, track: bool, now: datetime
) -> "Merged | None":
    """The edited file with the new text in it; None where that cannot be done without a doubt,
    so that the new text belongs into a file beside it.

    Reads `target` and writes nothing.
    """
    from htssp_builder.word.merge.merge import base_of, merge

    content = read_bytes(target)
    try:
        last = _last(workspace, target.name, content)
        base = base_of(last.base) if last is not None and last.base else None
        pictures = dict(last.pictures) if last is not None else {}
        return merge(
            content, base, document, track=track, when=now, name=target.name, pictures=pictures
        )
    except Exception:
        # A file that is no sound Word file stays as it is. So does one that brings what no merge
        # foresaw: a new text beside it is in time, and one that never comes may be too late.
        return None


def _last(workspace: Workspace, name: str, content: bytes) -> Snapshot | None:
    """The snapshot of the build that a file came from."""
    build = build_id(content)
    return load_snapshot(workspace, name, build)[0] if build else None


def kept_for_merge(document: Document, content: bytes) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What the snapshot of a Word file keeps beside its text: the base text inside the file, and
    the digests of its pictures. content: the file, just written."""
    import io
    from zipfile import ZipFile

    from htssp_builder.word.merge.pictures import digest

    with ZipFile(io.BytesIO(content)) as packed:
        base = packed.read("customXml/item1.xml").decode("utf-8")
    figures = (one for one in document.blocks if isinstance(one, Figure) and one.png)
    return base, tuple((one.id, digest(one.png)) for one in figures)


def refuse_open(target: Path) -> None:
    """Raises HtsspError where a program has the file open: what it saves later would take the
    place of what is written now."""
    stem = target.stem
    cut = 0 if len(stem) <= _SHORT else 1 if len(stem) == _MIDDLE else 2
    signs = (f"~${target.name[cut:]}", f"~${target.name}", f".~lock.{target.name}#")
    found = next((one for one in signs if target.with_name(one).exists()), "")
    if found:
        raise HtsspError(
            error(
                str(target),
                f"The file is open in Word or another program ({found} lies beside it). "
                f"{UNTOUCHED}",
                f"Close it there and try again; if it is open nowhere, delete {found}.",
            )
        )


_TOLD = {
    "updated": "Updated",
    "added": "Added",
    "removed": "Taken out",
    "kept": "Not in the new text any more, and kept because you worked on it",
    "stays-deleted": "Changed in the new text, and not put back because you deleted it",
}


def told(changes: "Sequence[Touched]", conflicts: "Sequence[Conflict]") -> Iterator[str]:
    """What a merge did, block by block; at the end what a person has to settle."""
    for one in changes:
        if one.what in _TOLD:
            where = f" (under {one.section})" if one.section else ""
            yield f"  {_TOLD[one.what]}: {one.block}{where}"
    for clash in conflicts:
        where = f" under {clash.section}" if clash.section else ""
        new = f"“{clash.ours}”" if clash.ours else "these words left out"
        yield f"  To settle: {clash.block}{where} has your words; the new text is {new}."
    if conflicts:
        yield f"  {len(conflicts)} to settle; each has a comment in the file."
