"""Hidden text: what Word keeps in a file and does not show."""

from typing import TYPE_CHECKING, NamedTuple

from htssp_builder.word.care.settle import (
    drop,
    keep_a_paragraph,
    name_of,
    remove_row,
    says_anything,
)
from htssp_builder.word.read.tags import is_on

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SHOWS_NOTHING = ("rPr", "fldChar", "instrText", "delInstrText", "fldData", "lastRenderedPageBreak")


class _Style(NamedTuple):
    parent: str
    hides: bool | None


class HiddenStyles:
    """Which styles hide their words. root: of the styles part, None for a file without one."""

    def __init__(self, root: "Element | None") -> None:
        self._styles: dict[str, _Style] = {}
        self._default = ""
        if root is None:
            return
        w = _namespace(root)
        for style in root.iterchildren(f"{w}style"):
            name = style.get(f"{w}styleId", "")
            parent = style.find(f"{w}basedOn")
            self._styles[name] = _Style(
                "" if parent is None else parent.get(f"{w}val", ""),
                _switch(style.find(f"{w}rPr"), w),
            )
            if style.get(f"{w}type", "paragraph") == "paragraph" and is_on(
                style.get(f"{w}default", "0")
            ):
                self._default = name

    def hides(self, style: str) -> bool:
        """Whether a style, or one it is based on, hides its words."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            found = self._styles[style]
            if found.hides is not None:
                return found.hides
            style = found.parent
        return False

    def hidden(self, looks: "Element | None", paragraph: "Element | None", w: str) -> bool:
        """Whether a run or mark is hidden. looks: its w:rPr. Word counts hiding by the style of
        the paragraph and by that of the words against each other."""
        own = _switch(looks, w)
        if own is not None:
            return own
        words = _value(looks, f"{w}rStyle", w)
        around = None if paragraph is None else paragraph.find(f"{w}pPr")
        block = _value(around, f"{w}pStyle", w) or self._default
        return self.hides(words) != self.hides(block)


def _namespace(root: "Element") -> str:
    return str(root.tag).rpartition("}")[0] + "}"


def _switch(looks: "Element | None", w: str) -> bool | None:
    found = None if looks is None else looks.find(f"{w}vanish")
    return None if found is None else is_on(found.get(f"{w}val"))


def _value(holder: "Element | None", tag: str, w: str) -> str:
    found = None if holder is None else holder.find(tag)
    return "" if found is None else found.get(f"{w}val", "")


def remove_hidden(root: "Element", w: str, styles: HiddenStyles) -> list[str]:
    """Take hidden words, rows and pictures out of a part; gives the words of each.

    Tracked changes must be settled. Marks of fields that are only partly hidden stay, and so does
    what a hidden mark parts.
    """
    taken: list[str] = []
    for row in list(root.iter(f"{w}tr")):
        switch = row.find(f"{w}trPr/{w}hidden")
        if switch is not None and is_on(switch.get(f"{w}val")):
            taken.append(_text(row, w))
            remove_row(row, w)
    taken += _remove_pictures(root)
    for paragraph in list(root.iter(f"{w}p")):
        taken += _remove_from(paragraph, w, styles)
    return taken


def _remove_pictures(root: "Element") -> list[str]:
    taken = []
    for properties in [one for one in root.iter("{*}docPr") if is_on(one.get("hidden", "0"))]:
        holder = properties.getparent()
        drawing = None if holder is None else holder.getparent()
        if drawing is not None and name_of(drawing) == "drawing":
            taken.append(properties.get("descr") or properties.get("name") or "")
            drop(drawing)
    return taken


def _remove_from(paragraph: "Element", w: str, styles: HiddenStyles) -> list[str]:
    runs = [run for run in paragraph.iter(f"{w}r") if _of(run, w) is paragraph]
    hidden = [run for run in runs if styles.hidden(run.find(f"{w}rPr"), paragraph, w)]
    whole = _whole_fields(runs, hidden, w)
    taken = []
    for run in hidden:
        text = _text(run, w)
        if _empty_run(run, w, whole=run in whole):
            taken.append(text)
    mark = styles.hidden(paragraph.find(f"{w}pPr/{w}rPr"), paragraph, w)
    if mark and not _shows(paragraph, w) and _remove_paragraph(paragraph, w) and not taken:
        taken.append("")
    return ["".join(taken)] if taken else []


def _of(run: "Element", w: str) -> "Element | None":
    """The paragraph that a run lies in: not the one around its text box."""
    return next(run.iterancestors(f"{w}p"), None)


def _whole_fields(runs: "list[Element]", hidden: "list[Element]", w: str) -> "frozenset[Element]":
    """Of the runs of a paragraph, the hidden ones that do not lie across the edge of a field."""
    concealed = set(hidden)
    fields: list[list[Element]] = []
    kept: set[Element] = set()
    for run in runs:
        marks = [mark.get(f"{w}fldCharType") for mark in run.iterchildren(f"{w}fldChar")]
        fields += [[] for kind in marks if kind == "begin"]
        if fields and (marks or run.find(f"{w}instrText") is not None):
            fields[-1].append(run)
        elif marks:
            kept.add(run)  # the field began in another paragraph
        for _ in range(min(marks.count("end"), len(fields))):
            of_field = fields.pop()
            if not concealed.issuperset(of_field):
                kept.update(of_field)
    for of_field in fields:
        kept.update(of_field)
    return frozenset(concealed - kept)


def _empty_run(run: "Element", w: str, *, whole: bool) -> bool:
    """Take what a hidden run says out of it, and the run itself where nothing is left. Gives
    whether there was anything to take."""
    if whole:
        said = any(name_of(child) != "rPr" for child in run)
        drop(run)
        return said
    said = False
    for child in list(run):
        if name_of(child) not in _SHOWS_NOTHING:
            drop(child)
            said = True
    return said


def _shows(paragraph: "Element", w: str) -> bool:
    for run in paragraph.iter(f"{w}r"):
        if any(name_of(child) != "rPr" for child in run):
            return True
    bare = ("hyperlink", "r", "smartTag", "fldSimple")
    return says_anything(paragraph, w) and any(
        name_of(child) not in (*bare, "pPr", "bookmarkStart", "bookmarkEnd", "proofErr")
        for child in paragraph
    )


def _remove_paragraph(paragraph: "Element", w: str) -> bool:
    """A paragraph that shows nothing goes, unless a section ends in it. Gives whether it went."""
    holder = paragraph.getparent()
    if holder is None or paragraph.find(f"{w}pPr/{w}sectPr") is not None:
        return False
    for point in list(paragraph.iterchildren(f"{w}bookmarkStart", f"{w}bookmarkEnd")):
        paragraph.addprevious(point)
    drop(paragraph)
    keep_a_paragraph(holder, w)
    return True


def _text(element: "Element", w: str) -> str:
    return "".join(one.text or "" for one in element.iter(f"{w}t", f"{w}delText"))
