"""`htssp set` and `htssp get`: one answer."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from htssp_builder.cli.show import say, table


@click.command(
    "set",
    epilog='Example: htssp set roles.coordinator.primary.phone "(530) 555-0142"\n\n'
    'Example: htssp set campuses.+ name="Lincoln Elementary" phone=530-555-0150',
    context_settings={"ignore_unknown_options": False},
)
@click.argument("path")
@click.argument("values", nargs=-1, metavar="VALUE")
@click.option("--clear", is_flag=True, help="Take the answer, or the record, out again.")
@click.option("--unknown", "who", metavar="WHO", help="Not known yet: who will find out.")
@click.option("--by", default="", metavar="DATE", help="With --unknown: by when.")
@click.pass_obj
def set_command(
    folder: str, path: str, values: tuple[str, ...], clear: bool, who: str | None, by: str
) -> None:
    """Give one answer, checked like every other one; the file's comments stay.

    A table gets a new row with PATH.+ and column=value pairs.
    """
    from htssp_builder.actions import answer

    now, where, note = datetime.now(UTC), Path(folder), ""
    if sum((clear, who is not None, bool(values))) != 1:
        raise click.UsageError("Give a VALUE, or --clear, or --unknown WHO")
    if by and who is None:
        raise click.UsageError("--by goes with --unknown WHO")
    if clear:
        shown = answer.clear_answer(where, path, now=now)
    elif who is not None:
        shown = answer.set_unknown(where, path, who, by, now=now)
    elif path.endswith(".+"):
        shown = answer.add_answer_record(where, path[:-2], _pairs(values), now=now)
    elif len(values) == 1:
        shown, note = answer.change_answer(where, path, values[0], now=now)
    else:
        raise click.UsageError(f"{path} takes one value; put it in quotation marks")
    say(f"{shown.label} ({shown.path}): {shown.text or 'taken out'}")
    if note:
        say(note)


def _pairs(values: tuple[str, ...]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for value in values:
        column, sign, text = value.partition("=")
        if not sign:
            raise click.UsageError(
                f"'{value}' is no pair; write it like name=\"Lincoln Elementary\""
            )
        if column in pairs:
            raise click.UsageError(f"'{column}' is given twice; keep the right one")
        pairs[column] = text
    return pairs


@click.command("get", epilog="Example: htssp get roles.coordinator")
@click.argument("path")
@click.option("--json", "as_json", is_flag=True, help="The answers as JSON.")
@click.pass_obj
def get_command(folder: str, path: str, as_json: bool) -> None:
    """Show one answer, or every answer under a path."""
    from htssp_builder.actions.answer import get_answers

    found = get_answers(Path(folder), path)
    if as_json:
        data = [shown._asdict() for shown in found]
        say(json.dumps({"schema": "htssp/answers/1", "problems": [], "data": data}, indent=2,
                       ensure_ascii=False))  # fmt: skip
        return
    if len(found) == 1 and found[0].path == path:
        say(found[0].text or "(no answer)")
        return
    table(
        ("Path", "Question", "Answer"),
        [(s.path, s.label, f"{s.text}{' (default)' if s.state == 'default' else ''}")
         for s in found],
    )  # fmt: skip
