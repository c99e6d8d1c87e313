"""A number that somebody confirmed is changed: whoever changes it is told, in one sentence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Htssp = Callable[..., Any]
COORDINATOR = "roles.coordinator.primary"


def lines(htssp: Htssp, folder: Path, *words: str) -> list[str]:
    outcome = htssp("-C", folder, "set", *words)
    assert outcome.code == 0, outcome.err
    return list(outcome.out.splitlines())


def test_a_new_number_is_not_passed_off_as_the_one_that_was_called(
    htssp: Htssp, texas: Path
) -> None:
    _, told = lines(htssp, texas, f"{COORDINATOR}.phone", "254-555-0199")
    assert "was confirmed on November 2, 2026 by Alma Terrell" in told
    assert "the new one is not confirmed yet" in told
    assert f"htssp set {COORDINATOR}.verified.on DATE" in told


def test_what_it_says_to_type_settles_it(htssp: Htssp, texas: Path) -> None:
    lines(htssp, texas, f"{COORDINATOR}.phone", "254-555-0199")
    assert len(lines(htssp, texas, f"{COORDINATOR}.verified.by", "Alma Terrell")) == 1
    assert len(lines(htssp, texas, f"{COORDINATOR}.verified.on", "2026-11-24")) == 1


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (f"{COORDINATOR}.mobile", "254-555-0197", "254-555-0198"),
        (f"{COORDINATOR}.after_hours", "254-555-0197", "254-555-0198"),
        ("agencies.sheriff.phone", "254-555-0197", "254-555-0198"),
        ("hotline.phone", "1-800-252-5400", "1-800-252-5401"),
        ("reporting.oral.at_latest", "24", "48"),
    ],
)
def test_every_number_and_limit_that_was_confirmed_is_told(
    htssp: Htssp, texas: Path, path: str, before: str, after: str
) -> None:
    lines(htssp, texas, path, before)
    told = lines(htssp, texas, path, after)
    assert len(told) == 2
    assert "was confirmed on" in told[1]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (f"{COORDINATOR}.phone", "254.555.0101 ext 1110"),  # the same number
        (f"{COORDINATOR}.title", "Coordinator"),
        ("reporting.oral.citation", "Tex. Fam. Code § 261.101"),
        ("emergency.district_line", "254-555-0198"),  # nobody confirms it by itself
        ("hotline.phone", "1-800-252-5400"),  # what the law data said, and was confirmed
    ],
)
def test_nothing_is_said_where_nothing_was_lost(
    htssp: Htssp, texas: Path, path: str, value: str
) -> None:
    assert len(lines(htssp, texas, path, value)) == 1


def test_who_confirmed_it_is_not_named_where_the_name_is_not_to_be_shown(
    htssp: Htssp, texas: Path
) -> None:
    file = texas / "district.yaml"
    hidden = "\n  - {id: m99, name: Zzyzx Quillfeather, role: Adviser, shown_as: unlisted}\n"
    text = file.read_text(encoding="utf-8").replace("\ncommittee:\n", f"\ncommittee:{hidden}", 1)
    file.write_text(text, encoding="utf-8")
    lines(htssp, texas, f"{COORDINATOR}.verified.by", "Zzyzx Quillfeather")
    _, told = lines(htssp, texas, f"{COORDINATOR}.phone", "254-555-0199")
    assert "was confirmed on November 2, 2026; the new one" in told
