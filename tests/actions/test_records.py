"""Records out of a table file: looked at first, taken in once, and nothing is ever doubled."""

import csv
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from growth import growth

from htssp_builder.actions.answer import get_answers
from htssp_builder.actions.records import Preview, preview, take_in
from htssp_builder.problems import HtsspError

ANSWERS = """\
format: 1
pack: hhs@1.0
district: {name: Vale, state: CA}
campuses:
  # Our oldest school.
  - id: lincoln
    name: Lincoln Elementary
    contact:
      name: Ana Ruiz   # until June
      phone: "530-555-0100"
      verified: {by: Bo Lee, on: 2026-11-02}
    hours: 8 to 4
  - {id: grant, name: Grant High, phone: {unknown: {who: Ana Ruiz, by: 2027-02-01}}}
agencies:
  - {id: police, kind: law-enforcement, name: Vale Police, unit: Night desk}
  - {id: police-2, kind: law-enforcement, name: Vale Police, unit: Youth unit}
  - {id: cps, kind: child-welfare, name: Vale CPS}
board:
  meetings:
    - {id: first, date: 2027-01-19, name: Regular}
control:
  signatories:
    - {id: super, role: Superintendent}
    - {id: chair, role: Board chair, name: Ida Wells}
"""


@pytest.fixture
def district(tmp_path: Path) -> Path:
    """A district with a few records."""
    folder = tmp_path / "district"
    folder.mkdir()
    (folder / "district.yaml").write_text(ANSWERS, encoding="utf-8")
    return folder


Table = Callable[..., Path]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """Writes rows into a CSV file."""

    def write(*rows: list[str]) -> Path:
        file = tmp_path / "table.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
        return file

    return write


def answers(folder: Path) -> str:
    return (folder / "district.yaml").read_text(encoding="utf-8")


def told(found: Preview) -> list[tuple[str, str, str, str]]:
    return [(row.id, c.label, c.was, c.now) for row in found.changed for c in row.changes]


def sentences(found: Preview) -> str:
    return "\n".join(problem.sentence() for problem in found.problems)


def test_a_preview_says_what_is_new_and_what_changes_and_saves_nothing(
    district: Path, table: Table
) -> None:
    file = table(
        ["Name", "Hours", "Point of contact, phone"],
        ["lincoln  ELEMENTARY", "7 to 5", "5305550100"],
        ["Grant High", "", ""],
        ["Hale Middle", "8 to 3", ""],
    )
    found = preview(district, "campuses", file)
    assert told(found) == [("lincoln", "Hours", "8 to 4", "7 to 5")]
    assert [(row.id, row.name, row.number) for row in found.new] == [
        ("hale-middle", "Hale Middle", 4)
    ]
    assert found.unchanged == 1
    assert not found.problems
    assert answers(district) == ANSWERS


def test_taken_in_the_file_keeps_its_comments_order_and_every_other_byte(
    district: Path, table: Table, now: datetime
) -> None:
    file = table(["Name", "Hours"], ["Lincoln Elementary", "7 to 5"], ["Hale Middle", "8 to 3"])
    take_in(district, "campuses", file, now=now)
    assert answers(district) == ANSWERS.replace("8 to 4", '"7 to 5"').replace(
        "by: 2027-02-01}}}\n",
        'by: 2027-02-01}}}\n  - {id: hale-middle, name: Hale Middle, hours: "8 to 3"}\n',
    )


def test_an_empty_cell_never_erases_an_answer(district: Path, table: Table, now: datetime) -> None:
    file = table(["Name", "Hours", "Campus phone"], ["Lincoln Elementary", "  ", ""])
    found = take_in(district, "campuses", file, now=now)
    assert (found.unchanged, found.changed) == (1, ())
    assert answers(district) == ANSWERS


def test_an_answer_takes_the_place_of_not_known_yet(
    district: Path, table: Table, now: datetime
) -> None:
    file = table(["Name", "Campus phone"], ["Grant High", "530.555.0142"])
    take_in(district, "campuses", file, now=now)
    assert '{id: grant, name: Grant High, phone: "(530) 555-0142"}' in answers(district)


