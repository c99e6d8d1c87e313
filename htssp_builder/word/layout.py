"""On which page each heading will stand: an estimate, so that the contents are never empty.

Word and LibreOffice count again when the field is updated; until then these numbers are what a
reader turns to, so they follow the rules of a real layout: lines from character widths, widows
and orphans, headings kept with what follows, rows that stay whole under a repeated header.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from htssp_builder.document.tree import (
    Contents,
    Document,
    Figure,
    Heading,
    Item,
    Paragraph,
    Row,
    Style,
    Table,
    Text,
)
from htssp_builder.word import look
from htssp_builder.word.blocks import (
    ITEM_STYLES,
    ROLE_STYLES,
    Near,
    number_gap,
    surroundings,
    with_box,
)
from htssp_builder.word.contents import entry_text, listed
from htssp_builder.word.figures import figure_size
from htssp_builder.word.look import (
    BOX_EDGE,
    BOX_SIDE,
    CELL_EDGE,
    CELL_SIDE,
    LOOKS,
    TWIPS_A_POINT,
)
from htssp_builder.word.measure import lines
from htssp_builder.word.tables import FORM_ROW, column_widths, row_style, stays_whole, to_write_in

Measures = Mapping[str, look.Measure]

_BORDER = 0.5
_PAGE_ROOM = "....000"  # an entry's page number takes about as much
_SLACK = 0.5  # points: sums of rounded heights


class Layout(NamedTuple):
    """pages: page of each heading by its id, from 1. total: pages of the document."""

    pages: Mapping[str, int]
    total: int


class Piece(NamedTuple):
    """One paragraph as it is laid out. line: height of one line; all lengths in points.

    frame: the style whose frame stands around it, pad points off; equal neighbours share one.
    """

    before: float
    line: float
    lines: int
    after: float
    frame: str = ""
    pad: float = 0
    keep_next: bool = False
    new_page: bool = False
    heading: str = ""


class Grid(NamedTuple):
    """One table as it is laid out: heights in points; head is 0 without a header row.

    whole: whether it stays on one page, if a page can hold it.
    """

    head: float
    rows: tuple[float, ...]
    whole: bool = False


# What stands above the first paragraph of a page: space before it counts on page 1 only.
_PAPER = Piece(0, 0, 0, 0)
_TURNED = Piece(0, 0, 0, 0, frame="top of page")


def estimate(document: Document, on_cover: bool) -> Layout:
    """The page of every heading. on_cover: the first block opens a cover page."""
    sheet = _Sheet((document.style.page_height - 2 * document.style.margin) * 72)
    chain: list[Piece] = []
    for part in _parts(document, on_cover):
        if isinstance(part, Piece) and part.keep_next:
            if part.new_page:
                sheet.place(chain, None)
                chain = []
            chain.append(part)
        else:
            sheet.place(chain, part)
            chain = []
    sheet.place(chain, None)
    return Layout(sheet.pages, sheet.page)


class _Sheet:
    """Fills pages from top to bottom.

    at: points from the top of the page to the end of what stands there; last: what that is.
    """

    def __init__(self, height: float) -> None:
        self.height = height + _SLACK
        self.page, self.at = 1, 0.0
        self.last = _PAPER
        self.pages: dict[str, int] = {}

    def turn(self) -> None:
        self.page, self.at, self.last = self.page + 1, 0.0, _TURNED

    def place(self, chain: list[Piece], last: Piece | Grid | None) -> None:
        """Pieces that keep with what follows, then the paragraph or table that they keep with."""
        first = chain[0] if chain else last
        if isinstance(first, Piece) and first.new_page and self.at:
            self.turn()
        if self.at and self.at + self._need(chain, last) > self.height:
            self.turn()
        for piece in chain:
            self._paragraph(piece)
        if isinstance(last, Grid):
            self._table(last)
        elif last is not None:
            self._paragraph(last)

    def _need(self, chain: list[Piece], last: Piece | Grid | None) -> float:
        """Points that must be free for these to start on this page."""
        need, above = 0.0, self.last
        for piece in chain:
            need += _between(above, piece) + piece.line * piece.lines
            above = piece
        if isinstance(last, Grid):
            need += above.after + last.head
            every = sum(last.rows)
            if last.whole and need + every <= self.height:
                return need + every
            return need + (last.rows[0] if last.rows else 0)
        if last is None:
            return need
        fewest = last.lines if last.lines <= 3 else 2
        return need + _between(above, last) + last.line * fewest

    def _paragraph(self, piece: Piece) -> None:
        top = self.at + _between(self.last, piece)
        lines = piece.lines
        fits = int((self.height - top - piece.pad) / piece.line)
        if fits < lines:
            fits = min(fits, lines - 2)
            lines -= fits if fits >= 2 else 0
            self.turn()
            top = piece.pad
        if piece.heading:
            self.pages[piece.heading] = self.page
        a_page = int(self.height / piece.line)
        while lines > a_page:
            self.turn()
            lines -= a_page
        self.at, self.last = top + piece.line * lines, piece

    def _table(self, grid: Grid) -> None:
        self.at += self.last.after + self.last.pad + grid.head
        for height in grid.rows:
            if self.at + height > self.height and self.at > grid.head:
                self.turn()
                self.at = grid.head
            self.at += height
            while self.at > self.height and height > self.height:
                self.page, self.at = self.page + 1, self.at - self.height
        self.last = _PAPER


def _between(above: Piece, below: Piece) -> float:
    """Points from the last line of one paragraph to the first of the next: the larger of the two
    spaces, as Word and LibreOffice have it, and the room inside their frames."""
    if above is _TURNED:
        return below.pad
    space = max(above.after, below.before)
    return space if above.frame and above.frame == below.frame else above.pad + space + below.pad


def _parts(document: Document, on_cover: bool) -> Iterator[Piece | Grid]:
    measures = look.measures(document.style)
    for block, near in surroundings(document, on_cover):
        if isinstance(block, Contents):
            yield from _contents(block, document, measures, near)
        elif isinstance(block, Figure):
            yield from _figure(block, document.style, measures)
        elif isinstance(block, Table):
            yield from _table(block, document.style, measures, near.after_table)
        else:
            yield _paragraph(block, measures, near)


def _paragraph(block: Heading | Paragraph | Item, measures: Measures, near: Near) -> Piece:
    inlines, new_page, name = block.inlines, False, ""
    if isinstance(block, Heading):
        look_id = f"Heading{min(max(block.level, 1), 3)}"
        new_page, name = block.new_page, block.id
        if block.number:
            inlines = (Text(block.number + number_gap(block.number)), *inlines)
    elif isinstance(block, Item):
        look_id = ITEM_STYLES[block.kind, min(block.level, 1)]
        if block.kind == "check":
            inlines = with_box(inlines, "")
    else:
        look_id = ROLE_STYLES[block.role]
    kind, measure = LOOKS[look_id], measures[look_id]
    width = measure.width
    if look_id.startswith("ListCheck"):
        width += 1000 * look.CHECK_HANG / measure.ems  # the box stands in the hanging indent
    before, after = kind.before, kind.after
    if near.after_table or near.before_table:
        before, after = look.room(look_id, near.after_table, near.before_table)
    if near.opens_cover:
        before = look.COVER_DROP
    return Piece(
        0 if new_page else before,
        measure.line,
        lines(inlines, kind.bold, width * measure.ems),
        after,
        look_id if kind.pad else "",
        kind.pad + _BORDER if kind.pad else 0,
        kind.keep_next,
        new_page,
        name,
    )


def _contents(
    block: Contents, document: Document, measures: Measures, near: Near
) -> Iterator[Piece]:
    after = LOOKS["TOCHeading"].after
    yield Piece(0, measures["TOCHeading"].line, 1, after, keep_next=True, new_page=near.new_page)
    headings = listed(document, block.depth)
    for heading in headings:
        look_id = f"TOC{heading.level}"
        kind, measure = LOOKS[look_id], measures[look_id]
        words = (Text(f"{entry_text(heading)} {_PAGE_ROOM}"),)
        count = lines(words, False, measure.width * measure.ems)
        _, after = look.room(look_id, False, near.before_table and heading is headings[-1])
        yield Piece(kind.before, measure.line, count, after)


def _figure(block: Figure, style: Style, measures: Measures) -> Iterator[Piece]:
    yield from _caption(block, "Figure", measures)
    kind, measure = LOOKS["Figure"], measures["Figure"]
    height = figure_size(block, style)[1] if block.png else 0
    count = 1 if height else lines((Text(block.alt),), False, measure.width * measure.ems)
    yield Piece(kind.before, height or measure.line, count, kind.after)


def _caption(block: Table | Figure, word: str, measures: Measures) -> Iterator[Piece]:
    if block.number:
        kind, measure = LOOKS["Caption"], measures["Caption"]
        words = (Text(f"{word} {block.number}. {block.title}"),)
        count = lines(words, True, measure.width * measure.ems)
        yield Piece(kind.before, measure.line, count, kind.after, keep_next=True)


def _table(
    block: Table, style: Style, measures: Measures, after_table: bool
) -> Iterator[Piece | Grid]:
    yield from _caption(block, "Table", measures)
    if after_table and not block.number:
        yield Piece(0, look.TABLE_GAP, 1, 0)
    rows = block.rows if block.head is None else (block.head, *block.rows)
    kinds = [type(inline) for row in rows for cell in row.cells for inline in cell.inlines]
    yield _grid(block, tuple(kinds), style)


@lru_cache(maxsize=512)
def _grid(block: Table, _kinds: tuple[type, ...], style: Style) -> Grid:
    # Remembered: between two builds of a district few tables change. Named tuples of different
    # types can be equal, so the types of what stands in the rows are part of the key.
    measures = look.measures(style)
    side = 2 * (BOX_SIDE if block.role == "box" else CELL_SIDE)
    widths = [width / TWIPS_A_POINT - side for width in column_widths(block, style)]
    head = 0.0 if block.head is None else _Rows(block, measures, widths, True).height(block.head)
    rows = _Rows(block, measures, widths, head=False)
    heights = tuple([rows.height(row) for row in block.rows])
    return Grid(head, heights, stays_whole(block))


class _Rows:
    """Heights of the rows of one table."""

    def __init__(self, table: Table, measures: Measures, widths: list[float], head: bool) -> None:
        look_id = row_style(table, head)
        kind, measure = LOOKS[look_id], measures[look_id]
        form, boxed = table.role == "form", table.role == "box"
        self.line = measure.line
        self.bold = [head or (form and not at) for at in range(len(widths))]
        self.limits = [width * measure.ems for width in widths]
        # A box has no rules between its rows.
        border = 0 if boxed else _BORDER
        edge = 2 * (BOX_EDGE if boxed else CELL_EDGE)
        self.around = kind.before + kind.after + edge + border
        self.least = FORM_ROW if form and not head else 0

    def height(self, row: Row) -> float:
        """Points from the top of a row to the top of the next."""
        most = 1
        for cell, limit, bold in zip(row.cells, self.limits, self.bold, strict=False):
            most = max(most, lines(cell.inlines, bold, limit))
        least = FORM_ROW if to_write_in(row) and not self.bold[-1] else self.least
        return max(most * self.line + self.around, least)
