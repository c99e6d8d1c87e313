"""A figure in a template, `![Title](figure:name)`, into the program."""

from xml.etree.ElementTree import Element

from htssp_builder.compose.attributes import emit_attributes, ident, meta
from htssp_builder.compose.controls import Walk
from htssp_builder.compose.drawing import Wanted
from htssp_builder.compose.inlines import constant, text_pieces
from htssp_builder.compose.program import Do
from htssp_builder.compose.run import joined
from htssp_builder.document.text import inline_text
from htssp_builder.document.tree import Figure

ADDRESS = "figure:"


def figure_in(paragraph: Element) -> Element | None:
    """The figure that a paragraph consists of, if it does."""
    if (paragraph.text or "").strip() or len(paragraph) != 1:
        return None
    image = paragraph[0]
    alone = image.tag == "img" and not (image.tail or "").strip()
    return image if alone and (image.get("src") or "").startswith(ADDRESS) else None


def emit_figure(walk: Walk, paragraph: Element, image: Element) -> None:
    """The operations that make a figure. Its attributes stand behind it or on the line below."""
    name = (image.attrib.pop("src") or "").removeprefix(ADDRESS)
    pieces = list(text_pieces(walk, image.attrib.pop("alt", "") or ""))
    paragraph.attrib.update(image.attrib)
    plain = constant(pieces)
    title = inline_text(joined(plain)) if len(plain) == len(pieces) else ""
    if not pieces:
        walk.wrong("The figure has no title.", f"Write ![What it shows]({ADDRESS}{name}).")
    block = Figure(ident(walk, paragraph), title, meta=meta(walk, paragraph))
    if not title and pieces:
        emit_attributes(walk, [("title", pieces)])
    walk.out.op(Do.FIGURE, Wanted(block, name, f"{walk.file}:{walk.line}"))
