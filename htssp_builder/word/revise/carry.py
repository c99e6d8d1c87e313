"""Text of the new file brought into the old one: its links, pictures, styles and lists follow.

What comes over gets names and numbers that the old file does not use. What would point into
nothing there (a data store, a section's page layout, a glossary entry) is left behind.
"""

import re
from copy import deepcopy
from hashlib import sha256

from htssp_builder.word.revise.comments import Comments
from htssp_builder.word.revise.definitions import Lists, Styles, usual
from htssp_builder.word.revise.edited import Edited, Place
from htssp_builder.word.revise.line import BOX, NOTES, Say
from htssp_builder.word.revise.marks import Marker
from htssp_builder.word.revise.says import plain_text, said
from htssp_builder.word.revise.wml import (
    ID,
    PPR,
    RPR,
    VAL,
    W14,
    Element,
    P,
    R,
    W,
    in_order,
    like,
    make,
    remove,
    value,
)

_STYLED = {W + "pStyle": "p", W + "rStyle": "r", W + "tblStyle": "t"}
_LEFT_BEHIND = frozenset(
    [W + name for name in ("proofErr", "permStart", "permEnd", "dataBinding", "placeholder",
                           "sectPr", "lastRenderedPageBreak", "moveFromRangeStart",
                           "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")]
)  # fmt: skip
_RANGES = (
    (W + "bookmarkStart", W + "bookmarkEnd"),
    (W + "commentRangeStart", W + "commentRangeEnd"),
)
_HIDDEN = re.compile(r"_h([0-9a-f]{10})_[0-9a-f]{10}")
_DRAWN = frozenset(("docPr", "cNvPr"))


