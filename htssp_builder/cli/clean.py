"""`htssp clean`: the copy of a Word file that leaves the house."""

import json
from pathlib import Path

import click

from htssp_builder.cli.show import say


@click.command(
    "clean",
    epilog="Example: htssp clean documents/protocol.docx -o protocol-for-the-board.docx --accept",
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "-o", "--out", required=True, metavar="OUT", type=click.Path(path_type=Path),
    help="Where to write the copy; a file that is there already stays.",
)  # fmt: skip
@click.option("--accept", is_flag=True, help="Take every tracked change.")
@click.option("--reject", is_flag=True, help="Take no tracked change.")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON.")
@click.pass_obj
def clean_command(
    folder: str, file: Path, out: Path, accept: bool, reject: bool, as_json: bool
) -> None:
    """A copy with the same words, without comments, hidden text and traces of people.

    Says what was taken out. Refuses while tracked changes are pending and neither --accept nor
    --reject is given, and where a person whom the answers keep unnamed would be in the copy.
    FILE itself is never changed.
    """
    from htssp_builder.actions.clean import clean_file

    if accept and reject:
        raise click.UsageError("Give --accept or --reject, not both")
    decided = True if accept else False if reject else None
    made = clean_file(file, out, folder=Path(folder), accept=decided)
    if as_json:
        say(json.dumps(made.report(), indent=2, ensure_ascii=False))
        return
    for line in made.lines():
        say(line)
