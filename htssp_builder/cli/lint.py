"""`htssp lint`: whether a Word file can be read by everybody and holds together."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from htssp_builder.cli.show import say, table

if TYPE_CHECKING:
    from htssp_builder.actions.lint import Lint

_HEADERS = ("Severity", "Rule", "What", "Section", "Words", "How to mend it")


@click.command("lint", epilog="Example: htssp lint documents/protocol.docx --fix -o mended.docx")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--final", is_flag=True, help='Marks such as "[To complete" count too.')
@click.option("--fix", is_flag=True, help="Mend what is safe, comment the rest; needs -o.")
@click.option(
    "-o", "--out", metavar="OUT", type=click.Path(path_type=Path),
    help="Where to write the mended copy; a file that is there already stays.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The findings as JSON.")
@click.pass_obj
def lint_command(
    folder: str, file: Path, final: bool, fix: bool, out: Path | None, as_json: bool
) -> int:
    """Accessibility and structure of any Word file, and where it differs from the answers.

    Title, language, headings, lists, tables, pictures, links, contrast, empty paragraphs,
    cross-references, contents. Exit code 1 while errors or warnings are left. FILE itself is
    never changed.
    """
    from htssp_builder.actions.lint import lint_file

    if fix != (out is not None):
        raise click.UsageError("--fix and -o OUT go together: FILE itself is never changed")
    found = lint_file(file, folder=Path(folder), now=datetime.now(UTC), final=final, out=out)
    if as_json:
        say(json.dumps(found.report(), indent=2, ensure_ascii=False))
    else:
        _show(found)
    return 0 if found.settled else 1


def _show(found: "Lint") -> None:
    rows = [
        (
            "mended" if one in found.mended else one.severity,
            one.rule,
            one.what,
            one.section.words(),
            one.words,
            one.remedy,
        )
        for one in found.findings
    ]
    if rows:
        table(_HEADERS, rows)
    for line in found.closing():
        say(line)
