"""Inlines as Word XML: runs, content controls, hyperlinks, cross-references and check boxes."""

import re
from collections.abc import Callable, Iterable

from htssp_builder.document.text import CHECKED, UNCHECKED
from htssp_builder.document.tree import Box, Field, Inline, Link, Reference, Text
from htssp_builder.problems import HtsspError, error
from htssp_builder.word.direction import mainly_rtl
from htssp_builder.word.look import BOX_GAP, size, twips
from htssp_builder.word.names import tag
from htssp_builder.word.ooxml.escape import attribute, guard, run_text
from htssp_builder.word.state import ControlRecord, State

BOX_FONT = "MS Gothic"
"""Word's own choice for check boxes; every sign is exactly as wide as the text is high."""

_SAFE_TARGET = re.compile(r"(https?://[^/\s?#@]+|mailto:[^@\s]+@[^@\s]+|tel:\+?[0-9])", re.I)
_NOT_IN_URI = re.compile(r"[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})")
_STATE_STYLES = {
    "given": "",
    "unverified": '<w:rStyle w:val="Unverified"/>',
    "missing": '<w:rStyle w:val="PlaceholderText"/>',
    "unknown": '<w:rStyle w:val="PlaceholderText"/>',
}
_PLAIN_STYLES = ("", "<w:i/>", "<w:b/>", "<w:b/><w:i/>")
_RTL_STYLES = ("", "<w:i/><w:iCs/>", "<w:b/><w:bCs/>", "<w:b/><w:bCs/><w:i/><w:iCs/>")

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_LONG_DATE = re.compile(r"([A-Za-z]+) (\d{1,2}), (\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def inlines_xml(inlines: Iterable[Inline], state: State) -> str:
    """The runs of one paragraph. Raises HtsspError for text or links that Word cannot hold."""
    return "".join([_WRITERS[type(inline)](inline, state) for inline in inlines])


def run(text: str, state: State, properties: str = "", where: str = "") -> str:
    """One w:r. properties: children of w:rPr that precede w:rtl. where: for a message."""
    if not text.isascii() and mainly_rtl(text):
        properties += "<w:rtl/>"
    if properties:
        properties = f"<w:rPr>{properties}</w:rPr>"
    return f"<w:r>{properties}{run_text(text, where or state.where)}</w:r>"


def complex_field(instruction: str, result: str) -> str:
    """A field that Word keeps up to date. result: XML of the runs it shows now."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _faces(inline: Text | Field) -> str:
    at = 2 * inline.strong + inline.emphasis
    if not at:
        return ""
    return (_PLAIN_STYLES if inline.text.isascii() else _RTL_STYLES)[at]


def _text(inline: Text, state: State) -> str:
    if not inline.text:
        return ""
    return run(inline.text, state, _faces(inline))


def _field(inline: Field, state: State) -> str:
    path, label, text, field_state, kind = inline[:5]
    title = state.controls.title(label or path)
    state.records.append(ControlRecord(title, path, kind, field_state, text))
    absent = field_state in ("missing", "unknown")
    faces = _faces(inline)
    typed = f"<w:rPr>{faces}</w:rPr>" if faces else ""
    return (
        f'<w:sdt><w:sdtPr>{typed}<w:alias w:val="{attribute(title, path)}"/>'
        f'<w:tag w:val="{attribute(tag(path), path)}"/>'
        f'<w:id w:val="{state.controls.number(path)}"/>'
        f"{'<w:showingPlcHdr/>' if absent else ''}{_control_kind(inline, state)}</w:sdtPr>"
        f"<w:sdtContent>{run(text, state, _STATE_STYLES[field_state] + faces, path)}"
        "</w:sdtContent></w:sdt>"
    )


def _control_kind(inline: Field, state: State) -> str:
    if inline.kind == "date" and "\n" not in inline.text:
        return _date_control(inline.text, state)
    if inline.kind == "choice" and _can_choose(inline):
        return _choice_control(inline)
    if inline.kind == "paragraph" or "\n" in inline.text:
        # Without multiLine Word takes the line breaks out at the first edit.
        return '<w:text w:multiLine="1"/>'
    return "<w:text/>"


def _date_control(text: str, state: State) -> str:
    day = iso_date(text)
    full = f' w:fullDate="{day}T00:00:00Z"' if day else ""
    return (
        f'<w:date{full}><w:dateFormat w:val="MMMM d, yyyy"/>'
        f'<w:lid w:val="{attribute(state.language, state.where)}"/>'
        '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
    )


def iso_date(text: str) -> str:
    """ "June 14, 2027" or "2027-06-14" as "2027-06-14"; empty where it is no such day."""
    year, month, day = 0, 0, 0
    if found := _LONG_DATE.fullmatch(text):
        name = found[1].lower()
        month = _MONTHS.index(name) + 1 if name in _MONTHS else 0
        year, day = int(found[3]), int(found[2])
    elif found := _ISO_DATE.fullmatch(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    longest = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not (year and 1 <= month <= 12 and 1 <= day <= longest[month - 1]):
        return ""
    return f"{year:04}-{month:02}-{day:02}"


def _can_choose(inline: Field) -> bool:
    # A list must offer what stands in it, or Word would let nobody choose it again.
    choices = inline.choices
    listed = inline.text in choices or inline.state in ("missing", "unknown")
    return bool(choices) and all(choices) and len(set(choices)) == len(choices) and listed


def _choice_control(inline: Field) -> str:
    items = "".join(
        f'<w:listItem w:displayText="{value}" w:value="{value}"/>'
        for value in (attribute(choice, inline.path) for choice in inline.choices)
    )
    return f"<w:dropDownList>{items}</w:dropDownList>"


def _link(inline: Link, state: State) -> str:
    target = safe_target(inline.target, state.where)
    link = state.relationships.add("link", target)
    shown = run(inline.text, state, '<w:rStyle w:val="Hyperlink"/>')
    return f'<w:hyperlink r:id="{link}" w:history="1">{shown}</w:hyperlink>'


def safe_target(target: str, where: str) -> str:
    """The address of a link, with every character that an address may not hold percent-encoded.

    Only http, https, mailto and tel. Raises HtsspError for any other.
    """
    target = target.strip()
    guard(target, where)
    if not _SAFE_TARGET.match(target):
        raise HtsspError(
            error(
                where,
                f"The link does not lead to a web page, an e-mail address or a phone: {target!r}.",
                "Start it with https://, mailto: or tel: and give the whole address.",
            )
        )
    return _NOT_IN_URI.sub(lambda c: "".join(f"%{b:02X}" for b in c[0].encode("utf-8")), target)


def _reference(inline: Reference, state: State) -> str:
    name = state.sections.get(inline.target)
    shown = run(inline.text, state)
    if name is None:
        # The section is not in this edition; a field would turn into an error text in Word.
        return shown
    return complex_field(f"REF {name} \\h", shown)


def _box(inline: Box, state: State) -> str:
    title = state.controls.title(inline.label or "Check box")
    checked = int(inline.checked)
    sign = CHECKED if checked else UNCHECKED
    state.records.append(ControlRecord(title, inline.path, "check", "given", sign))
    named = f'<w:tag w:val="{attribute(tag(inline.path), inline.path)}"/>' if inline.path else ""
    gap = twips(BOX_GAP * size(state.style, "Normal"))
    face = (
        f'<w:rPr><w:rFonts w:ascii="{BOX_FONT}" w:hAnsi="{BOX_FONT}" w:eastAsia="{BOX_FONT}"'
        f' w:cs="{BOX_FONT}" w:hint="eastAsia"/><w:spacing w:val="{gap}"/></w:rPr>'
    )
    return (
        f'<w:sdt><w:sdtPr>{face}<w:alias w:val="{attribute(title, state.where)}"/>{named}'
        f'<w:id w:val="{state.controls.number(inline.path or title)}"/>'
        f'<w14:checkbox><w14:checked w14:val="{checked}"/>'
        f'<w14:checkedState w14:val="2612" w14:font="{BOX_FONT}"/>'
        f'<w14:uncheckedState w14:val="2610" w14:font="{BOX_FONT}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r>{face}<w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
    )


_WRITERS: dict[type, Callable[..., str]] = {
    Text: _text,
    Field: _field,
    Link: _link,
    Reference: _reference,
    Box: _box,
}
