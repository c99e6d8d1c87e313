"""The column names that people put above a table, and the columns that they mean.

A column may be named by its id ("contact.name"), by its label ("Point of contact, name") or, for
a person, by the person's label alone; capitals, spaces and signs do not count.
"""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple
from unicodedata import normalize

from htssp_builder.interview.shapes import Shape, leaves
from htssp_builder.problems import Problem, error

ID = "id"


class Header(NamedTuple):
    """One name above a table.

    text: as it stands there. number: of its column, from 1. path: the column that is meant
    ("contact.name"), "" for none. label: of it. suggestion: where none, the column that was
    probably meant, in words.
    """

    text: str
    number: int
    path: str
    label: str
    suggestion: str = ""


def column_letter(number: int) -> str:
    """1 -> "A", 27 -> "AA", as spreadsheets name their columns."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def named_column(header: Header) -> str:
    """A column as a message names it: "column C (Phone)"."""
    return f"column {column_letter(header.number)} ({header.text})"


class Columns:
    """The columns of a table of records, found by any of their names."""

    def __init__(self, record: Shape) -> None:
        self.leaves = dict(leaves(record))
        people = {n: part for n, part in record.parts.items() if part.kind == "person"}
        names = [
            (ID, ID),
            *((path, path) for path in self.leaves),
            *((leaf.label, path) for path, leaf in self.leaves.items()),
            *((name, f"{name}.name") for name in people),
            *((part.label, f"{name}.name") for name, part in people.items()),
        ]
        self.plain = [
            f"{part.label}, name (or title, phone, e-mail ...)" if part.kind == "person"
            else part.label
            for part in record.parts.values()
        ]  # fmt: skip
        self._meant: dict[str, str] = {}
        for text, path in names:
            if bare(text):
                self._meant.setdefault(bare(text), path)

    def label(self, path: str) -> str:
        """The label of a column, for people."""
        return "id" if path == ID else self.leaves[path].label

    def header(self, text: str, number: int) -> Header:
        """What a name above a table means."""
        path = self._meant.get(bare(text), "")
        if path:
            return Header(text, number, path, self.label(path))
        near = get_close_matches(bare(text), self._meant, 1, 0.6)
        meant = self._meant[near[0]] if near else ""
        return Header(text, number, "", "", f"{self.label(meant)} ({meant})" if meant else "")

    def some(self) -> str:
        """The columns as a message names them: a person is enough to name, not each part."""
        return f"{'; '.join(self.plain)}."


def bare(text: str) -> str:
    """What two ways to write one name have in common: letters and digits, in small letters."""
    return "".join(sign for sign in normalize("NFC", text).casefold() if sign.isalnum())


def header_problems(
    headers: Sequence[Header], columns: Columns, used: set[int], where: str
) -> list[Problem]:
    """Every column name that is wrong. used: numbers of the columns with anything below them."""
    problems: list[Problem] = []
    met: dict[str, Header] = {}
    strange = [h.text for h in headers if h.text and not (h.path or h.suggestion)]
    if strange:
        problems.append(_strange(strange, columns, where))
    for header in headers:
        if not header.path:
            if header.suggestion or (not header.text and header.number in used):
                problems.append(_unknown(header, columns, where))
        elif header.path in met:
            problems.append(
                error(
                    where,
                    f"'{header.label}' stands above {named_column(met[header.path])} and "
                    f"again above {named_column(header)}.",
                    "Keep the right one.",
                )
            )
        met.setdefault(header.path, header)
    return problems


def _unknown(header: Header, columns: Columns, where: str) -> Problem:
    if not header.text:
        return error(
            where,
            f"Column {column_letter(header.number)} has no name above it.",
            f"Write one into its first row: {columns.some()}",
        )
    remedy = f"Did you mean {header.suggestion}? Correct the name, or delete the column."
    return error(where, f"The table has no '{header.text}'.", remedy)


def _strange(names: Sequence[str], columns: Columns, where: str) -> Problem:
    """All names that resemble no column, in one sentence: an export of a school's own system
    has dozens of columns of its own."""
    many = len(names) > 1
    return error(
        where,
        f"The table has no {', '.join(repr(name) for name in names)}.",
        f"Delete {'these columns' if many else 'the column'}, or name {'each' if many else 'it'} "
        f"after one of: {columns.some()}",
    )
