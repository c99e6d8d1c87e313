"""How hard a section is to read: the Flesch-Kincaid grade, measured without bending it.

Every word of the text counts as it is, the words of the domain that nobody can replace included.
A list item and a table cell each end a sentence. Left out are headings, lone labels and numbers
that are dialled: they are not sentences, and would make a page look easier than it is.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from htssp_builder.document.text import inline_text
from htssp_builder.document.tree import (
    Block,
    Document,
    Heading,
    Inline,
    Item,
    Paragraph,
    Reference,
    Table,
)

MOST = 9.0
"""The highest grade at which staff can read a page under stress."""

LABEL = 3
"""A piece of at most so many words without an end mark is a label, not a sentence."""

_SKIPPED = frozenset({"title", "subtitle", "cover"})
_DIALLED = re.compile(r"(?<!\w)\+?\(?\d[\d().\s–-]{5,}\d(?!\w)")
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d,.:]*")
_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(\[]?[A-Z0-9\[])|\n")
_VOWELS = re.compile("[aeiouy]+")
_SILENT = re.compile(
    "(?<![aeiouyl])e$|(?<=[aeiou]l)e$|(?<=[^aeioutd])ed$|(?<=[^aeioucgsxz])es$"
    "|(?<=[^aeiouy])e(?=(?:ment|ful|ly|less|ness)s?$)"
)
"""An e that is not heard: "safe", "whole", "asked", "times", "safely"."""
_SHORT = re.compile(r"\b(?:[A-Z]|Dr|Mr|Mrs|Ms|No|St|vs|e\.g|i\.e|ext|sec)\.$")


class Sentence(NamedTuple):
    text: str
    words: int
    syllables: int

    @property
    def grade(self) -> float:
        """The grade of this sentence by itself."""
        return grade([self])


def grade(sentences: list[Sentence]) -> float:
    """The Flesch-Kincaid grade of these sentences, 0 where there are none."""
    words = sum(s.words for s in sentences)
    if not words:
        return 0.0
    syllables = sum(s.syllables for s in sentences)
    return 0.39 * words / len(sentences) + 11.8 * syllables / words - 15.59


def sentences_by_section(document: Document) -> dict[str, list[Sentence]]:
    """Section id -> its sentences, in order; what stands before the first section under ""."""
    found: dict[str, list[Sentence]] = {}
    section = ""
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            section = block.id
        found.setdefault(section, []).extend(_sentences(block))
    return found


def _sentences(block: Block) -> Iterator[Sentence]:
    if isinstance(block, Paragraph | Item):
        if not (isinstance(block, Paragraph) and block.role in _SKIPPED):
            yield from split(_text(block.inlines))
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row.cells:
                yield from split(_text(cell.inlines))


def _text(inlines: Iterable[Inline]) -> str:
    """The words as they are read; the number of a referred section is not read aloud."""
    return inline_text([i for i in inlines if not isinstance(i, Reference)])


def split(text: str) -> Iterator[Sentence]:
    """The sentences of a piece of text, without labels."""
    text = _ADDRESS.sub(" ", _DIALLED.sub(" ", text))
    pieces = _pieces(text)
    for piece in pieces:
        words = _WORD.findall(piece)
        ended = piece.rstrip('"”’)] ').endswith((".", "!", "?"))
        if words and (ended or len(words) > LABEL):
            yield Sentence(piece.strip(), len(words), sum(syllables(w.lower()) for w in words))


def _pieces(text: str) -> list[str]:
    """The text cut behind each end mark that is not the point of an abbreviation."""
    out: list[str] = []
    for piece in _END.split(text):
        if out and _SHORT.search(out[-1]):
            out[-1] = f"{out[-1]} {piece}"
        else:
            out.append(piece)
    return out


@cache
def syllables(word: str) -> int:
    """How many syllables a word in small letters has; a number has one for each digit.

    Hyphenation keeps single letters together ("about", "any"), so that it alone would count too
    few; the groups of vowels that are heard are counted beside it, and the higher count holds.
    """
    if word[0].isdigit():
        return sum(sign.isdigit() for sign in word)
    return sum(_syllables(re.sub("['’]", "", part)) for part in word.split("-"))


def _syllables(word: str) -> int:
    heard = _SILENT.sub("", word) if len(word) > LABEL else word
    return max(len(_hyphenation().positions(word)) + 1, len(_VOWELS.findall(heard)))


@cache
def _hyphenation() -> Any:
    import pyphen

    return pyphen.Pyphen(lang="en_US")
