"""Editing: one place changes, every other byte stays, comments stay with what they are about."""

import pytest

from htssp_builder.problems import HtsspError
from htssp_builder.yamlfile.edit import (
    add_record,
    add_records,
    move_record,
    remove,
    set_value,
)
from htssp_builder.yamlfile.nodes import Plain, plain
from htssp_builder.yamlfile.read import read

DISTRICT = """\
# Answers of Sierra Vista. Written for people.
format: 1
pack: hhs@1.0

# Who we are
district:
  name: Sierra Vista Unified School District   # as registered
  state: CA
  # from the county office
  zip: "95945"
roles:
  coordinator:
    primary: {name: Maria Lopez, phone: "(530) 555-0142"}   # at the desk
    alternate:   # asked on Monday
campuses:   # from north to south
  # the old school
  - {id: lincoln, name: Lincoln Elementary, phone: "(530) 555-0150"}

  # two lines about
  # Roosevelt
  - id: roosevelt   # high school
    name: Roosevelt High
    # switchboard
    phone: "(530) 555-0160"
    note: |  # from the principal
      Use the north gate.

      After six, the south gate.
    # deeper: still about Roosevelt
  - {id: third, name: Third}
  # add the new one in August

# nothing agreed yet
agencies: []
"""


def data(text: str) -> Plain:
    mapping, problems = read(text, "d")
    assert not problems, problems
    return plain(mapping)


def changed_lines(old: str, new: str) -> tuple[list[str], list[str]]:
    """The lines that went and the lines that came, by a plain walk from both ends."""
    a, b = old.splitlines(), new.splitlines()
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    return a, b


def test_a_value_changes_and_its_comment_stays() -> None:
    new = set_value(DISTRICT, ("district", "name"), "Sierra Vista USD")
    assert changed_lines(DISTRICT, new) == (
        ["  name: Sierra Vista Unified School District   # as registered"],
        ["  name: Sierra Vista USD   # as registered"],
    )


def test_a_field_of_a_record_on_one_line_changes() -> None:
    new = set_value(DISTRICT, ("campuses", "lincoln", "phone"), "(530) 555-0199")
    assert new == DISTRICT.replace("0150", "0199")


def test_a_field_of_a_record_over_lines_changes() -> None:
    new = set_value(DISTRICT, ("campuses", "roosevelt", "phone"), "(530) 555-0199")
    assert new == DISTRICT.replace("0160", "0199")


def test_a_new_name_goes_to_the_end_of_its_record() -> None:
    new = set_value(DISTRICT, ("campuses", "third", "phone"), "988")
    assert new == DISTRICT.replace(
        "{id: third, name: Third}", '{id: third, name: Third, phone: "988"}'
    )
    new = set_value(DISTRICT, ("campuses", "roosevelt", "level"), "high")
    assert changed_lines(DISTRICT, new) == ([], ["    level: high"])
    assert "      After six, the south gate.\n    level: high\n" in new


def test_an_empty_value_is_filled_beside_its_comment() -> None:
    new = set_value(DISTRICT, ("roles", "coordinator", "alternate", "name"), "Ana Ruiz")
    assert changed_lines(DISTRICT, new) == (
        ["    alternate:   # asked on Monday"],
        ["    alternate: {name: Ana Ruiz}   # asked on Monday"],
    )


def test_missing_parents_are_made() -> None:
    new = set_value(DISTRICT, ("roles", "counsel", "primary", "name"), "R. Ito")
    assert changed_lines(DISTRICT, new) == ([], ["  counsel:", "    primary: {name: R. Ito}"])
    new = set_value(DISTRICT, ("timeline", "pace"), "steady")
    assert new == DISTRICT + "timeline:\n  pace: steady\n"


def test_a_file_begins_from_nothing() -> None:
    text = set_value("", ("district", "name"), "Sierra Vista")
    assert text == "district:\n  name: Sierra Vista\n"
    text = set_value("# answers\n", ("format",), "1")
    assert text == '# answers\nformat: "1"\n'
    text = add_record("", ("campuses",), {"id": "a", "name": "A"})
    assert text == "campuses:\n  - {id: a, name: A}\n"
    assert data(set_value("{}\n", ("a",), "x")) == {"a": "x"}


