"""A large answers file, changed in a few milliseconds: only the piece that a change touches is
read again.

A piece is the lines of one top-level name, or of one record of a list below it. Whether a piece
stands for itself is not trusted but seen: it is read alone, and must say what the whole file
says in that place. Where it does not, the whole file is read, which is slower and always right.
"""

import re
from typing import NamedTuple

from htssp_builder.yamlfile.nodes import Mapping, Node, Scalar, Sequence, plain
from htssp_builder.yamlfile.read import read

_NAME = re.compile(r"([A-Za-z_][\w-]*):(?:[ \t\r\n]|$)")
_ITEM = re.compile(r"( *)- ")


class Piece(NamedTuple):
    """The text to read alone and where it came from.

    name: the top-level name. item: the place of the record in its list, -1 for the whole entry.
    head: the line that is put before a record so that it can be read; "" for an entry.
    start, end: the lines of the file that it stands for.
    """

    name: str
    item: int
    head: str
    start: int
    end: int


class Pieces:
    """A sound text by its lines, with what it says. text and root always belong together."""

    def __init__(self, text: str, root: Mapping) -> None:
        self.lines = text.split("\n")
        self.root = root

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(self.lines)

    def find(self, name: str, ident: str = "") -> tuple[Piece, str] | None:
        """The smallest piece that holds a top-level name or one of its records, and its text;
        None where the file is not written so that it could be read in pieces."""
        start = next((n for n, line in enumerate(self.lines) if _named(line) == name), -1)
        if start < 0 or name not in self.root.entries:
            return None
        end = next((n for n in range(start + 1, len(self.lines)) if _named(self.lines[n])), None)
        last = len(self.lines) - (self.lines[-1] == "")
        piece = Piece(name, -1, "", start, last if end is None else end)
        if ident:
            found = self._record(piece, ident)
            piece = piece if found is None else found
        text = self._cut(piece)
        return (piece, text) if self._stands_alone(piece, text) else None

    def put(self, piece: Piece, text: str) -> bool:
        """Put the changed text of a piece in its place. False, with nothing done, where it does
        not read as the piece that it was."""
        read_back = _alone(piece, text)
        old = self.root.entries[piece.name]
        if read_back is None:
            return False
        body = text.removeprefix(piece.head)
        self.lines[piece.start : piece.end] = body.removesuffix("\n").split("\n")
        if piece.item >= 0 and isinstance(old, Sequence) and isinstance(read_back, Sequence):
            old.items[piece.item : piece.item + 1] = read_back.items
        else:
            self.root.entries[piece.name] = read_back
        return True

    def append(self, text: str) -> bool:
        """Put new top-level names at the end. False where the end is no place for them."""
        added, problems = read(text, "")
        known = self.root.entries.keys() & added.entries.keys()
        if problems or known or self.lines[-1] or not self._ends_plainly():
            return False
        newline = "\r" if len(self.lines) > 1 and self.lines[0].endswith("\r") else ""
        self.lines[-1:] = [line + newline for line in text.removesuffix("\n").split("\n")]
        self.lines.append("")
        self.root.entries.update(added.entries)
        self.root.lines.update(added.lines)
        return True

    def _ends_plainly(self) -> bool:
        """Whether the last entry stands for itself, so that what follows it does too."""
        last = next((n for n in map(_named, reversed(self.lines)) if n), "")
        node = self.root.entries.get(last)
        ident = _ident(node.items[-1]) if isinstance(node, Sequence) and node.items else ""
        return self.find(last, ident) is not None

    def _record(self, entry: Piece, ident: str) -> Piece | None:
        node = self.root.entries[entry.name]
        if not isinstance(node, Sequence):
            return None
        place = next((n for n, item in enumerate(node.items) if _ident(item) == ident), -1)
        starts = self._item_lines(entry)
        if place < 0 or len(starts) != len(node.items):
            return None
        end = self._without_comments(starts[place + 1]) if place + 1 < len(starts) else entry.end
        head = f"{self.lines[entry.start]}\n"
        return Piece(entry.name, place, head, starts[place], end)

    def _item_lines(self, entry: Piece) -> list[int]:
        """The lines on which the records of a list begin: all with one indentation."""
        indent, found = -1, []
        for number in range(entry.start + 1, entry.end):
            match = _ITEM.match(self.lines[number])
            if match and indent in (-1, len(match[1])):
                indent = len(match[1])
                found.append(number)
        return found

    def _without_comments(self, line: int) -> int:
        """The first of the comment and blank lines directly above a record."""
        while self.lines[line - 1].strip()[:1] in ("", "#"):
            line -= 1
        return line

    def _cut(self, piece: Piece) -> str:
        body = "\n".join(self.lines[piece.start : piece.end])
        return f"{piece.head}{body}\n"

    def _stands_alone(self, piece: Piece, text: str) -> bool:
        node = _alone(piece, text)
        whole = self.root.entries[piece.name]
        if piece.item >= 0 and isinstance(whole, Sequence):
            whole = Sequence([whole.items[piece.item]], whole.line)
        return node is not None and plain(node) == plain(whole)


def _alone(piece: Piece, text: str) -> Node | None:
    """What a piece says when it is read alone, for a record the list with it; None where it says
    anything else besides."""
    if not text.startswith(piece.head):
        return None
    root, problems = read(text, "")
    if problems or list(root.entries) != [piece.name]:
        return None
    node = root.entries[piece.name]
    is_list = isinstance(node, Sequence) and bool(node.items)
    return node if piece.item < 0 or is_list else None


def _named(line: str) -> str:
    match = _NAME.match(line) if line[:1] not in (" ", "") else None
    return match[1] if match else ""


def _ident(item: Node) -> str:
    found = item.entries.get("id") if isinstance(item, Mapping) else None
    return found.text if isinstance(found, Scalar) else ""