class Carrier(Say):
    """Brings elements of the new file over to the old one."""

    def __init__(self, old: Edited, new: Edited, marker: Marker) -> None:
        self.old, self.new, self.marker = old, new, marker
        self.lists = Lists(old, new)
        self.styles = Styles(old, new, self.lists)
        self.place = Place(old.main, new.main)
        self.rewritten = rewrites(new) and not rewrites(old)
        self.by_title = not (has_tags(old) and has_tags(new))
        self.bookmarks: set[str] = set()
        self.controls: set[str] = set()
        self.controls_made: list[Element] = []
        self.notes_brought: list[tuple[str, str, str]] = []
        self.comments = Comments(old, new, self)
        self._links: dict[tuple[bool, str, str], str] = {}
        self._drawn = 0

    def see(self, root: Element) -> None:
        """Keeps clear of the names and numbers that a part of the old file uses."""
        self.marker.see(root)
        for one in root.iter(W + "bookmarkStart"):
            self.bookmarks.add(str(one.get(W + "name", "")).casefold())
        for control in root.iter(W + "sdtPr"):
            number = control.find(ID)
            if number is not None:
                self.controls.add(str(number.get(VAL, "")))
        for one in root.iter():
            if isinstance(one.tag, str) and one.tag.rpartition("}")[2] in _DRAWN:
                given = str(one.get("id", ""))
                self._drawn = max(self._drawn, int(given) if given.isdigit() else 0)

    def release(self, element: Element, kept: set[str]) -> None:
        """Takes our bookmarks out of a block that goes, where the block of that id comes again
        elsewhere: two of one id could not be told apart. kept: digests of ids in the new file."""
        for one in list(element.iter(W + "bookmarkStart")):
            name = str(one.get(W + "name", ""))
            if block_digest(name) not in kept:
                continue
            self.bookmarks.discard(name.casefold())
            root = one.getroottree().getroot()
            number = one.get(ID)
            for end in [e for e in _near(one, root) if e.get(ID) == number]:
                remove(end)
            remove(one)

    # What an object says, in either file.

    def _file(self) -> tuple[Edited, str]:
        return (self.new, self.place.new) if self.reading_new else (self.old, self.place.old)

    def picture(self, element: Element) -> str:
        """What an object shows: its picture's bytes and its words, not its numbers."""
        boxes = list(element.iter(BOX))
        if boxes:
            return f"box:{len(boxes)}:{'|'.join(box_text(box) for box in boxes)}"
        says = said(element)
        for one in element.iter():
            for key, name in one.attrib.items():
                if str(key).startswith(R):
                    says += self._shows(str(name))
        return says

    def _shows(self, name: str) -> str:
        file, part = self._file()
        key = (self.reading_new, part, name)
        if key not in self._links:
            link = file.link(part, name)
            if link is None:
                self._links[key] = ""
            elif link.external:
                self._links[key] = link.target
            else:
                self._links[key] = sha256(file.parts.get(link.target, b"")).hexdigest()
        return self._links[key]

    def note(self, element: Element, kind: str) -> str:
        """The words of the note that a reference leads to."""
        file, _ = self._file()
        found = find_note(file, kind, str(element.get(ID, "")))
        return f"{kind}:" + ("" if found is None else box_text(found))

    def control(self, chosen: Element) -> str:
        """The name of a content control: its tag, or where one of the files has lost its tags (as
        LibreOffice loses them) its title. chosen: its w:sdtPr."""
        tag, title = value(chosen, W + "tag"), value(chosen, W + "alias")
        return title or tag if self.by_title else tag or title

    def link(self, element: Element) -> str:
        """Where a hyperlink leads."""
        name = str(element.get(R + "id", ""))
        return f"{self._shows(name) if name else ''}#{element.get(W + 'anchor', '')}"

    # Bringing over.

    def bring(self, element: Element) -> Element:
        """A copy of an element of the new file that is at home in the old one."""
        made = deepcopy(element)
        self._clean(made)
        self._ranges(made)
        self._refer(made)
        self._renumber(made)
        return made

    def looks(self, element: Element | None, tag: str) -> Element:
        """The w:rPr or w:pPr of the new file with styles and lists as the old file names them;
        without the mark, the section and earlier changes."""
        made = make(tag)
        if element is None:
            return made
        dropped = {W + "rPrChange", W + "pPrChange", W + "sectPr", W + "ins", W + "del",
                   W + "moveFrom", W + "moveTo"}  # fmt: skip
        if tag == PPR:
            dropped.add(RPR)
        made.extend(deepcopy(child) for child in element if child.tag not in dropped)
        self._refer(made)
        return made

    def _clean(self, made: Element) -> None:
        usual(made)
        for looks in made.iter(RPR):
            in_order(looks)
        for one in list(made.iter(*_LEFT_BEHIND)):
            remove(one)
        for one in made.iter():
            for key in [k for k in one.attrib if _of_a_session(str(k))]:
                del one.attrib[key]

    def _ranges(self, made: Element) -> None:
        """Bookmarks and comments whose both ends came along; half a range would be a fault."""
        for start_tag, end_tag in _RANGES:
            ends = {one.get(ID): one for one in made.iter(end_tag)}
            for start in list(made.iter(start_tag)):
                end = ends.pop(start.get(ID), None)
                fresh = self._range_id(start) if end is not None else ""
                for one in (start, end):
                    if one is None:
                        continue
                    if fresh:
                        one.set(ID, fresh)
                    else:
                        remove(one)
            for end in ends.values():
                remove(end)

    def _range_id(self, start: Element) -> str:
        """The number a range gets here; "" where it must not come along."""
        if start.tag == W + "commentRangeStart":
            return self.comments.id(str(start.get(ID, "")))
        name = str(start.get(W + "name", "")).casefold()
        if name in self.bookmarks:
            return ""
        self.bookmarks.add(name)
        return self.marker.number()

    def _refer(self, made: Element) -> None:
        for one in made.iter():
            if one.tag in _STYLED:
                one.set(VAL, self.styles.id(str(one.get(VAL, ""))))
            elif one.tag == W + "numId":
                one.set(VAL, self.lists.id(str(one.get(VAL, ""))))
            for key, name in list(one.attrib.items()):
                if str(key).startswith(R) and name:
                    self._relink(one, str(key), str(name))

    def _relink(self, element: Element, key: str, name: str) -> None:
        link = self.new.link(self.place.new, name)
        if link is None:
            del element.attrib[key]
        elif link.external:
            element.set(key, self.old.relate(self.place.old, link.type, link.target, True))
        elif link.target in self.new.parts:
            part = self.old.take(self.new, link.target)
            element.set(key, self.old.relate(self.place.old, link.type, part))

    def _renumber(self, made: Element) -> None:
        for one in list(made.iter(W + "commentReference")):
            fresh = self.comments.id(str(one.get(ID, "")))
            if fresh:
                one.set(ID, fresh)
            else:
                remove(one)
        for one in made.iter(*NOTES):
            kind = NOTES[str(one.tag)]
            one.set(ID, self._bring_note(kind, str(one.get(ID, ""))))
        for control in made.iter(W + "sdtPr"):
            self._control(control)
        for one in made.iter():
            if isinstance(one.tag, str) and one.tag.rpartition("}")[2] in _DRAWN and one.get("id"):
                self._drawn += 1
                one.set("id", str(self._drawn))

    def _control(self, chosen: Element) -> None:
        number = chosen.find(ID)
        if number is None:
            return
        wanted = str(number.get(VAL, ""))
        while wanted in self.controls:
            wanted = str(abs(int(wanted)) % 0x7FFFFFFE + 1) if wanted.lstrip("-").isdigit() else "1"
        self.controls.add(wanted)
        number.set(VAL, wanted)

    def _bring_note(self, kind: str, new_id: str) -> str:
        """A note's number here. Its words are put in by whoever marks the note as inserted."""
        fresh = free_note(self.old, self.new, kind)
        self.notes_brought.append((kind, new_id, fresh))
        return fresh


