"""Where a sentence comes from: a section or a block of a document, with what it stands on."""

from collections.abc import Iterator
from typing import NamedTuple

from htssp_builder.actions.why_ground import Composed, Ground, Reason, filled
from htssp_builder.document.text import block_text, row_text
from htssp_builder.document.tree import Block, Document, Heading, Meta, Row, Table
from htssp_builder.pack.model import DocumentSection, DocumentSpec
from htssp_builder.proof.ids import id_lines

AUTHORITY = {
    "board": "the board only: it is policy, and a change asks for adoption again",
    "superintendent": "the superintendent: it is a regulation",
    "maintained": "whoever keeps it: contacts and lists stay current without a new adoption",
}
_MOST = 600
"""Characters of a long table that are shown."""


def about_documents(ground: Ground, thing: str) -> Iterator[Reason]:
    """A section, by its id or number ("reporting", "9", "Appendix A"), or a block, by its id."""
    for spec in ground.pack.documents.values():
        for section in spec.sections:
            if thing in (section.id, section.number):
                yield _section(ground, spec, section)
    yield from _blocks(ground, thing)


def block_lines(ground: Ground) -> dict[str, str]:
    """Every block id that is written in the templates -> its file and line."""
    found: dict[str, str] = {}
    for spec in ground.pack.documents.values():
        for file in (spec.cover, *(section.file for section in spec.sections)):
            for ident, line in id_lines(ground.pack.templates.get(file, ""), file):
                found.setdefault(ident, f"{file}:{line}")
    return found


def _section(ground: Ground, spec: DocumentSpec, section: DocumentSection) -> Reason:
    used = (key for name, meta in _metas(ground, spec.id, section.id) for key in meta.basis)
    facts = [
        ("Document", spec.title),
        ("Written in", section.file),
        ("Who may change it", AUTHORITY[section.authority]),
        ("Read by", "all staff: it is kept in plain words" if section.reader == "staff" else ""),
    ]
    return Reason(
        "section of a document",
        section.id,
        f"{section.number} {section.title}",
        tuple(filled(facts)),
        ground.sources((*section.basis, *used)),
    )


def _metas(ground: Ground, document: str, section: str) -> Iterator[tuple[str, Meta]]:
    for made in ground.composed:
        if made.id == document:
            for part in _parts(made.document):
                if part.section == section:
                    yield part.id, part.meta


class _Part(NamedTuple):
    """A block or a table row. meta: what stands behind it. section: the id of its section."""

    id: str
    piece: Block | Row
    meta: Meta
    section: str

    @property
    def text(self) -> str:
        """Its words; put together for one part only, as there are thousands."""
        return row_text(self.piece) if isinstance(self.piece, Row) else block_text(self.piece)


def _parts(document: Document) -> Iterator[_Part]:
    section = ""
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            section = block.id
        yield _Part(block.id, block, getattr(block, "meta", Meta()), section)
        if isinstance(block, Table):
            for row in block.rows:
                yield _Part(row.id, row, row.meta, section)


def _blocks(ground: Ground, thing: str) -> Iterator[Reason]:
    """The block as the district prints it, else as the template has it; in a loop the first."""
    if "." not in thing:
        return
    lines = block_lines(ground)
    found = _found(ground, thing)
    if found is not None:
        yield _block(ground, *found, lines)
    elif thing in lines:
        facts = (("Written as", _source(ground, lines[thing])), ("Written in", lines[thing]))
        yield Reason("block of a document", thing, "A block printed on a condition", facts)


def _found(ground: Ground, thing: str) -> tuple[Composed, _Part] | None:
    """The block of this id; else the first one that a loop made of it."""
    looped = None
    for made in ground.composed:
        for part in _parts(made.document):
            if part.id == thing:
                return made, part
            if looped is None and part.id.startswith(f"{thing}."):
                looped = made, part
    return looped


def _block(ground: Ground, made: Composed, part: _Part, lines: dict[str, str]) -> Reason:
    spec = ground.pack.documents[made.id]
    section = next((s for s in spec.sections if s.id == part.section), None)
    where = _line(part.id, lines)
    facts = [
        *(_invented(ground, where) if made.invented else _printed(part)),
        ("Document", spec.title),
        ("Written in", where),
        ("Who may change it", AUTHORITY[part.meta.authority]),
        ("Public edition", "left out" if part.meta.edition == "internal" else ""),
    ]
    basis = part.meta.basis or (section.basis if section else ())
    title = f"{section.number} {section.title}" if section else "Cover"
    return Reason(
        "block of a document", part.id, title, tuple(filled(facts)), ground.sources(basis)
    )


def _invented(ground: Ground, where: str) -> Iterator[tuple[str, str]]:
    yield "Text", "printed on a condition that does not hold here"
    yield "Written as", _source(ground, where)


def _printed(part: _Part) -> Iterator[tuple[str, str]]:
    words = " ".join(part.text.split())
    yield "Text", words if len(words) <= _MOST else f"{words[:_MOST]} ..."
    duty = part.meta.duty
    if duty is not None:
        yield "Duty: who", duty.actor
        yield "Duty: does what", duty.act
        yield "Duty: by when", duty.time
        yield "Duty: tells whom", duty.to
        yield "Set by", "law" if duty.statutory else "the district's own adoption"


def _line(ident: str, lines: dict[str, str]) -> str:
    """File and line; a loop has put its record's id behind the written one."""
    steps = ident.split(".")
    written = (".".join(steps[:end]) for end in range(len(steps), 0, -1))
    return next((lines[one] for one in written if one in lines), "")


def _source(ground: Ground, where: str) -> str:
    """The lines of the template around a place, from one blank line to the next."""
    file, _, number = where.rpartition(":")
    lines = ground.pack.templates.get(file, "").split("\n")
    first = last = int(number or 1) - 1
    while first > 0 and lines[first - 1].strip():
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].strip():
        last += 1
    return " ".join(lines[first : last + 1])
