"""Tracked changes: who changed which words, and when."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from htssp_builder.word.read.model import Paragraph, Revision, RevisionKind, Story
from htssp_builder.word.read.tags import FORMAT_CHANGES
from htssp_builder.word.read.views import words
from htssp_builder.word.read.walk import OpenRevision

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def revisions(
    opened: list[OpenRevision], paragraphs: tuple[Paragraph, ...], w: str
) -> Iterator[Revision]:
    """The changes of words, marks, rows and cells. w: namespace of the file."""
    for one in opened:
        text = words(paragraphs, one.start, one.end, final=None)
        number = min(one.start[0], len(paragraphs) - 1)
        yield _revision(one.kind, one.element, text, number, one.story, w)


def format_changes(
    root: "Element", story: Story, numbers: "dict[Element, Paragraph]", w: str
) -> Iterator[Revision]:
    """The changes of looks in one part. numbers: its paragraphs by their element."""
    for element in root.iter([f"{w}{name}" for name in FORMAT_CHANGES]):
        run, paragraph = None, None
        for around in element.iterancestors(f"{w}r", f"{w}p"):
            if around.tag == f"{w}p":
                paragraph = numbers.get(around)
                break
            run = around
        text = _run_text(run, paragraph) if run is not None else ""
        if run is None and paragraph is not None:
            text = paragraph.text()
        number = -1 if paragraph is None else paragraph.number
        where = story if paragraph is None else paragraph.story
        yield _revision("formatted", element, text, number, where, w)


def _run_text(run: "Element", paragraph: Paragraph | None) -> str:
    pieces = () if paragraph is None else paragraph.pieces
    return "".join(piece.text for piece in pieces if piece.element.getparent() is run)


def _revision(
    kind: RevisionKind, element: "Element", text: str, paragraph: int, story: Story, w: str
) -> Revision:
    author, date = element.get(f"{w}author", ""), element.get(f"{w}date", "")
    return Revision(kind, author, date, text, paragraph, story, element)
