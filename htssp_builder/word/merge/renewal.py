"""The marks by which a merged file is known at the next build: bookmarks, base text, build id."""

from htssp_builder.word.basetext import NAMESPACE
from htssp_builder.word.merge.shown import Written
from htssp_builder.word.names import hidden_name
from htssp_builder.word.ooxml.properties import BUILD, DOCUMENT, EDITION
from htssp_builder.word.revise.carry import block_digest
from htssp_builder.word.revise.edited import Edited
from htssp_builder.word.revise.marks import Marker
from htssp_builder.word.revise.wml import (
    ID,
    PPR,
    RELATED,
    Element,
    P,
    W,
    cells_in,
    like,
    make,
    remove,
)

_START, _END = W + "bookmarkStart", W + "bookmarkEnd"
_STORE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_CUSTOM = "docProps/custom.xml"
_CUSTOM_KIND = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_VALUE = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}lpwstr"


def name_block(elements: tuple[Element, ...], block: str, text: str, marker: Marker) -> None:
    """Gives a paragraph or row the hidden bookmark of its block, as of the text written now."""
    from htssp_builder.document.text import digest

    wanted, known = hidden_name(block, text), digest(block)
    for element in elements:
        for one in element.iter(_START):
            if block_digest(str(one.get(W + "name", ""))) == known:
                one.set(W + "name", wanted)
                return
    first = elements[0]
    if first.tag != P:
        holder = next((p for cell in cells_in(first)[:1] for p in cell.iter(P)), None)
        if holder is None:
            return
        first = holder
    number = marker.number()
    at = 1 if first.find(PPR) is not None else 0
    first.insert(at, make(_END, id=number))
    first.insert(at, make(_START, id=number, name=wanted))


def mend_bookmarks(root: Element) -> None:
    """Takes away the half of a bookmark whose other half went with a block."""
    starts = {str(one.get(ID)): one for one in root.iter(_START)}
    ends = {str(one.get(ID)): one for one in root.iter(_END)}
    for number in starts.keys() ^ ends.keys():
        remove({**starts, **ends}[number])


def renew_base(file: Edited, new: Edited, ours: Written) -> None:
    """Puts the base text and the build of the new file in the place of the old ones."""
    source = _store(new)
    part = _store(file)
    if part:
        file.trees.pop(part, None)
        file.parts[part] = new.parts[source]
    else:
        _add_store(file, new, source)
    _properties(file, new, ours)


def _store(file: Edited) -> str:
    for name, data in file.parts.items():
        ours = name.casefold().startswith("customxml/") and NAMESPACE.encode() in data
        if ours and (b"<base " in data or b":base " in data):
            return name
    return ""


def _add_store(file: Edited, new: Edited, source: str) -> None:
    part = file.add(source, new.parts[source], "application/xml")
    file.relate(file.main, f"{RELATED}/customXml", part)
    described = next(iter(new.links(source)), None)
    if described is not None and described.target in new.parts:
        name = file.add(described.target, new.parts[described.target], _STORE)
        file.relate(part, described.type, name)


def _properties(file: Edited, new: Edited, ours: Written) -> None:
    values = {BUILD: ours.base.build, DOCUMENT: ours.base.document, EDITION: ours.base.edition}
    part = next((one.target for one in file.links("") if one.kind == "custom-properties"), "")
    if not part or part not in file.parts:
        part = file.add(_CUSTOM, new.parts[_CUSTOM], _CUSTOM_KIND)
        file.relate("", f"{RELATED}/custom-properties", part)
        return
    root = file.tree(part)
    for name, text in values.items():
        found = next((one for one in root if one.get("name") == name), None)
        if found is None:
            found = _property(root, name)
        for child in list(found):
            found.remove(child)
        made = like(found, _VALUE)
        made.text = text
        found.append(made)


def _property(root: Element, name: str) -> Element:
    """A new custom property, empty."""
    numbers = [int(one.get("pid", "1")) for one in root]
    made = like(root, str(root.tag).rpartition("}")[0] + "}property")
    made.set("fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}")
    made.set("pid", str(max(numbers, default=1) + 1))
    made.set("name", name)
    root.append(made)
    return made
