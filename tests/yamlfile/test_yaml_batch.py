"""Many records changed at once: the same text as one by one, and in one pass."""

from collections.abc import Callable

import pytest
from growth import growth
from hypothesis import given
from hypothesis import strategies as st

from htssp_builder.problems import HtsspError
from htssp_builder.yamlfile.edit import add_record, change_records, set_value

TEXT = """\
# The answers of one district.
format: 1

campuses:
  # About Lincoln.
  - id: lincoln
    name: Lincoln   # beside
    contact:
      # She works half days.
      name: Ana Ruiz
    phone: "530-555-0100"
  # About Grant.
  - {id: grant, name: Grant}
  - id: hale
    name: Hale

board:
  readings: 2
"""
IDS = ("lincoln", "grant", "hale")
PLACES = (("name",), ("phone",), ("contact", "name"), ("contact", "verified", "by"), ("hours",))


def test_only_the_lines_of_what_changes_are_touched() -> None:
    changes = {
        "lincoln": [(("phone",), "(530) 555-0199"), (("contact", "name"), "Bo Lee")],
        "grant": [(("hours",), "8 to 4")],
    }
    new = change_records(TEXT, ("campuses",), changes, [{"id": "new", "name": "New"}])
    assert new == TEXT.replace('"530-555-0100"', '"(530) 555-0199"').replace(
        "Ana Ruiz", "Bo Lee"
    ).replace("name: Grant}", 'name: Grant, hours: "8 to 4"}').replace(
        "    name: Hale\n", "    name: Hale\n  - id: new\n    name: New\n"
    )


def test_what_is_there_already_leaves_every_byte() -> None:
    same = {"lincoln": [(("phone",), "530-555-0100")], "grant": [(("name",), "Grant")]}
    assert change_records(TEXT, ("campuses",), same) == TEXT
    assert change_records(TEXT, ("campuses",), {}) == TEXT


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_newlines_and_byte_order_mark_are_kept(newline: str, mark: str) -> None:
    text = mark + TEXT.replace("\n", newline)
    new = change_records(text, ("campuses",), {"hale": [(("hours",), "8 to 4")]})
    added = f'    hours: "8 to 4"{newline}'
    assert new == text.replace(f"    name: Hale{newline}", f"    name: Hale{newline}{added}")


def test_records_between_brackets_are_changed_too() -> None:
    text = "campuses: [{id: a, name: A}, {id: b, name: B}]\n"
    changes = {"a": [(("name",), "C")], "b": [(("hours",), "early")]}
    new = change_records(text, ("campuses",), changes)
    assert new == "campuses: [{id: a, name: C}, {id: b, name: B, hours: early}]\n"


@pytest.mark.parametrize(
    ("path", "changes", "added", "words"),
    [
        (("campuses",), {"nobody": [(("name",), "x")]}, [], 'no entry with the id "nobody"'),
        (("board",), {"readings": [(("name",), "x")]}, [], 'no entry with the id "readings"'),
        (("campuses",), {}, [{"id": "hale"}], 'The id "hale" is taken already.'),
        (("campuses",), {"hale": [(("name", "x"), "y")]}, [], 'its place holds the text "Hale"'),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_given(path, changes, added, words) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(HtsspError, match=words):
        change_records(TEXT, path, changes, added)


VALUES = st.sampled_from(["x", "no", "(530) 555-0142", "Nuñez: a # b", "two\nlines", "{}"])
CHANGES = st.dictionaries(
    st.sampled_from(IDS), st.lists(st.tuples(st.sampled_from(PLACES), VALUES), max_size=4)
)


@given(CHANGES, st.booleans())
def test_all_at_once_is_the_same_text_as_one_by_one(changes, more) -> None:  # type: ignore[no-untyped-def]
    added = [{"id": "new", "name": "New"}] if more else []
    expected = TEXT
    for ident, pairs in changes.items():
        for steps, value in dict(pairs).items():
            expected = set_value(expected, ("campuses", ident, *steps), value)
    for record in added:
        expected = add_record(expected, ("campuses",), record)
    once = {ident: list(dict(pairs).items()) for ident, pairs in changes.items()}
    assert change_records(TEXT, ("campuses",), once, added) == expected


def changing(number: int) -> Callable[[], str]:
    """Changes so many records of a file, each in two places."""
    lines = "".join(f'  - id: c{n}\n    name: C {n}\n    phone: "1"\n' for n in range(number))
    changes = {f"c{n}": [(("phone",), "2"), (("hours",), "early")] for n in range(number)}
    return lambda: change_records(f"campuses:\n{lines}", ("campuses",), changes)


def test_a_change_is_no_more_work_among_a_thousand_than_among_a_hundred() -> None:
    new = changing(1000)()
    assert new.count('phone: "2"') == new.count("hours: early") == 1000
    assert growth(changing, 50, 500) < 1.1
