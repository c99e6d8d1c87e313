"""What a Word file tells about the people and machines that made it, taken out part by part."""

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from htssp_builder.word.care.parts import Parts
from htssp_builder.word.care.settle import drop, keep_a_paragraph, name_of, unwrap

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

DROPPED = {
    "comments": "comments",
    "commentsExtended": "comments",
    "commentsIds": "comments",
    "commentsExtensible": "comments",
    "people": "list of people who commented",
    "customXml": "custom XML part",
    "custom-properties": "custom properties",
    "thumbnail": "thumbnail",
    "attachedTemplate": "attached template",
    "glossaryDocument": "stored building blocks",
    "printerSettings": "printer settings",
    "mailMergeSource": "mail merge source",
    "mailMergeHeaderSource": "mail merge source",
    "recipientData": "mail merge source",
    "keyMapCustomizations": "key assignments",
    "classificationlabels": "sensitivity label",
    "origin": "digital signature",
    "webextensiontaskpanes": "add-in panes",
}
"""Kinds of links whose parts go, and what each is called."""

_NAMED_IN_TEXT = ("image", "hyperlink", "header", "footer", "chart", "oleObject", "package",
                  "aFChunk", "video", "audio", "media", "control", "subDocument", "frame",
                  "diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors")  # fmt: skip
"""Kinds of links that mean something only where the part names them."""

_SETTINGS = {
    "rsids": "save marks (rsid)",
    "docVars": "document variables",
    "attachedTemplate": "attached template",
    "mailMerge": "mail merge source",
    "saveThroughXslt": "path of a transformation",
    "docId": "identity number of the file",
    "attachedSchema": "attached schema",
    "schemaLibrary": "attached schema",
    "smartTagType": "smart tag",
}
_CORE = {"creator": "author", "lastModifiedBy": "person who saved last"}
_APP = {"Manager": "manager", "Company": "company", "Template": "attached template",
        "HyperlinkBase": "base address of links", "TotalTime": "editing time"}  # fmt: skip
_EMPTIED = ("Manager", "Company")

Count = Callable[[str, int], None]
"""Told what was taken out, and how often."""


def drop_parts(parts: Parts, count: Count) -> None:
    """Comments, custom XML, thumbnails and the like, wherever they are linked from."""
    for source in ["", *parts.content]:
        if source.endswith(".rels"):
            continue
        parts.cut(source, partial(_dropped, count))
    for name in [one for one in parts.content if one.casefold().startswith("customxml/")]:
        # LibreOffice keeps such parts, and not always the link to them.
        del parts.content[name]


def _dropped(count: Count, kind: str, _: "Element") -> bool:
    if kind in DROPPED and DROPPED[kind] != "comments":  # the text counts those
        count(DROPPED[kind], 1)
    return kind in DROPPED


def drop_unnamed_links(parts: Parts) -> None:
    """Pictures and addresses that stood in what was taken out."""
    for source in list(parts.content):
        if parts.links(source) is None or not source.casefold().endswith(".xml"):
            continue
        used = {str(value) for one in parts.tree(source).iter() for value in one.attrib.values()}
        parts.cut(source, partial(_unnamed, used))


def _unnamed(used: set[str], kind: str, link: "Element") -> bool:
    return kind in _NAMED_IN_TEXT and link.get("Id", "") not in used


def clean_properties(parts: Parts, count: Count) -> None:
    """The author, the last editor, manager and company are emptied."""
    for kind, names in (("core-properties", _CORE), ("extended-properties", _APP)):
        for part in parts.package.related("", kind):
            root = parts.tree(part)
            for item in list(root):
                what = names.get(name_of(item))
                if what is None or (not (item.text or "").strip() and name_of(item) in _EMPTIED):
                    continue
                if name_of(item) in (*_CORE, *_EMPTIED):
                    if (item.text or "").strip():
                        count(what, 1)
                    item.text = None
                else:
                    drop(item)
                    count(what, 1)


def clean_settings(parts: Parts, count: Count) -> None:
    """Identity numbers, variables, templates and sources of data."""
    for part in parts.package.related(parts.main, "settings"):
        root = parts.tree(part)
        for item in list(root):
            what = _SETTINGS.get(name_of(item))
            if what is not None:
                drop(item)
                count(what, 1)


