"""What a rule found, before it is put into words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Hit(NamedTuple):
    """rule: id of the rule that fired. path: of the answer that mends it.

    words: for the blanks of the rule's sentence. mends: how many places one answer sets right.
    command, remedy: in place of those made from the path and the rule, "" for these.
    where: in place of the path, such as a file and its line.
    """

    rule: str
    path: str
    words: Mapping[str, str] = MappingProxyType({})
    mends: int = 1
    command: str = ""
    remedy: str = ""
    where: str = ""


def listed(words: list[str], most: int = 6) -> str:
    """ "a, b and c"; of a long list the first ones and how many more there are."""
    if len(words) > most:
        words = [*words[:most], f"{len(words) - most} more"]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 campus", "3 campuses"."""
    return f"{number} {one if number == 1 else many or one + 's'}"
