# ruff: noqa: E501 - templates and answers keep the line ends they have in a pack
"""A person who is shown by role, or not at all, is named nowhere in a document."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from small_pack import blocks, document, texts

from htssp_builder.document.text import row_text
from htssp_builder.document.tree import Table

SURVIVOR = "Wilhelmina Oriel"
COMMITTEE = """\
Table: Committee
{: #body.committee }

| Name | Role | E-mail |
|---|---|---|
{% for m in committee %}
| {{ m.name }} {: #body.member } | {{ m.role }} | {{ m.email }} |
{% endfor %}

Coordinator: {{ roles.coordinator | contact }}. Asked: {{ roles.nurse.primary.name }}.
{: #body.coordinator }

{{ district.motto }}
{: #body.motto }
"""


def _given(shown: str) -> str:
    return f"""
district: {{name: Vale, state: XA, motto: "Thanks to {SURVIVOR} and to wilhelmina oriel."}}
committee:
  - {{id: wilhelmina-oriel, name: {SURVIVOR}, role: Adviser, email: w.o@example.org, shown_as: {shown}}}
  - {{id: ana-ruiz, name: Ana Ruiz, role: Lead, email: ana@example.org}}
roles:
  coordinator:
    primary: {{name: {SURVIVOR}, title: Director, phone: "(530) 555-0142", mobile: "(530) 555-0143", shown_as: {shown}}}
  nurse: {{primary: {{unknown: {{who: {SURVIVOR}, by: 2027-01-02}}}}}}
"""


def _everything(value: Any) -> str:
    """Every string that a document holds, ids and paths included."""
    if isinstance(value, str):
        return f"{value}\n"
    return "".join(_everything(v) for v in value) if isinstance(value, tuple) else ""


def test_by_name_is_the_rule() -> None:
    assert SURVIVOR in _everything(document(COMMITTEE, _given("name")))


def test_by_role_prints_the_role_and_never_the_name() -> None:
    made = document(COMMITTEE, _given("role"))
    table = next(b for b in made.blocks if isinstance(b, Table))
    assert row_text(table.rows[0]) == "Adviser\tAdviser\t–"
    assert row_text(table.rows[1]) == "Ana Ruiz\tLead\tana@example.org"
    words = _everything(made).lower()
    assert "oriel" not in words
    assert "w.o@example.org" not in words
    assert "555-0143" not in words


def test_by_role_keeps_the_numbers_of_the_office() -> None:
    line = texts(COMMITTEE, _given("role"))[1]
    assert line.startswith("Coordinator: Director: (530) 555-0142. ")


def test_unlisted_leaves_the_whole_record_out() -> None:
    made = document(COMMITTEE, _given("unlisted"))
    table = next(b for b in made.blocks if isinstance(b, Table))
    assert [row_text(row) for row in table.rows] == ["Ana Ruiz\tLead\tana@example.org"]
    words = _everything(made).lower()
    assert "oriel" not in words
    assert "555-0142" not in words
    assert "not shown" in words


def test_who_finds_out_is_not_named_either() -> None:
    line = texts(COMMITTEE, _given("role"))[1]
    assert "[Not known yet: Nurse, name. Adviser will find out by January 2, 2027.]" in line


def test_free_text_loses_the_name_in_any_case_of_letters() -> None:
    assert texts(COMMITTEE, _given("role"))[2] == "Thanks to Adviser and to Adviser."


def test_the_id_of_a_hidden_record_stays_the_same_in_every_build() -> None:
    first, second = (blocks(COMMITTEE, _given("role"))[0] for _ in range(2))
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert [row.id for row in first.rows] == [row.id for row in second.rows]
    assert first.rows[0].id.startswith("body.member.")


@given(st.sampled_from(["Ann", "Jo", "Rose"]))
def test_a_short_name_is_not_cut_out_of_other_words(name: str) -> None:
    given = f"""
district: {{motto: "Anniversary, Journey and Roses: {name}"}}
committee: [{{id: x, name: {name}, role: Adviser, shown_as: role}}]
"""
    assert texts("{{ district.motto }}\n{: #body.a }", given) == [
        "Anniversary, Journey and Roses: Adviser"
    ]
