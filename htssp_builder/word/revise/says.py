"""What an element says, read quickly and without changing it."""

from htssp_builder.word.revise.wml import FORMULA, RUN, SDT, SEE_THROUGH, TEXT, Element, M, R, W
from htssp_builder.word.revise.words import OBJECT

SIGNS = {W + "tab": "\t", W + "cr": "\n"}
# Names and numbers that a program gives when it saves.
_GIVEN = frozenset(
    ("id", "paraId", "textId", "anchorId", "editId", "spid", "name", "relativeHeight")
)


def said(element: Element) -> str:
    """What an element says, whatever numbers it was given by the program that saved it."""
    out: list[str] = []
    for one in element.iter():
        if not isinstance(one.tag, str):
            continue
        out.append(one.tag.rpartition("}")[2])
        out += sorted(
            f"{name!s}={text!s}" for name, text in one.attrib.items() if _steady(str(name))
        )
        if one.text and one.text.strip():
            out.append(one.text)
    return "\0".join(out)


def _steady(name: str) -> bool:
    local = name.rpartition("}")[2]
    return not (name.startswith(R) or local.startswith("rsid") or local in _GIVEN)


def plain_text(paragraph: Element) -> str:
    """The words of a paragraph in the final view, without objects: quick, and changes nothing."""
    out: list[str] = []
    _gather(paragraph, out)
    return "".join(out)


def _gather(holder: Element, out: list[str]) -> None:
    for child in holder:
        tag = child.tag
        if tag == TEXT:
            out.append(child.text or "")
        elif tag in (RUN, SDT) or tag in SEE_THROUGH:
            _gather(child, out)
        elif tag in SIGNS or tag == W + "br":
            out.append(SIGNS.get(tag, "\n"))
        elif tag in FORMULA:
            out += [one.text or "" for one in child.iter(M + "t")]
        elif tag == W + "sym":
            out.append(OBJECT)
