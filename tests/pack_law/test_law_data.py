"""The law data of the hhs pack: it reads, it stands on sources, and it may be printed."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from law_files import LAW, STATES, compose, law
from law_files import read as read_file

from htssp_builder.pack.confidence import may_be_filled_in
from htssp_builder.pack.law import (
    Fact,
    Federal,
    parse_counties,
    parse_federal,
)

NEVER_PRINTED = {"source", "more_sources", "seen", "second_source", "second_seen", "notes"}


def read(stem: str) -> Any:
    return read_file(f"law/{stem}.yaml")


def federal() -> Federal:
    parsed, problems = parse_federal(read("FED"), "law/FED.yaml")
    assert problems == []
    assert parsed is not None
    return parsed


def groups(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "source" in value:
            yield value
        for inner in value.values():
            yield from groups(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from groups(inner)


def printed(group: dict[str, Any]) -> Iterator[str]:
    for name, value in group.items():
        if name not in NEVER_PRINTED and isinstance(value, str):
            yield value
        if name == "to":
            yield from (part for r in value for part in (r["name"], r["condition"]) if part)


EVERYTHING = [(s, g) for s in (*STATES, "FED", "CA-counties") for g in groups(read(s))]


@pytest.mark.parametrize("stem", STATES)
def test_the_file_of_a_state_reads_without_a_problem(stem: str) -> None:
    assert law(stem).code == stem


def test_every_file_in_the_folder_is_known_to_these_tests() -> None:
    assert {p.stem for p in LAW.glob("*.yaml")} == {*STATES, "FED", "CA-counties"}


@pytest.mark.parametrize("name", [p.name for p in sorted(LAW.glob("*.yaml"))])
def test_no_name_stands_twice_in_one_place(name: str) -> None:
    node = compose(LAW / name)
    assert node is not None
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, yaml.MappingNode):
            keys = [key.value for key, _ in current.value]
            assert sorted(set(keys)) == sorted(keys), current.start_mark
            waiting += [value for _, value in current.value]
        elif isinstance(current, yaml.SequenceNode):
            waiting += current.value


def test_nothing_that_is_printed_speaks_to_the_maker_or_carries_a_mark() -> None:
    working = (
        r"\bsee\b|\[|\]|https?:|\bCHECK\b|\bnot read\b|\bunread\b|\bprint it\b|\bTODO\b|"
        r"\bour inference\b|\bpage read\b|\bwas cut off\b|press 3"
    )
    for stem, group in EVERYTHING:
        for text in printed(group):
            assert re.search(working, text) is None, (stem, text)


def test_quotations_are_for_checking_and_are_never_repeated_in_what_is_printed() -> None:
    run = 12  # a shorter run may be the law's own term
    for stem, group in EVERYTHING:
        quoted = re.findall(r"\w+", (group["seen"] or "").lower())
        for name in ("text", "fact", "requires", "school_staff"):
            words = " ".join(re.findall(r"\w+", (group.get(name) or "").lower()))
            runs = (" ".join(quoted[i : i + run]) for i in range(len(quoted) - run + 1))
            copied = [piece for piece in runs if piece in words]
            assert not copied, (stem, copied)


def test_sentences_end_as_sentences() -> None:
    for stem, group in EVERYTHING:
        for name in ("text", "fact", "requires", "school_staff", "ask"):
            text = group.get(name)
            if text and text != "null":
                assert text[0].isupper() or text[0].isdigit(), (stem, text)
                assert text.endswith((".", "?")), (stem, text)


def test_california_counts_the_written_report_from_receiving_the_information() -> None:
    california = law("CA")
    assert (california.written.at_latest, california.written.unit) == (36, "hours")
    assert california.written.counts_from == "receiving the information concerning the incident"
    assert california.oral.when == "immediately or as soon as practicably possible"
    assert california.oral.at_latest is None


def test_school_police_take_no_report_in_california() -> None:
    oral = law("CA").oral
    assert any("school district police" in body.name for body in oral.not_to)
    assert oral.not_to[0].confidence == "high"
    assert not any("school" in body.name for body in oral.to)
    assert {r.kind for r in oral.to} == {"child-welfare", "law-enforcement", "probation"}
    assert oral.to_which == "any"


def test_what_was_not_read_for_california_stays_open() -> None:
    california = law("CA")
    assert california.trafficking_as_abuse.labor is None
    assert california.trafficking_as_abuse.any_perpetrator is None
    assert california.parent_notice.text is None
    assert california.parent_notice.ask
    assert california.retention.text is None


def test_california_has_what_its_second_reading_added() -> None:
    california = law("CA")
    assert california.reporters.personal_duty is True
    assert str(california.reporters.also[0].since) == "2026-01-01"
    assert california.immunity.confidence == "high"
    assert california.penalty.confidence == "medium"
    by_id = {duty.id: duty for duty in california.school_law}
    sections = {
        "safety-plan-encouraged": "49380",
        "reporter-training": "44691",
        "home-language": "48985",
        "immigration-agents": "234.7",
        "safety-plan-abuse-procedures": "32282",
        "boundaries-policy": "SB 848",
    }
    for duty, section in sections.items():
        assert section in (by_id[duty].citation or "")
    assert by_id["safety-plan-encouraged"].mandatory is False
    assert "48906" in (california.release_to_officer.citation or "")


def test_the_clock_of_texas_is_only_a_hint() -> None:
    oral = law("TX").oral
    assert (oral.at_latest, oral.unit, oral.when) == (24, "hours", None)
    assert not may_be_filled_in(oral.confidence)
    assert any("school district police" in body.name for body in oral.not_to)
    assert may_be_filled_in(law("CA").oral.confidence)
    assert may_be_filled_in(law("MI").oral.confidence)
    assert not may_be_filled_in(None)


@pytest.mark.parametrize("stem", ["MI", "TX"])
def test_the_six_questions_to_counsel_are_open_where_nobody_has_read_the_law(stem: str) -> None:
    state = law(stem)
    for group in (
        state.identity_to_employer,
        state.parent_notice,
        state.school_interview,
        state.release_to_officer,
        state.public_records,
        state.retention,
    ):
        assert group.text is None


def test_all_federal_facts_are_there_and_only_one_is_unread() -> None:
    facts = federal().facts
    assert len(facts) == 46
    assert [fact.id for fact in facts if fact.fact is None] == ["title-ix-supportive-measures"]


def test_facts_of_agencies_say_that_the_clock_is_not_the_schools() -> None:
    facts: dict[str, Fact] = {fact.id: fact for fact in federal().facts}
    for key in ("agency-24-hours", "agency-missing-child"):
        assert "not the school" in (facts[key].fact or "")


def test_each_of_the_58_counties_stands_once_and_none_is_quietly_certain() -> None:
    counties, problems = parse_counties(read("CA-counties"), "law/CA-counties.yaml")
    assert problems == []
    assert counties is not None
    assert len(counties.counties) == 58
    for county in counties.counties:
        assert bool(county.phone) == (county.confidence is not None), county.county


def digits(text: str) -> str:
    return re.sub(r"\D", "", text).removeprefix("1")


def test_a_countys_number_stands_in_the_words_that_were_seen() -> None:
    counties, _ = parse_counties(read("CA-counties"), "law/CA-counties.yaml")
    assert counties is not None
    for county in counties.counties:
        if county.phone and county.seen and re.search(r"\d{4}", county.seen):
            assert digits(county.phone) in re.sub(r"\D", "", county.seen), county.county


@pytest.mark.parametrize("stem", ["MI", "TX"])
def test_a_states_number_stands_in_the_words_of_both_pages(stem: str) -> None:
    hotline = law(stem).hotline
    assert hotline.phone
    for words in (hotline.seen, hotline.second_seen):
        assert digits(hotline.phone) in re.sub(r"\D", "", words or "")