def test_a_part_takes_the_place_of_a_whole_that_was_not_known_yet(
    district: Path, table: Table, now: datetime
) -> None:
    text = ANSWERS.replace("phone: {unknown", "contact: {unknown")
    (district / "district.yaml").write_text(text, encoding="utf-8")
    file = table(["name", "contact", "contact.verified.by"], ["Grant High", "Ida Wells", "Bo Lee"])
    take_in(district, "campuses", file, now=now)
    shown = {s.path: s.text for s in get_answers(district, "campuses.grant.contact") if s.text}
    assert shown == {
        "campuses.grant.contact.name": "Ida Wells",
        "campuses.grant.contact.verified.by": "Bo Lee",
    }
    assert "unknown" not in answers(district)


@pytest.mark.parametrize(
    "header",
    ["contact.name", "Point of contact, name", " POINT OF  CONTACT, NAME ", "contact_name",
     "Contact Name", "Point of contact", "contact", "Contact name *"],
)  # fmt: skip
def test_a_column_is_known_by_its_id_its_label_or_its_person(
    district: Path, table: Table, header: str
) -> None:
    found = preview(district, "campuses", table(["name", header], ["Grant High", "Ida Wells"]))
    assert told(found) == [("grant", "Point of contact, name", "", "Ida Wells")]
    assert [h.path for h in found.headers] == ["name", "contact.name"]


def test_wrong_headers_are_told_with_what_was_probably_meant_and_nothing_is_taken(
    district: Path, table: Table, now: datetime
) -> None:
    file = table(["Name", "Campus fone", "Enrollment"], ["Hale", "530-555-0142", "412"])
    found = preview(district, "campuses", file)
    assert [h.suggestion for h in found.headers] == ["", "Campus phone (phone)", ""]
    assert "Did you mean Campus phone (phone)?" in sentences(found)
    assert "The table has no 'Enrollment'." in sentences(found)
    assert found.new == ()
    with pytest.raises(HtsspError, match="Campus fone"):
        take_in(district, "campuses", file, now=now)
    assert answers(district) == ANSWERS


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "The table is empty."),
        ([["Name", "name"], ["A", "B"]], "'Name' stands above column A (Name) and again above"),
        ([["Name", ""], ["A", "lost"]], "Column B has no name above it."),
        ([["Campuses of Vale"], ["Name", "Hours"], ["A", "8"]], "seem to stand in row 2"),
        ([["Name", "Hours"], ["", "8 to 4"]], "row 2: The row has no 'Name'"),
        ([["Name", "Campus phone"], ["A", "555"]], "row 2, column B (Campus phone): '555' has 3"),
        ([["Name", "Level"], ["A", "tall"]], "'tall' is not one of the choices."),
        ([["Name", "Hours"], ["A", "8"], ["a ", "9"]], "same campus as row 2, which says '8'"),
        ([["id", "Name"], ["grant", "Lincoln Elementary"]], "'grant' and 'lincoln' would be the"),
        ([["id", "Name"], ["0017", "Grant High"]], "this campus is there as 'grant'"),
        ([["id", "Name"], ["No 17!", "Hale"]], "'No 17!' cannot be an id."),
    ],
)
def test_whatever_is_wrong_with_a_table_is_said_with_its_place(
    district: Path, table: Table, now: datetime, rows: list[list[str]], words: str
) -> None:
    file = table(*rows)
    found = preview(district, "campuses", file)
    assert words in sentences(found)
    assert (found.new, found.changed, found.unchanged) == ((), (), 0)
    with pytest.raises(HtsspError):
        take_in(district, "campuses", file, now=now)
    assert answers(district) == ANSWERS


def test_every_mistake_of_a_table_is_told_at_once(district: Path, table: Table) -> None:
    rows = [[f"School {n}", "55"] for n in range(9)]
    assert len(preview(district, "campuses", table(["Name", "phone"], *rows)).problems) == 9


