"""Loops and conditions: what they make, and what is refused with its file and line."""

import pytest
from small_pack import TEMPLATE, blocks, texts

from htssp_builder.document.text import row_text
from htssp_builder.document.tree import Item, Table
from htssp_builder.problems import HtsspError

TWO = """
district: {name: Vale, state: XA}
campuses:
  - {id: oak, name: Oak School, level: high}
  - {id: elm, name: Elm School}
"""
ROWS = """\
Table: Campuses
{: #body.campuses }

| Campus | Level |
|---|---|
{% for c in campuses %}
| {{ c.name }} {: #body.campus } | {% if c.level %}{{ c.level }}{% else %}none{% endif %} |
{% else %}
| None yet {: #body.none } | |
{% endfor %}
"""


def test_rows_of_a_loop_carry_the_records_id() -> None:
    (table,) = blocks(ROWS, TWO)
    assert isinstance(table, Table)
    assert [row.id for row in table.rows] == ["body.campus.oak", "body.campus.elm"]
    assert [row_text(row) for row in table.rows] == ["Oak School\tUpper school", "Elm School\tnone"]


def test_an_empty_table_shows_its_else_row() -> None:
    (table,) = blocks(ROWS)
    assert isinstance(table, Table)
    assert [row.id for row in table.rows] == ["body.none"]


def test_the_id_of_a_row_stays_when_the_name_changes() -> None:
    before, after = (
        blocks(ROWS, text)[0] for text in (TWO, TWO.replace("Oak School", "Oak Academy"))
    )
    assert isinstance(before, Table)
    assert isinstance(after, Table)
    assert [row.id for row in before.rows] == [row.id for row in after.rows]


def test_items_of_a_loop_are_one_list_and_keep_their_level() -> None:
    template = """\
- first
  {: #body.first }
{% for c in campuses %}
- {{ c.name }}
  {: #body.campus }
    - below it
      {: #body.below }
{% endfor %}
- last
  {: #body.last }
"""
    items = [b for b in blocks(template, TWO) if isinstance(b, Item)]
    assert [(i.id, i.level) for i in items] == [
        ("body.first", 0),
        ("body.campus.oak", 0),
        ("body.below.oak", 1),
        ("body.campus.elm", 0),
        ("body.below.elm", 1),
        ("body.last", 0),
    ]
    assert len({i.list for i in items}) == 1


def test_each_turn_of_a_loop_begins_its_numbered_list_again() -> None:
    template = """\
{% for c in campuses %}
At {{ c.name }}:
{: #body.at }

1. one
   {: #body.one }
2. two
   {: #body.two }
{% endfor %}
"""
    items = [b for b in blocks(template, TWO) if isinstance(b, Item)]
    assert [i.kind for i in items] == ["number"] * 4
    assert items[0].list == items[1].list != items[2].list == items[3].list


def test_numbered_lists_under_two_bullets_are_two_lists() -> None:
    template = """\
- a
  {: #body.a }
    1. one
       {: #body.one }
- b
  {: #body.b }
    1. one again
       {: #body.again }
"""
    numbered = [b for b in blocks(template) if isinstance(b, Item) and b.kind == "number"]
    assert len({i.list for i in numbered}) == 2


def test_a_condition_in_a_sentence() -> None:
    template = "Open{% if district.adults %} to adults{% else %} to none{% endif %}.\n{: #body.a }"
    assert texts(template, "district: {adults: yes}") == ["Open to adults."]
    assert texts(template, "district: {adults: no}") == ["Open to none."]


def test_loops_in_loops_carry_both_records() -> None:
    template = """\
{% for c in campuses %}
{% for m in committee %}
{{ c.name }} and {{ m.name }}
{: #body.pair }
{% endfor %}
{% endfor %}
"""
    given = TWO + "committee: [{id: ana, name: Ana, role: Lead}]"
    assert [b.id for b in blocks(template, given)] == ["body.pair.oak.ana", "body.pair.elm.ana"]


def test_laws_in_a_loop_carry_their_own_id() -> None:
    template = """\
Table: School law
{: #body.law }

| What | |
|---|---|
{% for duty in law.school_law %}
| {{ duty.requires }} {: #body.duty } | |
{% endfor %}
"""
    (table,) = blocks(template)
    assert isinstance(table, Table)
    assert [row.id for row in table.rows] == ["body.duty.yearly-training", "body.duty.wall-poster"]


def test_lines_of_the_pack_in_a_loop_carry_their_own_id() -> None:
    template = "{% for l in lines %}\n{{ l.name }}\n{: #body.l }\n{% endfor %}\n"
    assert [b.id for b in blocks(template)] == ["body.l.line"]


def test_a_comment_line_does_not_break_a_list_or_a_paragraph() -> None:
    template = """\
- one
  {: #body.one }
{# a note
   on two lines #}
- two
  {: #body.two }

Words and
{# a note #}
more words.
{: #body.words }
"""
    assert texts(template) == ["one", "two", "Words and more words."]


def test_a_mark_may_run_over_two_lines() -> None:
    template = """\
- one {{ district.name
  }} of
  them
  {: #body.one }
{% if district.name
   and district.adults %}
- two
  {: #body.two }
{% endif %}
"""
    assert texts(template) == ["one Vale of them", "two"]


