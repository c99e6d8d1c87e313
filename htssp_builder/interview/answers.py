"""A district's answers, found by path, and everything that is wrong with them.

The answers stay the text that a person typed, with its line; a type is judged only here and only
by `values`. "Not known yet" ({unknown: {who, by}}) is an answer wherever a question is asked.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from hashlib import blake2b
from typing import NamedTuple

from htssp_builder.interview.conditions import Condition, parse_condition
from htssp_builder.interview.shapes import Shape, find_shape, paths
from htssp_builder.interview.values import NO, BadValue, canonical, tidy
from htssp_builder.problems import Problem, error
from htssp_builder.yamlfile.nodes import Mapping, Node, Scalar, Sequence

RECORD_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,27}")
_HEAD = frozenset({"format", "pack"})


class Unknown(NamedTuple):
    """ "Not known yet": who will find out, and by when (both as typed, both may be empty)."""

    who: str
    by: str


class Answers(NamedTuple):
    """shape: of the questionnaire. root: the answers file, read. name: of it, for messages."""

    shape: Shape
    root: Mapping
    name: str

    def node(self, path: str) -> Node | None:
        """What was typed at a path; a step into records is a record's id."""
        node: Node | None = self.root
        for step in path.split("."):
            node = step_into(node, step)
            if node is None:
                return None
        return node

    def text(self, path: str) -> str:
        """The answer's text, "" where there is none or it is more than one value."""
        node = self.node(path)
        return node.text if isinstance(node, Scalar) else ""

    def truth(self, path: str) -> str:
        """The text that a condition compares: "" for no answer, for no, and for not known yet."""
        node = self.node(path)
        if isinstance(node, Scalar):
            return self._compared(path, node.text)
        parts = node.items if isinstance(node, Sequence) else node.entries if node else None
        return "" if not parts or unknown(node) else "yes"

    def _compared(self, path: str, text: str) -> str:
        """One value as a condition sees it, whatever way of writing it the person chose."""
        shape = find_shape(self.shape, path)
        if shape is not None:
            text = canonical(shape.kind, text, shape.choices)
        return "" if text.strip().lower() in NO else text

    def asked(self, when: str) -> bool:
        """Whether a question with this condition is asked of this district."""
        return not when or condition(when).holds(self.truth)


_parsed: dict[str, Condition] = {}


def condition(when: str) -> Condition:
    """The condition, parsed once."""
    found = _parsed.get(when)
    if found is None:
        found = _parsed[when] = parse_condition(when)
    return found


def step_into(node: Node | None, step: str) -> Node | None:
    """The node one step down, through a mapping by key or through records by their id."""
    if isinstance(node, Mapping):
        return node.entries.get(step)
    if isinstance(node, Sequence):
        for item in node.items:
            if record_id(item) == step:
                return item
    return None


def record_id(item: Node) -> str:
    """The permanent id of a record, "" where it has none."""
    found = item.entries.get("id") if isinstance(item, Mapping) else None
    return found.text if isinstance(found, Scalar) else ""


def unknown(node: Node | None) -> Unknown | None:
    """Who finds out and by when, where the answer is "not known yet"."""
    inner = node.entries.get("unknown") if isinstance(node, Mapping) else None
    if inner is None:
        return None
    if not isinstance(inner, Mapping):
        return Unknown("", "")
    who, by = inner.entries.get("who"), inner.entries.get("by")
    return Unknown(
        who.text if isinstance(who, Scalar) else "", by.text if isinstance(by, Scalar) else ""
    )


