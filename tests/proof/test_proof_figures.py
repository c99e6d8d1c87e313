"""`pack check` and `pack ids` know figures, and draw none."""

import pytest
from small_pack import TEMPLATE, pack

from htssp_builder.proof.ids import fill_ids, written_ids
from htssp_builder.proof.soundness import check_pack

SOUND = "![Steps of the plan](figure:gantt){: #body.gantt }\n"


def test_a_figure_is_sound_and_nothing_is_drawn(monkeypatch):
    from htssp_builder.figures import picture

    def never(*_):
        raise AssertionError("drawn")

    monkeypatch.setattr(picture, "render", never)
    assert check_pack(pack(SOUND)) == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("![Steps](figure:gannt){: #body.gantt }", "There is no figure 'gannt'"),
        ("![Steps](figure:gantt)", "This block has no id"),
        ('![Steps](figure:gantt){: #body.gantt basis="NONE" }', "NONE"),
        ("![Steps](figure:gantt){: #other.gantt }", "does not begin with"),
        ("![A](figure:gantt){: #body.a }\n\n![B](figure:gantt){: #body.a }", "second time"),
    ],
)
def test_a_mistake_is_named_with_its_line(line, what):
    found = check_pack(pack(f"First words.\n{{: #body.first }}\n\n{line}\n"))
    assert any(what in problem.what for problem in found)
    assert {problem.where.rpartition(":")[0] for problem in found} == {TEMPLATE}


@pytest.mark.parametrize(
    "line",
    [
        "![Steps of the plan](figure:gantt)",
        '![Steps of the plan](figure:gantt){: basis="R" }',
        '![Steps of the plan](figure:gantt)\n{: basis="R" }',
        '![Steps of {{ district.name }}](figure:gantt){: edition="internal" }',
    ],
)
def test_a_figure_is_given_an_id_once(line):
    filled = fill_ids(f"Words.\n\n{line}\n\nMore.\n", "a.md.j2", "body", set())
    ids = written_ids(filled, "a.md.j2")
    assert len(ids) == 3
    assert ids[1].startswith("body.steps")
    assert fill_ids(filled, "a.md.j2", "body", set(ids)) == filled


def test_an_id_that_stands_behind_the_line_is_left_alone():
    text = f"Words.\n{{: #body.words }}\n\n{SOUND}"
    assert fill_ids(text, "a.md.j2", "body", {"body.gantt", "body.words"}) == text
