"""Content controls of the person's file: their names and states follow the new text."""

from collections.abc import Sequence
from copy import deepcopy

from htssp_builder.word.read.model import BaseControl
from htssp_builder.word.revise.says import plain_text
from htssp_builder.word.revise.wml import (
    CONTENT,
    ID,
    RPR,
    RUN,
    SDT,
    VAL,
    Element,
    W,
    make,
    parent,
    remove,
    value,
)

_ALIAS, _TAG, _CHOSEN = W + "alias", W + "tag", W + "sdtPr"
_OWN = frozenset((_ALIAS, ID, RPR))
_STATES = frozenset(("Unverified", "PlaceholderText"))


def restore_names(
    holders: Sequence[Element], old: Sequence[BaseControl], new: Sequence[Element]
) -> None:
    """Gives controls that lost their tag (a save by LibreOffice drops it) the tag of the control
    of the same title, before the words in them are compared."""
    tags = {value(one, _ALIAS): one.find(_TAG) for one in _chosen(new)}
    known = {one.title for one in old}
    for chosen in _chosen(holders):
        title = value(chosen, _ALIAS)
        source = tags.get(title)
        if title in known and source is not None and chosen.find(_TAG) is None:
            named = chosen.find(_ALIAS)
            if named is not None:
                named.addnext(deepcopy(source))


def unwrap_removed(
    theirs: Sequence[Element], ours: Sequence[Element], old: Sequence[BaseControl]
) -> None:
    """Takes out of the new paragraphs the controls that the person took out of theirs: new words
    are then put in as plain ones, as the person wanted them."""
    there = {key for one in _chosen(theirs) for key in _keys(one)}
    written = {one.title for one in old} | {one.path for one in old if one.path}
    for chosen in _chosen(ours):
        keys = set(_keys(chosen))
        control = parent(chosen)
        content = control.find(CONTENT)
        if keys & there or not keys & written or content is None:
            continue
        for child in list(content):
            control.addprevious(child)
        remove(control)


def renew(theirs: Sequence[Element], ours: Sequence[Element]) -> None:
    """Title, kind and state of each control that says the same in both."""
    left = [one for holder in theirs for one in holder.iter(SDT)]
    for control in [one for holder in ours for one in holder.iter(SDT)]:
        keys = set(_tag_or_title(control))
        mine = next((one for one in left if keys & set(_tag_or_title(one))), None)
        if mine is None:
            continue
        left.remove(mine)
        _rename(mine, control)
        if _said(mine) == _said(control):
            _restate(mine, control)


def _rename(mine: Element, control: Element) -> None:
    old, new = mine.find(f"{_CHOSEN}/{_ALIAS}"), control.find(f"{_CHOSEN}/{_ALIAS}")
    if old is not None and new is not None:
        old.set(VAL, str(new.get(VAL, "")))


def _restate(mine: Element, control: Element) -> None:
    old, new = mine.find(_CHOSEN), control.find(_CHOSEN)
    if old is None or new is None:
        return
    if [_plain(one) for one in old if one.tag not in _OWN] != [
        _plain(one) for one in new if one.tag not in _OWN
    ]:
        for child in [one for one in old if one.tag not in _OWN]:
            old.remove(child)
        for child in new:
            if child.tag not in _OWN:
                at = _place(old, child.tag)
                old.insert(at, deepcopy(child))
    run = next(control.iter(RUN), None)
    style = None if run is None else run.find(f"{RPR}/{W}rStyle")
    for one in mine.iter(RUN):
        _restyle(one, style)


def _plain(element: Element) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(element, method="c14n", exclusive=True))


def _place(chosen: Element, tag: object) -> int:
    """w:tag stands before the control's number, everything else behind it."""
    if tag != _TAG:
        return len(chosen)
    return sum(1 for one in chosen if one.tag in (RPR, _ALIAS))


def _restyle(run: Element, style: Element | None) -> None:
    """The mark of a missing answer or of unconfirmed law comes and goes with its state."""
    looks = run.find(RPR)
    had = None if looks is None else looks.find(W + "rStyle")
    if had is not None and had.get(VAL) in _STATES:
        remove(had)
        had = None
    if style is not None and had is None and style.get(VAL) in _STATES:
        if looks is None:
            looks = make(RPR)
            run.insert(0, looks)
        looks.insert(0, deepcopy(style))


def _said(control: Element) -> str:
    content = control.find(CONTENT)
    return "" if content is None else plain_text(content)


def _chosen(holders: Sequence[Element]) -> list[Element]:
    return [one for holder in holders for one in holder.iter(_CHOSEN)]


def _keys(chosen: Element) -> list[str]:
    return [key for key in (value(chosen, _TAG), value(chosen, _ALIAS)) if key]


def _tag_or_title(control: Element) -> list[str]:
    chosen = control.find(_CHOSEN)
    if chosen is None:
        return []
    return [value(chosen, _TAG) or value(chosen, _ALIAS)]
