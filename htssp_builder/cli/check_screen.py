"""`htssp check` as a person sees it in a terminal: drawn by rich, to the width of the window."""

from rich import box
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from htssp_builder.actions.check import Check
from htssp_builder.cli import check_view as view

_WIDE = 110
"""Columns of a window that holds five numbers beside a name."""

_NUMBER = 14
"""The length of a phone number, which must not be broken."""

_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan", "": "dim"}


def draw(found: Check, *, everything: bool, grid: bool, console: Console | None = None) -> None:
    """Print the report. console: where to; the terminal by default."""
    out = console or Console(highlight=False)
    out.print(Text(view.headline(found), style="bold"))
    _first(found, out)
    for group in view.groups(found, everything=everything):
        out.print()
        out.print(Text.assemble((group.title, "bold"), ("  " + group.means, "dim")))
        out.print(_findings(group.rows, everything))
    if grid:
        _hours(found, everything, out)
    out.print()
    for line in view.closing(found, everything=everything):
        out.print(Text(line))


def _first(found: Check, out: Console) -> None:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1))
    table.add_column(width=2, justify="right")
    table.add_column(ratio=1, overflow="fold")
    for number, step in enumerate(view.steps(found), 1):
        command = Text(step.command, style="green")
        lines = [Text(step.what, style="bold"), Text(step.why, style="dim"), command]
        table.add_row(f"{number}.", Group(*(line for line in lines if line.plain)))
    if table.row_count:
        out.print()
        out.print(Text(view.FIRST, style="bold underline"))
        out.print(table)


def _findings(rows: tuple[view.Row, ...], everything: bool) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1))
    table.add_column(width=7)
    table.add_column(ratio=1, overflow="fold")
    for row in rows:
        told = [Text(row.what)]
        if everything and row.why:
            told.append(Text(row.why, style="italic dim"))
        if everything and row.remedy and row.remedy != row.command:
            told.append(Text(row.remedy))
        if row.where:
            told.append(Text(row.where, style="dim"))
        if row.command:
            told.append(Text(row.command, style="green"))
        table.add_row(Text(row.mark, style=_STYLES[row.mark]), Group(*told))
    return table


def _hours(found: Check, everything: bool, out: Console) -> None:
    lines = list(view.hours(found, everything=everything))
    header, *rows = lines if out.width >= _WIDE else view.merged(lines)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), header_style="bold")
    for number, name in enumerate(header):
        # What is left beside the numbers is the name's, so that it breaks as little as can be.
        table.add_column(name, overflow="fold", width=_NUMBER if number else None)
    for label, *cells in rows:
        table.add_row(Text(label), *(_cell(cell) for cell in cells))
    out.print()
    out.print(Text(view.HOURS, style="bold underline"))
    out.print(table)
    out.print(Text(view.LEGEND, style="dim"))


def _cell(text: str) -> Text:
    return Text(text, style="bold red" if text == "NOBODY" else "")
