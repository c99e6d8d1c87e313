"""Where an edited document says something else than the answers beside it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from htssp_builder.actions.district import open_district
from htssp_builder.actions.planned import open_planned
from htssp_builder.compose.build import compose
from htssp_builder.document.tree import (
    Document,
    Field,
    Heading,
    Inline,
    Item,
    Paragraph,
    Table,
)
from htssp_builder.word.care.lint_sheet import Finding, Sheet
from htssp_builder.word.care.places import short
from htssp_builder.word.read.fields import fields
from htssp_builder.word.read.model import Base


def different(sheet: Sheet, base: Base, folder: Path, now: datetime) -> Iterator[Finding]:
    """Every field whose words are not those that a build would print there today.

    base: of the file. folder: the district's. now: its local day begins a plan without a date.
    Check boxes are the committee's work and are left to `htssp pull`. Raises HtsspError where the
    answers or the pack cannot be read.
    """
    district = open_district(folder)
    pack = district.opened.pack
    if base.document not in pack.documents:
        return
    district.refuse_mistakes()
    facts = district.facts._replace(planned=open_planned(district, now.astimezone().date()))
    program, spec = district.opened.programs[base.document], pack.documents[base.document]
    printed = _printed(compose(pack, program, spec, facts))
    for field in fields(sheet.file, base):
        wanted = printed.get(field.path)
        if field.checked is not None or not wanted:
            continue
        words = _plain(field.text)
        if words not in wanted:
            yield sheet.at(
                "answer-differs", "warning", field.paragraph,
                f"{field.label}: the document says \"{short(words)}\", the answers say "
                f"\"{short(sorted(wanted)[0])}\".",
                "Take the document's in with `htssp pull`, or build again for that of the answers.",
                words=words,
            )  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(text.split())


def _printed(document: Document) -> dict[str, set[str]]:
    """What is printed of each answer today, by its path."""
    made: dict[str, set[str]] = {}
    for inlines in _inlines(document):
        for inline in inlines:
            if isinstance(inline, Field) and inline.path:
                made.setdefault(inline.path, set()).add(_plain(inline.text))
    return made


def _inlines(document: Document) -> Iterator[tuple[Inline, ...]]:
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph | Item):
            yield block.inlines
        elif isinstance(block, Table):
            for row in (block.head, *block.rows):
                if row is not None:
                    yield from (cell.inlines for cell in row.cells)
