"""`htssp check` as it is drawn: nothing too wide, no number broken, merged only for width."""

import io
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from htssp_builder.actions.check import Check, check
from htssp_builder.cli.check import plain_lines
from htssp_builder.cli.check_screen import draw
from htssp_builder.readiness.hours import COLUMNS

TODAY = date(2026, 11, 24)


def drawn(found: Check, width: int, *, everything: bool = True) -> list[str]:
    out = io.StringIO()
    draw(found, everything=everything, grid=True, console=Console(file=out, width=width))
    return out.getvalue().splitlines()


@pytest.fixture(params=["texas", "half"])
def found(request: pytest.FixtureRequest) -> Check:
    return check(request.getfixturevalue(request.param), today=TODAY)


@pytest.mark.parametrize("width", [80, 120])
def test_every_finding_fits_the_window_and_loses_no_word(found: Check, width: int) -> None:
    lines = drawn(found, width)
    assert max(map(len, lines)) <= width
    shown = " ".join(" ".join(lines).split())
    for one in found.findings:
        for text in (one.what, one.why, one.command):
            assert " ".join(text.split()) in shown, text


@pytest.mark.parametrize("width", [80, 120])
def test_no_number_is_broken(found: Check, width: int) -> None:
    text = "\n".join(drawn(found, width))
    grid = text[text.index("Who answers when") :]
    for line in found.hours:
        for cell in line.cells:
            assert cell.number.partition(" ext")[0] in grid


def test_five_columns_stand_where_there_is_room_and_equal_ones_are_one_where_not(
    texas: Path,
) -> None:
    found = check(texas, today=TODAY)
    wide = next(line for line in drawn(found, 120) if "5 a.m." in line)
    assert [name in wide for name in COLUMNS] == [True] * 5
    narrow = "\n".join(drawn(found, 80))
    grid = narrow[narrow.index("Who answers when") :]
    head = " ".join(grid[: grid.index("District line")].split())
    assert "5 a.m., evenings, weekends" in head.replace(" School hours Summer", "")
    assert "Summer" in head
    assert "School hours, summer" not in head  # a school's office is closed in summer


def test_piped_it_is_a_line_a_finding_with_a_tab_between_its_parts(texas: Path) -> None:
    lines = list(plain_lines(check(texas, today=TODAY), everything=True, grid=True))
    start = lines.index("Who answers when")
    assert lines[start + 1].split("\t") == ["", *COLUMNS]
    rows = [line.split("\t") for line in lines[start + 2 :] if "\t" in line]
    assert {len(row) for row in rows} == {len(COLUMNS) + 1}
    assert not any("\n" in line for line in lines)


def test_a_pack_without_rules_shows_what_was_found_all_the_same(texas: Path) -> None:
    found = check(texas, today=TODAY)._replace(terms=())
    shown = "\n".join(plain_lines(found, everything=True, grid=False))
    assert all(one.what in shown for one in found.findings)
