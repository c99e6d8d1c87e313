"""What Word prints before the paragraphs of a list: "3.", "b)", "•"."""

import re
from typing import TYPE_CHECKING, NamedTuple

from htssp_builder.word.read.tags import is_on

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LEVELS = 9

# Signs of the symbol fonts that Word uses for bullets.
_BULLETS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf076": "❖",
    "\uf0fc": "✓",
    "\uf0a8": "☐",
}


class Level(NamedTuple):
    """start: first number. kind: w:numFmt. label: "%1.%2." style: whose paragraphs it numbers.
    legal: numbers of the levels above are plain digits."""

    start: int
    kind: str
    label: str
    style: str
    legal: bool


class Numbering:
    """The lists of a file, and how far each has been counted."""

    def __init__(self, root: "Element | None" = None) -> None:
        """root: of the numbering part; None for a file without one."""
        self._levels: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, str] = {}
        self._own: dict[str, dict[int, Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root, str(root.tag).rpartition("}")[0] + "}")

    def level_of(self, name: str, style: str) -> int:
        """The level that a list gives to the paragraphs of a style. name: w:numId."""
        for at, level in self._levels.get(self._lists.get(name, ""), {}).items():
            if level.style == style:
                return at
        return 0

    def ordered(self, name: str, level: int) -> bool:
        """True for numbers and letters, False for bullets and for unknown lists."""
        found = self._level(name, level)
        return found is not None and found.kind not in ("bullet", "none")

    def next(self, name: str, level: int) -> str:
        """Count one more paragraph of a list; what is printed before it."""
        found = self._level(name, level)
        if found is None:
            return ""
        if found.kind == "bullet":
            return _BULLETS.get(found.label, found.label)
        counts = self._counts.setdefault(self._lists[name], [None] * _LEVELS)
        self._count(counts, name, level, found)
        return self._label(counts, name, found)

    def _count(self, counts: list[int | None], name: str, level: int, found: Level) -> None:
        restart = self._starts.get(name, {}).get(level)
        now = counts[level]
        if restart is not None and (name, level) not in self._begun:
            counts[level] = restart
        else:
            counts[level] = found.start if now is None else now + 1
        self._begun.add((name, level))
        for above in range(level):
            if counts[above] is None:
                parent = self._level(name, above)
                counts[above] = parent.start if parent else 1
        for below in range(level + 1, _LEVELS):
            counts[below] = None

    def _label(self, counts: list[int | None], name: str, found: Level) -> str:
        def number(match: "re.Match[str]") -> str:
            at = int(match[1]) - 1
            level = self._level(name, at)
            kind = "decimal" if level is None or found.legal else level.kind
            return spelled(counts[at] or 0, kind)

        return re.sub(r"%([1-9])", number, found.label)

    def _level(self, name: str, level: int) -> Level | None:
        if not 0 <= level < _LEVELS:
            return None
        own = self._own.get(name, {}).get(level)
        return own or self._levels.get(self._lists.get(name, ""), {}).get(level)

    def _read(self, root: "Element", w: str) -> None:
        links: dict[str, str] = {}
        styles: dict[str, str] = {}
        for element in root.iterchildren(f"{w}abstractNum"):
            name = element.get(f"{w}abstractNumId", "")
            self._levels[name] = _levels(element, w)
            links[name] = _value(element.find(f"{w}numStyleLink"), w)
            styles[_value(element.find(f"{w}styleLink"), w)] = name
        for name, style in links.items():
            if style and style in styles:
                self._levels[name] = self._levels[styles[style]]
        for element in root.iterchildren(f"{w}num"):
            name = element.get(f"{w}numId", "")
            self._lists[name] = _value(element.find(f"{w}abstractNumId"), w)
            for override in element.iterchildren(f"{w}lvlOverride"):
                at = _number(override.get(f"{w}ilvl"), 0)
                start = override.find(f"{w}startOverride")
                if start is not None:
                    self._starts.setdefault(name, {})[at] = _number(_value(start, w), 1)
                self._own.setdefault(name, {}).update(_levels(override, w))


def _levels(element: "Element", w: str) -> dict[int, Level]:
    return {
        _number(level.get(f"{w}ilvl"), 0): Level(
            _number(_value(level.find(f"{w}start"), w), 0),
            _value(level.find(f"{w}numFmt"), w) or "decimal",
            _value(level.find(f"{w}lvlText"), w),
            _value(level.find(f"{w}pStyle"), w),
            (legal := level.find(f"{w}isLgl")) is not None and is_on(legal.get(f"{w}val")),
        )
        for level in element.iterchildren(f"{w}lvl")
    }


def _value(element: "Element | None", w: str) -> str:
    return "" if element is None else element.get(f"{w}val", "")


def _number(value: str | None, otherwise: int) -> int:
    digits = (value or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else otherwise


def spelled(number: int, kind: str) -> str:
    """A number as a list prints it. kind: w:numFmt; one that is not known prints digits."""
    if kind == "none":
        return ""
    if kind == "decimalZero":
        return f"{number:02}"
    if kind in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 30)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        return _roman(number) if kind == "lowerRoman" else _roman(number).upper()
    if kind == "ordinal":
        teen = number % 100 in (11, 12, 13)
        return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
    return str(number)


def _roman(number: int) -> str:
    made = ""
    for value, sign in _ROMAN:
        made += sign * (number // value)
        number %= value
    return made
