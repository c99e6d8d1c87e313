"""`pack`: what a pack asks, and one sentence with file and line for what is wrong in it."""

import shutil

import pytest

from htssp_builder.pack.find import shipped


@pytest.fixture
def copied(few_states, tmp_path):
    """A pack of one's own, copied from the base pack."""
    return shutil.copytree(few_states / "templates" / "hhs", tmp_path / "own")


def mend(path, old, new):
    """Replaces words that stand once or more in a file; gives the line of the first."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_packs_are_listed_with_their_version(htssp):
    rows = [row.split("\t") for row in htssp("pack", "list").out.splitlines()]
    assert rows[0] == ["Pack", "Version", "Title"]
    assert ["hhs", "1.0"] in [row[:2] for row in rows]


def test_show_names_every_path_of_a_section(htssp):
    rows = [row.split("\t") for row in htssp("pack", "show", "reporting").out.splitlines()]
    assert rows[0] == ["Path", "Question", "Type", "Needed for"]
    found = {row[0]: row[2] for row in rows[1:]}
    assert found["reporting.oral.at_latest"] == "number"
    assert not any(path.startswith("roles.") for path in found)
    everything = htssp("pack", "show").out
    assert "campuses.<id>.contact.phone\t" in everything
    assert len(everything.splitlines()) > len(rows)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["show", "nowhere"], "nowhere: There is no such section. Choose from: district, "),
        (["show", "--pack", "ca"], "ca: There is no such pack. Known packs: "),
        (["check", "nowhere"], "nowhere: There is no such pack. Known packs: "),
        (["ids", "nowhere"], "'nowhere' does not exist."),
    ],
)
def test_what_is_not_there(typed, sentence, refused):
    assert sentence in refused("pack", *typed)


def test_an_empty_folder_is_no_sound_pack(refused, tmp_path):
    (tmp_path / "empty").mkdir()
    assert refused("pack", "check", "empty") == (
        "empty: There is no file of a pack in it. Name another folder.\n"
    )


EMERGENCY = "documents/protocol/01-emergency.md.j2"
DEFECTS = [
    ("questionnaire/roles.yaml", "questions:", "questions: [", "opens here and is not closed"),
    ("questionnaire/roles.yaml", "type: role", "type: roll", "roll"),
    ("questionnaire/essentials.yaml", "id: hotline.phone", "id: hotline.name", "a second time"),
    ("pack.yaml", "format: 1", "format: 7", "Its format is 7. Use format 1."),
    ("pack.yaml", "documents: [protocol,", "documents: [protokol,", "protokol"),
    (EMERGENCY, "emergency.police_name", "emergency.plice", "plice"),
    (EMERGENCY, "{% if hotline", "{% iff hotline", "'endif' has no beginning"),
    (EMERGENCY, "{{ hotline.phone }}", "{{ hotline..phone }}", "expected name or number"),
    ("documents/protocol/02-purpose.md.j2", "{: #", "{% if district.name %}{: #", "not closed"),
    ("law/TX.yaml", "code: TX", "code: TE", "holds the law of TE"),
]  # fmt: skip


# These are of a file as a whole, or of one that is not there.
WHOLE = {
    "Its format is 7. Use format 1.": "pack.yaml: ",
    "protokol": "documents/protokol.yaml: The file is missing.",
    "holds the law of TE": "law/TX.yaml: ",
}


@pytest.mark.parametrize(("file", "old", "new", "word"), DEFECTS, ids=range(len(DEFECTS)))
def test_a_defect_is_named_with_its_file_and_line(file, old, new, word, copied, htssp):
    line = mend(copied / file, old, new)
    outcome = htssp("pack", "check", copied)
    assert outcome.code == 2
    assert outcome.out == ""
    first = next(sentence for sentence in outcome.err.splitlines() if word in sentence)
    numbered = (f"{file}:{line}: ", f"{file}:{line + 1}: ")
    assert first.startswith(WHOLE.get(word, numbered))
    assert len(first) < 400


def test_a_district_with_a_broken_pack_is_refused_with_the_place(texas, refused):
    (texas / "pack" / "documents" / "protocol").mkdir(parents=True)
    page = shipped("templates") / "hhs" / "documents" / "protocol" / "01-emergency.md.j2"
    own = texas / "pack" / "documents" / "protocol" / page.name
    shutil.copy(page, own)
    line = mend(own, "emergency.police_name", "emergency.polise")
    found = refused("-C", texas, "build")
    assert f"documents/protocol/01-emergency.md.j2:{line}: " in found
    assert "polise" in found
    assert not (texas / "documents").exists()


def test_a_file_that_is_not_utf8_is_named(copied, htssp):
    path = copied / "questionnaire" / "roles.yaml"
    path.write_bytes(path.read_bytes() + b"# Jos\xe9\n")
    outcome = htssp("pack", "check", copied)
    assert outcome.code == 2
    assert "questionnaire/roles.yaml: The file is not UTF-8." in outcome.err


def test_an_override_whose_name_is_misspelled_is_found(texas, htssp):
    own = texas / "pack" / "documents" / "protocol"
    own.mkdir(parents=True)
    shutil.copy(shipped("templates") / "hhs" / "documents" / "protocol" / "09-reporting.md.j2",
                own / "9-reporting.md.j2")  # fmt: skip
    outcome = htssp("pack", "check", texas / "pack")
    assert outcome.code == 2
    assert "It stands in for no file of the pack" in outcome.err
    assert "Did you mean documents/protocol/09-reporting.md.j2?" in outcome.err


def test_ids_are_found_missing_then_written_once(copied, htssp):
    page = copied / "documents" / "protocol" / "17-returning.md.j2"
    mend(page, "\n\n", "\n\nA new sentence of our own stands here.\n\n")
    before = page.read_text(encoding="utf-8")
    named = "documents/protocol/17-returning.md.j2"
    assert htssp("pack", "ids", copied).out == f"Blocks without an id: {named}\n"
    assert page.read_text(encoding="utf-8") == before
    assert htssp("pack", "ids", copied, "--write").out == f"Written: {named}\n"
    after = page.read_text(encoding="utf-8")
    assert "A new sentence of our own stands here.\n{: #returning." in after
    assert "\n".join(
        line for line in after.splitlines() if line in before.splitlines()
    ) == before.rstrip("\n")
    assert htssp("pack", "ids", copied, "--write").out == "Every block has its id.\n"
    assert page.read_text(encoding="utf-8") == after


@pytest.mark.slow
def test_the_shipped_pack_is_sound_and_its_reading_grades_are_shown(htssp):
    outcome = htssp("pack", "check", "--grades")
    assert outcome.code == 0
    assert outcome.out.endswith("hhs: sound.\n")
    grades = [row.split("\t") for row in outcome.out.splitlines()[1:-1]]
    assert all(float(grade) > 0 for _, grade in grades)
