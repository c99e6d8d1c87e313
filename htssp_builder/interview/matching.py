"""Which record of a table a row speaks of: the one it names, never a second one of it.

A row names its record by id, else by what tells the records of its table apart: the name, for
tables with a kind (agencies) also kind and unit, for meetings the day. Capitals, spaces and the
way in which an accent is stored do not count.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from htssp_builder.interview.shapes import Shape, find_shape
from htssp_builder.interview.values import canonical, read_date


class Identity(NamedTuple):
    """What tells a record from the others, in one spelling; "" where nothing is said.

    main: its name, as a rule. more: kind and unit, where the table has them. spare: the table's
    first column, which stands in for a main column further on (a signatory's role).
    """

    main: str = ""
    more: tuple[str, ...] = ()
    spare: str = ""

    def __bool__(self) -> bool:
        return bool(self.main or self.spare)

    @property
    def key(self) -> tuple[str, ...]:
        """Equal for two descriptions of one record that say equally much."""
        return ("main", self.main, *self.more) if self.main else ("spare", self.spare)


class Existing(NamedTuple):
    """A record that is there. place: of it in its table, from 0."""

    id: str
    identity: Identity
    place: int


class Found(NamedTuple):
    """The record of a row. match: None for a new one. several: ids, where it may be more than
    one of them."""

    match: Existing | None = None
    several: tuple[str, ...] = ()


def naming_columns(record: Shape) -> tuple[str, ...]:
    """The columns by which a record of this table is told from the others, the main one first.

    A `name` that is labelled as something else may repeat (two meetings are both "Regular"):
    then the table's first column counts.
    """
    parts = record.parts
    main, first = record.named_by, next(iter(parts))
    own_name = main in parts and (main != "name" or parts[main].label == "Name" or main == first)
    more = [name for name in ("kind", "unit") if "kind" in parts and name in parts]
    return (main if own_name else first, *more)


def identity_of(record: Shape, values: Mapping[str, str]) -> Identity:
    """What tells this record apart. values: column -> text."""
    main, *more = naming_columns(record)
    first = next(iter(record.parts))
    spare = _part(record, first, values) if first not in (main, *more) else ""
    parts = tuple(_part(record, column, values) for column in more)
    return Identity(_part(record, main, values), parts, spare)


def _part(record: Shape, column: str, values: Mapping[str, str]) -> str:
    text, shape = values.get(column, ""), find_shape(record, column)
    day = read_date(text) if shape is not None and shape.kind == "date" else None
    if day is not None:
        return day.isoformat()
    text = canonical(shape.kind, text, shape.choices) if shape is not None else text
    return one_spelling(text)


def one_spelling(text: str) -> str:
    """A text in the one spelling by which names are compared."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


class Register:
    """The records of a table, looked up by their ids and by what tells them apart."""

    def __init__(self, records: Sequence[Existing]) -> None:
        self.by_id = {record.id: record for record in records if record.id}
        self._named: defaultdict[str, list[Existing]] = defaultdict(list)
        self._spare: defaultdict[str, list[Existing]] = defaultdict(list)
        for record in records:
            self._named[record.identity.main].append(record)
            self._spare[record.identity.spare].append(record)

    def find(self, row: Identity) -> Found:
        """The record that a row means: the one that is the same in every part, else the only
        one that agrees wherever both say something."""
        for fitting in (self._by_name(row), self._by_spare(row)):
            if len(fitting) > 1:
                return Found(several=tuple(record.id for record in fitting))
            if fitting:
                return Found(fitting[0])
        return Found()

    def _by_name(self, row: Identity) -> list[Existing]:
        named = self._named.get(row.main, []) if row.main else []
        return [record for record in named if record.identity.more == row.more] or [
            record for record in named if _agree(record.identity.more, row.more)
        ]

    def _by_spare(self, row: Identity) -> list[Existing]:
        """Where one of the two has no name: a role that is still to be filled, for example."""
        there = self._spare.get(row.spare, []) if row.spare else []
        nameless = [record for record in there if not record.identity.main]
        return nameless if row.main or nameless else there


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(a == b or not a or not b for a, b in zip(one, other, strict=True))
