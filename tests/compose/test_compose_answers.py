"""What a person typed comes out as it was typed, whatever it looks like."""

import json
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_pack import blocks, document, pack, texts

from htssp_builder.compose.build import compile_document, compose
from htssp_builder.compose.facts import Facts
from htssp_builder.document.text import block_text, inline_text
from htssp_builder.document.tree import Block, Field, Paragraph, Table, Text
from htssp_builder.interview.answers import Answers
from htssp_builder.interview.shapes import make_shape
from htssp_builder.interview.values import BadValue, check_characters
from htssp_builder.yamlfile.nodes import Mapping, Scalar

ONCE = "Our motto is {{ district.motto }} and **{{ district.motto }}**.\n{: #body.motto }\n"
TABLE = """\
Table: Mottos
{: #body.mottos }

| Motto | Again |
|---|---|
| {{ district.motto }} {: #body.row } | x {{ district.motto }} |
"""


def _holdable(text: str) -> bool:
    try:
        check_characters(text)
    except BadValue:
        return False
    return bool(text.strip())


people = st.text(max_size=60).map(str.strip).filter(_holdable)


def _given(text: str) -> str:
    return json.dumps(
        {"district": {"name": "Vale", "state": "XA", "motto": text}}, ensure_ascii=False
    )


@pytest.fixture(scope="module")
def motto() -> Callable[[str], list[Block]]:
    """Composes with this motto, which never goes through a file."""
    made = pack(f"{ONCE}\n{TABLE}")
    spec = made.documents["paper"]
    program, shape = compile_document(made, spec), make_shape(made.questions())

    def run(text: str) -> list[Block]:
        district = Mapping({"motto": Scalar(text, 1, True)}, {"motto": 1}, 1)
        root = Mapping({"district": district}, {"district": 1}, 1)
        facts = Facts(Answers(shape, root, "district.yaml"), {})
        return list(compose(made, program, spec, facts).blocks[1:3])

    return run


@settings(max_examples=60, deadline=None)
@given(people)
@example("{{ 7*7 }} {% if x %} {# no #}")
@example("*bold* _it_ `code` | # ~ [a](b) <b>&amp;</b> {: .duty }")
@example("\U000f0000\U00100001\uf8ff\uf8fe")
@example("- one\n- two\n\n| a | b |")
@example("1. first")
@example("<w:p/>")
def test_any_text_comes_out_exactly(motto: Callable[[str], list[Block]], text: str) -> None:
    paragraph, table = motto(text)
    assert isinstance(paragraph, Paragraph)
    assert isinstance(table, Table)
    fields = [i for i in paragraph.inlines if isinstance(i, Field)]
    assert [(f.text, f.path) for f in fields] == [(text, "district.motto")] * 2
    assert block_text(paragraph) == f"Our motto is {text} and {text}."
    assert [inline_text(cell.inlines) for cell in table.rows[0].cells] == [text, f"x {text}"]


def test_emphasis_around_an_answer_is_kept_on_the_field() -> None:
    (paragraph,) = blocks(ONCE, _given("Onward"))
    first, second = (i for i in paragraph.inlines if isinstance(i, Field))
    assert (first.strong, second.strong) == (False, True)


def test_a_field_knows_its_question() -> None:
    (paragraph,) = blocks(
        "{{ roles.coordinator.primary.phone }}\n{: #body.a }",
        'roles: {coordinator: {primary: {phone: "(530) 555-0142"}}}',
    )
    assert paragraph.inlines == (
        Field(
            "roles.coordinator.primary.phone",
            "Coordinator, phone",
            "(530) 555-0142",
            "given",
            "phone",
        ),
    )


def test_a_missing_required_answer_is_a_visible_mark_with_its_label() -> None:
    (paragraph,) = blocks("Call {{ roles.coordinator.primary.name }}.\n{: #body.a }")
    field = next(i for i in paragraph.inlines if isinstance(i, Field))
    assert field.state == "missing"
    assert field.text == "[To complete: Coordinator, name]"


def test_not_known_yet_says_who_finds_out_and_by_when() -> None:
    given = "roles: {coordinator: {primary: {unknown: {who: Ana Ruiz, by: 2027-02-01}}}}"
    (paragraph,) = blocks(
        "{{ roles.coordinator.primary.name }}, {{ roles.coordinator.primary.phone }}\n{: #body.a }",
        given,
    )
    fields = [i for i in paragraph.inlines if isinstance(i, Field)]
    assert [f.state for f in fields] == ["unknown", "unknown"]
    assert "Ana Ruiz will find out by February 1, 2027" in fields[0].text
    assert fields[1].text == "[Not known yet]"


def test_choices_dates_and_yes_no_print_for_people() -> None:
    assert texts(
        "{{ district.kind }}, {{ district.adults }}\n{: #body.a }",
        "district: {kind: joint, adults: N}",
    ) == ["Consortium, No"]


@pytest.mark.parametrize("typed", ["joint", "JOINT", "Consortium", "consortium"])
def test_a_condition_holds_however_the_choice_was_typed(typed: str) -> None:
    template = '{% if district.kind == "joint" %}Together.{% else %}Alone.{% endif %}\n{: #body.a }'
    assert texts(template, f"district: {{kind: {typed}}}") == ["Together."]


def test_the_same_input_gives_the_same_document() -> None:
    template = f"{ONCE}\n{TABLE}"
    assert document(template, _given("Ever")) == document(template, _given("Ever"))
    assert document(template, _given("Ever")).build != document(template, _given("Never")).build


def test_words_of_the_template_are_never_html() -> None:
    (paragraph,) = blocks("A <b>bold</b> & <w:p/> word.\n{: #body.a }")
    assert paragraph.inlines == (Text("A <b>bold</b> & <w:p/> word."),)
