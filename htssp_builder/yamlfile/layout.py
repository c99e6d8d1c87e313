"""Where things stand in a YAML text: names, values, records and the comments that go with them.

All positions are byte offsets into `Layout.data`, as the parser counts them. A region is whole
lines; it takes in the comment lines directly above, which are about what follows, and comments
below that are indented deeper, which are about what they are indented under.
"""

from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple

Path = tuple[str, ...]


class Slot(NamedTuple):
    """A place that holds a value.

    parent: the parser's mapping or sequence around it. node: its value, None where empty.
    start: of the name, or of the hyphen of a list's entry (in braces, of the entry itself).
    name_end: behind the name; equals `start` in a list.
    in_flow: True between braces or brackets.
    """

    parent: Any
    node: Any
    start: int
    name_end: int
    in_flow: bool


class Layout:
    """A sound YAML text: one document, no byte order mark, ending with a line break."""

    def __init__(self, text: str) -> None:
        from yaml_edit import YamlFile

        self.data = text.encode("utf-8")
        self.newline = b"\r\n" if b"\r\n" in self.data else b"\n"
        documents = YamlFile.parse(text).documents()
        self.root = documents[0].root() if documents else None

    # Lines

    def line_start(self, at: int) -> int:
        return self.data.rfind(b"\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Where the line's text ends, before its line break."""
        end = self.data.find(b"\n", at)
        if end < 0:
            return len(self.data)
        return end - 1 if self.data[at:end].endswith(b"\r") else end

    def next_line(self, at: int) -> int:
        end = self.data.find(b"\n", at)
        return len(self.data) if end < 0 else end + 1

    def column(self, at: int) -> int:
        return at - self.line_start(at)

    def leads_line(self, at: int) -> bool:
        """Whether nothing but indentation stands before it on its line."""
        return not self.data[self.line_start(at) : at].strip(b" ")

    # Slots

    def slots(self, node: Any) -> Iterator[tuple[str, Slot]]:
        """The names of a mapping, or the records of a list by their `id` ("" without one)."""
        mapping = node.as_mapping()
        if mapping is not None:
            for entry in mapping.entries():
                key = entry.key()
                start, end = key.byte_range()
                in_flow = mapping.is_flow_style()
                yield (
                    key.as_scalar().as_string(),
                    Slot(node, _filled(entry.value()), start, end, in_flow),
                )
            return
        sequence = node.as_sequence()
        if sequence is not None:
            yield from self._records(node, sequence)

    def _records(self, node: Any, sequence: Any) -> Iterator[tuple[str, Slot]]:
        in_flow = sequence.is_flow_style()
        start = node.byte_range()[0]
        for item in sequence.values():
            at = item.byte_range()[0] if in_flow else self._hyphen(start)
            yield record_id(item), Slot(node, _filled(item), at, at, in_flow)
            start = self.next_line(max(self.tail(item), at))

    def _hyphen(self, at: int) -> int:
        """The first hyphen from here, past blank lines and comments."""
        while at < len(self.data):
            line = self.data[at : self.line_end(at)]
            bare = line.lstrip(b" ")
            if bare.startswith(b"-"):
                return at + len(line) - len(bare)
            at = self.next_line(at)
        return at

    def find(self, node: Any, step: str) -> Slot | None:
        if node is None:
            return None
        return next((slot for name, slot in self.slots(node) if name == step), None)

    def colon(self, slot: Slot) -> int:
        """Behind the colon of a name; behind the name where it has none (`{wheelchair}`)."""
        at = slot.name_end
        while self.data[at : at + 1] in (b" ", b"\t"):
            at += 1
        return at + 1 if self.data[at : at + 1] == b":" else slot.name_end

    def value_end(self, slot: Slot) -> int:
        """Where the value's own signs end; behind the colon or hyphen where it is empty."""
        if slot.node is not None:
            return self.tail(slot.node)
        if slot.name_end == slot.start:
            return slot.start + (0 if slot.in_flow else 1)
        return self.colon(slot)

    def tail(self, node: Any) -> int:
        """Where a value ends, without the line break, trailing comment or blank lines."""
        start, end = node.byte_range()
        if is_block(node):
            return self.value_end(self._last(node))
        if node.is_scalar():
            return self._scalar_end(start, end)
        return int(end)

    def _last(self, node: Any) -> Slot:
        mapping = node.as_mapping()
        if mapping is None:
            return deque(self._records(node, node.as_sequence()), maxlen=1)[0][1]
        entry = mapping.entries()[-1]
        start, end = entry.key().byte_range()
        return Slot(node, _filled(entry.value()), start, end, False)

    def _scalar_end(self, start: int, end: int) -> int:
        if self.data[start : start + 1] not in (b"|", b">"):
            return end
        header = self.data[start : self.line_end(start)].split(b"#")[0]
        if b"+" in header:
            return start + len(self.data[start:end].removesuffix(b"\n").removesuffix(b"\r"))
        return start + len(self.data[start:end].rstrip())

    # Regions

    def region(self, slot: Slot) -> tuple[int, int]:
        """The whole lines of an entry that begins its line, with the comments that belong to
        it. The comment at the very top of a file is about the file and belongs to no entry."""
        return self._above(slot.start), self.region_end(slot)

    def _above(self, at: int) -> int:
        column = self.column(at)
        first = start = self.line_start(at)
        while start > 0:
            before = self.line_start(start - 1)
            line = self.data[before:start]
            bare = line.lstrip(b" ")
            if not bare.startswith(b"#") or len(line) - len(bare) > column:
                return start
            start = before
        return first

    def region_end(self, slot: Slot) -> int:
        """Behind the last line of an entry and of the deeper comments below it."""
        column = self.column(slot.start)
        end = at = self.next_line(self.value_end(slot))
        while at < len(self.data):
            line = self.data[at : self.line_end(at)]
            bare = line.strip()
            if bare and not bare.startswith(b"#"):
                break
            at = self.next_line(at)
            if bare and len(line) - len(line.lstrip(b" ")) > column:
                end = at
            elif bare:
                break
        return end


def is_block(node: Any) -> bool:
    """Whether it is a mapping or list written over lines, without braces or brackets."""
    collection = node.as_mapping() if node.is_mapping() else node.as_sequence()
    return collection is not None and not collection.is_flow_style()


def record_id(item: Any) -> str:
    """The `id` of an entry of a list; "" where it has none."""
    mapping = item.as_mapping()
    for entry in () if mapping is None else mapping.entries():
        key = entry.key().as_scalar()
        if key.as_string() == "id":
            value = entry.value()
            scalar = None if value is None else value.as_scalar()
            return "" if scalar is None else str(scalar.as_string())
    return ""


def _filled(node: Any) -> Any:
    """The node, or None where nothing is written."""
    return None if node is None or (node.is_scalar() and not node.as_scalar().value()) else node
