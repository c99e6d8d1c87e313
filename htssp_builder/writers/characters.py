"""Which characters of an answer can stand in a file, and which addresses may be opened from it."""

import re

REPLACEMENT = "\ufffd"

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NO_CHARACTERS = "".join(chr(0x10000 * plane + 0xFFFE + n) for plane in range(17) for n in (0, 1))
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef" + _NO_CHARACTERS + "]"
)
_PART = r"[^\s<>\"\\^`{|}\x00-\x20\x7f-\x9f]"
_OPENS = re.compile(
    rf"(?:https?://(?![^/?#]*@)(?![/?#]){_PART}+|mailto:[^@\s]{_PART}*@{_PART}+|tel:\+?[0-9]{_PART}*)",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """The text with every kind of line break as a newline.

    What no HTML file may hold (control characters, half a character pair, codes that are no
    character) becomes the replacement sign, so that a reader sees that something stood there.
    """
    if text.isascii() and text.isprintable():
        return text
    return _FORBIDDEN.sub(REPLACEMENT, _BREAKS.sub("\n", text))


def may_open(target: str) -> bool:
    """True for a whole web, mail or telephone address; anything else, such as a script or a file
    on the reader's machine, or a web address that hides its host behind a user name, is printed
    as words only."""
    return _OPENS.fullmatch(target) is not None
