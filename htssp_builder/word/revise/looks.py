"""What changed in a paragraph beside its words: its looks, its shape, the state of its controls.

LibreOffice writes every property anew when it saves, inherited ones and the language of each word
among them. Where the new file was saved by it and the old one was not, only what a person sets by
hand is compared (bold, italic, underline, strike, raised), or a save without any edit would be
thousands of changes.
"""

from collections.abc import Sequence
from copy import deepcopy

from htssp_builder.word.revise.carry import Carrier
from htssp_builder.word.revise.line import Line, Unit
from htssp_builder.word.revise.says import said
from htssp_builder.word.revise.wml import PPR, RPR, RUN, VAL, W14, Element, W, in_order, make
from htssp_builder.word.revise.words import OBJECT, Span, across

_HAND = frozenset(W + name for name in ("b", "i", "u", "strike", "vertAlign"))
_OFF = frozenset(("false", "0", "off", "none", "baseline"))
_UNSEEN = frozenset((W + "lang", W + "noProof", W + "rPrChange", W + "pPrChange", W + "sectPr"))


def compare_looks(old: Line, new: Line, spans: Sequence[Span], carrier: Carrier) -> tuple[str, ...]:
    """Marks words that stand in both files and look otherwise (bold, colour, style); gives them."""
    found = []
    move = across(spans)
    looks = {unit.start: unit for unit in new.units}
    for unit in (one for one in old.units if not _inside(one, spans)):
        place = move([unit.start, unit.end])
        other = looks.get(place[0]) if place else None
        if other is None or unit.elements[0].tag != RUN or len(unit.elements) > 1:
            continue
        mine = unit.elements[0].find(RPR)
        wanted = carrier.looks(other.elements[0].find(RPR), RPR)
        if carrier.rewritten:
            wanted = _by_hand(mine, wanted)
        if _look(mine) != _look(wanted):
            carrier.marker.reformat(unit.elements[0], wanted)
            found.append(old.text[unit.start : unit.end].replace(OBJECT, ""))
    return tuple(text for text in found if text.strip())


def _inside(unit: Unit, spans: Sequence[Span]) -> bool:
    return any(span.old_start <= unit.start and unit.end <= span.old_end for span in spans)


def _look(looks: Element | None) -> frozenset[str]:
    """What a person sees of properties, whatever their order."""
    if looks is None:
        return frozenset()
    return frozenset(said(child) for child in looks if child.tag not in _UNSEEN)


def _by_hand(mine: Element | None, theirs: Element) -> Element:
    """The old look with those signs switched on or off that a person sets by hand."""
    made = make(RPR)
    old = [] if mine is None else list(mine)
    on_before, on_after = ({one.tag for one in looks if _is_on(one)} for looks in (old, theirs))
    for sign in old:
        if not _is_on(sign) or sign.tag in on_after:
            made.append(deepcopy(sign))
    for sign in theirs:
        if _is_on(sign) and sign.tag not in on_before:
            made.append(deepcopy(sign))
    return in_order(made)


def _is_on(sign: Element) -> bool:
    return sign.tag in _HAND and str(sign.get(VAL, "true")) not in _OFF


def reshape(old: Element, new: Element, carrier: Carrier) -> bool:
    """Gives the old paragraph the style, list and indents of the new one; whether they differ."""
    if carrier.rewritten:
        return False
    wanted = carrier.looks(new.find(PPR), PPR)
    had = old.find(PPR)
    mine = frozenset[str]() if had is None else frozenset(
        said(child) for child in had if child.tag not in _UNSEEN and child.tag != RPR
    )  # fmt: skip
    if mine == _look(wanted):
        return False
    carrier.marker.reshape(old, wanted)
    return True


def synchronise_controls(olds: Sequence[Element], new: Element, carrier: Carrier) -> None:
    """A control that was filled in or ticked says so: its state is no tracked text."""
    after = {carrier.control(one): one for one in new.iter(W + "sdtPr")}
    for paragraph in olds:
        for chosen in paragraph.iter(W + "sdtPr"):
            other = after.get(carrier.control(chosen))
            if other is None or not carrier.control(chosen):
                continue
            prompt = chosen.find(W + "showingPlcHdr")
            if prompt is not None and other.find(W + "showingPlcHdr") is None:
                chosen.remove(prompt)
            tick, ticked = (one.find(f"{{{W14}}}checkbox/{{{W14}}}checked")
                            for one in (chosen, other))  # fmt: skip
            if tick is not None and ticked is not None:
                tick.set(f"{{{W14}}}val", str(ticked.get(f"{{{W14}}}val", "0")))
