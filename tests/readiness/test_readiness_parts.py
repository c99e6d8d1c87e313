"""The parts that rules stand on: names, numbers, folders, places, weights."""

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from htssp_builder.document.tree import Cell, Document, Field, Heading, Paragraph, Row, Table, Text
from htssp_builder.problems import Severity
from htssp_builder.readiness.findings import MOST_STEPS, Finding, first_steps
from htssp_builder.readiness.folder import private_cloud
from htssp_builder.readiness.places import Places
from htssp_builder.readiness.sameness import same_name, same_number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dr. Yolanda Castañeda-Reed", "yolanda  castaneda reed"),
        ("Ana Ruiz", "ANA RUIZ"),
        ("Mrs. O’Neill", "O'Neill"),
        ("Dr", "dr."),
    ],
)
def test_one_person_written_in_two_ways(one: str, other: str) -> None:
    assert same_name(one) == same_name(other)


def test_two_people_of_one_family_are_two() -> None:
    assert same_name("Ana Ruiz") != same_name("Alma Ruiz")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("(530) 555-0142", "530.555.0142"),
        ("+1 530 555 0142", "1-530-555-0142"),
        ("(530) 555-0142 ext. 7", "530-555-0142 x7"),
        ("1-800-THE-LOST", "1-800-843-5678"),
    ],
)
def test_one_number_written_in_two_ways(one: str, other: str) -> None:
    assert same_number(one) == same_number(other) != ""


def test_two_extensions_are_two_numbers() -> None:
    assert same_number("(530) 555-0142 ext. 7") != same_number("(530) 555-0142 ext. 8")


PRIVATE = [
    PureWindowsPath(r"C:\Users\mlopez\OneDrive\htssp"),
    PureWindowsPath(r"C:\Users\mlopez\OneDrive - Pecan Bend ISD\htssp"),
    PureWindowsPath(r"G:\My Drive\htssp"),
    PureWindowsPath(r"C:\Users\mlopez\Dropbox\htssp"),
    PurePosixPath("/Users/mlopez/Library/CloudStorage/OneDrive-Personal/htssp"),
    PurePosixPath("/Users/mlopez/Library/CloudStorage/GoogleDrive-m@example.org/My Drive/htssp"),
    PurePosixPath("/Users/mlopez/Library/Mobile Documents/com~apple~CloudDocs/htssp"),
]
SHARED = [
    PureWindowsPath(r"C:\Users\mlopez\Documents\htssp"),
    PureWindowsPath(r"C:\Users\mlopez\Pecan Bend ISD\Student Services - Documents\htssp"),
    PureWindowsPath(r"G:\Shared drives\Student services\htssp"),
    PureWindowsPath(r"C:\Users\mlopez\Dropbox (Pecan Bend ISD)\htssp"),
    PurePosixPath("/Users/mlopez/Library/CloudStorage/OneDrive-SharedLibraries-PecanBend/htssp"),
    PurePosixPath("/Volumes/district/htssp"),
]


@pytest.mark.parametrize("folder", PRIVATE, ids=str)
def test_one_persons_cloud_folder_is_found(folder: PureWindowsPath | PurePosixPath) -> None:
    assert [hit.rule for hit in private_cloud(folder.parts)] == ["private-cloud"]


@pytest.mark.parametrize("folder", SHARED, ids=str)
def test_a_shared_folder_is_none(folder: PureWindowsPath | PurePosixPath) -> None:
    assert list(private_cloud(folder.parts)) == []


def test_a_sync_client_is_known_by_what_it_leaves() -> None:
    assert [hit.words["client"] for hit in private_cloud(("x",), [".dropbox"])] == ["Dropbox"]
    moved = private_cloud(("D", "Files"), ["OneDriveConsumer"])
    assert [hit.words["client"] for hit in moved] == ["OneDrive"]


def _document(name: str, section: str, *paths: str) -> Document:
    fields = tuple(Field(path, "Label", "text", "missing") for path in paths)
    table = Table("t", "T", None, (Row("r", (Cell(fields),)),), (1.0,))
    head = Heading("h", 1, (Text(section),), "4")
    return Document("d", name, "X", (Paragraph("c", (Text("cover"),)), head, table), "b")


def test_an_answer_is_found_in_every_section_that_prints_a_part_of_it() -> None:
    places = Places([
        _document("Protocol", "Roles", "roles.nurse.primary.name", "roles.nurse.primary.phone"),
        _document("Checklist", "Phase 1", "roles.nurse.primary.name"),
    ])  # fmt: skip
    sentences = [place.sentence() for place in places.of("roles.nurse")]
    assert sentences == ["section 4, Roles", "section 4, Phase 1 (Checklist)"]
    assert places.of("roles.nurse.primary.email") == places.of("roles.nurse.primary")
    assert places.of("district.name") == ()
    assert set(places.open) == {"roles.nurse.primary.name", "roles.nurse.primary.phone"}


def _finding(
    path: str, impact: int, effort: int, severity: Severity = "error", mends: int = 1
) -> Finding:
    words = (path, "", path, "", "", "", "")
    return Finding("r", severity, "complete", *words, (), impact, effort, mends)


def test_what_helps_most_for_least_work_comes_first_and_there_are_five() -> None:
    found = [_finding(f"a.q{n}", 2, 2) for n in range(9)]
    found += [_finding("hotline.phone", 5, 1), _finding("legal.checked", 5, 3, mends=28)]
    found += [_finding("a.note", 5, 1, severity="note")]
    steps = first_steps(found)
    assert len(steps) == MOST_STEPS
    assert [step.findings[0].path for step in steps[:2]] == ["hotline.phone", "legal.checked"]


def test_one_row_of_a_table_is_one_step() -> None:
    rows = [_finding("campuses.lincoln.phone", 3, 1), _finding("campuses.lincoln.contact", 2, 1)]
    steps = first_steps([*rows, _finding("campuses.grant.phone", 3, 1)], ["campuses"])
    assert sorted(step.mends for step in steps) == [1, 2]
