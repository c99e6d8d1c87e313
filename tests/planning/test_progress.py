"""progress.yaml as people write it: what it says, and every mistake with its line."""

from datetime import date

import pytest
from growth import growth
from hypothesis import given
from hypothesis import strategies as st

from htssp_builder.planning.progress import read_progress
from htssp_builder.planning.progress_marks import FIELDS, UNTOUCHED, Change

KNOWN = {"A1", "A2", "A3.lincoln", "A3.grant", "B1", "G2"}
PEOPLE = {
    "committee.nasser": "Farah Nasser",
    "committee.quiet": "",
    "roles.coordinator": "Maria Lopez",
}
FILE = """\
# Kept by the coordinator
format: 1
items:
  # the charge letter
  A1: {status: done, on: 2026-10-12, evidence: Board minute 2026-10-11, owner: committee.nasser}
  A3.lincoln:
    status: In progress
    due: 11/1/2026
    due_reason: "new principal starts: October 20"
    notes: |-
      Called twice.
      Will call again.
  B1: {status: blocked, waits_for: the county's signature, owner: Ms. Hill from the shelter}
  G2: {status: not-applicable, reason: no staff of our own}
history:
  - {when: 2026-10-12T14:03:00Z, who: Farah Nasser, item: A1, field: status, from: in-progress, to: done, note: at last}
  - when: 2026-10-13T09:00:00Z
    who: Maria Lopez
    item: Z9
    field: notes
    from:
    to: "no"
"""  # noqa: E501


def problems(text, **more):
    return read_progress(text, KNOWN, PEOPLE, **more).problems


def only(text):
    found = problems(text)
    assert len(found) == 1, "\n".join(p.sentence() for p in found)
    assert found[0].remedy
    return found[0]


def test_every_field_is_read_and_nothing_is_guessed():
    progress = read_progress(FILE, KNOWN, PEOPLE)
    assert progress.problems == ()
    done = progress.mark("A1")
    assert (done.status, done.on, done.owner) == ("done", date(2026, 10, 12), "committee.nasser")
    assert done.evidence == "Board minute 2026-10-11"
    assert done.line == 5
    late = progress.mark("A3.lincoln")
    assert (late.status, late.due) == ("in-progress", date(2026, 11, 1))
    assert late.due_reason == "new principal starts: October 20"
    assert late.notes == "Called twice.\nWill call again."
    assert progress.mark("B1").waits_for == "the county's signature"
    assert progress.mark("G2").reason == "no staff of our own"
    assert progress.mark("A2") == UNTOUCHED
    assert set(progress.marks) == {"A1", "A3.lincoln", "B1", "G2"}
    # What was done to a line that the plan no longer has stays in the history.
    assert progress.history == (
        Change("2026-10-12T14:03:00Z", "Farah Nasser", "A1", "status", "in-progress", "done",
               "at last"),
        Change("2026-10-13T09:00:00Z", "Maria Lopez", "Z9", "notes", "", "no"),
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "format: 1\nitems:\nhistory:\n"])
def test_a_missing_or_empty_file_is_an_empty_progress(text):
    assert read_progress(text, KNOWN) == ({}, (), ())


