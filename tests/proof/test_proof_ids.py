"""Ids are written for every block that has none, once, and the text stays the same."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_pack import TEMPLATE, blocks, files, pack, texts

from htssp_builder.document.tree import Table
from htssp_builder.pack.load import load_pack
from htssp_builder.problems import HtsspError
from htssp_builder.proof.ids import fill_ids, fill_pack_ids, written_ids

TWO = """
district: {name: Vale, state: XA, motto: Onward}
campuses: [{id: oak, name: Oak}, {id: elm, name: Elm}]
"""
BARE = """\
{# What this file is
   about #}
## The **first** steps {: authority="board" }
Call the line right away,
whatever {{ district.name
| lower_first }} says.

A duty stands here, {{ district.motto }}.
{: .note basis="R" }

- One thing
- [ ] Another thing
{# not printed #}
    - nested **below**
    - nested again
      on two lines
- {{ district.name }}
  {: basis="R" }
{% for c in campuses %}
- at {{ c.name }}
{% endfor %}

1. First step
2. Second step
    - nested under a number
10. Tenth step

{% if district.motto %}
Only with a motto.
{% endif %}

Table: A form
{: .form widths="1 2" }

| | |
|---|---|
| | write here |
| [ ] yes | [ ] no |
| **Strong** words | x |
| | |
| {{ district.name }} | y |
| kept {: #body.kept } | z |
{% for c in campuses %}
| {{ c.name }} {: basis="R" } | {{ c.phone }} |
{% endfor %}
| a \\| b | last |

{% if district.motto %}Yes, {{ district.motto }}.{% else %}No.{% endif %} Both ways.
"""
FILLED = """\
{# What this file is
   about #}
## The **first** steps {: #body.first-steps authority="board" }
Call the line right away,
whatever {{ district.name
| lower_first }} says.
{: #body.call-line-right }

A duty stands here, {{ district.motto }}.
{: #body.duty-stands-here .note basis="R" }

- One thing
  {: #body.one-thing }
- [ ] Another thing
  {: #body.another-thing }
{# not printed #}
    - nested **below**
      {: #body.nested-below }
    - nested again
      on two lines
      {: #body.nested-again-two }
- {{ district.name }}
  {: #body.district-name basis="R" }
{% for c in campuses %}
- at {{ c.name }}
  {: #body.at }
{% endfor %}

1. First step
   {: #body.first-step }
2. Second step
   {: #body.second-step }
    - nested under a number
      {: #body.nested-under-number }
10. Tenth step
    {: #body.tenth-step }

{% if district.motto %}
Only with a motto.
{: #body.only-with-motto }
{% endif %}

Table: A form
{: #body.form .form widths="1 2" }

| | |
|---|---|
| {: #body.write-here } | write here |
| [ ] yes {: #body.yes } | [ ] no |
| **Strong** words {: #body.strong-words } | x |
| {: #body.row } | |
| {{ district.name }} {: #body.district-name-2 } | y |
| kept {: #body.kept } | z |
{% for c in campuses %}
| {{ c.name }} {: #body.c-name basis="R" } | {{ c.phone }} |
{% endfor %}
| a \\| b {: #body.b } | last |

{% if district.motto %}Yes, {{ district.motto }}.{% else %}No.{% endif %} Both ways.
{: #body.yes-no-both }
"""


def test_every_kind_of_block_gets_an_id_in_its_right_place() -> None:
    assert fill_ids(BARE, TEMPLATE, "body", set()) == FILLED


def test_running_twice_changes_nothing() -> None:
    assert fill_ids(FILLED, TEMPLATE, "body", set()) == FILLED


def test_the_composed_text_is_unchanged_and_every_block_has_an_id() -> None:
    assert texts(BARE, TWO) == texts(FILLED, TWO)
    bare, filled = blocks(BARE, TWO), blocks(FILLED, TWO)
    assert any("?" in b.id for b in bare)
    assert not [b.id for b in filled if "?" in b.id]
    rows = [row.id for b in filled if isinstance(b, Table) for row in b.rows]
    assert not [ident for ident in rows if "?" in ident]
    everything = [b.id for b in filled] + rows
    assert len(everything) == len(set(everything))


def test_ids_in_use_are_not_taken_again_and_new_ones_are_added() -> None:
    taken = {"body.one-thing"}
    assert "{: #body.one-thing-2 }" in fill_ids("- One thing\n", TEMPLATE, "body", taken)
    assert taken == {"body.one-thing", "body.one-thing-2"}


def test_two_blocks_with_the_same_words_are_told_apart() -> None:
    filled = fill_ids("Same words here.\n\nSame words here.\n", TEMPLATE, "body", set())
    assert written_ids(filled, TEMPLATE) == ["body.same-words-here", "body.same-words-here-2"]


def test_files_of_a_pack_share_one_set_of_ids() -> None:
    found = files(
        "Text here.\n{: #tail.second }\n", documents__paper__tail_dot_md_dot_j2="Second.\n"
    )
    spec = load_pack(found).documents["paper"]
    filled = fill_pack_ids(found.texts, [spec])
    assert set(filled) == {TEMPLATE, "documents/paper/tail.md.j2"}
    assert filled["documents/paper/tail.md.j2"] == "Second.\n{: #tail.second-2 }\n"


def test_a_template_without_a_line_end_at_its_end() -> None:
    assert fill_ids("Text", TEMPLATE, "body", set()) == "Text\n{: #body.text }"


def test_a_list_drawn_tight_to_a_paragraph_is_left_for_a_person_to_mend() -> None:
    filled = fill_ids("Do this:\n- one\n- two\n", TEMPLATE, "body", set())
    assert filled == "Do this:\n- one\n- two\n{: #body.do-this-one }\n"
    with pytest.raises(HtsspError, match="blank line before it"):
        texts(filled)


def test_a_table_drawn_tight_to_a_list_is_refused_and_not_rewritten() -> None:
    with pytest.raises(HtsspError, match="read differently near “one") as caught:
        fill_ids("- one\n| a | b |\n|---|---|\n| c | d |\n", TEMPLATE, "body", set())
    assert "blank line" in caught.value.problems[0].remedy


def test_a_heading_that_ends_inside_a_comment_is_refused() -> None:
    with pytest.raises(HtsspError, match="in the middle of a Jinja mark"):
        fill_ids("## Title {# a\nnote #}\n", TEMPLATE, "body", set())


words = st.text("abc*_`[]#|{}:.- 1é", min_size=1, max_size=24)
piece = st.builds(lambda form, text: form.format(text), st.sampled_from(
    ["{}\n", "- {}\n", "1. {}\n", "    - {}\n", "## {}\n", "\n", "| {} | x |\n",
     "{{% if district.name %}}\n", "{{% endif %}}\n", "{{# {} #}}\n",
     "{{{{ district.name }}}} {}\n"]
), words)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(piece, max_size=10).map("".join))
@example("1{#\n{# 1 #}\n")
def test_any_template_is_filled_or_refused_but_never_changed(source: str) -> None:
    try:
        filled = fill_ids(source, TEMPLATE, "body", set())
    except HtsspError:
        return
    assert fill_ids(filled, TEMPLATE, "body", set()) == filled
    before, after = source.split("\n"), filled.split("\n")
    bare = [line for line in after if not line.strip().startswith("{: #")]
    assert len(bare) <= len(before)
    try:
        expected = texts(source)
    except HtsspError:
        return
    assert texts(filled) == expected


def test_the_shape_of_the_small_pack_is_sound() -> None:
    assert pack("Text.\n{: #body.a }").documents["paper"].sections[0].file == TEMPLATE
