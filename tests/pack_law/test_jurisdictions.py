"""The law of the 56 jurisdictions: all there, safe to print, and true to what was read."""

import copy
import re
from typing import Any

import phonenumbers
import pytest
from law_files import STATES, TERRITORIES, choices, digits, law, read

from htssp_builder.pack.confidence import may_be_filled_in
from htssp_builder.pack.law import Clock, Hotline, parse_law

GROUPS = (
    "hotline",
    "reporters",
    "oral",
    "written",
    "trafficking_as_abuse",
    "penalty",
    "immunity",
    "safe_harbor",
    "trafficking_hotline",
)
ASKED_OF_COUNSEL = (
    "identity_to_employer",
    "parent_notice",
    "school_interview",
    "release_to_officer",
    "public_records",
    "retention",
)
AS_THEY_ARE = {"#77": "VA", "#7233": "NM", "211": "ID"}
"""Codes that are dialled as they are, and the state whose page prints each."""

COUNTY_BASED = {"AL", "CA", "MN", "NC", "NV", "WI", "WY"}
NUMBER_NOT_FOUND = {"AS", "MP", "VI"}
PAGES_DISAGREE = {"GU", "MD", "TN"}
THROUGH_THE_SCHOOL = ("GA", "MA", "SD", "VA")


def dialable(phone: str, code: str) -> bool:
    if AS_THEY_ARE.get(phone) == code:
        return True
    number = phonenumbers.parse(phone, code if code in TERRITORIES else "US")
    return phonenumbers.is_valid_number(number)


def phones(code: str) -> list[str]:
    hotline, line = law(code).hotline, law(code).trafficking_hotline
    found = [hotline.phone, line.phone, *(other.phone for other in hotline.others)]
    return [phone for phone in found if phone]


def names(clock: Clock) -> list[str]:
    return [body.name for body in clock.to]


def facts(code: str) -> dict[str, str]:
    return {fact.id: fact.fact or "" for fact in law(code).facts}


def test_there_are_fifty_states_the_district_and_five_territories() -> None:
    assert len(STATES) == 56
    assert set(TERRITORIES) < set(STATES)


@pytest.mark.parametrize("code", STATES)
def test_every_place_a_district_may_choose_has_its_law_under_the_same_name(code: str) -> None:
    assert (law(code).code, law(code).name) == (code, choices()[code])


@pytest.mark.parametrize("code", STATES)
def test_taking_away_the_source_or_the_confidence_is_a_mistake(code: str) -> None:
    said = [g for g in GROUPS if getattr(law(code), g).says]
    assert {"hotline", "reporters", "oral"} <= set(said)
    for group in said:
        for name in ("source", "confidence", "read"):
            data = copy.deepcopy(read(f"law/{code}.yaml"))
            data[group][name] = None
            parsed, problems = parse_law(data, f"law/{code}.yaml")
            assert parsed is None
            assert f"{code}.yaml: {group}" in problems[0].where


@pytest.mark.parametrize("code", STATES)
def test_every_value_was_read_on_the_day_of_the_look_up(code: str) -> None:
    place = law(code)
    said = [getattr(place, group) for group in GROUPS]
    for part in (*said, *place.school_law, *place.facts):
        assert part.read == (place.looked_up if part.says else None)


@pytest.mark.parametrize("code", STATES)
def test_no_number_is_printed_that_cannot_be_dialled(code: str) -> None:
    for phone in phones(code):
        assert dialable(phone, code), phone


@pytest.mark.parametrize(
    ("phone", "code"), [("1-800-252-540", "TX"), ("1-800-352-65134", "WV"), ("#77", "MD")]
)
def test_a_number_with_a_digit_too_few_or_of_another_state_is_found(phone: str, code: str) -> None:
    assert not dialable(phone, code)


@pytest.mark.parametrize("code", STATES)
def test_a_number_is_the_one_that_the_page_shows(code: str) -> None:
    hotline = law(code).hotline
    if not hotline.phone:
        return
    seen, second = digits(hotline.seen or ""), digits(hotline.second_seen or "")
    assert digits(hotline.phone) in seen + " " + second
    if hotline.agrees:
        assert digits(hotline.phone) in second


