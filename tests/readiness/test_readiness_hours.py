"""Who answers when: the number that would be dialed, or a hole."""

from typing import Any

import pytest
from readiness_cases import TODAY, answers_of, changed, example, facts_of, opened

from htssp_builder.readiness.case import Case
from htssp_builder.readiness.hours import COLUMNS, Cell, Line, hours_grid

BASE = "texas-midsize"
NIGHTS = [name for name in COLUMNS if name != "School hours"]


def grid(change: dict[str, Any], name: str = BASE) -> dict[str, dict[str, Cell]]:
    """label -> column -> cell."""
    facts = facts_of(answers_of(changed(example(name), change)))
    case = Case(facts.answers, opened().pack, facts.law, facts.law_text, TODAY)
    return {line.label: dict(zip(COLUMNS, line.cells, strict=True)) for line in hours_grid(case)}


def test_a_role_is_reached_at_the_desk_by_day_and_at_home_by_night() -> None:
    line = grid({})["HTSSP coordinator"]
    assert line["School hours"] == Cell("(254) 555-0101 ext. 1110", "number")
    assert {line[night] for night in NIGHTS} == {Cell("(737) 555-0103", "number")}


def test_a_mobile_phone_is_told_as_one() -> None:
    person = "roles.coordinator.primary"
    line = grid({f"{person}.after_hours": "empty", f"{person}.mobile": "(737) 555-0198"})
    assert line["HTSSP coordinator"]["5 a.m."] == Cell("(737) 555-0198", "mobile")


def test_a_desk_that_nobody_answers_at_night_is_a_hole() -> None:
    line = grid({}, "half-answered")["Transportation dispatch"]
    assert line["School hours"].state == "number"
    assert {line[night].state for night in NIGHTS} == {"hole"}


def test_a_state_line_at_all_hours_answers_at_all_hours() -> None:
    line = grid({"hotline.phone": "empty"})["Child abuse report line"]
    assert set(line.values()) == {Cell("1-800-252-5400", "number")}


def test_a_line_of_unknown_hours_is_unsure_at_night() -> None:
    line = grid({"hotline.phone": "(254) 555-0199"})["Child abuse report line"]
    assert line["School hours"].state == "number"
    assert {line[night].state for night in NIGHTS} == {"unsure"}


def test_a_line_with_a_night_number_of_its_own_has_it() -> None:
    line = grid({"hotline.after_hours": "(254) 555-0198"})["Child abuse report line"]
    assert line["Weekends"] == Cell("(254) 555-0198", "number")


@pytest.mark.parametrize("who", ["contact", "alternate"])
def test_one_of_the_two_of_a_campus_is_enough(who: str) -> None:
    line = grid({f"campuses.cottonwood.{who}.after_hours": "empty"})["Cottonwood Elementary"]
    assert line["Evenings"].state == "number"
    assert line["School hours"] == Cell("(254) 555-0122", "number")


def test_every_campus_has_a_line_and_an_empty_district_a_grid_of_holes() -> None:
    facts = facts_of(answers_of({"district": {"name": "X"}}))
    case = Case(facts.answers, opened().pack, {}, facts.law_text, TODAY)
    lines: list[Line] = hours_grid(case)
    assert sum(line.holes for line in lines) == len(lines) * len(COLUMNS)
    assert {row["name"] for row in example(BASE)["campuses"]} <= set(grid({}))
