"""The law of the district's state, as a template sees it.

A value that nobody of the district has confirmed prints as "unverified"; one that nobody has
read, or that was read only in a weak source, prints as a question to counsel and never as fact.
"""

from collections.abc import Iterator
from typing import Any

from jinja2 import TemplateRuntimeError

from htssp_builder.document.tree import Field, Inline, Text

GOOD = frozenset({"high", "medium"})


def listed(words: list[str], last: str) -> str:
    """ "a, b or c" """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def recipients(entries: list[dict[str, Any]], which: str) -> str:
    """Who receives a report, in one phrase; a condition stays with its recipient."""
    words = [
        f"{e['name']} ({e['condition']})" if e.get("condition") else str(e["name"]) for e in entries
    ]
    return listed(words, "and" if which == "all" else "or")


class LawFact:
    """One value, group or list of the law data, with its path ("law.oral.when")."""

    __slots__ = ("_checked", "_path", "_trusted", "_value")

    def __init__(self, value: Any, path: str, checked: bool, trusted: bool = True) -> None:
        self._value, self._path, self._checked = value, path, checked
        confidence = value.get("confidence", "") if isinstance(value, dict) else ""
        self._trusted = trusted and (not confidence or confidence in GOOD)

    def part(self, name: str) -> "LawFact":
        """The value one step down; a fact that nobody has read is empty, not an error."""
        inner = self._value.get(name) if isinstance(self._value, dict) else None
        return LawFact(inner, f"{self._path}.{name}", self._checked, self._trusted)

    @property
    def value(self) -> Any:
        """The plain value, None where it is unread or rests on a weak source."""
        return self._value if self._trusted else None

    def __bool__(self) -> bool:
        return self.value not in (None, "", "false", False, [], {})

    def __eq__(self, other: object) -> bool:
        return bool(self._plain() == (other._plain() if isinstance(other, LawFact) else other))

    def __hash__(self) -> int:
        return hash(self._path)

    def __iter__(self) -> "Iterator[LawFact]":
        for number, item in enumerate(self.value if isinstance(self.value, list) else []):
            fact = LawFact(item, f"{self._path}.{number}", self._checked, self._trusted)
            if fact.value is not None:
                yield fact

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __str__(self) -> str:
        raise TemplateRuntimeError(f"'{self._path}' was used as plain text; print it by itself.")

    def _plain(self) -> Any:
        return self.value

    def inline(self) -> Inline:
        """The value as it is printed."""
        text = self.text()
        label = f"Law: {self._path.removeprefix('law.').replace('.', ', ').replace('_', ' ')}"
        if not text:
            return Field(self._path, label, "[Ask counsel: not read in the law yet]", "missing")
        return Text(text) if self._checked else Field(self._path, label, text, "unverified")

    def text(self) -> str:
        """The value in words, "" where there is none."""
        value = self.value
        if isinstance(value, list) and all(isinstance(v, dict) and "name" in v for v in value):
            return recipients(value, "any")
        return "" if value is None or isinstance(value, dict | list) else str(value)
