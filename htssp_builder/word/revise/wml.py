"""Names of WordprocessingML that revising needs, and the order of children that Word asks for."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from lxml.etree import _Element

    Element: TypeAlias = _Element
else:
    Element = Any

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W, R, M = f"{{{MAIN}}}", f"{{{RELATED}}}", f"{{{MATH}}}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
OURS = "{urn:htssp:revise}"
"""Attributes that are put on runs while two files are compared, and are never written out."""

P, TBL, TR, TC, RUN, TEXT = W + "p", W + "tbl", W + "tr", W + "tc", W + "r", W + "t"
RPR, PPR, TRPR, SDT, CONTENT = W + "rPr", W + "pPr", W + "trPr", W + "sdt", W + "sdtContent"
INS, DEL, FROM, TO = W + "ins", W + "del", W + "moveFrom", W + "moveTo"
VAL, ID = W + "val", W + "id"

GONE = frozenset((DEL, FROM))
COME = frozenset((INS, TO))
SEE_THROUGH = frozenset(
    W + name
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo",
                 "sdtContent")
)  # fmt: skip
AROUND_BLOCKS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
FORMULA = frozenset((M + "oMath", M + "oMathPara"))


def first(element: Element, tag: str) -> Element | None:
    """The first child of that name."""
    return element.find(tag)


def value(element: Element, tag: str) -> str:
    """w:val of the first child of that name, or ""."""
    found = element.find(tag)
    return "" if found is None else str(found.get(VAL, ""))


def make(tag: str, **attributes: str) -> Element:
    """A new element; attributes are those of w:."""
    from lxml import etree

    made = etree.Element(tag, nsmap={"w": MAIN})
    for name, text in attributes.items():
        made.set(W + name, text)
    return made


def like(element: Element, tag: str, **attributes: str) -> Element:
    """A new element that knows the prefixes of another; attributes are those of w:."""
    names = {prefix: uri for prefix, uri in element.nsmap.items() if prefix is not None}
    made = element.makeelement(tag, nsmap=names)
    for name, text in attributes.items():
        made.set(W + name, text)
    return made


def twin(element: Element) -> Element:
    """An empty element of the same name and attributes."""
    made = like(element, str(element.tag))
    for name, text in element.attrib.items():
        made.set(name, text)
    return made


def parent(element: Element) -> Element:
    """What an element stands in; a root stands in itself."""
    found = element.getparent()
    return element if found is None else found


def remove(element: Element) -> None:
    """Takes an element out of what it stands in."""
    found = element.getparent()
    if found is not None:
        found.remove(element)


_RUN_ORDER = (
    "ins", "del", "moveFrom", "moveTo", "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps",
    "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss", "imprint", "noProof",
    "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs",
    "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
    "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
_RANKS = {W + name: rank for rank, name in enumerate(_RUN_ORDER)}


def in_order(looks: Element) -> Element:
    """The same w:rPr with its children in the order that the schema asks for."""
    looks[:] = sorted(looks, key=lambda one: _RANKS.get(one.tag, len(_RANKS)))
    return looks


def take(element: Element, name: str) -> str | None:
    """Takes an attribute off an element and gives what it said."""
    found = element.get(name)
    if found is None:
        return None
    del element.attrib[name]
    return str(found)


def properties(element: Element, tag: str) -> Element:
    """The w:pPr, w:rPr or w:trPr of an element, made where there is none."""
    found = element.find(tag)
    if found is None:
        found = make(tag)
        at = 1 if tag == TRPR and element.find(W + "tblPrEx") is not None else 0
        element.insert(at, found)
    return found


def mark_properties(paragraph: Element) -> Element:
    """w:pPr/w:rPr, the properties of a paragraph's mark, made where there are none."""
    holder = properties(paragraph, PPR)
    found = holder.find(RPR)
    if found is None:
        found = make(RPR)
        behind = [W + "sectPr", W + "pPrChange"]
        later = next((child for child in holder if child.tag in behind), None)
        if later is None:
            holder.append(found)
        else:
            later.addprevious(found)
    return found


def is_gone(row: Element) -> bool:
    """Whether a row was deleted by a tracked change."""
    holder = row.find(TRPR)
    return holder is not None and holder.find(DEL) is not None


def ends(paragraph: Element) -> bool:
    """Whether a paragraph's mark stands in the final view; without it the next one runs on."""
    holder = paragraph.find(f"{PPR}/{RPR}")
    return holder is None or (holder.find(DEL) is None and holder.find(FROM) is None)


def blocks_in(container: Element) -> list[Element]:
    """The w:p and w:tbl of a body, cell or note, those inside content controls among them."""
    found: list[Element] = []
    for child in container:
        if child.tag in (P, TBL):
            found.append(child)
        elif child.tag in AROUND_BLOCKS:
            found += blocks_in(child)
    return found


def rows_in(table: Element) -> list[Element]:
    """The w:tr of a table that stand in the final view, those inside content controls too."""
    found: list[Element] = []
    for child in table:
        if child.tag == TR:
            if not is_gone(child):
                found.append(child)
        elif child.tag in AROUND_BLOCKS:
            found += rows_in(child)
    return found


def cells_in(row: Element) -> list[Element]:
    """The w:tc of a row, those inside content controls too."""
    found: list[Element] = []
    for child in row:
        if child.tag == TC:
            found.append(child)
        elif child.tag in AROUND_BLOCKS:
            found += cells_in(child)
    return found


def is_last_in(element: Element) -> bool:
    """Whether no paragraph or table stands behind an element in what holds it."""
    return all(next(one.iter(P, TBL), None) is None for one in element.itersiblings())


def runs_in(holder: Element) -> Iterator[Element]:
    """Runs and formulas that read in the final view, those in text boxes not among them."""
    for child in holder:
        if child.tag == RUN or child.tag in FORMULA:
            yield child
        elif child.tag == SDT:
            content = child.find(CONTENT)
            if content is not None:
                yield from runs_in(content)
        elif child.tag in SEE_THROUGH:
            yield from runs_in(child)
