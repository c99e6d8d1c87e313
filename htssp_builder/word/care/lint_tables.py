"""Rules about tables, pictures and colours."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from htssp_builder.document.colours import LEAST, contrast
from htssp_builder.word.care.lint_sheet import Finding, Sheet
from htssp_builder.word.care.places import short
from htssp_builder.word.read.model import Table

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


def header_rows(sheet: Sheet) -> Iterator[Finding]:
    """The first row of a table of data is marked as its header."""
    for table in sheet.file.tables:
        rows = [row for row in table.rows if row.final]
        if table.story.kind == "comment" or not _is_data(sheet, table) or rows[0].header:
            continue
        yield sheet.at("header-row", "warning", first_paragraph(sheet, table),
                       "A table has no header row.",
                       "Mark its first row in Word under Table Layout, Repeat Header Rows.",
                       words=_words(sheet, table),
                       mends=looks_like_header(sheet, table))  # fmt: skip


def _is_data(sheet: Sheet, table: Table) -> bool:
    """Whether a table has rows and columns to be read by heads, and is no form or layout."""
    rows = [row for row in table.rows if row.final]
    if len(rows) < 2 or max(len(row.cells) for row in rows) < 2:
        return False
    return not _is_form(sheet, table)


def _is_form(sheet: Sheet, table: Table) -> bool:
    """A form's first column names what is asked, and its first row is a row like any other."""
    w = sheet.w
    look = table.element.find(f"{w}tblPr/{w}tblLook")
    if look is not None and look.get(f"{w}firstRow") == "0":
        return look.get(f"{w}firstColumn") == "1"
    root = sheet.root("styles")
    style = None if root is None else root.find(f"{w}style[@{w}styleId='{_quoted(table.style)}']")
    if style is None:
        return False
    parts = {one.get(f"{w}type") for one in style.iterchildren(f"{w}tblStylePr")}
    return "firstCol" in parts and "firstRow" not in parts


def _quoted(name: str) -> str:
    return name.replace("'", "")


def looks_like_header(sheet: Sheet, table: Table) -> bool:
    """Whether the first row reads like heads: words in every cell, none of them long, and not the
    same as in the rows below."""
    texts = [_cell_text(sheet, cell) for cell in table.rows[0].cells]
    widest = max(len(row.cells) for row in table.rows)
    if len(texts) != widest or not all(0 < len(text) <= 60 for text in texts):
        return False
    return len(set(texts)) == len(texts) and not any(c.isdigit() for t in texts for c in t)


def _cell_text(sheet: Sheet, cell: "Element") -> str:
    return "".join(one.text or "" for one in cell.iter(f"{sheet.w}t")).strip()


def first_paragraph(sheet: Sheet, table: Table) -> int:
    """Number of the first paragraph in a table, -1 where there is none."""
    for paragraph in sheet.file.paragraphs:
        if paragraph.place and any(one.table == table.number for one in paragraph.place):
            return paragraph.number
    return -1


def _words(sheet: Sheet, table: Table) -> str:
    return short(" | ".join(_cell_text(sheet, cell) for cell in table.rows[0].cells))


def merged_cells(sheet: Sheet) -> Iterator[Finding]:
    """A table of data has no merged cells: read aloud, its columns would shift."""
    for table in sheet.file.tables:
        if table.story.kind == "comment" or not _is_data(sheet, table):
            continue
        if any(_merged(cell, sheet.w) for row in table.rows for cell in row.cells if row.final):
            yield sheet.at("merged-cells", "warning", first_paragraph(sheet, table),
                           "A table has merged cells.",
                           "Split them (Table Layout, Split Cells) and repeat what they say.",
                           words=_words(sheet, table))  # fmt: skip


def _merged(cell: "Element", w: str) -> bool:
    span = cell.find(f"{w}tcPr/{w}gridSpan")
    wide = span is not None and span.get(f"{w}val", "1") not in ("0", "1")
    merges = (f"{w}tcPr/{w}vMerge", f"{w}tcPr/{w}hMerge")
    return wide or any(cell.find(name) is not None for name in merges)


def alternative_text(sheet: Sheet) -> Iterator[Finding]:
    """A picture says in words what it shows."""
    for paragraph in sheet.file.paragraphs:
        if not paragraph.final or paragraph.story.kind == "comment":
            continue
        for piece in paragraph.pieces:
            if piece.kind != "object" or not piece.final or piece.says.strip():
                continue
            if not _decorative(piece.element) and not _has_words(piece.element):
                yield sheet.at("alt-text", "error", paragraph.number,
                               "A picture has no alternative text.",
                               "Right-click it, View Alt Text, and say in a sentence what it "
                               "shows.")  # fmt: skip


def _decorative(element: "Element") -> bool:
    return any(one.get("val", "1") in ("1", "true") for one in element.iter(_DECORATIVE))


def _has_words(element: "Element") -> bool:
    """Whether it is a text box, which is read for itself."""
    return next(element.iter("{*}txbxContent"), None) is not None


def contrasts(sheet: Sheet) -> Iterator[Finding]:
    """Words stand out from their ground by 4.5 to 1 or more."""
    for paragraph in sheet.file.paragraphs:
        if not paragraph.final or paragraph.story.kind == "comment":
            continue
        worst, said = LEAST, ""
        runs = {
            piece.element.getparent(): piece
            for piece in paragraph.pieces
            if piece.kind == "text" and piece.final and piece.text.strip()
        }
        for run, piece in runs.items():
            pair = None if run is None else sheet.looks.pair(run, sheet.w)
            if pair is not None and contrast(*pair) < worst - 0.005:
                worst, said = contrast(*pair), piece.text
        if said:
            yield sheet.at("contrast", "warning", paragraph.number,
                           f"Words can hardly be told from their ground ({worst:.1f} to 1, where "
                           "4.5 is the least).", "Choose a darker colour for the words or a "
                           "lighter one for the ground.", words=said)  # fmt: skip
