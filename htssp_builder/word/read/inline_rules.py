"""What the walk does at words, tabs, breaks, fields and notes."""

from itertools import chain
from typing import TYPE_CHECKING

from htssp_builder.document.text import CHECKED, UNCHECKED
from htssp_builder.word.read.model import PieceKind
from htssp_builder.word.read.symbols import sign
from htssp_builder.word.read.tags import is_on
from htssp_builder.word.read.walk import Frame, OpenControl, OpenField, Rule, Walk, inside

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

HARD_HYPHEN, SOFT_HYPHEN = "\u2011", "\u00ad"


def text(walk: Walk, element: "Element") -> None:
    """w:t. A line's end in the file's own lines is a space to Word."""
    words = element.text
    if len(element):
        words = "".join(map(str, element.itertext()))
    if words:
        walk.add(words.replace("\n", " ") if "\n" in words else words, "text", element)


def deleted_text(walk: Walk, element: "Element") -> None:
    """w:delText: deleted even where the w:del around it has been lost."""
    final, walk.final = walk.final, False
    text(walk, element)
    walk.final = final


def always(words: str, kind: PieceKind) -> Rule:
    """The rule for an element that stands for one sign."""

    def rule(walk: Walk, element: "Element") -> None:
        walk.add(words, kind, element)

    return rule


def line_break(walk: Walk, element: "Element") -> None:
    """w:br: a new line, or a new page or column, which adds nothing to the words."""
    if element.get(f"{walk.w}type") in ("page", "column"):
        walk.add("", "page", element)
    else:
        walk.add("\n", "line", element)


def symbol(walk: Walk, element: "Element") -> None:
    """w:sym: a sign by its place in a symbol font."""
    w = walk.w
    walk.add(sign(element.get(f"{w}font", ""), element.get(f"{w}char", "")), "symbol", element)


def note(kind: str) -> Rule:
    """The rule for a reference to a note or comment."""

    def rule(walk: Walk, element: "Element") -> None:
        name = element.get(f"{walk.w}id", "")
        walk.add("", "note", element, f"{kind}:{name}")
        if kind == "comment":
            # One on no words, or whose range has no end, stands here.
            start = walk.comment_starts.get(name, walk.mark())
            walk.comment_ranges.setdefault(name, (walk.story, start, walk.mark()))

    return rule


def field_mark(walk: Walk, element: "Element") -> None:
    """w:fldChar: the instruction of a field is never shown, its result is."""
    kind = element.get(f"{walk.w}fldCharType")
    fields = walk.open_fields
    if kind == "begin":
        _form_box(walk, element)
        fields.append(OpenField(element, walk.mark()))
        walk.hiding += 1
    elif kind == "separate" and fields and not fields[-1].in_result:
        fields[-1].in_result = True
        fields[-1].start = walk.mark()
        walk.hiding -= 1
    elif kind == "end" and fields:
        done = fields.pop()
        if not done.in_result:
            walk.hiding -= 1
        _form_field(walk, done)


def _form_box(walk: Walk, element: "Element") -> None:
    """The check box of an old form: it is drawn by Word, and no sign for it stands in the file."""
    w = walk.w
    box = element.find(f"{w}ffData/{w}checkBox")
    if box is None:
        return
    state = box.find(f"{w}checked")
    state = box.find(f"{w}default") if state is None else state
    checked = state is not None and is_on(state.get(f"{w}val"))
    start = walk.mark()
    walk.add(CHECKED if checked else UNCHECKED, "symbol", element)
    _legacy(walk, element, start)


def _form_field(walk: Walk, done: OpenField) -> None:
    w = walk.w
    data = done.element.find(f"{w}ffData")
    if data is not None and data.find(f"{w}checkBox") is None:
        _legacy(walk, done.element, done.start)


def _legacy(walk: Walk, element: "Element", start: tuple[int, int]) -> None:
    views = walk.final, walk.original
    walk.controls.append(OpenControl(element, "legacy", walk.story, start, walk.mark(), *views))


def ruby(walk: Walk, element: "Element") -> Frame:
    """w:ruby: the words first, their reading behind them, though the file has it ahead."""
    w = walk.w
    return inside(chain(element.iterchildren(f"{w}rubyBase"), element.iterchildren(f"{w}rt")))


def reading(walk: Walk, element: "Element") -> Frame:
    """w:rt."""
    walk.add("(", "ruby", element)
    return inside(element, lambda: walk.add(")", "ruby", element))


def math_text(walk: Walk, element: "Element") -> None:
    """m:t."""
    if element.text:
        walk.add(element.text, "math", element)


def run(walk: Walk, element: "Element") -> Frame:
    """w:r."""
    return inside(element)


RULES: dict[str, Rule] = {
    "r": run,
    "t": text,
    "delText": deleted_text,
    "tab": always("\t", "tab"),
    "ptab": always("\t", "tab"),
    "br": line_break,
    "cr": always("\n", "line"),
    "noBreakHyphen": always(HARD_HYPHEN, "symbol"),
    "softHyphen": always(SOFT_HYPHEN, "symbol"),
    "sym": symbol,
    "footnoteReference": note("footnote"),
    "endnoteReference": note("endnote"),
    "commentReference": note("comment"),
    "fldChar": field_mark,
    "ruby": ruby,
    "rt": reading,
}
