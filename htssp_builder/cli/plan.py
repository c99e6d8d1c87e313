"""`htssp plan`: the development plan on the district's calendar."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from htssp_builder.cli.show import coloured, say, table

if TYPE_CHECKING:
    from htssp_builder.actions.plan import PlanView

NARROW = 110
"""Columns. Below it, first and last day stand in one column, months by three letters."""


@click.command("plan", epilog="Example: htssp plan --step T9")
@click.option("--step", metavar="STEP", help="One step with its items, such as T9.")
@click.option("--items", is_flag=True, help="Also every item to check off.")
@click.option("--json", "as_json", is_flag=True, help="The plan as JSON.")
@click.pass_obj
def plan_command(folder: str, step: str | None, items: bool, as_json: bool) -> None:
    """The development plan: every step with its dates, who leads it, and its slack.

    It is laid forward from timeline.start_on, or back from timeline.adopt_by. Where the dates
    cannot hold, it says by how much and what would mend it, and the exit code is 1.
    """
    from htssp_builder.actions.plan import open_plan

    view = open_plan(Path(folder), today=datetime.now(UTC).astimezone().date())
    if as_json:
        say(json.dumps(view.report(), indent=2, ensure_ascii=False))
    elif step is not None:
        _show_step(view, step)
    else:
        _show_plan(view, items)
    if not view.schedule.holds:
        raise click.exceptions.Exit(1)


def _width() -> int:
    import shutil

    return shutil.get_terminal_size().columns if coloured() else 0


def _narrow() -> bool:
    return 0 < _width() < NARROW


def _table(headers: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    if not _narrow():
        table(headers, rows)
        return
    merged = [(*row[:2], f"{row[2]} –\n{row[3]}" if row[2] else "", *row[4:]) for row in rows]
    table((*headers[:2], "When", *headers[4:]), merged)


def _show_plan(view: "PlanView", items: bool) -> None:
    from htssp_builder.actions.plan import HEADERS, LEGEND

    _pairs(view.heading())
    say()
    _table(HEADERS, view.rows(items=items, short=_narrow()))
    say()
    _text(LEGEND)
    _show_troubles(view)


def _show_step(view: "PlanView", step: str) -> None:
    from htssp_builder.actions.plan import HEADERS

    _pairs(view.step_facts(step))
    say()
    _table(("Item", *HEADERS[1:]), view.step_items(step, short=_narrow()))
    _show_troubles(view)


def _show_troubles(view: "PlanView") -> None:
    for sentence in view.schedule.assumed:
        say()
        _text(f"Note: {sentence}")
    for trouble in view.schedule.troubles:
        say()
        mark = "These dates cannot hold. " if trouble.kind in ("late", "order") else ""
        _text(f"{mark}{trouble.what}")
        if trouble.kind == "no-meeting" or not trouble.remedies:
            _text(trouble.remedy)
        if trouble.remedies:
            _text("What would mend it, each tried:")
            for remedy in trouble.remedies:
                _text(f"{remedy.text}: adoption on {_date(remedy.adoption)}.", "  - ", "    ")


def _date(day: date) -> str:
    from htssp_builder.document.dates import show_date

    return show_date(day)


def _pairs(rows: Iterable[tuple[str, str]]) -> None:
    """What and its words, aligned for a person, tab-separated otherwise."""
    for what, words in rows:
        if _width():
            _text(words, f"{what + ':':<15}", " " * 15)
        else:
            say(f"{what}\t{words}")


def _text(text: str, first: str = "", rest: str = "") -> None:
    width = _width()
    if not width:
        say(f"{first}{text}")
        return
    from textwrap import fill

    say(fill(text, max(width - 1, 40), initial_indent=first, subsequent_indent=rest,
             break_on_hyphens=False))  # fmt: skip
