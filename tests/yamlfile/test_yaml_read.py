"""Reading: every scalar as typed, every mistake in one pass, in words for a superintendent."""

import random
from collections.abc import Callable

import pytest
from growth import growth
from hypothesis import given, settings
from hypothesis import strategies as st

from htssp_builder.problems import Problem
from htssp_builder.yamlfile.nodes import Mapping, Scalar, Sequence, plain
from htssp_builder.yamlfile.read import read

DISTRICT = """\
# Sierra Vista
format: 1
pack: hhs@1.0
district:
  name: Sierra Vista Unified School District
  # the old name
  notes: |
    First line
      second line

    third
  more: >-
    folded text
    goes on
  zip: "02134"
  quoted: 'it''s
    two lines'
roles:
  coordinator:
    primary: {name: Maria Lopez, phone: "(530) 555-0142", verified: {by: Ana, on: 2027-01-12}}
    alternate: {unknown: {who: Maria Lopez, by: 2027-02-01}}      # not known yet
campuses:
  # the first
  - {id: lincoln, name: Lincoln Elementary}
  - id: roosevelt   # here
    languages: [en, es, "hmn"]
    hours:
      - day: mon
        open: 08:00
    empty:
  - {id: third,
     name: Third}
agencies: []
programs: {}
plain: a b
  c d
"""


def said(text: str) -> list[str]:
    return [problem.sentence() for problem in read(text, "d.yaml")[1]]


def where(text: str) -> list[str]:
    return [problem.where for problem in read(text, "d.yaml")[1]]


@pytest.mark.parametrize(
    "typed",
    ["no", "02134", "+15305550100", "1.10", "2026-02-30", "12:30", "1_000", "0x1F", "Yes", "1e3",
     ".inf", "=", "St. Mary's", "a#b", "https://x.org/?a=b#c", "O'Neil & Sons", "50%", "<<"],
)  # fmt: skip
def test_a_value_stays_as_typed(typed: str) -> None:
    mapping, problems = read(f"a: {typed}\nb: [{typed}]\n", "d.yaml")
    assert not problems
    assert mapping.entries["a"] == Scalar(typed, 1, False)
    assert plain(mapping.entries["b"]) == [typed]


def test_an_empty_value_tilde_and_null_are_empty_text_unless_quoted() -> None:
    mapping, problems = read("a:\nb: ~\nc: null\nd: Null\ne: \"~\"\nf: 'null'\ng: ''\n", "d")
    assert not problems
    assert plain(mapping) == dict(zip("abcdefg", ["", "", "", "", "~", "null", ""], strict=True))
    assert [node.quoted for node in mapping.entries.values()] == [False] * 4 + [True] * 3


def test_quotes_escapes_folding_and_blocks_are_resolved() -> None:
    mapping, problems = read(DISTRICT, "d.yaml")
    assert not problems
    district = plain(mapping.entries["district"])
    assert district == {
        "name": "Sierra Vista Unified School District",
        "notes": "First line\n  second line\n\nthird\n",
        "more": "folded text goes on",
        "zip": "02134",
        "quoted": "it's two lines",
    }
    assert plain(mapping.entries["plain"]) == "a b c d"


def test_lines_are_those_of_the_file() -> None:
    mapping, _ = read(DISTRICT, "d.yaml")
    lines = DISTRICT.splitlines()
    campuses = mapping.entries["campuses"]
    assert isinstance(campuses, Sequence)
    second = campuses.items[1]
    assert isinstance(second, Mapping)
    assert lines[mapping.lines["campuses"] - 1] == "campuses:"
    assert "day: mon" in lines[second.entries["hours"].line - 1]
    assert "open: 08:00" in lines[second.entries["hours"].items[0].lines["open"] - 1]  # type: ignore[union-attr]
    third = campuses.items[2]
    assert isinstance(third, Mapping)
    assert lines[third.entries["name"].line - 1] == "     name: Third}"


