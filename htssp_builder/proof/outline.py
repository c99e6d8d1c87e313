"""Where the blocks of a template stand in its source: for whoever changes the source itself.

A line is judged as Markdown reads it once the Jinja marks are cut out (see `cut`): a control
line and a blank line end what was open, a comment line is not there at all.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from jinja2 import Environment

PRINTED, CONTROL, SILENT = "\ue000", "\ue001", "\ue002"
"""Stand for every character of a `{{ }}`, of a `{% %}`, and of what leaves nothing behind."""

ATTRIBUTES = re.compile(r"\s*\{:.*\}\s*$")
_HEADING = re.compile(r"#{1,6}")
_ITEM = re.compile(r"(\s*)([-*]|\d+\.)\s+\S")
_FIGURE = re.compile(r"!\[[^\n]*\]\(figure:[^\s)]*\)\{:[^\n]*\}\s*$")
"""A figure carries its attributes behind it, as a heading does, or on the line below."""
HEADER_LINES = 2
"""The header row of a table and the rule under it."""

Kind = Literal["heading", "paragraph", "item", "row"]


class Span(NamedTuple):
    """A block of the source. first, last: its lines of text, from 0. attributes: the line of its
    attribute list, -1 where it has none of its own line. indent: of what hangs below it."""

    kind: Kind
    first: int
    last: int
    attributes: int = -1
    indent: int = 0


def masked(source: str, environment: Environment) -> list[str]:
    """The lines of a template with every Jinja mark made unreadable; those that a block begins on
    keep their lengths.

    The template must be one that `cut` accepts.
    """
    parts: list[str] = []
    inside = ""
    for _, token, value in environment.lex(source):
        if token in ("variable_begin", "block_begin"):
            inside = PRINTED if token.startswith("variable") else CONTROL
        sign = SILENT if token.startswith(("comment", "raw")) else inside
        parts.append(_hide(value, sign) if sign else value)
        if token in ("variable_end", "block_end"):
            inside = ""
    return "".join(parts).split("\n")


def _hide(value: str, sign: str) -> str:
    """The further lines of a mark leave nothing behind, and are no blank lines either."""
    first, *more = value.split("\n")
    return "\n".join([sign * len(first), *(SILENT * max(len(line), 1) for line in more)])


def spans(lines: list[str]) -> Iterator[Span]:
    """Every heading, paragraph, list item and table row below a header, in order.

    lines: as `masked` gives them.
    """
    reader = _Reader()
    for number, line in enumerate(lines):
        yield from reader.take(number, line)
    yield from reader.end()


class _Reader:
    def __init__(self) -> None:
        self.open: Span | None = None
        self.table = 0

    def end(self) -> Iterator[Span]:
        if self.open is not None:
            yield self.open
        self.open = None

    def take(self, number: int, line: str) -> Iterator[Span]:
        bare = line.replace(SILENT, "")
        if not bare.strip():
            if SILENT not in line:
                yield from self.end()
                self.table = 0
        elif not bare.replace(CONTROL, "").strip():
            yield from self.end()
        elif bare.startswith("|"):
            yield from self.end()
            yield from self._row(number, bare)
        else:
            self.table = 0
            yield from self._text(number, bare)

    def _row(self, number: int, bare: str) -> Iterator[Span]:
        """A row below the header and its rule, unless all that it holds is control marks."""
        self.table += 1
        words = bare.strip("| ")
        controls = words and not words.replace(CONTROL, "").strip("| ")
        if self.table > HEADER_LINES and not controls:
            yield Span("row", number, number)

    def _text(self, number: int, bare: str) -> Iterator[Span]:
        item = _ITEM.match(bare)
        if _HEADING.match(bare):
            yield from self.end()
            yield Span("heading", number, number)
        elif item and (self.open is None or self.open.kind == "item"):
            yield from self.end()
            self.open = Span("item", number, number, indent=len(item[1]) + len(item[2]) + 1)
        elif self.open is None:
            self.open = Span("paragraph", number, number, number if _FIGURE.match(bare) else -1)
        elif ATTRIBUTES.match(bare):
            self.open = self.open._replace(attributes=number)
        else:
            self.open = self.open._replace(last=number, attributes=-1)
