# ruff: noqa: E501 - templates and answers keep the line ends they have in a pack
"""`pack check`: whatever is unsound in a pack is named with its file and line."""

from typing import Any

import pytest
from small_pack import QUESTIONS, TEMPLATE, files, law, pack

from htssp_builder.pack.load import load_pack
from htssp_builder.problems import Problem
from htssp_builder.proof.soundness import check_pack, grades

SOUND = """\
{% if district.kind == "joint" %}
Together with others, {{ district.name }} in {{ district.kind | lower_first }}.
{: #body.joint basis="R" }
{% endif %}

Every employee tells {{ reporting.oral.to }} {{ reporting.oral }}.
{: #body.call .duty actor="Every employee" act="tells" time="{{ reporting.oral }}" to="{{ reporting.oral.to }}" basis="law.oral" }

{{ fed["sure-thing"] }} See [§](#tail).
{: #body.federal basis="fed.sure-thing S1" }

Table: Campuses
{: #body.campuses }

| Name | Whom |
|---|---|
{% for c in campuses | where("level", "low", "high") %}
| {{ c.name }} {: #body.campus } | {{ c.contact | contact }} |
{% else %}
| {{ campuses }} {: #body.none } | |
{% endfor %}
"""


def problems(template: str, **options: Any) -> list[Problem]:
    return check_pack(pack(template, **options))


def only(template: str, **options: Any) -> Problem:
    found = problems(template, **options)
    assert len(found) == 1, "\n".join(p.sentence() for p in found)
    assert found[0].remedy
    return found[0]


def question(line: str) -> str:
    return f"{QUESTIONS}  - {line}\n"


LAST = len(QUESTIONS.split("\n"))


def test_a_sound_pack_has_no_problems() -> None:
    assert problems(SOUND) == []


# -- names in templates -------------------------------------------------------------------------

HIDDEN_BRANCH = "{{% if district.kind == 'joint' %}}{{% if not district.name %}}{}{{% endif %}}{{% endif %}}Words.\n{{: #body.a }}\n"
WRONG_NAMES = {
    "{{ district.nmae }}": ("There is no 'district.nmae'", "name"),
    "{{ distrct.name }}": ("Nothing is called 'distrct'", "district"),
    "{{ roles.coordinator.primary.fone }}": ("primary.fone", "phone"),
    "{{ campuses.name }}": ("'campuses' is a table", "name"),
    "{% for c in campuses %}{{ c.nam }}{% endfor %}": ("campuses.*.nam'", "name"),
    "{% for c in campuses | where('level', 'high') %}{{ c.contact.nam }}{% endfor %}": (
        "contact.nam'",
        "name",
    ),
    "{% for c in campuses %}{{ c.name }}{% endfor %}{{ c.name }}": ("Nothing is called 'c'", ""),
    "{{ campuses | where('levle', 'high') | number }}": ("levle'", "level"),
    "{{ campuses | where('level', 'hihg') | number }}": ("'hihg' is not a choice", "high"),
    "{{ law.oral.wen }}": ("law.oral.wen'", "when"),
    "{{ law.orl.when }}": ("law.orl'", "oral"),
    "{% for d in law.school_law %}{{ d.require }}{% endfor %}": ("require'", "requires"),
    "{% for t in law.oral.to %}{{ t.nam }}{% endfor %}": ("nam'", "name"),
    "{{ law.oral.seen }}": ("for checking only", ""),
    "{{ law.oral }}": ("'law.oral' has parts", ""),
    "{{ law.school_law }}": ("'law.school_law' is a list", ""),
    "{{ fed['sure-thin'] }}": ("fed.sure-thin'", "sure-thing"),
    "{{ fed['hearsay'] }}": ("weak source", ""),
    "{{ contacts['lin'].phone }}": ("contacts.lin'", "line"),
    "{{ contacts['line'].fone }}": ("fone'", "phone"),
    "{% for l in lines %}{{ l.nmae }}{% endfor %}": ("nmae'", "name"),
    "{% for f in rule.factors %}{{ f.txt }}{% endfor %}": ("txt'", "text"),
    "{% for s in sources %}{{ s.titel }}{% endfor %}": ("titel'", "title"),
    "{{ pack.titel }}": ("titel'", "title"),
    "{% set x = district %}{{ x.nmae }}": ("district.nmae'", "name"),
    "{% if district.kind == 'jiont' %}x{% endif %}": ("'jiont' is not a choice", "joint"),
    "{% if 'jiont' == district.kind %}x{% endif %}": ("'jiont' is not a choice", "joint"),
    "{% if district.kind in ['plain', 'jiont'] %}x{% endif %}": ("'jiont'", "joint"),
    "{% if district.adults == 'true' %}x{% endif %}": ("'true' is not a choice", ""),
    "{{ district.name | uper_first }}": ("filter 'uper_first'", "upper_first"),
    "{{ district.name | upper }}": ("'upper' would make 'district.name' a plain string", ""),
    "{{ district.name + '!' }}": ("'district.name' is made part of a string", ""),
    "{{ '%s' % district.name }}": ("'district.name' is made part of a string", ""),
    "{{ district.name.upper() }}": ("There is no 'district.name.upper'", ""),
    "{{ district.name | who }}": ("'who' is for a person", ""),
    "{{ district.name | number }}": ("'number' is for a list", ""),
    "{% for x in district.name %}x{% endfor %}": ("'district.name' is not a list", ""),
    "{{ district }}": ("'district' has parts", ""),
    "{% include 'x' %}": ("'include' is not for templates", ""),
    "{% if district.name is odd %}x{% endif %}": ("", ""),
}  # fmt: skip


