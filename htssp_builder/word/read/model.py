"""What the reader finds in a Word file: plain data beside the elements it was found in.

One walk gives both views. The *final* view is what stands when every tracked change is accepted,
the *original* view what stood before them: text that a tracked change inserts is in the first
only, text that one deletes in the second only. Nothing here is a copy of the file: `element` is
always the node itself, in the tree that `Package.xml` keeps, so that a change to it is a change
to the file.

Numbers are places in the tuples of `WordFile`: `paragraphs[7].number == 7`.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

StoryKind = Literal["body", "header", "footer", "footnote", "endnote", "textbox", "comment"]

PieceKind = Literal["text", "tab", "line", "page", "object", "note", "symbol", "math", "ruby"]
"""text: of a w:t. tab: "\\t". line: a line break, "\\n". page: a page or column break. object: a
picture, drawing or embedded file. note: a reference to a footnote, endnote or comment. symbol: a
sign of a symbol font, a hyphen kept together, a soft hyphen or a legacy check box. math: of an
m:t. ruby: a reading beside the words it belongs to."""


class Story(NamedTuple):
    """One stream of text.

    part: the part it lies in ("word/document.xml"). id: of the note or comment; of a text box,
    its number in the file; "" for body, headers and footers.
    """

    kind: StoryKind
    part: str
    id: str = ""


class Piece(NamedTuple):
    """A stretch of one paragraph that shares one fate: the words of one w:t, a tab, an object.

    text: what it adds to the text; "" for a page break, an object and a note reference.
    says: of an object its alternative text, of a note reference the note's id.
    element: w:t, w:tab, w:br, w:drawing ...; its run is the nearest w:r around it.
    """

    text: str
    kind: PieceKind
    final: bool
    original: bool
    element: "Element"
    says: str = ""


class CellPlace(NamedTuple):
    """A cell: the table's number in `WordFile.tables`, its row and its cell in that row, from 0.

    Cells are counted as they lie in the row; one that spans columns counts once.
    """

    table: int
    row: int
    cell: int


class ListPlace(NamedTuple):
    """Where a paragraph stands in a list: w:numId, level from 0, and what is printed before it.

    label: "3.", "b)", "•"; "" where the paragraph is not in the final view. ordered: False for
    bullets.
    """

    id: str
    level: int
    label: str
    ordered: bool


class Anchor(NamedTuple):
    """One of our hidden bookmarks: digest of the block's id, and of its text when written."""

    id_digest: str
    text_digest: str


class Paragraph(NamedTuple):
    """One w:p as it lies in the file, deleted ones among them.

    place: the cells around it, the outermost first; () outside tables.
    style: id of its style, "" for the default; style_name: as Word shows it ("heading 1").
    outline: level of a heading, 1 to 9; 0 for body text.
    final, original: whether it stands in that view at all: False in a row or cell that is
    deleted or inserted.
    ends_final, ends_original: whether its mark ends a paragraph in that view; where it does not,
    what follows in the same `segment` runs on in the same line.
    segment: number of the stretch of paragraphs that no table, cell or story parts.
    anchors, bookmarks: ours, and the names of every other bookmark that begins here.
    """

    number: int
    element: "Element"
    story: Story
    place: tuple[CellPlace, ...]
    style: str
    style_name: str
    outline: int
    list: ListPlace | None
    pieces: tuple[Piece, ...]
    final: bool
    original: bool
    ends_final: bool
    ends_original: bool
    segment: int
    anchors: tuple[Anchor, ...]
    bookmarks: tuple[str, ...]

    def text(self, final: bool = True) -> str:
        """Its words in one view."""
        if final:
            return "".join([piece.text for piece in self.pieces if piece.final])
        return "".join([piece.text for piece in self.pieces if piece.original])


