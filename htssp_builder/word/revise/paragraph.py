"""One paragraph that stands in both files: its changed words, marked."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from htssp_builder.word.revise.carry import Carrier
from htssp_builder.word.revise.insertion import Inserting
from htssp_builder.word.revise.line import NOTES, Line, Thing, Unit, cut, read_line, units_between
from htssp_builder.word.revise.looks import compare_looks, reshape, synchronise_controls
from htssp_builder.word.revise.segments import Words, changed_words
from htssp_builder.word.revise.wml import SDT, Element, W, value
from htssp_builder.word.revise.words import OBJECT, Span, across

_PICTURES = frozenset(("drawing", "pict", "object", "AlternateContent"))
_NAMES = {
    "footnoteReference": "[footnote]",
    "endnoteReference": "[endnote]",
    "oMath": "[formula]",
    "oMathPara": "[formula]",
}
_SHOWN = ("[picture]", "[text box]", *_NAMES.values())


class Edit(NamedTuple):
    """Words that changed. before, after: one of them is "" where words came or went.
    label: of the control they stand in, or ""."""

    before: str
    after: str
    label: str

    @property
    def tells(self) -> bool:
        """Whether a person sees that it changed: a field made anew with the same result does not
        tell; one picture in the place of another does."""
        return self.before != self.after or any(name in self.before for name in _SHOWN)


class Outcome(NamedTuple):
    """What was marked in a paragraph. reformatted: words whose look changed. reshaped: its style,
    list or indent changed. nested: (old, new) objects that stand in both and hold text.
    gone, come: runs that were marked."""

    edits: tuple[Edit, ...]
    reformatted: tuple[str, ...]
    reshaped: bool
    nested: tuple[tuple[Element, Element], ...]
    gone: tuple[Element, ...]
    come: tuple[Element, ...]


def merge_paragraph(olds: Sequence[Element], new: Element, carrier: Carrier) -> Outcome:
    """Marks in the old paragraph what the new one says otherwise.

    olds: one w:p, or several that read as one. Accepting all leaves the words and looks of `new`.
    """
    carrier.reading_new = False
    old_line = read_line(olds, carrier)
    carrier.reading_new = True
    new_line = read_line((new,), carrier)
    carrier.reading_new = False
    old_keys, new_keys = _keys(old_line.things, new_line.things)
    words = changed_words(old_line, new_line, old_keys, new_keys, carrier)
    spans = words.spans
    old_line, new_line = _cut(old_line, new_line, spans)
    work = _Work(old_line, new_line, words, carrier)
    edits = tuple(work.edit(span) for span in spans)
    looks = compare_looks(old_line, new_line, spans, carrier)
    synchronise_controls(olds, new, carrier)
    reshaped = reshape(olds[-1], new, carrier)
    come = work.inserting.placed
    carrier.comments.place(new_line, {**work.kept(), **come}, olds[-1])
    return Outcome(
        edits, looks, reshaped, tuple(work.nested()), tuple(work.gone), tuple(come.values())
    )


def _keys(old: dict[int, Thing], new: dict[int, Thing]) -> tuple[dict[int, str], dict[int, str]]:
    """What objects are compared by. A note or text box that stands in both files word for word is
    known by its words; any other only as a note or a box, so that an edited one is one too."""
    both = {thing.says for thing in old.values()} & {thing.says for thing in new.values()}

    def key(thing: Thing) -> str:
        if thing.says in both or thing.element is None:
            return thing.says
        if thing.element.tag in NOTES:
            return str(thing.element.tag)
        if thing.says.startswith("box:"):
            return thing.says.split(":")[1]
        return thing.says

    return {at: key(t) for at, t in old.items()}, {at: key(t) for at, t in new.items()}


def _cut(old: Line, new: Line, spans: list[Span]) -> tuple[Line, Line]:
    """Both lines with runs split at every change and where the other one's runs end, so that
    each run of the old line has one look in the new one."""
    old_ends = [unit.end for unit in old.units]
    new_ends = [unit.end for unit in new.units]
    in_old, in_new = across(spans), across([Span(c, d, a, b) for a, b, c, d in spans])
    edges_old = [at for span in spans for at in span[:2]]
    edges_new = [at for span in spans for at in span[2:]] + [at for at, _ in new.comments]
    return (
        cut(old, [*edges_old, *in_new(sorted([*new_ends, *(at for at, _ in new.comments)]))]),
        cut(new, [*edges_new, *in_old(old_ends)]),
    )


class _Work:
    """The marking of one line."""

    def __init__(self, old: Line, new: Line, words: Words, carrier: Carrier) -> None:
        self.old, self.new, self.spans, self.carrier = old, new, words.spans, carrier
        self.inserting = Inserting(old, carrier, words.lost, words.torn)
        self.gone: list[Element] = []

    def edit(self, span: Span) -> Edit:
        """Strikes out what went and puts in what came."""
        gone = units_between(self.old, span.old_start, span.old_end)
        come = units_between(self.new, span.new_start, span.new_end)
        label = _label(gone or come)
        # Where the new words go is looked up before the old ones are wrapped.
        self.inserting.insert(span.old_end, come, replaced=bool(gone))
        self.carrier.marker.delete(gone)
        self.gone += [element for unit in gone for element in unit.elements]
        return Edit(
            _shown(self.old.text[span.old_start : span.old_end], self.old, span.old_start),
            _shown(self.new.text[span.new_start : span.new_end], self.new, span.new_start),
            label,
        )

    def nested(self) -> Iterable[tuple[Element, Element]]:
        """Notes and text boxes that stand in both files."""
        move = across(self.spans)
        for at, thing in self.old.things.items():
            if any(span.old_start <= at < span.old_end for span in self.spans):
                continue
            place = move([at])
            other = self.new.things.get(place[0]) if place else None
            if thing.element is None or other is None or other.element is None:
                continue
            if thing.says != other.says:
                yield thing.element, other.element

    def kept(self) -> dict[int, Element]:
        """Runs of the old line that the new one has too, by their place in the new text."""
        move = across(self.spans)
        gone = set(self.gone)
        made = {}
        for unit in self.old.units:
            place = move([unit.start]) if unit.elements[0] not in gone else []
            if place:
                made[place[0]] = unit.last
        return made


def _label(units: Sequence[Unit]) -> str:
    """The title of the control that words stand in."""
    for unit in units:
        around = unit.elements[0].getparent()
        while around is not None and around.tag != W + "p":
            if around.tag == SDT:
                chosen = around.find(W + "sdtPr")
                return "" if chosen is None else value(chosen, W + "alias")
            around = around.getparent()
    return ""


def _shown(text: str, line: Line, start: int) -> str:
    """Words as a person reads them: a field by its words, a picture or note by what it is."""
    if OBJECT not in text:
        return text
    out = []
    for at, sign in enumerate(text, start):
        thing = line.things.get(at)
        out.append(sign if thing is None else _named(thing))
    return "".join(out)


def _named(thing: Thing) -> str:
    if thing.element is None:
        return thing.says.partition(":")[2].split(":")[0].replace(OBJECT, "")
    tag = str(thing.element.tag).rpartition("}")[2]
    if tag in _PICTURES:
        return "[text box]" if thing.says.startswith("box:") else "[picture]"
    return _NAMES.get(tag, "")
