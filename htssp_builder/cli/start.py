"""`htssp demo` and `htssp new`: a folder to begin with."""

from datetime import UTC, datetime
from pathlib import Path

import click

from htssp_builder.cli.build import parse_formats
from htssp_builder.cli.show import progress, say


@click.command("demo", epilog="Example: htssp demo my-demo --example california-small")
@click.argument("folder", metavar="[DIR]", default="demo", type=click.Path(path_type=Path))
@click.option("--example", "name", default="texas-midsize", show_default=True,
              help="Which invented district; --list shows them.")  # fmt: skip
@click.option("--format", "formats", default="docx", show_default=True,
              help="docx, html, md, pdf, or several with commas.")  # fmt: skip
@click.option("--list", "listed", is_flag=True, help="Show the examples and stop.")
def demo_command(folder: Path, name: str, formats: str, listed: bool) -> None:
    """A filled example district in DIR, its documents built, and where to look.

    The districts are invented; their phone numbers cannot be dialled.
    """
    from htssp_builder.actions.start import demo, example_names

    if listed:
        for example in example_names():
            say(example)
        return
    with progress("Building the example"):
        done = demo(folder, name, parse_formats(formats), now=datetime.now(UTC))
    for line in done.lines():
        say(line)
    first, answers = done.files[0].path, folder / "district.yaml"
    reader = " in Word" if first.suffix == ".docx" else ""
    say(f"Open {first}{reader}. The answers behind it are in {answers}.")


@click.command("new", epilog="Example: htssp new my-district --state CA")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--state", default="", help="The state's two letters, such as CA.")
@click.option("--from", "source", type=click.Path(path_type=Path),
              help="Take answers from a YAML, JSON, CSV or XLSX file.")  # fmt: skip
def new_command(folder: Path, state: str, source: Path | None) -> None:
    """A folder for a district's answers and documents.

    Its district.yaml holds the questions of the ten-minute part, ready to be answered.
    """
    from htssp_builder.actions.start import new_workspace

    count = new_workspace(folder, state, source)
    say(f"Made {folder / 'district.yaml'}" + (f" with {_counted(count)}." if count else "."))
    say(
        f"Next: `htssp -C {folder} ask` asks the questions, the ten-minute part first. Then "
        f"`htssp -C {folder} build` writes the documents, with what is open marked in them."
    )


def _counted(count: int) -> str:
    return "1 answer" if count == 1 else f"{count} answers"
