"""A district.yaml that is wrong: every mistake a sentence with its line, nothing built, exit 2."""

import shutil

import pytest

from htssp_builder.cli.main import run

GOOD = """\
format: 1
pack: hhs@1.0
district:
  name: Lake County Schools
  state: CA
timeline:
  start_on: 2026-08-17
hotline:
  phone: "(530) 555-0142"
campuses:
  - id: lincoln
    name: Lincoln Elementary
    level: elementary
  - id: adams
    name: Adams Middle
    level: middle
roles:
  coordinator:
    alternate: {unknown: {who: Maria Lopez, by: 2027-02-01}}
"""


DOCUMENTS = {"protocol.md", "checklist.md", "timeline.md"}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small district whose documents are built; not to be changed."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "district.yaml").write_text(GOOD, encoding="utf-8")
    assert run(["-C", str(folder), "build", "--format", "md"]) == 0
    return folder


@pytest.fixture
def lake(built, tmp_path):
    """A small district whose documents are built, to be spoiled."""
    return shutil.copytree(built, tmp_path / "lake")


def documents(folder):
    """Every file among the documents and its bytes."""
    return {path.name: path.read_bytes() for path in (folder / "documents").iterdir()}


MISTAKES = [
    # what was typed wrong, the line it stands on, words of the sentence
    ("district:", "district: [", 3, "opens here and is not closed properly"),
    ("  state: CA", "   state: CA", 5, ""),
    ("  state: CA", "\tstate: CA", 5, "tab"),
    ("  state: CA", "  state: CA\n  state: TX", 6, '"state" stands on line 5 and again on line 6'),
    ("timeline:", "district:\n  name: B\ntimeline:", 6, '"district" stands on line 3'),
    ("  state: CA", "  state: ZZ", 5, "'ZZ' is not one of the choices."),
    ("  state: CA", "  state: {name: CA}", 5, "one value is expected"),
    ("  state: CA", "  states: CA", 5, "Did you mean 'state'?"),
    ("roles:", "role:", 17, "The questionnaire has no 'role'. Did you mean 'roles'?"),
    ("2026-08-17", "2026-02-30", 7, "'2026-02-30' is not a day of the calendar."),
    ("2026-08-17", "next fall", 7, "'next fall' is not a date."),
    ("(530) 555-0142", "(530) 555-014", 9, "has 9 digits"),
    ("id: adams", "id: lincoln", 14, "The id 'lincoln' stands twice in campuses (first on "),
    ("  - id: adams", "  - id: Adams M", 14, "'Adams M' in campuses cannot be an id."),
    ("  - id: adams\n    name", "  - name", 14, "has no id. Add 'id: adams-middle' to it"),
    ("Adams Middle", "LINCOLN  elementary", 15, "stands twice in campuses (first on line 12)"),
    ("level: middle", "level: college", 16, "'college' is not one of the choices."),
    ("  - id: adams", "  - adams\n  - id: adams", 14, "is one value, but a campus has parts."),
    ("who: Maria Lopez, ", "", 19, "nobody is named who will find out"),
    ("2027-02-01", "2027-02-31", 19, "'2027-02-31' is not a day of the calendar."),
    ("{unknown: {who: Maria Lopez, by: 2027-02-01}}", "Maria", 19, "Write the parts below it"),
    ("Lake County Schools", '"Lake\\x07"', 4, "control character (U+0007)"),
    ("Lake County Schools", "*lake", 4, ""),
    ("Lake County Schools", "!!python/object:os.system x", 4, ""),
    ("format: 1", "format: one", 1, "The format is not a number."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "words"), MISTAKES, ids=range(len(MISTAKES)))
def test_a_mistake_is_named_with_its_line_and_what_was_built_stays(
    old, new, line, words, lake, refused
):
    path = lake / "district.yaml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != GOOD
    built = documents(lake)
    assert built.keys() == DOCUMENTS
    before = path.read_bytes()
    found = refused("-C", lake, "build", "--format", "md,docx")
    assert found.startswith(f"district.yaml:{line}: ")
    assert words in found
    assert found.count("\n") == 1
    assert documents(lake) == built
    assert path.read_bytes() == before


