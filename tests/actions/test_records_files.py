"""Table files as people have them: encodings, separators, what Excel does to cells."""

import csv
import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from htssp_builder.actions.records import preview
from htssp_builder.actions.table_file import read_table
from htssp_builder.problems import HtsspError

HEADER = ["Name", "Hours"]
ROWS = [["Peña", "8 to 4, “late” on Fridays"], ["O'Neil; Jr.", "two\nlines"], ["Zoë", "x"]]


def as_csv(rows: list[list[str]], delimiter: str = ",", newline: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return out.getvalue()


def read(tmp_path: Path, content: bytes, name: str = "a.csv"):  # type: ignore[no-untyped-def]
    (tmp_path / name).write_bytes(content)
    return read_table(tmp_path / name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_usual_encoding_and_separator_gives_the_same_rows(
    tmp_path: Path, encoding: str, delimiter: str, newline: str
) -> None:
    found = read(tmp_path, as_csv([HEADER, *ROWS], delimiter, newline).encode(encoding))
    assert [row.cells for row in found.rows] == [HEADER, *ROWS]
    assert not found.problems
    assert len(found.notes) == (encoding == "cp1252")
    if found.notes:
        assert "read as Windows-1252" in found.notes[0]


@pytest.mark.parametrize(
    "content",
    [
        "Name\nPeña\n".encode() + "Zoë".encode("cp1252"),
        "Name,Hours\nPeña,1\n".encode("utf-16-le"),
        b"\xff\xfeN\x00a",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"Name\nA\x81B\n",
    ],
)
def test_text_that_would_come_out_garbled_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(HtsspError, match="Its letters cannot be read"):
        read(tmp_path, content)


def test_blank_lines_are_left_out_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    found = read(tmp_path, b'\n,,\nName,Hours\n\n"A\n B",1\n  , \nC,2\n')
    assert [row.number for row in found.rows] == [3, 5, 7]


def test_the_separator_that_excel_announces_is_believed(tmp_path: Path) -> None:
    found = read(tmp_path, b"sep=;\r\nName;Hours, all\r\nA;1\r\n")
    assert [row.cells for row in found.rows] == [["Name", "Hours, all"], ["A", "1"]]
    assert found.rows[1].number == 3


def test_a_text_that_excel_guards_is_unwrapped(tmp_path: Path) -> None:
    found = read(tmp_path, b'Name,Hours\n="0123","=""0456"""\n')
    assert found.rows[1].cells == ["0123", "0456"]


@pytest.mark.parametrize(
    "cell",
    ['=HYPERLINK("http://x.example","A")', "=1+1", "@SUM(A1)", "+SUM(A1)", "-2+3+cmd|' /C x'!A0"],
)
def test_a_formula_is_refused_with_its_place(tmp_path: Path, cell: str) -> None:
    found = read(tmp_path, as_csv([HEADER, ["A", "1"], ["B", cell]]).encode())
    assert [p.where for p in found.problems] == ["a.csv, row 3, column B"]
    assert "formula" in found.problems[0].what


@pytest.mark.parametrize("cell", ["+1 (530) 555-0142", "-", "@district", "- by the gate (east)"])
def test_words_that_begin_with_a_sign_are_no_formula(tmp_path: Path, cell: str) -> None:
    found = read(tmp_path, as_csv([HEADER, ["B", cell]]).encode())
    assert (found.rows[1].cells[1], found.problems) == (cell, ())


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rest(tmp_path: Path) -> None:
    with pytest.raises(HtsspError, match=r"a\.csv, row 3.*do not pair"):
        read(tmp_path, b'Name,Hours\nA,1\n"B,2\nC,3\n')


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.ods", b"x", "This kind of file is not read. Save the table as CSV or XLSX."),
        ("a.xlsx", b"x", "It is not an Excel workbook."),
        ("a.csv", b"x" * 20_000_001, "The file is too large."),
        ("a.csv", b"x\n" * 50_001, "It has more than 50,000 rows."),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    with pytest.raises(HtsspError) as wrong:
        read(tmp_path, content, name)
    assert words in str(wrong.value)


def test_a_missing_file_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(HtsspError, match=r"gone\.csv: The file cannot be read"):
        read_table(tmp_path / "gone.csv")


# -- workbooks


Book = Callable[..., Path]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Writes rows into the first sheet of a workbook; `change` may do more to it."""

    def write(*rows: list[object], change: Callable[[Workbook], None] | None = None) -> Path:
        made = Workbook()
        for row in rows:
            made.active.append(row)
        if change:
            change(made)
        made.save(tmp_path / "a.xlsx")
        return tmp_path / "a.xlsx"

    return write


def test_cells_come_out_as_a_person_would_type_them(book: Book) -> None:
    noon = datetime.fromisoformat("2027-06-14 12:00")
    file = book(
        ["Name", "a", "b", "c", "d"],
        ["A", 5305550142, 5305550142.0, date(2027, 6, 14), True],
        ["B", 1.5, "  spaced ", noon, None],
    )
    assert [row.cells for row in read_table(file).rows[1:]] == [
        ["A", "5305550142", "5305550142", "2027-06-14", "yes"],
        ["B", "1.5", "spaced", "2027-06-14", ""],
    ]


def test_a_phone_number_that_is_a_number_is_taken(book: Book, texas: Path) -> None:
    file = book(["Name", "Campus phone"], ["Hale", 2545550142])
    assert preview(texas, "campuses", file).new[0].changes[1].now == "(254) 555-0142"


def test_formulas_and_errors_of_a_workbook_are_refused_with_their_place(book: Book) -> None:
    file = book(["Name", "Hours"], ["A", "=1+1"], ["B", "#N/A"])
    found = [(p.where, p.what) for p in read_table(file).problems]
    assert found == [
        ("a.xlsx, row 2, column B", "The cell holds a formula."),
        ("a.xlsx, row 3, column B", "The cell shows an error (#N/A)."),
    ]


def test_merged_names_of_columns_are_refused(book: Book) -> None:
    file = book(
        ["Name", "Contact", None], ["A", "B", "C"], change=lambda w: w.active.merge_cells("B1:C1")
    )
    found = read_table(file).problems
    assert [(p.where, p.what.split(",")[0]) for p in found] == [
        ("a.xlsx, B1:C1", "The names of the columns are merged here")
    ]


def test_of_several_sheets_the_first_that_is_shown_is_read_and_that_is_said(book: Book) -> None:
    def change(made: Workbook) -> None:
        made.create_sheet("Campuses").append(["Name"])
        made["Sheet"].sheet_state = "hidden"
        made.active = 1

    found = read_table(book(["Wrong"], change=change))
    assert [row.cells for row in found.rows] == [["Name"]]
    assert found.notes == ("The file has 2 sheets; only 'Campuses' was read.",)


def test_hidden_rows_are_read_and_that_is_said(book: Book) -> None:
    def change(made: Workbook) -> None:
        made.active.row_dimensions[3].hidden = True

    found = read_table(book(["Name"], ["A"], ["B"], change=change))
    assert len(found.rows) == 3
    assert "Hidden rows are read like all others (3)." in found.notes[0]


def test_what_excel_turned_into_a_date_is_not_taken_for_opening_hours(
    book: Book, texas: Path
) -> None:
    file = book(["Name", "Hours"], ["Hale", date(2026, 7, 3)])
    found = preview(texas, "campuses", file)
    assert [p.where for p in found.errors] == ["a.xlsx, row 2, column Hours"]
    assert "has made a date of it (2026-07-03)" in found.errors[0].what
    assert found.new == ()


def test_a_date_cell_is_taken_where_a_date_is_asked(book: Book, texas: Path) -> None:
    file = book(["Date", "Kind"], [datetime.fromisoformat("2027-09-21"), "Regular, September"])
    found = preview(texas, "board.meetings", file)
    assert [row.id for row in found.new] == ["2027-09-21"]


def test_ten_thousand_rows_of_a_workbook_are_read(book: Book, texas: Path) -> None:
    rows = [[f"School {n}", f"{n}"] for n in range(10_000)]
    found = preview(texas, "campuses", book(["Name", "Hours"], *rows))
    assert (len(found.new), found.problems) == (10_000, ())
    assert len(list(found.lines())) == 22  # twenty, how many more, and the count
