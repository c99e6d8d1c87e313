"""How many lines a text takes: an estimate from the widths of Calibri's characters."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate

from htssp_builder.document.tree import Box, Field, Inline, Text
from htssp_builder.word import widths
from htssp_builder.word.look import BOX_GAP

# A mark that no text of a document can hold: "a line may end here, and no space stands here".
_SEAM = "\0"
# Both Word and LibreOffice end a line at a hyphen, in "555-0142" too.
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)|[–—](?=\S)")
_BREAK_AFTER = rf"\g<0>{_SEAM} "

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
        try:
            return sum(map(known.__getitem__, text))
        except KeyError:
            return sum(
                [known.get(c) or (_WIDE if ord(c) >= _WIDE_FROM else _UNKNOWN) for c in text]
            )


REGULAR = Face(widths.REGULAR, widths.REGULAR_BEYOND)
BOLD = Face(widths.BOLD, widths.BOLD_BEYOND)
ITALIC = Face(widths.ITALIC, widths.ITALIC_BEYOND)

_NO_WIDER = 600
"""No ordinary text is wider on average than this, in thousandths of the font size a character."""

_BOX = 1000 * (1 + BOX_GAP)


def lines(inlines: tuple[Inline, ...], bold: bool, limit: float) -> int:
    """How many lines the inlines fill.

    bold: the paragraph's style is. limit: length of a line in thousandths of the font size.
    """
    if short(inlines, limit):
        return 1
    # Named tuples of different types can be equal, so their types are part of what is remembered.
    return _lines(inlines, tuple(map(type, inlines)), bold, limit)


@lru_cache(maxsize=8192)
def _lines(inlines: tuple[Inline, ...], _types: tuple[type, ...], bold: bool, limit: float) -> int:
    # Remembered: most words are the template's, the same for every district and build.
    count, words, sizes = 0, [""], [0]
    for inline in inlines:
        if isinstance(inline, Box):
            sizes[-1] += round(_BOX)
            continue
        text, face = inline.text, _face(inline, bold)
        if "\n" in text:
            *whole, text = text.split("\n")
            for line in whole:
                _join(words, sizes, line, face)
                count += _count(words, sizes, limit)
                words, sizes = [""], [0]
        _join(words, sizes, text, face)
    return count + _count(words, sizes, limit)


def short(inlines: Iterable[Inline], limit: float) -> bool:
    """True where a text surely fits on one line of `limit` thousandths of the font size."""
    length = 0
    for inline in inlines:
        if isinstance(inline, Box):
            length += 3
        elif "\n" in inline.text:
            return False
        else:
            length += len(inline.text)
    return length * _NO_WIDER < limit


def _face(inline: Inline, bold: bool) -> Face:
    if bold:
        return BOLD
    if isinstance(inline, Text | Field):
        return BOLD if inline.strong else ITALIC if inline.emphasis else REGULAR
    return REGULAR


def _join(words: list[str], sizes: list[int], text: str, face: Face) -> None:
    """Add `text` to a line: its first word goes on from the last one there.

    Every size has the space behind the word in it, the last one too.
    """
    if "-" in text or not text.isascii():
        text = _HYPHEN.sub(_BREAK_AFTER, text)
    parts = text.split(" ")
    more = list(map(face.__getitem__, parts))
    if words[-1]:
        sizes[-1] -= REGULAR.space
    sizes[-1] += more[0]
    words[-1] += parts[0]
    words += parts[1:]
    sizes += more[1:]


def _count(words: list[str], sizes: list[int], limit: float) -> int:
    ends = list(accumulate(sizes))
    count, at, start, size = 1, 0, 0.0, len(ends)
    space = REGULAR.space
    while True:
        # The space at the end of a line hangs over its edge.
        reach = bisect_right(ends, start + limit + space, at)
        if reach >= size:
            return count
        if reach > at and words[reach - 1][-1:] == _SEAM:
            reach -= ends[reach - 1] > start + limit
        if reach == at:  # a word wider than the line is broken anywhere
            whole = int((ends[at] - start - space - 1) // limit)
            count, start = count + whole, start + whole * limit
            continue
        count += 1
        at, start = reach, ends[reach - 1]
