"""One fact about the dates is one finding, and no two findings say opposite things of it."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readiness_cases import TODAY, changed, example, findings

from htssp_builder.readiness.findings import Finding

BASE = "texas-midsize"
CAUSES = {"start-after-adoption", "adoption-day-passed", "no-meeting-ahead", "no-meeting-in-time"}
DATED = {*CAUSES, "schedule-trouble", "break-backwards", "breaks-overlap"}


def meetings(*days: str) -> list[dict[str, str]]:
    return [{"id": f"m{n}", "name": f"Meeting {n}", "date": day} for n, day in enumerate(days)]


def dated(change: dict[str, Any]) -> list[Finding]:
    return [one for one in findings(changed(example(BASE), change)) if one.rule in DATED]


CASES = {
    "the start is after the day wanted": (
        {"timeline.start_on": "2027-06-01"}, ["start-after-adoption"]),
    "start and vote on one day": (
        {"timeline.start_on": "2027-05-18"}, ["start-after-adoption"]),
    "the day wanted has passed": (
        {"timeline.start_on": "2026-01-12", "timeline.adopt_by": "2026-10-20"},
        ["adoption-day-passed"]),
    "every meeting has passed": (
        {"board.meetings": meetings("2026-09-15", "2026-10-20")}, ["no-meeting-ahead"]),
    "the first meeting is after the day wanted": (
        {"timeline.adopt_by": "2027-01-18"}, ["no-meeting-in-time"]),
    "the work does not fit": (
        {"timeline.start_on": "2026-12-07", "timeline.adopt_by": "2027-01-19"},
        ["schedule-trouble"]),
    "a year was mistyped": ({"timeline.adopt_by": "2127-05-18"}, ["schedule-trouble"]),
    "a year in the past was mistyped": ({"timeline.start_on": "1026-08-17"}, ["schedule-trouble"]),
    "a break as long as a year": (
        {"timeline.breaks.winter.to_on": "2027-12-01"},
        ["schedule-trouble"]),
    "a break that ends before it begins": (
        {"timeline.breaks.winter.to_on": "2026-01-04"}, ["break-backwards"]),
    "a board that does not vote waits for no meeting": (
        {"board.readings": "0", "board.meetings": meetings("2026-09-15")}, []),
    "adopted already": (
        {"control.adopted_on": "2026-10-20", "timeline.start_on": "2025-08-18",
         "timeline.adopt_by": "2026-05-19"}, []),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_slip_is_one_finding(name: str) -> None:
    change, rules = CASES[name]
    assert sorted({one.rule for one in dated(change)}) == rules
    assert max(Counter(one.what for one in dated(change)).values(), default=1) == 1


def test_a_break_that_cannot_be_used_is_told_with_its_length() -> None:
    told = dated(CASES["a break as long as a year"][0])
    assert any("days and is left out" in one.what for one in told)


DAYS = st.dates(date(2025, 6, 1), date(2028, 6, 1)).map(date.isoformat)


@settings(max_examples=60, deadline=None)
@given(DAYS, DAYS, st.lists(DAYS, max_size=4, unique=True), st.sampled_from(["0", "1", "2"]))
def test_a_cause_and_what_comes_of_it_are_never_both_told(
    start: str, wanted: str, days: list[str], readings: str
) -> None:
    told = dated({"timeline.start_on": start, "timeline.adopt_by": wanted,
                  "board.meetings": meetings(*days), "board.readings": readings})  # fmt: skip
    rules = [one.rule for one in told if one.rule != "breaks-overlap"]
    assert not (set(rules) & CAUSES and "schedule-trouble" in rules), told
    if readings == "0":
        assert not any("meeting" in one.what for one in told)
    if date.fromisoformat(wanted) < TODAY:
        assert rules.count("adoption-day-passed") == 1
    if not set(rules) and days and readings != "0":
        assert min(map(date.fromisoformat, days)) <= date.fromisoformat(wanted)
