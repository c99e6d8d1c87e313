"""Reads YAML text strictly: every scalar as text with its line, every mistake in one pass."""

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from htssp_builder.problems import Problem, error
from htssp_builder.yamlfile.mistakes import is_mistake, recover
from htssp_builder.yamlfile.nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from yaml_edit import YamlFile

_NOT_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]|\r(?!\n)"
)
_FLOOD = re.compile(r"(?:[\[{][^\]}\[{]*){250}")
"""So many open brackets cost the parser minutes and mean nothing in an answer file."""

_EMPTY = frozenset(("~", "null", "Null", "NULL"))
_ASKED = (b"? ", b"?\t", b"?\n", b"?\r")
_BLOCK = ('"', "'", "|", ">")


def read(text: str, name: str) -> tuple[Mapping, list[Problem]]:
    """What a YAML text says, and everything that is wrong with it.

    text: the whole file, decoded; a byte order mark and any newline style are fine.
    name: of the file, for the places of the problems ("district.yaml:12").

    Gives what could be read, with an empty mapping where nothing could. A name used twice keeps
    its first value. Anchors, aliases, tags and further documents are problems, not features.
    """
    text, problems = _clean(text, name)
    if text.count("[") + text.count("{") > 250 and _FLOOD.search(text):
        return Mapping({}, {}, 1), [*problems, _too_deep(name)]
    file = _sound(text)
    if file is None:
        text, mistakes = recover(text, name)
        problems += mistakes
        from yaml_edit import YamlFile

        file = YamlFile.parse_relaxed(text)[0]
    walk = _Walk(text, name)
    mapping = walk.file(file)
    problems += walk.problems
    return mapping, sorted(problems, key=_line)


def _line(problem: Problem) -> int:
    return int(problem.where.rpartition(":")[2])


def _sound(text: str) -> "YamlFile | None":
    """The parsed text, or None where anything is wrong with it. The checks take longer than the
    parsing; one that has nothing to look for is left out."""
    from yaml_edit import ParseError, YamlFile

    try:
        file = YamlFile.parse(text)
    except ParseError:
        return None
    found = file.validate(
        duplicate_keys=False,
        tabs="\t" in text,
        anchors="&" in text or "*" in text,
        document_markers="---" in text or "..." in text or "%" in text,
    )
    return None if any(map(is_mistake, found)) else file


def _clean(text: str, name: str) -> tuple[str, list[Problem]]:
    """The text without byte order mark and unprintable signs, ending with a line break."""
    text = text.removeprefix("\ufeff")
    problems = []
    if _NOT_TEXT.search(text):
        for number, line in enumerate(text.split("\n"), start=1):
            if found := _NOT_TEXT.search(line + "\n"):
                problems.append(_not_text(f"{name}:{number}", found[0]))
        text = _NOT_TEXT.sub("", text)
    return (text if text.endswith("\n") else text + "\n"), problems


def _not_text(where: str, sign: str) -> Problem:
    what = "a carriage return" if sign == "\r" else f"an invisible sign (U+{ord(sign):04X})"
    return error(
        where,
        f"The line contains {what} that does not belong in a text file.",
        "Type the line again, without pasting.",
    )


def _too_deep(name: str) -> Problem:
    return error(
        f"{name}:1",
        "Hundreds of brackets are opened and not closed.",
        "Close each { or [, or put quotation marks around the text they belong to.",
    )