def test_a_record_keeps_its_id_when_the_table_renames_it(
    district: Path, table: Table, now: datetime
) -> None:
    file = table(["id", "Name"], ["lincoln", "Lincoln K-8"])
    found = take_in(district, "campuses", file, now=now)
    assert told(found) == [("lincoln", "Name", "Lincoln Elementary", "Lincoln K-8")]
    assert "  - id: lincoln\n    name: Lincoln K-8\n" in answers(district)


def test_units_of_one_agency_are_told_apart(district: Path, table: Table) -> None:
    file = table(
        ["Kind", "Name", "Unit or person to ask for", "Phone"],
        ["Law enforcement", "vale police", "youth unit", "530-555-0111"],
        ["law-enforcement", "Vale Police", "Detectives", "530-555-0112"],
        ["Child welfare", "Vale CPS", "Intake", "530-555-0113"],
    )
    found = preview(district, "agencies", file)
    assert [row.id for row in found.changed] == ["police-2", "cps"]
    assert [row.id for row in found.new] == ["vale-police"]
    assert ("cps", "Unit or person to ask for", "", "Intake") in told(found)


def test_where_it_may_be_one_of_several_nobody_guesses(district: Path, table: Table) -> None:
    found = preview(district, "agencies", table(["Name", "Phone"], ["Vale Police", "5305550111"]))
    assert "It may be any of these: police, police-2." in sentences(found)
    assert "Fill in 'Kind' and 'Unit or person to ask for'" in sentences(found)


def test_a_row_that_could_also_mean_one_that_the_table_adds_is_refused(
    district: Path, table: Table, now: datetime
) -> None:
    """Taken in twice it would not find its record again."""
    header = ["Kind", "Name", "Unit or person to ask for"]
    hotline = ["Child welfare", "Vale CPS", "Hotline"]
    take_in(district, "agencies", table(header, hotline), now=now)
    vague, more = ["Child welfare", "Vale CPS", ""], ["Child welfare", "Vale CPS", "Intake"]
    assert preview(district, "agencies", table(header, vague)).unchanged == 1
    found = preview(district, "agencies", table(header, vague, more))
    assert [p.where for p in found.errors] == ["table.csv, row 2"]
    assert "any of these: cps, vale-cps." in found.errors[0].what


def test_meetings_of_one_kind_are_told_apart_by_their_day(
    district: Path, table: Table, now: datetime
) -> None:
    file = table(["Date", "Kind"], ["1/19/2027", "Regular"], ["2/16/2027", "Regular"])
    found = take_in(district, "board.meetings", file, now=now)
    assert ([row.id for row in found.new], found.unchanged) == (["2027-02-16"], 1)
    assert preview(district, "board.meetings", file).unchanged == 2


def test_a_role_gets_its_name_and_is_not_doubled(
    district: Path, table: Table, now: datetime
) -> None:
    file = table(["Role", "Name"], ["superintendent", "Ann Lee"], ["Board chair", ""])
    found = take_in(district, "control.signatories", file, now=now)
    assert told(found) == [("super", "Name", "", "Ann Lee")]
    assert (found.new, found.unchanged) == ((), 1)


def test_a_row_that_states_the_id_means_the_name_as_it_is_typed(
    district: Path, table: Table
) -> None:
    file = table(["id", "Name"], ["grant", "Grant HIGH"])
    assert told(preview(district, "campuses", file)) == [
        ("grant", "Name", "Grant High", "Grant HIGH")
    ]


def test_a_new_number_does_not_inherit_the_check_of_the_old_one_in_silence(
    district: Path, table: Table
) -> None:
    header = ["Name", "contact.phone", "contact.verified.by", "contact.verified.on"]
    file = table(header, ["Lincoln Elementary", "5305550144", "", ""])
    found = preview(district, "campuses", file)
    assert [problem.severity for problem in found.problems] == ["warning"]
    assert "the old number that Bo Lee checked on November 2, 2026" in sentences(found)
    assert len(found.changed) == 1
    file = table(header, ["Lincoln Elementary", "5305550144", "Bo Lee", "1/11/2027"])
    assert not preview(district, "campuses", file).problems