def clean_marks(root: "Element", w: str, count: Count) -> None:
    """What a part says beside its words: comments' places, controls, save marks, editors."""
    references = list(root.iter(f"{w}commentReference"))
    count("comments", len(references))
    for one in references:
        run = one.getparent()
        drop(one)
        if run is not None and all(name_of(child) == "rPr" for child in run):
            drop(run)
    _drop_all(root, [f"{w}commentRangeStart", f"{w}commentRangeEnd"])
    count("printer settings", _drop_all(root, [f"{w}printerSettings"]))
    count("names of editors", _drop_all(root, [f"{w}permStart"]))
    _drop_all(root, [f"{w}permEnd", f"{w}proofErr"])
    marks = 0
    for one in root.iter():
        for name in [n for n in one.attrib if str(n).startswith(f"{w}rsid")]:
            del one.attrib[name]
            marks = 1
    _drop_all(root, [f"{w}rsid"])
    if marks:
        count("save marks (rsid)", 1)


def _drop_all(root: "Element", tags: Iterable[str]) -> int:
    found = list(root.iter(list(tags)))
    for one in found:
        drop(one)
    return len(found)


def unwrap_controls(root: "Element", w: str, count: Count) -> None:
    """Content controls, smart tags and custom markup go; what stands in them stays."""
    for control in list(root.iter(f"{w}sdt")):
        content = control.find(f"{w}sdtContent")
        holder = control.getparent()
        unwrap(control, [] if content is None else content)
        if holder is not None:
            keep_a_paragraph(holder, w)
        count("content controls", 1)
    for name, what in (("smartTag", "smart tags"), ("customXml", "custom markup")):
        for one in list(root.iter(f"{w}{name}")):
            inside = [child for child in one if name_of(child) != f"{name}Pr"]
            unwrap(one, inside)
            count(what, 1)


def drop_hidden_bookmarks(trees: "list[tuple[Element, str]]", count: Count) -> None:
    """Bookmarks that Word does not show and nothing in the file leads to."""
    led = " ".join(_addresses(trees))
    for root, w in trees:
        gone = []
        for start in root.iter(f"{w}bookmarkStart"):
            name = start.get(f"{w}name", "")
            if name.startswith("_") and not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", led):
                gone.append(start)
        ids = {start.get(f"{w}id") for start in gone}
        for end in list(root.iter(f"{w}bookmarkEnd")):
            if end.get(f"{w}id") in ids:
                drop(end)
        for start in gone:
            drop(start)
        count("hidden bookmarks", len(gone))
        _drop_single_ends(root, w)


def _addresses(trees: "list[tuple[Element, str]]") -> Iterable[str]:
    for root, w in trees:
        for one in root.iter(f"{w}instrText", f"{w}fldSimple", f"{w}hyperlink"):
            yield one.text or ""
            yield one.get(f"{w}instr", "")
            yield one.get(f"{w}anchor", "")


def _drop_single_ends(root: "Element", w: str) -> None:
    """Ends of bookmarks whose beginning is gone, and beginnings without an end."""
    starts = {one.get(f"{w}id") for one in root.iter(f"{w}bookmarkStart")}
    ends = {one.get(f"{w}id") for one in root.iter(f"{w}bookmarkEnd")}
    for one in list(root.iter(f"{w}bookmarkStart", f"{w}bookmarkEnd")):
        if one.get(f"{w}id") not in starts & ends:
            drop(one)


def drop_notes_without_reference(parts: Parts, count: Count) -> None:
    """Footnotes and endnotes of words that were taken out."""
    for kind in ("footnote", "endnote"):
        used = {
            one.get(f"{_w(root)}id")
            for _, root in parts.word_trees()
            for one in root.iter(f"{_w(root)}{kind}Reference")
        }
        for part in parts.package.related(parts.main, f"{kind}s"):
            root = parts.tree(part)
            w = _w(root)
            for note in list(root.iterchildren(f"{w}{kind}")):
                plain = note.get(f"{w}type") in (None, "normal")
                if plain and note.get(f"{w}id") not in used:
                    drop(note)
                    count("notes that nothing refers to", 1)


def _w(root: "Element") -> str:
    return str(root.tag).rpartition("}")[0] + "}"
