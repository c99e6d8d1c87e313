"""`htssp redline`: what changed between two versions of a Word file."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from htssp_builder.cli.show import progress, say


@click.command(
    "redline", epilog="Example: htssp redline adopted.docx returned.docx -o changes.docx"
)
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "-o", "out", required=True, metavar="OUT", type=click.Path(path_type=Path),
    help="The Word file to write, with tracked changes.",
)  # fmt: skip
@click.option("--author", default="", metavar="NAME", help="Whose name stands on the changes.")
@click.option("--replace", is_flag=True, help="Replace OUT where there is one.")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON.")
@click.pass_obj
def redline_command(
    folder: str, old: Path, new: Path, out: Path, author: str, replace: bool, as_json: bool
) -> int:
    """Show what NEW says otherwise than OLD, as tracked changes in OUT and as a list.

    In Word, accepting all changes gives NEW and rejecting all gives OLD. Changes that somebody
    tracked before keep their name and date. OLD and NEW stay as they are.
    """
    from htssp_builder.actions.compare import AUTHOR, compare

    with progress("Comparing the files"):
        done = compare(
            old, new, out,
            now=datetime.now(UTC), author=author or AUTHOR, folder=Path(folder), replace=replace,
        )  # fmt: skip
    if as_json:
        say(json.dumps(done.report(), indent=2, ensure_ascii=False))
        return 0
    for line in done.lines():
        say(line)
    return 0