def test_a_long_text_becomes_a_block_and_back() -> None:
    new = set_value(DISTRICT, ("district", "name"), "Sierra Vista\n  Unified\n\nDistrict\n")
    assert changed_lines(DISTRICT, new)[1] == [
        "  name: |   # as registered",
        "    Sierra Vista",
        "      Unified",
        "",
        "    District",
    ]
    assert set_value(new, ("district", "name"), "Sierra Vista Unified School District") == DISTRICT
    short = set_value(DISTRICT, ("campuses", "roosevelt", "note"), "north")
    assert "    note: north  # from the principal\n    # deeper" in short


def test_a_dict_laid_over_a_mapping_keeps_the_comments_inside() -> None:
    new = set_value(
        DISTRICT, ("district",), {"name": "Sierra Vista USD", "zip": "95945", "county": "Nevada"}
    )
    assert data(new)["district"] == {  # type: ignore[call-overload,index]
        "name": "Sierra Vista USD", "zip": "95945", "county": "Nevada"}  # fmt: skip
    assert "# as registered" in new
    assert "  # from the county office\n  zip:" in new
    assert "state" not in new


def test_setting_what_is_there_already_changes_nothing() -> None:
    text = "a:   'x'  # c\nb: {c: ~,   d: [1,2]}"
    assert set_value(text, ("a",), "x") == text
    assert set_value(text, ("b",), {"c": "", "d": ["1", "2"]}) == text
    assert remove(text, ("b", "nothing")) == text
    assert add_records(text, ("b", "list"), []) == text


def test_a_record_goes_with_its_comments_and_no_others() -> None:
    new = remove(DISTRICT, ("campuses", "roosevelt"))
    gone, came = changed_lines(DISTRICT, new)
    assert came == []
    assert gone[0] == "  # two lines about"
    assert gone[-1] == "    # deeper: still about Roosevelt"
    new = remove(DISTRICT, ("campuses", "lincoln"))
    assert "# the old school" not in new
    assert "# two lines about\n  # Roosevelt\n  - id: roosevelt" in new


def test_the_last_record_leaves_an_empty_list_and_the_remarks_below_it() -> None:
    text = DISTRICT
    for campus in ("lincoln", "roosevelt", "third"):
        text = remove(text, ("campuses", campus))
    assert "campuses: []   # from north to south\n" in text
    assert "# add the new one in August" in text
    assert data(text)["campuses"] == []  # type: ignore[call-overload,index]
    again = add_record(text, ("campuses",), {"id": "new", "name": "New"})
    assert "campuses:   # from north to south\n  - {id: new, name: New}\n" in again


def test_a_name_goes_with_its_comment() -> None:
    new = remove(DISTRICT, ("district", "zip"))
    assert changed_lines(DISTRICT, new)[0] == ["  # from the county office", '  zip: "95945"']
    new = remove(DISTRICT, ("roles", "coordinator", "primary", "name"))
    assert new == DISTRICT.replace("name: Maria Lopez, ", "")
    new = remove(DISTRICT, ("roles", "coordinator", "primary", "phone"))
    assert new == DISTRICT.replace(', phone: "(530) 555-0142"', "")


def test_the_remark_at_the_top_of_the_file_is_about_the_file() -> None:
    assert remove(DISTRICT, ("format",)) == DISTRICT.replace("format: 1\n", "")
    assert remove("# about the file\na: 1\n", ("a",)) == "# about the file\n"


def test_the_first_name_of_a_record_goes_and_the_hyphen_stays() -> None:
    text = "r:\n  - a: 1  # c\n    id: x\n  - a: 2\n    # about id\n    id: y\n"
    assert remove(text, ("r", "x", "a")) == text.replace("a: 1  # c\n    ", "")
    assert remove(text, ("r", "y", "a")).endswith("  -\n    # about id\n    id: y\n")


