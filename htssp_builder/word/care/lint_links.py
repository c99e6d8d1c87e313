"""Rules about links, cross-references and the contents."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from htssp_builder.word.care.lint_sheet import Finding, Sheet
from htssp_builder.word.care.places import short
from htssp_builder.word.care.settle import name_of
from htssp_builder.word.read.model import Block

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SAYS_NOTHING = re.compile(
    r"(click|tap|press)?\s*(here|this|link|this link|more|read more|learn more|see more|details|"
    r"this page|website|this website|page|download)\s*[.:>»…]*", re.IGNORECASE,
)  # fmt: skip
_ADDRESS = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_ADDRESS_LONG = 40
_FIELD = re.compile(r"\s*(REF|PAGEREF|NOTEREF)\s+(?:\"([^\"]+)\"|(\S+))", re.IGNORECASE)
_BROKEN = re.compile(
    r"Error! (Reference source not found|Bookmark not defined|No bookmark name given)\.?"
)
_LEVELS = re.compile(r"\\o\s+\"?(\d)\s*-\s*(\d)\"?")
_PAGE = re.compile(r"[\t ]*(\d+|[ivxlc]+)?\s*$")


def link_words(sheet: Sheet) -> Iterator[Finding]:
    """The words of a link say where it leads; a long address read aloud says nothing."""
    for number, element in _elements(sheet, "hyperlink"):
        text = "".join(one.text or "" for one in element.iter(f"{sheet.w}t")).strip()
        if _SAYS_NOTHING.fullmatch(text):
            yield sheet.at("link-text", "warning", number,
                           f'The words of a link ("{short(text)}") do not say where it leads.',
                           "Let the link stand on the name of the page.", words=text)  # fmt: skip
        elif _ADDRESS.fullmatch(text) and len(text) > _ADDRESS_LONG:
            yield sheet.at("link-address", "note", number, "A link shows a long address.",
                           "Let the link stand on the name of the page.", words=text)  # fmt: skip


def _elements(sheet: Sheet, name: str) -> "Iterator[tuple[int, Element]]":
    """Elements of that name in paragraphs that stand, each with its paragraph's number."""
    for paragraph in sheet.file.paragraphs:
        if paragraph.final and paragraph.story.kind != "comment":
            for element in paragraph.element.iter(f"{sheet.w}{name}"):
                if next(element.iterancestors(f"{sheet.w}p"), None) is paragraph.element:
                    yield paragraph.number, element


def broken_references(sheet: Sheet) -> Iterator[Finding]:
    """Every cross-reference leads somewhere."""
    w = sheet.w
    names = {
        one.get(f"{w}name", "").casefold()
        for root in sheet.package.read_trees().values()
        for one in root.iter(f"{w}bookmarkStart")
    }
    seen: set[tuple[int, str]] = set()
    for number, target, shown in _targets(sheet):
        if target.casefold() not in names and (number, target) not in seen:
            seen.add((number, target))
            yield sheet.at("reference-broken", "error", number,
                           "A cross-reference leads to a place that is not there any more.",
                           "Delete it and insert it anew (References, Cross-reference).",
                           words=shown)  # fmt: skip
    told = {number for number, _ in seen}
    for block in sheet.file.final:
        match = _BROKEN.search(block.text)
        if match and block.paragraph.number not in told:
            yield sheet.at("reference-broken", "error", block.paragraph.number,
                           "A cross-reference leads to a place that is not there any more.",
                           "Delete it and insert it anew (References, Cross-reference).",
                           words=match[0])  # fmt: skip


def _targets(sheet: Sheet) -> Iterator[tuple[int, str, str]]:
    w = sheet.w
    for number, code in _instructions(sheet):
        match = _FIELD.match(code)
        if match:
            yield number, match[2] or match[3], ""
    for number, link in _elements(sheet, "hyperlink"):
        anchor = link.get(f"{w}anchor", "")
        if anchor and anchor not in ("_top", "_Top") and not _relation(link):
            text = "".join(one.text or "" for one in link.iter(f"{w}t"))
            yield number, anchor, text


def _relation(link: "Element") -> bool:
    """Whether a link leads out of the file, and its anchor is a place in there."""
    return any(str(name).endswith("}id") for name in link.attrib)