@pytest.mark.parametrize("mark", WRONG_NAMES)
def test_a_wrong_name_in_a_branch_that_never_runs_is_found(mark: str) -> None:
    what, near = WRONG_NAMES[mark]
    template = f"Line one.\n{{: #body.one }}\n\n{HIDDEN_BRANCH.format(mark)}"
    found = [p for p in problems(template) if p.where == f"{TEMPLATE}:4"]
    assert found, mark
    assert what in found[0].what
    assert f"'{near}'" in found[0].remedy or not near


def test_names_that_are_right_are_not_reported() -> None:
    template = """\
{% set coordinator = roles.coordinator.primary %}
{% for c in campuses %}
{% set person = c.contact %}
{{ loop.index }} {{ person | who }}, {{ person.phone }}; {{ coordinator | reach }}
{: #body.person }
{% endfor %}

{% for d in law.school_law if d.mandatory %}
{{ d.requires }} ({{ d.citation }})
{: #body.law }
{% endfor %}

{% for l in lines %}
{{ l.name }}{% if l.hours %}, {{ l.hours }}{% endif %}
{: #body.line }
{% endfor %}

{{ campuses | number }} schools; {{ law.oral.to | either }}; {{ law.oral.to }}.
{: #body.lists }

{{ district.name or district.motto }} {{ "Yes" if district.adults else "No" }}
{: #body.either }
"""
    assert problems(template) == []


# -- the questionnaire --------------------------------------------------------------------------

