"""A figure in a template: a line of its own, a name, and a picture handed in from outside."""

import pytest
from small_pack import TEMPLATE, answers, pack

from htssp_builder.compose.build import compile_document, compose
from htssp_builder.compose.facts import Facts
from htssp_builder.document.tree import Figure, Table
from htssp_builder.figures.picture import Picture
from htssp_builder.problems import HtsspError

LINE = "![Steps of the plan](figure:gantt){: #body.gantt }"
PICTURE = Picture("<svg/>", b"png", 6.5, 4.0, "What it shows.")


def document(template, figures=None, given="district: {name: Vale, state: XA}"):
    made = pack(template)
    spec = made.documents["paper"]
    facts = Facts(answers(made, given), made.law["XA"])
    named = {"gantt": lambda: PICTURE} if figures is None else figures
    return compose(made, compile_document(made, spec), spec, facts, figures=named)


def figures(template, **more):
    return [b for b in document(template, **more).blocks if isinstance(b, Figure)]


def refused(template, **more):
    with pytest.raises(HtsspError) as caught:
        document(template, **more)
    return caught.value.problems[0]


@pytest.mark.parametrize(
    "line",
    [
        LINE,
        "![Steps of the plan](figure:gantt)\n{: #body.gantt }",
        '![Steps of the plan](figure:gantt){: #body.gantt basis="R" }\n',
    ],
)
def test_a_line_becomes_a_figure_with_the_picture_of_its_name(line):
    [made] = figures(f"Before it.\n{{: #body.before }}\n\n{line}\n\nAfter it.\n{{: #body.after }}")
    assert made._replace(meta=Figure("", "").meta) == Figure(
        "body.gantt", "Steps of the plan", "What it shows.", b"png", "<svg/>", 6.5, 4.0, "1"
    )
    assert made.meta.basis == (("R",) if "basis" in line else ())


def test_figures_are_numbered_apart_from_tables():
    table = "Table: Dates\n{: #body.t }\n\n| A | B |\n|---|---|\n| 1 {: #body.r } | 2 |\n"
    again = LINE.replace("#body.gantt", "#body.again")
    blocks = document(f"{LINE}\n\n{table}\n{again}").blocks
    assert [b.number for b in blocks if isinstance(b, Figure)] == ["1", "2"]
    assert [b.number for b in blocks if isinstance(b, Table)] == ["1"]


def test_the_title_may_print_an_answer():
    line = "![Steps of {{ district.name }} now](figure:gantt){: #body.gantt }"
    [made] = figures(line, given='district: {name: "Vale *x* | #1", state: XA}')
    assert made.title == "Steps of Vale *x* | #1 now"


def test_a_condition_and_a_loop_decide_over_a_figure_as_over_any_block():
    template = (
        f'{{% if district.kind == "joint" %}}\n{LINE}\n{{% endif %}}\n\n'
        "{% for c in campuses %}\n\n![Plan of {{ c.name }}](figure:gantt){: #body.each }\n\n"
        "{% endfor %}\n"
    )
    given = "{name: Vale, state: XA}\ncampuses: [{id: oak, name: Oak}, {id: elm, name: Elm}]"
    assert [(f.id, f.title, f.number) for f in figures(template, given=f"district: {given}")] == [
        ("body.each.oak", "Plan of Oak", "1"),
        ("body.each.elm", "Plan of Elm", "2"),
    ]


def test_nothing_is_drawn_that_no_template_asks_for():
    def never():
        raise AssertionError("drawn")

    both = {"gantt": lambda: PICTURE, "other": never}
    assert len(figures(LINE, figures=both)) == 1
    off = f'{{% if district.kind == "joint" %}}\n\n{LINE}\n\n{{% endif %}}'
    assert figures(off, figures={"gantt": never}) == []


@pytest.mark.parametrize("known", [{}, {"gant": lambda: PICTURE}])
def test_an_unknown_name_is_an_error_with_file_and_line(known):
    problem = refused(f"Before it.\n{{: #body.before }}\n\n{LINE}", figures=known)
    assert problem.where == f"{TEMPLATE}:4"
    assert "There is no figure 'gantt'" in problem.what
    assert (next(iter(known), "none")) in problem.remedy


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("See ![Steps](figure:gantt) here.", "inside a text"),
        ("- ![Steps](figure:gantt)", "inside a text"),
        ("[Steps](figure:gantt)", "is not an address"),
        ("![](figure:gantt){: #body.gantt }", "no title"),
        ('![Steps](figure:gantt){: #body.gantt width="3" }', "'width' is not an attribute"),
        ("![Steps](https://example.org/a.png)", "comes from elsewhere"),
    ],
)
def test_what_is_no_figure_is_named_with_its_line(line, said):
    problem = refused(f"First.\n{{: #body.first }}\n\n{line}")
    assert problem.where == f"{TEMPLATE}:4"
    assert said in problem.what


def test_a_changed_picture_is_another_build():
    other = {"gantt": lambda: PICTURE._replace(svg="<svg />")}
    assert document(LINE).build != document(LINE, figures=other).build
    assert document(LINE).build == document(LINE).build


def test_a_table_in_a_loop_has_a_header_row_of_its_own_each_turn():
    template = (
        "{% for c in campuses %}\n\nTable: Hours of {{ c.name }}\n{: #body.hours }\n\n"
        "| Day | Hours |\n|---|---|\n| Monday {: #body.day } | 8 to 4 |\n\n{% endfor %}\n"
    )
    given = "district: {name: Vale, state: XA}\n"
    given += "campuses: [{id: oak, name: Oak}, {id: elm, name: Elm}]"
    tables = [b for b in document(template, given=given).blocks if isinstance(b, Table)]
    assert [t.head.id for t in tables] == ["body.hours.head.oak", "body.hours.head.elm"]
    assert [t.rows[0].id for t in tables] == ["body.day.oak", "body.day.elm"]
