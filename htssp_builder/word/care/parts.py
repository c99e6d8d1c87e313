"""The parts of a Word file while it is being changed: links, contents list, and what is written."""

import posixpath
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from htssp_builder.problems import HtsspError
from htssp_builder.word.care.settle import drop
from htssp_builder.word.ooxml.package import archive, deflate
from htssp_builder.word.read.package import Package
from htssp_builder.word.read.refusals import damaged

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TYPES = "[Content_Types].xml"
_LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_ROOTS = ("document", "hdr", "ftr", "footnotes", "endnotes", "comments", "styles",
               "numbering", "settings", "glossaryDocument")  # fmt: skip


class Parts:
    """A file's parts. What was never asked for by `tree` is written as it was."""

    def __init__(self, package: Package) -> None:
        """package: opened from bytes that nobody else changes."""
        self.package = package
        self.content: dict[str, bytes] = dict(package.parts)
        self._before: dict[str, bytes] = {}
        self._new: dict[str, Element] = {}

    @property
    def main(self) -> str:
        """Name of the part that holds the text."""
        return self.package.main

    def tree(self, name: str) -> "Element":
        """A part's tree, to be changed. Raises HtsspError for XML that is damaged."""
        if name in self._new:
            return self._new[name]
        root = self.package.xml(name)
        if name not in self._before:
            self._before[name] = _written(root)
        return root

    def settle(self) -> None:
        """Take what was changed in the trees into `content`."""
        for name, root in self._new.items():
            self.content[name] = _written(root)
        for name, before in list(self._before.items()):
            if name in self.content:
                now = _written(self.package.xml(name))
                if now != before:
                    self.content[name] = now
                    self._before[name] = now

    def word_trees(self) -> "Iterator[tuple[str, Element]]":
        """The parts with words or looks of Word, by their names. A part that is damaged and that
        a reader can do without is not among them."""
        for name in list(self.content):
            if not name.casefold().endswith(".xml") or name == TYPES:
                continue
            try:
                root = self.package.xml(name)
            except HtsspError:
                continue
            if str(root.tag).rpartition("}")[2] in _WORD_ROOTS and "wordprocessingml" in str(
                root.tag
            ):
                yield name, self.tree(name)

    def links(self, part: str) -> "Element | None":
        """Root of the links that go out from a part ("": of the file); None where there are
        none."""
        folder, name = posixpath.split(part)
        wanted = posixpath.join(folder, "_rels", f"{name}.rels")
        if wanted in self._new:
            return self._new[wanted]
        found = self.package.find(wanted)
        return self.tree(found) if found in self.content else None

    def cut(self, part: str, goes: "Callable[[str, Element], bool]") -> int:
        """Take links of a part out. goes: told the last word of a link's type and its element.
        Gives how many went; parts that nothing leads to any more go with `sweep`."""
        root = self.links(part)
        if root is None:
            return 0
        gone = [
            link
            for link in root.iter(_LINKS)
            if goes(link.get("Type", "").rpartition("/")[2], link)
        ]
        for link in gone:
            drop(link)
        return len(gone)

    def sweep(self) -> list[str]:
        """Take out the parts that no link leads to; gives their names."""
        reached: set[str] = set()
        waiting = [""]
        while waiting:
            part = waiting.pop()
            for target in self._targets(part):
                if target not in reached:
                    reached.add(target)
                    waiting.append(target)
        gone = [name for name in self.content if not self._stays(name, reached)]
        for name in gone:
            del self.content[name]
        self._forget_types()
        return gone

    def _targets(self, part: str) -> list[str]:
        root = self.links(part)
        folder = posixpath.dirname(part)
        made = []
        for link in [] if root is None else root.iter(_LINKS):
            if link.get("TargetMode", "").casefold() != "external":
                target = posixpath.join("/", folder, unquote(link.get("Target", "")))
                found = self.package.find(posixpath.normpath(target).lstrip("/"))
                if found:
                    made.append(found)
        return made

    def _stays(self, name: str, reached: set[str]) -> bool:
        if name.casefold() == TYPES.casefold():
            return True
        folder, file = posixpath.split(name)
        if posixpath.basename(folder) == "_rels" and file.endswith(".rels"):
            source = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
            return source == "" or self.package.find(source) in reached
        return name in reached

    def _forget_types(self) -> None:
        root = self.tree(self.package.find(TYPES))
        there = {f"/{name}".casefold() for name in self.content}
        for one in list(root.iter(f"{_TYPE}Override")):
            if one.get("PartName", "").casefold() not in there:
                drop(one)

    def add(self, name: str, root: "Element", kind: str) -> None:
        """A new part. name: see `free_name`. root: of its tree. kind: its content type."""
        from lxml import etree

        self._new[name] = root
        made = etree.SubElement(self.tree(self.package.find(TYPES)), f"{_TYPE}Override")
        made.set("PartName", f"/{name}")
        made.set("ContentType", kind)

    def free_name(self, name: str) -> str:
        """That name for a new part, or one like it where it is taken."""
        taken = {one.casefold() for one in (*self.content, *self._new)}
        stem, dot, end = name.rpartition(".")
        tries = (name, *(f"{stem}{number}{dot}{end}" for number in range(2, len(taken) + 3)))
        return next(one for one in tries if one.casefold() not in taken)

    def link(self, part: str, kind: str, target: str) -> None:
        """A new link from a part ("": of the file) to another. kind: the type, an address."""
        from lxml import etree

        root = self.links(part)
        if root is None:
            folder, name = posixpath.split(part)
            root = etree.Element(_LINKS.replace("}Relationship", "}Relationships"))
            self._new[posixpath.join(folder, "_rels", f"{name}.rels")] = root
        taken = {one.get("Id", "") for one in root}
        made = etree.SubElement(root, _LINKS)
        made.set("Id", next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken))
        made.set("Type", kind)
        made.set("Target", f"/{target}")

    def link_types(self) -> str:
        """The beginning of the types of links in this file; strict files have another."""
        root = self.links("")
        types = [] if root is None else [one.get("Type", "") for one in root.iter(_LINKS)]
        main = next((one for one in types if one.endswith("/officeDocument")), "")
        return main.removesuffix("/officeDocument") or _OFFICE

    def be_a_document(self) -> None:
        """A copy of a template is written as a document, which is what its name then says."""
        for one in self.tree(self.package.find(TYPES)).iter(f"{_TYPE}Override"):
            if one.get("PartName", "").casefold() == f"/{self.main}".casefold():
                kind = one.get("ContentType", "")
                one.set("ContentType", kind.replace(".template.main+xml", ".document.main+xml"))

    def data(self) -> bytes:
        """The file, as the same parts always give it. Raises HtsspError for a part whose name no
        program could find again."""
        self.settle()
        first = self.package.find(TYPES)
        names = [first, *(name for name in self.content if name != first)]
        for name in names:
            if not name.isascii():
                raise damaged(self.package.name, "the name of one of its parts is not plain")
        return archive(deflate(name, self.content[name]) for name in names)


def _written(root: "Element") -> bytes:
    from lxml import etree

    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made