def test_every_mistake_is_told_at_once(lake, refused):
    path = lake / "district.yaml"
    text = GOOD.replace("state: CA", "state: ZZ").replace("level: middle", "level: college")
    path.write_text(text.replace("2026-08-17", "2026-02-30"), encoding="utf-8")
    found = refused("-C", lake, "build").splitlines()
    assert [sentence.split(":")[1] for sentence in found] == ["5", "7", "16"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("district:", "district: ["), ("  state: CA", "  state: CA\n  state: TX")],
    ids=["broken", "double"],
)
@pytest.mark.parametrize(
    "typed",
    [["get", "district.name"], ["set", "district.name", "B"], ["set", "campuses.+", "name=B"],
     ["set", "district.state", "--clear"], ["set", "district.state", "--unknown", "Ana"]],
    ids=lambda typed: " ".join(typed[:2]),
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_neither_shown_nor_changed(old, new, typed, lake, refused):
    path = lake / "district.yaml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    before = path.read_bytes()
    assert refused("-C", lake, *typed).startswith("district.yaml:")
    assert path.read_bytes() == before


@pytest.mark.parametrize("typed", ["MI", "mi", "Michigan", "michigan"])
def test_a_state_brings_its_law_however_it_was_typed(typed, lake, htssp):
    path = lake / "district.yaml"
    path.write_text(GOOD.replace("state: CA", f"state: {typed}"), encoding="utf-8")
    assert htssp("-C", lake, "build", "--format", "md").code == 0
    text = (lake / "documents" / "protocol.md").read_text(encoding="utf-8")
    assert "MCL 722" in text
    assert htssp("-C", lake, "get", "district.state").out == "Michigan\n"


@pytest.mark.parametrize(
    ("stated", "sentence"),
    [
        ("hhs@2.0", "It was written for hhs@2.0, but the installed pack is 1.0."),
        ("hhs@2", "It was written for hhs@2, but the installed pack is 1.0."),
        ("california@1.0", "california: There is no such pack. Known packs: "),
        ("../../tmp@1.0", "There is no such pack."),
    ],
)
def test_a_pack_that_is_not_here(stated, sentence, lake, refused):
    path = lake / "district.yaml"
    path.write_text(GOOD.replace("hhs@1.0", stated), encoding="utf-8")
    assert sentence in refused("-C", lake, "build")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (GOOD.replace("format: 1", "format: 9").encode(), "district.yaml: The file is written in"),
        (GOOD.replace("Lake", "Los Ni\xf1os").encode("cp1252"), "district.yaml:4: The file is not"),
        (b"\xff\xfe" + GOOD.encode("utf-16-le"), "district.yaml:1: The file is not saved as UTF-8"),
        (b"\0" * 100, "district.yaml:1: "),
        (b"[" * 100_000, "district.yaml:1: Hundreds of brackets"),
        (b"- a\n", "district.yaml:1: The file does not begin with a name and a colon."),
    ],
    ids=["format", "cp1252", "utf-16", "zeros", "brackets", "list"],
)
def test_a_file_that_is_none_of_ours(content, sentence, lake, refused):
    (lake / "district.yaml").write_bytes(content)
    assert sentence in refused("-C", lake, "build")


@pytest.mark.parametrize("typed", [["build"], ["get", "district.name"], ["restore", "a"],
                                   ["set", "district.name", "A"]], ids=lambda t: t[0])  # fmt: skip
@pytest.mark.parametrize("folder", ["nowhere", "a" * 300, ".", "file"])
def test_a_folder_that_is_no_district(typed, folder, tmp_path, refused):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert refused("-C", folder, *typed).count("\n") == 1
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_an_empty_file_is_a_district_without_answers(lake, htssp):
    (lake / "district.yaml").write_bytes(b"")
    outcome = htssp("-C", lake, "build", "--format", "md")
    assert outcome.code == 0
    assert "not answered: Full name of the district" in outcome.out
