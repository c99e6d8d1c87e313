"""`htssp check`: what is missing, why it matters, and who answers when."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from htssp_builder.cli.show import coloured, say

if TYPE_CHECKING:
    from htssp_builder.actions.check import Check


@click.command("check", epilog="Example: htssp check --section roles")
@click.option("--final", is_flag=True, help="Judge as for a final build.")
@click.option(
    "--all", "everything", is_flag=True, help="Notes and reasons too, and no line left out."
)
@click.option("--section", default="", metavar="NAME", help="One section of the questionnaire.")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON.")
@click.pass_obj
def check_command(folder: str, final: bool, everything: bool, section: str, as_json: bool) -> int:
    """What is missing, stale or contradictory, and the question that mends it.

    Findings are counted, never scored. Exit code 1 while there are errors or warnings.
    """
    from htssp_builder.actions.check import check

    today = datetime.now().astimezone().date()
    found = check(Path(folder), today=today, final=final, section=section)
    if as_json:
        say(json.dumps(found.report(), indent=2, ensure_ascii=False))
    elif coloured():
        from htssp_builder.cli.check_screen import draw

        draw(found, everything=everything, grid=not section)
    else:
        for line in plain_lines(found, everything=everything, grid=not section):
            say(line)
    return 0 if found.settled else 1


def plain_lines(found: "Check", *, everything: bool, grid: bool) -> Iterator[str]:
    """The report as text: a tab between the columns, a line for each finding."""
    from htssp_builder.cli import check_view as view

    yield view.headline(found)
    for number, step in enumerate(view.steps(found), 1):
        if number == 1:
            yield from ("", view.FIRST)
        yield f"{number}. {step.what}\t{step.why}\t{step.command}"
    for group in view.groups(found, everything=everything):
        yield from ("", f"{group.title}: {group.means}")
        for row in group.rows:
            columns = (row.mark, row.what, row.where, row.command)
            yield "\t".join((*columns, row.why, row.remedy) if everything else columns)
    if grid:
        yield from ("", view.HOURS)
        for cells in view.hours(found, everything=everything):
            yield "\t".join(cells)
    yield ""
    yield from view.closing(found, everything=everything)