def make_record_id(name: str, taken: set[str]) -> str:
    """A new permanent id from a record's name: "Lincoln Elementary" -> "lincoln-elementary"."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:24].strip("-") or "record"
    number, made = 2, stem
    while made in taken:
        made, number = f"{stem}-{number}", number + 1
    return made


_COSTLY = frozenset({"phone", "email"})
"""Kinds that a large library judges; what it has judged right before need not be judged again."""


def check_answers(answers: Answers, proven: set[bytes] | None = None) -> list[Problem]:
    """Every mistake in the answers, each with file and line, in the order of the file.

    proven: marks of values that were judged right before; the marks of others are added to it.
    """
    check = _Check(answers, set() if proven is None else proven)
    return list(check.mapping(answers.root, answers.shape, ""))


def _mark(kind: str, text: str) -> bytes:
    """Tells a judged value again without holding it."""
    return blake2b(f"{kind}\0{text}".encode("utf-8", "surrogatepass"), digest_size=8).digest()


class _Check:
    def __init__(self, answers: Answers, proven: set[bytes]) -> None:
        self.answers, self.proven = answers, proven

    def _problem(self, line: int, what: str, remedy: str) -> Problem:
        return error(f"{self.answers.name}:{line}", what, remedy)

    def mapping(self, node: Mapping, shape: Shape, path: str) -> Iterator[Problem]:
        for key, value in node.entries.items():
            if (not path and key in _HEAD) or (shape.kind == "record" and key == "id"):
                continue
            here = f"{path}.{key}" if path else key
            part = shape.child(key)
            if part is None:
                yield self._unknown_key(node.lines[key], key, shape, here)
            else:
                yield from self.node(value, part, here)

    def node(self, node: Node, shape: Shape, path: str) -> Iterator[Problem]:
        if isinstance(node, Scalar) and not node.text.strip():
            return
        if isinstance(node, Mapping) and "unknown" in node.entries:
            yield from self._unknown_answer(node, path)
        elif shape.kind == "records":
            yield from self._records(node, shape, path)
        elif shape.parts:
            if isinstance(node, Mapping):
                yield from self.mapping(node, shape, path)
            else:
                yield self._problem(
                    node.line,
                    f"{path} is one value, but '{shape.label or path}' has parts.",
                    f"Write the parts below it: {', '.join(list(shape.parts)[:4])} ...",
                )
        else:
            yield from self._leaf(node, shape, path)

    def _leaf(self, node: Node, shape: Shape, path: str) -> Iterator[Problem]:
        text = self._leaf_text(node, shape)
        if text is None:
            yield self._problem(
                node.line,
                f"{path} ({shape.label}) is a list or has parts, but one value is expected.",
                "Write one value on its line.",
            )
            return
        mark = _mark(shape.kind, text) if shape.kind in _COSTLY else b""
        if mark in self.proven:
            return
        try:
            tidy(shape.kind, text, shape.choices)
            if mark:
                self.proven.add(mark)
        except BadValue as bad:
            yield self._problem(node.line, f"{shape.label} ({path}): {bad.what}", bad.remedy)

    def _leaf_text(self, node: Node, shape: Shape) -> str | None:
        if isinstance(node, Scalar):
            return node.text
        if isinstance(node, Sequence) and shape.kind == "choices":
            return ", ".join(i.text for i in node.items if isinstance(i, Scalar))
        return None

    def _unknown_answer(self, node: Mapping, path: str) -> Iterator[Problem]:
        found = unknown(node)
        if found is None or not found.who.strip():
            yield self._problem(
                node.lines["unknown"],
                f"{path} is not known yet, but nobody is named who will find out.",
                "Write it like {unknown: {who: Maria Lopez, by: 2027-02-01}}.",
            )
            return
        if found.by:
            try:
                tidy("date", found.by)
            except BadValue as bad:
                yield self._problem(node.lines["unknown"], f"{path}: {bad.what}", bad.remedy)

    def _records(self, node: Node, shape: Shape, path: str) -> Iterator[Problem]:
        if not isinstance(node, Sequence):
            yield self._problem(
                node.line,
                f"{path} ({shape.label}) must be a list.",
                "Begin each entry on a line of its own with '- id: ...'.",
            )
            return
        ids: dict[str, int] = {}
        names: dict[str, int] = {}
        for item in node.items:
            yield from self._record(item, shape, path, ids, names)

    def _record(
        self, item: Node, shape: Shape, path: str, ids: dict[str, int], names: dict[str, int]
    ) -> Iterator[Problem]:
        record = shape.parts["*"]
        if not isinstance(item, Mapping):
            yield self._problem(
                item.line,
                f"This entry of {path} is one value, but a {record.label or 'record'} has parts.",
                "Write it like '- {id: lincoln, name: Lincoln Elementary}'.",
            )
            return
        yield from self._identity(item, record, path, ids)
        yield from self._name(item, record, path, names)
        yield from self.mapping(item, record, f"{path}.{record_id(item) or '?'}")

    def _identity(
        self, item: Mapping, record: Shape, path: str, ids: dict[str, int]
    ) -> Iterator[Problem]:
        known = record_id(item)
        name = item.entries.get(record.named_by)
        if not known:
            suggestion = make_record_id(name.text if isinstance(name, Scalar) else "", set(ids))
            yield self._problem(
                item.line,
                f"This {record.label or 'entry'} in {path} has no id.",
                f"Add 'id: {suggestion}' to it; it stays the same even when the name changes.",
            )
        elif not RECORD_ID.fullmatch(known):
            yield self._problem(
                item.line,
                f"'{known}' in {path} cannot be an id.",
                "Use small letters, digits and '-', at most 28, "
                f"like {make_record_id(known, set())}.",
            )
        elif known in ids:
            yield self._problem(
                item.line,
                f"The id '{known}' stands twice in {path} (first on line {ids[known]}).",
                "Give each its own id, or remove one of the two.",
            )
        ids.setdefault(known, item.line)

    def _name(
        self, item: Mapping, record: Shape, path: str, names: dict[str, int]
    ) -> Iterator[Problem]:
        name = item.entries.get("name")
        if not isinstance(name, Scalar) or not name.text or may_share_names(record):
            return
        plain = " ".join(name.text.lower().split())
        if plain in names:
            yield self._problem(
                name.line,
                f"'{name.text}' stands twice in {path} (first on line {names[plain]}).",
                "Remove one of the two, or make the names tell them apart.",
            )
        names.setdefault(plain, name.line)

    def _unknown_key(self, line: int, key: str, shape: Shape, path: str) -> Problem:
        near = get_close_matches(key, shape.parts, 1, 0.6) or get_close_matches(
            path, paths(self.answers.shape), 1, 0.75
        )
        remedy = f"Did you mean '{near[0]}'?" if near else "Remove it, or see `htssp pack show`."
        return self._problem(line, f"The questionnaire has no '{path}'.", remedy)


def may_share_names(record: Shape) -> bool:
    """Whether two records of a table may bear one name: two units of one agency, two meetings
    that are both "Regular", Labor Day of two years; but not two campuses."""
    name = record.parts.get("name")
    return "kind" in record.parts or name is None or name.label != "Name"


def nearest(shape: Shape, path: str) -> str:
    """A sentence that suggests the path which was probably meant, or ""."""
    near = get_close_matches(path, paths(shape), 1, 0.6)
    return f"Did you mean '{near[0]}'?" if near else ""
