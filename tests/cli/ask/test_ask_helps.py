"""`htssp ask` does work for people: days off, people with two posts, numbers and dates as typed."""

import re

import pytest
from ask_files import START, put, text_of

NEVADA = f"{START}district: {{state: NV}}\n"


PLANNED = f"{NEVADA}timeline: {{start_on: 2027-01-11, adopt_by: 2027-05-28}}\n"


def test_public_holidays_are_proposed_and_those_struck_out_are_left_out(district, ask):
    put(district, PLANNED)
    done = ask(district, "timeline.days_off", lines=["p", "x", "99", "1, 3", "", "q"])
    assert "p for the public holidays of your state" in done.words
    assert re.search(r"1 January 18, 2027, Martin Luther King", done.words)
    assert re.search(r"3 May 31, 2027, Memorial Day", done.words)
    assert "Type y, or numbers from 1 to" in done.words
    kept = text_of(district)
    assert "2027-02-15" in kept
    assert "Nevada Day" in kept  # of the state, not of the country
    assert "2027-01-18" not in kept
    assert "2027-05-31" not in kept
    days = re.findall(r"date: \"?(\d{4}-\d\d-\d\d)", kept)
    assert days == sorted(days)
    assert all("2027-01-11" <= day <= "2028-05-28" for day in days)
    again = ask(district, "timeline.days_off", lines=["p", "", "q"])
    assert "February 15, 2027, " not in again.words.partition("Strike out the days")[2]


@pytest.mark.parametrize("reply", ["", "n", "<"])
def test_no_holiday_is_taken_over_unasked(district, ask, reply):
    put(district, PLANNED)
    ask(district, "timeline.days_off", lines=["p", reply, "q"])
    assert "days_off" not in text_of(district)


def test_all_holidays_are_taken_over_by_a_yes_and_only_holidays_tables_offer_them(district, ask):
    put(district, PLANNED)
    done = ask(district, "timeline.days_off", lines=["p", "y", "q"])
    added = int(re.search(r"Added: (\d+)\.", done.words)[1])
    assert added == text_of(district).count("date:") > 10
    other = ask(district, "campuses", lines=["p", "q"])
    assert "public holidays" not in other.words
    assert "No row has 'p' in it." in other.words


def test_somebody_with_two_posts_is_written_down_once(district, ask):
    put(
        district,
        f"{NEVADA}roles:\n  sponsor:\n    primary: {{name: Ruth Okafor, title: Head, "
        'phone: "(775) 555-0103", verified: {by: Ana Ruiz, on: "2026-11-20"}}\n',
    )
    lines = ["Ruth  OKAFOR", "y", "q"]
    done = ask(district, "roles.coordinator", lines=lines)
    assert "The same name stands at Executive sponsor: Head, (775) 555-0103." in done.words
    assert 'Stopped at "HTSSP coordinator: Alternate, name".' in done.words
    assert text_of(district).count('phone: "(775) 555-0103"') == 2
    assert text_of(district).count("by: Ana Ruiz") == 2


def test_a_namesake_keeps_what_is_typed(district, ask):
    put(district, f"{NEVADA}roles:\n  sponsor:\n    primary: {{name: Ruth Okafor, title: Head}}\n")
    done = ask(district, "roles.coordinator", lines=["Ruth Okafor", "", "Nurse", "q"])
    assert 'Stopped at "HTSSP coordinator: Phone".' in done.words
    assert "title: Nurse" in text_of(district)
    assert text_of(district).count("title: Head") == 1
    once_more = ask(district, "roles.coordinator", lines=["Ruth Okafor", "q"])
    assert "The same name stands at" not in once_more.words  # more than the name is known here