class _Walk:
    """From the parser's tree to nodes. `problems` collects what is refused on the way."""

    def __init__(self, text: str, name: str) -> None:
        data = text.encode("utf-8")
        self._data = data
        self._file_name = name
        self._breaks = [found.start() for found in re.finditer(b"\n", data)]
        self.problems: list[Problem] = []

    def file(self, file: "YamlFile") -> Mapping:
        documents = file.documents()
        if file.directives():
            self._refuse(0, "The file begins with a line that starts with %.", "Remove the line.")
        for extra in documents[1:]:
            self._refuse(
                extra.byte_range()[0],
                "A second document begins here, after a line of three hyphens.",
                "Keep one document in one file and remove the line.",
            )
        document = documents[0] if documents else None
        root = None if document is None else document.root()
        if document is None or root is None:
            return Mapping({}, {}, 1)
        for anchor in document.anchors():
            self._anchor(anchor)
        node = self._node(root)
        return node if isinstance(node, Mapping) else self._no_mapping(root, node)

    def _no_mapping(self, root: Any, node: Node) -> Mapping:
        if node != Scalar("", node.line, False):
            self._refuse(
                root.byte_range()[0],
                "The file does not begin with a name and a colon.",
                "Write a name, a colon, a space and the value, such as: format: 1.",
            )
        return Mapping({}, {}, 1)

    def _at(self, offset: int) -> int:
        return bisect_right(self._breaks, offset - 1) + 1

    def _refuse(self, offset: int, what: str, remedy: str) -> None:
        self.problems.append(error(f"{self._file_name}:{self._at(offset)}", what, remedy))

    def _anchor(self, anchor: str) -> None:
        self._refuse(
            max(self._data.find(b"&" + anchor.encode("utf-8")), 0),
            f"The value begins with &{anchor}, which YAML takes for a label, not for text.",
            "Put quotation marks around the value if & belongs to it, or remove the label.",
        )

    def _node(self, node: Any, line: int = 0) -> Node:
        """line: where a scalar stands, when that is known already; asking costs time."""
        scalar = node.as_scalar()
        if scalar is not None:
            raw = scalar.value()
            line = line or self._at(node.byte_range()[0])
            if not raw or raw in _EMPTY:
                return Scalar("", line, False)
            if raw[0] in _BLOCK:
                return Scalar(scalar.as_string(), line, True)
            return Scalar(scalar.as_string() if "\n" in raw else raw, line, False)
        mapping = node.as_mapping()
        if mapping is not None:
            return self._mapping(mapping, node.byte_range()[0])
        sequence = node.as_sequence()
        if sequence is not None:
            items = [self._node(item) for item in sequence.values()]
            return Sequence(items, self._at(node.byte_range()[0]))
        return self._foreign(node)

    def _foreign(self, node: Any) -> Node:
        start, end = node.byte_range()
        text = self._data[start:end].decode("utf-8").strip()
        meaning = "a reference to a label" if node.is_alias() else "a type of data"
        self._refuse(
            start,
            f"The value begins with {text[:1]}, which YAML takes for {meaning}, not for text.",
            "Put quotation marks around the value.",
        )
        return Scalar(text, self._at(start), False)

    def _mapping(self, mapping: Any, start: int) -> Mapping:
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        breaks = self._breaks
        for entry in mapping.entries():
            offset, end = entry.byte_range()
            name = self._name_of(entry, offset)
            line = bisect_right(breaks, offset - 1) + 1
            if not name:
                self._nameless(offset)
            elif name in lines:
                self._twice(offset, name, lines[name], line)
            else:
                lines[name] = line
                one_line = end - 1 <= breaks[line - 1]
                entries[name] = self._node(entry.value(), line if one_line else 0)
        return Mapping(entries, lines, self._at(start))

    def _name_of(self, entry: Any, offset: int) -> str:
        """The name; empty where it is written in a way that has no place here (`? name`)."""
        key = entry.key()
        scalar = None if key is None else key.as_scalar()
        if scalar is None or self._data[offset : offset + 2] in _ASKED:
            return ""
        raw: str = scalar.value()
        return str(scalar.as_string()) if raw[:1] in _BLOCK or "\n" in raw else raw

    def _nameless(self, offset: int) -> None:
        self._refuse(
            offset,
            "The entry has no plain name before its colon.",
            "Write a name, a colon, a space and the value.",
        )

    def _twice(self, offset: int, name: str, first: int, line: int) -> None:
        self._refuse(
            offset,
            f'"{name}" stands twice on line {line}.'
            if first == line
            else f'"{name}" stands on line {first} and again on line {line}.',
            "Keep the right one and delete the other.",
        )
