"""Walks the element tree of one template: headings, paragraphs and lists into the program."""

from typing import Any, get_args
from xml.etree.ElementTree import Element

from htssp_builder.compose.attributes import (
    classes,
    duty_pieces,
    emit_attributes,
    ident,
    meta,
)
from htssp_builder.compose.controls import Walk
from htssp_builder.compose.figures import emit_figure, figure_in
from htssp_builder.compose.inlines import BOX, constant, emit_inlines, pieces_of
from htssp_builder.compose.program import Do
from htssp_builder.compose.run import joined
from htssp_builder.compose.tables import CAPTION, emit_table
from htssp_builder.document.tree import Contents, Heading, Item, Paragraph, ParagraphRole

_ROLES = get_args(ParagraphRole)


def emit_blocks(walk: Walk, root: Element) -> None:
    """Everything of one template file; mistakes go to the emitter's problems."""
    caption: Element | None = None
    with walk.parent():
        for element in root:
            if element.tag == "p" and (element.text or "").startswith(CAPTION):
                walk.step()
                _caption_above_nothing(walk, caption)
                caption = element
                continue
            if element.tag == "table":
                emit_table(walk, element, caption)
            else:
                _caption_above_nothing(walk, caption)
                _block(walk, element)
            caption = None
        _caption_above_nothing(walk, caption)


def _caption_above_nothing(walk: Walk, caption: Element | None) -> None:
    if caption is not None:
        words = " ".join("".join(caption.itertext()).split())[:60]
        walk.wrong(f"“{words}” has no table below it.", "Put its table right below it.")


def _block(walk: Walk, element: Element) -> None:
    if element.tag == "p":
        walk.step()
        controls = walk.controls_in(element)
        for mark in controls:
            walk.control(mark)
        if not controls:
            _paragraph_or_figure(walk, element)
    elif element.tag in ("h2", "h3"):
        walk.step()
        _heading(walk, element)
    elif element.tag in ("ul", "ol"):
        _list(walk, element, 0, "")
    else:
        walk.wrong(
            f"<{element.tag}> is not something a document can hold.",
            "Use headings ## and ###, paragraphs, lists and tables.",
        )


def _heading(walk: Walk, element: Element) -> None:
    level = int(element.tag[1])
    for inherited, name in ((walk.authority, "authority"), (walk.edition, "edition")):
        stated = element.get(name) or inherited[level - 1]
        inherited[level:] = [stated] * (4 - level)
    _text_block(walk, Heading(ident(walk, element), level, (), meta=meta(walk, element)), element)


def _paragraph_or_figure(walk: Walk, element: Element) -> None:
    figure = figure_in(element)
    if figure is None:
        _paragraph(walk, element)
    else:
        emit_figure(walk, element, figure)


def _paragraph(walk: Walk, element: Element) -> None:
    roles = [name for name in classes(element) if name != "duty"]
    role: Any = roles[0] if roles else "body"
    if role == "contents":
        walk.out.block(Contents(ident(walk, element), "".join(element.itertext()).strip()))
        return
    if role not in _ROLES:
        walk.wrong(f"'.{role}' is not a kind of paragraph.", f"Use: {', '.join(_ROLES)}.")
        role = "body"
    block = Paragraph(ident(walk, element), (), role, meta(walk, element))
    _text_block(walk, block, element)


def _list(walk: Walk, element: Element, level: int, name: str) -> None:
    if not name:
        walk.lists += 1
        name = f"{walk.section}.list{walk.lists}"
    if not level:
        walk.out.op(Do.LIST)
    with walk.parent():
        for item in element:
            walk.step()
            controls = walk.controls_in(item)
            for mark in controls:
                walk.control(mark)
            if not controls:
                _item(walk, item, element.tag, level, name)


def _item(walk: Walk, element: Element, tag: str, level: int, name: str) -> None:
    nested = [child for child in element if child.tag in ("ul", "ol")]
    for child in nested:
        element.remove(child)
    inner = [child for child in element if child.tag == "p"]
    for child in inner:
        element.remove(child)
    if inner:
        walk.wrong("A list item holds a paragraph of its own.", "Leave no blank line in the list.")
    kind: Any = "number" if tag == "ol" else "bullet"
    box = BOX.match(element.text or "")
    if box and kind == "bullet":
        element.text = (element.text or "")[box.end() :]
        kind = "check"
    block = Item(ident(walk, element), (), kind, name, level, meta(walk, element))
    _text_block(walk, block, element)
    for child in nested:
        if level:
            walk.wrong("A list is nested three deep.", "Use at most two levels.")
        _list(walk, child, 1, name if child.tag == tag else "")


def _text_block(walk: Walk, block: Heading | Paragraph | Item, element: Element) -> None:
    pieces = list(pieces_of(walk, element))
    attributes = duty_pieces(walk, element)
    plain = constant(pieces)
    if len(plain) == len(pieces) and not attributes:
        walk.out.block(block._replace(inlines=joined(plain)))
        return
    walk.out.op(Do.OPEN, block)
    emit_attributes(walk, attributes)
    emit_inlines(walk, pieces)
    walk.out.op(Do.CLOSE)
