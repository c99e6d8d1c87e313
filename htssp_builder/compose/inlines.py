"""What stands inside a block: words, what is printed among them, links, references and boxes."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from htssp_builder.compose.controls import LAST_SIGN, Walk
from htssp_builder.compose.cut import BREAK, FIRST, Mark
from htssp_builder.compose.program import Do, Place
from htssp_builder.document.tree import Box, Inline, Link, Reference, Text

SPLIT = re.compile(f"([{chr(FIRST)}-{LAST_SIGN}])")
BOX = re.compile(r"\[([ xX])\] ?")
_SWALLOWED = re.compile(r"\n *(?:[-*]|\d+\.) +\S|\n\|")


class Printed(NamedTuple):
    """A `{{ }}` among inlines, or a control mark inside a sentence."""

    mark: Mark
    strong: bool
    emphasis: bool


Piece = Inline | Printed


def constant(pieces: list[Piece]) -> list[Inline]:
    """The pieces that are known before any district is."""
    return [piece for piece in pieces if not isinstance(piece, Printed)]


def emit_inlines(walk: Walk, pieces: list[Piece]) -> None:
    """The operations that make these inlines."""
    with walk.parent():
        for piece in pieces:
            if not isinstance(piece, Printed):
                walk.out.op(Do.INLINE, piece)
            elif piece.mark.word:
                walk.control(piece.mark)
            else:
                _print(walk, piece)


def _print(walk: Walk, piece: Printed) -> None:
    looks = [d for d, on in ((Do.STRONG, piece.strong), (Do.EMPHASIS, piece.emphasis)) if on]
    for do in looks:
        walk.out.op(do, True)
    walk.out.jinja(piece.mark.source, Place(walk.file, piece.mark.line))
    for do in looks:
        walk.out.op(do, False)


def pieces_of(
    walk: Walk, element: Element, strong: bool = False, emphasis: bool = False
) -> Iterator[Piece]:
    """Everything inside an element, in order."""
    yield from text_pieces(walk, element.text or "", strong, emphasis)
    for child in element:
        if child.tag == "a":
            yield from _link(walk, child)
        elif child.tag in ("strong", "em"):
            yield from pieces_of(
                walk, child, strong or child.tag == "strong", emphasis or child.tag == "em"
            )
        elif child.tag == "img":
            walk.wrong(
                "A picture stands inside a text, or comes from elsewhere.",
                "Write ![What it shows](figure:name) on a line of its own.",
            )
        else:
            walk.wrong(f"<{child.tag}> cannot stand in a sentence.", "Use words.")
        yield from text_pieces(walk, child.tail or "", strong, emphasis)


def text_pieces(
    walk: Walk, text: str, strong: bool = False, emphasis: bool = False
) -> Iterator[Piece]:
    """The pieces of a text without markup. A line end is a space; <br> is a line break."""
    if _SWALLOWED.search(text):
        walk.wrong(
            "A list or a table begins inside a paragraph and would be read as a sentence.",
            "Put a blank line before it.",
        )
    if "{:" in text:
        walk.wrong(
            "An attribute list stands inside the text and would be printed.",
            "Put it at the end of a heading or cell, or once, on a line of its own below the text.",
        )
    for part in SPLIT.split(text):
        if SPLIT.fullmatch(part):
            yield Printed(walk.mark(part), strong, emphasis)
        elif part:
            words = re.sub(r"[ \n]*\n[ \n]*", " ", part)
            words = re.sub(f" ?{BREAK} ?", "\n", words)
            yield from _boxes(words, strong, emphasis)


def _link(walk: Walk, element: Element) -> Iterator[Inline]:
    words, target = "".join(element.itertext()), element.get("href", "")
    if SPLIT.search(words + target):
        walk.wrong("A link holds an answer.", "Print the answer beside the link.")
    elif target.startswith("#"):
        yield from _reference(walk, words, target[1:])
    elif target.startswith(("https://", "http://", "mailto:", "tel:")):
        yield Link(words, target)
    else:
        walk.wrong(f"'{target}' is not an address.", "Begin it with https: or tel:.")


def _reference(walk: Walk, words: str, target: str) -> Iterator[Inline]:
    number = walk.out.numbers.get(target)
    if number is None:
        walk.wrong(f"There is no section '{target}'.", "Name the id of a section.")
        return
    if words != "§":
        walk.wrong(f"The reference '{words}' is typed.", f"Write [§](#{target}).")
    if number[:1].isdigit():
        yield Text("section\u00a0")
    yield Reference(target, number)


def _boxes(words: str, strong: bool, emphasis: bool) -> Iterator[Inline]:
    """Text with `[ ] yes` turned into check boxes, each labelled by the words behind it."""
    parts = BOX.split(words)
    if parts[0]:
        yield Text(parts[0], strong, emphasis)
    for sign, label in zip(parts[1::2], parts[2::2], strict=True):
        yield Box(label.strip() or "tick", sign in "xX")
        yield Text(f"\u00a0{label}", strong, emphasis)
