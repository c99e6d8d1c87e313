"""How many lines a text takes: an estimate from the widths of Calibri's characters."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from htssp_builder.document.tree import Box, Field, Inline, Text
from htssp_builder.word import widths
from htssp_builder.word.look import BOX_GAP

# A mark that no text of a document can hold: "a line may end here, and no space stands here".
_SEAM = "\0"
# A hyphen before a digit does not let a line end ("555-0142").
_HYPHEN = re.compile(r"(?<=\S)-(?=[^\W\d])|[–—](?=\S)")
_DASHES = "-–—"

_UNKNOWN = 530
"""Width of a character that Calibri lacks: another font shows it."""
_WIDE = 1000
"""Width of a sign of East Asia and of most pictures."""
_WIDE_FROM = 0x1100

_CACHE_LIMIT = 50_000


class Face(dict[str, int]):
    """Width of a word with the space behind it, in thousandths of the font size, by the word."""

    def __init__(self, row: str, beyond: dict[str, int]) -> None:
        super().__init__()
        self._characters = {
            chr(widths.FIRST + at): int(width)
            for at, width in enumerate(row.split())
            if width != "0"
        } | beyond
        self.space = self._characters[" "]

    def __missing__(self, word: str) -> int:
        if len(self) > _CACHE_LIMIT:
            self.clear()
        width = self.bare(word.rstrip(_SEAM))
        self[word] = width if word.endswith(_SEAM) else width + self.space
        return self[word]

    def bare(self, text: str) -> int:
        """Width of `text` without a space behind it."""
        known = self._characters
        return sum(
            known[c] if c in known else _WIDE if ord(c) >= _WIDE_FROM else _UNKNOWN for c in text
        )


REGULAR = Face(widths.REGULAR, widths.REGULAR_BEYOND)
BOLD = Face(widths.BOLD, widths.BOLD_BEYOND)
ITALIC = Face(widths.ITALIC, widths.ITALIC_BEYOND)

_NO_LONGER = 0.6
"""No ordinary text is wider on average than this share of the font size a character."""


def lines(inlines: Iterable[Inline], bold: bool, size: float, width: float) -> int:
    """How many lines the inlines fill. bold: the paragraph's style is. size, width: points."""
    pieces = [_piece(inline, bold) for inline in inlines]
    limit = width * 1000 / size
    if len(pieces) == 1:
        text, face, extra = pieces[0]
    elif len({id(face) for _, face, _ in pieces}) == 1:
        text, face = "".join([piece[0] for piece in pieces]), pieces[0][1]
        extra = sum(piece[2] for piece in pieces)
    elif not pieces:
        return 1
    else:
        return _mixed_lines(pieces, limit)
    return text_lines(text, face, limit, extra)


def text_lines(text: str, face: Face, limit: float, first: float = 0) -> int:
    """How many lines of `limit` thousandths of an em `text` fills. first: room taken before it."""
    if len(text) * _NO_LONGER * 1000 + first < limit and text.isascii() and "\n" not in text:
        return 1
    if "\n" in text:
        return sum(text_lines(line, face, limit, first) for line in text.split("\n"))
    words = _words(text)
    return _count(words, list(accumulate(map(face.__getitem__, words))), limit - first, limit, face)


def _words(text: str) -> list[str]:
    if "-" in text or not text.isascii():
        text = _HYPHEN.sub(lambda dash: dash[0] + _SEAM + " ", text)
    return text.split(" ")


def _count(words: list[str], ends: list[int], room: float, limit: float, face: Face) -> int:
    count, at, start, size = 1, 0, 0, len(ends)
    space = face.space
    while True:
        # The space at the end of a line hangs over its edge.
        reach = bisect_right(ends, start + room + space, at)
        if reach < size and reach > at and words[reach - 1][-1:] == _SEAM:
            reach -= ends[reach - 1] > start + room
        if reach >= size:
            return count
        if reach == at:  # one word wider than the line is broken anywhere
            count += int((ends[at] - start) // limit)
            reach = at + 1
            if reach >= size:
                return count
        count += 1
        at, start, room = reach, ends[reach - 1], limit


def _piece(inline: Inline, bold: bool) -> tuple[str, Face, float]:
    if isinstance(inline, Box):
        return "", BOLD if bold else REGULAR, 1000 * (1 + BOX_GAP)
    if isinstance(inline, Text | Field):
        if bold or inline.strong:
            return inline.text, BOLD, 0
        return inline.text, ITALIC if inline.emphasis else REGULAR, 0
    return inline.text, BOLD if bold else REGULAR, 0


def _mixed_lines(pieces: list[tuple[str, Face, float]], limit: float) -> int:
    """Lines of a text in more than one face: a word may change face within."""
    count, words, sizes = 0, [""], [0.0]
    for text, face, extra in pieces:
        sizes[-1] += extra
        for at, line in enumerate(text.split("\n")):
            if at:
                count += _count_mixed(words, sizes, limit)
                words, sizes = [""], [0.0]
            parts = _words(line)
            words[-1] += parts[0]
            sizes[-1] += face[parts[0]] - (0 if len(parts) > 1 or _seamed(parts[0]) else face.space)
            for part in parts[1:-1]:
                words.append(part)
                sizes.append(face[part])
            if len(parts) > 1:
                words.append(parts[-1])
                sizes.append(face[parts[-1]] - face.space)
    return count + _count_mixed(words, sizes, limit)


def _seamed(word: str) -> bool:
    return word.endswith(_SEAM)


def _count_mixed(words: list[str], sizes: list[float], limit: float) -> int:
    return _count(words, [round(end) for end in accumulate(sizes)], limit, limit, REGULAR)