def rewrites(file: Edited) -> bool:
    """Whether a file was saved by a program that writes all looks anew, as LibreOffice does."""
    part = next((one for one in file.parts if one.casefold() == "docprops/app.xml"), "")
    told = file.parts.get(part, b"")
    return b"LibreOffice" in told or b"OpenOffice" in told


def has_tags(file: Edited) -> bool:
    """Whether any content control of the text has a tag."""
    return next(file.tree(file.main).iter(W + "tag"), None) is not None


def _near(start: Element, root: Element) -> list[Element]:
    """The ends of bookmarks in the paragraph of a start, else in the whole part."""
    around = start.getparent()
    near = [] if around is None else list(around.iter(W + "bookmarkEnd"))
    return near if any(one.get(ID) == start.get(ID) for one in near) else list(
        root.iter(W + "bookmarkEnd")
    )  # fmt: skip


def block_digest(name: str) -> str:
    """The digest of the block id in the name of one of our hidden bookmarks, or ""."""
    found = _HIDDEN.fullmatch(name)
    return "" if found is None else found[1]


def _of_a_session(name: str) -> bool:
    local = name.rpartition("}")[2]
    return local.startswith("rsid") or (local in ("paraId", "textId") and W14 in name)


def box_text(holder: Element) -> str:
    """The words of a text box or a note."""
    return "\n".join(plain_text(one) for one in holder.iter(P))


def find_note(file: Edited, kind: str, number: str) -> Element | None:
    """A footnote or endnote by its number."""
    part = file.related(kind)
    if not part:
        return None
    return next((one for one in file.tree(part) if one.get(ID) == number), None)


def free_note(old: Edited, new: Edited, kind: str) -> str:
    """A number that no note of the old file has, with an empty note of that number in its part,
    which is made where the file has none."""
    part = old.related(kind)
    if not part:
        source = new.related(kind)
        root = deepcopy(new.tree(source))
        for one in [one for one in root if one.get(W + "type") in (None, "normal")]:
            root.remove(one)
        from lxml import etree

        part = old.add(f"word/{kind}.xml", etree.tostring(root), new.kind_of(source))
        link = next(one for one in new.links(new.main) if one.target == source)
        old.relate(old.main, link.type, part)
    root = old.tree(part)
    number = str(1 + max((int(one.get(ID, "0")) for one in root), default=0))
    made = like(root, W + kind[:-1], id=number)
    root.append(made)
    return number
