"""What a template must not do with an answer, and what it cannot reach."""

import pytest
from small_pack import TEMPLATE, texts

from htssp_builder.problems import HtsspError

GIVEN = """
district: {name: Vale, state: XA, motto: Onward}
roles: {coordinator: {primary: {name: Ana Ruiz}}}
campuses: [{id: oak, name: Oak}]
"""
STRINGS = [
    'district.name ~ "!"',
    '"at " ~ district.name',
    'district.name + "!"',
    '"%s" % district.name',
    "district.name % 3",
    '[district.name, "x"] | join(", ")',
    "district.name | upper",
    "district.name | string",
    "district.name | replace('a', 'b')",
    '"{}" | format(district.name)',
    "district.name.upper()",
    "district.name[0]",
    "district.name * 2",
    "law.oral.when ~ law.oral.unit",
    "law.oral.when | title",
    "(campuses | all_of) ~ 'x'",
]
ESCAPES = [
    "district.__class__",
    "district.name.__class__.__mro__",
    'district["facts"]',
    'district["node"]',
    'district["__init__"]',
    "district.name.facts.answers.root",
    "campuses.__iter__()",
    "''.__class__",
    "self._TemplateReference__context",
    "lipsum.__globals__",
    "cycler",
    "range(10 ** 9)",
    "enter_.__init__.__globals__",
    '"x".format.__self__',
    'contacts["line"].keys()',
    "1 / 0",
    '"x" * "y"',
]
UNDEFINED = [
    "distrit.name",
    "district.nmae",
    "roles.coordinator.primary.fone",
    "campuses.name",
    'contacts["lien"].phone',
    'fed["sure-thin"]',
    "nothing",
]


def _fails(expression: str) -> HtsspError:
    with pytest.raises(HtsspError) as caught:
        texts(f"Line one.\n{{: #body.a }}\n\nSee {{{{ {expression} }}}}.\n{{: #body.b }}\n", GIVEN)
    return caught.value


@pytest.mark.parametrize("expression", STRINGS)
def test_a_string_made_of_an_answer_is_an_error_with_its_place(expression: str) -> None:
    assert _fails(expression).problems[0].where == f"{TEMPLATE}:4"


@pytest.mark.parametrize("expression", ESCAPES)
def test_nothing_but_answers_law_and_pack_can_be_reached(expression: str) -> None:
    problem = _fails(expression).problems[0]
    assert problem.where == f"{TEMPLATE}:4"


@pytest.mark.parametrize("expression", UNDEFINED)
def test_a_mistyped_name_is_an_error_and_never_an_empty_space(expression: str) -> None:
    assert _fails(expression).problems[0].where == f"{TEMPLATE}:4"


@pytest.mark.parametrize(
    "expression",
    ["district", "roles", "contacts", "lines", "rule", "true", 'contacts["line"].hours'],
)
def test_what_has_no_words_cannot_be_printed(expression: str) -> None:
    assert _fails(expression).exit_code == 2


@pytest.mark.parametrize(
    "line", ["{% include 'x' %}", "{% import 'x' as y %}", "{% extends 'x' %}"]
)
def test_no_other_file_can_be_drawn_in(line: str) -> None:
    with pytest.raises(HtsspError):
        texts(f"{line}\n\nText.\n{{: #body.a }}\n", GIVEN)


def test_an_answer_that_holds_template_code_is_not_run() -> None:
    given = "district: {name: '{{ 7 * 7 }}', motto: '{% for x in y %}'}"
    template = "{{ district.name }} {{ district.motto }}\n{: #body.a }"
    assert texts(template, given) == ["{{ 7 * 7 }} {% for x in y %}"]


def test_a_template_file_that_is_missing_is_named() -> None:
    from small_pack import files

    from htssp_builder.compose.build import compile_document
    from htssp_builder.pack.load import load_pack

    found = files("Text.")
    del found.texts["documents/paper/tail.md.j2"]
    made = load_pack(found)
    with pytest.raises(HtsspError, match=r"tail\.md\.j2: The template file is missing"):
        compile_document(made, made.documents["paper"])


def test_mistakes_of_all_files_come_together() -> None:
    with pytest.raises(HtsspError) as caught:
        texts("[x](#no)\n\n[y](#nope)\n", documents__paper__tail_dot_md_dot_j2="{% if %}")
    assert len(caught.value.problems) == 3
    assert {p.where.split(":")[0] for p in caught.value.problems} == {
        TEMPLATE,
        "documents/paper/tail.md.j2",
    }
