"""What can only be said once all blocks are there: numbers of tables and figures, and registers."""

from collections.abc import Iterator

from htssp_builder.document.tree import (
    Block,
    Box,
    Cell,
    Figure,
    Heading,
    Item,
    Meta,
    Paragraph,
    Reference,
    Row,
    Table,
    Text,
)
from htssp_builder.pack.model import Pack

REGISTER = "register"
"""A table with this word at the end of its id is filled with the duties of the document."""


def finish(blocks: tuple[Block, ...], pack: Pack) -> tuple[Block, ...]:
    """The blocks with tables and figures numbered and each register of duties filled in."""
    out: list[Block] = []
    number = pictures = 0
    duties = tuple(_duties(blocks))
    for block in blocks:
        if isinstance(block, Table):
            if block.id.endswith(f".sources.{REGISTER}"):
                block = _fill_sources(block, blocks, pack)
            elif block.id.endswith(f".{REGISTER}"):
                block = _fill(block, duties)
            if block.role == "grid":
                number += 1
                block = block._replace(number=str(number))
        elif isinstance(block, Figure):
            pictures += 1
            block = block._replace(number=str(pictures))
        out.append(block)
    return tuple(out)


def _fill_sources(table: Table, blocks: tuple[Block, ...], pack: Pack) -> Table:
    """One row for each source that a block of this document stands on."""
    used: set[str] = set()
    for block in blocks:
        if isinstance(block, Heading | Paragraph | Item | Table | Figure):
            used.update(block.meta.basis)
        for row in block.rows if isinstance(block, Table) else ():
            used.update(row.meta.basis)
    rows = []
    for key in sorted(used & pack.sources.keys()):
        source = pack.sources[key]
        year = f", {source['year']}" if source.get("year") else ""
        cells = (key, source["title"], f"{source['publisher']}{year}")
        made = tuple(Cell((Text(str(text)),)) for text in cells)
        rows.append(Row(f"{table.id}.{key}", made, table.meta))
    return table._replace(rows=tuple(rows))


def _duties(blocks: tuple[Block, ...]) -> Iterator[tuple[Heading, str, Meta]]:
    section = Heading("", 1, ())
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            section = block
        parts: tuple[Heading | Paragraph | Item | Row, ...] = ()
        if isinstance(block, Table):
            parts = block.rows
        elif isinstance(block, Heading | Paragraph | Item):
            parts = (block,)
        for part in parts:
            if part.meta.duty is not None:
                yield section, part.id, part.meta


def _fill(table: Table, duties: tuple[tuple[Heading, str, Meta], ...]) -> Table:
    """One row a duty: where it stands, who does what, when, to whom, and on what basis.

    The register of "own" duties lists those that no statute sets, for counsel to accept, soften
    or strike; the other one lists the rest.
    """
    own = table.id.endswith(f".own.{REGISTER}")
    rows = []
    for section, ident, meta in duties:
        duty = meta.duty
        if duty is None or duty.statutory is own:
            continue
        cells = [
            Cell((Reference(section.id, section.number),)),
            Cell((Text(f"{duty.actor}: {duty.act}"),)),
            Cell((Text(duty.time),)),
            Cell((Text(duty.to),)),
        ]
        if own:
            cells.append(Cell(_verdict()))
        rows.append(Row(f"{table.id}.{ident}", tuple(cells), table.meta))
    return table._replace(rows=tuple(rows))


def _verdict() -> tuple[Box | Text, ...]:
    out: list[Box | Text] = []
    for word in ("accept", "soften", "strike"):
        out += [Text("   ")] if out else []
        out += [Box(word), Text(f"\u00a0{word}")]
    return tuple(out)
