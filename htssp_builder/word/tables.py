"""Tables as Word XML: caption above, repeating header row, rows that stay whole."""

from htssp_builder.document.text import block_text, inline_text, row_text
from htssp_builder.document.tree import Cell, Row, Style, Table
from htssp_builder.word.blocks import paragraph_xml
from htssp_builder.word.direction import mainly_rtl
from htssp_builder.word.inlines import complex_field, inlines_xml, run
from htssp_builder.word.look import text_width, twips
from htssp_builder.word.ooxml.escape import attribute
from htssp_builder.word.state import State

TABLE_STYLES = {"grid": "ProtocolGrid", "form": "ProtocolForm", "box": "ProtocolBox"}

FORM_ROW = 24.0
"""Least height of a form's row in points: room to write by hand."""

GAP = paragraph_xml("TableGap", "")
"""The paragraph that Word asks for between two tables and after a last one."""

_EMPTY = Cell(())


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


def row_style(table: Table, head: bool) -> str:
    """The paragraph style of a row's cells."""
    if table.role == "box":
        return "BoxHead" if head else "BoxText"
    return "TableHead" if head else "TableText"


def table(block: Table, state: State) -> str:
    """A table with its caption. Its hidden bookmark is on the caption, or in the first cell."""
    anchor = state.anchor(block.id, block_text(block))
    caption = ""
    if block.number:
        caption, anchor = _caption(block, state, anchor), ""
    widths = column_widths(block, state.style)
    look = _Rows(block, state, widths)
    rows = [] if block.head is None else [look.row(block.head, anchor, head=True)]
    if rows:
        anchor = ""
    for row in block.rows:
        rows.append(look.row(row, anchor, head=False))
        anchor = ""
    if not rows:
        rows.append(look.row(Row("", (_EMPTY,)), anchor, head=False))
    grid = "".join([f'<w:gridCol w:w="{width}"/>' for width in widths])
    return (
        f"{caption}<w:tbl>{_properties(block, state, sum(widths))}<w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def _caption(block: Table, state: State, anchor: str) -> str:
    number = complex_field("SEQ Table \\* ARABIC", run(block.number, state))
    title = run(f". {block.title}" if block.title else ".", state)
    return paragraph_xml(
        "Caption", anchor + run("Table ", state) + number + title, rtl=mainly_rtl(block.title)
    )


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
        self.form = block.role == "form"
        self.columns = len(widths)
        style = state.style
        self.body, self.head = row_style(block, head=False), row_style(block, head=True)
        # Shading stands in the cell as well as in the table style: not every program that opens
        # the file knows table styles, and white words on no ground could not be read.
        self.head_cells = [self._cell(width, style.table_head) for width in widths]
        self.cells = [
            self._cell(width, style.band if self.form and not at else "")
            for at, width in enumerate(widths)
        ]
        height = f'<w:trHeight w:val="{twips(FORM_ROW)}" w:hRule="atLeast"/>' if self.form else ""
        self.start = f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>"

    @staticmethod
    def _cell(width: int, fill: str) -> str:
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'

    def row(self, row: Row, anchor: str, head: bool) -> str:
        state = self.state
        if row.id:
            state.where = row.id
            anchor += state.anchor(row.id, row_text(row))
        cells = row.cells
        if len(cells) < self.columns:
            cells += (_EMPTY,) * (self.columns - len(cells))
        shells = self.head_cells if head else self.cells
        style = self.head if head else "TableLabel" if self.form else self.body
        made = []
        for shell, cell in zip(shells, cells, strict=True):
            text = inlines_xml(cell.inlines, state)
            rtl = not text.isascii() and mainly_rtl(inline_text(cell.inlines))
            made.append(f"{shell}{paragraph_xml(style, anchor + text, rtl=rtl)}</w:tc>")
            anchor = ""
            if not head:
                style = self.body
        start = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else self.start
        return f"{start}{''.join(made)}</w:tr>"
