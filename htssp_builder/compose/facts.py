"""What a template may name of the district's answers, each value with its path.

A place prints as a Field that knows where it came from. It is never text by itself: a string
operation on it would lose the path, so it is an error in the template.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from jinja2 import TemplateRuntimeError

from htssp_builder.compose.lawfacts import recipients, trusted
from htssp_builder.document.dates import show_date
from htssp_builder.document.text import digest
from htssp_builder.document.tree import Field, FieldState, Inline, Text
from htssp_builder.interview.answers import Answers, Unknown, record_id, unknown
from htssp_builder.interview.shapes import Shape
from htssp_builder.interview.values import NO, canonical, read_date, show
from htssp_builder.planning.planned import Planned
from htssp_builder.yamlfile.nodes import Mapping, Node, Scalar, Sequence

NOT_GIVEN = "–"
"""Stands where nothing was asked for: an optional part of an answer, such as a mobile number."""

NOT_SHOWN = "not shown"


class Facts(NamedTuple):
    """answers: the district's. law: fact groups of its state ({} where none are known).
    law_checked: whether a named person of the district has confirmed the law pages.
    hidden: a name that must not be printed -> what stands in its place.
    planned: the development plan on this district's calendar, None where there is none."""

    answers: Answers
    law: dict[str, Any]
    law_checked: bool = False
    hidden: tuple[tuple[str, str], ...] = ()
    planned: Planned | None = None

    def law_text(self, path: str) -> str:
        """A law value as a phrase, "" where it is unread or rests on a weak source."""
        value: Any = self.law
        for step in path.removeprefix("law.").split("."):
            if not isinstance(value, dict):
                return ""
            if not trusted(value):
                return ""
            if step == "to":
                return recipients(value.get("to") or [], value.get("to_which") or "any")
            if step == "not_to":
                return recipients(value.get("not_to") or [], "any")
            value = value.get(
                "school_staff" if step == "text" and "school_staff" in value else step
            )
        if isinstance(value, bool):
            return "yes" if value else "no"
        return "" if value is None or isinstance(value, dict | list | tuple) else str(value)


def hidden_names(root: Mapping) -> tuple[tuple[str, str], ...]:
    """Every person who is shown by role or not at all, with the words that stand instead."""
    found: list[tuple[str, str]] = []

    def walk(node: Node) -> None:
        if isinstance(node, Sequence):
            for item in node.items:
                walk(item)
        if not isinstance(node, Mapping):
            return
        parts = {k: v.text for k, v in node.entries.items() if isinstance(v, Scalar)}
        if parts.get("name") and parts.get("shown_as") in ("role", "unlisted"):
            role = parts.get("title") or parts.get("role") or "a committee member"
            found.append((parts["name"], role if parts["shown_as"] == "role" else NOT_SHOWN))
        for part in node.entries.values():
            walk(part)

    walk(root)
    return tuple(found)


