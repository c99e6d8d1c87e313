"""Which way a text runs: Arabic, Hebrew and their kin need a mark that Word does not guess."""

import re

_RTL = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_LTR = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u058f\u0900-\u1fff\u2e80-\ua4cf\uac00-\ud7a3]")


def mainly_rtl(text: str) -> bool:
    """True where more letters run from right to left than from left to right."""
    if text.isascii():
        return False
    count = len(_RTL.findall(text))
    return count > 0 and count > len(_LTR.findall(text))
