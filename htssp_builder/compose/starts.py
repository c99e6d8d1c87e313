"""On which line each block of a piece of Markdown begins: Markdown readers do not tell."""

import re
from collections.abc import Iterator

_HEADING = re.compile(r"#{1,6}\s")
_ITEM = re.compile(r"\s*([-*]|\d+\.)\s")
_RULE = re.compile(r"\|[\s:|-]+\|?\s*$")
_ATTRIBUTES = re.compile(r"\s*\{:.*\}\s*$")


def block_starts(lines: list[str]) -> Iterator[int]:
    """The line (from 1) of every heading, paragraph, list item and table row, in order."""
    inside = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            inside = False
        elif _HEADING.match(line):
            inside = False
            yield number
        elif line.startswith("|"):
            inside = True
            if not _RULE.match(line):
                yield number
        elif _ITEM.match(line):
            inside = True
            yield number
        elif not inside and not _ATTRIBUTES.match(line):
            inside = True
            yield number
