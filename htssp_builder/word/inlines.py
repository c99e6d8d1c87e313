"""Inlines as Word XML: runs, content controls, hyperlinks, cross-references and check boxes."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from htssp_builder.document.text import CHECKED, UNCHECKED, inline_text
from htssp_builder.document.tree import Box, Field, Inline, Link, Reference, Text
from htssp_builder.problems import HtsspError
from htssp_builder.word.basetext import base_control
from htssp_builder.word.direction import mainly_rtl
from htssp_builder.word.names import tag
from htssp_builder.word.ooxml.escape import attribute, guard, run_text
from htssp_builder.word.state import State

BOX_FONT = "MS Gothic"
"""Word's own choice for check boxes; every sign is exactly as wide as the text is high."""

_STATE_STYLES = {
    "given": "",
    "unverified": '<w:rStyle w:val="Unverified"/>',
    "missing": '<w:rStyle w:val="PlaceholderText"/>',
    "unknown": '<w:rStyle w:val="PlaceholderText"/>',
}
_ABSENT = frozenset(("missing", "unknown"))
_OWN_CONTROL = frozenset(("date", "choice", "paragraph"))
_PLAIN_STYLES = ("", "<w:i/>", "<w:b/>", "<w:b/><w:i/>")
_RTL_STYLES = ("", "<w:i/><w:iCs/>", "<w:b/><w:bCs/>", "<w:b/><w:bCs/><w:i/><w:iCs/>")


def words(inlines: tuple[Inline, ...]) -> str:
    """The text of a run of inlines."""
    if len(inlines) == 1 and not isinstance(inlines[0], Box):
        return inlines[0].text  # most cells and many blocks: spares them a generator
    return inline_text(inlines)


def only_words(*contents: tuple[Inline, ...]) -> bool:
    """True where nothing but text stands there: its XML depends on nothing around it."""
    for inlines in contents:
        for inline in inlines:
            if type(inline) is not Text:
                return False
    return True


def words_xml(inlines: tuple[Inline, ...], where: str) -> str:
    """The runs of inlines that are only words. Raises HtsspError for text Word cannot hold."""
    made = ""
    for inline in inlines:
        if isinstance(inline, Text) and inline.text:
            text, strong, emphasis = inline
            faces = _faces(strong, emphasis, text) if strong or emphasis else ""
            made += run_xml(text, faces, where)
    return made


def inlines_xml(inlines: Iterable[Inline], state: State) -> str:
    """The runs of one paragraph. Raises HtsspError for text or links that Word cannot hold."""
    return "".join([_WRITERS[type(inline)](inline, state) for inline in inlines])


def run(text: str, state: State, properties: str = "", where: str = "") -> str:
    """One w:r. properties: children of w:rPr that precede w:rtl. where: for a message."""
    return run_xml(text, properties, where or state.where)


def run_xml(text: str, properties: str, where: str) -> str:
    """One w:r. properties: children of w:rPr that precede w:rtl. where: for a message."""
    if not text.isascii() and mainly_rtl(text):
        properties += "<w:rtl/>"
    if properties:
        properties = f"<w:rPr>{properties}</w:rPr>"
    return f"<w:r>{properties}{run_text(text, where)}</w:r>"


