"""A table whose records are known by their name, or by their role while they have none."""

import pytest

from htssp_builder.interview.merge import merge
from htssp_builder.interview.shapes import make_shape
from htssp_builder.interview.targets import TableRow
from htssp_builder.pack.model import Question
from htssp_builder.yamlfile.read import read

SIGNERS = make_shape(
    [
        Question(
            "signers",
            "Who signs",
            "records",
            item="signatory",
            columns=(Question("role", "Role", "text"), Question("name", "Name", "text")),
        )
    ]
).parts["signers"]

THERE = """\
signers:
  - {id: super, role: Superintendent}
  - {id: chair, role: Board chair, name: Ida Wells}
  - {id: vice, role: Vice chair, name: Bo Lee}
  - {id: vice-2, role: Vice chair, name: Ana Ruiz}
"""


@pytest.mark.parametrize(
    ("row", "changed", "new", "words"),
    [
        (["superintendent", "Ann Lee"], ["super"], [], ""),
        (["board chair", ""], [], [], ""),
        (["Chair of the board", "ida wells"], ["chair"], [], ""),
        (["Board chair", "Ruth Okafor"], [], ["ruth-okafor"], ""),
        (["Vice chair", ""], [], [], "any of these: vice, vice-2."),
        (["Treasurer", ""], [], ["treasurer"], ""),
    ],
)
def test_a_signatory_is_found_by_name_else_by_role(
    row: list[str], changed: list[str], new: list[str], words: str
) -> None:
    node = read(THERE, "")[0].entries["signers"]
    rows = [TableRow(1, ["Role", "Name"]), TableRow(2, row)]
    found = merge(SIGNERS, node, rows, "a.csv")
    assert [one.id for one in found.changed] == changed
    assert [one.id for one in found.new] == new
    assert words in "".join(problem.what for problem in found.problems)
    assert bool(found.problems) == bool(words)


def test_a_record_without_an_id_is_named_and_given_one_by_hand() -> None:
    node = read("signers: [{role: Clerk, name: Ida Wells}]\n", "")[0].entries["signers"]
    rows = [TableRow(1, ["Role", "Name"]), TableRow(2, ["Clerk of the board", "Ida Wells"])]
    found = merge(SIGNERS, node, rows, "a.csv")
    assert "has no id in the answers file" in found.problems[0].what
    assert "id: ida-wells" in found.problems[0].remedy


def test_a_part_is_not_written_over_a_value_that_stands_for_the_whole() -> None:
    people = make_shape(
        [
            Question(
                "sites",
                "Sites",
                "records",
                item="site",
                columns=(
                    Question("name", "Name", "text"),
                    Question("contact", "Contact", "person"),
                ),
            )
        ]
    ).parts["sites"]
    node = read("sites: [{id: a, name: A, contact: Ana Ruiz}]\n", "")[0].entries["sites"]
    rows = [TableRow(1, ["Name", "Contact, phone"]), TableRow(2, ["A", "530-555-0142"])]
    found = merge(people, node, rows, "a.csv")
    assert found.changed == ()
    assert "'contact' of 'a' is one value, where parts are expected" in found.problems[0].what
