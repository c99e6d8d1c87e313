"""Tables as Word XML: caption above, repeating header row, rows that stay whole."""

from functools import lru_cache

from htssp_builder.document.tree import Cell, Row, Style, Table
from htssp_builder.word.basetext import base_row, base_table
from htssp_builder.word.blocks import caption_xml, paragraph_xml
from htssp_builder.word.direction import mainly_rtl
from htssp_builder.word.inlines import (
    inlines_xml,
    only_words,
    words,
    words_xml,
)
from htssp_builder.word.look import text_width, twips
from htssp_builder.word.ooxml.escape import attribute
from htssp_builder.word.state import State

TABLE_STYLES = {"grid": "ProtocolGrid", "form": "ProtocolForm", "box": "ProtocolBox"}

FORM_ROW = 24.0
"""Least height of a form's row in points: room to write by hand."""

GAP = paragraph_xml("TableGap", "")
"""The paragraph that Word asks for between two tables and after a last one."""

_EMPTY = Cell(())

_HEAD_START = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"

_SEAM = "\0"
"""Where the bookmark of a row will stand; no text of a document can hold this sign."""

_Cells = tuple[tuple[str, str], ...]
"""The beginning of each cell of a row, and the style of its paragraph."""

WHOLE, WHOLE_WORDS = 9, 1600
"""A table of at most so many rows and characters stays on one page: the steps of a flow are read
together. A longer one would leave too much of a page empty."""


def stays_whole(table: Table) -> bool:
    """Whether the rows of a table are kept on one page."""
    if len(table.rows) > WHOLE or table.role == "form":
        return False
    return sum(len(words(c.inlines)) for row in table.rows for c in row.cells) <= WHOLE_WORDS


def column_widths(table: Table, style: Style) -> list[int]:
    """Width of each column in twips; together they fill the text width exactly."""
    columns = max(
        (len(row.cells) for row in (table.head, *table.rows) if row is not None), default=1
    )
    shares = list(table.widths) if len(table.widths) == columns else [1.0] * columns
    total = sum(shares)
    if total <= 0 or min(shares) <= 0:
        shares, total = [1.0] * columns, float(columns)
    whole = twips(text_width(style))
    made = [int(whole * share / total) for share in shares]
    made[-1] += whole - sum(made)
    return made


def to_write_in(row: Row) -> bool:
    """Whether a row waits for handwriting: nothing stands in it beside its first cell."""
    return len(row.cells) > 1 and not any(cell.inlines for cell in row.cells[1:])


def row_style(table: Table, head: bool) -> str:
    """The paragraph style of a row's cells."""
    if table.role == "box":
        return "BoxHead" if head else "BoxText"
    return "TableHead" if head else "TableText"


def table(block: Table, state: State) -> str:
    """A table with its caption. Its hidden bookmark is on the caption, or in the first cell."""
    rows = block.rows or (() if block.head else (Row("", (_EMPTY,)),))
    head_texts = None if block.head is None else _texts(block.head)
    texts = [_texts(row) for row in rows]
    every = texts if head_texts is None else [head_texts, *texts]
    anchor = state.anchor(block.id, "\n".join(["\t".join(row) for row in every]))
    caption = ""
    if block.number:
        caption, anchor = caption_xml("Table", block, state, anchor), ""
    widths = column_widths(block, state.style)
    writer = _Rows(block, state, widths)
    made = []
    if block.head is not None and head_texts is not None:
        made.append(writer.row(block.head, head_texts, anchor, head=True))
        anchor = ""
    whole, last = stays_whole(block), len(rows) - 1
    for at, (row, row_texts) in enumerate(zip(rows, texts, strict=True)):
        keep = whole and at < last
        made.append(writer.row(row, row_texts, anchor, head=False, keep=keep))
        anchor = ""
    # An empty table has a row in Word, which asks for one, and none in the base text.
    state.base.append(base_table(block, writer.base if block.rows or block.head else ()))
    grid = "".join([f'<w:gridCol w:w="{width}"/>' for width in widths])
    return (
        f"{caption}<w:tbl>{_properties(block, state, sum(widths))}<w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(made)}</w:tbl>"
    )


def _texts(row: Row) -> list[str]:
    return [words(cell.inlines) for cell in row.cells]


