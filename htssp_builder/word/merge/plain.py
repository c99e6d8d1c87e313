"""Our own marks of change made plain, or given their name; nobody else's are touched."""

from htssp_builder.word.revise.wml import (
    CONTENT,
    DEL,
    INS,
    PPR,
    RPR,
    RUN,
    SDT,
    TRPR,
    Element,
    P,
    W,
    remove,
)

OURS = "\ue0f0HTSSP Builder"
"""Stands as the author of our changes while a merge runs, so that no earlier one is taken for
one of them."""

AUTHOR = "HTSSP Builder"

_PROPERTIES = frozenset((RPR, PPR, TRPR))


def name_ours(root: Element) -> None:
    """Leaves our changes tracked, under our name."""
    for one in root.iter():
        if isinstance(one.tag, str) and one.get(W + "author") == OURS:
            one.set(W + "author", AUTHOR)


def accept_ours(root: Element) -> None:
    """Makes our changes plain text: what they insert stays, what they delete goes."""
    for gone in [one for one in root.iter(DEL) if one.get(W + "author") == OURS]:
        around = gone.getparent()
        remove(gone)
        if around is not None:
            _drop_empty(around)
    for come in [one for one in root.iter(INS) if one.get(W + "author") == OURS]:
        around = come.getparent()
        if around is not None and around.tag not in _PROPERTIES:
            for child in list(come):
                come.addprevious(child)
        remove(come)


def _drop_empty(holder: Element) -> None:
    """Takes away a control or link of which nothing is left."""
    while holder.tag != P and next(holder.iter(RUN), None) is None:
        around = holder.getparent()
        if around is None or holder.tag not in (CONTENT, SDT, W + "hyperlink"):
            return
        if holder.tag == CONTENT and next(around.iter(INS), None) is not None:
            return
        remove(holder)
        holder = around
