"""What a YAML file says, as text with line numbers.

Nothing is turned into a number, a date or a truth value here: `no`, `02134`, `+15305550100`,
`1.10` and `2026-02-30` stay what was typed, until the parser of the question judges them.
"""

from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence as AbstractSequence
from typing import NamedTuple


class Scalar(NamedTuple):
    """One value.

    text: as typed, with quotes, escapes and folding resolved; "" for an empty value and for an
    unquoted `~` or `null`.
    line: 1 is the first line of the file.
    quoted: True where quotation marks stood around it, or a block (`|`, `>`) was used.
    """

    text: str
    line: int
    quoted: bool


class Mapping(NamedTuple):
    """Names with their values, in the order of the file. `lines` is the line of each name."""

    entries: dict[str, "Node"]
    lines: dict[str, int]
    line: int


class Sequence(NamedTuple):
    items: list["Node"]
    line: int


Node = Scalar | Mapping | Sequence

Data = str | AbstractMapping[str, "Data"] | AbstractSequence["Data"]
"""What can be written: text, a dict of it, or a list of it, nested."""

Plain = str | dict[str, "Plain"] | list["Plain"]
"""What comes out when lines are left aside."""


def plain(node: Node) -> Plain:
    """The data of a node without its lines: str, dict and list."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {name: plain(value) for name, value in node.entries.items()}
    return [plain(item) for item in node.items]
