"""Conditions of the questionnaire: what they mean, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from htssp_builder.interview.conditions import Condition, ConditionError, parse_condition

ANSWERS = {"a": "yes", "b": "", "district.state": "CA", "kind": "county office", "n": "3.5"}
HOLDS = {
    "a": True,
    "b": False,
    "nowhere": False,
    "not b": True,
    "not not a": True,
    "a and b": False,
    "a or b": True,
    "b or b or a": True,
    "a and a and not b": True,
    "not a or a": True,
    "not (a or a)": False,
    "a or b and b": True,
    "(a or b) and b": False,
    "district.state == CA": True,
    "district.state == TX": False,
    "district.state in [TX, CA]": True,
    "district.state in [TX]": False,
    "not district.state == TX": True,
    'kind == "county office"': True,
    "kind == 'county office'": True,
    "n == 3.5": True,
    "a and district.state in [CA, TX] and not b": True,
    "  a   and  not   b ": True,
}


@pytest.mark.parametrize("text", HOLDS)
def test_a_condition_means_what_it_says(text: str) -> None:
    assert parse_condition(text).holds(lambda path: ANSWERS.get(path, "")) is HOLDS[text]


WRONG = {
    "": "ends too early",
    "a and": "ends too early",
    "not": "ends too early",
    "(a": "ends too early",
    "a b": "'b' is one word too many",
    "a ==": "ends too early",
    "a == )": "A value is expected where ')'",
    "a in CA": "'[' is expected before 'CA'",
    "a in [CA": "ends too early",
    "a in [CA TX]": "']' is expected before 'TX'",
    "a in []": "A value is expected",
    "== a": "path is expected where '=='",
    "'a'": "path is expected where ''a''",
    "a; import os": "'; import os' is not understood",
    "a = b": "'= b' is not understood",
    "__import__('os')": "one word too many",
    "a > b": "'> b' is not understood",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_condition_is_refused_with_the_place(text: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse_condition(text)
    assert WRONG[text] in str(caught.value)


def test_every_path_of_a_condition_is_known() -> None:
    condition = parse_condition("a and not (b.c in [x, y] or d == a)")
    assert list(condition.paths()) == ["a", "b.c", "d"]


paths = st.from_regex(r"[a-z]{1,4}(\.[a-z]{1,4})?", fullmatch=True).filter(
    lambda word: word not in ("not", "and", "or", "in")
)
conditions = st.recursive(
    paths.map(lambda path: (path, lambda answer, path=path: bool(answer(path)))),
    lambda inner: st.one_of(
        inner.map(lambda one: (f"not ({one[0]})", lambda answer: not one[1](answer))),
        st.tuples(inner, inner).map(
            lambda two: (
                f"({two[0][0]}) and ({two[1][0]})",
                lambda answer: two[0][1](answer) and two[1][1](answer),
            )
        ),
        st.tuples(inner, inner).map(
            lambda two: (
                f"({two[0][0]}) or ({two[1][0]})",
                lambda answer: two[0][1](answer) or two[1][1](answer),
            )
        ),
    ),
    max_leaves=8,
)


@given(conditions, st.sets(paths, max_size=6))
def test_any_condition_agrees_with_plain_logic(condition: tuple, true: set[str]) -> None:
    text, meaning = condition

    def answer(path: str) -> str:
        return "yes" if path in true else ""

    assert parse_condition(text).holds(answer) is meaning(answer)


@given(st.text(alphabet="ab.()[]=,'\" notandri", max_size=30))
def test_any_text_is_a_condition_or_a_sentence_about_it(text: str) -> None:
    found: Condition | str
    try:
        found = parse_condition(text)
    except ConditionError as wrong:
        found = str(wrong)
    assert found
