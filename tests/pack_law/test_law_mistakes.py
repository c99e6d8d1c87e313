"""A broken law file: each mistake is one clear sentence with its place, all in one pass."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from htssp_builder.pack.law import parse_counties, parse_federal, parse_law

LAW = Path(__file__).parents[2] / "templates" / "hhs" / "law"
TEXAS = yaml.load((LAW / "TX.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
FEDERAL = yaml.load((LAW / "FED.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)


def changed(path: str, value: Any) -> Any:
    data = copy.deepcopy(TEXAS)
    inner: Any = data
    *steps, last = [int(s) if s.isdigit() else s for s in path.split(".")]
    for step in steps:
        inner = inner[step]
    inner[last] = value
    return data


def without(group: str, name: str) -> Any:
    data = copy.deepcopy(TEXAS)
    del data[group][name]
    return data


MISTAKES = [
    (
        changed("oral.at_latest", "soon"),
        "law/TX.yaml: oral.at_latest: “soon” is not a whole number. Write digits only, like 24.",
    ),
    (
        changed("oral.at_latest", "0"),
        "law/TX.yaml: oral.at_latest: “0” is too small. Write at least 1.",
    ),
    (
        changed("oral.unit", None),
        "law/TX.yaml: oral: A limit has its number and its unit together. "
        "Write both at_latest and unit, or null for both.",
    ),
    (
        changed("oral.unit", "weeks"),
        "law/TX.yaml: oral.unit: “weeks” is not one of 'hours' or 'days'. Use one of these words.",
    ),
    (
        changed("oral.source", None),
        "law/TX.yaml: oral: This is stated without its source. "
        "Name where and when it was read, or write null for the statement.",
    ),
    (
        changed("penalty.confidence", "null"),
        "law/TX.yaml: penalty: This is stated without its confidence. "
        "Name where and when it was read, or write null for the statement.",
    ),
    (
        changed("oral.source", "tepsa.org"),
        "law/TX.yaml: oral.source: “tepsa.org” is not a web address. Write it whole, from http on.",
    ),
    (
        changed("oral.read", "24 Nov 2026"),
        "law/TX.yaml: oral.read: “24 Nov 2026” is not a date. "
        "Write it as year-month-day, like 2026-11-24.",
    ),
    (
        changed("oral.read", "2026-02-30"),
        "law/TX.yaml: oral.read: “2026-02-30” is not a date. Write one that exists.",
    ),
    (
        changed("reporters.everyone", "maybe"),
        "law/TX.yaml: reporters.everyone: “maybe” is neither true nor false. "
        "Write true, false or null.",
    ),
    (
        changed("oral.deadline", "24 hours"),
        "law/TX.yaml: oral.deadline: There is no entry of this name. "
        "Correct its spelling or remove it.",
    ),
    (
        changed("hotline.agrees", "false"),
        "law/TX.yaml: hotline: Two pages print different numbers, and the confidence is not low. "
        "Write confidence: low until somebody has called.",
    ),
    (
        changed("hotline.phone", "call them"),
        "law/TX.yaml: hotline.phone: “call them” is not a number that can be dialled. "
        "Write every digit, as the source prints it.",
    ),
    (
        changed("oral.to.0.kind", "police"),
        "law/TX.yaml: oral.to.1.kind: “police” is not one of 'child-welfare', 'law-enforcement', "
        "'probation', 'licensing' or 'other'. Use one of these words.",
    ),
    (
        changed("school_law.2.kind", "sign"),
        "law/TX.yaml: school_law.warning-signs.kind: “sign” is not one of 'training', "
        "'curriculum', 'poster', 'policy', 'notice', 'plan', 'language' or 'immigration'. "
        "Use one of these words.",
    ),
    (
        changed("school_law.1.id", "warning-signs"),
        "law/TX.yaml: The id “warning-signs” stands twice. Give each entry an id of its own.",
    ),
    (
        changed("school_law.1.id", "Warning Signs"),
        "law/TX.yaml: school_law.Warning Signs.id: “Warning Signs” is not a valid id. "
        "Use a form like safety-plan.",
    ),
    (
        changed("code", "OK"),
        "law/TX.yaml: code: The file is named TX and holds the law of OK. "
        "Rename the file or correct the code.",
    ),
    (
        changed("oral", "immediately"),
        "law/TX.yaml: oral: Named entries are expected here. Write one name and value a line.",
    ),
    (
        changed("school_law", "none"),
        "law/TX.yaml: school_law: A list is expected here. Begin each entry with a hyphen.",
    ),
    (
        changed("oral.seen", " ".join(["word"] * 26)),
        "law/TX.yaml: oral.seen: The quotation has 26 words. "
        "Keep the 25 words that carry the fact.",
    ),
    (
        {name: value for name, value in TEXAS.items() if name != "oral"},
        "law/TX.yaml: oral: This entry is missing. Add it, with null where nothing was read.",
    ),
]


@pytest.mark.parametrize(("data", "sentence"), MISTAKES, ids=[s for _, s in MISTAKES])
def test_a_mistake_is_one_sentence_with_place_and_remedy(data: Any, sentence: str) -> None:
    law, problems = parse_law(data, "law/TX.yaml")
    assert law is None
    assert [problem.sentence() for problem in problems] == [sentence]
    assert problems[0].severity == "error"


def test_all_mistakes_are_found_in_one_pass() -> None:
    data = changed("oral.at_latest", "soon")
    data["hotline"]["confidence"] = "sure"
    data["written"]["when"] = ["now"]
    del data["code"]
    _, problems = parse_law(data, "law/TX.yaml")
    assert [p.where.removeprefix("law/TX.yaml: ") for p in problems] == [
        "code",
        "hotline.confidence",
        "oral.at_latest",
        "written.when",
    ]


@pytest.mark.parametrize("nothing", [None, "", "null", "~"])
def test_every_way_of_writing_nothing_means_that_nothing_was_read(nothing: str | None) -> None:
    law, problems = parse_law(changed("trafficking_as_abuse.labor", nothing), "law/TX.yaml")
    assert problems == []
    assert law is not None
    assert law.trafficking_as_abuse.labor is None


def test_false_is_not_the_same_as_not_read() -> None:
    law, _ = parse_law(changed("trafficking_as_abuse.labor", "false"), "law/TX.yaml")
    assert law is not None
    assert law.trafficking_as_abuse.labor is False


def test_a_recipient_needs_no_evidence_of_its_own_but_a_refused_body_does() -> None:
    plain = [{"kind": "child-welfare", "name": "the county office", "condition": None}]
    law, problems = parse_law(changed("oral.to", plain), "law/TX.yaml")
    assert law is not None
    assert problems == []
    _, problems = parse_law(changed("oral.not_to", [{"name": "the principal"}]), "law/TX.yaml")
    assert [p.where for p in problems] == ["law/TX.yaml: oral.not_to.1"]


def test_a_federal_fact_without_its_source_is_refused_by_its_id() -> None:
    data = copy.deepcopy(FEDERAL)
    data["facts"][0]["source"] = None
    _, problems = parse_federal(data, "law/FED.yaml")
    assert [p.where for p in problems] == ["law/FED.yaml: facts.sex-trafficking"]


def test_a_county_that_stands_twice_is_named() -> None:
    entry = {"county": "Kern"}
    data = {"code": "CA", "looked_up": "2026-11-24", "counties": [entry, entry]}
    _, problems = parse_counties(data, "law/CA-counties.yaml")
    assert ["“Kern” stands twice" in p.what for p in problems] == [True]


scalars = st.none() | st.text(max_size=12) | st.sampled_from(["true", "24", "null", "2026-11-24"])
plain = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*TEXAS, *TEXAS["oral"], *TEXAS["hotline"]]), inner)
    ),
    max_leaves=12,
)


@given(st.sampled_from(sorted(TEXAS)), plain)
def test_whatever_stands_in_a_file_is_read_or_named_and_never_crashes(
    group: str, value: Any
) -> None:
    law, problems = parse_law({**TEXAS, group: value}, "law/TX.yaml")
    assert (law is None) == bool(problems)
    for problem in problems:
        assert problem.where.startswith("law/TX.yaml")
        assert problem.what
        assert problem.remedy
        assert "Input should" not in problem.what
        assert "{" not in problem.remedy


@given(plain)
def test_something_else_altogether_is_a_problem_and_not_a_crash(data: Any) -> None:
    for parse in (parse_law, parse_federal, parse_counties):
        parsed, problems = parse(data, "law/XX.yaml")
        assert parsed is None
        assert problems