def test_a_table_is_begun_where_there_is_none(district: Path, table: Table, now: datetime) -> None:
    file = table(["Name", "First day", "Last day"], ["Winter", "12/20/2027", "1/3/2028"])
    take_in(district, "timeline.breaks", file, now=now)
    shown = [s.text for s in get_answers(district, "timeline.breaks")]
    assert shown == ["Winter", "December 20, 2027", "January 3, 2028"]


def test_what_somebody_agreed_to_is_what_is_taken(
    district: Path, table: Table, now: datetime
) -> None:
    seen = preview(district, "campuses", table(["Name"], ["Hale"]))
    file = table(["Name"], ["Hale"], ["Ford"])
    with pytest.raises(HtsspError, match="changed since you looked"):
        take_in(district, "campuses", file, now=now, seen=seen)
    assert answers(district) == ANSWERS
    take_in(district, "campuses", table(["Name"], ["Hale"]), now=now, seen=seen)
    assert "Hale" in answers(district)


@pytest.mark.parametrize(
    ("path", "words"),
    [("campusses", "Did you mean 'campuses'?"), ("district.name", "It is not a table. Tables: ")],
)
def test_a_path_that_is_no_table_is_refused(
    district: Path, table: Table, path: str, words: str
) -> None:
    with pytest.raises(HtsspError) as wrong:
        preview(district, path, table(["Name"], ["A"]))
    assert words in str(wrong.value)


def test_a_file_with_mistakes_is_not_written_over(
    district: Path, table: Table, now: datetime
) -> None:
    broken = ANSWERS + "district: {name: Twice}\n"
    (district / "district.yaml").write_text(broken, encoding="utf-8")
    with pytest.raises(HtsspError, match="stands on line"):
        take_in(district, "campuses", table(["Name"], ["Hale"]), now=now)
    assert answers(district) == broken


def test_the_preview_reads_as_sentences(district: Path, table: Table) -> None:
    file = table(["name", "Hours"], ["Lincoln Elementary", "7 to 5"], ["Hale", ""])
    assert list(preview(district, "campuses", file).lines()) == [
        "New: Hale (hale)",
        "Changed: Lincoln Elementary (lincoln): Hours: 8 to 4 → 7 to 5",
        "Campuses and program sites: 1 new, 1 changed, 0 unchanged.",
    ]


def school_rows(table: Table, number: int, shift: int) -> Path:
    """A table of so many schools; another shift gives each of them other telephone numbers."""
    numbers = [f"(530) 555-01{(n + shift) % 100:02} ext. {n}" for n in range(number)]
    lines = [[f"School {n}", f"Ana {n}", numbers[n], numbers[-n]] for n in range(number)]
    return table(["Name", "Point of contact", "contact.phone", "phone"], *lines)


def test_a_thousand_campuses_are_taken_in_and_then_changed(
    district: Path, table: Table, now: datetime
) -> None:
    for shift, new, changed in ((0, 1000, 0), (1, 0, 1000)):
        found = take_in(district, "campuses", school_rows(table, 1000, shift), now=now)
        assert (len(found.new), len(found.changed)) == (new, changed)


@pytest.mark.parametrize("first", [True, False], ids=["new", "changed"])
def test_a_row_is_no_more_work_in_a_long_table_than_in_a_short_one(
    first: bool, district: Path, table: Table, now: datetime
) -> None:
    text = (district / "district.yaml").read_bytes()

    def rows(number: int) -> Callable[[], object]:
        (district / "district.yaml").write_bytes(text)
        shutil.rmtree(district / ".htssp", ignore_errors=True)  # numbers known to be right
        if not first:
            take_in(district, "campuses", school_rows(table, number, 0), now=now)
        file = school_rows(table, number, 1)
        return lambda: take_in(district, "campuses", file, now=now)

    assert growth(rows, 30, 240) < 1.1
