"""Edits of our own Word files as Word leaves them, made in the XML."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Change = Callable[["Opened"], None]


class Opened:
    """A file whose parts can be changed."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            self.parts = {name: packed.read(name) for name in packed.namelist()}
        self.body = etree.fromstring(self.parts["word/document.xml"])

    def saved(self) -> bytes:
        self.parts["word/document.xml"] = etree.tostring(
            self.body, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, data in self.parts.items():
                packed.writestr(name, data)
        return held.getvalue()

    def controls(self, path: str) -> list[etree._Element]:
        """The controls of an answer, in the order of the text."""
        return [
            sdt
            for sdt in self.body.iter(f"{W}sdt")
            if any(tag.get(f"{W}val") == path for tag in sdt.iterfind(f"{W}sdtPr/{W}tag"))
        ]

    def control(self, path: str, at: int = 0) -> etree._Element:
        return self.controls(path)[at]

    def paragraph(self, text: str) -> etree._Element:
        """The one paragraph that has these words."""
        (found,) = [p for p in self.body.iter(f"{W}p") if text in words(p)]
        return found

    def row(self, text: str) -> etree._Element:
        """The first row whose first cell says this."""
        return next(r for r in self.body.iter(f"{W}tr") if words(r.find(f"{W}tc")) == text)

    def without_base(self) -> None:
        """As an editor that throws away custom XML leaves it."""
        for name in [n for n in self.parts if n.startswith("customXml/")]:
            del self.parts[name]
        name = "word/_rels/document.xml.rels"
        root = etree.fromstring(self.parts[name])
        for link in [r for r in root if r.get("Type", "").endswith("/customXml")]:
            root.remove(link)
        self.parts[name] = etree.tostring(root)
        types = etree.fromstring(self.parts["[Content_Types].xml"])
        for one in [t for t in types if "customXml" in t.get("PartName", "")]:
            types.remove(one)
        self.parts["[Content_Types].xml"] = etree.tostring(types)

    def saved_by(self, name: str) -> None:
        root = etree.fromstring(self.parts["docProps/core.xml"])
        found = root.find(f"{CORE}lastModifiedBy")
        if name:
            found.text = name
        else:
            root.remove(found)
        self.parts["docProps/core.xml"] = etree.tostring(root)


def words(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def run(text: str) -> etree._Element:
    made = etree.Element(f"{W}r")
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(made, f"{W}br")
        etree.SubElement(made, f"{W}t", {SPACE: "preserve"}).text = line
    return made


def fill(sdt: etree._Element, *runs: str) -> None:
    """Type over a control; each of `runs` becomes a run of its own, as Word splits them."""
    content = sdt.find(f"{W}sdtContent")
    for child in list(content):
        content.remove(child)
    for text in runs or ("",):
        content.append(run(text))
    placeholder = sdt.find(f"{W}sdtPr/{W}showingPlcHdr")
    if placeholder is not None:
        placeholder.getparent().remove(placeholder)


def tracked(sdt: etree._Element, text: str) -> None:
    """Type over a control while changes are tracked."""
    content = sdt.find(f"{W}sdtContent")
    marks = {f"{W}id": "9001", f"{W}author": "Ana Ruiz", f"{W}date": "2027-01-05T10:00:00Z"}
    gone = etree.Element(f"{W}del", marks)
    for old in list(content):
        for t in old.iter(f"{W}t"):
            t.tag = f"{W}delText"
        gone.append(old)
    come = etree.Element(f"{W}ins", {**marks, f"{W}id": "9002"})
    come.append(run(text))
    content.extend((gone, come))


def tick(sdt: etree._Element, on: bool = True) -> None:
    """Click a check box."""
    sdt.find(f".//{W14}checked").set(f"{W14}val", "1" if on else "0")
    next(sdt.find(f"{W}sdtContent").iter(f"{W}t")).text = "☒" if on else "☐"


def retype(paragraph: etree._Element, text: str) -> None:
    """Replace the words of a paragraph, its controls among them, by typed ones."""
    for child in list(paragraph):
        if child.tag not in (f"{W}pPr", f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            paragraph.remove(child)
    paragraph.append(run(text))


def write_in(row: etree._Element, at: int, text: str) -> None:
    """Type behind what stands in a cell."""
    row.findall(f"{W}tc")[at].findall(f"{W}p")[-1].append(run(text))


def change(path: Path, *changes: Change) -> Path:
    """Open a file, change it and save it in its place."""
    opened = Opened(path.read_bytes())
    for one in changes:
        one(opened)
    path.write_bytes(opened.saved())
    return path


def boxes(opened: Opened, row: etree._Element) -> Iterator[etree._Element]:
    """The check boxes of a row."""
    return (s for s in row.iter(f"{W}sdt") if s.find(f".//{W14}checked") is not None)
