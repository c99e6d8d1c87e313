"""A Word file being changed: its trees, its links, and the bytes it is saved as."""

import posixpath
import re
from collections.abc import Iterator
from copy import deepcopy
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from htssp_builder.word.ooxml.package import archive, deflate
from htssp_builder.word.read.package import Package, open_file
from htssp_builder.word.revise.wml import MAIN, RELATED, Element, R

if TYPE_CHECKING:
    from lxml.etree import XMLParser

_TYPES = "[Content_Types].xml"
_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"

_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", MAIN.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", RELATED.encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/",
        b"http://schemas.openxmlformats.org/drawingml/2006/",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/",
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
    ),
)


class Place(NamedTuple):
    """Where text is put to and taken from: names of the parts of the old and the new file."""

    old: str
    new: str


class Link:
    """One relationship, with its whole type."""

    def __init__(self, element: Element, source: str) -> None:
        self.id = str(element.get("Id", ""))
        self.type = str(element.get("Type", ""))
        self.kind = self.type.rpartition("/")[2]
        self.external = element.get("TargetMode", "") == "External"
        target = str(element.get("Target", ""))
        if not self.external:
            folder = posixpath.dirname(source)
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        self.target = target


class Edited:
    """The parts of a file; trees that were asked for are written back when it is saved."""

    def __init__(self, content: bytes, name: str) -> None:
        """Raises HtsspError for what is not a sound Word file."""
        opened = open_file(content, name)
        self.package = _transitional(opened)
        self.main = self.package.main
        self.parts: dict[str, bytes] = dict(self.package.parts)
        self.trees: dict[str, Element] = {}
        self._media: dict[str, str] = {}

    def tree(self, part: str) -> Element:
        """Root of a part, which may be changed."""
        if part not in self.trees:
            if part in self.package.parts:
                self.trees[part] = self.package.xml(part)
            else:
                from lxml import etree

                self.trees[part] = etree.fromstring(self.parts[part], _parser())
        return self.trees[part]

    def links(self, part: str) -> Iterator[Link]:
        """What a part links to."""
        rels = _rels(part)
        if rels in self.parts:
            for element in self.tree(rels).iter(f"{_REL}Relationship"):
                yield Link(element, part)

    def link(self, part: str, name: str) -> Link | None:
        """One link by its id."""
        return next((one for one in self.links(part) if one.id == name), None)

    def related(self, kind: str) -> str:
        """The part that the text links to as "comments", "styles" ..., or ""."""
        for one in self.links(self.main):
            if one.kind == kind and not one.external and one.target in self.parts:
                return one.target
        return ""

    def kind_of(self, part: str) -> str:
        """The content type of a part, or ""."""
        root = self.tree(_TYPES)
        extension = part.rpartition(".")[2].casefold()
        for one in root.iter(f"{_CT}Override"):
            if one.get("PartName", "").casefold() == f"/{part}".casefold():
                return str(one.get("ContentType", ""))
        for one in root.iter(f"{_CT}Default"):
            if one.get("Extension", "").casefold() == extension:
                return str(one.get("ContentType", ""))
        return ""

    def add(self, wanted: str, content: bytes, kind: str) -> str:
        """A new part; gives its name, which is `wanted` or, where that is taken, near to it."""
        stem, dot, extension = wanted.rpartition(".")
        name, number = wanted, 1
        taken = {part.casefold() for part in self.parts}
        while name.casefold() in taken:
            number += 1
            name = f"{stem}_{number}{dot}{extension}"
        self.parts[name] = content
        if self.kind_of(name) != kind:
            root = self.tree(_TYPES)
            made = root.makeelement(f"{_CT}Override")
            made.set("PartName", f"/{name}")
            made.set("ContentType", kind)
            root.append(made)
        return name

    def relate(self, part: str, kind: str, target: str, external: bool = False) -> str:
        """The id of a link from `part`, made where there is none. kind: the whole type."""
        for one in self.links(part):
            if (one.type, one.target, one.external) == (kind, target, external):
                return one.id
        rels = _rels(part)
        if rels not in self.parts:
            self.parts[rels] = f'<Relationships xmlns="{_REL[1:-1]}"/>'.encode()
        root = self.tree(rels)
        taken = {element.get("Id") for element in root}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        made = root.makeelement(f"{_REL}Relationship")
        made.set("Id", f"rId{number}")
        made.set("Type", kind)
        made.set("Target", target if external else f"/{target}")
        if external:
            made.set("TargetMode", "External")
        root.append(made)
        return f"rId{number}"

    def take(self, other: "Edited", part: str) -> str:
        """A part of another file, with all it links to, copied; gives its name here."""
        content = other.parts[part]
        digest = sha256(content).hexdigest()
        rels = list(other.links(part))
        if not rels and digest in self._media:
            return self._media[digest]
        name = self.add(part, content, other.kind_of(part))
        if not rels:
            self._media[digest] = name
            return name
        self.trees[name] = deepcopy(other.tree(part))
        for one in rels:
            target = one.target if one.external else self._follow(other, one)
            if target:
                self._rename(self.trees[name], one.id, self.relate(name, one.type, target,
                                                                   one.external))  # fmt: skip
        return name

    def _follow(self, other: "Edited", link: Link) -> str:
        return self.take(other, link.target) if link.target in other.parts else ""

    @staticmethod
    def _rename(root: Element, old: str, new: str) -> None:
        if old == new:
            return
        for element in root.iter():
            for key, text in element.attrib.items():
                if str(key).startswith(R) and text == old:
                    element.set(key, new)

    def widen(self, part: str, other: Element) -> None:
        """Declares in a part's root every prefix that `other` declares, so that what comes from
        there means the same here."""
        root = self.tree(part)
        known = set(root.nsmap.values())
        missing = {
            prefix: uri for prefix, uri in other.nsmap.items()
            if prefix and prefix not in root.nsmap and uri not in known
        }  # fmt: skip
        ignorable = str(root.get(_MC, "")).split()
        more = [p for p in str(other.get(_MC, "")).split()
                if p in missing or root.nsmap.get(p) == other.nsmap.get(p)]  # fmt: skip
        if missing:
            self.trees[part] = root = self._declared(part, missing)
        if set(more) - set(ignorable):
            root.set(_MC, " ".join(dict.fromkeys([*ignorable, *more])))

    def _declared(self, part: str, names: dict[str, str]) -> Element:
        """The tree of a part that nobody has changed yet, its root with more prefixes: written
        into the text, as moving a whole tree below another root takes a hundred times as long."""
        from lxml import etree

        text = etree.tostring(self.tree(part))
        more = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in names.items()).encode()
        end = re.match(rb"<[^\s/>]+", text)
        at = 0 if end is None else end.end()
        return etree.fromstring(text[:at] + more + text[at:], _parser())

    def save(self) -> bytes:
        """The file as it now is; the same changes give the same bytes."""
        from lxml import etree

        content = dict(self.parts)
        for name, root in self.trees.items():
            content[name] = etree.tostring(
                root, xml_declaration=True, encoding="UTF-8", standalone=True
            )
        # Some readers look for the list of contents at the front of the file.
        names = sorted(content, key=lambda name: name != _TYPES)
        if all(name.isascii() for name in names):
            return archive(deflate(name, content[name]) for name in names)
        return _zipped({name: content[name] for name in names})


def _parser() -> "XMLParser":
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True)


def _zipped(content: dict[str, bytes]) -> bytes:
    import io
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, data in content.items():
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            packed.writestr(info, data)
    return out.getvalue()


def _rels(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _transitional(opened: Package) -> Package:
    """The file in the usual namespaces: a strict file and another cannot be mixed in one tree."""
    if str(opened.xml(opened.main).tag).startswith(f"{{{MAIN}}}"):
        return opened
    parts = {}
    for name, data in opened.parts.items():
        if name.endswith((".xml", ".rels")):
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
            data = data.replace(b' w:conformance="strict"', b"").replace(
                b' conformance="strict"', b""
            )
        parts[name] = data
    made = Package(opened.name, parts)
    made.main = opened.main
    return made
