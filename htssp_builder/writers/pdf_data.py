"""A document as the plain data that document.typ lays out.

Every text is cleaned of what no PDF can hold. U+001F stands in a long word where it may be broken:
`clean` leaves none in a text, so it cannot come from an answer.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from htssp_builder.document.colours import palette
from htssp_builder.document.text import CHECKED, UNCHECKED, inline_text
from htssp_builder.document.tree import (
    Block,
    Box,
    Contents,
    Document,
    Field,
    Figure,
    Heading,
    Inline,
    Item,
    Link,
    Paragraph,
    Reference,
    Row,
    Table,
    Text,
)
from htssp_builder.writers.characters import clean, may_open
from htssp_builder.writers.outline import (
    Branch,
    Items,
    Leaf,
    branches,
    has_cover,
    levels,
    number_prefix,
    parts,
    title_block,
)
from htssp_builder.writers.words import leftwards, words

Data = dict[str, Any]

_BREAK = "\x1f"
_SIGNS = "@./_:?&=,;+-"
_WIDTHS = {
    **dict.fromkeys("MWmw@%\u00c6\u0152\u2014", 0.98),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ&", 0.75),
    **dict.fromkeys("ijlt.,:;'|!()[]", 0.34),
}
_OTHER_WIDTH = 0.56
"""Widths of signs in sizes of the type, those of the bold font."""

_LETTER = 0.55  # width of an average sign, in sizes of the type
_LINE = 1.3  # height of a line, in sizes of the type
_POINTS = 72
_TABLE_SIZE, _BOX_SIZE = 0.9, 1.05  # sizes of the type in a table, as in document.typ
_CELL_SIDES, _BOX_SIDES = 1.1, 1.6  # room left and right in a cell, in sizes of its type


def layout_data(document: Document) -> Data:
    """What document.typ reads. Raises HtsspError for a colour of the style that is none."""
    return _Sheet(document).data()


class _Sheet:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.style = document.style
        self.words = words(document.language)
        self.levels = levels(document.blocks)
        self.title = title_block(document)
        self.targets = _targets(document)
        self.cover = has_cover(document)
        self.measure = (self.style.page_width - 2 * self.style.margin) * _POINTS
        self.line_break = _breaker(self.measure, self.style.size)

    def data(self) -> Data:
        document = self.document
        subtags = document.language.split("-")
        region = [tag.upper() for tag in subtags[1:] if re.fullmatch("[A-Za-z]{2}", tag)]
        lang = subtags[0].lower()
        break_line = self.line_break
        return {
            "title": _flat(document.title) or _flat(document.id),
            "organization": _flat(document.organization),
            "subject": _flat(document.subject),
            "keywords": [word.strip() for word in _flat(document.keywords).split(",")],
            "lang": lang if re.fullmatch("[a-z]{2,3}", lang) else "en",
            "region": region[0] if region else None,
            "leftwards": leftwards(document.language),
            "running": break_line(_flat(document.running)),
            "mark": self.words.internal if document.edition == "internal" else "",
            "page": self.words.page,
            "cover": self.cover,
            "colours": palette(self.style),
            "size": self.style.size,
            "width": self.style.page_width,
            "height": self.style.page_height,
            "margin": self.style.margin,
            "parts": self._parts(),
        }

    def _parts(self) -> list[Data]:
        made = [self._part(part, first=not at) for at, part in enumerate(self._given())]
        return [part for part in made if part]

    def _given(self) -> list[Items | Block]:
        given: list[Items | Block] = list(parts(self.document.blocks))
        if self.title is None and self.document.title.strip():
            self.title = Paragraph("", (Text(self.document.title),), "title")
            given.insert(0, self.title)
        return given

    def _part(self, part: Items | Block, first: bool) -> Data:
        match part:
            case Items(items=items):
                tree = [self._branch(branch) for branch in branches(items)]
                return {"kind": "list", "branches": tree}
            case Heading():
                inlines = self.inlines((Text(number_prefix(part)), *part.inlines), self.line_break)
                return self._named(part, inlines=inlines, level=self.levels[part.id],
                                   new=part.new_page)  # fmt: skip
            case Paragraph():
                return self._paragraph(part, first)
            case Table():
                return self._table(part)
            case Figure():
                return self._figure(part)
            case Contents():
                return self._named(part, title=_flat(part.title), depth=part.depth, new=not first)
        raise TypeError(type(part).__name__)  # pragma: no cover - every block is named above

    def _named(self, block: Block, **facts: Any) -> Data:
        to = self.targets.get(block.id, "")
        return {"kind": type(block).__name__.lower(), "to": to, **facts}

    def _paragraph(self, block: Paragraph, first: bool) -> Data:
        if not inline_text(block.inlines).strip():
            return {}
        label = {
            "note": self.words.note,
            "caution": self.words.caution,
            "script": self.words.script,
        }.get(block.role, "")
        role = block.role
        if role == "title" and block is not self.title:
            role = "subtitle"
        return self._named(
            block,
            role=role,
            label=label,
            drop=first and self.cover,
            long=self._height(block.inlines, self.measure) > self._tall(),
            inlines=self.inlines(block.inlines, self.line_break),
        )

    def _branch(self, branch: Branch) -> Data:
        return {
            "kind": branch.kind,
            "start": branch.start,
            "leaves": [self._leaf(leaf) for leaf in branch.leaves],
        }

    def _leaf(self, leaf: Leaf) -> Data:
        """A check line begins with its box, or with an empty one where it has none."""
        box, inlines = Box(""), leaf.item.inlines
        if leaf.item.kind == "check" and inlines and isinstance(inlines[0], Box):
            box, inlines = inlines[0], inlines[1:]
        return {
            "box": self._inline(box, self.line_break),
            "inlines": self.inlines(inlines, self.line_break),
            "branches": [self._branch(below) for below in leaf.branches],
        }

    def _table(self, table: Table) -> Data:
        rows = table.rows if table.head is None else (table.head, *table.rows)
        columns = max((len(row.cells) for row in rows), default=0)
        if not columns:
            return {}
        widths = table.widths if len(table.widths) == columns and min(table.widths) > 0 else ()
        shares = widths or (1 / columns,) * columns
        size = self.style.size * (_BOX_SIZE if table.role == "box" else _TABLE_SIZE)
        sides = size * (_BOX_SIDES if table.role == "box" else _CELL_SIDES)
        breakers = [_breaker(self.measure * share / sum(shares) - sides, size) for share in shares]
        number = _flat(table.number)
        caption = f"{self.words.table} {number}. {_flat(table.title)}" if number else ""
        return self._named(
            table,
            role=table.role,
            caption=self.line_break(caption),
            widths=shares,
            head=None if table.head is None else self._cells(table.head, breakers),
            rows=[
                {"cells": self._cells(row, breakers), "long": self._is_long(row, shares)}
                for row in table.rows
            ],
        )

    def _figure(self, figure: Figure) -> Data:
        number = _flat(figure.number)
        caption = f"{self.words.figure} {number}. {_flat(figure.title)}" if number else ""
        return self._named(
            figure,
            caption=self.line_break(caption),
            alt=_flat(figure.alt) or _flat(figure.title) or self.words.figure,
            svg=figure.svg,
            width=figure.width,
            height=figure.height,
        )

    def _cells(self, row: Row, breakers: Sequence[Callable[[str], str]]) -> list[Any]:
        made = [
            self.inlines(cell.inlines, breaker)
            for cell, breaker in zip(row.cells, breakers, strict=False)
        ]
        return made + [[]] * (len(breakers) - len(made))

    def _is_long(self, row: Row, shares: Sequence[float]) -> bool:
        """True for a row that may not fit on a page: kept whole, its end would be lost."""
        return any(
            self._height(cell.inlines, self.measure * share / sum(shares)) > self._tall()
            for cell, share in zip(row.cells, shares, strict=False)
        )

    def _height(self, inlines: Iterable[Inline], width: float) -> float:
        """Points that a text takes at most; wide letters and short lines are allowed for."""
        signs = max(width / (self.style.size * _LETTER) - 8, 4)
        lines = sum(1 + len(line) / signs for line in inline_text(inlines).split("\n"))
        return lines * self.style.size * _LINE

    def _tall(self) -> float:
        return (self.style.page_height - 2 * self.style.margin) * _POINTS * 0.4

    def inlines(self, items: Iterable[Inline], breaker: Callable[[str], str]) -> list[str | Data]:
        """The words of a block: strings, and tables of facts where there is more to say."""
        return [self._inline(item, breaker) for item in items]

    def _inline(self, item: Inline, breaker: Callable[[str], str]) -> str | Data:
        if isinstance(item, Box):
            return {"k": "box", "x": CHECKED if item.checked else UNCHECKED}
        shown = breaker(clean(item.text))
        if isinstance(item, Link):
            return {"k": "link", "x": shown, "to": item.target} if _leads(item) else shown
        if isinstance(item, Reference):
            to = self.targets.get(item.target)
            return {"k": "reference", "x": shown, "to": to} if to and shown.strip() else shown
        state = item.state if isinstance(item, Field) else "given"
        if not (item.strong or item.emphasis or state != "given"):
            return shown
        return {
            "k": "text",
            "x": shown,
            "strong": item.strong,
            "emphasis": item.emphasis,
            "state": state,
        }


def _leads(link: Link) -> bool:
    return bool(link.text.strip()) and may_open(link.target)


def _flat(text: str) -> str:
    return " ".join(clean(text).split())


def _targets(document: Document) -> dict[str, str]:
    """A label for every block that a reference leads to, by block id."""
    wanted = {
        item.target
        for block in document.blocks
        for item in _all_inlines(block)
        if isinstance(item, Reference)
    }
    ids = {block.id for block in document.blocks if not isinstance(block, Item)}
    return {id: f"block-{at}" for at, id in enumerate(sorted(wanted & ids))}


def _all_inlines(block: Block) -> Iterable[Inline]:
    if isinstance(block, Table):
        rows = block.rows if block.head is None else (block.head, *block.rows)
        return (item for row in rows for cell in row.cells for item in cell.inlines)
    return () if isinstance(block, Contents | Figure) else block.inlines


def _breaker(width: float, size: float) -> Callable[[str], str]:
    """A function that marks where words may be broken that are wider than `width` points. Only
    Latin letters and signs: other scripts break by their own rules, or join their letters."""
    fits = max(int(width / size), 1)  # of the widest letters
    piece = max(min(fits - 2, 12), 1)
    candidate = re.compile(f"[!-~\u00a1-\u024f]{{{fits},}}")
    place = re.compile(f"[{_SIGNS}]+(?=.)|[^{_SIGNS}]{{{piece}}}(?=[^{_SIGNS}]{{2}})")

    def broken(found: re.Match[str]) -> str:
        word = found[0]
        if sum(_WIDTHS.get(sign, _OTHER_WIDTH) for sign in word) * size <= width:
            return word
        return place.sub(rf"\g<0>{_BREAK}", word)

    def mark(text: str) -> str:
        return text if len(text) < fits else candidate.sub(broken, text)

    return mark
