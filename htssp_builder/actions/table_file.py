"""A table that somebody keeps in a spreadsheet: its rows with their numbers, and what is odd.

Where a guess was made (an encoding, the first of several sheets) it is said; where one would be
dangerous (a formula, a number that Excel has turned into a date) it is a problem with its place.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from htssp_builder.actions.tables import MOST_BYTES, cell_text, refuse_bomb
from htssp_builder.interview.columns import column_letter
from htssp_builder.interview.targets import TableRow
from htssp_builder.problems import HtsspError, Problem, error

MOST_ROWS = 50_000
MOST_SHEET_BYTES = 40_000_000
"""Of a workbook's sheets, unpacked: more would need a gigabyte of memory."""

_FORMULA = re.compile(r"=|[+@-]\s*[A-Za-z][A-Za-z.]*\(|[+@-].*\|.*!")
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
"""How Excel writes a text that looks like a number: ="0123"."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BROKEN_UTF8 = re.compile(rb"\xc3[\x80-\xbf]|\xc2[\xa0-\xbf]|\xe2\x80[\x90-\xbf]")
_DELIMITERS = ",;\t"


class TableFile(NamedTuple):
    """rows: those with anything in them. notes: what a person should know of how it was read.
    dates: (row, column) of the cells that are dates in a workbook, both from 1."""

    rows: tuple[TableRow, ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]
    dates: frozenset[tuple[int, int]] = frozenset()


def read_table(file: Path) -> TableFile:
    """The table in a CSV or XLSX file. Raises HtsspError where it cannot be read at all."""
    content = _content(file)
    ending = file.suffix.lower()
    if ending in (".csv", ".tsv", ".txt"):
        return _read_csv(content, file)
    if ending in (".xlsx", ".xlsm"):
        return _read_xlsx(content, file)
    raise HtsspError(
        error(file.name, "This kind of file is not read.", "Save the table as CSV or XLSX.")
    )


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise HtsspError(error(file.name, "The file is too large.", "Keep it under 20 MB."))
        return file.read_bytes()
    except OSError as wrong:
        raise HtsspError(
            error(str(file), f"The file cannot be read ({wrong.strerror}).", "Check its name.")
        ) from None


def _where(file: Path, row: int, column: int) -> str:
    return f"{file.name}, row {row}, column {column_letter(column)}"


def _too_long(file: Path) -> HtsspError:
    what = f"It has more than {MOST_ROWS:,} rows."
    return HtsspError(error(file.name, what, "Keep only the rows of this table."))


# -- CSV ------------------------------------------------------------------------------------------


def _read_csv(content: bytes, file: Path) -> TableFile:
    text, notes = _decoded(content, file)
    rows: list[TableRow] = []
    problems: list[Problem] = []
    for number, cells in enumerate(_csv_rows(text, file), 1):
        if number > MOST_ROWS:
            raise _too_long(file)
        if not any(cell.strip() for cell in cells):
            continue
        for column, cell in enumerate(cells, 1):
            if cell[:1] in ("=", "+", "-", "@"):
                cells[column - 1] = _unwrapped(cell, _where(file, number, column), problems)
        rows.append(TableRow(number, cells))
    return TableFile(tuple(rows), tuple(notes), tuple(problems))


def _decoded(content: bytes, file: Path) -> tuple[str, list[str]]:
    """The text, and a note where its encoding had to be guessed."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text, notes = content.decode(encoding), []
    except UnicodeDecodeError:
        text = _windows(content, encoding, file)
        notes = [
            "The file is not UTF-8; it was read as Windows-1252. Look at names with accents: if "
            "one is wrong, save the table as 'CSV UTF-8'."
        ]
    if _CONTROL.search(text):
        raise _no_text(file)
    return text, notes


def _windows(content: bytes, encoding: str, file: Path) -> str:
    """Text of the Windows code page; with signs of UTF-8 in it, it would come out garbled."""
    if encoding != "utf-8-sig" or _BROKEN_UTF8.search(content):
        raise _no_text(file)
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise _no_text(file) from None


def _no_text(file: Path) -> HtsspError:
    return HtsspError(
        error(
            file.name,
            "Its letters cannot be read: it is not a text file, or more than one encoding is "
            "mixed in it.",
            "Open it in the spreadsheet and save it again as 'CSV UTF-8' or as XLSX.",
        )
    )


