"""How the questionnaire hears a person: what every kind of terminal can do, and the plain one.

The plain one prints a prompt and reads a line. It serves where input comes from a file, where the
terminal cannot move its cursor (TERM=dumb) and where another program reads the screen aloud.
"""

import shutil
import sys
from collections.abc import Sequence
from typing import Protocol

import click

SIGNS = ("?", "<", ">", "!", "#", "=", "~", "+", "-", "q")
"""Only a line that is exactly one of them is a command, so that an answer may begin with one."""

Choices = Sequence[tuple[str, str]]


class EndOfInput(Exception):
    """There is nothing more to read."""


class Console(Protocol):
    """Shows lines and hears replies. A reply is what was typed, one of SIGNS, or "" for Enter.

    Every reading method raises EndOfInput at the end of input, KeyboardInterrupt at Ctrl-C.
    """

    def say(self, text: str = "", *, strong: bool = False) -> None:
        """One line on the screen."""

    def line(self, prompt: str, *, start: str = "") -> str:
        """One line typed. start: text that stands there to be edited."""

    def lines(self, prompt: str, *, start: str = "") -> str:
        """Several lines, ended by an empty one. start: text that stands there to be edited."""

    def pick(self, prompt: str, choices: Choices, now: str) -> str:
        """One of the choices by its value or label. now: what stands, "" for nothing."""

    def tick(self, prompt: str, choices: Choices, ticked: Sequence[str]) -> str:
        """Several of the choices, their values with commas. ticked: those that are now."""

    def strike(self, prompt: str, choices: Choices) -> str:
        """Those of the choices that are not struck out, their values with commas; "" for none."""


def width() -> int:
    """Columns to write in, as the terminal is now; not so wide that lines are hard to follow."""
    return max(40, min(shutil.get_terminal_size((80, 24)).columns, 100)) - 1


class Plain:
    """Prompts and lines, without any control sequence."""

    def __init__(self) -> None:
        self._echo = not sys.stdin.isatty()
        self._first = True
        if self._echo and hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")

    def say(self, text: str = "", *, strong: bool = False) -> None:
        click.echo(text)

    def line(self, prompt: str, *, start: str = "") -> str:
        if start:
            click.echo(f"  Type it anew; it was: {start}")
        click.echo(prompt, nl=False)
        sys.stdout.flush()
        typed = sys.stdin.readline()
        if not typed:
            click.echo()
            raise EndOfInput
        typed = self._decoded(typed)
        if self._echo:
            click.echo(typed)
        return typed

    def _decoded(self, typed: str) -> str:
        """A file that was saved with the Windows code page is read as that."""
        typed = typed.rstrip("\r\n")
        if self._first:
            typed = typed.removeprefix("\ufeff")
        self._first = False
        try:
            typed.encode("utf-8")
        except UnicodeEncodeError:
            raw = typed.encode("utf-8", "surrogateescape")
            typed = raw.decode("cp1252", "replace")
        return typed.strip()

    def lines(self, prompt: str, *, start: str = "") -> str:
        kept = self._edited(start) if start else []
        first = self.line("Further line, Enter ends: " if kept else prompt)
        if not kept and first in ("", *SIGNS):
            return first
        while first:
            kept.append(first)
            first = self.line("  next line, Enter ends: ")
        return "\n".join(kept)

    def _edited(self, start: str) -> list[str]:
        """Line by line: Enter keeps one, a hyphen takes it out, other text stands for it."""
        click.echo("  Enter keeps a line, - takes it out, anything else stands in its place.")
        kept = []
        for old in start.split("\n"):
            typed = self.line(f"  {old}\n  > ")
            if typed != "-":
                kept.append(typed or old)
        return kept

    def pick(self, prompt: str, choices: Choices, now: str) -> str:
        click.echo(offered(choices, width()))
        keep = "Enter keeps" if now else "Enter skips"
        return completed(self.line(f"{prompt} ({keep}): "), choices)

    def tick(self, prompt: str, choices: Choices, ticked: Sequence[str]) -> str:
        click.echo(offered(choices, width()))
        keep = "Enter keeps" if ticked else "Enter skips"
        return self.line(f"{prompt}, several with commas ({keep}): ")

    def strike(self, prompt: str, choices: Choices) -> str:
        for number, (_, label) in enumerate(choices, 1):
            click.echo(f"  {number:>3}  {label}")
        while True:
            reply = self.line(f"{prompt} (y takes all, numbers strike out, Enter takes none): ")
            if reply in ("", "n", "no", *SIGNS):
                return reply if reply in SIGNS else ""
            struck = struck_out(reply, len(choices))
            if struck is not None:
                kept = [value for n, (value, _) in enumerate(choices, 1) if n not in struck]
                return ", ".join(kept)
            click.echo(f"  Type y, or numbers from 1 to {len(choices)} like 2, 5.")


def struck_out(reply: str, count: int) -> set[int] | None:
    """The numbers in a reply such as "2, 5"; none in "y"; None where it is neither."""
    if reply.lower() in ("y", "yes"):
        return set()
    words = reply.replace(",", " ").split()
    if not all(word.isdecimal() and 0 < int(word) <= count for word in words):
        return None
    return set(map(int, words))


def completed(typed: str, choices: Choices) -> str:
    """The label that the first letters of only one choice begin; else what was typed."""
    plain = typed.casefold()
    names = {name.casefold() for choice in choices for name in choice}
    found = [label for _, label in choices if label.casefold().startswith(plain)]
    alone = len(plain) > 2 and plain not in names and len(found) == 1
    return found[0] if alone else typed


def offered(choices: Choices, columns: int) -> str:
    """The choices as text: a line each, or all in a paragraph where they are many."""
    import textwrap

    if len(choices) > 15:
        short = all(len(value) <= 2 for value, _ in choices)  # the letters of the states
        words = ", ".join(value if short else f"{value} {label}" for value, label in choices)
        return textwrap.fill(words, columns, initial_indent="  ", subsequent_indent="  ")
    longest = max(len(value) for value, _ in choices)
    return "\n".join(
        f"  {value:<{longest}}  {label}" if label.lower() != value.lower() else f"  {value}"
        for value, label in choices
    )
