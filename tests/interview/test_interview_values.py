"""One parser a type: what is kept, what is refused and why, and how it is printed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from htssp_builder.document.dates import show_date
from htssp_builder.interview.values import (
    KINDS,
    MOST_CHARACTERS,
    BadValue,
    canonical,
    check_characters,
    read_date,
    show,
    tidy,
    tidy_phone,
)

LEVELS = (("low", "Lower school"), ("high", "Upper school"))

GOOD = [
    ("yes/no", "Yes", "yes"),
    ("yes/no", " n ", "no"),
    ("yes/no", "TRUE", "yes"),
    ("date", "2027-06-14", "2027-06-14"),
    ("date", "6/14/2027", "2027-06-14"),
    ("date", "2028-02-29", "2028-02-29"),
    ("number", " 24 ", "24"),
    ("number", "1.50", "1.50"),
    ("duration", "3 School Days", "3 school days"),
    ("duration", "1 week", "1 week"),
    ("phone", "(530) 555-0142", "(530) 555-0142"),
    ("phone", "530.555.0142", "530.555.0142"),
    ("phone", "911", "911"),
    ("phone", "988", "988"),
    ("phone", "1-888-373-7888", "1-888-373-7888"),
    ("phone", "+15305550142", "+15305550142"),
    ("email", " ana.ruiz@example.org ", "ana.ruiz@example.org"),
    ("url", "www.example.org/a", "www.example.org/a"),
    ("choice", "HIGH", "high"),
    ("choice", "upper school", "high"),
    ("choices", "Upper School, low", "high, low"),
    ("paragraph", "Two\nlines", "Two\nlines"),
    ("text", "02134", "02134"),
]


@pytest.mark.parametrize(("kind", "typed", "kept"), GOOD)
def test_what_is_right_is_kept(kind: str, typed: str, kept: str) -> None:
    assert tidy(kind, typed, LEVELS) == kept


BAD = [
    ("yes/no", "maybe", "neither yes nor no"),
    ("date", "2026-02-30", "not a day of the calendar"),
    ("date", "2/30/2026", "not a day of the calendar"),
    ("date", "soon", "not a date"),
    ("date", "14.6.2027", "not a date"),
    ("number", "ten", "not a number"),
    ("number", "-3", "not a number"),
    ("number", "1e9", "not a number"),
    ("duration", "a while", "not a length of time"),
    ("duration", "3 fortnights", "not a length of time"),
    ("phone", "555-0142", "has 7 digits"),
    ("phone", "(530) 555-014", "has 9 digits"),
    ("phone", "call me", "not a phone number"),
    ("phone", "(000) 000-0000", "can be dialled"),
    ("phone", "1-530-555-014", "has 9 digits"),
    ("phone", "(530) 555-01425", "has 11 digits"),
    ("email", "ana.ruiz", "not an e-mail address"),
    ("email", "ana@@example.org", "not an e-mail address"),
    ("url", "not a page", "not a web address"),
    ("url", "javascript:alert(1)", "not a web address"),
    ("url", "file:///etc/passwd", "not a web address"),
    ("choice", "middle", "not one of the choices"),
    ("choices", "low, middle", "not one of the choices"),
    ("text", "two\nlines", "more than one line"),
    ("text", "bell \x07", "control character"),
    ("paragraph", "half \ud800", "control character"),
    ("paragraph", "x" * (MOST_CHARACTERS + 1), "characters long"),
]


@pytest.mark.parametrize(("kind", "typed", "what"), BAD, ids=range(len(BAD)))
def test_what_is_wrong_is_refused_with_a_remedy(kind: str, typed: str, what: str) -> None:
    with pytest.raises(BadValue) as caught:
        tidy(kind, typed, LEVELS)
    assert what in caught.value.what
    assert caught.value.remedy.endswith(".")


@pytest.mark.parametrize("kind", [*KINDS])
def test_the_example_of_each_kind_is_right(kind: str) -> None:
    assert tidy(kind, KINDS[kind].example) == KINDS[kind].example


@given(st.sampled_from([*KINDS, "choice", "choices"]), st.text(max_size=40))
def test_any_text_is_kept_tidily_or_refused_with_a_sentence(kind: str, text: str) -> None:
    said, kept = "", text
    try:
        kept = tidy(kind, text, LEVELS)
    except BadValue as bad:
        said = bad.what and bad.remedy
    assert said or tidy(kind, kept, LEVELS) == kept
    assert isinstance(show(kind, kept, LEVELS), str)


@given(st.text())
def test_no_text_that_word_cannot_hold_gets_through(text: str) -> None:
    try:
        check_characters(text)
    except BadValue:
        return
    assert not [c for c in text if ord(c) < 32 and c not in "\t\n\r"]
    assert "\ufffe" not in text
    text.encode("utf-8")


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_read_in_both_ways_of_writing(day: date) -> None:
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day.month}/{day.day}/{day.year}") == day
    assert tidy("date", f"{day.month}/{day.day}/{day.year}") == day.isoformat()
    assert str(day.year) in show_date(day)


def test_dates_choices_and_yes_no_print_for_people() -> None:
    assert show("date", "2027-06-14") == "June 14, 2027"
    assert show("date", "someday") == "someday"
    assert show("choice", "high", LEVELS) == "Upper school"
    assert show("choice", "Upper School", LEVELS) == "Upper school"
    assert show("choice", "none of them", LEVELS) == "none of them"
    assert show("choices", "low,high", LEVELS) == "Lower school, Upper school"
    assert show("yes/no", "y") == "Yes"
    assert show("yes/no", "perhaps") == "perhaps"
    assert show("number", "1.10") == "1.10"


def test_conditions_compare_one_way_of_writing() -> None:
    assert canonical("choice", " Upper School ", LEVELS) == "high"
    assert canonical("choice", "other", LEVELS) == "other"
    assert canonical("choices", "LOW, upper school", LEVELS) == "low, high"
    assert canonical("yes/no", "TRUE") == "yes"
    assert canonical("yes/no", "N") == "no"
    assert canonical("text", " As typed ") == " As typed "


def test_a_choice_with_a_comma_in_its_label_is_one_choice() -> None:
    paces = (("standard", "Standard, about 40 weeks"), ("fast", "Fast"))
    assert show("choice", "standard", paces) == "Standard, about 40 weeks"
    assert canonical("choice", "Standard, about 40 weeks", paces) == "standard"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("5305550142", "(530) 555-0142"),
        ("530-555-0142", "(530) 555-0142"),
        ("+15305550142", "(530) 555-0142"),
        ("1 530 555 0142", "1 530 555 0142"),
        ("530-555-0142 ext 12", "(530) 555-0142 ext. 12"),
        ("911", "911"),
    ],
)
def test_numbers_can_be_written_the_way_people_write_them(typed: str, written: str) -> None:
    assert tidy_phone(typed) == written