def test_a_new_record_is_written_like_its_neighbour() -> None:
    new = add_record(DISTRICT, ("campuses",), {"id": "fourth", "name": "Fourth", "phone": "988"})
    assert changed_lines(DISTRICT, new) == ([], ['  - {id: fourth, name: Fourth, phone: "988"}'])
    assert new.index("fourth") < new.index("# add the new one")
    text = "r:\n- id: a\n  n: x\n"
    assert add_record(text, ("r",), {"id": "b", "n": "z"}) == text + "- id: b\n  n: z\n"
    text = "r: [{id: a}, {id: c}]  # all\n"
    assert add_record(text, ("r",), {"id": "d"}) == "r: [{id: a}, {id: c}, {id: d}]  # all\n"
    assert add_record(text, ("r",), {"id": "b"}, before="c") == (
        "r: [{id: a}, {id: b}, {id: c}]  # all\n"
    )


def test_a_record_put_before_another_does_not_take_its_comments() -> None:
    new = add_record(DISTRICT, ("campuses",), {"id": "new", "name": "New"}, before="roosevelt")
    assert "  - {id: new, name: New}\n  # two lines about\n  # Roosevelt\n  - id: roosevelt" in new
    assert 'phone: "(530) 555-0150"}\n\n  - {id: new' in new


def test_a_record_moves_with_its_comments() -> None:
    new = move_record(DISTRICT, ("campuses", "roosevelt"), before="lincoln")
    assert [c["id"] for c in data(new)["campuses"]] == ["roosevelt", "lincoln", "third"]  # type: ignore[call-overload,index]
    assert (
        "campuses:   # from north to south\n  # two lines about\n  # Roosevelt\n  - id: roo" in new
    )
    assert "    # deeper: still about Roosevelt\n  # the old school\n  - {id: lincoln" in new
    assert sorted(new.splitlines()) == sorted(DISTRICT.splitlines())
    back = move_record(new, ("campuses", "roosevelt"), before="third")
    assert data(back) == data(DISTRICT)
    assert move_record(DISTRICT, ("campuses", "third")) == DISTRICT
    last = move_record("r: [{id: a, n: 1}, {id: b}]\n", ("r", "a"))
    assert last == "r: [{id: b}, {id: a, n: 1}]\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_newline_style_byte_order_mark_and_end_of_file_are_kept(
    newline: str, mark: str, end: str
) -> None:
    text = mark + "é: 1\nr:\n  - {id: a}".replace("\n", newline) + end.replace("\n", newline)
    for new in (
        set_value(text, ("new",), "one\ntwo"),
        add_record(text, ("r",), {"id": "ü", "n": "x"}),
        set_value(text, ("é",), {"x": "1", "y": {"z": "2"}}),
        set_value(text, ("r", "a", "n"), "x"),
        remove(text, ("é",)),
        remove(text, ("r", "a")),
    ):
        assert new.startswith("\ufeff") == bool(mark)
        assert new.endswith(newline) == bool(end)
        assert new.replace("\r\n", "").count("\n") == (0 if newline == "\r\n" else new.count("\n"))
        assert "\r" not in new.replace("\r\n", "")
        assert data(new) != data(text)


@pytest.mark.parametrize(
    "value",
    ["no", "Yes", "02134", "+15305550100", "(530) 555-0142", "2027-01-12", "1.10", "12:30", "null",
     "~", "", "a: b", "x #y", "- x", "#1", "*", "&a", "!x", "@x", "`x", "%x", "{a}", "[a]", "? x",
     "'x'", '"x"', "a\\b", "x:", " x", "x ", "a\tb", "a\r\nb", "---", "...", "<<", "=", "|", ">",
     "x\n", "\nx", "x\n\n", "a\n  b\n", "  a\nb", "a \nb", "a\n\n\nb\n", "a\u2028b", "\u0085",
     "\ufeffx", "a\u00a0b", "\x00\x07", "😀", "é", "y", "N", "off", ".5", "0x1F", "1_000", "1e3"],
)  # fmt: skip
def test_any_text_comes_back_in_every_place(value: str) -> None:
    for text in (DISTRICT, DISTRICT.replace("\n", "\r\n")):
        for path in (("district", "name"), ("campuses", "lincoln", "phone"), ("agencies",),
                     ("campuses", "roosevelt", "note"), ("new", "deep", "er")):  # fmt: skip
            new = set_value(text, path, value)
            node: Plain | None = data(new)
            for step in path:
                items = node if isinstance(node, list) else []
                node = next((r for r in items if r.get("id") == step), None) or node[step]  # type: ignore[call-overload,index,union-attr]
            assert node == value