WRONG_QUESTIONS = {
    "{id: a.b, label: L, when: district.name and}": "ends too early",
    "{id: a.b, label: L, when: district.nmae}": "asks for 'district.nmae'",
    "{id: a.b, label: L, when: district}": "asks for 'district'",
    "{id: a.b, label: L, when: district.kind == jiont}": "'jiont', which cannot be chosen",
    "{id: a.b, label: L, when: 'district.state in [XA, XC]'}": "'XC', which cannot be chosen",
    "{id: a.b, label: L, default: law.hotlin.name}": "no 'law.hotlin.name'",
    "{id: a.b, label: L, default: law.hotline}": "not a default for 'a.b'",
    "{id: a.b, label: L, type: clock, default: law.penalty}": "not a default for 'a.b'",
    "{id: a.b, label: L, type: date, default: soon}": "default of 'a.b' is wrong",
    "{id: a.b, label: L, type: person, default: Ana}": "has parts and cannot have 'Ana'",
    "{id: a.b, label: L, type: choice}": "offers nothing to choose",
    "{id: a.b, label: L, choices: {x: X}}": "offers choices, but its type is text",
    "{id: a.b, label: L, type: choice, choices: {x: Y, y: Z}}": "'y' stands for two choices",
    "{id: a.b, label: L, type: choice, default: z, choices: {x: X}}": "default of 'a.b' is wrong",
    "{id: a.b, label: L, type: records, columns: [{id: date, label: D}]}": "no column 'name'",
    "{id: a.b, label: L, columns: [{id: name, label: D}]}": "has columns, but its type is text",
    "{id: a.b, label: L, basis: [NOPE]}": "'NOPE' stands for nothing",
    "{id: a.b, label: L, basis: [law.orl]}": "'law.orl' stands for nothing",
    "{id: district.name, label: L}": "asked a second time",
    "{id: district.name.short, label: L}": "lies inside the question 'district.name'",
    "{id: law.extra, label: L}": "'law' is the name of something else",
    "{id: a.b, label: L, type: records, columns: [{id: name, label: N}, {id: name, label: M}]}": (
        "'name' cannot be a column"
    ),
}  # fmt: skip


@pytest.mark.parametrize("line", WRONG_QUESTIONS)
def test_an_unsound_question_is_named_with_its_line(line: str) -> None:
    found = problems(SOUND, questions=question(line))
    assert [p.where for p in found][:1] == [f"questionnaire/all.yaml:{LAST}"], found
    assert WRONG_QUESTIONS[line] in found[0].what


def test_a_table_may_say_which_column_names_its_records() -> None:
    line = (
        "{id: a.b, label: L, type: records, named_by: version, columns: [{id: version, label: V}]}"
    )
    assert problems(SOUND, questions=question(line)) == []


def test_a_wrong_condition_suggests_the_nearest_path() -> None:
    line = "{id: a.b, label: L, when: district.nmae}"
    assert only(SOUND, questions=question(line)).remedy == "Did you mean 'district.name'?"


# -- basis, duties, ids, words ------------------------------------------------------------------


def _line_of(template: str, words: str) -> str:
    lines = template.split("\n")
    return f"{TEMPLATE}:{next(n for n, line in enumerate(lines, 1) if words in line)}"


def test_a_basis_that_stands_for_nothing() -> None:
    template = SOUND.replace('basis="fed.sure-thing S1"', 'basis="fed.sure-thin S1"')
    found = only(template)
    assert found.where == _line_of(template, "sure-thin S1")
    assert "'fed.sure-thin' stands for nothing" in found.what
    assert "fed.sure-thing" in found.remedy


def test_the_basis_of_a_row_and_of_a_section_is_checked_too() -> None:
    row = SOUND.replace("{: #body.campus }", '{: #body.campus basis="S2" }')
    assert "'S2' stands for nothing" in only(row).what
    made = files(SOUND)
    document = made.texts["documents/paper.yaml"].replace('"basis": ["R"]', '"basis": ["Q"]')
    made.texts["documents/paper.yaml"] = document
    found = check_pack(load_pack(made))
    assert [p.where for p in found] == ["documents/paper.yaml:1"]


def test_a_duty_without_a_basis() -> None:
    template = SOUND.replace(' basis="law.oral"', "")
    assert only(template).what == "This duty has no basis."


DUTY_PARTS = {
    'actor="Every employee"': ('actor="Any employee"', "The actor of this duty, “Any employee”"),
    'act="tells"': ('act="reports"', "The act of this duty, “reports”"),
    'time="{{ reporting.oral }}"': ('time="at once"', "The time of this duty, “at once”"),
    'to="{{ reporting.oral.to }}"': ('to="counsel"', "The to of this duty, “counsel”"),
}


