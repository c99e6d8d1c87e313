"""Tables: rows come, go and change; columns, widths and rows that the person added stay."""

from copy import deepcopy

from htssp_builder.document.text import digest
from htssp_builder.word.merge.lines import Clash
from htssp_builder.word.merge.places import ids_in
from htssp_builder.word.merge.work import Texts, Work, worked_on
from htssp_builder.word.revise.align import Item, align
from htssp_builder.word.revise.blocks import row_text
from htssp_builder.word.revise.wml import (
    PPR,
    Element,
    P,
    W,
    blocks_in,
    cells_in,
    make,
    rows_in,
)


class Rows:
    """One table of the person's file. ours: the same table in the new file."""

    def __init__(self, work: Work, name: str, theirs: Element, ours: Element) -> None:
        self.work, self.name = work, name
        self.theirs, self.ours = theirs, ours
        self.old = work.base.rows.get(name, [])
        self.new = work.ours.rows.get(name, [])
        self.mine = self._mine()
        self.made = self._made()
        self.columns = self._columns()

    def merge(self) -> None:
        """Brings the rows up to date."""
        if not self._known():
            self._whole()
            return
        behind: Element | None = None
        for name in self.new:
            if name in self.work.base.blocks:
                self._kept(name)
            elif name in self.made:
                behind = self._come(name, behind)
                continue
            behind = self.mine.get(name, behind)
        for name in self.old:
            if name not in self.new:
                self._go(name)

    def _known(self) -> bool:
        """Whether every row of the new table has an id."""
        return len(rows_in(self.ours)) == len(self.made) == len(self.new)

    def _whole(self) -> None:
        """A table without ids for its rows: left as it is, and told where it should change."""
        old, new = self.work.base.blocks[self.name], self.work.ours.blocks[self.name]
        if old.text == new.text:
            return
        mine = "\n".join(row_text(row) for row in rows_in(self.theirs))
        if mine != new.text:
            self._tell_all(mine, new.text)

    def _tell_all(self, mine: str, new: str) -> None:
        place = next(self.theirs.iter(P))
        self.work.clash(self.name, Clash(mine, new, place, place, ""))

    def _mine(self) -> dict[str, Element]:
        """Rows of the person's table by id: by bookmark, else by their words."""
        names = {digest(one): one for one in (*self.old, *self.new)}
        rows = rows_in(self.theirs)
        new: list[Item] = []
        for row in rows:
            known = [one for cell in cells_in(row)[:1] for one in ids_in(cell, names)]
            new.append(Item(row_text(row), known[0] if known else ""))
        old = [Item(self.work.base.blocks[one].text, one) for one in self.old]
        found = {item.id: row for item, row in zip(new, rows, strict=True) if item.id}
        aligned = align(old, new)
        for i, j in (*aligned.pairs, *aligned.moves):
            found.setdefault(old[i].id, rows[j])
        return found

    def _made(self) -> dict[str, Element]:
        names = {digest(one): one for one in self.new}
        made = {}
        for row in rows_in(self.ours):
            for cell in cells_in(row)[:1]:
                for one in ids_in(cell, names):
                    made[one] = row
        return made

    def _columns(self) -> list[int] | None:
        """For each of our columns its place in the person's table; None where that is not clear,
        as somebody joined or renamed columns."""
        ours = len(cells_in(rows_in(self.ours)[0]))
        head = next(iter(rows_in(self.theirs)), None)
        theirs = 0 if head is None else len(cells_in(head))
        if ours == theirs:
            return list(range(ours))
        name = next((one for one in self.old if self.work.base.blocks[one].kind == "head"), "")
        if head is None or name not in self.mine or theirs < ours:
            return None
        words = [_text(cell) for cell in cells_in(self.mine[name])]
        wanted = self.work.base.blocks[name].text.split("\t")
        found = [words.index(one) for one in wanted if words.count(one) == 1]
        return found if len(found) == ours and found == sorted(found) else None

    def _kept(self, name: str) -> None:
        """A row that both builds have."""
        work = self.work
        old, new = work.base.blocks[name], work.ours.blocks[name]
        if old.text == new.text and work.base.states(name) == work.ours.states(name):
            return
        if name not in self.mine:
            if old.text != new.text:
                work.tell(name, "stays-deleted")
            return
        before, after = old.text.split("\t"), cells_in(self.made[name])
        cells = cells_in(self.mine[name])
        columns = self.columns
        if columns is None or len(before) != len(after) or max(columns, default=0) >= len(cells):
            self._tell_row(name)
            return
        for column, base, cell in zip(columns, before, after, strict=False):
            theirs = [one for one in blocks_in(cells[column]) if one.tag == P]
            ours = [one for one in blocks_in(cell) if one.tag == P]
            work.line(Texts((name,), theirs, ours, base))

    def _tell_row(self, name: str) -> None:
        row = self.mine[name]
        mine, new = row_text(row), self.work.ours.blocks[name].text
        place = next(row.iter(P))
        clash = Clash(mine.replace("\t", " | "), new.replace("\t", " | "), place, place, "")
        self.work.clash(name, clash)

    def _come(self, name: str, behind: Element | None) -> Element | None:
        """A new row, behind the one that precedes it in the new text."""
        if name in self.mine:
            if row_text(self.mine[name]) != self.work.ours.blocks[name].text:
                self._tell_row(name)
            return self.mine[name]
        rows = rows_in(self.theirs)
        model = behind if behind is not None else rows[0]
        if self.columns is None or len(cells_in(model)) <= max(self.columns, default=0):
            place = next(model.iter(P))
            words = self.work.ours.blocks[name].text.replace("\t", " | ")
            self.work.clash(name, Clash("", words, place, place, ""))
            return behind
        made = self.work.bring_row(self.made[name])
        self._fit(made, model)
        if behind is None:
            rows[0].addprevious(made)
        else:
            behind.addnext(made)
        self.work.tell(name, "added")
        return made

    def _fit(self, row: Element, model: Element) -> None:
        """The widths of the row beside it, and an empty cell in each column that was added."""
        columns = self.columns or []
        cells = cells_in(row)
        for column, like in enumerate(cells_in(model)):
            if column not in columns:
                made = _empty(like)
                (cells[-1].addnext if column >= len(cells) else cells[column].addprevious)(made)
                cells = cells_in(row)
                continue
            _same_width(cells[column], like)

    def _go(self, name: str) -> None:
        """A row that the new text does not have."""
        row = self.mine.get(name)
        if row is None:
            return
        texts = [_text(cell) for cell in cells_in(row)]
        if texts != self.work.base.blocks[name].text.split("\t") or worked_on(row):
            self.work.tell(name, "kept")
            return
        if len(rows_in(self.theirs)) == 1:
            row.addnext(self.work.bring_row(rows_in(self.ours)[0]))
        self.work.take_out(row)
        self.work.tell(name, "removed")


def _text(cell: Element) -> str:
    from htssp_builder.word.revise.says import plain_text

    return "\n".join(plain_text(one) for one in cell.iter(P))


def _empty(cell: Element) -> Element:
    made = make(W + "tc")
    chosen = cell.find(W + "tcPr")
    if chosen is not None:
        made.append(deepcopy(chosen))
    paragraph = make(P)
    shape = cell.find(f"{P}/{PPR}")
    if shape is not None:
        paragraph.append(deepcopy(shape))
    made.append(paragraph)
    return made


def _same_width(cell: Element, like: Element) -> None:
    mine, other = cell.find(f"{W}tcPr/{W}tcW"), like.find(f"{W}tcPr/{W}tcW")
    if mine is None or other is None:
        return
    for name, text in other.attrib.items():
        mine.set(name, text)