class Given:
    """A place in the answers, as a template sees it. Names of parts are attributes."""

    __slots__ = (
        "_below", "_rows", "facts", "fallback", "node", "open", "owner", "parted", "path", "shape",
        "who",
    )  # fmt: skip

    def __init__(
        self,
        facts: Facts,
        path: str,
        shape: Shape,
        node: Node | None,
        above: "Given | None" = None,
    ) -> None:
        self.facts, self.path, self.shape = facts, path, shape
        self.open: Unknown | None = (None if above is None else above.open) or unknown(node)
        self.node = None if self.open else node
        self.who: str = "" if above is None else above.who
        self.owner: Given | None = None if above is None else above.owner
        self.fallback = ""
        # A template names the same places again and again.
        self._below: dict[str, Given] = {}
        self._rows: list[Given] | None = None
        self.parted = above is not None and above.open is not None and not path.endswith(".name")
        """Whether this is a further part of something not known yet, which says so once."""
        if "shown_as" in shape.parts:
            self.owner = self

    def part(self, name: str) -> "Given | None":
        """The place one step down, or None where the questionnaire has no such place."""
        known = self._below.get(name)
        if known is not None:
            return known
        shape = self.shape.child(name)
        if shape is None:
            return None
        node = self.node.entries.get(name) if isinstance(self.node, Mapping) else None
        path = f"{self.path}.{name}" if self.path else name
        below = Given(self.facts, path, shape, node, self)
        if self.shape.kind in ("clock", "statement") and self.shape.default:
            below.fallback = self._law_part(name)
        self._below[name] = below
        return below

    def _law_part(self, name: str) -> str:
        """The law's value for a part of a clock or statement that the district has not set."""
        together: tuple[str, ...] = ("when", "at_latest", "unit", "counts_from")
        if self.shape.kind == "statement":
            together = ("text", "citation")
        entries = self.node.entries if isinstance(self.node, Mapping) else {}
        if name in together and any(part in entries for part in together):
            return ""
        return self.facts.law_text(f"{self.shape.default}.{name}")

    # -- for conditions ---------------------------------------------------------------------

    def __bool__(self) -> bool:
        if self.shape.kind == "clock":
            return bool(self.clock())
        if self.shape.kind == "statement":
            return bool(getattr(self.part("text"), "raw", ""))
        if isinstance(self.node, Scalar):
            return bool(self.node.text.strip()) and self.node.text.lower() not in NO
        if isinstance(self.node, Sequence):
            return self.shape.kind != "records" or any(True for _ in self)
        if isinstance(self.node, Mapping):
            return any(not isinstance(n, Scalar) or n.text for n in self.node.entries.values())
        return self._default().lower() not in ("", *NO)

    def __eq__(self, other: object) -> bool:
        return self.plain == (other.plain if isinstance(other, Given) else other)

    def __hash__(self) -> int:
        return hash(self.path)

    def __contains__(self, value: object) -> bool:
        return value in [part.strip() for part in self.plain.split(",")]

    def __iter__(self) -> "Iterator[Given]":
        if self.shape.kind != "records":
            raise TemplateRuntimeError(f"'{self.path}' is not a table; it cannot be looped over.")
        if self._rows is None:
            self._rows = list(self._records())
        return iter(self._rows)

    def _records(self) -> "Iterator[Given]":
        record = self.shape.parts["*"]
        for item in self.node.items if isinstance(self.node, Sequence) else []:
            if isinstance(item, Mapping):
                one = Given(self.facts, f"{self.path}.{record_id(item) or '?'}", record, item, self)
                name = item.entries.get(record.named_by)
                one.who = self.discreet(name.text) if isinstance(name, Scalar) else ""
                if one.shown_as() != "unlisted":
                    yield one

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __str__(self) -> str:
        raise TemplateRuntimeError(
            f"'{self.path}' was used as plain text and would lose its path; print it by itself."
        )

    # -- values -----------------------------------------------------------------------------

    @property
    def ident(self) -> str:
        """The record's id, the last step of the path; it was made from a name, so that of a
        person who is not shown by name is made unreadable."""
        known = self.path.rsplit(".", 1)[-1]
        return known if self.shown_as() == "name" else digest(known)

    @property
    def label(self) -> str:
        """The question's label; of a record with the record's name."""
        label = self.shape.label or self.path
        return f"{self.who}, {label[:1].lower()}{label[1:]}" if self.who else label

    @property
    def raw(self) -> str:
        """What was typed, else the default, else ""."""
        if isinstance(self.node, Sequence):
            return ", ".join(i.text for i in self.node.items if isinstance(i, Scalar))
        typed = self.node.text.strip() if isinstance(self.node, Scalar) else ""
        return typed or self._default()

    @property
    def plain(self) -> str:
        """What a condition compares: a choice by its value, also where its label was typed."""
        return canonical(self.shape.kind, self.raw, self.shape.choices)

    def _default(self) -> str:
        if self.fallback or self.open:
            return self.fallback
        default = self.shape.default
        return self.facts.law_text(default) if default.startswith("law.") else default

    def shown_as(self) -> str:
        """How the person at this place may appear: name, role or unlisted."""
        part = self.node.entries.get("shown_as") if isinstance(self.node, Mapping) else None
        return part.text if isinstance(part, Scalar) and part.text else "name"

    def discreet(self, text: str) -> str:
        """The text without the names of people who are not to be shown."""
        for name, instead in self.facts.hidden:
            if name.lower() in text.lower():
                whole = rf"(?<!\w){re.escape(name)}(?!\w)"
                text = re.sub(whole, instead.replace("\\", r"\\"), text, flags=re.IGNORECASE)
        return text

    def clock(self, *, start: bool = True) -> str:
        """A time limit as a phrase, the law's own word and its outer limit, "" where none.

        start: whether the phrase says from when the limit counts.
        """
        when, most, unit, counted = (
            getattr(self.part(n), "raw", "") for n in ("when", "at_latest", "unit", "counts_from")
        )
        return clock_phrase(when, most, unit, counted if start else "")

    def verified(self) -> bool:
        """Whether a named person has confirmed what stands here, and when."""
        part = self.part("verified")
        return part is not None and all(getattr(part.part(n), "raw", "") for n in ("by", "on"))

    # -- printing ---------------------------------------------------------------------------

    def inline(self) -> Inline:
        """The answer as it is printed."""
        if self.shape.kind == "clock":
            return self.clock_inline()
        if self.shape.kind == "role":
            return self._first("primary")
        if self.shape.kind in ("person", "record"):
            return self._first("name")
        if self.shape.kind == "statement":
            return self._first("text")
        if self.shape.kind == "records":
            return self._absent()
        if self.shape.parts:
            raise TemplateRuntimeError(f"'{self.path}' has parts; print one of them.")
        if self.owner is not None and self.owner.shown_as() != "name":
            return self._withheld(self.owner)
        return self._leaf()

    def _first(self, name: str) -> Inline:
        part = self.part(name)
        if part is None:
            raise TemplateRuntimeError(f"'{self.path}' cannot be printed as a whole.")
        return part.inline()

    def _leaf(self) -> Field:
        raw = self.raw
        if not raw:
            return self._absent()
        shown = self.discreet(show(self.shape.kind, raw, self.shape.choices))
        typed = isinstance(self.node, Scalar | Sequence)
        from_law = bool(self.fallback) or self.shape.default.startswith("law.")
        unsure = not typed and from_law and not self.facts.law_checked
        return self._field(shown, "unverified" if unsure else "given")

    def _field(self, text: str, state: FieldState) -> Field:
        choices = tuple([label for _, label in self.shape.choices]) if self.shape.choices else ()
        return Field(self.path, self.label, text, state, self.shape.kind, choices)

    def _absent(self) -> Field:
        if self.open and self.parted:
            return self._field("[Not known yet]", "unknown")
        if self.open:
            day = read_date(self.open.by)
            by = f" by {show_date(day)}" if day else ""
            who = self.discreet(self.open.who)
            return self._field(
                f"[Not known yet: {self.label}. {who} will find out{by}.]", "unknown"
            )
        if not self.shape.required:
            return self._field(NOT_GIVEN, "given")
        return self._field(f"[To complete: {self.label}]", "missing")

    def _withheld(self, owner: "Given") -> Inline:
        """A person shown by role, or not at all, is never printed by name or private number.
        Nor does a field carry the path of such a record: its id was made from the name."""
        name = self.path.rsplit(".", 1)[-1]
        if owner.shown_as() == "role" and name not in ("name", "mobile", "email"):
            leaf = self._leaf()
            return Text(leaf.text) if owner.shape.kind == "record" else leaf
        if name != "name":
            return Text(NOT_GIVEN)
        for part in (owner.part("title"), owner.part("role")):
            if part is not None and part.raw and owner.shown_as() == "role":
                return Text(self.discreet(part.raw))
        return Text(NOT_SHOWN)

    def clock_inline(self, *, start: bool = True) -> Inline:
        """A time limit as it is printed, marked while nobody of the district confirmed it."""
        words = self.clock(start=start)
        if not words:
            return self._absent()
        if self.verified():
            return Text(words)
        return self._field(words, "unverified")


def clock_phrase(when: str, at_latest: str, unit: str, counts_from: str = "") -> str:
    """A time limit in one phrase; "immediately" stays a word and is never turned into hours."""
    limit = ""
    if at_latest:
        one = at_latest == "1" and unit.endswith("s")
        limit = f"within {at_latest} {unit[:-1] if one else unit}".strip()
        limit += f" of {counts_from}" if counts_from else ""
    if when and limit:
        return f"{when}, and {limit}"
    return when or limit
