"""Who answers when: the number that would be dialed, or a hole."""

from typing import Any

import pytest
from readiness_cases import TODAY, answers_of, changed, example, facts_of, opened

from htssp_builder.readiness.case import Case
from htssp_builder.readiness.hours import COLUMNS, Cell, Line, hours_grid

BASE = "texas-midsize"
NIGHTS = ["5 a.m.", "Evenings", "Weekends"]
OFFICE = ["School hours", "Summer"]


def grid(
    change: dict[str, Any], name: str = BASE, words: dict[str, tuple[str, ...]] | None = None
) -> dict[str, dict[str, Cell]]:
    """label -> column -> cell. words: in place of the lists of the pack."""
    facts = facts_of(answers_of(changed(example(name), change)))
    rules = opened().pack.findings
    pack = opened().pack._replace(findings=rules._replace(words=rules.words | (words or {})))
    case = Case(facts.answers, pack, facts.law, facts.law_text, TODAY)
    return {line.label: dict(zip(COLUMNS, line.cells, strict=True)) for line in hours_grid(case)}


def test_a_role_is_reached_at_the_desk_by_day_and_at_home_by_night() -> None:
    line = grid({})["HTSSP coordinator"]
    assert {line[day] for day in OFFICE} == {Cell("(254) 555-0101 ext. 1110", "number")}
    assert {line[night] for night in NIGHTS} == {Cell("(737) 555-0103", "number")}


def test_a_mobile_phone_is_told_as_one() -> None:
    person = "roles.coordinator.primary"
    line = grid({f"{person}.after_hours": "empty", f"{person}.mobile": "(737) 555-0198"})
    assert line["HTSSP coordinator"]["5 a.m."] == Cell("(737) 555-0198", "mobile")


def test_a_desk_that_nobody_answers_at_night_is_a_hole() -> None:
    line = grid({}, "half-answered")["Transportation dispatch"]
    assert {line[day].state for day in OFFICE} == {"number"}
    assert {line[night].state for night in NIGHTS} == {"hole"}


def test_a_state_line_at_all_hours_answers_at_all_hours() -> None:
    line = grid({"hotline.phone": "empty"})["Child abuse report line"]
    assert set(line.values()) == {Cell("1-800-252-5400", "number")}


def test_a_line_of_unknown_hours_is_unsure_at_night() -> None:
    line = grid({"hotline.phone": "(254) 555-0199"})["Child abuse report line"]
    assert {line[day].state for day in OFFICE} == {"number"}
    assert {line[night].state for night in NIGHTS} == {"unsure"}


def test_a_line_with_a_night_number_of_its_own_has_it() -> None:
    line = grid({"hotline.after_hours": "(254) 555-0198"})["Child abuse report line"]
    assert line["Weekends"] == Cell("(254) 555-0198", "number")


@pytest.mark.parametrize("who", ["contact", "alternate"])
def test_one_of_the_two_of_a_campus_is_enough(who: str) -> None:
    line = grid({f"campuses.cottonwood.{who}.after_hours": "empty"})["Cottonwood Elementary"]
    assert line["Evenings"].state == "number"
    assert line["School hours"] == Cell("(254) 555-0122", "number")


def test_the_office_of_a_school_is_closed_in_summer_and_its_people_are_called_at_home() -> None:
    line = grid({})["Cottonwood Elementary"]
    assert line["School hours"] == Cell("(254) 555-0122", "number")
    assert line["Summer"] == line["Evenings"] == Cell("(737) 555-0142", "number")
    nobody = dict.fromkeys((f"campuses.cottonwood.{who}.{part}"
                            for who in ("contact", "alternate")
                            for part in ("after_hours", "mobile")), "empty")  # fmt: skip
    line = grid(nobody)["Cottonwood Elementary"]
    assert (line["School hours"].state, line["Summer"].state) == ("number", "hole")


def test_an_agency_and_an_interpreter_work_through_the_summer_and_not_at_night() -> None:
    lines = grid({"agencies.sheriff.after_hours": "empty"})
    sheriff = lines["Caliche County Sheriff, Crimes against children investigator"]
    assert [sheriff[column].state for column in COLUMNS] == [
        "hole", "number", "hole", "hole", "number"
    ]  # fmt: skip
    assert [lines["Interpreter"][column].state for column in COLUMNS] == [
        "unsure", "number", "unsure", "unsure", "number"
    ]  # fmt: skip


def test_when_an_office_answers_is_the_packs_to_say() -> None:
    closed = grid({}, words={"office_answers_central": ("school hours",)})["HTSSP coordinator"]
    assert closed["Summer"] == closed["5 a.m."] != closed["School hours"]
    silent = grid({}, words={"office_answers_agency": ()})["Interpreter"]
    assert [silent[column].state for column in COLUMNS].count("number") == 1


def test_every_campus_has_a_line_and_an_empty_district_a_grid_of_holes() -> None:
    facts = facts_of(answers_of({"district": {"name": "X"}}))
    case = Case(facts.answers, opened().pack, {}, facts.law_text, TODAY)
    lines: list[Line] = hours_grid(case)
    assert sum(line.holes for line in lines) == len(lines) * len(COLUMNS)
    assert {row["name"] for row in example(BASE)["campuses"]} <= set(grid({}))
