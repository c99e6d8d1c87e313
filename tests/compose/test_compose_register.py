# ruff: noqa: E501 - templates and answers keep the line ends they have in a pack
"""References between sections, the numbers of tables, and the registers of duties and sources."""

from small_pack import blocks, document, texts

from htssp_builder.document.text import row_text
from htssp_builder.document.tree import Box, Heading, Paragraph, Reference, Table, Text

DUTIES = """\
Any teacher tells {{ reporting.oral.to }} {{ reporting.oral }}.
{: #body.call .duty actor="Any teacher" act="tells" time="{{ reporting.oral }}" to="{{ reporting.oral.to }}" basis="law.oral S1" }

The nurse writes to the team within a day.
{: #body.write .duty actor="The nurse" act="writes" time="within a day" to="the team" basis="R" }

Table: Flow
{: .flow #body.flow basis="R" }

| Who | Does what | Tells | By when |
|---|---|---|---|
| {{ roles.coordinator }} {: #body.step } | asks | the board | at once |

Table: Set by law
{: #body.law.register }

| Section | Who | When | Whom |
|---|---|---|---|
| – {: #body.law.register.none } | | | |

Table: Our own
{: #body.own.register }

| Section | Who | When | Whom | Counsel |
|---|---|---|---|---|
| – {: #body.own.register.none } | | | | |

Table: Sources
{: #body.sources.register }

| Key | What | Who |
|---|---|---|
| – {: #body.sources.register.none } | | |
"""
GIVEN = "district: {state: XA}\nroles: {coordinator: {primary: {name: Ana Ruiz}}}"


def _tables(given: str = GIVEN) -> dict[str, Table]:
    return {b.id: b for b in blocks(DUTIES, given) if isinstance(b, Table)}


def test_a_duty_is_stated_as_it_is_printed() -> None:
    call = blocks(DUTIES, GIVEN)[0]
    assert isinstance(call, Paragraph)
    assert call.meta.duty is not None
    assert call.meta.duty.statutory
    assert call.meta.duty.time == "immediately, and within 24 hours"
    assert call.meta.duty.to.startswith("the Xanadu Bureau of Children (XBC)")


def test_the_register_of_law_holds_what_a_law_sets() -> None:
    rows = _tables()["body.law.register"].rows
    assert [row_text(row).split("\t")[:3] for row in rows] == [
        ["1", "Any teacher: tells", "immediately, and within 24 hours"]
    ]
    assert rows[0].cells[0].inlines == (Reference("body", "1"),)
    assert rows[0].id == "body.law.register.body.call"


def test_the_register_of_our_own_is_for_counsel_to_decide() -> None:
    rows = _tables()["body.own.register"].rows
    assert [row_text(row).split("\t")[1] for row in rows] == ["The nurse: writes", "Ana Ruiz: asks"]
    boxes = [i.label for i in rows[0].cells[4].inlines if isinstance(i, Box)]
    assert boxes == ["accept", "soften", "strike"]


def test_a_row_of_a_flow_is_a_duty_made_of_its_cells() -> None:
    duty = _tables()["body.flow"].rows[0].meta.duty
    assert duty is not None
    assert duty[:4] == ("Ana Ruiz", "asks", "at once", "the board")


def test_the_sources_that_the_text_stands_on_are_listed() -> None:
    rows = _tables()["body.sources.register"].rows
    assert [row_text(row).split("\t")[0] for row in rows] == ["R", "S1"]


def test_grids_are_numbered_in_order_and_forms_are_not() -> None:
    template = "".join(
        f"Table: {kind or 'grid'} {n}\n{{: #body.t{n} {kind and '.' + kind} }}\n\n"
        f"| a | b |\n|---|---|\n| c {{: #body.r{n} }} | d |\n\n"
        for n, kind in enumerate(["", "form", "", "box"])
    )
    tables = [b for b in blocks(template) if isinstance(b, Table)]
    assert [(t.number, t.title, t.role) for t in tables] == [
        ("1", "grid 0", "grid"),
        ("", "form 1", "form"),
        ("2", "grid 2", "grid"),
        ("", "box 3", "box"),
    ]


def test_references_are_numbers_of_sections() -> None:
    template = "See [§](#body) and [§](#tail).\n{: #body.a }"
    (paragraph,) = blocks(template)
    assert isinstance(paragraph, Paragraph)
    assert [i for i in paragraph.inlines if isinstance(i, Reference)] == [
        Reference("body", "1"),
        Reference("tail", "Appendix A"),
    ]
    assert texts(template) == ["See section\u00a01 and Appendix A."]


def test_sections_open_with_their_heading_and_number() -> None:
    headings = [b for b in document("Text.\n{: #body.a }").blocks if isinstance(b, Heading)]
    assert [(h.id, h.number, h.inlines, h.meta.basis) for h in headings] == [
        ("body", "1", (Text("Body"),), ("R",)),
        ("tail", "Appendix A", (Text("Tail"),), ()),
    ]


def test_authority_and_edition_come_from_the_open_heading() -> None:
    template = """\
First.
{: #body.first }

## Lists {: #body.lists authority="maintained" edition="internal" }

Second.
{: #body.second }

### Rules {: #body.rules authority="superintendent" }

Third.
{: #body.third authority="board" }

## Again {: #body.again }

Fourth.
{: #body.fourth }
"""
    found = {
        b.id: (b.meta.authority, b.meta.edition) for b in blocks(template) if hasattr(b, "meta")
    }
    assert found["body.first"] == ("board", "public")
    assert found["body.second"] == ("maintained", "internal")
    assert found["body.rules"] == ("superintendent", "internal")
    assert found["body.third"] == ("board", "internal")
    assert found["body.fourth"] == ("board", "public")


def test_a_table_whose_loop_has_no_rows_is_left_out() -> None:
    template = """\
Table: Campuses of {{ district.name }}
{: #body.t }

| Name | |
|---|---|
{% for c in campuses %}
| {{ c.name }} {: #body.row } | |
{% endfor %}
"""
    assert blocks(template) == []
    given = "district: {name: Vale}\ncampuses: [{id: oak, name: Oak}]"
    (table,) = blocks(template, given)
    assert isinstance(table, Table)
    assert table.title == "Campuses of Vale"