@pytest.mark.parametrize("code", STATES)
def test_letters_and_digits_inside_a_name_are_numbers_of_that_line(code: str) -> None:
    for line in (law(code).hotline, law(code).trafficking_hotline):
        spelled = re.findall(r"\b(?:1-)?8\d\d-[\w-]*\w|\b\d{3}-\d{3}-\w{4}\b", line.name or "")
        others = [o.phone for o in line.others] if isinstance(line, Hotline) else []
        known = {digits(phone) for phone in (line.phone, *others) if phone}
        if line is law(code).trafficking_hotline and code == "HI":
            known.add("8883981188")  # the second line of the same page, for the other islands
        assert {digits(word)[:10] for word in spelled} <= known


@pytest.mark.parametrize("code", STATES)
def test_pages_that_disagree_leave_the_number_to_be_called(code: str) -> None:
    hotline = law(code).hotline
    assert (hotline.agrees is False) == (code in PAGES_DISAGREE)
    if hotline.agrees is False:
        assert not may_be_filled_in(hotline.confidence)
        assert hotline.others


@pytest.mark.parametrize("code", STATES)
def test_a_line_without_a_state_wide_number_says_to_whom_one_turns(code: str) -> None:
    hotline = law(code).hotline
    assert bool(hotline.county_based) == (code in COUNTY_BASED)
    assert (hotline.phone is None) == (code in COUNTY_BASED | NUMBER_NOT_FOUND)
    assert hotline.name


@pytest.mark.parametrize("code", STATES)
def test_a_recipient_stands_in_a_sentence_as_it_is(code: str) -> None:
    for clock in (law(code).oral, law(code).written):
        for body in clock.to:
            assert re.match(r"(the|a|an|another|local|law) |[A-Z]", body.name), body.name
            assert not re.search(r"[;:/]|\.$|child-welfare|law-enforcement", body.name), body.name
            if body.condition:
                assert not re.search(r"^[A-Z]|[.;:]$", body.condition), body.condition
        assert clock.to or clock is law(code).written


@pytest.mark.parametrize("code", STATES)
def test_who_is_told_depends_on_something_only_where_a_condition_says_on_what(code: str) -> None:
    oral = law(code).oral
    if oral.to_which == "by-condition":
        assert any(body.condition for body in oral.to)
    if oral.to_which == "all":
        assert len(oral.to) > 1


@pytest.mark.parametrize("code", STATES)
def test_a_written_report_on_request_says_so_in_the_words_of_its_time_limit(code: str) -> None:
    written = law(code).written
    assert not (written.required and written.on_request)
    asked = re.search(r"request", written.when or "") is not None
    assert asked == bool(written.on_request)


@pytest.mark.parametrize("code", STATES)
def test_the_laws_word_holds_no_number(code: str) -> None:
    for clock in (law(code).oral, law(code).written):
        assert not re.search(r"\d|\bhours?\b|\bdays?\b", clock.when or "")


@pytest.mark.parametrize("code", STATES)
def test_what_nobody_has_read_is_a_question_and_not_a_statement(code: str) -> None:
    place = law(code)
    for group in (place.penalty, place.immunity, place.safe_harbor):
        if code not in ("CA", "MI", "TX") and not may_be_filled_in(group.confidence):
            assert (group.ask or "").endswith(("?", "."))
    if code != "CA":
        assert not any(getattr(place, group).says for group in ASKED_OF_COUNSEL)


@pytest.mark.parametrize("code", STATES)
def test_notes_say_what_to_check_and_remember_nothing(code: str) -> None:
    text = " ".join(law(code).notes)
    assert text
    assert not re.search(r"\bmemory\b|remembered", text)


def test_where_no_clock_was_found_none_stands() -> None:
    for code in ("NC", "NE", "SC"):
        assert (law(code).oral.when, law(code).oral.at_latest) == (None, None)


