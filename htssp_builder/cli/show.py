"""How results look in a terminal: tables and colour where a person reads, plain text elsewhere."""

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click


def coloured() -> bool:
    """Whether a person with a colour terminal is looking."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def say(text: str = "") -> None:
    """One line on standard output."""
    click.echo(text)


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows under headers: drawn by rich in a terminal, tab-separated otherwise."""
    if not coloured():
        for row in (headers, *rows):
            click.echo("\t".join(cell.replace("\n", " ") for cell in row))
        return
    from rich.console import Console
    from rich.table import Table

    drawn = Table(box=None, header_style="bold", pad_edge=False)
    for header in headers:
        drawn.add_column(header, overflow="fold")
    for row in rows:
        drawn.add_row(*(_plain(cell) for cell in row))
    Console().print(drawn)


def _plain(cell: str) -> str:
    from rich.markup import escape

    return escape(cell)


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Says on standard error what is going on once it takes more than a second."""
    timer = threading.Timer(1.0, click.echo, [f"{what} ..."], {"err": True})
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
