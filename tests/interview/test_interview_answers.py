"""A district's answers: found by path, and every mistake named in one pass with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from htssp_builder.interview.answers import (
    RECORD_ID,
    Answers,
    Unknown,
    check_answers,
    make_record_id,
    nearest,
    unknown,
)
from htssp_builder.interview.shapes import find_shape, leaves, make_shape, paths
from htssp_builder.pack.model import Question
from htssp_builder.yamlfile.read import read

LEVELS = (("low", "Lower school"), ("high", "Upper school"))
QUESTIONS = (
    Question("district.name", "Name of the district", "text", "draft"),
    Question("district.state", "State", "choice", choices=(("CA", "California"), ("TX", "Texas"))),
    Question("district.adults", "Adults covered", "yes/no"),
    Question("roles.coordinator", "Coordinator", "role", "draft"),
    Question("reporting.oral", "Time limit", "clock", "final", default="law.oral"),
    Question("scope.levels", "Levels in scope", "choices", choices=LEVELS),
    Question(
        "campuses",
        "Campuses",
        "records",
        item="campus",
        columns=(
            Question("name", "Name", "text", "draft"),
            Question("level", "Level", "choice", choices=LEVELS),
            Question("contact", "Point of contact", "person", "draft"),
            Question("phone", "Campus phone", "phone"),
        ),
    ),
    Question(
        "changes",
        "Record of changes",
        "records",
        item="change",
        columns=(Question("version", "Version", "text"),),
        named_by="version",
    ),
)


def answers(text: str) -> Answers:
    root, problems = read(text, "district.yaml")
    assert not problems
    return Answers(make_shape(QUESTIONS), root, "district.yaml")


SOUND = """\
format: 1
pack: hhs@1.0
district: {name: Sierra Vista, state: California, adults: yes}
roles:
  coordinator:
    primary: {name: Maria Lopez, phone: (530) 555-0142, verified: {by: Ana Ruiz, on: 2027-01-12}}
    alternate: {unknown: {who: Maria Lopez, by: 2027-02-01}}
reporting:
  oral: {when: at once, at_latest: 24, unit: hours}
scope:
  levels: [low, high]
campuses:
  - {id: lincoln, name: Lincoln, level: high, contact: {name: Ann, shown_as: role}}
  - id: oak
    name: Oak
    phone:
"""


def test_sound_answers_have_no_problems() -> None:
    assert check_answers(answers(SOUND)) == []


def test_answers_are_found_by_path_and_records_by_id() -> None:
    found = answers(SOUND)
    assert found.text("district.name") == "Sierra Vista"
    assert found.text("campuses.lincoln.contact.name") == "Ann"
    assert found.text("campuses.nowhere.name") == ""
    assert found.text("campuses") == ""
    assert found.node("campuses.lincoln") is not None
    assert unknown(found.node("roles.coordinator.alternate")) == Unknown(
        "Maria Lopez", "2027-02-01"
    )


@pytest.mark.parametrize(
    ("when", "asked"),
    [
        ("", True),
        ("district.name", True),
        ("district.state == CA", True),
        ("district.state in [TX]", False),
        ("district.adults", True),
        ("not district.adults", False),
        ("campuses", True),
        ("roles.coordinator.alternate", False),
        ("changes", False),
        ("scope.levels", True),
    ],
)
def test_questions_are_asked_by_their_condition(when: str, asked: bool) -> None:
    assert answers(SOUND).asked(when) is asked


def test_a_no_however_it_is_typed_is_false() -> None:
    for word in ("no", "NO", "n", "False", ""):
        assert not answers(f"district: {{adults: {word}}}").asked("district.adults")


MISTAKES = """\
distrct: {name: X}
district:
  nmae: Sierra Vista
  name: [a, b]
  state: Califronia
  adults: maybe
roles:
  coordinator: Maria Lopez
reporting:
  oral:
    at_latest: soon
    unknown: {by: 2027-02-01}
campuses:
  - {id: oak, name: Oak, phone: 555-0142}
  - {id: oak, name: Elm}
  - {name: Lincoln Elementary}
  - {id: Bad Id, name: Bad}
  - just words
  - {id: oak-2, name: OAK}
  - id: pine
    name: Pine
    contact:
      phone: (530) 555-014
      unknwon: 1
