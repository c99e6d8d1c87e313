"""Days as people write them in a Word file."""

import re

from htssp_builder.interview.values import read_date

_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? ", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?[ -](\d{1,2}),?[ -](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d{2})")


def iso_day(text: str) -> str:
    """A day in any usual form as "2027-06-14", "" where the text is no day.

    Numbers alone are read as the United States writes them, month first; two digits of a year
    are of this century. 14/6/2027 is no such day and is not turned round: it may be a slip.
    """
    plain = _ORDINAL.sub("", _WEEKDAY.sub("", " ".join(text.split()), count=1))
    day = read_date(_usual(plain.removesuffix(".")))
    return day.isoformat() if day else ""


def _usual(text: str) -> str:
    if found := _DAY_FIRST.fullmatch(text):
        return f"{found[2]} {found[1]}, {found[3]}"
    if found := _MONTH_FIRST.fullmatch(text):
        return f"{found[1]} {found[2]}, {found[3]}"
    if found := _YEAR_FIRST.fullmatch(text):
        return f"{found[1]}-{found[2]}-{found[3]}"
    if found := _NUMBERS.fullmatch(text):
        year = found[4] if len(found[4]) == 4 else f"20{found[4]}"
        return f"{found[1]}/{found[3]}/{year}"
    return text
