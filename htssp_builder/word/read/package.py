"""A .docx opened safely: what others send is hostile until it has been checked.

Nothing is written to disk and nothing outside the file is ever followed.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from htssp_builder.word.read.refusals import damaged, macros, not_word, unsafe
from htssp_builder.word.read.unzip import unzip

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/"
_TYPES = "[Content_Types].xml"

_MAIN = re.compile(
    r"application/(vnd\.openxmlformats-officedocument\.wordprocessingml\.(document|template)"
    r"(\.glossary)?\.main\+xml|xml|vnd\.ms-word\.(document|template)\.main\+xml)"
)
_OTHERS = {
    "spreadsheetml": "This is an Excel workbook, whatever its name says.",
    "presentationml": "This is a PowerPoint file, whatever its name says.",
    "ms-excel": "This is an Excel workbook, whatever its name says.",
    "ms-powerpoint": "This is a PowerPoint file, whatever its name says.",
}
_MARKS = tuple(
    mark.encode(code)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for code in ("utf-8", "utf-16-le", "utf-16-be")
)


class Relationship(NamedTuple):
    """A link that goes out from a part.

    kind: the last word of its type ("header", "comments"). target: name of a part, or, where
    `external`, an address that is only ever shown.
    """

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """The parts of a Word file.

    name: of the file, for messages. parts: content by name, without a leading slash, in the order
    of the file. main: name of the part that holds the text.
    """

    def __init__(self, name: str, parts: Mapping[str, bytes]) -> None:
        self.name = name
        self.parts = parts
        self.main = ""
        self._trees: dict[str, Element] = {}
        self._names = {part.casefold(): part for part in parts}
        self._links: dict[str, dict[str, Relationship]] = {}

    def find(self, name: str) -> str:
        """The part of that name as the file spells it (names are compared without case), or ""."""
        return self._names.get(name.casefold(), "")

    def xml(self, name: str) -> "Element":
        """Root of a part's tree; the same one every time, so that a change to it is seen by all.

        Raises HtsspError for XML that is damaged, brings a DTD or nests beyond all reason.
        """
        if name not in self._trees:
            self._trees[name] = self._parsed(name)
        return self._trees[name]

    def read_trees(self) -> Mapping[str, "Element"]:
        """The trees that have been handed out, by the name of their part."""
        return self._trees

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        """The links of a part by their id; part "" has those of the file itself."""
        if part not in self._links:
            folder, name = posixpath.split(part)
            source = self.find(posixpath.join(folder, "_rels", f"{name}.rels"))
            made = self._read_links(source, folder) if source else ()
            self._links[part] = {link.id: link for link in made}
        return self._links[part]

    def related(self, part: str, kind: str) -> list[str]:
        """Names of the parts that `part` links to as `kind`, in the order of the links."""
        links = self.relationships(part).values()
        found = [
            self.find(link.target) for link in links if link.kind == kind and not link.external
        ]
        return [name for name in dict.fromkeys(found) if name]

    def _read_links(self, source: str, folder: str) -> Iterator[Relationship]:
        for link in self.xml(source).iter(f"{_PACKAGE}relationships}}Relationship"):
            kind = link.get("Type", "").rpartition("/")[2]
            external = link.get("TargetMode", "").casefold() == "external"
            target = link.get("Target", "")
            if not external:
                # A target may be written from the root of the package or from its part's folder.
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target)))
                target = target.lstrip("/")
            yield Relationship(link.get("Id", ""), kind, target, external)

    def _parsed(self, name: str) -> "Element":
        from lxml import etree

        # huge_tree stays off: lxml then bounds nesting, the length of one text and of one name,
        # and how far entities may blow up the file.
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(self.parts[name], parser)
        except (etree.XMLSyntaxError, ValueError) as failed:
            raise damaged(self.name, f"its part {name} is not sound XML") from failed
        if root.getroottree().docinfo.internalDTD is not None:
            raise _declared(self.name, name)
        return root


def open_file(content: bytes, name: str) -> Package:
    """A Word file, opened.

    content: its bytes. name: of the file, for messages. Raises HtsspError, one sentence, for
    whatever is not a sound .docx or .dotx without macros, or is made to do harm.
    """
    package = Package(name, unzip(content, name))
    for part, data in package.parts.items():
        if any(mark in data for mark in _MARKS) and _is_xml(part):
            raise _declared(name, part)
    if not package.find(_TYPES):
        raise _stranger(package)
    package.main = _main(package)
    _check_kind(package)
    package.xml(package.main)
    return package


def _is_xml(part: str) -> bool:
    return part.casefold().endswith((".xml", ".rels", ".vml", ".svg"))


def _declared(name: str, part: str) -> Exception:
    return unsafe(name, f"its part {part} declares a document type, which no Word file does")


def _stranger(package: Package) -> Exception:
    if b"opendocument" in package.parts.get("mimetype", b""):
        return not_word(package.name, "This is an OpenDocument file, whatever its name says.")
    if any(part.casefold().startswith(("word/", "_rels/")) for part in package.parts):
        return damaged(package.name, "its list of contents is missing")
    return not_word(package.name)


def _main(package: Package) -> str:
    for link in package.relationships("").values():
        if link.kind == "officeDocument" and not link.external:
            found = package.find(link.target)
            if found:
                return found
    raise damaged(package.name, "the part that holds its text is missing")


def _check_kind(package: Package) -> None:
    """Refuse macros and the files of other programs."""
    types = _content_types(package)
    kind = types.get(f"/{package.main}".casefold(), "")
    if "macroenabled" in kind.casefold() or any(
        part.casefold().endswith("vbaproject.bin") for part in package.parts
    ):
        raise macros(package.name)
    for word, what in _OTHERS.items():
        if word in kind:
            raise not_word(package.name, what)
    if kind and not _MAIN.fullmatch(kind):
        raise not_word(package.name)
    root = package.xml(package.main)
    if not str(root.tag).endswith("}document"):
        raise not_word(package.name)


def _content_types(package: Package) -> dict[str, str]:
    tree = package.xml(package.find(_TYPES))
    return {
        one.get("PartName", "").casefold(): one.get("ContentType", "")
        for one in tree.iter(f"{_PACKAGE}content-types}}Override")
    }
