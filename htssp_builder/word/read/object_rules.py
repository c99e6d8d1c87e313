"""What the walk does at pictures, text boxes, alternatives and whatever it has no rule for."""

from functools import lru_cache
from typing import TYPE_CHECKING

from htssp_builder.word.read import block_rules, inline_rules
from htssp_builder.word.read.model import Story
from htssp_builder.word.read.tags import (
    COMPATIBILITY,
    DRAWING,
    MATH,
    SILENT,
    STRICT,
    TRANSPARENT,
    UNDERSTOOD,
    UNREAD_DRAWINGS,
    W14,
    WORD,
    local,
)
from htssp_builder.word.read.walk import Frame, Rule, Walk, inside

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SAID = ("descr", "alt", "string")


def silent(walk: Walk, element: "Element") -> None:
    """Nothing to read here."""


def transparent(walk: Walk, element: "Element") -> Frame:
    """Only what is in it counts."""
    return inside(element)


def picture(walk: Walk, element: "Element") -> Frame:
    """w:drawing, w:pict, w:object: one thing in the line, and the text boxes in it."""
    walk.add("", "object", element, _alternative_text(element))
    return inside(element)


def _alternative_text(element: "Element") -> str:
    """What a picture says of itself; the words of a watermark."""
    for child in element.iter():
        name = local(child.tag)
        if name in ("docPr", "shape", "rect", "textpath"):
            for said in _SAID:
                if words := child.get(said):
                    return words
        elif name == "txbxContent":
            break
    return ""


def text_box(walk: Walk, element: "Element") -> Frame:
    """w:txbxContent: a story of its own, which hangs on a paragraph."""
    outer = (walk.story, walk.place, walk.segment, walk.paragraph, walk.open_fields, walk.hiding)
    table = walk.table, walk.row, walk.cells, walk.final, walk.original
    walk.text_boxes += 1
    walk.story = Story("textbox", walk.story.part, str(walk.text_boxes))
    walk.place, walk.paragraph, walk.open_fields, walk.hiding = (), None, [], 0
    walk.table = walk.row = -1
    walk.new_segment()

    def leave() -> None:
        walk.close_fields()
        walk.story, walk.place, walk.segment, walk.paragraph = outer[:4]
        walk.open_fields, walk.hiding = outer[4:]
        walk.table, walk.row, walk.cells, walk.final, walk.original = table

    return inside(element, leave)


def alternative(walk: Walk, element: "Element") -> Frame:
    """mc:AlternateContent: the same thing in several forms, of which one is read."""
    fallback = None
    for child in element:
        if child.tag == f"{COMPATIBILITY}Choice" and _understood(child):
            return inside(child)
        if child.tag == f"{COMPATIBILITY}Fallback":
            fallback = child
    if fallback is None and len(element):
        fallback = element[0]
    return inside(() if fallback is None else fallback)


def _understood(choice: "Element") -> bool:
    prefixes = choice.get("Requires", "").split()
    return all(f"{{{choice.nsmap.get(one, '')}}}" in UNDERSTOOD for one in prefixes)


def math_part(walk: Walk, element: "Element") -> Frame | None:
    """A piece of a formula; its properties say nothing."""
    return None if local(element.tag).endswith("Pr") else inside(element)


def stranger(walk: Walk, element: "Element") -> Frame:
    """An element without a rule: named, and its words are kept."""
    walk.unknown[_shown(str(element.tag), element.prefix)] += 1
    _keep(walk, element)
    return inside(element)


def drawing_part(walk: Walk, element: "Element") -> Frame:
    """A piece of a picture; its other texts are measures, except for a:t."""
    if local(element.tag) == "t":
        _keep(walk, element)
    return inside(element)


def _keep(walk: Walk, element: "Element") -> None:
    if element.text and element.text.strip():
        walk.add(element.text, "text", element)


def _shown(tag: str, prefix: str | None) -> str:
    return f"{prefix}:{local(tag)}" if prefix else tag


_OBJECTS: dict[str, Rule] = {
    "drawing": picture,
    "pict": picture,
    "object": picture,
    "txbxContent": text_box,
}


def rule_for(tag: str) -> Rule:
    """The rule for an element that no table names. tag: with its namespace."""
    if tag.startswith(MATH):
        return math_part
    if tag.startswith(DRAWING) and not any(part in tag for part in UNREAD_DRAWINGS):
        return drawing_part
    return stranger


@lru_cache(maxsize=1)
def every_rule() -> dict[str, Rule]:
    """The rules by the element's name with its namespace, usual and strict alike."""
    named: dict[str, Rule] = {
        **dict.fromkeys(TRANSPARENT, transparent),
        **dict.fromkeys(SILENT, silent),
        **block_rules.RULES,
        **inline_rules.RULES,
        **_OBJECTS,
    }
    # Properties were read where their owner was; what stands in them is no text.
    named["pPr"] = named["sectPr"] = silent
    made = {f"{w}{name}": rule for w in (WORD, STRICT) for name, rule in named.items()}
    made |= {f"{m}t": inline_rules.math_text for m in MATH}
    made[f"{COMPATIBILITY}AlternateContent"] = alternative
    made[f"{W14}conflictIns"] = named["ins"]
    made[f"{W14}conflictDel"] = named["del"]
    return made
