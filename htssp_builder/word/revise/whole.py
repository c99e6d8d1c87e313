"""Whole blocks that came, went or moved: every run, mark and row of them."""

from collections.abc import Iterable
from copy import deepcopy

from htssp_builder.word.revise.carry import Carrier, find_note
from htssp_builder.word.revise.edited import Place
from htssp_builder.word.revise.line import BOX, NOTES, Unit
from htssp_builder.word.revise.marks import By
from htssp_builder.word.revise.settle import AUTHOR, DATE
from htssp_builder.word.revise.wml import (
    CONTENT,
    DEL,
    FROM,
    ID,
    INS,
    PPR,
    RPR,
    RUN,
    SDT,
    TO,
    Element,
    P,
    W,
    blocks_in,
    cells_in,
    make,
    rows_in,
    runs_in,
    take,
)

_NO_TEXT = frozenset((RPR, W + "commentReference"))


class Whole:
    """Marks whole blocks."""

    def __init__(self, carrier: Carrier) -> None:
        self.carrier, self.marker = carrier, carrier.marker

    def delete(self, block: Element, tag: str = DEL, *, end: bool = True) -> None:
        """Marks a paragraph or table of the old file as deleted. end: its mark as well."""
        if block.tag != P:
            for row in rows_in(block):
                self.delete_row(row)
            return
        for run in list(runs_in(block)):
            self._inside(run, deleted=True)
            if not _is_silent(run):
                self.marker.delete([Unit(0, 0, (run,))], tag)
        for control in list(block.iter(SDT)):
            self._control(control, "Del")
        if end:
            self.marker.mark(block, tag)

    def delete_row(self, row: Element) -> None:
        """Marks a table row and all in it as deleted."""
        self.marker.row(row, DEL)
        for cell in cells_in(row):
            self.delete_contents(cell)

    def delete_contents(self, holder: Element) -> None:
        """Marks all in a cell, note or text box as deleted; its last paragraph stays to hold it."""
        blocks = blocks_in(holder)
        for block in blocks:
            self.delete(block, end=block is not blocks[-1])

    def bring(self, block: Element, tag: str = INS, *, end: bool = True) -> Element:
        """A block of the new file, marked as inserted, ready to be put in its place. end: its
        mark as well."""
        made = self.carrier.bring(block)
        self._insert(made, tag, end=end)
        self.fill_notes()
        return made

    def insert_contents(self, holder: Element) -> None:
        """Marks all in a holder as inserted; its last paragraph stays to hold it."""
        blocks = blocks_in(holder)
        for block in blocks:
            self._insert(block, INS, end=block is not blocks[-1])

    def fill_notes(self) -> None:
        """Puts in the words of the notes whose references were brought over."""
        while self.carrier.notes_brought:
            kind, new_id, fresh = self.carrier.notes_brought.pop()
            source = find_note(self.carrier.new, kind, new_id)
            target = find_note(self.carrier.old, kind, fresh)
            if source is None or target is None:
                continue
            place = self.carrier.place
            self.carrier.place = Place(self.carrier.old.related(kind),
                                       self.carrier.new.related(kind))  # fmt: skip
            for child in source:
                target.append(self.carrier.bring(child))
            self.carrier.place = place
            self.insert_contents(target)

    def _insert(self, block: Element, tag: str, *, end: bool = True) -> None:
        if block.tag != P:
            for row in rows_in(block):
                self.insert_row(row)
            return
        for run in list(runs_in(block)):
            self._inside(run, deleted=False)
            by = _taken_author(run)
            if not _is_silent(run):
                self.marker.insert(run, tag, by)
        for control in list(block.iter(SDT)):
            self._control(control, "Ins")
        if end:
            self.marker.mark(block, tag)

    def insert_row(self, row: Element) -> None:
        """Marks a table row that was brought over, and all in it, as inserted."""
        self.marker.row(row, INS)
        for cell in cells_in(row):
            self.insert_contents(cell)

    def bring_row(self, row: Element) -> Element:
        """A table row of the new file, marked as inserted."""
        made = self.carrier.bring(row)
        self.insert_row(made)
        self.fill_notes()
        return made

    def mark_inside(self, gone: Iterable[Element], come: Iterable[Element]) -> None:
        """What hangs on single runs that were marked: their notes and text boxes."""
        for run in gone:
            self._inside(run, deleted=True)
            self._emptied(run)
        for run in come:
            self._inside(run, deleted=False)
        while self.carrier.controls_made:
            self._control(self.carrier.controls_made.pop(), "Ins")
        self.fill_notes()

    def _inside(self, run: Element, *, deleted: bool) -> None:
        """What hangs on a run goes with it: the words of its text boxes and notes."""
        for box in run.iter(BOX):
            if deleted:
                self.delete_contents(box)
            else:
                self.insert_contents(box)
        if deleted:
            for one in run.iter(*NOTES):
                self.delete_note(one)

    def delete_note(self, reference: Element) -> None:
        """Marks the words of a note as deleted."""
        note = find_note(self.carrier.old, NOTES[str(reference.tag)], str(reference.get(ID, "")))
        if note is not None:
            self.delete_contents(note)

    def _emptied(self, run: Element) -> None:
        """A control all of whose words went, and none came, goes too: left behind empty, it would
        be read as an answer that somebody took out."""
        for control in run.iterancestors(SDT):
            content = control.find(CONTENT)
            if content is not None and next(runs_in(content), None) is None:
                self._control(control, "Del")

    def _control(self, control: Element, kind: str) -> None:
        """Marks a control itself as inserted ("Ins") or deleted ("Del"), not only its words: else
        rejecting or accepting would leave it behind, empty."""
        content, before = control.find(CONTENT), control.getprevious()
        name = W + f"customXml{kind}Range"
        if content is None or control.getparent() is None:
            return
        if before is not None and before.tag == f"{name}Start":
            return
        one, other = self.marker.element(f"{name}Start"), self.marker.element(f"{name}Start")
        control.addprevious(one)
        content.insert(0, make(f"{name}End", id=str(one.get(ID))))
        content.append(other)
        control.addnext(make(f"{name}End", id=str(other.get(ID))))

    def move_name(self) -> str:
        """A name for one more move; it ties both ends together."""
        return f"move{self.marker.number()}"

    def move_away(self, block: Element, name: str, *, end: bool) -> Element:
        """Marks a paragraph as moved away; gives the end of its range, behind which others go."""
        self.delete(block, FROM, end=end)
        return self._between(block, "moveFrom", name)

    def move_here(self, made: Element, name: str) -> Element:
        """Ties a paragraph that was brought as moved, and stands in its place, to where it was;
        gives the end of its range."""
        return self._between(made, "moveTo", name)

    def _between(self, block: Element, kind: str, name: str) -> Element:
        start = self._range(f"{kind}RangeStart", name)
        end = make(W + f"{kind}RangeEnd", id=str(start.get(ID)))
        block.addprevious(start)
        block.addnext(end)
        return end

    def _range(self, tag: str, name: str) -> Element:
        made = self.marker.element(W + tag)
        made.set(W + "name", name)
        return made

    def separator(self) -> Element:
        """An empty paragraph that is gone whether changes are accepted or rejected: without one
        Word would read a table that goes and one that comes as a single table."""
        made = make(P)
        self.marker.mark(made, INS)
        self.marker.mark(made, DEL)
        return made


def _is_silent(run: Element) -> bool:
    """A run that holds the sign of a comment and nothing else: the comment stays."""
    return run.tag == RUN and all(child.tag in _NO_TEXT for child in run)


def _taken_author(run: Element) -> By | None:
    name, date = take(run, AUTHOR), take(run, DATE)
    return None if name is None else By(name, date or "")


def pristine(block: Element) -> bool:
    """Whether nothing in a paragraph is a tracked change yet."""
    return next(block.iter(INS, DEL, FROM, TO), None) is None


def old_shape(block: Element) -> Element:
    """A paragraph's properties without its mark, as they were."""
    made = make(PPR)
    holder = block.find(PPR)
    if holder is not None:
        made.extend(
            deepcopy(child) for child in holder
            if child.tag not in (RPR, W + "sectPr", W + "pPrChange")
        )  # fmt: skip
    return made
