"""The terminal door: finds the command, runs it, and turns what went wrong into a sentence.

Commands are imported when they are called, so that `htssp --help` stays quick.
"""

import sys
from importlib import import_module
from typing import Any

import click

from htssp_builder.problems import HtsspError

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("start", "A filled example district, its documents built, and where to look."),
    "new": ("start", "A folder for a district's answers and documents."),
    "ask": ("ask", "The questionnaire, question by question."),
    "set": ("answer", "Give one answer."),
    "get": ("answer", "Show one answer."),
    "plan": ("plan", "The development plan with its dates."),
    "check": ("check", "What is missing, why it matters, and who answers when."),
    "build": ("build", "Write the documents."),
    "law": ("law", "The law of a state as it was read, with its sources."),
    "why": ("why", "Where a question, a sentence or a step of the plan comes from."),
    "restore": ("restore", "Bring back an earlier version of a file."),
    "pack": ("pack", "Look into packs and check them."),
}


class Commands(click.Group):
    """Knows its commands by name; imports one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = import_module(f"htssp_builder.cli.{COMMANDS[name][0]}")
        command: click.Command = getattr(module, f"{name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_) for name, (_, help_) in COMMANDS.items()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as wrong:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f" Did you mean '{near[0]}'?" if near else " See `htssp --help`."
            raise click.UsageError(f"There is no command '{args[0]}'.{hint}", ctx) from wrong


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: htssp demo    (builds an example district in the folder 'demo')",
)
@click.option(
    "-C",
    "folder",
    type=click.Path(path_type=str),
    default=".",
    metavar="DIR",
    help="The district's folder. Default: the folder you are in.",
)
@click.version_option(package_name="htssp-builder", prog_name="htssp")
@click.pass_context
def htssp(context: click.Context, folder: str) -> None:
    """Turn a school district's answers into its Human Trafficking School Safety Protocol.

    Nothing about a student is ever asked or kept, and nothing is sent anywhere.
    """
    context.obj = folder


def run(arguments: list[str]) -> int:
    """Carry out a command line; gives the exit code of design: 0, 1, 2 or 130."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        found = htssp.main(arguments, prog_name="htssp", standalone_mode=False)
        return int(found) if isinstance(found, int) else 0
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. Files that were there before are whole.", err=True)
        return 130
    except BrokenPipeError:
        return 0
    except Exception as wrong:
        for sentence in _sentences(wrong):
            click.echo(sentence, err=True)
        return wrong.exit_code if isinstance(wrong, HtsspError) else 2


def _sentences(wrong: Exception) -> list[str]:
    """What went wrong, for a person: never a traceback, not even for a fault of the program."""
    if isinstance(wrong, HtsspError):
        return [problem.sentence() for problem in wrong.problems]
    if isinstance(wrong, click.ClickException):
        return [_usage(wrong)]
    if isinstance(wrong, OSError):
        return [_refused_by_system(wrong)]
    return [_own_fault(wrong)]


_NO_ARGUMENTS: Any = getattr(click.exceptions, "NoArgsIsHelpError", ())


def _usage(wrong: click.ClickException) -> str:
    message = wrong.format_message()
    if isinstance(wrong, _NO_ARGUMENTS):
        return message
    context = getattr(wrong, "ctx", None)
    if context is None or "Did you mean" in message or "See `" in message:
        return message
    return f"{message.rstrip('.')}. See `{context.command_path} --help`."


def _refused_by_system(wrong: OSError) -> str:
    place = f"{wrong.filename}: " if wrong.filename else ""
    return (
        f"{place}The system refused it ({(wrong.strerror or str(wrong)).lower()}). "
        "See whether the place is there and you may write to it."
    )


def _own_fault(wrong: Exception) -> str:
    """The place in the code is named, never what a person typed: the line may be sent on."""
    place, trace = "", wrong.__traceback__
    while trace is not None:
        where = trace.tb_frame.f_code
        if "htssp_builder" in where.co_filename:
            place = f"{where.co_filename.rpartition('htssp_builder')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return (
        f"htssp has a fault of its own here ({type(wrong).__name__} at {place.lstrip('/')}). "
        "Files that were there before are whole; please report this line."
    )
