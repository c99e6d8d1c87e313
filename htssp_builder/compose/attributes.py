"""The attribute list of a block: its id, what stands behind it, and the duty it sets."""

from typing import Any, get_args
from xml.etree.ElementTree import Element

from htssp_builder.compose.controls import Walk
from htssp_builder.compose.inlines import SPLIT, Piece, emit_inlines, text_pieces
from htssp_builder.compose.program import Do
from htssp_builder.document.tree import Authority, Duty, Meta

DUTY = ("actor", "act", "time", "to")
_KNOWN = frozenset({"id", "class", "authority", "basis", "edition", "widths", *DUTY})


def ident(walk: Walk, element: Element) -> str:
    """The block's id; where none is written, one that holds "?" and only serves a draft."""
    found = element.get("id", "")
    if not found:
        walk.missing += 1
        return f"{walk.section}.?{walk.line}.{walk.missing}"
    return found


def classes(element: Element) -> list[str]:
    """The `.words` of the attribute list."""
    return (element.get("class") or "").split()


def meta(walk: Walk, element: Element) -> Meta:
    """What stands behind the block; what is not stated comes from the open heading."""
    for name, value in list(element.attrib.items()):
        if name not in _KNOWN or value is None:
            walk.wrong(
                f"'{name}' is not an attribute of a block.",
                f"Use .name, #id or one of these, each with =: {', '.join(sorted(_KNOWN))}.",
            )
            del element.attrib[name]
    authority: Any = element.get("authority") or walk.authority[3]
    edition: Any = element.get("edition") or walk.edition[3]
    if authority not in get_args(Authority):
        allowed = ", ".join(get_args(Authority))
        walk.wrong(f"'{authority}' is not an authority.", f"Use: {allowed}.")
    if edition not in ("internal", "public"):
        walk.wrong(f"'{edition}' is not an edition.", "Use: internal, public.")
    basis = tuple(element.get("basis", "").split())
    return Meta(authority, basis, _duty(walk, element, basis), edition)


def _duty(walk: Walk, element: Element, basis: tuple[str, ...]) -> Duty | None:
    if "duty" not in classes(element):
        return None
    values = [element.get(name, "") for name in DUTY]
    for name, value in zip(DUTY, values, strict=True):
        if not value:
            walk.wrong(
                f"A duty does not name its {name}.",
                'Write actor="..." act="..." time="..." to="..." beside .duty.',
            )
    actor, act, time, to = (value if not SPLIT.search(value) else "" for value in values)
    return Duty(actor, act, time, to, set_by_law(basis))


def set_by_law(basis: tuple[str, ...]) -> bool:
    """Whether a block stands on a statute."""
    return any(key.startswith(("law.", "fed.")) for key in basis)


def duty_pieces(walk: Walk, element: Element) -> list[tuple[str, list[Piece]]]:
    """The parts of a duty that print an answer."""
    if "duty" not in classes(element):
        return []
    return [
        (name, list(text_pieces(walk, element.get(name, ""))))
        for name in DUTY
        if SPLIT.search(element.get(name, ""))
    ]


def emit_attributes(walk: Walk, attributes: list[tuple[str, list[Piece]]]) -> None:
    """The operations that fill in attributes which print an answer."""
    for name, pieces in attributes:
        walk.out.op(Do.ATTRIBUTE, name)
        emit_inlines(walk, pieces)
        walk.out.op(Do.END_ATTRIBUTE)