def _csv_rows(text: str, file: Path) -> Iterator[list[str]]:
    told = re.match(r"sep=(.)\r?\n", text)
    delimiter = told[1] if told else _delimiter(text)
    source = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, row in enumerate(source, 1):
            yield row if number > 1 or not told else []
    except csv.Error as wrong:
        raise HtsspError(
            error(
                f"{file.name}, row {number + 1}",
                f"The quotation marks of this row do not pair ({wrong}).",
                "Open the file in a spreadsheet and save it again as CSV.",
            )
        ) from None


def _delimiter(text: str) -> str:
    """What parts the names of the columns: comma, semicolon or tab."""
    first = next((line for line in text.splitlines() if line.strip(_DELIMITERS + " ")), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(_DELIMITERS, key=bare.count)


def _unwrapped(cell: str, where: str, problems: list[Problem]) -> str:
    text = _KEPT_AS_TEXT.fullmatch(cell.strip())
    if text:
        return text[1]
    if _FORMULA.match(cell):
        problems.append(_formula(where))
        return ""
    return cell


def _formula(where: str) -> Problem:
    return error(
        where, "The cell holds a formula.", "Type its value instead; a formula is never worked out."
    )


# -- workbooks ------------------------------------------------------------------------------------


def _read_xlsx(content: bytes, file: Path) -> TableFile:
    try:
        refuse_bomb(content, file)
        _refuse_giant(content, file)
        return _Sheet(content, file).table()
    except HtsspError:
        raise
    except Exception:
        raise HtsspError(
            error(file.name, "It is not an Excel workbook.", "Save it again as .xlsx.")
        ) from None


def _refuse_giant(content: bytes, file: Path) -> None:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheets = [part for part in book.infolist() if part.filename.startswith("xl/worksheets/")]
        if sum(part.file_size for part in sheets) > MOST_SHEET_BYTES:
            raise HtsspError(
                error(file.name, "Its sheets are too large.", "Keep only the rows of this table.")
            )


class _Sheet:
    def __init__(self, content: bytes, file: Path) -> None:
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(content))
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        self.file, self.sheet = file, (shown or book.worksheets)[0]
        self.notes: list[str] = []
        self.problems: list[Problem] = []
        self.dates: set[tuple[int, int]] = set()
        if len(book.worksheets) > 1:
            self.notes.append(
                f"The file has {len(book.worksheets)} sheets; only '{self.sheet.title}' was read."
            )

    def table(self) -> TableFile:
        if self.sheet.max_row > MOST_ROWS:
            raise _too_long(self.file)
        rows = [
            TableRow(number, cells)
            for number, row in enumerate(self.sheet.iter_rows(), 1)
            if any(cells := [self._text(cell) for cell in row])
        ]
        self._merged(rows[0].number if rows else 1)
        self._hidden({row.number for row in rows})
        return TableFile(
            tuple(rows), tuple(self.notes), tuple(self.problems), frozenset(self.dates)
        )

    def _text(self, cell: Any) -> str:
        """A cell of a merged range has neither a value nor a row of its own."""
        value = getattr(cell, "value", None)
        if value is None:
            return ""
        if cell.data_type == "f":
            self.problems.append(_formula(_where(self.file, cell.row, cell.column)))
            return ""
        if cell.data_type == "e":
            self.problems.append(
                error(
                    _where(self.file, cell.row, cell.column),
                    f"The cell shows an error ({value}).",
                    "Type the value that belongs there.",
                )
            )
            return ""
        if cell.data_type == "d":
            return self._day_or_time(cell.row, cell.column, value)
        text = f"{value:.15g}" if isinstance(value, float) else cell_text(value, value, self.file)
        return text.strip()

    def _day_or_time(self, row: int, column: int, value: Any) -> str:
        from datetime import time, timedelta

        if isinstance(value, time):
            return f"{value:%H:%M}"
        if isinstance(value, timedelta):
            return str(value)
        self.dates.add((row, column))
        return cell_text(value, value, self.file)

    def _merged(self, header: int) -> None:
        for merged in self.sheet.merged_cells.ranges:
            what = "names of the columns are" if merged.min_row <= header else "cells are"
            self.problems.append(
                error(
                    f"{self.file.name}, {merged.coord}",
                    f"The {what} merged here, so that nobody can tell what belongs to what.",
                    "Unmerge the cells and fill in each of them.",
                )
            )

    def _hidden(self, filled: set[int]) -> None:
        lines = self.sheet.row_dimensions
        hidden = [n for n in sorted(filled) if n in lines and lines[n].hidden]
        if hidden:
            named = ", ".join(map(str, hidden[:8])) + (" ..." if len(hidden) > 8 else "")
            self.notes.append(
                f"Hidden rows are read like all others ({named}). Delete those that do not belong."
            )