@pytest.mark.parametrize(
    ("item", "line", "what", "remedy"),
    [
        ("A1: {status: doen}", 2, "'doen' is not a status", "Did you mean 'done'?"),
        ("A1: {status: complete}", 2, "'complete' is not a status", "Did you mean 'done'?"),
        ("A1: {status: n/a}", 2, "not a status", "Did you mean 'not-applicable'?"),
        ("A1: {status: done, on: 2026-10-12}", 2, "does not say what proves it", "evidence:"),
        ("A1: {status: done, evidence: x}", 2, "does not say the day", "on: 2026-10-12"),
        ("A1: {status: blocked}", 2, "does not say what it waits for", "waits_for:"),
        ("A1: {status: blocked, waits_for: '  '}", 2, "what it waits for", "waits_for:"),
        ("A1: {status: not-applicable}", 2, "why it does not apply", "reason:"),
        ("A1:\n    due: 2026-02-30", 3, "'2026-02-30' is not a day", "2027-06-14"),
        ("A1: {due: soon}", 2, "'soon' is not a date", "2027-06-14"),
        ("A1: {statuss: done}", 2, "A1 has no 'statuss'", "Did you mean 'status'?"),
        ("A1: {notes: [a, b]}", 2, "one value is expected", "one line"),
        ("A1: done", 2, "A1 is one value", "A1: {status"),
        ("A3: {status: in-progress}", 2, "no line 'A3'", "A3.grant"),
        ("A3.linclon: {}", 2, "no line 'A3.linclon'", "Did you mean 'A3.lincoln'?"),
        ("a1: {}", 2, "no line 'a1'", "Did you mean 'A1'?"),
        ("A1: {owner: committee.naser}", 2, "nobody at", "Did you mean 'committee.nasser'?"),
        ("A1: {owner: roles.coordinater}", 2, "nobody at", "Did you mean 'roles.coordinator'?"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_how_to_mend_it(item, line, what, remedy):
    problem = only(f"items:\n  {item}\n")
    assert problem.where == f"progress.yaml:{line}"
    assert problem.severity == "error"
    assert what in problem.what
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("items: none\n", "not named"),
        ("history: none\n", "not a list"),
        ("history: [x]\n", "no parts"),
        ("history: [{who: A, item: A1, when: lately}]\n", "does not say when"),
        ("history: [{item: A1, when: 2026-10-12T14:03:00Z}]\n", "does not say who"),
        ("history: [{who: A, when: 2026-10-12T14:03:00Z}]\n", "does not say item"),
        ("itmes: {}\n", "no part 'itmes'"),
        ("items: {A1: {status: done\n", ""),
        ("items:\n  A1: {}\n  A1: {}\n", "stands"),
    ],
)
def test_a_file_of_another_shape_is_no_crash(text, what):
    assert any(what in problem.what for problem in problems(text))


def test_a_campus_that_is_gone_is_a_warning_and_what_was_done_there_is_no_mark():
    text = "items:\n  A3.closed: {status: done, on: 2026-10-12, evidence: list}\n"
    problem = only(text)
    assert problem.severity == "warning"
    assert "no such campus" in problem.what
    assert read_progress(text, KNOWN).marks == {}


def test_a_name_almost_known_is_asked_about_and_a_hidden_person_is_never_named():
    problem = only("items:\n  A1: {owner: Farah Naser}\n")
    assert problem.severity == "warning"
    assert "committee.nasser" in problem.remedy
    assert problems("items:\n  A1: {owner: Farah Nasser}\n") == ()
    assert problems("items:\n  A1: {owner: nasser}\n") == ()
    assert "quiet" not in only("items:\n  A1: {owner: committee.quite}\n").remedy


@pytest.mark.parametrize("stated", ["2", "one", "[1]", "01"])
def test_another_format_is_refused_and_not_half_read(stated):
    progress = read_progress(f"format: {stated}\nitems:\n  A1: {{status: blocked}}\n", KNOWN)
    assert (progress.marks, progress.history) == ({}, ())
    assert "format" in progress.problems[0].what


def test_all_mistakes_come_in_the_order_of_the_file():
    text = "items:\n  A1: {status: x}\n  A9: {}\nhistory:\n  - {}\nmore: 1\n"
    lines = [int(p.where.rpartition(":")[2]) for p in problems(text)]
    assert lines == sorted(lines)
    assert set(lines) == {2, 3, 5, 6}


@given(st.text(max_size=80), st.text(max_size=30), st.sampled_from(FIELDS))
def test_no_text_stops_the_reading(text, value, field):
    read_progress(text, KNOWN, PEOPLE)
    read_progress(f"items:\n  A1:\n    {field}: {value}\n  A2: {{status: x}}", KNOWN, PEOPLE)


def wrong_lines(number):
    """Reads a file in which the names of so many lines are wrong."""
    known = {f"A3.campus-{n}" for n in range(number)} | KNOWN
    lines = "".join(f"  A3.xampus-{n}: {{owner: Farah Nassr}}\n" for n in range(number))
    return lambda: read_progress(f"items:\n{lines}", known, PEOPLE)


def test_in_a_file_in_which_every_line_is_wrong_every_line_is_named():
    progress = wrong_lines(800)()
    assert len(progress.problems) == 800
    assert "Did you mean 'A3.campus-0'?" in progress.problems[0].remedy


def test_many_wrong_lines_are_no_more_work_each_than_few():
    assert growth(wrong_lines, 20, 160) < 1.1
