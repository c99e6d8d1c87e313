"""Mends in a Word file what can be mended without a person's judgement."""

from typing import TYPE_CHECKING

from htssp_builder.word.care.lint_links import contents
from htssp_builder.word.care.lint_sheet import Finding, Sheet
from htssp_builder.word.care.lint_structure import blank_stretches, ends, language_of, title_of
from htssp_builder.word.care.parts import Parts
from htssp_builder.word.care.settle import drop, keep_a_paragraph

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element as Element

_CORE = "docProps/core.xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_LINK = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_DUBLIN = "http://purl.org/dc/elements/1.1/"
_CORE_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


def mend(sheet: Sheet, parts: Parts, found: list[Finding]) -> list[Finding]:
    """Mend what is safe in the trees of a file; gives what was mended.

    parts: of the same package as the sheet, so that both see one tree.
    """
    parts.tree(parts.main)
    rules: dict[str, Callable[[Sheet, Parts], None]] = {
        "title": _title,
        "language": _language,
        "blank-paragraph": _blanks,
        "header-row": _header_rows,
        "contents-stale": _contents,
    }
    mended = [one for one in found if one.mends]
    for rule in dict.fromkeys(one.rule for one in mended):
        rules[rule](sheet, parts)
    return mended


def _title(sheet: Sheet, parts: Parts) -> None:
    from lxml import etree

    words = title_of(sheet)
    known = sheet.package.related("", "core-properties")
    if not known:
        root = etree.Element(
            f"{{{_CORE_PROPERTIES}}}coreProperties", nsmap={"cp": _CORE_PROPERTIES, "dc": _DUBLIN}
        )
        etree.SubElement(root, f"{{{_DUBLIN}}}title").text = words
        name = parts.free_name(_CORE)
        parts.add(name, root, _CORE_TYPE)
        parts.link("", _CORE_LINK, name)
        return
    root = parts.tree(known[0])
    found = root.find(f"{{{_DUBLIN}}}title")
    if found is None:
        found = etree.SubElement(root, f"{{{_DUBLIN}}}title")
    found.text = words


def _language(sheet: Sheet, parts: Parts) -> None:
    name = next(iter(sheet.package.related(parts.main, "styles")), "")
    if not name:
        return
    root = parts.tree(name)
    w = sheet.w
    defaults = _child(root, f"{w}docDefaults", front=True)
    looks = _child(_child(defaults, f"{w}rPrDefault", front=True), f"{w}rPr")
    language = _child(looks, f"{w}lang")
    language.set(f"{w}val", language_of(sheet))


def _child(holder: "Element", tag: str, *, front: bool = False) -> "Element":
    from lxml import etree

    found = holder.find(tag)
    if found is None:
        found = etree.Element(tag)
        holder.insert(0 if front else len(holder), found)
    return found


def _blanks(sheet: Sheet, parts: Parts) -> None:
    for stretch in blank_stretches(sheet):
        if not ends(sheet, stretch):
            continue
        for block in stretch:
            holder = block.paragraph.element.getparent()
            drop(block.paragraph.element)
            if holder is not None:
                keep_a_paragraph(holder, sheet.w)


def _header_rows(sheet: Sheet, parts: Parts) -> None:
    from lxml import etree

    from htssp_builder.word.care.lint_tables import header_rows

    w = sheet.w
    numbers = {one.paragraph for one in header_rows(sheet) if one.mends}
    for number in numbers:
        place = sheet.file.paragraphs[number].place
        for cell in place[-1:]:
            row = sheet.file.tables[cell.table].rows[0].element
            holder = row.find(f"{w}trPr")
            if holder is None:
                holder = etree.Element(f"{w}trPr")
                row.insert(1 if row.find(f"{w}tblPrEx") is not None else 0, holder)
            for old in list(holder.iterchildren(f"{w}tblHeader")):
                drop(old)
            # Tracked changes of the row come last.
            at = sum(1 for one in holder if not str(one.tag).endswith(("}ins", "}del", "Change")))
            holder.insert(at, etree.Element(f"{w}tblHeader"))


def _contents(sheet: Sheet, parts: Parts) -> None:
    w = sheet.w
    for _, _, entries in contents(sheet):
        for entry in entries:
            if entry.heading and entry.heading != entry.text:
                _reword(entry.block.paragraph.element, entry.heading, w)


def _reword(paragraph: "Element", words: str, w: str) -> None:
    """Other words ahead of the tab before the page."""
    from htssp_builder.word.care.lint_links import words_of_entry

    first, *rest = words_of_entry(paragraph, w)
    first.text = words
    for one in rest:
        one.text = ""
