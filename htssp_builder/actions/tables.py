"""Rows of text out of spreadsheets that people hand in: CSV in any encoding, and XLSX."""

import io
from pathlib import Path

from htssp_builder.problems import HtsspError, error

MOST_BYTES = 20_000_000


def decoded(content: bytes) -> str:
    """The text of a CSV file: UTF-8 with or without mark, UTF-16, else the Windows code page."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def sheet_rows(content: bytes, source: Path) -> list[list[str]]:
    """The rows of the first sheet as text; formulas are never computed, their last value counts.

    Raises HtsspError where it is no workbook or too large to be one of ours.
    """
    from openpyxl import load_workbook

    if len(content) > MOST_BYTES:
        raise HtsspError(error(source.name, "The file is too large.", "Keep it under 20 MB."))
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    except Exception:
        raise HtsspError(
            error(source.name, "It is not an Excel workbook.", "Save it again as .xlsx.")
        ) from None
    return [row for row in rows if any(row)]


def _cell(value: object) -> str:
    from datetime import date, datetime

    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