@pytest.mark.parametrize("part", DUTY_PARTS)
def test_a_duty_that_does_not_stand_in_its_text(part: str) -> None:
    changed, what = DUTY_PARTS[part]
    template = SOUND.replace(part, changed)
    found = problems(template)
    assert {p.where for p in found} == {_line_of(template, "Every employee tells")} or found
    assert what in found[0].what


def test_a_step_of_a_flow_that_names_no_time() -> None:
    template = """\
Table: Flow
{: .flow #body.flow basis="R" }

| Who | Does what | Tells | By when |
|---|---|---|---|
| The nurse {: #body.step } | asks | the board | |
"""
    found = only(template)
    assert (found.where, found.what) == (f"{TEMPLATE}:6", "This duty does not say its time.")


@pytest.mark.parametrize(
    ("bare", "what"),
    [
        ("Words.\n", "block has no id"),
        ("- item\n", "block has no id"),
        ("## Heading\n", "block has no id"),
        ("Table: T\n\n| a | b |\n|---|---|\n| c {: #body.c } | d |\n", "table has no id"),
        ("Table: T\n{: #body.t }\n\n| a | b |\n|---|---|\n| c | d |\n", "block has no id"),
    ],
)
def test_every_block_and_row_has_an_id_in_the_template(bare: str, what: str) -> None:
    assert what in only(bare).what


def test_an_id_begins_with_its_section() -> None:
    found = only("Words.\n{: #other.words }\n")
    assert "does not begin with its section's id, 'body.'" in found.what
    assert found.where == f"{TEMPLATE}:2"


def test_an_id_that_stands_twice_is_found_in_branches_that_never_meet() -> None:
    template = """\
{% if district.motto %}
Words.
{: #body.words }
{% else %}
Other words.
{: #body.words }
{% endif %}
"""
    found = only(template)
    assert found.where == f"{TEMPLATE}:6"
    assert f"first in {TEMPLATE}:3" in found.what


def test_an_id_inside_a_macro_that_is_called_twice_comes_out_twice() -> None:
    template = """\
{% macro note() %}

Words of a note.
{: #body.note }

{% endmacro %}

{{ note() }}

{{ note() }}
"""
    assert any("'body.note' comes out twice" in p.what for p in problems(template))


def test_the_same_long_words_twice() -> None:
    long = "These words are so long that nobody would write them twice by accident, surely."
    found = only(f"{long}\n{{: #body.one }}\n\n- {long}\n  {{: #body.two }}\n")
    assert "stands twice" in found.what
    assert found.where == f"{TEMPLATE}:5"


RECIPIENTS = [
    "the county sheriff",
    "the Sheriff's office",
    "Child Protective Services",
    "CPS",
    "the local police department",
    "Xanadu Bureau of Children",
    "XBC",
    "Xanadu Child Line",
    "the department of social services",
    "ChildLine",
    "(530) 555-0142",
    "1-800-422-4453",
    "530.555.0142",
    "+1 530 555 0142",
    "5305550142",
]


@pytest.mark.parametrize("words", RECIPIENTS)
def test_no_recipient_and_no_number_is_written_into_a_template(words: str) -> None:
    template = f"Line one.\n{{: #body.one }}\n\nCall {words} at once.\n{{: #body.two }}\n"
    assert only(template).where == f"{TEMPLATE}:4"


def test_a_recipient_in_the_attribute_of_a_duty_is_found() -> None:
    template = SOUND.replace('to="{{ reporting.oral.to }}"', 'to="the county sheriff"')
    assert any("“sheriff”" in p.what for p in problems(template))


