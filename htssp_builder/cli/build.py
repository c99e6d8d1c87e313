"""`htssp build`: the documents of a district."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from htssp_builder.cli.show import progress, say
from htssp_builder.problems import HtsspError

FORMATS = ("docx", "html", "md", "pdf")


def parse_formats(text: str) -> tuple[str, ...]:
    """The formats of a list with commas, each once. Raises a usage error for an unknown one."""
    wanted = tuple(dict.fromkeys(f.strip().lower() for f in text.split(",") if f.strip()))
    unknown = [f for f in wanted if f not in FORMATS]
    if unknown or not wanted:
        raise click.UsageError(
            f"'{', '.join(unknown) or text}' is not a format. Use: {', '.join(FORMATS)}"
        )
    return wanted


@click.command("build", epilog="Example: htssp build protocol --format docx,pdf")
@click.argument("documents", nargs=-1)
@click.option(
    "--format",
    "formats",
    default="docx",
    show_default=True,
    help="docx, html, md, pdf, or several with commas.",
)
@click.option("--final", is_flag=True, help="Refuse while errors stand; see htssp check --final.")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON.")
@click.pass_obj
def build_command(
    folder: str, documents: tuple[str, ...], formats: str, final: bool, as_json: bool
) -> int:
    """Write or update the documents of this district.

    A Word file that somebody has edited is left as it is; the new one is written beside it.
    """
    from htssp_builder.actions.build import build, refusal

    wanted = parse_formats(formats)
    try:
        with progress("Writing the documents"):
            done = build(Path(folder), documents, wanted, now=datetime.now(UTC), final=final)
    except HtsspError as refused:
        if not (as_json and final and refused.exit_code == 1):
            raise
        say(json.dumps(refusal(refused), indent=2, ensure_ascii=False))
        return 1
    if as_json:
        say(json.dumps(done.report(), indent=2, ensure_ascii=False))
        return 0
    for line in done.lines():
        say(line)
    return 0