@pytest.mark.parametrize("value", ["no", "02134", "2027-01-12", "12:30", "1e3", "on", "=", "1_0"])
def test_what_yaml_versions_read_differently_is_quoted(value: str) -> None:
    assert set_value("", ("a",), value) == f'a: "{value}"\n'


@pytest.mark.parametrize("value", ["Maria Lopez", "St. Mary's", "https://x.org/a?b=c", "a@b.org"])
def test_ordinary_words_are_not_quoted(value: str) -> None:
    assert set_value("", ("a",), value) == f"a: {value}\n"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda: set_value(DISTRICT, ("campuses", "gone", "phone"), "1"), 'id "gone"'),
        (lambda: set_value(DISTRICT, ("format", "x"), "1"), 'holds the text "1"'),
        (lambda: add_record(DISTRICT, ("campuses",), {"id": "third"}), "taken already"),
        (lambda: add_record(DISTRICT, ("campuses",), {"name": "x"}), "has no id"),
        (lambda: add_record(DISTRICT, ("campuses",), {"id": "x"}, before="gone"), 'id "gone"'),
        (lambda: add_record(DISTRICT, ("district",), {"id": "x"}), "not a list"),
        (lambda: move_record(DISTRICT, ("campuses", "gone")), 'id "gone"'),
        (lambda: set_value("a: 'x\nb: 1\n", ("b",), "2"), "quotation mark"),
        (lambda: set_value("a: &x 1\n", ("a",), "2"), "&x"),
        (lambda: set_value("", ("a",), "\ud800"), "broken character"),
        (lambda: set_value("---\n...\n", ("b",), "2"), "nothing was changed"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(change, words) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(HtsspError, match=words) as caught:
        change()
    assert all(problem.remedy for problem in caught.value.problems)


def test_brackets_over_lines_with_remarks_are_edited() -> None:
    text = "r: [\n  {id: a, n: 1},  # first\n  # about b\n  {id: b,\n   n: 2},  # second\n]\n"
    assert set_value(text, ("r", "b", "n"), "x") == text.replace("n: 2", "n: x")
    added = add_record(text, ("r",), {"id": "c"})
    assert data(added)["r"][2] == {"id": "c"}  # type: ignore[call-overload,index]
    assert "# first" in added
    for gone in ("a", "b"):
        left = remove(text, ("r", gone))
        assert len(data(left)["r"]) == 1  # type: ignore[call-overload,index,arg-type]
        assert "# second" in left or gone == "b"


def test_many_records_at_once() -> None:
    records = [{"id": f"c{n}", "name": f"Campus {n}"} for n in range(300)]
    new = add_records(DISTRICT, ("campuses",), records)
    assert len(data(new)["campuses"]) == 303  # type: ignore[call-overload,index,arg-type]
    assert len(new.splitlines()) == len(DISTRICT.splitlines()) + 300


@pytest.mark.parametrize(
    ("text", "path", "value", "new"),
    [
        ("a: {b: , c}\n", ("a", "b"), "x", "a: {b: x , c}\n"),
        ("a: {b: , c}\n", ("a", "c"), "x", "a: {b: , c: x}\n"),
        ("a: {b: , c}\n", ("a", "c", "d"), "x", "a: {b: , c: {d: x}}\n"),
        ("a: {b: 1,}\n", ("a", "c"), "x", "a: {b: 1, c: x}\n"),
        ("a: { }\n", ("a", "c"), "x", "a: {c: x}\n"),
        ("a: ~  # c\n", ("a", "b"), "x", "a:  # c\n  b: x\n"),
        ("a:\n  # why\n  text  # c\nb: 1\n", ("a",), "x", "a:\n  # why\n  x  # c\nb: 1\n"),
        ("{a: 1}\n", ("b",), "x", "{a: 1, b: x}\n"),
        ("a: |+\n  x\n\n\nb: 1\n", ("a",), "z", "a: z\nb: 1\n"),
        ("r:\n-\n  id: x\n", ("r", "x", "n"), "z", "r:\n-\n  id: x\n  n: z\n"),
        ("r:\n-\n- \n- id: x\n", ("r", "x", "n"), "z", "r:\n-\n- \n- id: x\n  n: z\n"),
    ],
)
def test_unusual_ways_of_writing(text: str, path: tuple[str, ...], value: str, new: str) -> None:
    assert set_value(text, path, value) == new


@pytest.mark.parametrize(
    ("text", "path", "new"),
    [
        ("{a: 1}\n", ("a",), "{}\n"),
        ("r:\n  - n: 1\n  - id: x\n", ("r", "x", "id"), "r:\n  - n: 1\n  - {}\n"),
        ("r: [{id: x}, y]\n", ("r", "x", "id"), "r: [{}, y]\n"),
        ("r:\n  - id: x\n    # deeper\n\n    # deeper too\n  - id: y\n", ("r", "x"),
         "r:\n  - id: y\n"),
        ("r:\n  - {id: x}\n  -\n  - {id: z}\n", ("r", "z"), "r:\n  - {id: x}\n  -\n"),
        ("r: [\n  {id: x},  # one\n  {id: y}  # two\n]\n", ("r", "y"),
         "r: [\n  {id: x},  # one\n    # two\n]\n"),
    ],
)  # fmt: skip
def test_unusual_removals(text: str, path: tuple[str, ...], new: str) -> None:
    assert remove(text, path) == new


def test_a_mapping_that_outgrows_three_parts_gets_a_line_for_each():
    text = 'roles:\n  sponsor:\n    primary: {name: Ruth, title: Head, phone: "1"}\n  z: last\n'
    new = set_value(text, ("roles", "sponsor", "primary", "email"), "a@example.org")
    assert new == (
        "roles:\n  sponsor:\n    primary:\n      name: Ruth\n      title: Head\n"
        '      phone: "1"\n      email: a@example.org\n  z: last\n'
    )
    again = set_value(new, ("roles", "sponsor", "primary", "verified"), {"by": "Ana", "on": "t"})
    assert "      verified: {by: Ana, on: t}\n  z: last\n" in again


def test_a_record_that_outgrows_three_parts_gets_a_line_for_each():
    text = "campuses:\n  # the old school\n  - {id: a, name: A, level: high}\n  - {id: b}\n"
    new = set_value(text, ("campuses", "a", "contact", "name"), "Ruth")
    assert new == (
        "campuses:\n  # the old school\n  - id: a\n    name: A\n    level: high\n"
        "    contact: {name: Ruth}\n  - {id: b}\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        "p: {name:  Ruth, title: Head, phone: x}",  # spaced by hand
        "p: {name: 'Ruth', title: Head, phone: x}",
        "p: {name: Ruth, title: Head, phone: x}  # on leave",
        "p: {name: Ruth, title: Head, phone: x, hours: early}",
        "p: [{id: a, title: Head, phone: x}]",
    ],
)
def test_a_line_that_a_person_wrote_in_their_own_way_stays_one_line(line):
    path = ("p", "a", "email") if "[" in line else ("p", "email")
    new = set_value(f"{line}\n", path, "mail")
    assert new.count("\n") == 1
    assert "email: mail}" in new


def test_a_new_person_and_a_new_record_with_many_parts_are_written_line_by_line():
    person = {"name": "Ruth", "title": "Head", "phone": "x", "verified": {"by": "A", "on": "t"}}
    assert set_value("a: b\n", ("roles", "sponsor"), person) == (
        "a: b\nroles:\n  sponsor:\n    name: Ruth\n    title: Head\n    phone: x\n"
        "    verified: {by: A, on: t}\n"
    )
    rows = add_record("r:\n  - {id: a}\n", ("r",), {"id": "b", **person})
    assert "  - {id: a}\n  - id: b\n    name: Ruth\n" in rows
