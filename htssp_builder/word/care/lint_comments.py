"""What a person has to mend, as comments at its place in the file."""

from datetime import datetime
from typing import TYPE_CHECKING

from htssp_builder.word.care.lint_sheet import Finding, Sheet
from htssp_builder.word.care.parts import Parts

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

AUTHOR, INITIALS = "HTSSP Builder", "HB"
_PART = "word/comments.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


def comment(sheet: Sheet, parts: Parts, found: list[Finding], now: datetime) -> int:
    """Put findings as comments into a file; gives how many. One that stands there already from
    an earlier time is not said twice.

    Word keeps no comments in headers, notes and text boxes: those stand at the first paragraph.
    """
    places = [(finding, _place(sheet, finding)) for finding in found]
    said = {
        (one.text, one.paragraphs[0] if one.paragraphs else -1)
        for one in sheet.file.comments
        if one.author == AUTHOR and not one.resolved
    }
    numbers = {one.element: one.number for one in sheet.file.paragraphs}
    new = [
        (finding, place)
        for finding, place in places
        if place is not None and (_text(finding), numbers.get(place, -1)) not in said
    ]
    if not new:
        return 0
    root = _comments(sheet, parts)
    w = sheet.w
    taken = [one.get(f"{w}id", "") for one in root.iterchildren(f"{w}comment")]
    at = max([int(one) for one in taken if one.isascii() and one.isdigit()], default=-1) + 1
    for number, (finding, place) in enumerate(new, at):
        root.append(_comment(number, _text(finding), now, w))
        _anchor(place, number, w)
    return len(new)


def _text(finding: Finding) -> str:
    return f"{finding.what} {finding.remedy}"


def _place(sheet: Sheet, finding: Finding) -> "Element | None":
    """The paragraph that a comment stands on."""
    paragraphs = sheet.file.paragraphs
    p = f"{sheet.w}p"
    if finding.paragraph >= 0:
        one = paragraphs[finding.paragraph]
        alive = one.element.getparent() is not None
        if one.story.kind == "body" and one.element.tag == p and alive:
            return one.element
    for one in paragraphs:
        alive = one.element.getparent() is not None
        if one.story.kind == "body" and one.element.tag == p and alive and one.final:
            return one.element
    return None


def _comments(sheet: Sheet, parts: Parts) -> "Element":
    """Root of the part with the comments, made where there is none."""
    known = sheet.package.related(parts.main, "comments")
    if known:
        return parts.tree(known[0])
    from lxml import etree

    root = etree.Element(f"{sheet.w}comments", nsmap={"w": sheet.w[1:-1]})
    name = parts.free_name(_PART)
    parts.add(name, root, _TYPE)
    parts.link(parts.main, f"{parts.link_types()}/comments", name)
    return root


def _comment(number: int, text: str, now: datetime, w: str) -> "Element":
    from lxml import etree

    made = etree.Element(f"{w}comment")
    for name, value in (
        ("id", str(number)), ("author", AUTHOR), ("date", now.strftime("%Y-%m-%dT%H:%M:%SZ")),
        ("initials", INITIALS),
    ):  # fmt: skip
        made.set(f"{w}{name}", value)
    run = etree.SubElement(etree.SubElement(made, f"{w}p"), f"{w}r")
    etree.SubElement(run, f"{w}t").text = text
    return made


def _anchor(paragraph: "Element", number: int, w: str) -> None:
    from lxml import etree

    def point(name: str) -> "Element":
        made = etree.Element(f"{w}{name}")
        made.set(f"{w}id", str(number))
        return made

    at = 1 if len(paragraph) and paragraph[0].tag == f"{w}pPr" else 0
    paragraph.insert(at, point("commentRangeStart"))
    paragraph.append(point("commentRangeEnd"))
    etree.SubElement(paragraph, f"{w}r").append(point("commentReference"))
