"""What a person typed in Word, as the question would be answered with it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from htssp_builder.interview.values import show, show_date
from htssp_builder.readback.dates import iso_day
from htssp_builder.readback.words import said, same, typed

DAYS = (
    "June 14, 2027", "june 14 2027", "Jun 14, 2027", "Jun. 14, 2027", "14 June 2027", "14-Jun-2027",
    "June 14th, 2027", "Monday, June 14, 2027", "Mon. June 14, 2027", "2027-06-14", "2027/06/14",
    "6/14/2027", "06/14/27", "6-14-2027", "6.14.2027", " June\xa014,  2027. ",
)  # fmt: skip

NO_DAYS = ("", "soon", "14/6/2027", "February 30, 2027", "June 2027", "6/14", "June 14", "13/13/27")


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_read_in_every_usual_form(text: str) -> None:
    assert iso_day(text) == "2027-06-14"


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_no_day_is_not_made_one(text: str) -> None:
    assert iso_day(text) == ""


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_that_is_printed_reads_back(day: date) -> None:
    assert iso_day(show_date(day)) == day.isoformat()


@pytest.mark.parametrize(
    "text",
    ["", "  ", "–", "-", "[To complete: HTSSP coordinator, phone]", "[Not known yet]",
     "[Not known yet: Campus. Ana Ruiz will find out.]", "Click or tap here to enter text.",
     "Choose an item."],
)  # fmt: skip
def test_a_mark_a_prompt_or_nothing_is_no_answer(text: str) -> None:
    assert said(text) == ""


def test_what_is_typed_behind_an_open_mark_is_the_answer() -> None:
    mark = "[To complete: HTSSP coordinator, phone]"
    assert said(f"{mark} (530) 555-0142", mark) == "(530) 555-0142"
    assert said(mark, mark) == ""


def test_a_capital_at_the_head_belongs_to_the_sentence() -> None:
    assert same("the coordinator", "The coordinator")
    assert not same("the coordinator", "The Coordinator")
    assert typed("text", "The coordinator or a deputy", (), "the coordinator") == (
        "the coordinator or a deputy"
    )
    assert typed("text", "Maria Lopez", (), "the coordinator") == "Maria Lopez"


CHOICES = (("a", "Students, staff"), ("b", "Staff"), ("c", "Families and staff"))


@given(st.lists(st.sampled_from(["a", "b", "c"]), unique=True, min_size=1))
def test_labels_with_commas_read_back_as_their_values(values: list[str]) -> None:
    printed = show("choices", ", ".join(values), CHOICES)
    assert typed("choices", printed, CHOICES) == ", ".join(values)


def test_a_label_that_is_none_stays_for_the_questionnaire_to_refuse() -> None:
    assert typed("choices", "Staff, nobody", CHOICES) == "Staff, nobody"
