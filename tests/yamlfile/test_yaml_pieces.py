"""A change made in a piece of a file gives the same file as one made in the whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_yaml_properties import Made, documents

from htssp_builder.pack.find import shipped
from htssp_builder.yamlfile.edit import add_record, set_value
from htssp_builder.yamlfile.nodes import plain
from htssp_builder.yamlfile.pieces import Pieces
from htssp_builder.yamlfile.read import read

EXAMPLES = sorted(path.parent.name for path in shipped("examples").glob("*/district.yaml"))


def opened(text):
    root, problems = read(text, "d")
    assert not problems
    return Pieces(text, root)


def assert_true(pieces):
    """What is kept in memory is what the text says."""
    root, problems = read(pieces.text, "d")
    assert not problems
    assert plain(root) == plain(pieces.root)


@given(documents(), st.data())
def test_a_value_set_in_a_piece_is_as_if_set_in_the_whole(made: Made, draw: st.DataObject):
    pieces = opened(made.text)
    data = plain(pieces.root)
    name = draw.draw(st.sampled_from(sorted(data)))
    steps = (name,)
    if isinstance(data[name], list):
        steps = (name, draw.draw(st.sampled_from([record["id"] for record in data[name]])), "new")
    found = pieces.find(name, steps[1] if len(steps) > 1 else "")
    if found is None:
        return
    piece, text = found
    assert pieces.put(piece, set_value(text, steps, "a value: #1"))
    assert_true(pieces)
    whole = set_value(made.text, steps, "a value: #1")
    assert plain(read(pieces.text, "d")[0]) == plain(read(whole, "d")[0])
    assert [line for line in whole.splitlines() if "#" in line] == [
        line for line in pieces.text.splitlines() if "#" in line
    ]


@given(documents(), st.data())
def test_a_record_added_in_a_piece_comes_last_and_touches_nothing(made, draw):
    pieces = opened(made.text)
    data = plain(pieces.root)
    lists = sorted(name for name in data if isinstance(data[name], list))
    if not lists:
        return
    name = draw.draw(st.sampled_from(lists))
    found = pieces.find(name, data[name][-1]["id"])
    if found is None:
        return
    piece, text = found
    assert pieces.put(piece, add_record(text, (name,), {"id": "brand-new", "name": "No. 1"}))
    assert_true(pieces)
    data[name].append({"id": "brand-new", "name": "No. 1"})
    assert plain(read(pieces.text, "d")[0]) == data


@given(documents())
def test_new_names_at_the_end_leave_the_rest_alone(made):
    pieces = opened(made.text)
    before = plain(pieces.root)
    if pieces.append("zz:\n  inner: a value\n"):
        assert_true(pieces)
        assert plain(pieces.root) == {**before, "zz": {"inner": "a value"}}
        assert pieces.text.startswith(made.text)
    else:
        assert pieces.text == made.text


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_record_of_the_examples_can_be_changed_alone(name):
    text = (shipped("examples") / name / "district.yaml").read_text(encoding="utf-8")
    pieces = opened(text)
    for table in ("campuses", "agencies", "providers", "committee"):
        for record in plain(pieces.root).get(table, []):
            found = pieces.find(table, record["id"])
            assert found is not None
            assert found[0].item >= 0
            steps = (table, record["id"], "name")
            assert pieces.put(found[0], set_value(found[1], steps, f"{record['id']} anew"))
    assert_true(pieces)


@pytest.mark.parametrize(
    "text",
    [
        "s: {a: 1}\n",
        's: "one\nt: two"\n',
        "t:\n  - {id: a}\n  - {id: b}\ns: [{id: a}, {id: b}]\n",
        "\ufeffs: x\n",
    ],
)
def test_a_file_that_has_no_such_pieces_is_left_alone_or_read_right(text):
    root, problems = read(text, "d")
    if problems:
        return
    pieces = Pieces(text, root)
    found = pieces.find("s", "a")
    if found is not None:
        assert found[0].item == -1
        assert pieces.put(found[0], found[1])
    assert pieces.text == text


def test_a_changed_piece_that_is_not_sound_is_refused():
    pieces = opened("campuses:\n  - id: a\n    name: One\n  - id: b\n")
    piece, text = pieces.find("campuses", "a")
    assert not pieces.put(piece, text + "other: 1\n")
    assert not pieces.put(piece, "campuses:\n  - {id: a\n")
    assert pieces.text == "campuses:\n  - id: a\n    name: One\n  - id: b\n"
