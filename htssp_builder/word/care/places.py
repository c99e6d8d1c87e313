"""Where a paragraph of a Word file stands, as a person would say it: under which heading."""

import re
from typing import NamedTuple

from htssp_builder.word.read.model import Block, Paragraph, Story, WordFile

_NUMBER = re.compile(
    r"((?:Appendix|Chapter|Section|Part)\s+[A-Z0-9]+|[A-Z]?\d+(?:\.\d+)*|[A-Z](?=\.\s))[.:)]?\s+"
)
_STORIES = {"header": "Header", "footer": "Footer"}
_LONGEST_TITLE = 120


class Section(NamedTuple):
    """The heading above a place: its number ("9.1", "" where it has none) and its words.

    Both are "" ahead of the first heading; in a header or footer the title says so.
    """

    number: str
    title: str

    def words(self) -> str:
        """ "9.1 Reporting" """
        return " ".join(part for part in (self.number, self.title) if part)


NOWHERE = Section("", "")


class Places:
    """The section of every paragraph of a file, by the paragraph's number."""

    def __init__(self, file: WordFile) -> None:
        self._paragraphs = file.paragraphs
        self._starts: list[tuple[int, Section]] = [
            (block.paragraph.number, heading_section(block))
            for block in file.final
            if is_heading(block) and block.paragraph.story.kind == "body"
        ]
        self._notes: dict[str, int] = {}
        for paragraph in file.paragraphs:
            for piece in paragraph.pieces:
                if piece.kind == "note":
                    self._notes.setdefault(piece.says, paragraph.number)
        for comment in file.comments:
            if comment.paragraphs:
                self._notes[f"comment:{comment.id}"] = comment.paragraphs[0]

    def section(self, number: int) -> Section:
        """The section that a paragraph stands in; `NOWHERE` for -1. What a note or a comment says
        stands where its reference does."""
        if not 0 <= number < len(self._paragraphs):
            return NOWHERE
        story = self._paragraphs[number].story
        if story.kind in _STORIES:
            return Section("", _STORIES[story.kind])
        if story.kind in ("footnote", "endnote", "comment"):
            number = self._notes.get(f"{story.kind}:{story.id}", -1)
            if number < 0 or _told_elsewhere(self._paragraphs[number].story):
                return NOWHERE
        return self._above(number)

    def _above(self, number: int) -> Section:
        from bisect import bisect_right

        at = bisect_right(self._starts, number, key=lambda start: start[0])
        return self._starts[at - 1][1] if at else NOWHERE


def _told_elsewhere(story: Story) -> bool:
    return story.kind in ("footnote", "endnote", "comment", *_STORIES)


def is_heading(block: Block) -> bool:
    """Whether a block is a heading with words, of whatever level."""
    return block.paragraph.outline > 0 and bool(block.text.strip())


def heading_section(block: Block) -> Section:
    """A heading as a section: the number is that of its list, or else stands in its words."""
    words = " ".join(block.text.split())
    place = block.paragraph.list
    if place is not None and place.label and place.ordered:
        return Section(place.label.rstrip(".:)"), _cut(words))
    typed = _NUMBER.match(words)
    if typed is not None and words[typed.end() :]:
        return Section(typed[1], _cut(words[typed.end() :]))
    return Section("", _cut(words))


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST_TITLE else f"{words[: _LONGEST_TITLE - 1].rstrip()}…"


def short(paragraph_text: str, most: int = 80) -> str:
    """Words on one line, cut where they are longer than `most` characters."""
    words = " ".join(paragraph_text.split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def shown(paragraph: Paragraph) -> str:
    """The words by which a paragraph is found: its text in the final view, else what it was."""
    return short(paragraph.text() or paragraph.text(final=False))
