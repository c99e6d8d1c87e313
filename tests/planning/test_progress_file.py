"""A change of progress.yaml: the line is changed, the history grows, the rest stays as typed."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from htssp_builder.planning.progress import read_progress
from htssp_builder.planning.progress_file import with_change
from htssp_builder.problems import HtsspError

WHEN = datetime(2026, 10, 12, 14, 3, tzinfo=UTC)
KNOWN = {"A1", "A2", "A3.lincoln", "B1"}
WHO = "Farah Nasser"
HAND_MADE = """\
# Kept by the coordinator
format: 1

items:   # by line of the checklist
  # the charge letter
  A1: {status: In progress, due: 11/1/2026}   # ask again
  B1:
    status: blocked     # since May
    waits_for: the county's signature
    mine: kept
# everything that was done
history:
  # the first one
  - {when: 2026-05-12T14:03:00Z, who: Ana, item: B1, field: status, from: "", to: blocked}
  # nothing below this line
"""


def changed(text, line, **values):
    return with_change(text, line, values, who=WHO, when=WHEN)


def test_the_first_change_makes_the_file():
    text = changed("", "A1", status="done", on="10/12/2026", evidence="Board minute: item 7")
    assert text.startswith("format: 1\n")
    progress = read_progress(text, KNOWN)
    assert progress.problems == ()
    assert progress.mark("A1").on.isoformat() == "2026-10-12"
    assert progress.mark("A1").evidence == "Board minute: item 7"
    assert [(c.field, c.old, c.new) for c in progress.history] == [
        ("status", "", "done"),
        ("on", "", "2026-10-12"),
        ("evidence", "", "Board minute: item 7"),
    ]
    assert {(c.when, c.who, c.item) for c in progress.history} == {
        ("2026-10-12T14:03:00Z", WHO, "A1")
    }


def test_a_hand_made_file_keeps_everything_that_was_not_meant():
    text = changed(HAND_MADE, "B1", status="in-progress", owner="committee.nasser")
    added = [line for line in text.splitlines() if line not in HAND_MADE.splitlines()]
    gone = [line for line in HAND_MADE.splitlines() if line not in text.splitlines()]
    assert gone == ["    status: blocked     # since May", "    waits_for: the county's signature"]
    assert added[0] == "    status: in-progress     # since May"
    assert "    mine: kept" in text
    progress = read_progress(text, KNOWN)
    mark = progress.mark("B1")
    assert (mark.status, mark.owner, mark.waits_for) == ("in-progress", "committee.nasser", "")
    # What only the old status needed is gone from the line and not from the record.
    assert ("waits_for", "the county's signature", "") in [
        (c.field, c.old, c.new) for c in progress.history
    ]


def test_the_same_value_in_another_spelling_is_no_change():
    assert changed(HAND_MADE, "A1", status="in-progress", due="2026-11-01") == HAND_MADE
    assert changed(HAND_MADE, "A2", status="") == HAND_MADE


def test_a_note_alone_is_recorded():
    text = with_change(HAND_MADE, "A1", {}, who=WHO, when=WHEN, note="spoke to the board: yes")
    last = read_progress(text, KNOWN).history[-1]
    assert (last.item, last.field, last.note) == ("A1", "", "spoke to the board: yes")
    assert text.startswith(HAND_MADE.partition("  # nothing below")[0])


def test_the_hour_is_written_in_utc():
    there = datetime(2026, 10, 12, 23, 30, tzinfo=timezone(timedelta(hours=-7)))
    text = with_change("", "A1", {"status": "in-progress"}, who=WHO, when=there)
    assert read_progress(text, KNOWN).history[0].when == "2026-10-13T06:30:00Z"
    with pytest.raises(ValueError, match="time zone"):
        with_change("", "A1", {}, who=WHO, when=there.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"status": "done"}, "does not say the day"),
        ({"status": "done", "on": "2026-10-12"}, "what proves it"),
        ({"status": "blocked"}, "what it waits for"),
        ({"status": "not-applicable"}, "why it does not apply"),
        ({"status": "finished"}, "Did you mean 'done'"),
        ({"due": "2026-02-30"}, "not a day of the calendar"),
        ({"dew": "x"}, "no field 'dew'"),
        ({"notes": "a\x00b"}, "control character"),
    ],
)
def test_what_cannot_be_is_refused(values, said):
    with pytest.raises(HtsspError, match=said):
        with_change(HAND_MADE, "A1", values, who=WHO, when=WHEN)


def test_evidence_cannot_be_taken_from_what_is_done():
    text = changed("", "A1", status="done", on="2026-10-12", evidence="minute")
    with pytest.raises(HtsspError, match="what proves it"):
        changed(text, "A1", evidence="")


@pytest.mark.parametrize(
    "text",
    [
        "format: 2\n",
        "items: {A1: done}\n",
        "items: {A1: {notes: [a]}}\n",
        "items: [A1]\n",
        "history: nothing\n",
        "items: {A1: {status: done\n",
        "items:\n  A1: {}\n  A1: {}\n",
    ],
)
def test_a_file_that_cannot_be_read_is_not_written(text):
    with pytest.raises(HtsspError):
        changed(text, "A1", status="in-progress")


def test_nobody_is_refused():
    with pytest.raises(HtsspError, match="Nobody"):
        with_change("", "A1", {"notes": "x"}, who=" ", when=WHEN)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["whole", "unended"])
def test_windows_files_stay_what_they_are(newline, mark, end):
    given_text = mark + HAND_MADE.replace("\n", newline)
    given_text = given_text if end == "whole" else given_text.rstrip()
    text = changed(given_text, "A1", notes="x")
    assert text.startswith(mark)
    assert newline == "\n" or "\n" not in text.replace("\r\n", "")
    assert len(read_progress(text, KNOWN).history) == 2


_words = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"),
    max_size=30,
)
_change = st.fixed_dictionaries(
    {
        "line": st.sampled_from(sorted(KNOWN)),
        "note": _words,
        "values": st.one_of(
            st.fixed_dictionaries({}, optional={"notes": _words, "owner": _words}),
            st.builds(
                lambda e: {"status": "done", "on": "2026-10-12", "evidence": f"x{e}"}, _words
            ),
            st.builds(lambda w: {"status": "blocked", "waits_for": f"x{w}"}, _words),
            st.just({"status": "in-progress"}),
        ),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_change, max_size=6), st.sampled_from(["", HAND_MADE]))
def test_any_order_of_changes_keeps_the_history_whole_and_comments_in_place(changes, text):
    comments = [line.strip() for line in text.splitlines() if line.strip().startswith("#")]
    progress = read_progress(text, KNOWN)
    before, mistakes = progress.history, {p.what for p in progress.problems}
    for one in changes:
        text = with_change(text, one["line"], one["values"], who=WHO, when=WHEN, note=one["note"])
        progress = read_progress(text, KNOWN)
        assert {p.what for p in progress.problems} == mistakes
        assert progress.history[: len(before)] == before
        before = progress.history
        mark = progress.mark(one["line"])
        for field, value in one["values"].items():
            shown = getattr(mark, field)
            assert str(shown or "") == value.strip()
    assert all(comment in text for comment in comments)
    # The history alone tells where every line stands.
    lines = {(c.item, c.field): c.new for c in before if c.field}
    for (item, field), new in lines.items():
        assert str(getattr(progress.mark(item), field) or "") == new
