"""The filters of a pack. Each gives fields or words to print, never a string made of answers."""

from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import TemplateRuntimeError

from htssp_builder.compose.facts import NOT_GIVEN, Given
from htssp_builder.compose.lawfacts import LawFact, recipients
from htssp_builder.document.tree import Box, Field, Inline, Link, Reference, Text


def who(person: Given) -> list[Inline]:
    """A person with the title: "Maria Lopez, Director of Student Services"."""
    person = _person(person)
    name, title = person.part("name"), person.part("title")
    out = [] if name is None else [name.inline()]
    if title is not None and title.raw and person.shown_as() == "name":
        out += [Text(", "), title.inline()]
    return out


def reach(person: Given) -> list[Inline]:
    """Every number of a person, each named: "(530) 555-0142, mobile (530) 555-0143"."""
    person = _person(person)
    out: list[Inline] = []
    for part, words in (("phone", ""), ("mobile", "mobile "), ("after_hours", "after hours ")):
        value = person.part(part)
        if value is None or not (value.raw or value.shape.required or value.open):
            continue
        number = value.inline()
        if number == Text(NOT_GIVEN):  # the person is not shown
            continue
        out += [Text(f", {words}" if out else words)] if out or words else []
        out.append(number)
    return out or [Text(NOT_GIVEN)]


def contact(person: Given) -> list[Inline]:
    """Who it is and every number: for a call list."""
    return [*who(person), Text(": "), *reach(person)]


def where(records: Iterable[Given], column: str, *values: str) -> list[Given]:
    """The records whose column has one of these values."""
    out = []
    for record in records:
        part = record.part(column)
        if part is None:
            raise TemplateRuntimeError(f"'{record.path}' has no column '{column}'.")
        if any(value in part for value in values):
            out.append(record)
    return out


def either(values: Any) -> list[Inline]:
    """A list in words: "a, b or c"; of law recipients with their conditions."""
    return _series(values, "or")


def all_of(values: Any) -> list[Inline]:
    """A list in words: "a, b and c"."""
    return _series(values, "and")


def _series(values: Any, last: str) -> list[Inline]:
    if isinstance(values, LawFact):
        entries = values.value
        if isinstance(entries, list | tuple) and entries and isinstance(entries[0], dict):
            return [Text(recipients(entries, "all" if last == "and" else "any"))]
        return [values.inline()]
    items = list(values)
    out: list[Inline] = []
    for number, item in enumerate(items):
        if number:
            out.append(Text(f" {last} " if number == len(items) - 1 else ", "))
        out.append(_inline(item))
    return out


def upper_first(value: Any) -> list[Inline]:
    """Derived words with a capital at their head, for the beginning of a sentence."""
    inlines = value if isinstance(value, list) else [_inline(value)]
    first = inlines[0]
    if isinstance(first, Text | Field) and not first.text.startswith("["):
        return [first._replace(text=first.text[:1].upper() + first.text[1:]), *inlines[1:]]
    return inlines


def short(clock: Given) -> Inline:
    """A time limit without the words that say from when it counts: for tables and cards."""
    return clock.clock_inline(start=False)


def lower_first(value: Any) -> Inline:
    """A choice's label inside a sentence: "Daily" -> "daily"."""
    inline = _inline(value)
    if not isinstance(inline, Text | Field) or inline.text[:1] == "[" or inline.text[1:2].isupper():
        return inline
    return inline._replace(text=inline.text[:1].lower() + inline.text[1:])


def needed(answer: Given) -> Inline:
    """An answer that no question demands, where this sentence cannot be said without it."""
    inline = answer.inline()
    if answer.raw or answer.open or not isinstance(inline, Field):
        return inline
    return inline._replace(text=f"[To complete: {inline.label}]", state="missing")


def number(values: Any) -> Text:
    """How many there are, in digits from 10 on."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    count = len(list(values))
    return Text(words[count] if count < len(words) else f"{count:,}")


def _inline(value: Any) -> Inline:
    if isinstance(value, Given | LawFact):
        return value.inline()
    if isinstance(value, Text | Field | Link | Reference | Box):
        return value
    return Text(str(value))


def _person(value: Given) -> Given:
    if value.shape.kind == "role":
        primary = value.part("primary")
        return value if primary is None else primary
    return value


FILTERS: dict[str, Callable[..., Any]] = {
    "who": who,
    "reach": reach,
    "contact": contact,
    "where": where,
    "either": either,
    "all_of": all_of,
    "upper_first": upper_first,
    "lower_first": lower_first,
    "needed": needed,
    "number": number,
    "short": short,
}
