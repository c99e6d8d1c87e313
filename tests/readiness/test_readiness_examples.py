"""Complete examples have no error; the half-answered one has a list that people can read."""

from pathlib import Path
from typing import Any

import pytest
from readiness_cases import example, findings

from htssp_builder.readiness.findings import Finding, first_steps

GOLDEN = Path(__file__).parent.parent / "golden" / "half-answered.findings.txt"
COMPLETE = ("california-small", "texas-midsize", "michigan-consortium")


@pytest.mark.parametrize("name", COMPLETE)
@pytest.mark.parametrize("final", [False, True])
def test_a_complete_example_has_no_error(name: str, final: bool) -> None:
    found = findings(example(name), composed=True, final=final)
    assert [one.what for one in found if one.severity == "error"] == []


def readable(found: list[Finding]) -> str:
    """A finding a line: how heavy, what, where in the protocol, what to type."""
    lines = ["What would help most for least work:"]
    for number, step in enumerate(first_steps(found, ("campuses", "agencies", "providers")), 1):
        lines.append(f"{number}. {step.findings[0].what} [{step.mends}]")
    for one in found:
        places = "; ".join(place.sentence() for place in one.places[:2])
        lines.append(f"{one.severity} | {one.term} | {one.what} | {places} | {one.command}")
    return "\n".join(lines) + "\n"


def test_the_half_answered_example_is_told_what_it_lacks(request: pytest.FixtureRequest) -> None:
    """Run with --update-goldens to write the list anew, and read what has changed."""
    told = readable(findings(example("half-answered"), composed=True))
    if request.config.getoption("--update-goldens", default=False):
        GOLDEN.write_text(told, encoding="utf-8")
    assert told == GOLDEN.read_text(encoding="utf-8")


def test_a_final_build_of_the_half_answered_example_needs_what_is_promised() -> None:
    draft = findings(example("half-answered"), composed=True)
    final = findings(example("half-answered"), composed=True, final=True)
    assert [one.what for one in draft] != []
    promised = [one for one in draft if one.rule == "unknown-required"]
    assert promised
    assert {one.severity for one in promised} == {"warning"}
    assert {one.severity for one in final if one.rule == "unknown-required"} == {"error"}


def test_every_open_place_of_the_documents_has_a_finding() -> None:
    from readiness_cases import answers_of, documents, facts_of

    data: Any = example("half-answered")
    paths = [one.path for one in findings(data, composed=True) if one.path]
    for path, place in documents(facts_of(answers_of(data))).open.items():
        by_counsel = place.state == "unverified" and "legal.checked" in paths
        about = any(path.startswith(one) or one.startswith(path) for one in paths)
        assert about or by_counsel, path


def test_one_date_of_counsel_mends_every_statement_of_law() -> None:
    found = findings(example("half-answered"), composed=True)
    checked = next(one for one in found if one.path == "legal.checked")
    assert checked.mends > 10
    assert len(checked.places) > 2
