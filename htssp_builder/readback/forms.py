"""Whether a blank case form was filled in: what stands in one is never read, shown or kept."""

from htssp_builder.readback.places import Returned
from htssp_builder.word.read.model import BaseBlock
from htssp_builder.word.read.positions import SIGNS

_FORMS = ("forms.", "indicators.worksheet")
"""Beginnings of the ids of rows that are filled in about a student, on paper or in a case
system. Other boxes, such as those by which counsel ticks off citations, are not about anybody."""

_OPEN = SIGNS[1]
_TICKED = tuple(sign for sign in SIGNS if sign != _OPEN)


def filled_form(returned: Returned) -> str:
    """The section in which a case form was filled in ("Appendix E. Forms"), "" where none was."""
    forms = {key: one for key, one in returned.written.items()
             if key.startswith(_FORMS) and one.kind in ("row", "")}  # fmt: skip
    for key, row in forms.items():
        if key in returned.now and _filled(row.text, returned.now[key]):
            return returned.place_of(key).section or key
    return _added_row(returned, forms)


def _filled(before: str, after: str) -> bool:
    """Whether something was written into a blank cell, behind a box, or ticked."""
    if _ticks(after) > _ticks(before):
        return True
    old, new = before.split("\t"), after.split("\t")
    for at, cell in enumerate(new):
        written = old[at] if at < len(old) else ""
        open_ = not _letters(written) or _OPEN in written
        if open_ and _letters(cell) > _letters(written):
            return True
    return False


def _added_row(returned: Returned, forms: dict[str, BaseBlock]) -> str:
    """A row that somebody added to a form and that says more than what is asked."""
    tables = {
        block.paragraph.place[-1].table
        for block in returned.file.final
        if block.paragraph.place and returned.ids.get(block.paragraph.number) in forms
    }
    for block in returned.file.final:
        place, number = block.paragraph.place, block.paragraph.number
        if not place or place[-1].table not in tables or number in returned.ids:
            continue
        if place[-1].cell and (_letters(block.text) or _ticks(block.text)):
            return returned.place(number, "").section or "a form"
    return ""


def _letters(text: str) -> int:
    return sum(sign.isalnum() for sign in text)


def _ticks(text: str) -> int:
    return sum(text.count(sign) for sign in _TICKED)
