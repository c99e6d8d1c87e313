"""Comments that only the new file has, brought over with the words they stand on."""

from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING

from htssp_builder.word.revise.edited import Edited, Place
from htssp_builder.word.revise.line import Line
from htssp_builder.word.revise.says import plain_text
from htssp_builder.word.revise.wml import ID, RUN, W14, Element, P, W, like, make, remove, take

if TYPE_CHECKING:
    from htssp_builder.word.revise.carry import Carrier

_START, _END = W + "commentRangeStart", W + "commentRangeEnd"
_EX = "{http://schemas.microsoft.com/office/word/2012/wordml}commentEx"
_PARA = f"{{{W14}}}paraId"
_KEYS = ("author", "date")


class Comments:
    """Numbers of the new file's comments in the old one.

    A comment that both files have (one author, moment and wording) stays where the old file has
    it; any other is brought over once, with its thread and whether it is resolved.
    """

    def __init__(self, old: Edited, new: Edited, carrier: "Carrier") -> None:
        self.old, self.new, self.carrier = old, new, carrier
        self.new_part = new.related("comments")
        self.known: dict[str, str] = {}
        self._source: dict[str, Element] | None = None
        self._there: set[tuple[str, ...]] = set()
        self._paragraphs: set[str] = set()

    def id(self, new_id: str) -> str:
        """The number here; "" for a comment that the old file has anyway, or that is nowhere."""
        if new_id not in self.known:
            self.known[new_id] = self._bring(new_id)
        return self.known[new_id]

    def place(self, line: Line, placed: Mapping[int, Element], paragraph: Element) -> None:
        """Puts the marks of new comments around the same words. line: of the new file, cut at
        the marks. placed: by place in the new text, the runs that now say it."""
        ends = {unit.end: unit.start for unit in line.units}
        for at, mark in line.comments:
            number = self.id(str(mark.get(ID, "")))
            if not number:
                continue
            before = placed.get(ends.get(at, -1))
            if mark.tag == _START:
                self._put(make(_START, id=number), placed.get(at), before, paragraph)
            elif mark.tag == _END:
                self._put(make(_END, id=number), None, before, paragraph)
            else:
                run = make(RUN)
                run.append(make(W + "commentReference", id=number))
                self._put(run, None, before, paragraph)

    @staticmethod
    def _put(
        made: Element, following: Element | None, before: Element | None, paragraph: Element
    ) -> None:
        if following is not None:
            following.addprevious(made)
        elif before is None:
            paragraph.append(made)
        else:
            _behind_marks(before).addnext(made)

    def _bring(self, new_id: str) -> str:
        if self._source is None:
            self._read()
        source = None if self._source is None else self._source.get(new_id)
        if source is None or _key(source) in self._there:
            return ""
        root = self._root()
        made = deepcopy(source)
        names = [take(one, _PARA) for one in made.iter(P)]
        place = self.carrier.place
        self.carrier.place = Place(self.old.related("comments"), self.new_part)
        made = self.carrier.bring(made)
        self.carrier.place = place
        fresh = str(1 + max((int(one.get(ID, "-1")) for one in root), default=-1))
        made.set(ID, fresh)
        for one, name in zip(made.iter(P), names, strict=True):
            if name and name not in self._paragraphs:
                one.set(_PARA, name)
                self._paragraphs.add(name)
                self._thread(name)
        root.append(made)
        return fresh

    def _read(self) -> None:
        self._source = {}
        if self.new_part:
            root = self.new.tree(self.new_part)
            self._source = {str(one.get(ID, "")): one for one in root.iter(W + "comment")}
        part = self.old.related("comments")
        if part:
            for one in self.old.tree(part).iter(W + "comment"):
                self._there.add(_key(one))
                self._paragraphs |= {str(p.get(_PARA, "")) for p in one.iter(P)}

    def _root(self) -> Element:
        part = self.old.related("comments") or self._empty("comments")
        self.old.widen(part, self.new.tree(self.new_part))
        return self.old.tree(part)

    def _empty(self, kind: str) -> str:
        """A part of the old file like one of the new file, with nothing in it; gives its name."""
        from lxml import etree

        source = self.new.related(kind)
        bare = like(self.new.tree(source), str(self.new.tree(source).tag))
        part = self.old.add(f"word/{kind}.xml", etree.tostring(bare), self.new.kind_of(source))
        link = next(one for one in self.new.links(self.new.main) if one.target == source)
        self.old.relate(self.old.main, link.type, part)
        return part

    def _thread(self, paragraph: str) -> None:
        """Which comment this one answers, and whether it is resolved."""
        source = self.new.related("commentsExtended")
        if not source:
            return
        for one in self.new.tree(source).iter(_EX):
            if str(one.get(_EX.replace("commentEx", "paraId"), "")) == paragraph:
                part = self.old.related("commentsExtended") or self._empty("commentsExtended")
                self.old.tree(part).append(deepcopy(one))


def _key(comment: Element) -> tuple[str, ...]:
    said = "\n".join(plain_text(one) for one in comment.iter(P))
    return (*(str(comment.get(W + name, "")) for name in _KEYS), said)


def _behind_marks(run: Element) -> Element:
    """Behind the marks of other comments at the same place: an end comes before its sign."""
    place = run
    following = place.getnext()
    while following is not None and (following.tag == _END or _is_sign(following)):
        place, following = following, following.getnext()
    return place


def _is_sign(element: Element) -> bool:
    return element.tag == RUN and element.find(W + "commentReference") is not None


def mend_ranges(root: Element) -> None:
    """Takes away the half of a comment's range whose other half stands in no text here."""
    starts = {one.get(ID): one for one in root.iter(_START)}
    ends = {one.get(ID): one for one in root.iter(_END)}
    for number in starts.keys() ^ ends.keys():
        remove({**starts, **ends}[number])