def _instructions(sheet: Sheet) -> Iterator[tuple[int, str]]:
    """The code of every field that begins in a paragraph."""
    w = sheet.w
    for paragraph in sheet.file.paragraphs:
        if not paragraph.final or paragraph.story.kind == "comment":
            continue
        for simple in paragraph.element.iter(f"{w}fldSimple"):
            yield paragraph.number, simple.get(f"{w}instr", "")
        code: list[str] = []
        for one in paragraph.element.iter(f"{w}fldChar", f"{w}instrText"):
            if one.tag == f"{w}instrText":
                code.append(one.text or "")
            elif code:
                yield paragraph.number, "".join(code)
                code = []
        if code:
            yield paragraph.number, "".join(code)


class Entry(NamedTuple):
    """A line of the contents: what it says without its page, the bookmark it leads to, and the
    words of the heading there ("" where no heading is)."""

    block: Block
    text: str
    anchor: str
    heading: str


def stale_contents(sheet: Sheet) -> Iterator[Finding]:
    """The contents name the headings as they are."""
    w = sheet.w
    for number, levels, entries in contents(sheet):
        said = [one.text for one in entries]
        wanted = [
            _words(_labelled(block))
            for block in sheet.body()
            if levels[0] <= block.paragraph.outline <= levels[1] and block.text.strip()
        ]
        bare = [
            _words(block.text)
            for block in sheet.body()
            if levels[0] <= block.paragraph.outline <= levels[1] and block.text.strip()
        ]
        if said in (wanted, bare) or not said:
            continue
        wrong = next((one for one in said if one not in wanted and one not in bare), "")
        missing = next((one for one in bare if one not in said and one not in wanted), "")
        renamed = [one for one in entries if one.heading and one.text != one.heading]
        mended = [one.heading if one in renamed else one.text for one in entries]
        yield sheet.at("contents-stale", "warning", number,
                       "The contents do not name the headings as they are now.",
                       "Click into them in Word and press F9.",
                       words=wrong or missing or said[0],
                       mends=bool(renamed) and mended in (wanted, bare)
                       and all(_can_reword(one, w) for one in renamed))  # fmt: skip


def contents(sheet: Sheet) -> list[tuple[int, tuple[int, int], list[Entry]]]:
    """Every contents table: the paragraph it begins in, its levels, its entries."""
    made: list[tuple[int, tuple[int, int], list[Entry]]] = []
    for number, code in _instructions(sheet):
        levels = _LEVELS.search(code)
        if code.split()[:1] == ["TOC"] and levels and not re.search(r"\\[tcfbs]\b", code):
            made.append((number, (int(levels[1]), int(levels[2])), _entries(sheet, number)))
    return made


def _entries(sheet: Sheet, start: int) -> list[Entry]:
    headings = _headings(sheet)
    made: list[Entry] = []
    for block in sheet.body():
        if block.paragraph.number < start:
            continue
        if not re.fullmatch(r"(?i)toc ?\d", block.paragraph.style_name):
            if made or block.paragraph.number > start:
                break
            continue
        if text := _words(_PAGE.sub("", block.text)):
            anchor = _anchor(sheet, block)
            made.append(Entry(block, text, anchor, headings.get(anchor, "")))
    return made


def words_of_entry(paragraph: "Element", w: str) -> "list[Element]":
    """The w:t of an entry ahead of the tab before its page."""
    made: list[Element] = []
    for one in paragraph.iter(f"{w}t", f"{w}tab", f"{w}fldChar"):
        if one.tag == f"{w}t":
            made.append(one)
        elif made and name_of(one.getparent()) == "r":
            break
    return made


def _can_reword(entry: Entry, w: str) -> bool:
    """Whether an entry is words, one tab and a page; a number may have a tab of its own."""
    element = entry.block.paragraph.element
    said = "".join(one.text or "" for one in words_of_entry(element, w))
    return _words(said) == entry.text


def _words(text: str) -> str:
    return " ".join(text.split())


def _labelled(block: Block) -> str:
    place = block.paragraph.list
    return f"{place.label} {block.text}" if place is not None and place.label else block.text


def _headings(sheet: Sheet) -> dict[str, str]:
    return {
        name: _words(_labelled(block))
        for block in sheet.body()
        if block.paragraph.outline
        for name in block.bookmarks
    }


def _anchor(sheet: Sheet, block: Block) -> str:
    for link in block.paragraph.element.iter(f"{sheet.w}hyperlink"):
        if anchor := link.get(f"{sheet.w}anchor", ""):
            return anchor
    return ""