def test_a_word_and_an_outer_limit_stand_side_by_side() -> None:
    for code in ("AK", "GA", "MN", "VA", "WV"):
        oral = law(code).oral
        assert (oral.when, oral.at_latest, oral.unit) == ("immediately", 24, "hours")
    assert (law("KS").oral.when, law("KS").oral.at_latest) == ("promptly", None)
    assert (law("CT").oral.when, law("CT").oral.at_latest) == ("as soon as practicable", 12)


def test_a_limit_without_a_word_of_the_law_gets_none() -> None:
    for code in ("IA", "ID", "MP", "RI", "VT"):
        assert (law(code).oral.when, law(code).oral.at_latest) == (None, 24)


def test_where_both_are_told_all_of_them_are() -> None:
    for code in ("AK", "NC", "OK", "WV"):
        oral = law(code).oral
        assert oral.to_which == "all"
        assert {body.kind for body in oral.to} == {"child-welfare", "law-enforcement"}


def test_arizona_tells_the_police_only_where_no_caregiver_is_suspected() -> None:
    police, agency, _ = law("AZ").oral.to
    assert police.kind == "law-enforcement"
    assert "does not have care, custody or control" in (police.condition or "")
    assert (agency.condition or "").startswith("only where the person suspected has care")
    assert "peace officer only" in facts("AZ")["police-where-no-caregiver"]


def test_louisiana_phones_the_hotline_for_sex_trafficking_whoever_is_suspected() -> None:
    agency, police = law("LA").oral.to
    assert "always for sex trafficking" in (agency.condition or "")
    assert "always where it is a school employee" in (police.condition or "")
    assert "telephone number" in facts("LA")["sex-trafficking-by-telephone"]
    assert "cannot be reported online" in (law("LA").hotline.online or "")


@pytest.mark.parametrize("code", THROUGH_THE_SCHOOL)
def test_where_staff_may_go_through_the_school_the_file_says_how(code: str) -> None:
    assert law(code).reporters.personal_duty is False
    assert "person in charge" in facts(code)["report-through-the-school"] or (
        "principal" in facts(code)["report-through-the-school"]
    )


def test_no_other_place_says_that_telling_the_school_is_enough() -> None:
    said = {code for code in STATES if law(code).reporters.personal_duty is False}
    assert said == set(THROUGH_THE_SCHOOL)


def test_a_line_for_some_people_or_places_keeps_the_numbers_of_the_others() -> None:
    expected = {
        "NY": "6351522",
        "HI": "3803088",
        "ID": "3345437",
        "NH": "8945533",
        "NV": "8031183",
        "TN": "2094226",
    }
    for code, number in expected.items():
        others = [other for other in law(code).hotline.others if number in digits(other.phone)]
        assert others[0].note


def test_a_line_that_is_not_answered_at_night_says_so_where_staff_read_it() -> None:
    for code in ("ND", "SD"):
        assert "weekdays 8 a.m. to 5 p.m." in (law(code).hotline.name or "")


def test_the_law_of_puerto_rico_that_was_repealed_is_only_a_hint() -> None:
    place = law("PR")
    for group in (place.reporters, place.oral, place.trafficking_as_abuse, place.immunity):
        assert "repealed" in (group.citation or "")
        assert not may_be_filled_in(group.confidence)


def test_calling_the_police_is_not_the_report_in_vermont() -> None:
    assert [body.name for body in law("VT").oral.not_to] == ["law enforcement alone"]


def broken(code: str, group: str, name: str, value: Any) -> list[str]:
    data = copy.deepcopy(read(f"law/{code}.yaml"))
    data[group][name] = value
    _, problems = parse_law(data, f"law/{code}.yaml")
    return [problem.sentence() for problem in problems]


@pytest.mark.parametrize("code", sorted(PAGES_DISAGREE))
def test_a_number_on_which_pages_disagree_cannot_be_called_sure(code: str) -> None:
    (sentence,) = broken(code, "hotline", "confidence", "medium")
    assert sentence == (
        f"law/{code}.yaml: hotline: Two pages print different numbers, and the confidence is not "
        "low. Write confidence: low until somebody has called."
    )
