"""The table of contents: the lines of headings that changed, came or went."""

from htssp_builder.word.merge.places import Group
from htssp_builder.word.merge.work import Texts, Work
from htssp_builder.word.names import section_names
from htssp_builder.word.revise.says import plain_text
from htssp_builder.word.revise.wml import Element, P, W

_LINK, _MARK = W + "hyperlink", W + "fldChar"


class Entries:
    """The contents of a body. ours: those of the new file."""

    def __init__(self, work: Work, body: Element, ours: Group) -> None:
        self.work = work
        self.ours = {_name(one): one for one in ours.elements if _name(one)}
        self.theirs = {_name(one): one for one in body.iter(P) if _name(one)}
        self.headings = self._headings()

    def _headings(self) -> dict[str, str]:
        """Ids of the headings of both builds by the name that an entry leads to."""
        from htssp_builder.document.tree import Heading

        found: dict[str, str] = {}
        for written in (self.work.base, self.work.ours):
            made = [Heading(one.id, 1, ()) for one in written.base.blocks if one.kind == "heading"]
            found |= {name: heading for heading, name in section_names(made).items()}
        return found

    def merge(self) -> None:
        """Brings the lines up to date. Contents that were deleted stay so."""
        if not self.theirs:
            return
        before: Element | None = None
        for name, entry in self.ours.items():
            if name in self.theirs:
                before = self.theirs[name]
                self._kept(self.headings.get(name, ""), before, entry)
            elif before is not None:
                before = self._come(self.headings.get(name, ""), entry, before)
        for name, mine in self.theirs.items():
            self._go(self.headings.get(name, ""), mine)

    def _come(self, heading: str, entry: Element, before: Element) -> Element:
        """The line of a new heading. Gives the line behind which the next one goes."""
        if heading in self.work.base.blocks or not _whole(entry):
            return before
        made = self.work.bring(entry)
        if _whole(before) or _opens(before):
            before.addnext(made)
        else:
            before.addprevious(made)
        return made

    def _go(self, heading: str, mine: Element) -> None:
        """The line of a heading that the new text does not have."""
        if not heading or heading in self.work.ours.blocks or not _whole(mine):
            return
        if plain_text(mine).partition("\t")[0] == self._line(heading):
            self.work.take_out(mine)

    def _line(self, heading: str) -> str:
        return " ".join(self.work.base.shown(heading).split())

    def _kept(self, heading: str, mine: Element, entry: Element) -> None:
        base, ours = self.work.base, self.work.ours
        if heading not in base.blocks or base.shown(heading) == ours.shown(heading):
            return
        if not _whole(mine) or not _whole(entry):
            return
        # The page is an estimate at every build: it is Word's to renew, never a change of ours.
        page = plain_text(entry).partition("\t")[2]
        self.work.line(Texts((heading,), (mine,), (entry,), f"{self._line(heading)}\t{page}"))


def _name(paragraph: Element) -> str:
    """The bookmark that an entry of the contents leads to, or ""."""
    if not any("PAGEREF" in (one.text or "") for one in paragraph.iter(W + "instrText")):
        return ""
    link = next(paragraph.iter(_LINK), None)
    return "" if link is None else str(link.get(W + "anchor", ""))


def _whole(paragraph: Element) -> bool:
    """Whether no field reaches out of a paragraph, as that of the contents does at its ends."""
    kinds = [one.get(W + "fldCharType") for one in paragraph.iter(_MARK)]
    return kinds.count("begin") == kinds.count("end")


def _opens(paragraph: Element) -> bool:
    """Whether the field of the contents begins in a paragraph and goes on behind it."""
    kinds = [one.get(W + "fldCharType") for one in paragraph.iter(_MARK)]
    return kinds.count("begin") > kinds.count("end")
