"""A page of headings, pairs and sentences: wrapped for a person, a line each where it is piped."""

from textwrap import wrap

import click

from htssp_builder.cli.show import coloured, say

_LABEL = 22
_LEAST = 60
_MOST = 120


class Page:
    """Prints as it is told. width: columns of the terminal, 0 for plain lines without wrapping,
    where a label and its text are parted by a tab."""

    def __init__(self, width: int) -> None:
        self.width = max(min(width, _MOST), _LEAST) if width else 0

    def title(self, text: str) -> None:
        """What the page is about."""
        self._lines(text, "", "", bold=True)

    def heading(self, text: str) -> None:
        """Above a part, after an empty line."""
        say()
        self._lines(text, "", "", bold=True)

    def text(self, text: str) -> None:
        """A sentence from margin to margin."""
        self._lines(text, "", "")

    def point(self, text: str) -> None:
        """One of several."""
        self._lines(text, "- ", "  ")

    def pair(self, label: str, text: str) -> None:
        """A label and what it says; "" for a further line of the label above."""
        if not self.width:
            say(f"{label}\t{' '.join(text.split())}")
            return
        if len(label) > _LABEL - 4:
            self._lines(f"{label}:", "  ", "    ")
            label = ""
        first = f"  {label + ':' if label else '':<{_LABEL - 2}}"
        self._lines(text, first, " " * _LABEL)

    def _lines(self, text: str, first: str, rest: str, *, bold: bool = False) -> None:
        if not self.width:
            say(f"{first}{' '.join(text.split())}")
            return
        for line in wrap(text, self.width - 1, initial_indent=first, subsequent_indent=rest,
                         break_long_words=False, break_on_hyphens=False):  # fmt: skip
            say(click.style(line, bold=True) if bold else line)


def open_page() -> Page:
    """A page for whoever is reading."""
    import shutil

    return Page(shutil.get_terminal_size().columns if coloured() else 0)
