"""Tracked changes, written: who did what and when, around runs, marks of paragraphs and rows."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import UTC, datetime
from typing import NamedTuple

from htssp_builder.word.revise.line import Unit
from htssp_builder.word.revise.wml import (
    DEL,
    FROM,
    ID,
    INS,
    PPR,
    RPR,
    TEXT,
    TO,
    TRPR,
    Element,
    W,
    make,
    mark_properties,
    properties,
)

_GONE_NAMES = {TEXT: W + "delText", W + "instrText": W + "delInstrText"}
_MARK_ORDER = (INS, DEL, FROM, TO)
_ROW_ORDER = (INS, DEL, W + "trPrChange")
_NUMBERED = frozenset(
    W + name
    for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange",
                 "trPrChange", "tcPrChange", "sectPrChange", "tblGridChange", "numberingChange",
                 "moveFromRangeStart", "moveToRangeStart", "cellIns", "cellDel", "cellMerge",
                 "bookmarkStart", "customXmlInsRangeStart", "customXmlDelRangeStart",
                 "customXmlMoveFromRangeStart", "customXmlMoveToRangeStart", "tblPrExChange")
)  # fmt: skip


class By(NamedTuple):
    """Who made a change, and when ("2027-01-12T09:30:00Z", or "" where nobody said)."""

    author: str
    date: str


def stamp(when: datetime) -> str:
    """A moment as Word writes it. One without a time zone is taken as UTC."""
    moment = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class Marker:
    """Hands out numbers, and marks. by: who made what has no maker of its own."""

    def __init__(self, by: By) -> None:
        self.by = by
        self.next = 1
        self._mine: set[Element] = set()

    def see(self, root: Element) -> None:
        """Keeps clear of the numbers that a part already uses."""
        for element in root.iter(*_NUMBERED):
            number = str(element.get(ID, ""))
            if number.lstrip("-").isdigit():
                self.next = max(self.next, int(number) + 1)

    def number(self) -> str:
        """A number that no change, bookmark or range of the file has."""
        self.next += 1
        return str(self.next - 1)

    def element(self, tag: str, by: By | None = None) -> Element:
        """An empty mark of a change."""
        who = by or self.by
        dated = {"date": who.date} if who.date else {}
        made = make(tag, id=self.number(), author=who.author, **dated)
        self._mine.add(made)
        return made

    def delete(self, units: Sequence[Unit], tag: str = DEL, by: By | None = None) -> None:
        """Marks runs as deleted (or moved away) where they stand."""
        for unit in units:
            for element in unit.elements:
                gone_text(element)
                self._wrap(element, tag, by)

    def _wrap(self, element: Element, tag: str, by: By | None) -> None:
        before = element.getprevious()
        who = by or self.by
        if (
            before is not None
            and before.tag == tag
            and before in self._mine
            and before.get(W + "author") == who.author
            and before.get(W + "date", "") == who.date
        ):
            before.append(element)
            return
        made = self.element(tag, by)
        element.addprevious(made)
        made.append(element)

    def insert(self, element: Element, tag: str = INS, by: By | None = None) -> None:
        """Marks a run that already stands in its place as inserted (or moved here)."""
        self._wrap(element, tag, by)

    def mark(self, paragraph: Element, tag: str, by: By | None = None) -> None:
        """Marks the end of a paragraph as inserted, deleted or moved."""
        holder = mark_properties(paragraph)
        if holder.find(tag) is None:
            _in_order(holder, self.element(tag, by), _MARK_ORDER, front=True)

    def row(self, row: Element, tag: str) -> None:
        """Marks a table row as inserted or deleted."""
        holder = properties(row, TRPR)
        if not any(child.tag not in _ROW_ORDER for child in holder):
            # The schema asks for a property of the row itself beside the mark.
            holder.insert(0, make(W + "cantSplit", val="off"))
        if holder.find(tag) is None:
            _in_order(holder, self.element(tag), _ROW_ORDER, front=False)

    def reformat(self, run: Element, looks: Element | None) -> None:
        """Gives a run new properties and keeps the old ones as what they were before."""
        old = run.find(RPR)
        new = make(RPR) if looks is None else deepcopy(looks)
        self._keep_before(old, new, W + "rPrChange", RPR)
        if old is not None:
            run.remove(old)
        run.insert(0, new)

    def reshape(self, paragraph: Element, wanted: Element) -> None:
        """Gives a paragraph new properties. wanted: a w:pPr without mark, section or change."""
        old = paragraph.find(PPR)
        new = deepcopy(wanted)
        kept = [] if old is None else [
            child for child in old if child.tag in (RPR, W + "sectPr")
        ]  # fmt: skip
        new.extend(deepcopy(child) for child in kept)
        self._keep_before(old, new, W + "pPrChange", PPR)
        if old is not None:
            paragraph.remove(old)
        paragraph.insert(0, new)

    def _keep_before(self, old: Element | None, new: Element, tag: str, inner: str) -> None:
        """What somebody else changed before stays the oldest state: rejecting leads there."""
        earlier = None if old is None else old.find(tag)
        if earlier is not None:
            new.append(deepcopy(earlier))
            return
        change = self.element(tag)
        was = make(inner)
        if old is not None:
            was.extend(
                deepcopy(child) for child in old
                if child.tag not in (*_MARK_ORDER, RPR, W + "sectPr")
            )  # fmt: skip
        change.append(was)
        new.append(change)


def _in_order(holder: Element, made: Element, order: Sequence[str], *, front: bool) -> None:
    later = order[order.index(made.tag) + 1 :]
    behind = next((child for child in holder if child.tag in later), None)
    if behind is not None:
        behind.addprevious(made)
    elif front:
        at = sum(1 for child in holder if child.tag in order)
        holder.insert(at, made)
    else:
        holder.append(made)


def gone_text(element: Element) -> None:
    """Turns the text of a run into deleted text, which Word keeps under another name."""
    for child in element:
        if child.tag in _GONE_NAMES:
            child.tag = _GONE_NAMES[child.tag]