def test_a_value_below_its_name_has_its_own_line() -> None:
    mapping, _ = read("a:\n\n  text\nb: 1\n", "d")
    assert mapping.entries["a"].line == 3
    assert mapping.lines == {"a": 1, "b": 4}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_newline_style_byte_order_mark_and_last_line_do_not_matter(
    newline: str, mark: str, end: str
) -> None:
    text = mark + (DISTRICT.rstrip("\n") + end).replace("\n", newline)
    assert read(text, "d") == read(DISTRICT, "d")


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "---\n", "\ufeff", "\r\n", "~\n"])
def test_an_empty_file_is_an_empty_mapping(text: str) -> None:
    assert read(text, "d") == (Mapping({}, {}, 1), [])


def test_double_names_tell_both_lines_and_keep_the_first() -> None:
    mapping, problems = read("a: 1\nb: {x: 1, x: 2}\na: 2\nc:\n  - d: 1\n    d: 2\n", "d.yaml")
    assert plain(mapping) == {"a": "1", "b": {"x": "1"}, "c": [{"d": "1"}]}
    assert [p.where for p in problems] == ["d.yaml:2", "d.yaml:3", "d.yaml:6"]
    assert '"a" stands on line 1 and again on line 3.' in problems[1].sentence()
    assert '"d" stands on line 5 and again on line 6.' in problems[2].sentence()


MISTAKES = {
    "a: 1\n\tb: 2\n": ("d.yaml:2", "begins with a tab"),
    "a:\n  b: 1\n\tc: 2\n": ("d.yaml:3", "begins with a tab"),
    "a: 1\nphone 555\nc: 3\n": ("d.yaml:2", "no colon after the name"),
    "a: 1\nstate:CA\nc: 3\n": ("d.yaml:2", "no space after the colon"),
    'a: "open\nb: 2\n': ("d.yaml:1", "quotation mark opens here"),
    "a: 'open\nb: 2\n": ("d.yaml:1", "quotation mark opens here"),
    'a: "open\nb: "closed"\nc: 3\n': ("d.yaml:1", "quotation mark opens here"),
    "a:\n  b: 1\n c: 2\n": ("d.yaml:3", "indented differently"),
    "a: 1\n  b: 2\n": ("d.yaml:2", "indented differently"),
    "a: Annex: north\nb: 2\n": ("d.yaml:1", "a colon followed by a space"),
    "a: {x: 1, y: 2\nb: 3\n": ("d.yaml:1", "A bracket, { or [, opens here"),
    "a: [1, 2\nb: 3\n": ("d.yaml:1", "A bracket, { or [, opens here"),
    "a: 1\nb: {x: 1\n": ("d.yaml:2", "A bracket, { or [, opens here"),
    "a: 'x' y\n": ("d.yaml:1", "after the closing quotation mark"),
    'a: "C:\\new"\nb: "\\q"\n': ("d.yaml:2", "A backslash"),
    "a: @home\n": ("d.yaml:1", "begins with a sign"),
    "a: *important\n": ("d.yaml:1", "begins with *"),
    "a: &label x\n": ("d.yaml:1", "begins with &label"),
    "a: !urgent x\n": ("d.yaml:1", "begins with !"),
    "a: 1\n---\nb: 2\n": ("d.yaml:2", "A second document"),
    "%YAML 1.2\n---\na: 1\n": ("d.yaml:1", "starts with %"),
    "- a\n- b\n": ("d.yaml:1", "does not begin with a name"),
    "hello\n": ("d.yaml:1", "does not begin with a name"),
    "a: 1\n? b\n: 2\n": ("d.yaml:2", "no plain name"),
    "a: x\x07y\n": ("d.yaml:1", "U+0007"),
    "a: 1\nb: x\ry\n": ("d.yaml:2", "carriage return"),
    "a: - b\n": ("d.yaml:1", "A list begins on the same line"),
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_named_with_its_line_and_a_remedy(text: str) -> None:
    _, problems = read(text, "d.yaml")
    place, words = MISTAKES[text]
    assert [p.where for p in problems] == [place]
    assert words in problems[0].what
    assert problems[0].remedy
    assert problems[0].severity == "error"


def test_all_mistakes_are_found_in_one_pass_and_the_rest_is_read() -> None:
    text = (
        "a: 1\nphone 555\nc: 3\nd: 'open\ne: {x: 1\nf: b: c\n\tg: 1\n\th: 1\nz: 9\n"
        'r:\n  - id: a\n    phone 55\n    name: Lincoln\n  - id: b\n    name: "open\n    z: q\n'
        "  - {id: c, x: 1\n  - {id: d}\nz: 10\n"
    )
    mapping, problems = read(text, "d.yaml")
    lines = [int(p.where.split(":")[1]) for p in problems]
    assert lines == [2, 4, 5, 6, 7, 12, 15, 17, 19]
    assert plain(mapping) == {
        "a": "1",
        "c": "3",
        "z": "9",
        "r": [{"id": "a", "name": "Lincoln"}, {"id": "b", "z": "q"}, "", {"id": "d"}],
    }


def test_a_page_of_nonsense_is_a_short_list_of_problems() -> None:
    assert 1 <= len(said("}{][\n" * 500)) <= 25
    assert said("[" * 100_000) == said("{a: " * 60_000)
    assert len(said("\n".join(" " * n + "a:" for n in range(400)))) == 1


SIGNS = "ab :-#'\"{}[],|>&*!?~\n\t\r\\%@`.\x00é\u2028"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from(SIGNS), max_size=60))
def test_any_text_is_read_or_refused_but_never_crashes(text: str) -> None:
    mapping, problems = read(text, "d.yaml")
    assert isinstance(mapping, Mapping)
    last = text.count("\n") + 1
    assert all(1 <= int(p.where.split(":")[1]) <= last for p in problems)


