"""`htssp pack`: what a pack asks and holds, and whether it is sound."""

from pathlib import Path

import click

from htssp_builder.cli.show import progress, say, table


@click.group("pack", epilog="Example: htssp pack check")
def pack_command() -> None:
    """Look into packs (questions, documents, law, sources) and check them."""


@pack_command.command("list", epilog="Example: htssp pack list")
def list_command() -> None:
    """The packs that came with the software."""
    from htssp_builder.actions.pack_view import pack_list

    table(("Pack", "Version", "Title"), pack_list())


@pack_command.command("show", epilog="Example: htssp pack show roles")
@click.argument("section", required=False)
@click.option("--pack", "name", default="hhs", show_default=True, help="Which pack.")
def show_command(section: str | None, name: str) -> None:
    """The questions of a pack: every path that can be answered, with its label and type."""
    from htssp_builder.actions.pack_view import question_rows

    table(("Path", "Question", "Type", "Needed for"), question_rows(name, section))


@pack_command.command("check", epilog="Example: htssp pack check templates/hhs")
@click.argument("target", metavar="[PACK or DIR]", default="hhs")
@click.option("--grades", is_flag=True, help="Show the reading grade of each page for staff.")
def check_command(target: str, grades: bool) -> None:
    """Prove a pack sound: paths, conditions, sources, duties, ids, recipients, reading grade."""
    from htssp_builder.actions.pack_view import check_folder, reading_grades

    with progress("Checking the pack"):
        problems = check_folder(target)
    for problem in problems:
        click.echo(problem.sentence(), err=True)
    if grades:
        table(("Section", "Reading grade"), reading_grades(target))
    if problems:
        raise click.exceptions.Exit(2)
    say(f"{target}: sound.")


@pack_command.command("ids", epilog="Example: htssp pack ids my-district/pack --write")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--write", is_flag=True, help="Write the ids into the templates.")
def ids_command(folder: Path, write: bool) -> None:
    """Give every block of the templates that has none a permanent id."""
    from htssp_builder.actions.pack_view import fill_folder

    changed = fill_folder(folder, write=write)
    for name in changed:
        say(f"{'Written' if write else 'Blocks without an id'}: {name}")
    if not changed:
        say("Every block has its id.")
