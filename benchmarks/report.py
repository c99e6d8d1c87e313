"""The tables of the report, and the place in README.md where they go."""

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"

_LIBRARIES = ("lxml", "jinja2", "click", "python-docx", "docxtpl")


class Target(NamedTuple):
    """What was promised: `value` must not be above `limit`, or not below it where `least`."""

    what: str
    value: float
    limit: float
    least: bool = False

    @property
    def met(self) -> bool:
        return self.value >= self.limit if self.least else self.value <= self.limit

    def row(self) -> tuple[str, str, str, str]:
        sign = "≥" if self.least else "≤"
        return (
            self.what,
            f"{sign} {self.limit:g}",
            f"{self.value:.2f}",
            "yes" if self.met else "**no**",
        )


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, its columns aligned; numbers to the right."""
    widths = [max(len(row[at]) for row in (headers, *rows)) for at in range(len(headers))]

    def line(cells: Sequence[str]) -> str:
        padded = [
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        return f"| {' | '.join(padded)} |"

    rule = [("-" * (width - 1) + ":") if at else "-" * width for at, width in enumerate(widths)]
    return "\n".join([line(headers), line(rule), *map(line, rows)])


def machine(today: str) -> str:
    """One line on when and with what the figures were measured."""
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"Measured {today} on {platform.system()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}; {libraries}."
    )


def put(readme: Path, text: str) -> None:
    """Replace what stands between the marks of a README. Raises ValueError where they are gone."""
    whole = readme.read_text(encoding="utf-8")
    if BEGIN not in whole or END not in whole:
        raise ValueError(f"{readme.name} has lost its marks {BEGIN} and {END}.")
    head, _, rest = whole.partition(BEGIN)
    _, _, tail = rest.partition(END)
    readme.write_text(f"{head}{BEGIN}\n{text}\n{END}{tail}", encoding="utf-8", newline="\n")
