"""The date control: Word opens a calendar at the day that stands in it."""

import re

from htssp_builder.document.dates import MONTHS
from htssp_builder.word.ooxml.escape import attribute

_MONTHS = tuple(month.lower() for month in MONTHS)
_LONG = re.compile(r"([A-Za-z]+) (\d{1,2}), (\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def date_control(text: str, language: str) -> str:
    """The w:date of a content control that shows `text`. language: BCP 47."""
    day = iso_date(text)
    full = f' w:fullDate="{day}T00:00:00Z"' if day else ""
    return (
        f'<w:date{full}><w:dateFormat w:val="MMMM d, yyyy"/>'
        f'<w:lid w:val="{attribute(language, "document language")}"/>'
        '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
    )


def iso_date(text: str) -> str:
    """ "June 14, 2027" or "2027-06-14" as "2027-06-14"; empty where it is no such day."""
    year, month, day = 0, 0, 0
    if found := _LONG.fullmatch(text):
        name = found[1].lower()
        month = _MONTHS.index(name) + 1 if name in _MONTHS else 0
        year, day = int(found[3]), int(found[2])
    elif found := _ISO.fullmatch(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    longest = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not (year and 1 <= month <= 12 and 1 <= day <= longest[month - 1]):
        return ""
    return f"{year:04}-{month:02}-{day:02}"
