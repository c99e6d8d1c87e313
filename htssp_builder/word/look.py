"""How every paragraph style measures, in one place.

`scripts/make_base.py` writes the style sheet from this table, the writer asks it for indents, and
the page estimate of the contents table counts with it.
"""

from functools import lru_cache
from typing import NamedTuple

from htssp_builder.document.tree import Style

TWIPS_A_POINT = 20
TWIPS_AN_INCH = 1440
POINTS_AN_INCH = 72

FONT_LINE = 1.2207
"""Height of a line of Calibri (and Carlito) set solid, as a share of the font size."""

CELL_SIDE = 5.0
CELL_EDGE = 2.5
"""Room inside a table cell in points: left and right, top and bottom."""

BOX_SIDE = 8.0
BOX_EDGE = 5.0
"""The same for a box."""


class Look(NamedTuple):
    """One paragraph style. Lengths in points.

    factor: font size as a share of the body size. line: line height as a share of the font's own.
    left, hanging, right: indents; hanging as a share of the font size where it must fit a sign.
    pad: room between a frame and the text above and below, 0 where the style has no frame.
    """

    id: str
    name: str
    factor: float = 1
    before: float = 0
    after: float = 6
    line: float = 1.1
    bold: bool = False
    left: float = 0
    right: float = 0
    keep_next: bool = False
    pad: float = 0
    heading_font: bool = False


LOOKS = {
    look.id: look
    for look in (
        Look("Normal", "Normal", after=0),
        Look("BodyText", "Body Text"),
        Look("Lead", "Lead", 1.1, 0, 8, 1.15),
        Look("Title", "Title", 2.4, 0, 10, 1, True, keep_next=True, heading_font=True),
        Look("Subtitle", "Subtitle", 1.36, 0, 18, 1.05, keep_next=True, heading_font=True),
        Look("Cover", "Cover", 1.1, 0, 5, 1.15),
        Look("Heading1", "heading 1", 1.55, 22, 7, 1, True, keep_next=True, heading_font=True),
        Look("Heading2", "heading 2", 1.2, 15, 4, 1, True, keep_next=True, heading_font=True),
        Look("Heading3", "heading 3", 1.05, 11, 3, 1, True, keep_next=True, heading_font=True),
        Look("ListBullet", "List Bullet", after=3, left=4),
        Look("ListBullet2", "List Bullet 2", after=3, left=18),
        Look("ListNumber", "List Number", after=3, left=2),
        Look("ListNumber2", "List Number 2", after=3, left=22),
        Look("ListCheck", "List Check", after=3, left=0.2),
        Look("ListCheck2", "List Check 2", after=3, left=1.7),
        Look("Note", "Note", 0.96, 6, 10, 1.08, left=10, right=8, pad=4),
        Look("Caution", "Caution", 1, 6, 10, 1.08, left=10, right=8, pad=4),
        Look("Script", "Script", 1, 6, 10, 1.12, left=24, right=18, pad=4),
        Look("Small", "Small", 0.82, 0, 4, 1.05),
        Look("Caption", "caption", 0.91, 10, 4, 1, True, keep_next=True),
        Look("Figure", "Figure", 1, 0, 10, 1),
        Look("TableText", "Table Text", 0.87, 0, 0, 1),
        Look("TableHead", "Table Head", 0.87, 0, 0, 1, True, keep_next=True),
        Look("TableLabel", "Table Label", 0.87, 0, 0, 1, True),
        Look("BoxText", "Box Text", 1, 1, 1, 1.05),
        Look("BoxHead", "Box Head", 1.09, 1, 1, 1, True, keep_next=True),
        Look("TableGap", "Table Gap", 0.2, 0, 0, 1),
        Look("TOCHeading", "TOC Heading", 1.55, 0, 10, 1, True, keep_next=True, heading_font=True),
        Look("TOC1", "toc 1", 1, 4, 0, 1),
        Look("TOC2", "toc 2", 0.96, 1.5, 0, 1, left=16),
        Look("TOC3", "toc 3", 0.91, 1, 0, 1, left=32),
        Look("Header", "header", 0.82, 0, 0, 1),
        Look("Footer", "footer", 0.82, 0, 0, 1),
        Look("EditionMark", "Edition Mark", 0.82, 0, 0, 1, True),
        Look("CommentText", "annotation text", 0.91, 0, 4, 1),
        Look("BalloonText", "Balloon Text", 0.82, 0, 0, 1),
    )
}
"""Every paragraph style by its id in the file. Indents of the check lists are in ems: a box is as
wide as the text is high, so the room it takes follows the font size."""

COVER_DROP = 150.0
"""Points above the title on a cover page."""

FIGURE_ROOM = 4.0
"""Points of a page that stay free beside a figure as high as it can be, for rounded heights."""

TABLE_ROOM = 9.0
"""Points between a table and a paragraph above or below it, unless a style asks for more."""

TABLE_GAP = 9.0
"""Height in points of the paragraph that Word asks for between two tables."""

BOX_GAP = 0.25
"""Room after a check box, in ems, beside the space that follows it."""

CHECK_HANG = 1.5
"""Where the text of a check line starts, in ems: the box (1), BOX_GAP and a space (0.226)."""


@lru_cache(maxsize=64)
def size(style: Style, look_id: str) -> float:
    """Font size in points of a paragraph style, to the half point that Word can hold."""
    return round(style.size * LOOKS[look_id].factor * 2) / 2


def text_width(style: Style) -> float:
    """Points between the side margins."""
    return (style.page_width - 2 * style.margin) * POINTS_AN_INCH


def twips(points: float) -> int:
    return round(points * TWIPS_A_POINT)


def indents(style: Style, look_id: str) -> tuple[float, float, float]:
    """Left, hanging and right indent in points."""
    look = LOOKS[look_id]
    if look_id.startswith("ListCheck"):
        em = size(style, look_id)
        return look.left * em, CHECK_HANG * em, look.right
    if look_id.startswith("ListBullet"):
        return look.left, 14, look.right
    if look_id.startswith("ListNumber"):
        return look.left, 20, look.right
    return look.left, 0, look.right


class Measure(NamedTuple):
    """A paragraph style in one document's style. line: height of a line in points; width: room for
    text between the margins in points; ems: thousandths of the font size in one point."""

    line: float
    width: float
    ems: float


@lru_cache(maxsize=32)
def measures(style: Style) -> dict[str, Measure]:
    """The measures of every paragraph style, by its id."""
    made = {}
    for look in LOOKS.values():
        points = size(style, look.id)
        left, hang, right = indents(style, look.id)
        # Both Word and LibreOffice count in whole twips.
        line = int(round(twips(points) * FONT_LINE) * look.line) / TWIPS_A_POINT
        width = text_width(style) - left - hang - right
        made[look.id] = Measure(line, width, 1000 / points)
    return made


def room(look_id: str, after_table: bool, before_table: bool) -> tuple[float, float]:
    """Points above and below a paragraph of this style. before_table: one without a caption."""
    look = LOOKS[look_id]
    return (
        max(look.before, TABLE_ROOM) if after_table else look.before,
        max(look.after, TABLE_ROOM) if before_table else look.after,
    )
