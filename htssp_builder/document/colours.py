"""Colours that can be read: every word stands on its ground with a contrast of 4.5 to 1 or more."""

import re
from collections.abc import Iterable

from htssp_builder.document.tree import Style
from htssp_builder.problems import HtsspError, error

LEAST = 4.5
"""WCAG 2.2, success criterion 1.4.3, for text of any size."""

_PAPER = "FFFFFF"
_WORDS = {
    "accent": (_PAPER,),
    "text": (_PAPER, "band", "note_fill", "caution_fill"),
    "muted": (_PAPER,),
    "table_head_text": ("table_head",),
    "caution": ("caution_fill",),
    "missing": (_PAPER, "missing_fill"),
}
_GROUNDS = ("table_head", "band", "rule", "caution_fill", "note_fill", "missing_fill")


def palette(style: Style) -> dict[str, str]:
    """The colours of a style by their names, RRGGBB. A colour for words that could not be read on
    one of its grounds gives way to black or white, whichever is read better there.

    Raises HtsspError for a colour that is not written as six hexadecimal digits.
    """
    fields = style._asdict()
    wrong = [name for name in (*_WORDS, *_GROUNDS) if not _is_colour(fields[name])]
    if wrong:
        raise HtsspError(
            *(
                error(
                    f"style.yaml, {name}",
                    f'"{fields[name]}" is not a colour.',
                    "Write six hexadecimal digits, such as 1F4E79.",
                )
                for name in wrong
            )
        )
    colours = {name: str(fields[name]) for name in _GROUNDS}
    for name, grounds in _WORDS.items():
        colours[name] = legible(str(fields[name]), [colours.get(key, key) for key in grounds])
    return colours


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (RRGGBB) after WCAG: 1 (the same) to 21 (black on white)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _is_colour(value: object) -> bool:
    return re.fullmatch("[0-9A-Fa-f]{6}", str(value)) is not None


def legible(colour: str, grounds: Iterable[str]) -> str:
    """The colour, or black or white where it cannot be read on one of these grounds (RRGGBB)."""
    on = tuple(grounds)

    def worst(candidate: str) -> float:
        return min(contrast(candidate, ground) for ground in on)

    return colour if worst(colour) >= LEAST else max("000000", _PAPER, key=worst)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
