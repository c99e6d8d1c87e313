"""Which way a text runs: Arabic, Hebrew and their kin need a mark that Word does not guess."""

_RTL, _LTR = frozenset(("R", "AL")), "L"


def mainly_rtl(text: str) -> bool:
    """True where more letters run from right to left than from left to right."""
    if text.isascii():
        return False
    try:
        # Curly quotes, dashes and accents: what this holds never runs from right to left.
        text.encode("cp1252")
    except UnicodeEncodeError:
        return _more_rtl(text)
    return False


def _more_rtl(text: str) -> bool:
    from unicodedata import bidirectional

    ways = [bidirectional(character) for character in text]
    count = sum(way in _RTL for way in ways)
    return count > 0 and count > ways.count(_LTR)
