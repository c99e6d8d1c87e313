"""The sentences of the rule: complete, with a basis, and never reassuring."""

import copy
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from htssp_builder.screening.rule import EVENTS, FACTORS, INDICATORS
from htssp_builder.screening.wording import parse_wording

PACK = Path(__file__).parents[2] / "templates" / "hhs"


def read(name: str) -> Any:
    return yaml.load((PACK / name).read_text(encoding="utf-8"), yaml.BaseLoader)


def test_every_item_of_the_rule_has_its_sentence_and_known_sources() -> None:
    sentences, problems = parse_wording(read("screening.yaml"), "screening.yaml")
    assert problems == []
    assert {*FACTORS, *INDICATORS, *EVENTS} <= set(sentences)
    keys = set(read("sources.yaml")["sources"])
    assert {key for s in sentences.values() for key in s.basis} <= keys


def test_no_sentence_reassures_or_tells_anybody_not_to_report() -> None:
    sentences, _ = parse_wording(read("screening.yaml"), "screening.yaml")
    said = " ".join(f"{s.text} {s.caution}" for s in sentences.values()).lower()
    wrong = r"no concern|not at risk|low risk|do not report|need not report|no report is|score"
    assert re.search(wrong, said) is None
    below = sentences["below-threshold"].text.lower()
    assert "still reported" in below


def test_our_own_defaults_are_marked_as_ours() -> None:
    sentences, _ = parse_wording(read("screening.yaml"), "screening.yaml")
    assert all("R" in s.basis for s in sentences.values() if s.group == "defaults")
    county = [s for s in sentences.values() if s.group in ("factors", "indicators", "events")]
    assert all(s.basis == ("SMCOE",) for s in county)


def damaged(change: str) -> Any:
    data = copy.deepcopy(read("screening.yaml"))
    if change == "lost":
        data["factors"] = data["factors"][1:]
    elif change == "misspelt":
        data["indicators"][0]["id"] = "RI9"
    elif change == "without basis":
        del data["events"][0]["basis"]
    elif change == "own caution":
        data["cautions"].append({"id": "ours", "text": "Ours.", "basis": ["R"]})
    return data


@pytest.mark.parametrize(
    ("change", "sentences"),
    [
        ("lost", ["screening.yaml: factors: The sentence “RF1” is missing."]),
        (
            "misspelt",
            [
                "screening.yaml: indicators: The sentence “RI1” is missing.",
                "screening.yaml: indicators: The rule has no “RI9”.",
            ],
        ),
        (
            "without basis",
            [
                "screening.yaml: events.suspected_recruitment_on_campus: "
                "This sentence has no basis.",
                "screening.yaml: events: "
                "The sentence “suspected_recruitment_on_campus” is missing.",
            ],
        ),
        ("own caution", []),
    ],
)
def test_a_broken_file_is_named_sentence_by_sentence(change: str, sentences: list[str]) -> None:
    _, problems = parse_wording(damaged(change), "screening.yaml")
    assert [f"{p.where}: {p.what}" for p in problems] == sentences


@pytest.mark.parametrize(
    "data", [None, [], "factors", {"factors": None}, {"factors": [{"id": ["x"], "basis": "R"}]}]
)
def test_something_else_altogether_is_a_problem_and_not_a_crash(data: object) -> None:
    _, problems = parse_wording(data, "screening.yaml")
    assert problems
