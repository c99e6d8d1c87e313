"""What a Word file says about itself, and the base text that a file of ours carries."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from htssp_builder.problems import HtsspError
from htssp_builder.word.basetext import NAMESPACE
from htssp_builder.word.read.model import Base, BaseBlock, BaseControl, Properties
from htssp_builder.word.read.package import Package
from htssp_builder.word.read.tags import local

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BASE = f"{{{NAMESPACE}}}"
_APART = frozenset(("id", "kind"))


def properties(package: Package) -> Properties:
    """The core and the custom properties; whatever is not there, or damaged, is left out."""
    core: dict[str, str] = {}
    custom: dict[str, str] = {}
    for root in _sound(package, package.related("", "core-properties")):
        for item in root:
            core[local(item.tag)] = _text(item)
    for root in _sound(package, package.related("", "custom-properties")):
        for item in root:
            custom[item.get("name", "")] = _text(item)
    custom.pop("", None)
    return Properties(core, custom)


def base(package: Package) -> Base | None:
    """The base text in our own custom XML part, under whatever name; None where it is gone."""
    names = package.related(package.main, "customXml")
    # LibreOffice keeps the parts, and not always the link to them.
    names += [name for name in package.parts if _is_store(name) and name not in names]
    for name in names:
        if NAMESPACE.encode() in package.parts[name]:
            for root in _sound(package, [name]):
                if root.tag == f"{_BASE}base":
                    return _base(root)
    return None


def _is_store(name: str) -> bool:
    return name.casefold().startswith("customxml/") and name.casefold().endswith(".xml")


def _sound(package: Package, names: list[str]) -> "Iterator[Element]":
    for name in names:
        try:
            yield package.xml(name)
        except HtsspError:  # not the text: the file is read without it
            continue


def _text(item: "Element") -> str:
    return "".join(map(str, item.itertext())).strip()


def _base(root: "Element") -> Base:
    blocks: list[BaseBlock] = []
    controls: list[BaseControl] = []
    block = ""
    for child in root:
        name = local(child.tag)
        if name == "block":
            blocks.append(_block(child, child.text or ""))
        elif name == "table":
            blocks += _table(child)
        elif name == "at":
            block = child.get("block", "")
        elif name == "control":
            controls.append(_control(child, block))
    return Base(
        root.get("document", ""),
        root.get("build", ""),
        root.get("edition", ""),
        tuple(blocks),
        tuple(controls),
    )


def _block(element: "Element", text: str, kind: str = "", table: str = "") -> BaseBlock:
    more: Mapping[str, str] = {
        str(name): str(value) for name, value in element.attrib.items() if name not in _APART
    }
    return BaseBlock(element.get("id", ""), kind or element.get("kind", ""), text, more, table)


def _table(element: "Element") -> Iterator[BaseBlock]:
    """The table and those of its rows that have an id."""
    name = element.get("id", "")
    rows = ["\t".join(cell.text or "" for cell in row) for row in element]
    yield _block(element, "\n".join(rows))
    for row, text in zip(element, rows, strict=True):
        if row.get("id"):
            yield _block(row, text, local(row.tag), name)


def _control(element: "Element", block: str) -> BaseControl:
    return BaseControl(
        element.get("title", ""),
        element.get("path", ""),
        element.get("kind", "text"),
        element.get("state", "given"),
        element.text or "",
        block,
    )
