"""The new file with its own tracked changes accepted, and who made them kept beside the runs.

A reviewer's copy often holds changes that the reviewer tracked; in the redline they stand under
the reviewer's name and date, not under that of whoever ran the comparison.
"""

from htssp_builder.word.revise.wml import (
    COME,
    GONE,
    OURS,
    PPR,
    RPR,
    RUN,
    TR,
    TRPR,
    Element,
    P,
    W,
    ends,
    is_gone,
    remove,
)

AUTHOR, DATE = OURS + "author", OURS + "date"
_CHANGES = frozenset(
    W + name
    for name in ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange",
                 "sectPrChange", "tblGridChange", "numberingChange", "tblPrExChange", "cellIns",
                 "cellMerge", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart",
                 "moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd",
                 "customXmlDelRangeStart", "customXmlDelRangeEnd", "customXmlMoveFromRangeStart",
                 "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart",
                 "customXmlMoveToRangeEnd")
)  # fmt: skip
_HOLDERS = frozenset((RPR, TRPR))


def settle(root: Element) -> None:
    """Accepts every tracked change in a tree; runs remember who inserted them."""
    for element in list(root.iter(*_CHANGES)):
        remove(element)
    for element in list(root.iter(TR)):
        if is_gone(element):
            remove(element)
    for element in list(root.iter(*GONE)):
        around = element.getparent()
        if around is not None and around.tag not in _HOLDERS:
            remove(element)
    _join(root)
    for element in list(root.iter(*COME, *GONE)):
        _accept(element)


def _accept(element: Element) -> None:
    around = element.getparent()
    if around is None:
        return
    if around.tag in _HOLDERS:
        remove(element)
        return
    for run in element.iter(RUN):
        run.set(AUTHOR, str(element.get(W + "author", "")))
        run.set(DATE, str(element.get(W + "date", "")))
    for child in list(element):
        element.addprevious(child)
    remove(element)


def _join(root: Element) -> None:
    """Where the mark between two paragraphs was deleted, the first runs on in the second."""
    for paragraph in list(root.iter(P)):
        following = paragraph.getnext()
        while following is not None and following.tag != P and _is_range(following):
            following = following.getnext()
        if ends(paragraph) or following is None or following.tag != P:
            continue
        at = 1 if following.find(PPR) is not None else 0
        for number, child in enumerate([one for one in paragraph if one.tag != PPR]):
            following.insert(at + number, child)
        remove(paragraph)


def _is_range(element: Element) -> bool:
    name = str(element.tag).rpartition("}")[2]
    return name.endswith(("Start", "End")) or name == "proofErr"
