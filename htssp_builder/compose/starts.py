"""On which line each block of a piece of Markdown begins: Markdown readers do not tell."""

import re
from collections.abc import Iterator

_HEADING = re.compile(r"#{1,6}\s")
_ITEM = re.compile(r"\s*([-*]|\d+\.)\s")
_RULE_LINE = 2
_ATTRIBUTES = re.compile(r"\s*\{:.*\}\s*$")


def block_starts(lines: list[str]) -> Iterator[int]:
    """The line (from 1) of every heading, paragraph, list item and table row, in order."""
    inside, row = False, 0
    for number, line in enumerate(lines, 1):
        row = row + 1 if line.startswith("|") else 0
        if not line.strip():
            inside = False
        elif _HEADING.match(line):
            inside = False
            yield number
        elif row:
            inside = True
            if row != _RULE_LINE:
                yield number
        elif _ITEM.match(line) or not (inside or _ATTRIBUTES.match(line)):
            inside = True
            yield number
