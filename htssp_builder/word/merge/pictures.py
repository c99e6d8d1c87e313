"""Figures: a picture of ours that is still as we wrote it is exchanged for the new one."""

from hashlib import sha256

from htssp_builder.word.revise.carry import Carrier
from htssp_builder.word.revise.wml import Element, P, R, W

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_BLIP = f"{{{_DRAWING}/main}}blip"
_SIZES = (f"{{{_DRAWING}/wordprocessingDrawing}}extent", f"{{{_DRAWING}/main}}ext")
_NAMED = (f"{{{_DRAWING}/wordprocessingDrawing}}docPr", f"{{{_DRAWING}/picture}}cNvPr")


def digest(png: bytes) -> str:
    """A name for a picture's bytes."""
    return sha256(png).hexdigest()


def drawing_of(block: Element) -> Element | None:
    """The one drawing of a figure whose caption, or picture, `block` is."""
    place: Element | None = block
    while place is not None and place.tag == P:
        found = list(place.iter(W + "drawing"))
        if found:
            return found[0] if len(found) == 1 else None
        if place is not block:
            return None
        place = place.getnext()
    return None


def exchange(mine: Element, new: Element, carrier: Carrier, written: str) -> bool:
    """Puts the new picture in the place of the old one, as wide as the person left it.

    written: digest of the picture as it was written. False, and nothing is changed, where the
    one that stands there is another.
    """
    old_blip, new_blip = mine.find(f".//{_BLIP}"), new.find(f".//{_BLIP}")
    if old_blip is None or new_blip is None or not written:
        return False
    there = carrier.old.link(carrier.place.old, str(old_blip.get(R + "embed", "")))
    if there is None or digest(carrier.old.parts.get(there.target, b"")) != written:
        return False
    link = carrier.new.link(carrier.place.new, str(new_blip.get(R + "embed", "")))
    if link is None or link.target not in carrier.new.parts:
        return False
    part = carrier.old.take(carrier.new, link.target)
    old_blip.set(R + "embed", carrier.old.relate(carrier.place.old, link.type, part))
    _resize(mine, new)
    for tag in _NAMED:
        for one, other in zip(mine.iter(tag), new.iter(tag), strict=False):
            one.set("descr", str(other.get("descr", "")))
    return True


def _resize(mine: Element, new: Element) -> None:
    shape = next(new.iter(*_SIZES), None)
    wide, high = (0, 0) if shape is None else (_int(shape, "cx"), _int(shape, "cy"))
    for one in mine.iter(*_SIZES):
        if wide and one.get("cx"):
            one.set("cy", str(round(_int(one, "cx") * high / wide)))


def _int(element: Element, name: str) -> int:
    text = str(element.get(name, "0"))
    return int(text) if text.isdigit() else 0
