"""Checks composed documents: ids, duties and repeated paragraphs, whatever the answers are."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from htssp_builder.document.text import block_text, row_text
from htssp_builder.document.tree import Document, Heading, Meta, Table
from htssp_builder.pack.model import DocumentSpec, Pack
from htssp_builder.problems import Problem, error
from htssp_builder.proof.basis import check_basis
from htssp_builder.proof.ids import COVER, id_lines

LONG = 60
"""A text of more characters that stands twice was copied; shorter ones may be labels."""

_MISSING = re.compile(r"\?(\d+)\.\d+")


class Part(NamedTuple):
    """A block or a table row. section: the id of its section."""

    id: str
    text: str
    meta: Meta
    section: str
    table: bool


class Places:
    """Finds where a block is written, by its id."""

    def __init__(self, pack: Pack, spec: DocumentSpec) -> None:
        self.files = {section.id: section.file for section in spec.sections}
        self.files[COVER] = spec.cover
        self.wheres = {section.id: section.where for section in spec.sections}
        self.lines: dict[str, list[str]] = {}
        for file in self.files.values():
            for ident, line in id_lines(pack.templates.get(file, ""), file):
                self.lines.setdefault(ident, []).append(f"{file}:{line}")

    def of(self, ident: str, section: str) -> str:
        """File and line of a block; a loop has put its record's id behind the written one."""
        if ident in self.wheres:
            return self.wheres[ident]
        missing = _MISSING.search(ident)
        if missing:
            return f"{self.files.get(section, '')}:{missing[1]}"
        steps = ident.split(".")
        for end in range(len(steps), 0, -1):
            found = self.lines.get(".".join(steps[:end]))
            if found:
                return found[0]
        return self.files.get(section, ident)


def check_written_ids(places: Places) -> Iterator[Problem]:
    """No id stands twice in the templates of a document, in branches that never run either."""
    for ident, found in places.lines.items():
        for again in found[1:]:
            yield error(
                again,
                f"The id '{ident}' stands here a second time (first in {found[0]}).",
                "Give this block an id of its own; `htssp pack ids` writes one.",
            )


def check_document(document: Document, places: Places, pack: Pack) -> Iterator[Problem]:
    """Everything wrong with one composed document."""
    seen: set[str] = set()
    texts: dict[str, Part] = {}
    for part in _parts(document):
        where = places.of(part.id, part.section)
        yield from _ident(part, where, seen)
        yield from check_basis(part.meta.basis, where, pack)
        yield from _duty(part, where)
        yield from _repeated(part, where, texts, places)


def _parts(document: Document) -> Iterator[Part]:
    section = COVER
    for block in document.blocks:
        meta = getattr(block, "meta", Meta())
        if isinstance(block, Heading) and block.level == 1:
            section = block.id
        table = isinstance(block, Table)
        yield Part(block.id, "" if table else block_text(block), meta, section, table)
        if isinstance(block, Table):
            for row in block.rows:
                yield Part(row.id, row_text(row), row.meta, section, False)


def _ident(part: Part, where: str, seen: set[str]) -> Iterator[Problem]:
    if "?" in part.id:
        what = "table" if part.table else "block"
        yield error(where, f"This {what} has no id.", "Let `htssp pack ids` write one.")
    elif part.id in seen:
        yield error(
            where,
            f"The id '{part.id}' comes out twice in the document.",
            "Give the block an id of its own, or its records ids of their own.",
        )
    elif part.id != part.section and not part.id.startswith(f"{part.section}."):
        yield error(
            where,
            f"The id '{part.id}' does not begin with its section's id, '{part.section}.'.",
            f"Write #{part.section}.{part.id}, as long as no document has been built with it.",
        )
    seen.add(part.id)


def _duty(part: Part, where: str) -> Iterator[Problem]:
    duty = part.meta.duty
    if duty is None:
        return
    if not part.meta.basis:
        yield error(where, "This duty has no basis.", 'Write basis="..." beside .duty.')
    text = _plain(part.text)
    stated = {"actor": duty.actor, "act": duty.act, "time": duty.time, "to": duty.to}
    for name, words in stated.items():
        if not words.strip():
            yield error(
                where,
                f"This duty does not say its {name}.",
                "A duty names who does what, by when, and whom they tell.",
            )
        elif _plain(words) not in text:
            yield error(
                where,
                f"The {name} of this duty, “{words}”, does not stand in its text.",
                "Make the text and the attribute say the same.",
            )


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()


def _repeated(part: Part, where: str, texts: dict[str, Part], places: Places) -> Iterator[Problem]:
    text = _plain(part.text)
    if len(text) <= LONG:
        return
    first = texts.setdefault(text, part)
    if first.id != part.id:
        yield error(
            where,
            f"“{part.text[:50].strip()} …” stands twice "
            f"(first in {places.of(first.id, first.section)}).",
            "Say it once, and refer to it: [§](#section).",
        )


def once(problems: Iterable[Problem]) -> list[Problem]:
    """The problems without those that were found before, by any answers."""
    return list(dict.fromkeys(problems))
