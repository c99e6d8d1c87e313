"""A template, compiled: a Jinja program whose output is blocks, not text.

The program's constant text consists of operation characters only, each the number of an entry of
`ops`; what a `{{ }}` prints arrives between them as an object. So nothing is parsed when a
document is composed, and an answer can never become markup.
"""

import marshal
from enum import IntEnum
from types import CodeType
from typing import Any, NamedTuple

FIRST_OP = 0x100000


class Do(IntEnum):
    """What an operation does with its argument."""

    BLOCK = 0  # a finished block
    OPEN = 1  # a heading, paragraph or item whose inlines follow
    CLOSE = 2
    TABLE = 3  # a table whose rows follow
    END_TABLE = 4
    ROW = 5  # a finished row
    OPEN_ROW = 6
    END_ROW = 7
    CELL = 8  # a cell whose inlines follow
    END_CELL = 9
    INLINE = 10  # a finished inline
    ATTRIBUTE = 11  # the following inlines are the text of an attribute of the open block
    END_ATTRIBUTE = 12
    STRONG = 13  # True or False: from here on
    EMPHASIS = 14
    LEAVE = 15  # the end of one turn of a loop
    LIST = 16  # a list begins; in a loop each turn's list is one of its own
    FIGURE = 17  # a figure whose picture is asked for now


class Place(NamedTuple):
    """Where in the pack a line of the program comes from."""

    file: str
    line: int


class Program(NamedTuple):
    """ops: (what, argument) by number. code: marshalled code of the Jinja program.
    places: line of the program (from 1) -> place in the pack."""

    ops: tuple[tuple[int, Any], ...]
    code: bytes
    places: tuple[Place, ...]

    def load(self) -> CodeType:
        """The program's code object."""
        code: CodeType = marshal.loads(self.code)  # noqa: S302 - from the user's own cache
        return code
