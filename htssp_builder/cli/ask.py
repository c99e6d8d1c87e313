"""`htssp ask`: the questionnaire in the terminal."""

import os
import sys
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from htssp_builder.cli.show import say
from htssp_builder.problems import HtsspError, error

if TYPE_CHECKING:
    from htssp_builder.actions.ask import Sitting
    from htssp_builder.cli.ask_console import Console
    from htssp_builder.cli.ask_talk import Talk


@click.command(
    "ask",
    epilog="Example: htssp ask roles\n\nExample: htssp ask sites --from campuses.csv",
)
@click.argument("section", default="", metavar="[SECTION]")
@click.option("--missing", is_flag=True, help="Only what is missing, unknown or unverified.")
@click.option("--from", "source", type=click.Path(path_type=Path), metavar="FILE",
              help="Take the rows of this section's table from a CSV or XLSX file.")  # fmt: skip
@click.pass_obj
def ask_command(folder: str, section: str, missing: bool, source: Path | None) -> int:
    """The questionnaire, one question after the other; each answer is saved as it is given.

    Stop whenever you like: the next `htssp ask` goes on with the first question that is open.
    """
    from htssp_builder.actions.ask import Sitting

    sitting = Sitting(Path(folder))
    wanted, question = _named(sitting, section)
    if source is not None:
        from htssp_builder.cli.ask_from import take_in

        return take_in(folder, sitting, section, wanted, source)
    return _talk(folder, sitting, wanted, missing, question)


def _named(sitting: "Sitting", typed: str) -> tuple[str, str]:
    """The section meant by its id, number or title, or by the path of a question in it or the
    beginning of one, and that path."""
    if not typed:
        return "", ""
    plain = typed.casefold()
    for number, section in enumerate(sitting.sections, 1):
        if plain in {section.id, section.title.casefold(), str(number)}:
            return section.id, ""
    for section in sitting.sections:
        for question in section.questions:
            if f"{plain}.".startswith(f"{question.id}."):
                return section.id, typed
            if question.id.startswith(f"{plain}."):
                return section.id, question.id
    known = [section.id for section in sitting.sections]
    near = get_close_matches(plain, known, 1)
    remedy = f"Did you mean '{near[0]}'?" if near else f"Choose from: {', '.join(known)}."
    raise HtsspError(error(typed, "The questionnaire has no such section.", remedy))


_WELCOME = (
    "Every answer is saved as you give it. A sign in the line below a question, typed alone, "
    "does what stands behind it."
)


def _talk(folder: str, sitting: "Sitting", section: str, missing: bool, start: str) -> int:
    from htssp_builder.cli.ask_console import EndOfInput
    from htssp_builder.cli.ask_screen import command as typed_command
    from htssp_builder.cli.ask_screen import wrapped
    from htssp_builder.cli.ask_signs import Leave
    from htssp_builder.cli.ask_talk import Talk

    console = make_console()
    talk = Talk(sitting, console, section, missing, lambda: datetime.now(UTC))
    say(wrapped(_WELCOME, ""))
    talk.tell_mistakes()
    command = typed_command(sitting.folder)
    try:
        talk.run(start)
    except (Leave, EndOfInput):
        say(
            wrapped(
                f'Stopped at "{talk.place}". Every answer is saved; go on with `{command}`.', ""
            )
        )
        return 0
    except (KeyboardInterrupt, click.Abort):
        click.echo(
            f"\nStopped at \"{talk.place}\". Every answer you gave is saved; "
            f"go on with `{command}`.", err=True,
        )  # fmt: skip
        return 130
    _finish(talk, command)
    return 0


def make_console() -> "Console":
    """Arrows and editing in a terminal that can move its cursor, plain lines elsewhere."""
    from htssp_builder.cli.ask_console import Plain

    dumb = os.environ.get("TERM", "") in ("dumb", "unknown")
    if dumb or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return Plain()
    from htssp_builder.cli.ask_terminal import Terminal, works

    return Terminal() if works() else Plain()


_STATES = {
    "wrong": "typed wrongly",
    "unknown": "not known yet",
    "unverified": "not confirmed by a named person",
}


def _finish(talk: "Talk", command: str) -> None:
    """What remains and what comes next."""
    from htssp_builder.cli.ask_screen import wrapped

    gaps = talk.sitting.gaps()
    tally = talk.sitting.tally()
    parts = []
    for build, words in (("draft", "missing for a draft"), ("final", "missing for the final")):
        count = sum(gap.state == "missing" and gap.required == build for gap in gaps)
        parts += [f"{count} {words}"] if count else []
    for state, words in _STATES.items():
        count = sum(gap.state == state for gap in gaps)
        parts += [f"{count} {words}"] if count else []
    which = " of this section" if talk.section else ""
    more = f", {tally.by_default} more by default" if tally.by_default else ""
    say()
    for line in (
        f"That was the last question{which}. "
        f"{tally.answered} of {tally.asked} questions are answered{more}.",
        f"Still open: {'; '.join(parts)}." if parts else "Nothing is open.",
        _next(talk, command, bool(parts)),
    ):
        say(wrapped(line, ""))


def _next(talk: "Talk", command: str, open_: bool) -> str:
    """What a person would do now: the next section, what is open, the check, the documents."""
    base = command.removesuffix(" ask")
    ways = []
    known = [section.id for section in talk.sitting.sections]
    if talk.section and talk.section != known[-1]:
        after = talk.sitting.sections[known.index(talk.section) + 1]
        ways.append(f'`{command} {after.id}` goes on with "{after.title}"')
    ways += [f"`{command} --missing` asks what is open"] if open_ else []
    lists = "lists it" if open_ else "sees whether the answers hold together"
    ways += [f"`{base} check` {lists}", f"`{base} build` writes the documents"]
    return f"Next: {'; '.join(ways)}."
