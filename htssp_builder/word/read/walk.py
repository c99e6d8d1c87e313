"""The walk through a Word file's trees: where it stands, and what it has collected so far.

The rules for each element are in the modules `*_rules`. The walk keeps its own stack, as the depth
of a file from outside must not become the depth of Python's.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from htssp_builder.problems import HtsspError
from htssp_builder.word.read.model import (
    Anchor,
    CellPlace,
    Piece,
    PieceKind,
    RevisionKind,
    Row,
    Story,
)
from htssp_builder.word.read.numbering import Numbering
from htssp_builder.word.read.refusals import unsafe
from htssp_builder.word.read.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_DEPTH = 1_000
"""Elements within elements; a table in a table in a text box is some forty deep."""

Mark = tuple[int, int]
"""A place between pieces: a paragraph's number and how many of its pieces stand before."""

Frame = tuple[Iterator["Element"], Callable[[], None] | None]
"""What to walk next, and what to do behind it."""

Rule = Callable[["Walk", "Element"], Frame | None]


class OpenParagraph:
    """A paragraph while its words are being collected."""

    def __init__(self, number: int, element: "Element", walk: "Walk") -> None:
        self.number = number
        self.element = element
        self.story = walk.story
        self.place = walk.place
        self.segment = walk.segment
        self.final = walk.final
        self.original = walk.original
        self.ends_final = True
        self.ends_original = True
        self.style = ""
        self.outline: int | None = None
        self.list: tuple[str, int] | None = None
        self.pieces: list[Piece] = []
        self.anchors: list[Anchor] = []
        self.bookmarks: list[str] = []


class OpenField:
    """A field between its beginning and its end. held: words that stand in its instruction: they
    are not shown, but come back where the field turns out never to end."""

    def __init__(self, element: "Element", start: Mark) -> None:
        self.element = element
        self.start = start
        self.in_result = False
        self.held: list[tuple[OpenParagraph, int, Piece]] = []


class OpenTable(NamedTuple):
    """A table while its rows are being collected."""

    element: "Element"
    story: Story
    place: tuple[CellPlace, ...]
    style: str
    rows: list[Row]


class OpenRevision(NamedTuple):
    """A tracked change with the stretch it covers."""

    kind: RevisionKind
    element: "Element"
    story: Story
    start: Mark
    end: Mark


class OpenControl(NamedTuple):
    """A content control or form field with the stretch it covers."""

    element: "Element"
    level: str
    story: Story
    start: Mark
    end: Mark
    final: bool
    original: bool


