"""`htssp ask SECTION --from FILE`: the rows of a table out of a spreadsheet, looked at first."""

from datetime import UTC, datetime
from pathlib import Path

import click

from htssp_builder.actions.ask import Sitting
from htssp_builder.cli.ask_console import EndOfInput, Plain
from htssp_builder.cli.show import say
from htssp_builder.interview.values import YES
from htssp_builder.problems import HtsspError, error


def take_in(folder: str, sitting: Sitting, typed: str, section: str, source: Path) -> int:
    """Show what the file would change, and take it in on a yes; gives the exit code.

    typed: the section or table as the person named it.
    """
    from htssp_builder.actions import records

    path = _table(sitting, typed, section)
    found = records.preview(Path(folder), path, source)
    if found.errors:
        for line in found.lines():
            click.echo(line, err=True)
        return 2
    for line in found.lines():
        say(line)
    if not (found.new or found.changed):
        say("There is nothing to take in.")
        return 0
    if not _agreed():
        say("Nothing was taken in.")
        return 0
    records.take_in(Path(folder), path, source, now=datetime.now(UTC), seen=found)
    say("Taken in.")
    return 0


def _agreed() -> bool:
    try:
        reply = Plain().line("Take this in? (y, or Enter for no): ")
    except EndOfInput:
        return False
    return reply.lower() in YES


def _table(sitting: Sitting, typed: str, section: str) -> str:
    """The path of the table that is meant: itself, or the only one of its section."""
    tables = [
        question.id
        for part in sitting.sections
        for question in part.questions
        if question.type == "records" and section in ("", part.id)
    ]
    if typed in tables:
        return typed
    if section and len(tables) == 1:
        return tables[0]
    what = "There is no table in it." if not tables else "It is not said which table is meant."
    known = [t.id for s in sitting.sections for t in s.questions if t.type == "records"]
    names = ", ".join(tables or known)
    raise HtsspError(error(typed or "--from", what, f"Name one instead of the section: {names}."))
