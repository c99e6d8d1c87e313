"""Rows of text out of spreadsheets that people hand in: CSV in any encoding, and XLSX."""

import csv
import io
import zipfile
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
        refuse_bomb(content, source)
        values, formulas = (
            load_workbook(io.BytesIO(content), read_only=True, data_only=only)
            .worksheets[0]
            .iter_rows(values_only=True)
            for only in (True, False)
        )
        rows = [
            [cell_text(value, typed, source) for value, typed in zip(*pair, strict=True)]
            for pair in zip(values, formulas, strict=True)
        ]
    except HtsspError:
        raise
    except Exception:
        raise HtsspError(
            error(source.name, "It is not an Excel workbook.", "Save it again as .xlsx.")
        ) from None
    return [row for row in rows if any(row)]


def csv_rows(content: bytes, source: Path) -> list[list[str]]:
    """The rows of a CSV file as text. Raises HtsspError where it is none or too large."""
    if len(content) > MOST_BYTES:
        raise HtsspError(error(source.name, "The file is too large.", "Keep it under 20 MB."))
    try:
        return [row for row in csv.reader(io.StringIO(decoded(content))) if any(row)]
    except csv.Error as wrong:
        raise HtsspError(
            error(source.name, f"It is not a CSV file ({wrong}).", "Save it again as CSV.")
        ) from None


def refuse_bomb(content: bytes, source: Path) -> None:
    """Raises HtsspError: a small file may unpack to more than the memory of the machine."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        if sum(part.file_size for part in book.infolist()) > 10 * MOST_BYTES:
            raise HtsspError(
                error(source.name, "It unpacks to more than 200 MB.", "Give only the answers.")
            )


def cell_text(value: object, typed: object, source: Path) -> str:
    """A cell's value as text: dates in ISO form, whole numbers without ".0", yes and no.

    typed: what stands in the cell itself. Raises HtsspError for a formula without a value.
    """
    from datetime import date, datetime

    if value is None and typed is not None:
        raise HtsspError(
            error(
                source.name,
                "A cell holds a formula that has never been worked out.",
                "Type its value instead, or open and save the file in Excel first.",
            )
        )
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
