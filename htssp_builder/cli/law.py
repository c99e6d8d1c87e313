"""`htssp law`: the law data of a jurisdiction, with its sources."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from htssp_builder.cli.pages import Page, open_page
from htssp_builder.cli.show import say

if TYPE_CHECKING:
    from htssp_builder.actions.law import Group, LawView
    from htssp_builder.actions.law_words import Evidence


_HINT = "hint only"


@click.command("law", epilog="Example: htssp law CA --topic oral")
@click.argument("jurisdiction", metavar="[STATE]", default="")
@click.option("--topic", default="", metavar="PART", help="One part, such as oral or hotline.")
@click.option("--county", default="", metavar="NAME", help="The report line of a county.")
@click.option("--json", "as_json", is_flag=True, help="The data as JSON.")
@click.pass_obj
def law_command(folder: str, jurisdiction: str, topic: str, county: str, as_json: bool) -> None:
    """What was read of a state's law, where, when and how surely: CA, california, FED.

    In a district's folder STATE may be left out, and each part says whether the district has
    confirmed it. This is no legal advice.
    """
    from htssp_builder.actions.law import law_of

    if topic and county:
        raise click.UsageError("Give --topic or --county, not both")
    view = law_of(Path(folder), jurisdiction, topic=topic, county=county)
    if as_json:
        say(json.dumps(view.report(), indent=2, ensure_ascii=False))
        return
    for problem in view.problems:
        click.echo(problem.sentence(), err=True)
    _show(view, open_page())


def _show(view: "LawView", page: Page) -> None:
    from htssp_builder.document.dates import show_date

    when = f", read by {show_date(view.read_on)}" if view.read_on else ""
    page.title(f"{view.name} ({view.code}){when}")
    page.text(
        "This is no legal advice. Every value is unverified until a named person of the district "
        "has confirmed it, and every number is called before it is printed."
    )
    for group in view.groups:
        page.heading(group.title)
        _show_group(group, page)
    if view.notes:
        page.heading("Notes from the reading")
        for note in view.notes:
            page.point(note)


def _show_group(group: "Group", page: Page) -> None:
    from htssp_builder.actions.law_words import ASKED

    if not group.lines:
        page.pair("", f"{ASKED}.")
    if group.hint:
        page.pair("Hint only", "It was read in a weak source and is never filled in.")
    for line in group.lines:
        page.pair(line.label, _marked(line.text, group.hint) or f"{ASKED}.")
        if line.evidence is not None:
            page.pair("", "; ".join(_told(line.evidence)))
    if group.ask:
        page.pair("Ask counsel", group.ask)
    _show_evidence(group.evidence, page)
    _show_confirmed(group, page)


def _marked(text: str, hint: bool) -> str:
    """A hint says so on its own line, too: a number is copied without what stands above it."""
    return f"{text} ({_HINT})" if text and hint and _HINT not in text else text


def _show_evidence(evidence: "Evidence", page: Page) -> None:
    from htssp_builder.document.dates import show_date

    if evidence.citation:
        page.pair("Citation", evidence.citation)
    for address in (evidence.source, *evidence.more_sources):
        if address:
            page.pair("Source", address)
    if evidence.read:
        page.pair("Read on", f"{show_date(evidence.read)}; confidence: {evidence.confidence}")


def _told(evidence: "Evidence") -> Iterator[str]:
    from htssp_builder.document.dates import show_date

    if evidence.citation:
        yield evidence.citation
    yield evidence.source
    if evidence.read:
        yield f"read on {show_date(evidence.read)}; confidence: {evidence.confidence}"


def _show_confirmed(group: "Group", page: Page) -> None:
    from htssp_builder.document.dates import show_date

    confirmed = group.confirmed
    if confirmed is None:
        return
    if confirmed.own:
        page.pair("In this district", f"its own words stand in {confirmed.own}")
    if confirmed.on:
        words = f"confirmed by {confirmed.by} on {show_date(confirmed.on)} ({confirmed.path})"
    else:
        words = (
            f"not confirmed yet: htssp set {confirmed.path}.by NAME, "
            f"then htssp set {confirmed.path}.on DATE"
        )
    page.pair("" if confirmed.own else "In this district", words)