def test_macros_and_sets_keep_the_path_of_an_answer() -> None:
    template = """\
{% macro twice(x) %}{{ x }} and {{ x }}{% endmacro %}
{: #body.macro }

{% set place = district.name %}

{{ twice(place) }}
{: #body.a }
"""
    (paragraph,) = blocks(template)
    assert [getattr(i, "path", "") for i in paragraph.inlines] == [
        "district.name",
        "",
        "district.name",
    ]


def test_a_block_of_which_a_condition_leaves_nothing_is_left_out() -> None:
    template = "{% if district.motto %}Our motto.{% endif %}\n{: #body.a }\n\nRest.\n{: #body.b }\n"
    assert [b.id for b in blocks(template)] == ["body.b"]


def test_where_keeps_the_records_with_a_value() -> None:
    template = """\
{% for c in campuses | where("level", "high") %}
{{ c.name }}
{: #body.high }
{% endfor %}
"""
    assert texts(template, TWO) == ["Oak School"]
    assert texts(template, TWO.replace("level: high", "level: Upper school")) == ["Oak School"]


BROKEN = {
    "{% if district.name %}\nText\n{: #body.a }\n": (1, "not closed"),
    "Text\n{: #body.a }\n{% endif %}\n": (3, "no beginning"),
    "- one {% if district.name %}\n- two {% endif %}\n": (1, "not closed"),
    "A {% if district.name %}b.\n\nC {% endif %}d.\n": (1, "not closed"),
    "{% for c in campuses %}\nText\n\n{% endif %}\n": (4, "ends the 'for'"),
    "Text {{ district.name }\n": (1, ""),
    "Text {% if %}x{% endif %}\n": (1, "Expected an expression"),
    "Text {%- if district.name %}x{% endif %}\n": (1, "trims spaces"),
    "\n\nText {{ district.name | upper }}\n": (3, "upper"),
}


@pytest.mark.parametrize("template", BROKEN, ids=range(len(BROKEN)))
def test_what_would_come_out_unbalanced_is_refused_with_its_line(template: str) -> None:
    line, words = BROKEN[template]
    with pytest.raises(HtsspError) as caught:
        texts(template)
    problem = caught.value.problems[0]
    assert problem.where == f"{TEMPLATE}:{line}"
    assert words in problem.what
    assert problem.remedy


SWALLOWED = {
    "Do this:\n- one\n- two\n": "list or a table",
    "These:\n| a | b |\n|---|---|\n| c | d |\n": "list or a table",
    '- one {: basis="R" }\n  {: #body.one }\n': "attribute list",
    "- one\n\n- two\n": "paragraph of its own",
    "| a | b |\n|---|---|\n| c | d |\n": "no caption",
    "Table: Nothing below\n{: #body.t }\n\nText.\n{: #body.a }\n": "no table below",
    "# Too high\n": "<h1>",
    "> quoted\n\n```\ncode\n```\n\n![pic](x.png)\n": "",
    "A [link]({{ district.name }}) here.\n": "link holds an answer",
    "See [§](#nowhere).\n": "no section 'nowhere'",
    "See [section 9](#tail).\n": "is typed",
    "Text\n{: .shouting #body.a }\n": "not a kind of paragraph",
    'Text\n{: colour="red" #body.a }\n': "not an attribute",
    "Text\n{: title #body.a }\n": "not an attribute",
    '## Title {: authority="king" #body.a }\n': "not an authority",
    'Text\n{: edition="secret" #body.a }\n': "not an edition",
    'Somebody acts.\n{: .duty actor="Somebody" #body.a }\n': "does not name its",
    "- a\n    - b\n        - c\n": "three deep",
}


@pytest.mark.parametrize("template", [t for t, words in SWALLOWED.items() if words])
def test_what_markdown_would_silently_misread_is_refused(template: str) -> None:
    with pytest.raises(HtsspError) as caught:
        texts(template)
    assert SWALLOWED[template] in str(caught.value)
    assert all(p.where.startswith(f"{TEMPLATE}:") for p in caught.value.problems)


def test_the_line_of_a_mistake_is_right_below_tables_and_controls() -> None:
    template = f"{ROWS}\n## Heading {{: #body.h }}\n\nBad [x](#nowhere).\n"
    line = template.split("\n").index("Bad [x](#nowhere).") + 1
    with pytest.raises(HtsspError) as caught:
        texts(template)
    assert caught.value.problems[0].where == f"{TEMPLATE}:{line}"


def test_a_form_table_may_have_an_empty_header_and_empty_first_cells() -> None:
    template = """\
Table: A form
{: .form #body.form }

| | |
|---|---|
| {: #body.blank } | write here |
| [ ] yes {: #body.yes } | [x] no |
"""
    (table,) = blocks(template)
    assert isinstance(table, Table)
    assert table.head is None
    assert [row.id for row in table.rows] == ["body.blank", "body.yes"]
    assert row_text(table.rows[0]) == "\twrite here"
    assert row_text(table.rows[1]) == "\u2610\u00a0yes\t\u2612\u00a0no"
