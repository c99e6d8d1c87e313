"""Tracked changes settled in a tree: all accepted, or all rejected."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from htssp_builder.word.read.tags import FORMAT_CHANGES

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

CONTENT = ("ins", "del", "moveFrom", "moveTo")
"""Changes of words, marks and rows; where they stand tells which."""

CELLS = ("cellIns", "cellDel", "cellMerge")

RANGES = (
    *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    *(
        f"customXml{kind}Range{end}"
        for kind in ("Ins", "Del", "MoveFrom", "MoveTo")
        for end in ("Start", "End")
    ),
)

CHANGES = (*CONTENT, *CELLS, *FORMAT_CHANGES)
"""Names of every element of w: that is a tracked change."""

_HOLDERS = ("rPr", "trPr", "numPr", "ctrlPr")
_KEPT_APART = {
    # What a change of looks says nothing about, and so leaves alone.
    "pPrChange": ("rPr", "sectPr"),
    "sectPrChange": ("headerReference", "footerReference"),
    "trPrChange": ("ins", "del"),
    "tcPrChange": CELLS,
    "rPrChange": CONTENT,
}
_POINTS = ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart",
           "permEnd")  # fmt: skip
_LIVE = {"delText": "t", "delInstrText": "instrText"}


def settle(root: "Element", w: str, *, accept: bool) -> None:
    """Settle every tracked change in a tree. Content controls around blocks must be gone.

    w: namespace of the part. accept: what was changed becomes the text; else what was before.
    """
    for element in _all(root, w, FORMAT_CHANGES):
        _settle_looks(element, w, accept)
    for element in _all(root, w, RANGES):
        drop(element)
    goes = ("del", "moveFrom") if accept else ("ins", "moveTo")
    _settle_cells(root, w, accept)
    _settle_rows(root, w, goes)
    _remove_words(root, w, goes)
    _join(root, w, goes)
    for element in _all(root, w, CONTENT):
        _settle_mark(element, w, goes)
    if not accept:
        for name, live in _LIVE.items():
            for element in _all(root, w, (name,)):
                element.tag = f"{w}{live}"


def drop(element: "Element") -> None:
    """Take an element and all in it out of its tree."""
    around = element.getparent()
    if around is not None:
        if element.tail and element.tail.strip():
            _keep_tail(element, around)
        around.remove(element)


def _keep_tail(element: "Element", around: "Element") -> None:
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        around.text = (around.text or "") + (element.tail or "")


def unwrap(element: "Element", inside: "Iterable[Element] | None" = None) -> None:
    """Put what is in an element in its place. inside: other children than its own."""
    for child in list(element if inside is None else inside):
        element.addprevious(child)
    drop(element)


def _all(root: "Element", w: str, names: Iterable[str]) -> "list[Element]":
    return list(root.iter([f"{w}{name}" for name in names]))


def name_of(element: "Element | None") -> str:
    """An element's name without its namespace; "" for none."""
    return "" if element is None else str(element.tag).rpartition("}")[2]


def _in_holder(element: "Element") -> bool:
    """Whether a mark stands among properties: it is the change of a paragraph's end or a row."""
    return name_of(element.getparent()) in _HOLDERS


def _settle_looks(element: "Element", w: str, accept: bool) -> None:
    """Accepted, the new looks are there already; rejected, the old ones are inside the mark."""
    around = element.getparent()
    if around is None:
        return
    drop(element)
    if not accept and name_of(element) != "numberingChange":
        before = next(iter(element), None)
        _restore(around, [] if before is None else list(before),
                 _KEPT_APART.get(name_of(element), ()))  # fmt: skip


def _restore(around: "Element", before: "list[Element]", kept_apart: tuple[str, ...]) -> None:
    """Old properties in the place of new ones. kept_apart: names of those that stay."""
    for child in list(around):
        if name_of(child) not in kept_apart:
            drop(child)
    old = [child for child in before if name_of(child) not in kept_apart]
    # The marks of w:rPr and the headers of w:sectPr come first, all else that is kept last.
    at = len(around) if name_of(around) in ("rPr", "sectPr") else 0
    for number, child in enumerate(old):
        around.insert(at + number, child)
    if not len(around) and name_of(around) in ("rPr", "pPr", "trPr"):
        drop(around)


def _settle_cells(root: "Element", w: str, accept: bool) -> None:
    for element in _all(root, w, CELLS):
        holder = element.getparent()
        cell = None if holder is None else holder.getparent()
        if name_of(element) == "cellMerge":
            _settle_merge(element, w, accept)
        elif cell is not None and (name_of(element) == "cellDel") is accept:
            _remove_cell(cell, w)
        drop(element)


