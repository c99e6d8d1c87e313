"""Districts whose documents are built, for the tests of `pull`."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from htssp_builder.actions.answer import get_answers
from htssp_builder.actions.build import build
from htssp_builder.actions.pull import Pull, open_pull
from htssp_builder.pack.find import shipped
from htssp_builder.problems import HtsspError

BUILT = datetime.fromisoformat("2027-01-12T15:30:00+00:00")

_made: dict[str, Path] = {}


def example(name: str, factory: pytest.TempPathFactory) -> Path:
    """An example with all its documents, built once in a run; not to be changed."""
    if name not in _made:
        folder = factory.mktemp("built") / name
        folder.mkdir()
        for file in sorted((shipped("examples") / name).glob("*.yaml")):
            shutil.copy(file, folder)
        build(folder, (), ("docx",), now=BUILT)
        _made[name] = folder
    return _made[name]


def rebuilt(folder: Path, document: str) -> Path:
    """One document, built anew in place of the one that is there."""
    path = folder / "documents" / f"{document}.docx"
    path.unlink(missing_ok=True)
    build(folder, (document,), ("docx",), now=BUILT)
    return path


def protocol(folder: Path) -> Path:
    return folder / "documents" / "protocol.docx"


def checklist(folder: Path) -> Path:
    return folder / "documents" / "checklist.docx"


def answer(folder: Path, path: str) -> str:
    """What somebody answered there, as printed; "" for nothing."""
    (found,) = get_answers(folder, path)
    return found.text if found.state == "given" else ""


def pulled(pull: Pull) -> dict[str, str]:
    """What was plainly changed: path -> what it says now."""
    return {offer.path: offer.now for offer in pull.plain}


def sentences(pull: Pull) -> str:
    return "\n".join(problem.sentence() for problem in pull.problems)


def refused(folder: Path, *files: Path, now: datetime) -> str:
    """The one sentence with which these files are refused; nothing may change on disk."""
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    with pytest.raises(HtsspError) as caught:
        open_pull(folder, files, now=now)
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    (problem,) = caught.value.problems
    return problem.sentence()