def test_ordinary_words_are_not_taken_for_recipients() -> None:
    template = """\
Child welfare, law enforcement, school police and the police decide; call 911 or 988, text 233733.
{: #body.a basis="R" }

22 USC 7102(11)(A), 42 USC 5106g(b)(1), P.L. 114-22 sec. 802, grades 6-12, 2026-11-24, 2027-2028.
{: #body.b basis="R" }

The scan of a form, the escape plan, and acts of kindness by families and children.
{: #body.c }

Table: Wide
{: #body.t widths="1 4 3 4 2 2 1 1" }

| a | b | c | d | e | f | g | h |
|---|---|---|---|---|---|---|---|
| 1 {: #body.r } | 2 | 3 | 4 | 5 | 6 | 7 | 8 |
"""
    assert problems(template) == []


@pytest.mark.parametrize(
    "words", ["HHS requires this page", "This is required by HHS", "HHS says you must do it"]
)
def test_hhs_is_not_said_to_require_what_is_our_own(words: str) -> None:
    for basis in ('basis="R"', "", 'basis="fed.sure-thing R"'):
        template = f"Line.\n{{: #body.one }}\n\n{words}.\n{{: #body.two {basis} }}\n"
        assert only(template).where == f"{TEMPLATE}:4"
    assert problems(f'{words}.\n{{: #body.two basis="fed.sure-thing" }}\n') == []


def test_a_template_that_no_document_uses() -> None:
    found = only(SOUND, documents__paper__old_dot_md_dot_j2="Words.\n")
    assert (found.where, found.what) == (
        "documents/paper/old.md.j2",
        "No document uses this template.",
    )


def test_a_template_that_only_fails_with_some_answers_is_found() -> None:
    template = (
        "{% if district.motto %}{{ contacts['line'].hours }}{% endif %}Words.\n{: #body.a }\n"
    )
    assert "has no value here" in only(template).what


def test_a_template_that_only_fails_without_answers_is_found() -> None:
    template = (
        "{% if not district.motto %}{{ contacts['line'].hours }}{% endif %}Words.\n{: #body.a }\n"
    )
    assert "has no value here" in only(template).what


def test_a_template_that_fails_with_one_choice_only_is_found() -> None:
    template = (
        "{% if district.kind == 'joint' %}{{ contacts['line'].hours }}{% endif %}Words.\n"
        "{: #body.a }\n"
    )
    assert "has no value here" in only(template).what


def test_a_template_that_fails_in_one_state_only_is_found() -> None:
    template = (
        "{% if law.penalty.text %}{{ contacts['line'].hours }}{% endif %}Words.\n{: #body.a }\n"
    )
    assert "has no value here" in only(template).what
    assert problems(template, laws=(law(penalty=None),)) == []


def test_every_mistake_is_found_in_one_pass() -> None:
    template = """\
{{ district.nmae }} and the sheriff
{: #body.a basis="NOPE" }

{% if false %}{{ nothing }}{% endif %}HHS requires it.
{: #other.b }
"""
    questions = question("{id: a.b, label: L, when: nowhere}")
    found = "\n".join(p.what for p in problems(template, questions=questions))
    for words in ("nmae", "sheriff", "'nothing'", "HHS requires", "'nowhere'"):
        assert words in found


# -- reading ------------------------------------------------------------------------------------

EASY = "The bus is late. We wait for it. You may sit down.\n{: #body.easy }\n"
HARD = (
    "Notwithstanding organizational considerations, administrators collaboratively operationalize "
    "multidisciplinary communication responsibilities.\n{: #body.hard }\n"
)


def test_a_section_for_staff_must_read_easily() -> None:
    assert problems(EASY, reader="staff") == []
    found = only(f"{EASY}\n{HARD}", reader="staff")
    assert found.where.startswith("documents/paper.yaml:")
    assert "above 9" in found.what
    assert "“Notwithstanding organizational considerations" in found.what
    assert problems(HARD) == []


def test_grades_are_given_for_each_section() -> None:
    found = grades(pack(f"{EASY}\n{HARD}"), "paper")
    assert set(found) == {"body", "tail"}
    assert grades(pack(EASY), "paper")["body"] < 3 < 9 < grades(pack(HARD), "paper")["body"]
