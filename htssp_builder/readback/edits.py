"""The fields of a file that do not say any more what was written in them."""

from collections.abc import Iterator

from htssp_builder.document.text import CHECKED
from htssp_builder.readback.model import Edited
from htssp_builder.readback.places import Returned
from htssp_builder.readback.words import said, same
from htssp_builder.word.read.model import FoundField

RETYPED = "it was retyped by hand, and its field is gone"
NOT_SURE = "the file does not say any more what was written there"
PASTED = "it was put into this file by hand"
_ABSENT = frozenset(("missing", "unknown"))


def edited(returned: Returned) -> list[Edited]:
    """Every field whose words, or whose tick, were changed, in reading order."""
    return list(_edited(returned))


def _edited(returned: Returned) -> Iterator[Edited]:
    for field in returned.found:
        if not field.path:
            continue
        was, now = _was(field), _now(field)
        if same(was, now) or (field.placeholder and field.checked is None and not was):
            continue
        box = field.checked is not None
        label = field.base.title if field.base else field.label
        place = returned.place(field.paragraph, field.block)
        beside = _beside(returned, field) if field.path.startswith("progress.") else ""
        yield Edited(field.path, label, was, now, place, box, _doubt(field, returned), beside)


def _was(field: FoundField) -> str:
    if field.base is None:
        return ""
    if field.base.kind == "check":
        return "yes" if field.base.text == CHECKED else ""
    return "" if field.base.state in _ABSENT else said(field.base.text)


def _now(field: FoundField) -> str:
    if field.checked is not None:
        return "yes" if field.checked else ""
    return said(field.text, field.base.text if field.base and field.base.state in _ABSENT else "")


def _doubt(field: FoundField, returned: Returned) -> str:
    if field.base is None:
        return PASTED
    if field.base.title in returned.doubtful:
        return NOT_SURE
    return RETYPED if field.control < 0 and field.checked is None else ""


def _beside(returned: Returned, field: FoundField) -> str:
    """Lines that were added by hand in a cell of the field's row: what shows that the work is done
    often has no field yet."""
    written = returned.written.get(field.block)
    if written is None:
        return ""
    before, after = written.text.split("\t"), returned.now.get(field.block, "").split("\t")
    if len(before) != len(after):
        return ""
    fields_now = [_now(one) for one in returned.found if one.block == field.block]
    return "; ".join(
        line
        for old, new in zip(before, after, strict=True)
        for line in _added(old, new)
        if not any(text in line for text in fields_now if text)
    )


def _added(before: str, after: str) -> list[str]:
    """The lines that a cell has more than it had."""
    old, new = ([line.strip() for line in text.split("\n")] for text in (before, after))
    return [line for line in new if line and line not in old] if len(new) > len(old) else []
