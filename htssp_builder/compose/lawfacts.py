"""The law of the district's state, as a template sees it.

A value that nobody of the district has confirmed prints as "unverified"; one that nobody has
read, or that was read only in a weak source, prints as a question to counsel and never as fact.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from jinja2 import TemplateRuntimeError

from htssp_builder.document.dates import show_date
from htssp_builder.document.text import digest
from htssp_builder.document.tree import Field, Inline, Text
from htssp_builder.pack.confidence import may_be_filled_in


def listed(words: list[str], last: str) -> str:
    """ "a, b or c" """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def trusted(entry: Any) -> bool:
    """Whether a fact may be printed; one without a confidence of its own rests on its group's."""
    confidence = entry.get("confidence") if isinstance(entry, dict) else None
    return not confidence or may_be_filled_in(confidence)


def recipients(entries: Sequence[dict[str, Any]], which: str) -> str:
    """Who receives a report, in one phrase; a condition stays with its recipient.

    A recipient that was read only in a weak source is left out. which: "any", "all", or
    "by-condition": more than one may then have to be told.
    """
    words = [
        f"{e['name']} ({e['condition']})" if e.get("condition") else str(e["name"])
        for e in entries
        if trusted(e)
    ]
    if which == "by-condition":
        return "; ".join(words)
    return listed(words, "and" if which == "all" else "or")


class LawFact:
    """One value, group or list of the law data, with its path ("law.oral.when")."""

    __slots__ = ("_checked", "_path", "_trusted", "_value", "_which")

    def __init__(
        self, value: Any, path: str, checked: bool, good: bool = True, which: str = "any"
    ) -> None:
        """checked: whether a named person of the district has confirmed the law pages.
        good: whether the group above may be printed. which: of recipients, any or all."""
        self._value, self._path, self._checked, self._which = value, path, checked, which
        self._trusted = good and trusted(value)

    def part(self, name: str) -> "LawFact":
        """The value one step down; a fact that nobody has read is empty, not an error."""
        group = self._value if isinstance(self._value, dict) else {}
        which = str(group.get("to_which") or "any") if name == "to" else "any"
        path = f"{self._path}.{name}"
        return LawFact(group.get(name), path, self._checked, self._trusted, which)

    @property
    def path(self) -> str:
        """Where the value stands: "law.oral.when"."""
        return self._path

    @property
    def ident(self) -> str:
        """What tells one entry of a list from the others, the same in every build."""
        known = self._value.get("id") if isinstance(self._value, dict) else None
        return str(known or digest(repr(self._value)))

    @property
    def value(self) -> Any:
        """The plain value, None where it is unread or rests on a weak source."""
        return self._value if self._trusted else None

    def __bool__(self) -> bool:
        if isinstance(self.value, list | tuple):
            return len(self) > 0
        return self.value not in (None, "", "false", False, {})

    def __eq__(self, other: object) -> bool:
        return bool(self._plain() == (other._plain() if isinstance(other, LawFact) else other))

    def __hash__(self) -> int:
        return hash(self._path)

    def __iter__(self) -> "Iterator[LawFact]":
        items = self.value if isinstance(self.value, list | tuple) else ()
        for number, item in enumerate(items):
            known = item.get("id") if isinstance(item, dict) else None
            path = f"{self._path}.{known or number}"
            fact = LawFact(item, path, self._checked, self._trusted)
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
        kind, _, rest = self._path.partition(".")
        words = rest.replace(".", ", ").replace("_", " ").replace("-", " ")
        label = f"{'Federal law' if kind == 'fed' else 'Law'}: {words}"
        if not text:
            return Field(self._path, label, "[Ask counsel: not read in the law yet]", "missing")
        return Text(text) if self._checked else Field(self._path, label, text, "unverified")

    def text(self) -> str:
        """The value in words, "" where there is none."""
        value = self.value
        if isinstance(value, list | tuple):
            return self._list(list(value))
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if isinstance(value, date):
            return show_date(value)
        return "" if value is None or isinstance(value, dict) else str(value)

    def _list(self, items: list[Any]) -> str:
        if all(isinstance(item, dict) and "name" in item for item in items):
            return recipients(items, self._which)
        plain = not any(isinstance(item, dict) for item in items)
        return listed([str(item) for item in items], "and") if plain else ""
