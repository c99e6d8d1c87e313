"""A district of a thousand campuses: taken in from a table, checked, and built, each in a folder
of its own, as the three commands do it once they have started."""

import csv
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from timing import rounds
from workload import ANSWERS, EXAMPLE

from htssp_builder.actions.build import build
from htssp_builder.actions.check import check
from htssp_builder.actions.records import take_in

CAMPUSES = 1000
TAKE_IN, CHECK = "take in a table of them", "check"
BUILD, ALL = "build protocol, checklist and timeline", "all three"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)

_HEADERS = (
    "Name", "Level", "Hours", "Campus phone",
    "contact.name", "contact.title", "contact.phone", "contact.after_hours", "contact.email",
    "alternate.name", "alternate.title", "alternate.phone", "alternate.after_hours",
)  # fmt: skip
_LEVELS = ("elementary", "middle", "high")


def measure(folder: Path, repeats: int) -> dict[str, list[float]]:
    """Milliseconds of every repetition.

    folder: an empty one. Raises RuntimeError where not every campus was taken in.
    """
    table = folder / "campuses.csv"
    _write(table)
    places = [_district(folder / f"district-{number}") for number in range(repeats + 1)]

    def take(number: int) -> None:
        found = take_in(places[number], "campuses", table, now=NOW)
        if len(found.new) != CAMPUSES:
            raise RuntimeError(f"{len(found.new)} campuses were taken in.")

    steps: dict[str, Callable[[int], Any]] = {
        TAKE_IN: take,
        CHECK: lambda number: check(places[number], today=NOW.date()),
        BUILD: lambda number: build(places[number], (), ("docx",), now=NOW),
    }
    taken = rounds(steps, repeats)
    return taken | {ALL: [sum(each) for each in zip(*taken.values(), strict=True)]}


def _district(place: Path) -> Path:
    place.mkdir()
    for name in (ANSWERS, "progress.yaml"):
        shutil.copy(EXAMPLE / name, place)
    return place


def _write(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(_HEADERS)
        rows.writerows(_row(number) for number in range(CAMPUSES))


def _row(number: int) -> tuple[str, ...]:
    def phone(person: int) -> str:
        return f"(254) 555-01{number % 100:02} ext. {number * 10 + person}"

    return (
        f"School {number}", _LEVELS[number % 3], "7:00 a.m. to 5:00 p.m.", phone(0),
        f"Ana Ruiz {number}", "Counselor", phone(1), phone(2), f"a{number}@vale.example.org",
        f"Bo Lee {number}", "Principal", phone(3), phone(4),
    )  # fmt: skip
