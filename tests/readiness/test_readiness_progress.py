"""What progress.yaml says, judged beside the answers: in a folder, as a district has it."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from readiness_cases import TODAY, changed, example

from htssp_builder.actions.check import check
from htssp_builder.readiness.findings import Finding

BASE = "texas-midsize"


def checked(folder: Path, progress: str, change: dict[str, Any] | None = None) -> list[Finding]:
    data = changed(example(BASE), change or {})
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    (folder / "district.yaml").write_text(text, encoding="utf-8")
    (folder / "progress.yaml").write_text(progress, encoding="utf-8")
    return list(check(folder, today=TODAY).findings)


def of(rule: str, told: list[Finding]) -> list[Finding]:
    return [one for one in told if one.rule == rule]


def test_every_mistake_has_its_line_and_its_remedy(tmp_path: Path) -> None:
    told = checked(tmp_path, "format: 1\nitems:\n  A1: {status: done}\n  A99: {status: done}\n")
    mistakes = of("progress-mistake", told)
    assert [one.where for one in mistakes] == ["progress.yaml:3"] * 2 + ["progress.yaml:4"]
    assert all(one.severity == "error" and one.remedy for one in mistakes)
    assert "evidence" in mistakes[1].remedy


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\x01", b"items: [", b"format: 9\n"])
def test_a_file_that_cannot_be_read_hides_nothing_else(tmp_path: Path, content: bytes) -> None:
    checked(tmp_path, "", {"control.review_on": "2028-02-30"})
    (tmp_path / "progress.yaml").write_bytes(content)
    told = list(check(tmp_path, today=TODAY).findings)
    assert of("progress-mistake", told)
    assert of("mistake", told)


def test_late_items_are_one_finding_with_the_oldest_and_the_command(tmp_path: Path) -> None:
    (late,) = of("items-overdue", checked(tmp_path, "", {"timeline.start_on": "2026-08-17"}))
    count, _, rest = late.what.partition(" ")
    assert late.mends == int(count) > 5
    assert rest.count(", due ") == 3
    assert late.command == "htssp plan --items"


def test_without_a_day_to_begin_on_nothing_is_late(tmp_path: Path) -> None:
    none = {"timeline.start_on": "empty", "timeline.adopt_by": "empty"}
    assert of("items-overdue", checked(tmp_path, "", none)) == []


def test_a_line_that_was_blocked_by_hand_has_no_day_to_count_from(tmp_path: Path) -> None:
    told = checked(tmp_path, "items:\n  A1: {status: blocked, waits_for: the county}\n")
    assert of("blocked-long", told) == []


def test_a_person_who_is_not_shown_is_no_stranger_and_is_named_nowhere(tmp_path: Path) -> None:
    member = {"id": "m9", "name": "Zzyzx Quillfeather", "role": "Adviser", "shown_as": "unlisted"}
    committee = [*example(BASE)["committee"], member]
    marks = "items:\n  A1: {status: in-progress, owner: Zzyzx Quillfeather}\n"
    told = checked(tmp_path, marks, {"committee": committee})
    assert of("owner-unknown", told) == []
    assert "quillfeather" not in repr(told).lower()


@pytest.mark.parametrize("owner", ["roles.nurse", "committee.gone"])
def test_a_place_at_which_nobody_is_named_owns_nothing(tmp_path: Path, owner: str) -> None:
    marks = f"items:\n  A1: {{status: in-progress, owner: {owner}}}\n"
    told = checked(tmp_path, marks, {"roles.nurse": "empty"})
    found = [*of("owner-unknown", told), *of("progress-mistake", told)]
    assert [one.where for one in found] == ["progress.yaml:2"]
    assert owner in found[0].what