PIECES = ["\n", "  ", " ", "\t", ":", ": ", " #", "'", '"', "- ", "{", "}", "[", "]", ",", "|", ">",
          "no", "~", "\\", "%", "---", "\r\n", "é", "a: b\n", "\n\n", "  - x\n", "''"]  # fmt: skip


def _damaged(rnd: random.Random) -> str:
    lines = DISTRICT.split("\n")
    at = rnd.randrange(len(lines))
    text = "\n".join(lines[at : at + rnd.randrange(1, 14)]) + "\n"
    for _ in range(rnd.randrange(1, 4)):
        at = rnd.randrange(len(text) + 1)
        if rnd.random() < 0.6:
            text = text[:at] + rnd.choice(PIECES) + text[at:]
        else:
            text = text[:at] + text[at + rnd.randrange(1, 9) :]
    return text if text.endswith("\n") else text + "\n"


def test_whatever_is_read_without_a_problem_pyyaml_reads_the_same() -> None:
    """PyYAML is the judge here and nowhere else; damage in 4,000 places must never become other
    data without a word."""
    yaml = pytest.importorskip("yaml", reason="PyYAML, the judge of this test, is not installed")
    rnd = random.Random(20270112)
    compared = 0
    for _ in range(4000):
        text = _damaged(rnd)
        mapping, problems = read(text, "d")
        try:
            judged = yaml.load(text, Loader=yaml.BaseLoader)
        except yaml.YAMLError:
            continue
        if not problems and isinstance(judged, dict):
            assert plain(mapping) == _without_null(judged), text
            compared += 1
    assert compared > 500


def _without_null(data: object) -> object:
    if isinstance(data, dict):
        return {key: _without_null(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_without_null(value) for value in data]
    return "" if data in ("~", "null") else data


def reading(number: int) -> Callable[[], tuple[Mapping, list[Problem]]]:
    """Reads a file of so many records."""
    text = "campuses:\n" + "".join(
        f'  - {{id: c{n}, name: Campus {n}, level: high, phone: "555-{n}", hours: 8-4, '
        f"contact: A B, zip: 02134, note: it is good}}\n"
        for n in range(number)
    )
    return lambda: read(text, "d")


def test_a_record_is_no_more_work_among_a_thousand_than_among_a_hundred() -> None:
    mapping, problems = reading(1000)()
    assert not problems
    assert len(mapping.entries["campuses"].items) == 1000  # type: ignore[union-attr]
    assert growth(reading, 100, 1000) < 1.1
