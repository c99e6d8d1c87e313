"""Paragraph styles, as far as they say what a paragraph is: its name, outline level and list."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class Style(NamedTuple):
    """name: as Word shows it. outline: 1 to 9, 0 for body text, None where the style does not
    say. list: w:numId and level, None where the style does not say; level None: the one that the
    list gives to this style."""

    name: str
    outline: int | None
    list: tuple[str, int | None] | None


class Styles:
    """The paragraph styles of a file by their id; what one does not say the one it is based on
    does."""

    def __init__(self, root: "Element | None" = None) -> None:
        """root: of the styles part; None for a file without one."""
        self.default = ""
        self._own: dict[str, Style] = {}
        self._parents: dict[str, str] = {}
        self._whole: dict[str, Style] = {}
        if root is None:
            return
        w = str(root.tag).rpartition("}")[0] + "}"
        for element in root.iterchildren(f"{w}style"):
            if element.get(f"{w}type", "paragraph") == "paragraph":
                self._read(element, w)

    def get(self, style: str) -> Style:
        """A style with all that it inherits; an unknown one has its id for a name."""
        if style not in self._whole:
            self._whole[style] = self._inherited(style)
        return self._whole[style]

    def _read(self, element: "Element", w: str) -> None:
        style = element.get(f"{w}styleId", "")
        name = element.find(f"{w}name")
        parent = element.find(f"{w}basedOn")
        if element.get(f"{w}default") in ("1", "true", "on"):
            self.default = style
        if parent is not None:
            self._parents[style] = parent.get(f"{w}val", "")
        shown = style if name is None else name.get(f"{w}val", style)
        self._own[style] = Style(shown, *paragraph_looks(element.find(f"{w}pPr"), w))

    def _inherited(self, style: str) -> Style:
        name = self._own[style].name if style in self._own else style
        outline: int | None = None
        place: tuple[str, int | None] | None = None
        seen: set[str] = set()
        while style in self._own and style not in seen:
            seen.add(style)
            own = self._own[style]
            outline = own.outline if outline is None else outline
            place = own.list if place is None else place
            style = self._parents.get(style, "")
        return Style(name, outline, place)


def paragraph_looks(
    properties: "Element | None", w: str
) -> tuple[int | None, tuple[str, int | None] | None]:
    """Outline level and list that a w:pPr sets: see `Style`."""
    if properties is None:
        return None, None
    outline = properties.find(f"{w}outlineLvl")
    level = None if outline is None else _number(outline.get(f"{w}val"))
    if level is not None:
        # Word counts from 0, and 9 is body text.
        level = level + 1 if 0 <= level < 9 else 0
    numbers = properties.find(f"{w}numPr")
    if numbers is None:
        return level, None
    name, depth = numbers.find(f"{w}numId"), numbers.find(f"{w}ilvl")
    place = "" if name is None else name.get(f"{w}val", "")
    at = None if depth is None else _number(depth.get(f"{w}val"))
    return level, (place, at)


def _number(value: str | None) -> int | None:
    digits = (value or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else None
