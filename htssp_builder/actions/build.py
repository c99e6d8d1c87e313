"""Builds a district's documents: answers -> facts -> blocks -> files, and says what is missing."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from htssp_builder.actions.district import District, open_district
from htssp_builder.actions.planned import open_planned
from htssp_builder.compose.build import compose
from htssp_builder.document.text import anchors, inlines_of
from htssp_builder.document.tree import Document, Field
from htssp_builder.problems import HtsspError, Problem, error
from htssp_builder.word.identity import build_id
from htssp_builder.workspace.backups import back_up
from htssp_builder.workspace.files import UNTOUCHED, make_folder, read_bytes, write_atomically
from htssp_builder.workspace.folder import Workspace
from htssp_builder.workspace.lock import writing
from htssp_builder.workspace.proven import save_proven
from htssp_builder.workspace.snapshots import Snapshot, load_snapshot, save_snapshot
from htssp_builder.workspace.textfiles import sha256

SCHEMA = "htssp/build/1"


class Written(NamedTuple):
    """One file: its path and what happened to it.

    status: "written", "unchanged", or "beside" where the file had been edited and was left as it
    is; `beside` is then the new file, and `foreign` says that it was never a document of ours.
    """

    path: Path
    status: str
    beside: Path | None = None
    foreign: bool = False


class Gap(NamedTuple):
    """An answer that the document still shows as open: its path, its label, and why."""

    path: str
    label: str
    state: str


class Build(NamedTuple):
    """What a build did and what is still open in the documents."""

    files: tuple[Written, ...]
    gaps: tuple[Gap, ...]

    def lines(self) -> Iterator[str]:
        """The report for the terminal."""
        for file in self.files:
            if file.status == "beside":
                why = "was not made by htssp" if file.foreign else "was edited"
                yield f"{file.path} {why} and stays as it is; the new text is in {file.beside}"
            else:
                word = "Unchanged:" if file.status == "unchanged" else "Written:"
                yield f"{word} {file.path}"
        yield from _counted(self.gaps)

    def report(self) -> dict[str, Any]:
        """The report as plain data for --json."""
        return {
            "schema": SCHEMA,
            "problems": [
                {
                    "severity": "warning",
                    "where": gap.path,
                    "what": f"{gap.label}: {_STATES[gap.state]}.",
                    "remedy": f"htssp set {gap.path} ...",
                }
                for gap in self.gaps
            ],
            "data": {
                "files": [
                    {
                        "path": str(f.path),
                        "status": f.status,
                        "beside": str(f.beside) if f.beside else None,
                    }
                    for f in self.files
                ]
            },
        }


_STATES = {
    "missing": "not answered",
    "unknown": "not known yet",
    "unverified": "not confirmed by a named person",
}


def _counted(gaps: tuple[Gap, ...]) -> Iterator[str]:
    for state, words in _STATES.items():
        found = [gap for gap in gaps if gap.state == state]
        law = [gap for gap in found if state == "unverified" and gap.path.startswith(_LAW)]
        named = [gap.label for gap in found if gap not in law]
        parts = named[:4] + ([f"{len(named) - 4} more"] if len(named) > 4 else [])
        if law:
            parts.append(f"{len(law)} statements of law (legal.checked confirms them)")
        if found:
            last = f"; and {parts[-1]}" if len(parts) > 1 and (law or len(named) > 4) else ""
            yield f"{len(found)} {words}: {'; '.join(parts[:-1] if last else parts)}{last}."


_LAW = ("law.", "fed.", "law_pages.")


def build(
    folder: Path,
    names: tuple[str, ...],
    formats: tuple[str, ...],
    *,
    now: datetime,
    final: bool = False,
) -> Build:
    """Write the named documents (all, where none is named) in these formats.

    now: stamps backups, and begins a plan that has no date; it enters a document in no other way.
    final: refuse while errors stand, judged on
    the local day of `now`. Raises HtsspError with every mistake in the answers, with the errors
    that stand (exit code 1), or where a file cannot be written: no file is half-written, and the
    sentence names the files that were written before it.
    """
    district = open_district(folder)
    proven = district.refuse_mistakes()
    if final:
        from htssp_builder.actions.check import refuse_unready

        refuse_unready(district, now.astimezone().date())
    named = _named(district, names)
    facts = district.facts._replace(planned=open_planned(district, now.astimezone().date()))
    pack, programs = district.opened.pack, district.opened.programs
    documents = [compose(pack, programs[name], pack.documents[name], facts) for name in named]
    made = [(document, form, write(document, form)) for document in documents for form in formats]
    with writing(district.workspace):
        make_folder(district.workspace.documents)
        files: list[Written] = []
        try:
            for one in made:
                files.append(_save(district, *one, now))
            if proven is not None:
                save_proven(district.workspace, proven)
        except HtsspError as refused:
            raise HtsspError(*_after(files, refused), exit_code=refused.exit_code) from refused
    return Build(tuple(files), tuple(_gaps(documents)))


def refusal(refused: HtsspError) -> dict[str, Any]:
    """What stands against a final build, as the report of a build that wrote nothing."""
    problems = [problem._asdict() for problem in refused.problems]
    return {"schema": SCHEMA, "problems": problems, "data": {"files": []}}


def _after(files: list[Written], refused: HtsspError) -> list[Problem]:
    """What stopped a build, saying which files had been written by then."""
    written = [(file.beside or file.path).name for file in files if file.status != "unchanged"]
    if not written:
        return list(refused.problems)
    truth = f"Before it these were written: {', '.join(written)}. This file was not changed."
    return [
        problem._replace(what=f"{problem.what.removesuffix(UNTOUCHED).rstrip()} {truth}")
        for problem in refused.problems
    ]


def _named(district: District, names: tuple[str, ...]) -> tuple[str, ...]:
    known = district.opened.pack.documents
    for name in names:
        if name not in known:
            raise HtsspError(
                error(name, "There is no such document.", f"Choose from: {', '.join(known)}.")
            )
    return tuple(dict.fromkeys(names)) or tuple(known)


def write(document: Document, form: str) -> bytes:
    """The document in one format, as the bytes of its file."""
    if form == "docx":
        from htssp_builder.word.writer import write as write_docx

        return write_docx(document)
    if form == "html":
        from htssp_builder.writers.html import write as write_html

        return write_html(document).encode()
    if form == "md":
        from htssp_builder.writers.markdown import write as write_markdown

        return write_markdown(document).encode()
    from htssp_builder.writers.pdf import write as write_pdf

    return write_pdf(document)


def _save(
    district: District, document: Document, form: str, content: bytes, now: datetime
) -> Written:
    workspace = district.workspace
    name = f"{document.id}.{form}"
    target = workspace.documents / name
    made = sha256(content)
    there = sha256(read_bytes(target)) if target.exists() else ""
    if there == made:
        return Written(target, "unchanged")
    if there and not _is_ours(workspace, name, there):
        foreign = form == "docx" and not build_id(read_bytes(target))
        beside = _write_beside(target, document.build, content)
        return Written(target, "beside", beside, foreign)
    if there:
        back_up(workspace, target, now=now)
    # The snapshot first: stopped in between, the next build still knows the older file as its own.
    blocks = tuple(anchors(document))
    save_snapshot(workspace, Snapshot(name, document.build, made, name, blocks))
    write_atomically(target, content)
    return Written(target, "written")


def _is_ours(workspace: Workspace, name: str, there: str) -> bool:
    """Whether a file is as a build left it: nobody has edited it."""
    last, _ = load_snapshot(workspace, name)
    if last is not None and last.sha256 == there:
        return True
    builds = sorted((workspace.snapshots / name).glob("*.json"))
    earlier = (load_snapshot(workspace, name, build.stem)[0] for build in builds)
    return any(snapshot is not None and snapshot.sha256 == there for snapshot in earlier)


def _write_beside(target: Path, build: str, content: bytes) -> Path:
    """A file beside the edited one. It may have been edited in its turn, and stays then too."""
    number = 1
    while True:
        more = "" if number == 1 else f"-{number}"
        beside = target.with_name(f"{target.stem}-new-{build}{more}{target.suffix}")
        if not beside.exists():
            write_atomically(beside, content)
            return beside
        if read_bytes(beside) == content:
            return beside
        number += 1


def _gaps(documents: list[Document]) -> Iterator[Gap]:
    seen: set[str] = set()
    for document in documents:
        for inline in chain.from_iterable(map(inlines_of, document.blocks)):
            if isinstance(inline, Field) and inline.state != "given" and inline.path not in seen:
                seen.add(inline.path)
                yield Gap(inline.path, inline.label, inline.state)