class Block(NamedTuple):
    """A paragraph as a person sees it in one view: usually one w:p, more where marks are gone.

    paragraphs: what it is made of; the last one gives style, list and place, as in Word.
    anchors, bookmarks: of those of them whose words are in this view.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    anchors: tuple[Anchor, ...]
    bookmarks: tuple[str, ...]

    @property
    def paragraph(self) -> Paragraph:
        """The one that gives the block its style and its place."""
        return self.paragraphs[-1]

    @property
    def empty(self) -> bool:
        """True where nothing stands in it: no words, picture or break."""
        return not self.text.strip() and not any(
            piece.kind in ("object", "page") for one in self.paragraphs for piece in one.pieces
        )


class Row(NamedTuple):
    """A w:tr. cells: its w:tc. final, original: whether it stands in that view."""

    element: "Element"
    cells: tuple["Element", ...]
    final: bool
    original: bool
    header: bool


class Table(NamedTuple):
    """A w:tbl. place: the cells around a nested one. style: id of its style."""

    number: int
    element: "Element"
    story: Story
    place: tuple[CellPlace, ...]
    style: str
    rows: tuple[Row, ...]


ControlLevel = Literal["inline", "block", "row", "cell", "legacy"]
"""legacy: a form field of old Word files, not a content control."""

ControlKind = Literal[
    "text", "date", "choice", "combo", "check", "picture", "group", "repeat", "contents", "other"
]


class Control(NamedTuple):
    """A content control: a place where something is filled in.

    tag: the path of an answer in files of ours, often gone. title: the label shown on it.
    text, original_text: what stands in it in either view; paragraphs parted by a newline.
    placeholder: nothing has been filled in, `text` is the prompt.
    checked: state of a check box, None for all others. date: "2027-06-14" as Word stored it; a
    date typed over by hand may differ from it: `text` is what people read.
    bound: the XPath of the data store it is bound to, or "".
    start, end: (paragraph number, piece index) of its first piece and the one after its last.
    final, original: whether it stands in that view at all.
    """

    number: int
    element: "Element"
    level: ControlLevel
    kind: ControlKind
    tag: str
    title: str
    text: str
    original_text: str
    placeholder: bool
    checked: bool | None
    date: str
    choices: tuple[str, ...]
    bound: str
    story: Story
    start: tuple[int, int]
    end: tuple[int, int]
    final: bool
    original: bool


RevisionKind = Literal[
    "inserted",
    "deleted",
    "moved-from",
    "moved-to",
    "paragraph-inserted",
    "paragraph-deleted",
    "row-inserted",
    "row-deleted",
    "cell-inserted",
    "cell-deleted",
    "cell-merged",
    "formatted",
]


class Revision(NamedTuple):
    """One tracked change, as it lies in the file: one that Word shows as one may be several.

    paragraph-inserted, -deleted: of a paragraph's mark. date: as written, "" where there is none.
    text: the words it stands on; of a row or cell those in it. paragraph: number of the first one
    it touches, -1 where there is none (the format of a section, a style).
    """

    kind: RevisionKind
    author: str
    date: str
    text: str
    paragraph: int
    story: Story
    element: "Element"


class Comment(NamedTuple):
    """A comment or a reply to one.

    parent: id of the comment it answers, or "". resolved: of a thread, told by its first comment.
    words: what it stands on, in the final view; where all of that is deleted, in the original.
    paragraphs: numbers of those it stands on; () where its place is gone.
    """

    id: str
    author: str
    initials: str
    date: str
    text: str
    parent: str
    resolved: bool
    words: str
    paragraphs: tuple[int, ...]
    story: Story | None
    element: "Element"


class Properties(NamedTuple):
    """core: title, creator, modified ... by local name. custom: by name, as text."""

    core: Mapping[str, str]
    custom: Mapping[str, str]


class BaseControl(NamedTuple):
    """A control as it was written: see word/basetext.py. block: id of the block or table row it
    stands in, or "" in a file from before that was kept."""

    title: str
    path: str
    kind: str
    state: str
    text: str
    block: str = ""


class BaseBlock(NamedTuple):
    """A block or table row as it was written.

    kind: the paragraph's role, "heading", the item's kind, "contents", "figure", the table's
    role, "head" or "row". text: as in `document.text.anchors`. attributes: number, level, list,
    authority ... as written. table: id of the table a row belongs to.
    """

    id: str
    kind: str
    text: str
    attributes: Mapping[str, str]
    table: str = ""


class Base(NamedTuple):
    """What a file of ours said when it was written."""

    document: str
    build: str
    edition: str
    blocks: tuple[BaseBlock, ...]
    controls: tuple[BaseControl, ...]


class WordFile(NamedTuple):
    """A Word file, read.

    namespace: of w: in this file ("{http://...}"); strict files have another than usual.
    paragraphs: of every story in reading order; the body first (a text box behind the paragraph
    it hangs on), then headers, footers, footnotes, endnotes, comments.
    final, original: the blocks of either view, in the same order.
    base: our custom XML part, None in a file that is not ours or lost it.
    unknown: elements that the reader has no rule for, by name, and how often; their text, where
    they have any, is in the paragraphs.
    """

    namespace: str
    paragraphs: tuple[Paragraph, ...]
    final: tuple[Block, ...]
    original: tuple[Block, ...]
    tables: tuple[Table, ...]
    controls: tuple[Control, ...]
    revisions: tuple[Revision, ...]
    comments: tuple[Comment, ...]
    properties: Properties
    base: Base | None
    unknown: Mapping[str, int]


class FoundField(NamedTuple):
    """A place where an answer stands, found again.

    path: of the answer, "" for a box of a blank form. label: the question's, as titled.
    text: what stands there now. how: by which carrier it was found.
    block: id of the block or row it stands in, or "". checked: of a check box.
    placeholder: True where the prompt still stands there. base: what was written there, None
    where the file does not say. paragraph: number; control: number in `WordFile.controls`, -1
    where the control is gone.
    """

    path: str
    label: str
    text: str
    how: Literal["tag", "title", "position"]
    block: str
    story: Story
    kind: str
    checked: bool | None
    placeholder: bool
    base: BaseControl | None
    paragraph: int
    control: int
