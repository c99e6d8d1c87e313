"""`htssp comments`: what people said and changed in Word files that came back."""

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from htssp_builder.cli.show import coloured, say, table

if TYPE_CHECKING:
    from htssp_builder.actions.comments import Found

_HEADERS = ("Who", "When", "What", "On", "Says", "Section", "File")
_WORDS_SHOWN = 60
_NO_WORDS = "(no words)"


@click.command("comments", epilog="Example: htssp comments protocol-from-counsel.docx --open")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--open", "only_open", is_flag=True, help="Without what is resolved.")
@click.option("--json", "as_json", is_flag=True, help="The list as JSON.")
def comments_command(files: tuple[Path, ...], only_open: bool, as_json: bool) -> None:
    """Every comment and every pending tracked change of Word files in one list.

    Who, when, on which words, in which section; replies stand under their comment. The files are
    only read.
    """
    from htssp_builder.actions.comments import list_comments

    made = list_comments(files, only_open=only_open)
    if as_json:
        say(json.dumps(made.report(), indent=2, ensure_ascii=False))
        return
    if made.found:
        table(_HEADERS, [row for found in made.found for row in _rows(found)])
        if coloured():
            say()
    if coloured() or not made.found:
        say(made.summary())


def _rows(found: "Found") -> list[tuple[str, ...]]:
    from htssp_builder.actions.comments import KINDS

    one = found.remark
    what = KINDS[one.kind] + (", resolved" if one.resolved else "")
    words = _cut(one.words) or _NO_WORDS
    place = one.section.words()
    first = _who(one.author), _when(one.date), what, words, _line(one.text), place, found.file.name
    replies = [
        (_who(reply.author), _when(reply.date), "reply", "", _line(reply.text), "", "")
        for reply in one.replies
    ]
    return [first, *replies]


def _who(author: str) -> str:
    return _line(author) or "(no name)"


def _line(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str) -> str:
    """Long passages by their beginning and their end on a screen; whole in a pipe."""
    words = _line(text)
    if len(words) <= _WORDS_SHOWN or not coloured():
        return words
    half = _WORDS_SHOWN // 2
    return f"{words[:half].rstrip()} … {words[-half:].lstrip()}"


def _when(date: str) -> str:
    """A moment as Word stored it: its clock is that of whoever wrote, whatever the "Z" says."""
    from htssp_builder.interview.values import show_date

    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return _line(date)
    return f"{show_date(moment.date())}, {moment:%H:%M}"
