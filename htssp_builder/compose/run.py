"""Runs a program on a district's facts: operations and printed objects in, blocks out."""

from collections.abc import Callable, Iterable
from typing import Any

from htssp_builder.compose.environment import Enter
from htssp_builder.compose.program import FIRST_OP, Do
from htssp_builder.document.text import inline_text
from htssp_builder.document.tree import (
    Block,
    Cell,
    Field,
    Figure,
    Heading,
    Inline,
    Item,
    Paragraph,
    Row,
    Table,
    Text,
)

_DUTY = frozenset({"actor", "act", "time", "to"})


class Builder:
    """Takes the stream of a running program and keeps the blocks it makes."""

    def __init__(
        self, ops: tuple[tuple[int, Any], ...], draw: Callable[[Any], Figure] | None = None
    ) -> None:
        """draw: gives a figure its picture."""
        self.ops, self._draw = ops, draw
        self.blocks: list[Block] = []
        self._inlines: list[Inline] = []
        self._block: Any = None
        self._table: Table | None = None
        self._rows: list[Row] = []
        self._row: Row | None = None
        self._cells: list[Cell] = []
        self._attributes: dict[str, str] = {}
        self._outer: list[list[Inline]] = []
        self._naming = ""
        self._turns: list[str] = []
        self._suffix = self._list = ""
        self._strong = self._emphasis = False
        self._does = tuple(getattr(self, f"on_{do.name.lower()}") for do in Do)

    def take(self, stream: Iterable[Any]) -> None:
        """Carry out everything that the program gives, in order."""
        ops, does = self.ops, self._does
        for event in stream:
            if type(event) is str:
                for sign in event:
                    if sign != "\n":
                        what, argument = ops[ord(sign) - FIRST_OP]
                        does[what](argument)
            elif type(event) is Enter:
                self._turns.append(event.ident)
                self._suffix = "." + ".".join(self._turns)
            elif type(event) is list:
                self.take(event)
            elif event is not None:
                self._printed(event)

    def _printed(self, inline: Any) -> None:
        if (self._strong or self._emphasis) and isinstance(inline, Text | Field):
            inline = inline._replace(
                strong=inline.strong or self._strong, emphasis=inline.emphasis or self._emphasis
            )
        self._inlines.append(inline)

    def _named(self, block: Any) -> Any:
        if not self._suffix:
            return block
        if type(block) is Item and self._list:
            block = block._replace(list=block.list + self._list)
        return block._replace(id=block.id + self._suffix)

    # -- one method for each operation ------------------------------------------------------

    def on_block(self, block: Any) -> None:
        self.blocks.append(self._named(block))

    def on_open(self, block: Heading | Paragraph | Item) -> None:
        self._block = self._named(block)
        self._inlines = []

    def on_close(self, _: Any) -> None:
        block = self._block._replace(inlines=joined(self._inlines))
        block = self._with_attributes(block)
        if inline_text(block.inlines).strip():  # else its condition left nothing of it
            self.blocks.append(block)

    def _with_attributes(self, block: Any) -> Any:
        if not self._attributes:
            return block
        stated, self._attributes = self._attributes, {}
        duty = {k: v for k, v in stated.items() if k in _DUTY}
        if duty and block.meta.duty is not None:
            block = block._replace(meta=block.meta._replace(duty=block.meta.duty._replace(**duty)))
        if "title" in stated:
            block = block._replace(title=stated["title"])
        return block

    def on_table(self, table: Table) -> None:
        if table.head is not None:  # in a loop it is one of its own, as every row is
            table = table._replace(head=self._named(table.head))
        self._table, self._rows, self._row = self._named(table), [], None

    def on_end_table(self, _: Any) -> None:
        if self._table is not None and self._rows:
            table = self._table._replace(rows=tuple(self._rows))
            self.blocks.append(table)
        self._table = None

    def on_row(self, row: Row) -> None:
        self._rows.append(self._named(row))

    def on_open_row(self, row: Row) -> None:
        self._row, self._cells = self._named(row), []

    def on_end_row(self, _: Any) -> None:
        if self._row is not None:
            row = with_duty(self._row._replace(cells=tuple(self._cells)))
            self._rows.append(self._with_attributes(row))

    def on_cell(self, _: Any) -> None:
        self._inlines = []

    def on_end_cell(self, _: Any) -> None:
        self._cells.append(Cell(joined(self._inlines)))

    def on_inline(self, inline: Inline) -> None:
        self._inlines.append(inline)

    def on_attribute(self, name: str) -> None:
        self._outer.append(self._inlines)
        self._naming, self._inlines = name, []

    def on_end_attribute(self, _: Any) -> None:
        text = inline_text(self._inlines)
        if self._naming == "title" and self._table is not None and self._row is None:
            self._table = self._table._replace(title=text)
        else:
            self._attributes[self._naming] = text
        self._inlines = self._outer.pop()

    def on_strong(self, on: bool) -> None:
        self._strong = on

    def on_emphasis(self, on: bool) -> None:
        self._emphasis = on

    def on_figure(self, wanted: Any) -> None:
        if self._draw is not None:
            self.blocks.append(self._with_attributes(self._named(self._draw(wanted))))

    def on_list(self, _: Any) -> None:
        self._list = self._suffix

    def on_leave(self, _: Any) -> None:
        self._turns.pop()
        self._suffix = "." + ".".join(self._turns) if self._turns else ""


def with_duty(row: Row) -> Row:
    """A row of response steps states its duty in its cells: who, what, to whom, by when."""
    duty = row.meta.duty
    if duty is None or duty.actor or len(row.cells) < 4:
        return row
    actor, act, to, time = (inline_text(cell.inlines) for cell in row.cells[:4])
    return row._replace(
        meta=row.meta._replace(duty=duty._replace(actor=actor, act=act, time=time, to=to))
    )


def joined(inlines: list[Inline]) -> tuple[Inline, ...]:
    """Neighbouring texts of one look become one; empty texts go."""
    out: list[Inline] = []
    for inline in inlines:
        if type(inline) is Text:
            if not inline.text:
                continue
            last = out[-1] if out else None
            if type(last) is Text and last[1:] == inline[1:]:
                out[-1] = Text(last.text + inline.text, inline.strong, inline.emphasis)
                continue
        out.append(inline)
    return tuple(out)
