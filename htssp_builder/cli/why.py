"""`htssp why`: where a question, a sentence, a step or a source comes from."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from htssp_builder.cli.pages import Page, open_page
from htssp_builder.cli.show import say

if TYPE_CHECKING:
    from htssp_builder.actions.why_ground import Reason, Source


@click.command("why", epilog="Example: htssp why roles.coordinator    (or: reporting, T9, HTYPE)")
@click.argument("thing", metavar="PATH|SECTION|ITEM")
@click.option("--json", "as_json", is_flag=True, help="The reasons as JSON.")
@click.pass_obj
def why_command(folder: str, thing: str, as_json: bool) -> None:
    """Where a thing comes from, what it stands on, and where it is printed.

    THING is a question's path, a section or a block of a document, a step or an item of the
    plan, a rule of `htssp check`, or the key of a source. R is our own working design.
    """
    from htssp_builder.actions.why import explain

    why = explain(Path(folder), thing, today=datetime.now(UTC).astimezone().date())
    if as_json:
        say(json.dumps(why.report(), indent=2, ensure_ascii=False))
        return
    page = open_page()
    for number, reason in enumerate(why.reasons):
        if number:
            say()
        _show(reason, page)


def _show(reason: "Reason", page: Page) -> None:
    page.title(f"{reason.title} ({reason.id}), {reason.kind}")
    for label, text in reason.facts:
        page.pair(label, text)
    for number, source in enumerate(reason.sources):
        page.pair("" if number else "Stands on", _worded(source))
        for more in (source.address, source.note):
            if more:
                page.pair("", more)


def _worded(source: "Source") -> str:
    return f"{source.key}: {source.title}"
