"""Comments of ours: the new text beside words that somebody changed, which stay."""

from htssp_builder.word.merge.lines import Clash
from htssp_builder.word.merge.plain import AUTHOR
from htssp_builder.word.revise.edited import Edited
from htssp_builder.word.revise.says import plain_text
from htssp_builder.word.revise.wml import (
    ID,
    MAIN,
    RELATED,
    RUN,
    SPACE,
    TEXT,
    Element,
    P,
    W,
    like,
    make,
)

_EMPTY = f'<w:comments xmlns:w="{MAIN}"/>'.encode()
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_START, _END = W + "commentRangeStart", W + "commentRangeEnd"


def sentence(clash: Clash, why: str) -> str:
    """What a comment says."""
    if not clash.ours:
        return f"The new text leaves these words out: {why}. Your words were kept."
    kept = "Your words were kept." if clash.theirs else "It was not put in here."
    return f"New text for this place: “{clash.ours}” Reason: {why}. {kept}"


class Remarks:
    """Writes comments into the person's file. date: "2027-01-12T09:30:00Z"."""

    def __init__(self, file: Edited, date: str) -> None:
        self.file, self.date = file, date

    def put(self, clash: Clash, text: str) -> None:
        """A comment on the words of a clash; none where the same one already stands there."""
        first, last = _in_paragraph(clash.first), _in_paragraph(clash.last)
        if text in self._said(first) or text in self._said(last):
            return
        number = self._write(text)
        start, end = make(_START, id=number), make(_END, id=number)
        if first.tag == P:
            at = sum(1 for child in first if child.tag == W + "pPr")
            first.insert(at, start)
            last.append(end)
        else:
            first.addprevious(start)
            last.addnext(end)
        sign = make(RUN)
        sign.append(make(W + "commentReference", id=number))
        end.addnext(sign)

    def _root(self) -> Element:
        part = self.file.related("comments")
        if not part:
            part = self.file.add("word/comments.xml", _EMPTY, _KIND)
            self.file.relate(self.file.main, f"{RELATED}/comments", part)
        return self.file.tree(part)

    def _write(self, text: str) -> str:
        root = self._root()
        taken = [int(n) for one in root if (n := str(one.get(ID, ""))).isdigit()]
        number = str(max(taken, default=-1) + 1)
        made = like(root, W + "comment")
        for name, value in (("id", number), ("author", AUTHOR), ("date", self.date),
                            ("initials", "HB")):  # fmt: skip
            made.set(W + name, value)
        for line in text.split("\n"):
            paragraph, run, words = make(P), make(RUN), make(TEXT)
            words.text = line
            words.set(SPACE, "preserve")
            run.append(words)
            paragraph.append(run)
            made.append(paragraph)
        root.append(made)
        return number

    def _said(self, element: Element) -> set[str]:
        """What our comments in the same paragraph say already."""
        holder: Element | None = element
        while holder is not None and holder.tag != P:
            holder = holder.getparent()
        part = self.file.related("comments")
        if holder is None or not part:
            return set()
        here = {str(one.get(ID, "")) for one in holder.iter(W + "commentReference")}
        return {
            "\n".join(plain_text(p) for p in one.iter(P))
            for one in self.file.tree(part)
            if one.get(W + "author") == AUTHOR and str(one.get(ID, "")) in here
        }


def _in_paragraph(element: Element) -> Element:
    """The child of the paragraph that an element stands in: a comment may begin there."""
    while element.tag != P:
        around = element.getparent()
        if around is None or around.tag == P:
            break
        element = around
    return element
