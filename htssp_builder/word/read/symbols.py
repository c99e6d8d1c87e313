"""Signs of symbol fonts as the characters they look like."""

_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "☐",
    0x71: "☐",
    0x72: "☐",
    0x76: "❖",
    0x9F: "•",
    0xA7: "▪",
    0xA8: "☐",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_SYMBOL = {
    0x2D: "−",
    0xA3: "≤",
    0xAE: "→",
    0xAC: "←",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB7: "•",
    0xB9: "≠",
    0xDE: "⇒",
}
_FONTS = {"wingdings": _WINGDINGS, "symbol": _SYMBOL}

UNREADABLE = "\ufffd"


def sign(font: str, code: str) -> str:
    """The character for a w:sym. code: hexadecimal, as written. One that is not known stays the
    private character that Word keeps it under; one that is no code is U+FFFD."""
    try:
        number = int(code, 16)
        character = chr(number)
    except (ValueError, OverflowError):
        return UNREADABLE
    # Word adds F000 to the place in the font.
    place = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    known = _FONTS.get(font.strip().casefold(), {}).get(place)
    if known:
        return known
    forbidden = number < 0x20 or 0xD800 <= number <= 0xDFFF or number in (0xFFFE, 0xFFFF)
    return UNREADABLE if forbidden else character
