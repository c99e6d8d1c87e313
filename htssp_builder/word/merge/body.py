"""The body: blocks come, go and change where they stand; what the person added stays."""

from htssp_builder.document.text import digest
from htssp_builder.word.merge.entries import Entries
from htssp_builder.word.merge.lines import Clash
from htssp_builder.word.merge.pictures import drawing_of, exchange
from htssp_builder.word.merge.places import Group, Places
from htssp_builder.word.merge.renewal import name_block
from htssp_builder.word.merge.rows import Rows
from htssp_builder.word.merge.work import Texts, Work, style, worked_on
from htssp_builder.word.revise.blocks import list_id, row_text
from htssp_builder.word.revise.carry import block_digest
from htssp_builder.word.revise.says import plain_text
from htssp_builder.word.revise.wml import (
    CONTENT,
    PPR,
    SDT,
    TBL,
    Element,
    P,
    W,
    is_last_in,
    make,
    parent,
    rows_in,
)

GAP = "TableGap"

OLD_PICTURE = (
    "What this picture shows changed; it was kept, as it cannot be told whether somebody edited it."
)


class Body:
    """One merge of two bodies. parts: the blocks of the new file."""

    def __init__(self, work: Work, body: Element, places: Places, parts: dict[str, Group]) -> None:
        self.work, self.body, self.places, self.parts = work, body, places, parts
        self.base, self.ours = work.base, work.ours
        self.behind: Element | None = None
        self.done: set[int] = set()
        self.stray = self._stray()

    def merge(self) -> None:
        """Every block of the new text, then those that it does not have any more."""
        self._know_lists()
        for name in self.ours.order:
            if name in self.base.blocks:
                self._kept(name)
                last = self._last(name)
                self.behind = self.behind if last is None else last
            elif name in self.stray:
                self._again(name)
            elif name in self.parts:
                self._come(name)
        for name in self.base.order:
            if name not in self.ours.blocks:
                self._go(name)
        self._part_tables()

    def name(self) -> None:
        """Renews the bookmarks of all blocks and rows that stand in the file."""
        marker = self.work.carrier.marker
        for name, number in self.places.at.items():
            if name in self.ours.blocks:
                elements = self.places.spots[number].block.elements[::-1]
                name_block(elements, name, self.ours.blocks[name].text, marker)
        for name, number in self.places.tables.items():
            table = self.places.spots[number].block.last
            if name not in self.ours.blocks or self._same_table(name) or not rows_in(table):
                continue
            own = self._table(name)
            mine = Rows(self.work, name, table, table if own is None else own).mine
            for row, element in mine.items():
                if row in self.ours.blocks and element.getparent() is not None:
                    name_block((element,), row, self.ours.blocks[row].text, marker)
            if name not in self.places.at:
                block = self.ours.blocks[name]
                name_block((rows_in(table)[0],), name, block.text, marker)

    def _know_lists(self) -> None:
        for name, number in self.places.at.items():
            part = self.parts.get(name)
            if part is not None and part.paragraph is not None:
                mine, ours = list_id(self.places.spots[number].block.last), list_id(part.paragraph)
                if mine and ours:
                    self.work.carrier.lists.same(mine, ours)

    def _stray(self) -> dict[str, Element]:
        """Blocks that the base does not have and the file does: kept by an earlier merge."""
        known = {digest(one): one for one in self.ours.order if one not in self.base.blocks}
        found = {}
        for element in self.body.iter(W + "bookmarkStart"):
            name = known.get(block_digest(str(element.get(W + "name", ""))))
            holder: Element | None = element
            while holder is not None and holder.tag != P:
                holder = holder.getparent()
            if name is not None and holder is not None:
                found[name] = holder
        return found

    def _table(self, name: str) -> Element | None:
        part = self.parts.get(name)
        return None if part is None else part.table

    # Blocks of both builds.

    def _kept(self, name: str) -> None:
        base, ours = self.base.blocks[name], self.ours.blocks[name]
        if ours.kind == "contents":
            Entries(self.work, self.body, self.parts[name]).merge()
            return
        if self.ours.is_table(name) and self.base.is_table(name):
            self._kept_table(name)
            if not self.base.shown(name) or not self.ours.shown(name):
                return
        if name not in self.places.at:
            if base.text != ours.text and not self.ours.is_table(name):
                self.work.tell(name, "stays-deleted")
            return
        self._line(name)
        if ours.kind == "figure":
            self._figure(name)

    def _same_table(self, name: str) -> bool:
        """Whether both builds have the same words and answers in a table."""
        old, new = self.base.rows.get(name), self.ours.rows.get(name)
        if old != new or self.base.blocks[name].text != self.ours.blocks[name].text:
            return False
        return all(self.base.states(row) == self.ours.states(row) for row in (name, *(new or ())))

    def _kept_table(self, name: str) -> None:
        if self._same_table(name):
            return
        table = self._table(name)
        number = self.places.tables.get(name)
        if number is None:
            if self.base.blocks[name].text != self.ours.blocks[name].text:
                self.work.tell(name, "stays-deleted")
        elif table is not None:
            Rows(self.work, name, self.places.spots[number].block.last, table).merge()

    def _line(self, name: str) -> None:
        number = self.places.at[name]
        ids = self.places.spots[number].ids
        if number in self.done or not any(map(self._changed, ids)):
            return
        self.done.add(number)
        parts = [self.parts[one].paragraph for one in ids if one in self.parts]
        ours = [one for one in parts if one is not None]
        base = "".join(self.base.shown(one) for one in ids)
        first = (name, *(one for one in ids if one != name))
        self.work.line(Texts(first, self.places.elements(name), ours, base))

    def _changed(self, name: str) -> bool:
        same = self.base.shown(name) == self.ours.shown(name)
        return not same or self.base.states(name) != self.ours.states(name)

    def _figure(self, name: str) -> None:
        """A picture that is drawn otherwise. One that is not as we wrote it stays, and a comment
        says that there is a newer one."""
        old, new = (one.blocks[name].attributes.get("picture") for one in (self.base, self.ours))
        if old == new:
            return
        work, place = self.work, self.places.spots[self.places.at[name]].block.last
        mine, made = drawing_of(place), drawing_of(self.parts[name].elements[0])
        written = work.pictures.get(name, "")
        if mine is not None and made is not None and exchange(mine, made, work.carrier, written):
            work.tell(name, "updated")
            return
        words = self.ours.blocks[name].text.partition("\n")[2]
        work.remark(name, Clash("", words, place, place, ""), OLD_PICTURE)

    def _last(self, name: str) -> Element | None:
        """The last element of a block in the person's file."""
        number = self.places.tables.get(name, self.places.at.get(name))
        if number is None:
            return None
        place = self.places.spots[number].block.last
        if place.getparent() is None:
            return None
        kind = self.ours.blocks[name].kind
        following = place.getnext()
        while following is not None and _belongs(following, kind):
            place, following = following, following.getnext()
        return place

    # Blocks that come and go.

    def _come(self, name: str) -> None:
        for element in self.parts[name].elements:
            made = self.work.bring(element)
            self._put(made)
            self.behind = made
        self.work.tell(name, "added")

    def _put(self, made: Element) -> None:
        place = self.behind
        if place is None:
            first = next((one for one in self.body if one.tag in (P, TBL, SDT)), None)
            if first is None:
                self.body.insert(0, made)
            else:
                first.addprevious(made)
            return
        while place.getparent() is not None and _in_control(place) and is_last_in(place):
            place = parent(parent(place))
        place.addnext(made)

    def _again(self, name: str) -> None:
        """A block that comes back, and that the person kept all the while."""
        place = self.stray[name]
        words = self.ours.shown(name)
        if plain_text(place) != words and not self.ours.is_table(name):
            self.work.clash(name, Clash(plain_text(place), words, place, place, ""))

    def _go(self, name: str) -> None:
        elements = self._untouched(name)
        if elements is None:
            return
        if not elements:
            self.work.tell(name, "kept")
            return
        for element in elements:
            self.work.take_out(element)
        self.work.tell(name, "removed")

    def _untouched(self, name: str) -> list[Element] | None:
        """The elements of a block that nobody worked on; none where somebody did; None where it
        is not there any more."""
        at, table = self.places.at.get(name), self.places.tables.get(name)
        if at is None and table is None:
            return None
        elements: list[Element] = []
        if at is not None:
            spot = self.places.spots[at]
            if spot.ids != (name,) or spot.block.item.text != self.base.shown(name):
                return []
            elements += self.places.elements(name)
        if table is not None:
            place = self.places.spots[table].block.last
            if "\n".join(row_text(row) for row in rows_in(place)) != self.base.blocks[name].text:
                return []
            elements.append(place)
        elements += self._following(name, elements[-1])
        picture = self.base.blocks[name].kind == "figure"
        return [] if any(worked_on(one, picture=picture) for one in elements) else elements

    def _following(self, name: str, last: Element) -> list[Element]:
        """The picture of a figure and the gap behind a table."""
        found = []
        following = last.getnext()
        while following is not None and _belongs(following, self.base.blocks[name].kind):
            found.append(following)
            following = following.getnext()
        return found

    def _part_tables(self) -> None:
        """Word reads two tables without a paragraph between them as one, and asks for a last
        paragraph."""
        for table in list(self.body.iter(TBL)):
            following = table.getnext()
            while following is not None and following.tag not in (P, TBL, SDT, W + "sectPr"):
                following = following.getnext()
            if table.getparent() is self.body and (
                following is None or following.tag in (TBL, W + "sectPr")
            ):
                gap = make(P)
                shape = make(PPR)
                shape.append(make(W + "pStyle", val=GAP))
                gap.append(shape)
                table.addnext(gap)


def _belongs(element: Element, kind: str) -> bool:
    if element.tag != P or plain_text(element):
        return False
    if kind == "figure":
        return style(element) == "Figure" and next(element.iter(W + "drawing"), None) is not None
    return kind in ("grid", "form", "box") and style(element) == GAP


def _in_control(element: Element) -> bool:
    around = element.getparent()
    return around is not None and around.tag == CONTENT