def test_a_state_without_a_number_of_its_own_shows_the_numbers_to_choose_from(district, ask):
    put(district, f"{NEVADA}hotline:\n  name:\n  phone:\n")
    done = ask(district, "hotline.phone", lines=["q"])
    assert "No number serves the whole state." in done.words
    assert "833-571-1041, all other counties;" in done.words
    assert "(Enter skips):" in done.words  # none of them is filled in
    name = ask(district, "hotline.name", lines=["q"])
    assert "If nothing is typed (unverified, from the law data): Child abuse" in name.words
    assert name.words.count("reporting line of the county") == 1
    assert "Now:" not in name.words


def test_a_value_of_the_law_is_told_once_in_words_and_its_source_by_its_site(district, ask):
    put(district, NEVADA)
    done = ask(district, "legal.sex", lines=["?", "q"])
    assert "If nothing is typed (unverified, from the law data): Yes (NRS" in done.words
    assert "True" not in done.words
    assert "source nevada.public.law;" in done.words
    assert "source https://nevada.public.law/statutes/nrs_432C.110" in done.words  # in the help
    written = ask(district, "reporting.written", lines=["q"])
    assert "Unverified, from the law data: none is asked for (NRS 432B.230" in written.words


def test_a_wrong_reply_does_not_tell_everything_again_and_a_long_page_does(district, ask):
    put(district, NEVADA)
    done = ask(district, "reporting.oral", lines=["perhaps", "q"])
    assert done.words.count("from the law data: as soon as") == 1
    done = ask(district, "reporting.oral", lines=["=", "q"])
    assert done.words.count("Time limit for the report by phone (needed") == 2
    assert re.search(
        r"Time limit for the report by phone: as soon as [^:]*\(from the law", done.words
    )
    assert "Notice to parents and its exception for abuse: missing" in done.words


def test_the_words_of_all_documents_are_shown(texas, ask):
    done = ask(texas, "roles.training_lead", lines=["~", "q"])
    assert "Development checklist, 2 What has to be done:" in done.words
    assert "Development timeline, 2 Steps and dates:" in done.words


@pytest.mark.parametrize("typed", ["June 14, 2027", "jun 14 2027", "6/14/2027", "2027-06-14"])
def test_a_date_is_read_as_it_is_printed(district, ask, typed):
    done = ask(district, "timeline.adopt_by", lines=[typed, "q"])
    assert "2027-06-14" in text_of(district)
    assert "is not" not in done.words


@pytest.mark.parametrize("typed", ["Ju 14 2027", "June 31, 2027", "Juneau 1, 2027", "14 June 2027"])
def test_what_is_no_date_is_refused(district, ask, typed):
    done = ask(district, "timeline.adopt_by", lines=[typed, "q"])
    assert f"'{typed}' is not a da" in done.words
    assert "adopt_by" not in text_of(district)


def test_the_end_of_a_section_leads_to_the_next(district, ask):
    done = ask(district, "services", lines=[""])
    assert 'ask records` goes on with "Records and privacy"' in done.words


def test_an_empty_table_says_how_a_spreadsheet_comes_in(district, ask):
    done = ask(district, "campuses", lines=["q"])
    assert "ask campuses --from FILE`" in done.words


def test_a_column_without_a_heading_shows_its_example_in_the_prompt(district, ask):
    done = ask(district, "campuses", lines=["a", "Lincoln", *[""] * 6, "q"])
    assert (
        "Hours, needed for the final version (such as 7:30 a.m. to 5:00 p.m.; Enter" in done.words
    )


def test_nobody_is_offered_as_their_own_alternate(district, ask):
    put(district, f"{NEVADA}roles:\n  sponsor:\n    primary: {{name: Ruth Okafor, title: Head}}\n")
    done = ask(district, "roles.sponsor.alternate.name", lines=["Ruth Okafor", "q"])
    assert "The same name stands at" not in done.words


def test_the_beginning_of_a_path_leads_to_its_first_question(district, ask):
    assert (
        'Stopped at "Child abuse report line, name".' in ask(district, "hotline", lines=["q"]).words
    )