def complex_field(instruction: str, result: str) -> str:
    """A field that Word keeps up to date. result: XML of the runs it shows now."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _faces(strong: bool, emphasis: bool, text: str) -> str:
    at = 2 * strong + emphasis
    return (_PLAIN_STYLES if text.isascii() else _RTL_STYLES)[at]


def _text(inline: Text, state: State) -> str:
    text, strong, emphasis = inline
    if not text:
        return ""
    try:
        return _text_run(text, strong, emphasis)
    except HtsspError:
        guard(text, state.where)  # says where
        raise


@lru_cache(maxsize=16384)
def _text_run(text: str, strong: bool, emphasis: bool) -> str:
    # Remembered: the template's words are the same in every build and for every district.
    faces = _faces(strong, emphasis, text) if strong or emphasis else ""
    return run_xml(text, faces, "")


def _field(inline: Field, state: State) -> str:
    title = state.controls.title(inline.label or inline.path)
    number = state.controls.number(inline.path)
    made, base = _control(inline, title, number, state.language)
    state.put_control(base)
    return made


@lru_cache(maxsize=8192)
def _control(inline: Field, title: str, number: int, language: str) -> tuple[str, str]:
    """The control of an answer, and its base text. Remembered: between two builds of a district
    few answers change."""
    path, _, text, field_state, kind, _, strong, emphasis = inline
    name = attribute(title, path)
    faces = _faces(strong, emphasis, text) if strong or emphasis else ""
    typed = f"<w:rPr>{faces}</w:rPr>" if faces else ""
    absent = "<w:showingPlcHdr/>" if field_state in _ABSENT else ""
    chosen = (
        _control_kind(inline, language) if kind in _OWN_CONTROL or "\n" in text else "<w:text/>"
    )
    shown = run_xml(text, _STATE_STYLES[field_state] + faces, path)
    made = (
        f'<w:sdt><w:sdtPr>{typed}<w:alias w:val="{name}"/>{_tag(path)}'
        f'<w:id w:val="{number}"/>{absent}{chosen}</w:sdtPr>'
        f"<w:sdtContent>{shown}</w:sdtContent></w:sdt>"
    )
    return made, base_control(name, path, kind, field_state, text)


def _tag(path: str) -> str:
    return f'<w:tag w:val="{attribute(tag(path), path)}"/>'


def _control_kind(inline: Field, language: str) -> str:
    if inline.kind == "date" and "\n" not in inline.text:
        from htssp_builder.word.dates import date_control

        return date_control(inline.text, language)
    if inline.kind == "choice" and _can_choose(inline):
        return _choice_control(inline)
    if inline.kind == "choice" and "\n" not in inline.text:
        return "<w:text/>"
    # Without multiLine Word takes the line breaks out at the first edit.
    return '<w:text w:multiLine="1"/>'


def _can_choose(inline: Field) -> bool:
    # A list must offer what stands in it, or Word would let nobody choose it again.
    choices = inline.choices
    listed = inline.text in choices or inline.state in _ABSENT
    return bool(choices) and all(choices) and len(set(choices)) == len(choices) and listed


def _choice_control(inline: Field) -> str:
    items = "".join(
        f'<w:listItem w:displayText="{value}" w:value="{value}"/>'
        for value in (attribute(choice, inline.path) for choice in inline.choices)
    )
    return f"<w:dropDownList>{items}</w:dropDownList>"


def _link(inline: Link, state: State) -> str:
    from htssp_builder.word.ooxml.addresses import safe_target

    target = safe_target(inline.target, state.where)
    link = state.relationships.add("link", target)
    shown = run(inline.text, state, '<w:rStyle w:val="Hyperlink"/>')
    return f'<w:hyperlink r:id="{link}" w:history="1">{shown}</w:hyperlink>'


def _reference(inline: Reference, state: State) -> str:
    name = state.sections.get(inline.target)
    shown = run(inline.text, state)
    if name is None:
        # The section is not in this edition; a field would turn into an error text in Word.
        return shown
    return complex_field(f"REF {name} \\h", shown)


def _box(inline: Box, state: State) -> str:
    name = attribute(state.controls.title(inline.label or "Check box"), state.where)
    number = state.controls.number(inline.path or name)
    made, base = _check_box(inline, name, number, state.box_gap)
    state.put_control(base)
    return made


@lru_cache(maxsize=4096)
def _check_box(inline: Box, name: str, number: int, gap: int) -> tuple[str, str]:
    """A check box, and its base text. name: its title, escaped already."""
    _, checked, path = inline
    sign = CHECKED if checked else UNCHECKED
    face = (
        f'<w:rPr><w:rFonts w:ascii="{BOX_FONT}" w:eastAsia="{BOX_FONT}" w:hAnsi="{BOX_FONT}"'
        f' w:cs="{BOX_FONT}" w:hint="eastAsia"/><w:spacing w:val="{gap}"/></w:rPr>'
    )
    made = (
        f'<w:sdt><w:sdtPr>{face}<w:alias w:val="{name}"/>{_tag(path) if path else ""}'
        f'<w:id w:val="{number}"/>'
        f'<w14:checkbox><w14:checked w14:val="{int(checked)}"/>'
        f'<w14:checkedState w14:val="2612" w14:font="{BOX_FONT}"/>'
        f'<w14:uncheckedState w14:val="2610" w14:font="{BOX_FONT}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r>{face}<w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
    )
    return made, base_control(name, path, "check", "given", sign)


_WRITERS: dict[type, Callable[..., str]] = {
    Text: _text,
    Field: _field,
    Link: _link,
    Reference: _reference,
    Box: _box,
}
