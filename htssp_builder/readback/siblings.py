"""The same answer at several places: the one that changed is meant, two changes are a conflict."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from htssp_builder.readback.model import Edited


class Meant(NamedTuple):
    """All changes of one path. values: how each is kept -> those who say so; more than one is a
    conflict, whoever came last."""

    path: str
    values: dict[str, tuple[Edited, ...]]

    @property
    def edits(self) -> tuple[Edited, ...]:
        return tuple(edit for said in self.values.values() for edit in said)

    @property
    def agreed(self) -> bool:
        return len(self.values) == 1


def by_path(edits: Iterable[Edited], kept: Callable[[Edited], str]) -> list[Meant]:
    """The changes by path, in the order in which the paths were met.

    kept: the form in which two ways of writing one answer are the same.
    """
    made: dict[str, dict[str, tuple[Edited, ...]]] = {}
    for edit in edits:
        values = made.setdefault(edit.path, {})
        key = kept(edit)
        values[key] = (*values.get(key, ()), edit)
    return [Meant(path, values) for path, values in made.items()]
