"""Content controls and old form fields: what kind each is, and what stands in it."""

from typing import TYPE_CHECKING, cast

from htssp_builder.document.text import CHECKED
from htssp_builder.word.read.model import Control, ControlKind, ControlLevel, Paragraph
from htssp_builder.word.read.tags import W14, W15, is_on, local
from htssp_builder.word.read.views import words
from htssp_builder.word.read.walk import OpenControl

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_KINDS: dict[str, ControlKind] = {
    "text": "text",
    "richText": "text",
    "date": "date",
    "dropDownList": "choice",
    "comboBox": "combo",
    "checkbox": "check",
    "picture": "picture",
    "group": "group",
    "repeatingSection": "repeat",
    "repeatingSectionItem": "repeat",
    "docPartObj": "contents",
    "docPartList": "contents",
    "equation": "other",
    "citation": "other",
    "bibliography": "other",
}
_FORM_KINDS: dict[str, ControlKind] = {"checkBox": "check", "textInput": "text", "ddList": "choice"}


def control(opened: OpenControl, number: int, paragraphs: tuple[Paragraph, ...], w: str) -> Control:
    """What a control says. w: the namespace of its part."""
    element = opened.element
    start, end = opened.start, opened.end
    old = opened.level == "legacy"
    holder = element.find(f"{w}ffData" if old else f"{w}sdtPr")
    made = Control(
        number,
        element,
        cast(ControlLevel, opened.level),
        "text",
        "",
        "",
        words(paragraphs, start, end, final=True),
        words(paragraphs, start, end, final=False),
        False,
        None,
        "",
        (),
        "",
        opened.story,
        start,
        end,
        opened.final,
        opened.original,
    )
    if holder is None:
        return made
    return _form(made, holder, w) if old else _described(made, holder, w)


def _described(made: Control, properties: "Element", w: str) -> Control:
    """With what w:sdtPr says."""
    found: dict[str, Element] = {}
    kind: ControlKind = "text"
    for child in properties:
        name = local(child.tag)
        # w15 repeats some names of w for its own purposes (w15:color, w15:dataBinding).
        found.setdefault(name, child)
        kind = _KINDS.get(name, kind)
    binding = found.get("dataBinding")
    return made._replace(
        kind=kind,
        tag=_value(found.get("tag"), w),
        title=_value(found.get("alias"), w),
        placeholder="showingPlcHdr" in found and is_on(found["showingPlcHdr"].get(f"{w}val")),
        checked=_checked(found.get("checkbox"), made.text),
        date=_date(found.get("date"), w),
        choices=_choices(found.get("dropDownList", found.get("comboBox")), w),
        bound="" if binding is None else binding.get(f"{w}xpath", ""),
    )


def _form(made: Control, data: "Element", w: str) -> Control:
    """With what w:ffData says."""
    kind: ControlKind = "text"
    choices: tuple[str, ...] = ()
    for child in data:
        name = local(child.tag)
        kind = _FORM_KINDS.get(name, kind)
        if name == "ddList":
            choices = tuple(one.get(f"{w}val", "") for one in child.iterchildren(f"{w}listEntry"))
    return made._replace(
        kind=kind,
        title=_value(data.find(f"{w}name"), w),
        checked=made.text == CHECKED if kind == "check" else None,
        choices=choices,
    )


def _value(element: "Element | None", w: str) -> str:
    return "" if element is None else element.get(f"{w}val", "")


def _checked(box: "Element | None", text: str) -> bool | None:
    """A box without a state is told by its sign, as some programs draw the sign alone."""
    if box is None:
        return None
    for state in box:
        if local(state.tag) == "checked":
            return is_on(state.get(f"{W14}val", state.get(f"{W15}val")))
    return CHECKED in text


def _date(element: "Element | None", w: str) -> str:
    return "" if element is None else element.get(f"{w}fullDate", "")[:10]


def _choices(element: "Element | None", w: str) -> tuple[str, ...]:
    if element is None:
        return ()
    return tuple(
        item.get(f"{w}displayText") or item.get(f"{w}value") or ""
        for item in element.iterchildren(f"{w}listItem")
    )