class Walk:
    """One walk through all stories of a file.

    final, original: whether what stands here is in that view. w: namespace of the part.
    table, row, cells: the table one stands in (-1: none), its row, the cells of that row so far.
    """

    def __init__(
        self, name: str, rules: dict[str, Rule], styles: Styles, numbering: Numbering
    ) -> None:
        self.name = name
        self.rules = dict(rules)
        self.styles = styles
        self.numbering = numbering
        self.w = ""
        self.story = Story("body", "")
        self.place: tuple[CellPlace, ...] = ()
        self.segment = 0
        self.table = -1
        self.row = -1
        self.cells: list[Element] = []
        self.final = self.original = True
        self.paragraph: OpenParagraph | None = None
        self.open_fields: list[OpenField] = []
        self.hiding = 0
        self.text_boxes = 0
        self.segments = 0
        self.paragraphs: list[OpenParagraph] = []
        self.tables: list[OpenTable] = []
        self.controls: list[OpenControl] = []
        self.revisions: list[OpenRevision] = []
        self.comment_starts: dict[str, Mark] = {}
        self.comment_ranges: dict[str, tuple[Story, Mark, Mark]] = {}
        self.unknown: Counter[str] = Counter()
        self._waiting: list[str] = []

    def read(
        self, root: "Element", story: Story, w: str, views: tuple[bool, bool] = (True, True)
    ) -> None:
        """Walk one story. w: its namespace. views: whether it stands in the final and in the
        original view at all. Raises HtsspError where it nests beyond all reason."""
        self.w, self.story = w, story
        self.place, self.paragraph, self.table, self.row = (), None, -1, -1
        self.final, self.original = views
        self.open_fields, self.hiding = [], 0
        self.new_segment()
        first = len(self.paragraphs)
        self._go(root)
        self.close_fields()
        if self._waiting and len(self.paragraphs) > first:
            self.paragraphs[-1].bookmarks += self._waiting
        self._waiting = []

    def _go(self, root: "Element") -> None:
        rules = self.rules
        stack: list[Frame] = [(iter(root), None)]
        while stack:
            children, leave = stack[-1]
            for child in children:
                rule = rules.get(child.tag)
                frame = rule(self, child) if rule else self._strange(child)
                if frame is not None:
                    stack.append(frame)
                    break
            else:
                stack.pop()
                if leave is not None:
                    leave()
            if len(stack) > MOST_DEPTH:
                raise self._too_deep()

    def _strange(self, element: "Element") -> Frame | None:
        """Find the rule for an element of that name, keep it, and apply it."""
        from htssp_builder.word.read.object_rules import rule_for

        if not isinstance(element.tag, str):
            return None
        rule = self.rules[element.tag] = rule_for(element.tag)
        return rule(self, element)

    def _too_deep(self) -> HtsspError:
        return unsafe(self.name, "its parts are nested deeper than any text needs")

    # What the rules say they found.

    def new_segment(self) -> None:
        """From here on paragraphs do not run on from the ones before."""
        self.segments += 1
        self.segment = self.segments

    def begin_paragraph(self, element: "Element") -> OpenParagraph:
        """A paragraph starts; bookmarks that stood ahead of it are its own."""
        made = OpenParagraph(len(self.paragraphs), element, self)
        self.paragraphs.append(made)
        self.paragraph = made
        waiting, self._waiting = self._waiting, []
        for name in waiting:
            self.bookmark(name)
        return made

    def bookmark(self, name: str) -> None:
        """A bookmark begins here."""
        if self.paragraph is None:
            self._waiting.append(name)
            return
        parts = name.split("_")
        if len(parts) == 3 and not parts[0] and _is_ours(parts[1], parts[2]):
            anchor = Anchor(parts[1][1:], parts[2])
            # LibreOffice brings one in an empty paragraph back twice.
            if anchor not in self.paragraph.anchors:
                self.paragraph.anchors.append(anchor)
        else:
            self.paragraph.bookmarks.append(name)

    def add(self, text: str, kind: PieceKind, element: "Element", says: str = "") -> None:
        """Words, or a thing among them."""
        piece = Piece(text, kind, self.final, self.original, element, says)
        paragraph = self.paragraph
        if paragraph is None:
            # Formulas may stand between paragraphs, and so may what nobody foresaw.
            paragraph = self.begin_paragraph(element)
            self.paragraph = None
        if self.hiding:
            held = next(field for field in reversed(self.open_fields) if not field.in_result)
            held.held.append((paragraph, len(paragraph.pieces), piece))
        else:
            paragraph.pieces.append(piece)

    def mark(self) -> Mark:
        """This place."""
        if self.paragraph is None:
            return len(self.paragraphs), 0
        return self.paragraph.number, len(self.paragraph.pieces)

    def revision(self, kind: RevisionKind, element: "Element", start: Mark) -> None:
        """A tracked change from `start` to here."""
        self.revisions.append(OpenRevision(kind, element, self.story, start, self.mark()))

    def close_fields(self) -> None:
        """A story ends: what a field without an end has hidden is text after all."""
        for field in reversed(self.open_fields):
            if not field.in_result:
                for paragraph, at, piece in reversed(field.held):
                    paragraph.pieces.insert(at, piece)
        self.open_fields, self.hiding = [], 0


def inside(elements: Iterable["Element"], leave: Callable[[], None] | None = None) -> Frame:
    """The frame that walks `elements`."""
    return iter(elements), leave


def _is_ours(id_digest: str, text_digest: str) -> bool:
    return (
        len(id_digest) == 11
        and id_digest[0] == "h"
        and len(text_digest) == 10
        and all(sign in "0123456789abcdef" for sign in id_digest[1:] + text_digest)
    )
