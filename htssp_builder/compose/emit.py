"""Collects the program of one document: operations, and the Jinja source between them."""

from collections.abc import Mapping
from typing import Any

from htssp_builder.compose.program import FIRST_OP, Do, Place
from htssp_builder.document.tree import Block
from htssp_builder.problems import Problem


class Emitter:
    """Takes section after section. `problems` collects what is wrong with their templates."""

    def __init__(self, numbers: Mapping[str, str]) -> None:
        """numbers: section id -> its printed number, for references."""
        self.ops: list[tuple[int, Any]] = []
        self.source: list[str] = []
        self.places: list[Place] = [Place("", 0)]
        self.problems: list[Problem] = []
        self.numbers = numbers
        self._seen: dict[tuple[int, Any], str] = {}

    def op(self, do: Do, argument: Any = None) -> None:
        """One operation with its argument."""
        key = (int(do), argument)
        shared = argument is None or isinstance(argument, bool | str)
        sign = self._seen.get(key, "") if shared else ""
        if not sign:
            sign = chr(FIRST_OP + len(self.ops))
            self.ops.append(key)
            if shared:
                self._seen[key] = sign
        self.source.append(sign)

    def jinja(self, source: str, place: Place) -> None:
        """A piece of Jinja on a line of its own, so that its errors lead back to `place`."""
        line = source.replace("\n", " ")
        self.source.append("\n" + line)
        self.places.append(place)

    def block(self, block: Block) -> None:
        """A block that is known already."""
        self.op(Do.BLOCK, block)
