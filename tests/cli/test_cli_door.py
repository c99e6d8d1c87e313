"""The door itself: help, exit codes, one sentence instead of a traceback, plain text."""

import os
import subprocess
import sys

import click
import pytest

from htssp_builder.cli import main
from htssp_builder.cli.main import COMMANDS, htssp, run


def every_command():
    """Each command and each command below it, as a person types it."""
    context = click.Context(htssp)
    for name in COMMANDS:
        command = htssp.get_command(context, name)
        yield (name,)
        if isinstance(command, click.Group):
            yield from ((name, below) for below in command.commands)


@pytest.mark.parametrize("words", [(), *every_command()], ids=" ".join)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_help_shows_an_example_that_names_the_command(words, option, htssp):
    outcome = htssp(*words, option)
    assert outcome.code == 0
    assert outcome.err == ""
    assert f"Example: htssp {' '.join(words)}".strip() in " ".join(outcome.out.split())


def test_every_command_that_there_is_can_be_listed(htssp):
    out = htssp("--help").out
    assert all(f"\n  {name} " in out for name in COMMANDS)


def test_the_command_alone_shows_its_help_and_did_nothing(htssp, tmp_path):
    outcome = htssp()
    assert outcome.code == 2
    assert outcome.err.startswith("Usage: htssp")
    assert "Example: htssp demo" in outcome.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["bild"], "There is no command 'bild'. Did you mean 'build'?\n"),
        (["xyzzy"], "There is no command 'xyzzy'. See `htssp --help`.\n"),
        (["pack", "chek"], "No such command 'chek'"),
        (["build", "--formt", "md"], "No such option '--formt'"),
        (["get"], "Missing argument 'PATH'. See `htssp get --help`.\n"),
        (["restore", "a", "1", "c"], "Got unexpected extra argument"),
        (["-C"], "Option '-C' requires an argument.\n"),
    ],
)
def test_a_mistyped_command_is_one_sentence(typed, sentence, refused):
    found = refused(*typed)
    assert sentence in found
    assert found.count("\n") == 1


def test_the_version_is_that_of_the_distribution(htssp):
    from importlib.metadata import version

    assert htssp("--version").out == f"htssp, version {version('htssp-builder')}\n"


class Raises:
    """Stands in for the commands and ends in what it was made with."""

    def __init__(self, wrong):
        self.wrong = wrong

    def main(self, *_, **__):
        raise self.wrong


@pytest.mark.parametrize(
    ("wrong", "code", "sentence"),
    [
        (KeyboardInterrupt(), 130, "Stopped. Files that were there before are whole."),
        (click.Abort(), 130, "Stopped. Files that were there before are whole."),
        (PermissionError(13, "Permission denied", "a.yaml"), 2, "a.yaml: The system refused it"),
        (OSError("no reason"), 2, "The system refused it (no reason)."),
        (BrokenPipeError(), 0, ""),
        (click.ClickException("Wrong."), 2, "Wrong."),
        (RuntimeError("student name"), 2, "htssp has a fault of its own here (RuntimeError"),
        (RecursionError(), 2, "htssp has a fault of its own here (RecursionError"),
        (MemoryError(), 2, "htssp has a fault of its own here (MemoryError"),
    ],
)
def test_whatever_goes_wrong_is_one_sentence(wrong, code, sentence, monkeypatch, capsys):
    monkeypatch.setattr(main, "htssp", Raises(wrong))
    assert run([]) == code
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(sentence)
    assert shown.err.count("\n") == bool(sentence)
    assert "student name" not in shown.err


def test_a_fault_of_ours_names_its_place_in_the_code(texas, monkeypatch, capsys):
    from htssp_builder.actions import build

    monkeypatch.setattr(build, "compose", lambda *_: {}["nothing"])
    assert run(["-C", str(texas), "build"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("htssp has a fault of its own here (KeyError at actions/build.py:")
    assert "\n" not in err.rstrip("\n")


def test_tables_are_plain_where_nobody_looks(htssp):
    out = htssp("pack", "list").out
    assert out.splitlines()[0] == "Pack\tVersion\tTitle"
    assert "\x1b" not in out


def typed_in_a_terminal(*arguments, **environment):
    """What a person sees of a command that is started in a terminal of its own."""
    pty = pytest.importorskip("pty", reason="needs a pseudo-terminal, which Windows has not")
    far, near = pty.openpty()
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    command = [sys.executable, "-m", "htssp_builder", *arguments]
    environment = {**kept, "TERM": "xterm-256color", "COLUMNS": "120", **environment}
    with os.fdopen(far, "rb", buffering=0) as terminal:
        with subprocess.Popen(command, stdout=near, stderr=near, stdin=near, env=environment) as it:
            os.close(near)
            shown = b""
            while chunk := _chunk(terminal):
                shown += chunk
        assert it.returncode == 0
    return shown.decode("utf-8")


def _chunk(terminal):
    try:
        return terminal.read(4096)
    except OSError:  # Linux says so when the other end is closed
        return b""


def test_a_terminal_gets_a_drawn_table_and_colour_unless_it_asks_for_none():
    drawn = typed_in_a_terminal("pack", "list")
    assert "\x1b[1m" in drawn
    assert "\t" not in drawn
    plain = typed_in_a_terminal("pack", "list", NO_COLOR="1")
    assert "\x1b" not in plain
    assert "hhs" in plain


def test_signs_that_a_console_does_not_have_do_not_stop_a_command(texas):
    result = subprocess.run(
        [sys.executable, "-m", "htssp_builder", "-C", str(texas), "get", "legal.confirmed"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"},
        check=True,
    )
    assert result.stderr == b""
    assert result.stdout.decode("utf-8").strip()


def test_a_reader_that_leaves_early_is_no_mistake():
    command = [sys.executable, "-m", "htssp_builder", "pack", "show"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as it:
        it.stdout.close()
        err = it.stderr.read()
    assert err == b""


def test_a_command_that_takes_long_says_what_it_is_doing(texas, monkeypatch, capsys):
    import time

    from htssp_builder.actions import build

    real = build.compose

    def slow(*arguments):
        time.sleep(1.1)
        return real(*arguments)

    monkeypatch.setattr(build, "compose", slow)
    assert run(["-C", str(texas), "build", "protocol", "--format", "md", "--json"]) == 0
    shown = capsys.readouterr()
    assert shown.err == "Writing the documents ...\n"
    assert shown.out.startswith("{")
