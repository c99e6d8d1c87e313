"""Which colour words have, and on which ground they stand."""

import re
from typing import TYPE_CHECKING, NamedTuple

from htssp_builder.word.read.tags import is_on

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_COLOUR = re.compile("[0-9A-Fa-f]{6}")
_MARKERS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00",
    "magenta": "FF00FF", "red": "FF0000", "yellow": "FFFF00", "white": "FFFFFF",
    "darkBlue": "00008B", "darkCyan": "008B8B", "darkGreen": "006400", "darkMagenta": "800080",
    "darkRed": "8B0000", "darkYellow": "808000", "darkGray": "A9A9A9", "lightGray": "D3D3D3",
}  # fmt: skip
_PAPER, _INK = "FFFFFF", "000000"


class _Style(NamedTuple):
    parent: str
    colour: str
    ground: str
    cell: str
    first_row: tuple[str, str]


class Looks:
    """The colours of styles; root: of the styles part, None for a file without one."""

    def __init__(self, root: "Element | None") -> None:
        self._styles: dict[str, _Style] = {}
        self.default_style = ""
        self._default = ""
        if root is None:
            return
        w = str(root.tag).rpartition("}")[0] + "}"
        self._default = _colour(root.find(f"{w}docDefaults/{w}rPrDefault/{w}rPr"), w)
        for style in root.iterchildren(f"{w}style"):
            self._read(style, w)

    def _read(self, style: "Element", w: str) -> None:
        name = style.get(f"{w}styleId", "")
        parent = style.find(f"{w}basedOn")
        first = style.find(f"{w}tblStylePr[@{w}type='firstRow']")
        self._styles[name] = _Style(
            "" if parent is None else parent.get(f"{w}val", ""),
            _colour(style.find(f"{w}rPr"), w),
            _ground(style.find(f"{w}rPr"), w) or _ground(style.find(f"{w}pPr"), w),
            _ground(style.find(f"{w}tcPr"), w),
            ("", "")
            if first is None
            else (_colour(first.find(f"{w}rPr"), w), _ground(first.find(f"{w}tcPr"), w)),
        )
        paragraph = style.get(f"{w}type", "paragraph") == "paragraph"
        if paragraph and style.get(f"{w}default") in ("1", "true", "on"):
            self.default_style = name

    def _chain(self, style: str) -> list[_Style]:
        made, seen = [], set[str]()
        while style in self._styles and style not in seen:
            seen.add(style)
            made.append(self._styles[style])
            style = made[-1].parent
        return made

    def pair(self, run: "Element", w: str) -> tuple[str, str] | None:
        """The colour of a run's words and that of their ground (RRGGBB); None where either cannot
        be told, such as over a picture."""
        paragraph = next(run.iterancestors(f"{w}p"), None)
        if paragraph is None or _in_drawing(run):
            return None
        own, around = run.find(f"{w}rPr"), paragraph.find(f"{w}pPr")
        words = self._chain(_value(own, f"{w}rStyle", w))
        block = self._chain(_value(around, f"{w}pStyle", w) or self.default_style)
        cell = _Cell(paragraph, w)
        head = self._head(cell, w)
        grounds = [
            _marker(own, w), _ground(own, w), *(s.ground for s in words), _ground(around, w),
            *(s.ground for s in block), _ground(cell.properties, w), head[1],
            *(s.cell for s in self._chain(cell.style)),
        ]  # fmt: skip
        colours = [
            _colour(own, w), *(s.colour for s in words), *(s.colour for s in block), head[0],
            *(s.colour for s in self._chain(cell.style)), self._default,
        ]  # fmt: skip
        ground = next(filter(None, grounds), _PAPER)
        ground = _PAPER if ground == "auto" else ground
        colour = next(filter(None, colours), "auto")
        if colour == "auto":
            # Word takes white on a dark ground, else black.
            from htssp_builder.document.colours import legible

            colour = legible(_INK, [ground])
        return (
            (colour, ground)
            if _COLOUR.fullmatch(colour + "") and _COLOUR.fullmatch(ground)
            else None
        )

    def _head(self, cell: "_Cell", w: str) -> tuple[str, str]:
        if not cell.in_first_row:
            return "", ""
        for style in self._chain(cell.style):
            if any(style.first_row):
                return style.first_row
        return "", ""


class _Cell:
    """The cell around a paragraph: its properties, its table's style, whether it is in a first
    row that the table shows as one."""

    def __init__(self, paragraph: "Element", w: str) -> None:
        self.properties: Element | None = None
        self.style, self.in_first_row = "", False
        cell = next(paragraph.iterancestors(f"{w}tc"), None)
        row = None if cell is None else next(cell.iterancestors(f"{w}tr"), None)
        table = None if row is None else next(row.iterancestors(f"{w}tbl"), None)
        if cell is None or row is None or table is None:
            return
        self.properties = cell.find(f"{w}tcPr")
        holder = table.find(f"{w}tblPr")
        self.style = _value(holder, f"{w}tblStyle", w)
        self.in_first_row = next(table.iter(f"{w}tr"), None) is row and shows_first_row(holder, w)


def shows_first_row(properties: "Element | None", w: str) -> bool:
    """Whether a table asks for the look of a first row. properties: its w:tblPr."""
    look = None if properties is None else properties.find(f"{w}tblLook")
    if look is None:
        return False
    named = look.get(f"{w}firstRow")
    if named is not None:
        return is_on(named)
    bits = look.get(f"{w}val", "0")
    return bool(int(bits, 16) & 0x20) if re.fullmatch("[0-9A-Fa-f]{1,8}", bits) else False


def _in_drawing(run: "Element") -> bool:
    return any(str(one.tag).endswith("}txbxContent") for one in run.iterancestors())


def _value(holder: "Element | None", tag: str, w: str) -> str:
    found = None if holder is None else holder.find(tag)
    return "" if found is None else found.get(f"{w}val", "")


def _colour(looks: "Element | None", w: str) -> str:
    return _value(looks, f"{w}color", w)


def _marker(looks: "Element | None", w: str) -> str:
    return _MARKERS.get(_value(looks, f"{w}highlight", w), "")


def _ground(holder: "Element | None", w: str) -> str:
    """The fill of a shading; a pattern hides it only where it is solid."""
    found = None if holder is None else holder.find(f"{w}shd")
    if found is None:
        return ""
    if found.get(f"{w}val") == "solid":
        return found.get(f"{w}color", "auto").replace("auto", _INK)
    fill = found.get(f"{w}fill", "")
    # "auto" says nothing: what is below shows through.
    return "" if fill == "auto" else fill
