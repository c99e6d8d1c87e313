"""The files, counters and report of one merge, which its parts share."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from htssp_builder.word.merge.controls import renew, restore_names, unwrap_removed
from htssp_builder.word.merge.lines import Clash, merge_line
from htssp_builder.word.merge.plain import accept_ours
from htssp_builder.word.merge.remarks import Remarks, sentence
from htssp_builder.word.merge.result import Conflict, Touched, What
from htssp_builder.word.merge.shown import Written, why
from htssp_builder.word.read.model import BaseControl
from htssp_builder.word.revise.carry import Carrier
from htssp_builder.word.revise.whole import Whole
from htssp_builder.word.revise.wml import (
    CONTENT,
    PPR,
    SDT,
    TBL,
    TR,
    Element,
    P,
    W,
    parent,
    remove,
    value,
)

_FOREIGN = frozenset(
    W + name
    for name in ("ins", "del", "moveFrom", "moveTo", "commentRangeStart", "commentRangeEnd",
                 "commentReference", "footnoteReference", "endnoteReference", "sectPr", "drawing",
                 "pict", "object", "rPrChange", "pPrChange", "moveFromRangeStart",
                 "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "br")
)  # fmt: skip
_PICTURES = frozenset((W + "drawing", W + "pict"))


class Texts(NamedTuple):
    """One place in three wordings. ids: of its blocks, the first one gives the report its name.

    theirs, ours: paragraphs. base: what was written there.
    """

    ids: tuple[str, ...]
    theirs: Sequence[Element]
    ours: Sequence[Element]
    base: str


class Work:
    """One merge. base, ours: what was written into the person's file, and what is to be."""

    def __init__(
        self,
        base: Written,
        ours: Written,
        carrier: Carrier,
        remarks: Remarks,
        *,
        track: bool,
        pictures: Mapping[str, str],
    ) -> None:
        """pictures: digest of each figure's picture as it was written, by the figure's id."""
        self.base, self.ours, self.carrier, self.track = base, ours, carrier, track
        self.remarks, self.pictures = remarks, pictures
        self.whole = Whole(carrier)
        self.report: list[Touched] = []
        self.conflicts: list[Conflict] = []
        self._by_title: dict[str, BaseControl] = {
            one.title: one for one in ours.base.controls
        }  # fmt: skip

    def tell(self, block: str, what: What) -> None:
        """A line of the report."""
        made = Touched(block, what, self.section(block))
        if made not in self.report:
            self.report.append(made)

    def section(self, block: str) -> str:
        """The heading a block stands under."""
        return self.ours.sections.get(block) or self.base.sections.get(block, "")

    def line(self, texts: Texts) -> None:
        """Brings one line up to date."""
        name = texts.ids[0]
        old = [control for one in texts.ids for control in self.base.controls.get(one, ())]
        restore_names(texts.theirs, old, texts.ours)
        unwrap_removed(texts.theirs, texts.ours, old)
        outcome = merge_line(texts.theirs, texts.ours, texts.base, self.carrier, track=self.track)
        for clash in outcome.clashes:
            self.clash(name, clash)
        if not self.track:
            for element in texts.theirs:
                accept_ours(element)
        renew(texts.theirs, texts.ours)
        if outcome.changed:
            self.tell(name, "updated")

    def clash(self, name: str, clash: Clash, what: What = "conflict") -> None:
        """A comment at words that both sides changed, and a line of the report."""
        reason = why(self._by_title, clash.control)
        self.remarks.put(clash, sentence(clash, reason))
        self.conflicts.append(Conflict(name, self.section(name), clash.theirs, clash.ours, reason))
        self.tell(name, what)

    def remark(self, name: str, clash: Clash, text: str) -> None:
        """A comment on something that was kept. text: says why; the new words stand behind it."""
        self.remarks.put(clash, f"{text} The new one shows: “{clash.ours}”")
        self.conflicts.append(Conflict(name, self.section(name), "", clash.ours, text))
        self.tell(name, "conflict")

    def bring(self, element: Element) -> Element:
        """A block of the new file, at home in the person's."""
        if self.track:
            return self.whole.bring(element)
        return self.carrier.bring(element)

    def bring_row(self, row: Element) -> Element:
        """A row of the new file, at home in the person's."""
        return self.whole.bring_row(row) if self.track else self.carrier.bring(row)

    def take_out(self, element: Element) -> None:
        """Takes a block or row that nobody worked on out of the person's file."""
        if self.track:
            _open_controls(element)
            if element.tag == TR:
                self.whole.delete_row(element)
            else:
                self.whole.delete(element)
            return
        holder = parent(element)
        remove(element)
        while holder.tag in (CONTENT, SDT) and next(holder.iter(P, TBL), None) is None:
            around = parent(holder)
            remove(holder)
            holder = around


def _open_controls(element: Element) -> None:
    """Words without the controls around them: LibreOffice shows deleted words that stand in a
    control as if they were valid."""
    for control in list(element.iter(SDT)):
        content = control.find(CONTENT)
        for child in [] if content is None else list(content):
            control.addprevious(child)
        remove(control)


def worked_on(element: Element, *, picture: bool = False) -> bool:
    """Whether somebody left more than words in a block: a comment, a change, a picture, a break.
    picture: the block is a figure, whose own picture does not count."""
    kinds = _FOREIGN - _PICTURES if picture else _FOREIGN
    for one in element.iter(*kinds):
        if one.tag != W + "br" or one.get(W + "type", "textWrapping") != "textWrapping":
            return True
    return False


def style(element: Element) -> str:
    """Id of a paragraph's style, or ""."""
    holder = element.find(PPR)
    return "" if holder is None else value(holder, W + "pStyle")