def _properties(block: Table, state: State, width: int) -> str:
    title = attribute(" ".join(block.title.split()), block.id)
    said = f'<w:tblCaption w:val="{title}"/><w:tblDescription w:val="{title}"/>' if title else ""
    head, form = int(block.head is not None), int(block.role == "form")
    banded = block.role == "grid"
    # The style gives a form's first row no look of its own; without this bit Word's checker
    # reports a table that has no header.
    first = int(head or form)
    bits = 0x20 * first | 0x80 * form | (0 if banded else 0x200) | 0x400
    look = (
        f'<w:tblLook w:val="{bits:04X}" w:firstRow="{first}" w:lastRow="0" w:firstColumn="{form}"'
        f' w:lastColumn="0" w:noHBand="{int(not banded)}" w:noVBand="1"/>'
    )
    visual = "<w:bidiVisual/>" if state.rtl else ""
    return (
        f'<w:tblPr><w:tblStyle w:val="{TABLE_STYLES[block.role]}"/>{visual}'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{look}{said}</w:tblPr>'
    )


class _Rows:
    """Writes the rows of one table: what all its rows share is worked out once."""

    def __init__(self, block: Table, state: State, widths: list[int]) -> None:
        self.state = state
        self.table = block.id
        self.base: list[str] = []
        style, form = state.style, block.role == "form"
        body, head = row_style(block, head=False), row_style(block, head=True)
        # Shading stands in the cell as well as in the table style: not every program that opens
        # the file knows table styles, and white words on no ground could not be read.
        label = (style.band, "TableLabel") if form else ("", body)
        looks = [label, *[("", body)] * (len(widths) - 1)]
        self.head_cells = tuple([(_cell(width, style.table_head), head) for width in widths])
        self.cells = tuple(
            [(_cell(width, fill), look) for width, (fill, look) in zip(widths, looks, strict=True)]
        )
        height = f'<w:trHeight w:val="{twips(FORM_ROW)}" w:hRule="atLeast"/>'
        self.tall = f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>"
        self.start = self.tall if form else "<w:tr><w:trPr><w:cantSplit/></w:trPr>"

    def row(self, row: Row, texts: list[str], anchor: str, head: bool, keep: bool = True) -> str:
        """One w:tr. texts: of its cells. anchor: bookmark of the table, if this row carries it.
        keep: whether it stays on the page of the next row."""
        state = self.state
        state.where = row.id or self.table
        if row.id:
            anchor += state.anchor(row.id, "\t".join(texts))
        cells = self.head_cells if head else self.cells
        start = _HEAD_START if head else self.tall if to_write_in(row) else self.start
        if only_words(*[cell.inlines for cell in row.cells]):
            before, behind, base = _fixed(row, start, cells, keep, state.where)
            self.base.append(base)
            return before + anchor + behind
        made = [inlines_xml(cell.inlines, state) for cell in row.cells]
        made[0] = anchor + made[0]
        self.base.append(base_row("head" if head else "row", row, texts))
        return _row_xml(start, cells, made, texts, keep)


def _row_xml(start: str, cells: _Cells, contents: list[str], texts: list[str], keep: bool) -> str:
    """One w:tr. contents, texts: XML and words of its cells."""
    follow = "<w:keepNext/>" if keep else ""
    made = [start]
    for (shell, style), content, text in zip(cells, contents, texts, strict=False):
        bidi = "" if text.isascii() or not mainly_rtl(text) else "<w:bidi/>"
        made.append(
            f'{shell}<w:p><w:pPr><w:pStyle w:val="{style}"/>{follow}{bidi}</w:pPr>{content}</w:p>'
            "</w:tc>"
        )
    made += [f"{shell}{paragraph_xml(style, '')}</w:tc>" for shell, style in cells[len(texts) :]]
    made.append("</w:tr>")
    return "".join(made)


@lru_cache(maxsize=8192)
def _fixed(row: Row, start: str, cells: _Cells, keep: bool, where: str) -> tuple[str, str, str]:
    """A row of words alone: its XML ahead of its bookmark and behind it, and its base text.
    Remembered: most rows are the template's own, the same for everybody."""
    # A row without cells still has a place for its bookmark.
    inlines = [cell.inlines for cell in row.cells] or [()]
    contents = [words_xml(one, where) for one in inlines]
    contents[0] = _SEAM + contents[0]
    texts = [words(one) for one in inlines]
    before, _, behind = _row_xml(start, cells, contents, texts, keep).partition(_SEAM)
    return before, behind, base_row("head" if start is _HEAD_START else "row", row, texts)


def _cell(width: int, fill: str) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
