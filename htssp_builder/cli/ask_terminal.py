"""The questionnaire in a terminal that can move its cursor: arrows, editing, keys in sight."""

import textwrap
from collections.abc import Callable, Sequence
from typing import Any

import click
import questionary
from prompt_toolkit.application import get_app
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.output.defaults import create_output

from htssp_builder.cli.ask_console import SIGNS, Choices, EndOfInput, completed, width
from htssp_builder.cli.show import coloured

_MANY = 15
"""From so many choices on, typing a few letters is quicker than walking through them."""

_LOOK = questionary.Style(
    [("qmark", "bold"), ("question", "bold"), ("answer", ""), ("pointer", "bold"),
     ("highlighted", "bold"), ("selected", "")]
)  # fmt: skip


def works() -> bool:
    """Whether the cursor can be moved here: under Git Bash on Windows it cannot."""
    try:
        create_output()
    except Exception:  # prompt_toolkit's own error exists on Windows only
        return False
    return True


class Terminal:
    """Prompts of questionary, with a key of its own for each sign where nothing is typed."""

    def say(self, text: str = "", *, strong: bool = False) -> None:
        click.echo(click.style(text, bold=True) if strong and coloured() else text)

    def line(self, prompt: str, *, start: str = "") -> str:
        question = questionary.text(prompt.rstrip(" "), default=start, qmark="", style=_LOOK)
        return str(_asked(question)).strip()

    def lines(self, prompt: str, *, start: str = "") -> str:
        # A prompt above several lines is cut off where it does not fit.
        asked = textwrap.fill(prompt.rstrip(" "), width() - 1)
        question = questionary.text(
            asked, default=start, qmark="", style=_LOOK, multiline=True, instruction="\n",
        )  # fmt: skip
        _add_keys(question, _paragraph_keys())
        return str(_asked(question)).strip()

    def pick(self, prompt: str, choices: Choices, now: str) -> str:
        if len(choices) > _MANY:
            return self._complete(prompt, choices, now)
        listed = [questionary.Choice(f"Keep: {now}" if now else "Leave it open", value="")]
        listed += [questionary.Choice(label, value=value) for value, label in choices]
        question = questionary.select(
            f"{prompt}:", listed, qmark="", pointer=">", style=_LOOK, instruction=" ",
            use_jk_keys=False, use_emacs_keys=False,
        )  # fmt: skip
        _add_keys(question, _sign_keys())
        return str(_asked(question))

    def _complete(self, prompt: str, choices: Choices, now: str) -> str:
        keep = "Enter keeps" if now else "Enter skips"
        question = questionary.autocomplete(
            f"{prompt} ({keep}; type a few letters, arrows choose):",
            [label for _, label in choices], qmark="", style=_LOOK, ignore_case=True,
            match_middle=True,
        )  # fmt: skip
        return completed(str(_asked(question)).strip(), choices)

    def tick(self, prompt: str, choices: Choices, ticked: Sequence[str]) -> str:
        found = self._ticked(prompt, choices, ticked)
        if isinstance(found, str):
            return found
        return "" if found == list(ticked) else ", ".join(found)

    def strike(self, prompt: str, choices: Choices) -> str:
        found = self._ticked(prompt, choices, [value for value, _ in choices])
        return found if isinstance(found, str) else ", ".join(found)

    def _ticked(self, prompt: str, choices: Choices, ticked: Sequence[str]) -> list[str] | str:
        """The values that are ticked, or a sign."""
        listed = [
            questionary.Choice(label, value=value, checked=value in ticked)
            for value, label in choices
        ]
        question = questionary.checkbox(
            f"{prompt}:", listed, qmark="", pointer=">", style=_LOOK,
            instruction="(space ticks, Enter takes what is ticked)",
            use_jk_keys=False, use_emacs_keys=False,
        )  # fmt: skip
        _add_keys(question, _sign_keys())
        found = _asked(question)
        return found if isinstance(found, str) else list(found)


def _asked(question: questionary.Question) -> Any:
    try:
        return question.unsafe_ask()
    except EOFError:
        raise EndOfInput from None


def _add_keys(question: questionary.Question, keys: KeyBindings) -> None:
    application = question.application
    known = application.key_bindings
    application.key_bindings = keys if known is None else merge_key_bindings([known, keys])


def _sign_keys() -> KeyBindings:
    """In a list nothing is typed, so that a sign is heard as soon as its key is pressed."""
    keys = KeyBindings()
    for sign in SIGNS:
        keys.add(sign, eager=True)(_leaving_with(sign))

    @keys.add("c-d", eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError)

    return keys


def _leaving_with(sign: str) -> Callable[[KeyPressEvent], None]:
    def leave(event: KeyPressEvent) -> None:
        event.app.exit(result=sign)

    return leave


def _paragraph_keys() -> KeyBindings:
    """Enter begins a new line; on an empty line, or after a sign alone, it ends the text."""
    keys = KeyBindings()

    @keys.add("enter", eager=True)
    def _(event: KeyPressEvent) -> None:
        buffer = get_app().current_buffer
        if not buffer.document.current_line.strip() or buffer.text.strip() in SIGNS:
            event.app.exit(result=buffer.text)
        else:
            buffer.insert_text("\n")

    @keys.add("c-d", eager=True)
    def _end(event: KeyPressEvent) -> None:
        if not get_app().current_buffer.text:
            event.app.exit(exception=EOFError)

    return keys