def _settle_merge(element: "Element", w: str, accept: bool) -> None:
    holder = element.getparent()
    if holder is None:
        return
    state = element.get(f"{w}vMerge" if accept else f"{w}vMergeOrig")
    merged = holder.find(f"{w}vMerge")
    if merged is not None and (state is None or not accept):
        drop(merged)
    if state in ("cont", "rest"):
        from lxml import etree

        made = etree.Element(f"{w}vMerge")
        made.set(f"{w}val", "continue" if state == "cont" else "restart")
        element.addprevious(made)


def _remove_cell(cell: "Element", w: str) -> None:
    row = cell.getparent()
    drop(cell)
    if row is not None and row.find(f"{w}tc") is None:
        remove_row(row, w)


def remove_row(row: "Element", w: str) -> None:
    """Take a row out; a table without rows goes too, and what holds it keeps a paragraph."""
    table = row.getparent()
    drop(row)
    if table is None or table.find(f"{w}tr") is not None:
        return
    holder = table.getparent()
    drop(table)
    if holder is not None:
        keep_a_paragraph(holder, w)


def keep_a_paragraph(holder: "Element", w: str) -> None:
    """A cell, note, header or text box ends in a paragraph, or Word repairs the file."""
    if name_of(holder) not in ("tc", "hdr", "ftr", "footnote", "endnote", "txbxContent"):
        return
    last = next((child for child in reversed(holder) if name_of(child) in ("p", "tbl")), None)
    if name_of(last) != "p":
        from lxml import etree

        holder.append(etree.Element(f"{w}p"))


def _settle_rows(root: "Element", w: str, goes: tuple[str, ...]) -> None:
    for row in list(root.iter(f"{w}tr")):
        holder = row.find(f"{w}trPr")
        if holder is not None and any(holder.find(f"{w}{name}") is not None for name in goes):
            remove_row(row, w)


def _remove_words(root: "Element", w: str, goes: tuple[str, ...]) -> None:
    for element in _all(root, w, goes):
        if not _in_holder(element):
            # A bookmark may begin in words that go and end in words that stay.
            for point in _all(element, w, _POINTS):
                element.addprevious(point)
            drop(element)


def _join(root: "Element", w: str, goes: tuple[str, ...]) -> None:
    """Where the mark between two paragraphs goes, the first runs on in the second."""
    for paragraph in list(root.iter(f"{w}p")):
        marks = paragraph.find(f"{w}pPr/{w}rPr")
        gone = [] if marks is None else [one for one in marks if one.tag in _tags(w, goes)]
        if not gone:
            continue
        following, between = _following(paragraph, w)
        for mark in gone:
            drop(mark)
        if following is not None:
            _run_on(paragraph, following, between, w)
        elif not says_anything(paragraph, w):
            _remove_last(paragraph, w)


def _settle_mark(element: "Element", w: str, goes: tuple[str, ...]) -> None:
    """What is left: words that stay, and marks among properties."""
    if not _in_holder(element):
        unwrap(element)
        return
    holder = element.getparent()
    drop(element)
    if holder is None:
        return
    new_number = name_of(holder) == "numPr" and name_of(element) in goes
    if new_number or (name_of(holder) == "trPr" and not len(holder)):
        drop(holder)


def _tags(w: str, names: Iterable[str]) -> frozenset[str]:
    return frozenset(f"{w}{name}" for name in names)


def _following(paragraph: "Element", w: str) -> "tuple[Element | None, list[Element]]":
    """The paragraph behind, and the points between."""
    between: list[Element] = []
    behind = paragraph.getnext()
    while behind is not None and name_of(behind) in (*_POINTS, "proofErr"):
        between.append(behind)
        behind = behind.getnext()
    return (behind if name_of(behind) == "p" else None), between


def _run_on(paragraph: "Element", following: "Element", between: "list[Element]", w: str) -> None:
    properties = paragraph.find(f"{w}pPr")
    if properties is not None and properties.find(f"{w}sectPr") is not None:
        return  # a section ends here, whatever was done to the mark
    at = 1 if following.find(f"{w}pPr") is not None else 0
    moved = [child for child in paragraph if name_of(child) != "pPr"] + between
    for number, child in enumerate(moved):
        following.insert(at + number, child)
    drop(paragraph)


def says_anything(paragraph: "Element", w: str) -> bool:
    """Whether there is anything in a paragraph but its properties and points."""
    return any(name_of(child) not in ("pPr", "proofErr", *_POINTS) for child in paragraph)


def _remove_last(paragraph: "Element", w: str) -> None:
    """An empty paragraph that nothing follows, unless what holds it must have it."""
    holder = paragraph.getparent()
    if holder is None or paragraph.find(f"{w}pPr/{w}sectPr") is not None:
        return
    for child in [one for one in paragraph if name_of(one) in _POINTS]:
        paragraph.addprevious(child)
    drop(paragraph)
    keep_a_paragraph(holder, w)
