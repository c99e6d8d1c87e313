"""Changed words: exact, few, and grouped as a person reads."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from htssp_builder.word.revise.words import OBJECT, differences, tokens

PIECES = (
    "call ",
    "the ",
    "county",
    ", ",
    "36 ",
    "hours",
    ".",
    "\n",
    "\t",
    "(530) 555-0142",
    " ",
    "é",
)
texts = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


def shown(old, new):
    """(struck out, put in) of each change."""
    return [(old[a:b], new[c:d]) for a, b, c, d in differences(old, new)]


@given(texts, texts)
def test_what_is_not_marked_is_equal_and_the_marks_turn_one_text_into_the_other(old, new):
    at, made = 0, []
    for a, b, c, d in differences(old, new):
        assert at <= a <= b
        assert (a, c) != (b, d)
        made += [old[at:a], new[c:d]]
        at = b
    assert "".join([*made, old[at:]]) == new


@given(texts)
def test_equal_texts_differ_nowhere_and_tokens_lose_nothing(text):
    assert differences(text, text) == []
    assert "".join(tokens(text)) == text


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("Call (530) 555-0142 now.", "Call (530) 555-0199 now.",
         [("(530) 555-0142", "(530) 555-0199")]),
        ("Call 916-555-0142.", "Call 916-555-0143.", [("916-555-0142", "916-555-0143")]),
        ("By 1/12/2027.", "By 2/12/2027.", [("1/12/2027", "2/12/2027")]),
        ("at ana@a.org, please", "at eva@a.org, please", [("ana@a.org", "eva@a.org")]),
        ("within 36 hours", "within 24 hours", [("36", "24")]),
        ("the plan", "the new plan", [("", "new ")]),
        ("the new plan", "the plan", [("new ", "")]),
        ("red, green and blue", "cyan, black and blue", [("red, green", "cyan, black")]),
        ("the school's nurse", "the schools’ nurse", [("school's", "schools’")]),
        ("one two", "one  two", [(" ", "  ")]),
        ("", "all new", [("", "all new")]),
        ("all gone", "", [("all gone", "")]),
    ],
)  # fmt: skip
def test_a_change_is_marked_as_a_person_would_mark_it(old, new, marked):
    assert shown(old, new) == marked


def test_two_words_far_apart_are_two_changes():
    old = "Staff tell the principal and then call the county at once."
    new = "Staff tell the counselor and then call the hotline at once."
    assert shown(old, new) == [("principal", "counselor"), ("county", "hotline")]


def test_one_word_between_two_rewritten_phrases_does_not_stand_alone():
    old = "a b c d e f SAME g h i j k l"
    new = "m n o p q r SAME s t u v w x"
    assert len(shown(old, new)) == 1


def test_objects_are_equal_only_when_they_say_the_same():
    text = f"a {OBJECT} b"
    assert differences(text, text, {2: "x"}, {2: "x"}) == []
    assert [tuple(span) for span in differences(text, text, {2: "x"}, {2: "y"})] == [(2, 3, 2, 3)]


def test_a_long_paragraph_rewritten_throughout_is_compared_at_once():
    old = " ".join(f"w{n % 97} x{n % 31}" for n in range(6000))
    new = " ".join(f"x{n % 29} w{n % 89}" for n in range(6000))
    start = time.perf_counter()
    found = differences(old, new)
    assert found
    assert time.perf_counter() - start < 5
