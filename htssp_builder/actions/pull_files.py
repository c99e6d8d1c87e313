"""The Word files that came back: opened, known as this district's own, and refused where not."""

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from htssp_builder.actions.district import District
from htssp_builder.problems import HtsspError, error
from htssp_builder.readback.forms import filled_form
from htssp_builder.readback.places import Returned
from htssp_builder.readback.rebuilt import rebuilt
from htssp_builder.word.ooxml.properties import BUILD, DOCUMENT
from htssp_builder.word.read.model import Base, WordFile
from htssp_builder.word.read.package import open_file
from htssp_builder.word.read.reader import read
from htssp_builder.workspace.files import read_bytes
from htssp_builder.workspace.snapshots import load_snapshot

_NO_NAME = "Name of the district"
"""What a build writes into the properties while the name is open."""


class Incoming(NamedTuple):
    """One file. document: its id in the pack. build: the one it came from, "" where it does not
    say. editor: who saved it last, "" where it does not say. sound: whether the file or the record
    of that build says what was written in it."""

    path: Path
    document: str
    build: str
    editor: str
    returned: Returned
    sound: bool


def open_incoming(district: District, paths: Sequence[Path], today: date) -> list[Incoming]:
    """The files, each once.

    today: for a file that lost its own copy of what was written. Raises HtsspError for one that is
    no document of this district, or that holds a filled-in case form: nothing of it is then read
    on or kept.
    """
    met = dict.fromkeys(Path(os.path.abspath(path)) for path in paths)  # noqa: PTH100
    names = _names(met)
    return [_open(district, path, names[path], today) for path in met]


def _names(paths: dict[Path, None]) -> dict[Path, str]:
    """How each is called in a message: by its name, where only one is called so."""
    names = [path.name for path in paths]
    return {path: path.name if names.count(path.name) == 1 else str(path) for path in paths}


def _open(district: District, path: Path, name: str, today: date) -> Incoming:
    file = read(open_file(read_bytes(path), name))
    document, build = _identity(district, file, name)
    _refuse_swapped(district, path, document, name)
    _refuse_stranger(district, file, document, build, name)
    base, doubtful, sound = _written(district, file, document, build, today)
    returned = Returned(file, base, name, doubtful)
    form = filled_form(returned)
    if form:
        raise HtsspError(
            error(
                name,
                f"A case form in it is filled in ({form}). Nothing was read and no copy was kept.",
                "Keep it in the district's case system, empty the forms of this file, and hand it"
                " in again.",
            )
        )
    return Incoming(path, document, build, _editor(file), returned, sound)


def _editor(file: WordFile) -> str:
    """Who saved the file last. A build names the district there, which is nobody."""
    core = file.properties.core
    name = core.get("lastModifiedBy", "").strip()
    return "" if name == core.get("creator", "").strip() else name


def _identity(district: District, file: WordFile, name: str) -> tuple[str, str]:
    custom = file.properties.custom
    document = file.base.document if file.base else custom.get(DOCUMENT, "")
    build = file.base.build if file.base else custom.get(BUILD, "")
    if document not in district.opened.pack.documents:
        raise HtsspError(
            error(
                name,
                "This is not one of the documents that htssp wrote.",
                "Hand in a document of this district, such as documents/protocol.docx.",
            )
        )
    return document, build


def _refuse_swapped(district: District, path: Path, document: str, name: str) -> None:
    documents = district.opened.pack.documents
    if path.stem != document and path.stem in documents:
        raise HtsspError(
            error(
                name,
                f"By its name this is '{documents[path.stem].title}', but in it is"
                f" '{documents[document].title}'; two files may have been swapped.",
                f"Name it {document}.docx again.",
            )
        )


def _refuse_stranger(
    district: District, file: WordFile, document: str, build: str, name: str
) -> None:
    """A document of another district. One whose build is on record here is ours, even where the
    district has another name by now."""
    ours = district.answers.text("district.name").strip()
    if not ours or (build and load_snapshot(district.workspace, f"{document}.docx", build)[0]):
        return
    written = {" ".join(one.split()) for one in _districts(file)}
    if written and " ".join(ours.split()) not in written:
        raise HtsspError(
            error(
                name,
                f"This is a document of {sorted(written)[0]}, not of {ours}.",
                "Hand it in in that district's folder, or name the folder with -C.",
            )
        )


def _districts(file: WordFile) -> Iterator[str]:
    """The name of the district as it was written, by whatever carrier is left."""
    found = False
    for control in file.base.controls if file.base else ():
        if control.path == "district.name":
            found = True  # a name that was open then says nothing
            if control.state == "given":
                yield control.text
    creator = file.properties.core.get("creator", "").strip()
    if not found and creator not in ("", _NO_NAME):
        yield creator


def _written(
    district: District, file: WordFile, document: str, build: str, today: date
) -> tuple[Base, frozenset[str], bool]:
    if file.base is not None:
        return file.base, frozenset(), True
    snapshot = None
    if build:
        snapshot, _ = load_snapshot(district.workspace, f"{document}.docx", build)
    base, doubtful = rebuilt(_now(district, document, today), snapshot.blocks if snapshot else None)
    return base, doubtful, snapshot is not None


def _now(district: District, document: str, today: date) -> Base:
    """What the document would say if it were built now; only asked for where a file lost its own
    copy."""
    from htssp_builder.actions.build import write
    from htssp_builder.actions.planned import open_planned
    from htssp_builder.compose.build import compose

    pack = district.opened.pack
    facts = district.facts._replace(planned=open_planned(district, today))
    made = compose(pack, district.opened.programs[document], pack.documents[document], facts)
    read_back = read(open_file(write(made, "docx"), document)).base
    if read_back is None:
        raise RuntimeError("a document of ours carries no copy of its text")
    return read_back
