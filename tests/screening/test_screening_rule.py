"""The at-risk rule, against cases a social worker can read and against a second formulation."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from htssp_builder.screening.rule import (
    EVENTS,
    FACTORS,
    INDICATORS,
    Result,
    county_rule,
    our_default,
)

ITEMS = (*FACTORS, *INDICATORS, *EVENTS)
CASES = Path(__file__).parents[1] / "cases" / "screening.yaml"


def cases() -> list[dict[str, Any]]:
    loaded = yaml.load(CASES.read_text(encoding="utf-8"), yaml.BaseLoader)
    return loaded["cases"]


def answered(case: dict[str, Any]) -> dict[str, Any]:
    given = dict(case["answers"])
    rest = given.pop("everything", "no")
    assert set(given) <= set(ITEMS)
    return {item: given.get(item, rest) for item in ITEMS}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    result = county_rule(answered(case))
    expect = case["expect"]
    assert result.child_welfare_report == expect["child_welfare_report"]
    assert result.law_enforcement == expect["law_enforcement"]
    assert list(result.may_change) == expect.get("may_change", [])
    if wanted := case.get("our_default"):
        default = our_default(result, suspected_off_campus=case.get("off_campus", "no"))
        assert default.child_welfare_report == wanted["child_welfare_report"]
        assert default.law_enforcement == wanted["law_enforcement"]
        assert list(default.added) == wanted["added"]
        assert list(default.may_change) == wanted.get("may_change", [])
        assert default.basis == "R"


def test_every_row_of_the_table_has_a_case() -> None:
    names = " ".join(case["name"] for case in cases())
    assert all(f"Row {row}." in names for row in range(1, 10))


# The second formulation: sets of signs that are enough, written out, with no counting.
ENOUGH = [{f} for f in FACTORS] + [
    {"RI1", "RI2"}, {"RI1", "RI3"}, {"RI1", "RI4"}, {"RI1", "RI5"}, {"RI2", "RI3"},
    {"RI2", "RI4"}, {"RI2", "RI5"}, {"RI3", "RI4"}, {"RI3", "RI5"}, {"RI4", "RI5"},
]  # fmt: skip


def second(true: set[str]) -> tuple[str, str]:
    risk = any(group <= true for group in ENOUGH)
    police = bool(true & set(EVENTS))
    return ("make-report" if risk else "below-threshold", "involve" if police else "not-named")


def steps(result: Result) -> tuple[str, str]:
    return (result.child_welfare_report, result.law_enforcement)


def test_all_2048_combinations_of_yes_and_no() -> None:
    for values in product(("yes", "no"), repeat=len(ITEMS)):
        answers: dict[Any, Any] = dict(zip(ITEMS, values, strict=True))
        result = county_rule(answers)
        assert steps(result) == second({i for i, v in answers.items() if v == "yes"})
        assert result.may_change == ()


def could_matter(answers: dict[str, str], item: str) -> bool:
    """Whether some way of settling the other unknowns makes this one decide."""
    others = [i for i, v in answers.items() if v == "unknown" and i != item]
    yes = {i for i, v in answers.items() if v == "yes"}
    for values in product((True, False), repeat=len(others)):
        base = yes | {i for i, v in zip(others, values, strict=True) if v}
        if second(base) != second(base | {item}):
            return True
    return False


def assert_unknowns_are_right(answers: dict[Any, Any]) -> None:
    result = county_rule(answers)
    assert steps(result) == second({i for i, v in answers.items() if v == "yes"})
    unknown = [i for i in ITEMS if answers[i] == "unknown"]
    assert list(result.may_change) == [i for i in unknown if could_matter(answers, i)]


def test_all_6561_combinations_of_signs_name_the_unknowns_that_matter() -> None:
    signs = (*FACTORS, *INDICATORS)
    for values in product(("yes", "no", "unknown"), repeat=len(signs)):
        answers = dict.fromkeys(ITEMS, "no") | dict(zip(signs, values, strict=True))
        assert_unknowns_are_right(answers)


@given(st.fixed_dictionaries({i: st.sampled_from(["yes", "no", "unknown"]) for i in ITEMS}))
def test_any_combination_of_yes_no_and_unknown(answers: dict[Any, Any]) -> None:
    assert_unknowns_are_right(answers)


@given(
    st.fixed_dictionaries({i: st.sampled_from(["yes", "no", "unknown"]) for i in ITEMS}),
    st.sampled_from(ITEMS),
    st.sampled_from(["yes", "no", "unknown"]),
)
def test_a_further_sign_never_takes_a_step_away(
    answers: dict[Any, Any], item: Any, off_campus: Any
) -> None:
    before, after = county_rule(answers), county_rule(answers | {item: "yes"})
    for was, now in zip(steps(before), steps(after), strict=True):
        assert was in ("below-threshold", "not-named") or was == now
    ours = our_default(before, suspected_off_campus=off_campus)
    if before.child_welfare_report == "make-report":
        assert ours.child_welfare_report == "make-report"
    if ours.law_enforcement == "involve":
        assert ours.child_welfare_report == "make-report"


def test_what_is_left_out_counts_as_unknown() -> None:
    assert county_rule({}) == county_rule(dict.fromkeys(ITEMS, "unknown"))


@given(st.fixed_dictionaries({i: st.sampled_from(["yes", "no", "unknown"]) for i in ITEMS}))
def test_every_result_has_something_to_say_about_child_welfare(answers: dict[Any, Any]) -> None:
    said = county_rule(answers).outcomes
    assert ("child-welfare-report" in said) != ("below-threshold" in said)


@pytest.mark.parametrize("answers", [{"RF4": "yes"}, {"RI6": "no"}, {"A1": "yes"}])
def test_an_item_the_rule_does_not_have_is_refused(answers: Any) -> None:
    with pytest.raises(ValueError, match=next(iter(answers))):
        county_rule(answers)


@pytest.mark.parametrize("answer", ["Yes", "", "true", None, True])
def test_an_answer_that_is_not_one_of_three_is_refused(answer: Any) -> None:
    with pytest.raises(ValueError, match="RF1"):
        county_rule({"RF1": answer})
