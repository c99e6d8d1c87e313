"""Tables into the program: caption, header row, and rows that a loop may repeat."""

import re
from typing import Any, get_args
from xml.etree.ElementTree import Element

from htssp_builder.compose.attributes import (
    classes,
    duty_pieces,
    emit_attributes,
    ident,
    meta,
    set_by_law,
)
from htssp_builder.compose.controls import Walk
from htssp_builder.compose.inlines import Piece, constant, emit_inlines, pieces_of
from htssp_builder.compose.program import Do
from htssp_builder.compose.run import joined, with_duty
from htssp_builder.document.tree import Cell, Duty, Meta, Row, Table, TableRole, Text

CAPTION = "Table: "
FLOW = "flow"
"""A grid whose rows are duties: who, does what, tells whom, by when."""
_ROLES = get_args(TableRole)


def emit_table(walk: Walk, element: Element, caption: Element | None) -> None:
    """One table. caption: the paragraph above it, which carries its attributes."""
    if caption is None:
        walk.wrong("A table has no caption.", "Write 'Table: what it shows' above it.")
    attributes = caption if caption is not None else Element("p")
    title = list(pieces_of(walk, attributes))
    block = _table(walk, element, attributes, title)
    walk.step()
    walk.out.op(Do.TABLE, block._replace(head=_head(walk, element.find("thead/tr"), block)))
    if not block.title:
        emit_attributes(walk, [("title", _without_caption(title))])
    body = element.find("tbody")
    flow = FLOW in classes(attributes)
    with walk.parent():
        for row in [] if body is None else list(body):
            walk.step()
            controls = walk.controls_in(row)
            for mark in controls:
                walk.control(mark)
            if not controls:
                _row(walk, row, block.meta.basis, flow)
    walk.out.op(Do.END_TABLE)


def _table(walk: Walk, element: Element, attributes: Element, title: list[Piece]) -> Table:
    head = element.find("thead/tr")
    columns = 0 if head is None else len(head)
    widths = _widths(walk, attributes, columns)
    role = _role(walk, attributes)
    block = Table(ident(walk, attributes), "", None, (), widths, role, meta=meta(walk, attributes))
    plain = constant(title)
    if len(plain) == len(title):
        words = "".join(piece.text for piece in joined(plain) if isinstance(piece, Text))
        block = block._replace(title=words.removeprefix(CAPTION))
    return block


def _without_caption(title: list[Piece]) -> list[Piece]:
    first = title[0] if title else None
    if isinstance(first, Text):
        return [Text(first.text.removeprefix(CAPTION)), *title[1:]]
    return title


def _role(walk: Walk, attributes: Element) -> Any:
    role = next(iter(classes(attributes)), "grid")
    if role == FLOW:
        return "grid"
    if role not in _ROLES:
        walk.wrong(f"'.{role}' is not a kind of table.", f"Use: {', '.join([*_ROLES, FLOW])}.")
        return "grid"
    return role


def _widths(walk: Walk, attributes: Element, columns: int) -> tuple[float, ...]:
    stated = (attributes.get("widths") or "").split()
    equal = (1 / columns,) * columns if columns else ()
    if not stated:
        return equal
    shares = [float(w) for w in stated if re.fullmatch(r"\d+(\.\d+)?", w)]
    if len(shares) != columns or not sum(shares):
        walk.wrong(
            f"widths has {len(stated)} numbers, but the table has {columns} columns.",
            "Give one number for each column.",
        )
        return equal
    return tuple(share / sum(shares) for share in shares)


def _head(walk: Walk, row: Element | None, table: Table) -> Row | None:
    if row is None or not "".join(row.itertext()).strip():
        return None
    cells = []
    for cell in row:
        pieces = list(pieces_of(walk, cell))
        plain = constant(pieces)
        if len(plain) != len(pieces):
            walk.wrong("A table's header row prints an answer.", "Use plain words there.")
        cells.append(Cell(joined(plain)))
    return Row(f"{table.id}.head", tuple(cells), table.meta)


def _row(walk: Walk, element: Element, basis: tuple[str, ...], flow: bool) -> None:
    cells = [list(pieces_of(walk, cell)) for cell in element]
    carrier = element[0]
    block = Row(ident(walk, carrier), (), _row_meta(walk, carrier, basis, flow))
    attributes = duty_pieces(walk, carrier)
    plain = [constant(pieces) for pieces in cells]
    if not attributes and all(len(p) == len(c) for p, c in zip(plain, cells, strict=True)):
        made = block._replace(cells=tuple(Cell(joined(p)) for p in plain))
        walk.out.op(Do.ROW, with_duty(made))
        return
    walk.out.op(Do.OPEN_ROW, block)
    emit_attributes(walk, attributes)
    for pieces in cells:
        walk.out.op(Do.CELL)
        emit_inlines(walk, pieces)
        walk.out.op(Do.END_CELL)
    walk.out.op(Do.END_ROW)


def _row_meta(walk: Walk, carrier: Element, table: tuple[str, ...], flow: bool) -> Meta:
    """A row stands on its table's basis unless it states its own; a flow's row is a duty."""
    # Column alignment (`|:--|`) arrives as a style of the cell; documents have none.
    carrier.attrib.pop("style", None)
    stated = meta(walk, carrier)
    basis = stated.basis or table
    duty = Duty("", "", "", "", set_by_law(basis)) if flow else stated.duty
    return stated._replace(basis=basis, duty=duty)
