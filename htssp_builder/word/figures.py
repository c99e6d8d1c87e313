"""Figures as Word XML: a picture in its own paragraph under a caption that stays with it."""

from htssp_builder.document.text import block_text, picture_digest
from htssp_builder.document.tree import Figure, Style
from htssp_builder.word.basetext import base_figure
from htssp_builder.word.blocks import caption_xml, paragraph_xml
from htssp_builder.word.look import (
    FIGURE_ROOM,
    LOOKS,
    POINTS_AN_INCH,
    measures,
    text_width,
)
from htssp_builder.word.ooxml.escape import attribute, run_text
from htssp_builder.word.state import State

EMUS_A_POINT = 12700

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_CAPTION_LINES = 3


def figure_size(block: Figure, style: Style) -> tuple[float, float]:
    """Width and height in points: as drawn, or smaller where the page is, its caption included."""
    width, height = block.width * POINTS_AN_INCH, block.height * POINTS_AN_INCH
    if width <= 0 or height <= 0:
        return 0, 0
    page = (style.page_height - 2 * style.margin) * POINTS_AN_INCH
    caption = LOOKS["Caption"]
    above = caption.after + _CAPTION_LINES * measures(style)["Caption"].line
    free = max(page - above - FIGURE_ROOM, above)
    share = min(1, text_width(style) / width, free / height)
    return width * share, height * share


def figure(block: Figure, state: State) -> str:
    """A caption and a picture. The hidden bookmark is on the caption, or ahead of the picture."""
    text = block_text(block)
    anchor = state.anchor(block.id, text)
    state.base.append(base_figure(block, text, picture_digest(block)))
    caption = ""
    if block.number:
        caption, anchor = caption_xml("Figure", block, state, anchor), ""
    return caption + paragraph_xml("Figure", anchor + _run(block, state))


def _run(block: Figure, state: State) -> str:
    """The run that holds the picture; the words it stands for, where there is none."""
    if not block.png:
        return f"<w:r>{run_text(block.alt, block.id)}</w:r>" if block.alt else ""
    width, height = (round(points * EMUS_A_POINT) for points in figure_size(block, state.style))
    state.drawings += 1
    at = state.drawings
    name = attribute(f"Figure {block.number or at}", block.id)
    said = f'id="{at}" name="{name}" descr="{attribute(block.alt, block.id)}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"'
        f' xmlns:wp="{_DRAWING}/wordprocessingDrawing"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr {said}/><wp:cNvGraphicFramePr>'
        f'<a:graphicFrameLocks xmlns:a="{_DRAWING}/main" noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic xmlns:a="{_DRAWING}/main">'
        f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic xmlns:pic="{_DRAWING}/picture">'
        f"<pic:nvPicPr><pic:cNvPr {said}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{_part(block.png, state)}"/><a:stretch><a:fillRect/>'
        "</a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def _part(png: bytes, state: State) -> str:
    """The relationship to a picture's part; the same picture twice is one part."""
    name = next((known for known, data in state.media.items() if data == png), "")
    if not name:
        name = f"media/image{len(state.media) + 1}.png"
        state.media[name] = png
    return state.relationships.add("image", name)