changes: none
"""
FOUND = [
    (1, "no 'distrct'", "Did you mean 'district'?"),
    (3, "no 'district.nmae'", "Did you mean 'name'?"),
    (4, "is a list or has parts", "one value"),
    (5, "'Califronia' is not one of the choices", "CA"),
    (6, "'maybe' is neither yes nor no", ""),
    (8, "'Coordinator' has parts", "primary"),
    (12, "nobody is named who will find out", "who:"),
    (14, "'555-0142' has 7 digits", "ten digits"),
    (15, "The id 'oak' stands twice in campuses (first on line 14)", ""),
    (16, "This campus in campuses has no id", "id: lincoln-elementary"),
    (17, "'Bad Id' in campuses cannot be an id", "bad-id"),
    (18, "is one value, but a campus has parts", ""),
    (19, "'OAK' stands twice in campuses (first on line 14)", ""),
    (23, "has 9 digits", ""),
    (24, "no 'campuses.pine.contact.unknwon'", ""),
    (25, "changes (Record of changes) must be a list", ""),
]


def test_every_mistake_is_named_in_one_pass_in_the_order_of_the_file() -> None:
    found = check_answers(answers(MISTAKES))
    assert [int(p.where.removeprefix("district.yaml:")) for p in found] == [n for n, _, _ in FOUND]
    for problem, (_, what, remedy) in zip(found, FOUND, strict=True):
        assert what in problem.what
        assert remedy in problem.remedy
        assert problem.severity == "error"


def test_a_wrong_part_of_a_role_suggests_the_right_one() -> None:
    (problem,) = check_answers(answers("roles: {coordinator: {primary: {fone: 1}}}"))
    assert problem.remedy == "Did you mean 'phone'?"


def test_the_nearest_path_is_suggested() -> None:
    shape = make_shape(QUESTIONS)
    assert nearest(shape, "district.nmae") == "Did you mean 'district.name'?"
    assert nearest(shape, "zzz") == ""


def test_a_date_that_does_not_exist_is_a_mistake_of_not_known_yet_too() -> None:
    text = "roles: {coordinator: {primary: {unknown: {who: Ana, by: 2027-02-30}}}}"
    (problem,) = check_answers(answers(text))
    assert "not a day of the calendar" in problem.what


def test_a_record_without_an_id_is_named_by_the_column_that_names_it() -> None:
    (problem,) = check_answers(answers("changes: [{version: First Draft}]"))
    assert "id: first-draft" in problem.remedy


# -- shapes -------------------------------------------------------------------------------------


def test_questions_unfold_into_paths_with_labels_and_requirements() -> None:
    shape = make_shape(QUESTIONS)
    phone = find_shape(shape, "roles.coordinator.alternate.phone")
    assert phone is not None
    assert (phone.kind, phone.label, phone.required) == (
        "phone",
        "Coordinator alternate, phone",
        "draft",
    )
    mobile = find_shape(shape, "roles.coordinator.primary.mobile")
    assert mobile is not None
    assert mobile.required == ""
    column = find_shape(shape, "campuses.any-id.contact.name")
    assert column is not None
    assert (column.label, column.question) == ("Point of contact, name", "campuses")
    assert find_shape(shape, "campuses.any-id.nowhere") is None
    assert find_shape(shape, "nowhere.at.all") is None


def test_every_leaf_has_a_label_and_every_path_a_shape() -> None:
    shape = make_shape(QUESTIONS)
    found = dict(leaves(shape))
    assert "campuses.*.contact.verified.on" in found
    assert "reporting.oral.unit" in found
    assert all(leaf.label for leaf in found.values())
    assert all(find_shape(shape, path) is not None for path in paths(shape))


def test_a_clock_keeps_its_default_and_a_unit_its_choices() -> None:
    shape = make_shape(QUESTIONS)
    clock, unit = find_shape(shape, "reporting.oral"), find_shape(shape, "reporting.oral.unit")
    assert clock is not None
    assert clock.default == "law.oral"
    assert unit is not None
    assert "school days" in dict(unit.choices)


# -- ids ----------------------------------------------------------------------------------------


@given(st.text(max_size=60), st.sets(st.sampled_from(["record", "a", "a-2", "oak"])))
def test_any_name_makes_a_new_and_valid_id(name: str, taken: set[str]) -> None:
    made = make_record_id(name, taken)
    assert RECORD_ID.fullmatch(made)
    assert made not in taken


def test_ids_are_made_of_the_name() -> None:
    assert make_record_id("Lincoln Elementary", set()) == "lincoln-elementary"
    assert make_record_id("École Ste. Marie", set()) == "ecole-ste-marie"
    assert make_record_id("Lincoln", {"lincoln", "lincoln-2"}) == "lincoln-3"
    assert make_record_id("東京", set()) == "record"
