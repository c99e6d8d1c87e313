"""What is shown beside a question: the answer as it stands, the law's value with its source, and
the sentences of the protocol in which the answer is printed."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from htssp_builder.actions.ask import Sitting
from htssp_builder.actions.district import District
from htssp_builder.compose.build import compose
from htssp_builder.compose.drawing import UNDRAWN
from htssp_builder.compose.facts import Given, clock_phrase
from htssp_builder.compose.lawfacts import trusted
from htssp_builder.document.dates import show_date
from htssp_builder.document.text import block_text, row_text
from htssp_builder.document.tree import Block, Cell, Document, Field, Heading, Row, Table
from htssp_builder.interview.answers import Unknown
from htssp_builder.interview.course import Stop, filled
from htssp_builder.interview.shapes import Shape, find_shape, leaves
from htssp_builder.interview.values import show
from htssp_builder.planning.planned import make_planned
from htssp_builder.yamlfile.nodes import Mapping, Scalar, Sequence


class LawNote(NamedTuple):
    """What the law data says of a question.

    text: in words. hint: True where it rests on a weak source and is never filled in.
    read_on: "November 24, 2026", "" where that is not recorded. to_choose: True where the text
    is a list of numbers, of which the district's own is one.
    """

    text: str
    citation: str
    source: str
    read_on: str
    hint: bool
    to_choose: bool = False


class View(NamedTuple):
    """How an answer stands.

    state: "given", "unknown", "default", "law" (the law's value stands, unverified) or "open".
    text: as it is printed. raw: as it was typed. unknown: who finds out.
    confirmed: whether a law value or law page has been confirmed by a named person.
    """

    state: str
    text: str
    raw: str
    unknown: Unknown | None
    law: LawNote | None
    confirmed: bool


def look(sitting: Sitting, stop: Stop) -> View:
    """The answer at a stop as it stands."""
    given = _given(sitting, stop)
    law = law_note(sitting.district, stop)
    confirmed = sitting.facts.law_checked
    if given is None or given.open is not None:
        open_ = None if given is None else given.open
        return View("open" if open_ is None else "unknown", "", "", open_, law, confirmed)
    if stop.kind in ("more", "own"):
        words = given.clock() if stop.kind == "own" else _given_more(given)
        state = "law" if stop.kind == "own" and words else "given" if words else "open"
        return View(state, words, "", None, law, given.verified() if given.shape.parts else False)
    typed = isinstance(given.node, Scalar | Sequence) and filled(given.node)
    raw = given.raw
    state = "open" if not raw else "given" if typed else _default_state(given)
    return View(state, show(stop.shape.kind, raw, stop.shape.choices), raw if typed else "",
                None, law, confirmed)  # fmt: skip


def _default_state(given: Given) -> str:
    from_law = bool(given.fallback) or given.shape.default.startswith("law.")
    return "law" if from_law else "default"


def _given_more(given: Given) -> str:
    """The optional parts that are answered, in one line."""
    found = []
    for name in ("mobile", "languages", "shown_as", "not_to", "form"):
        part = given.part(name) if name in given.shape.parts else None
        if part is not None and part.raw:
            found.append(show(part.shape.kind, part.raw, part.shape.choices))
    return "; ".join(found)


def _given(sitting: Sitting, stop: Stop) -> Given | None:
    answers = sitting.answers
    shape = find_shape(answers.shape, stop.whole)
    if shape is None:
        return None
    here: Given | None = Given(sitting.facts, stop.whole, shape, answers.node(stop.whole))
    for step in stop.path.removeprefix(stop.whole).strip(".").split("."):
        here = here if not step or here is None else here.part(step)
    return here


def law_note(district: District, stop: Stop) -> LawNote | None:
    """What the law data says of the question at a stop, None where it says nothing."""
    shape = find_shape(district.opened.shape, stop.whole)
    default = "" if shape is None else shape.default
    if shape is None or not default.startswith("law."):
        return None
    name, _, leaf = default.removeprefix("law.").partition(".")
    group = district.facts.law.get(name)
    if not isinstance(group, dict):
        return None
    text = _law_words(shape, group, leaf)
    numbers = _numbers(group) if shape.kind == "phone" and not text else ""
    read = group.get("read")
    return LawNote(
        text or numbers,
        str(group.get("citation") or ""),
        str(group.get("source") or ""),
        show_date(read) if isinstance(read, date) else str(read or ""),
        not trusted(group),
        bool(numbers),
    ) if text or numbers else None  # fmt: skip


def _law_words(shape: Shape, group: dict[str, Any], leaf: str) -> str:
    if shape.kind == "clock":
        parts = ("when", "at_latest", "unit", "counts_from")
        words = clock_phrase(*(str(group.get(part) or "") for part in parts))
        return words or ("none is asked for" if group.get("required") is False else "")
    if shape.kind == "statement":
        return str(group.get("text") or group.get("school_staff") or "")
    value = group.get(leaf)
    text = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value or "")
    return show(shape.kind, text, shape.choices)


def _numbers(group: dict[str, Any]) -> str:
    """The numbers of a service that has none for the whole state, each with whom it is for."""
    others = group.get("others") or ()
    return "; ".join(f"{one['phone']}, {one['note']}" for one in others if one.get("phone"))


class Record(NamedTuple):
    """One record of a table: its id and what tells it from the others."""

    ident: str
    words: tuple[str, ...]


def rows(sitting: Sitting, stop: Stop, most: int = 3) -> list[Record]:
    """The records of the table at a stop, each by its first answers."""
    node = sitting.answers.node(stop.path)
    columns = _columns(stop.shape, most)
    found: list[Record] = []
    for item in node.items if isinstance(node, Sequence) else ():
        entries = item.entries if isinstance(item, Mapping) else {}
        ident = entries.get("id")
        words = []
        for name, shape in columns:
            cell = entries.get(name)
            if isinstance(cell, Scalar) and cell.text:
                words.append(show(shape.kind, cell.text, shape.choices))
        found.append(Record(ident.text if isinstance(ident, Scalar) else "", tuple(words)))
    return found


def _columns(table: Shape, most: int) -> list[tuple[str, Shape]]:
    record = table.parts["*"]
    plain = [(name, part) for name, part in record.parts.items() if not part.parts]
    plain.sort(key=lambda pair: pair[0] != record.named_by)
    return plain[:most]


def filled_leaves(sitting: Sitting, path: str) -> list[tuple[str, str]]:
    """Label and text of every answer at or below a path: what would go with a record."""
    shape = find_shape(sitting.answers.shape, path)
    found = []
    for sub, leaf in leaves(shape) if shape is not None else ():
        text = sitting.answers.text(f"{path}.{sub}")
        if text:
            found.append((leaf.label, show(leaf.kind, text, leaf.choices)))
    return found


class Sentence(NamedTuple):
    """Where an answer is printed. section: number and title ("9 Making the report"), of any but
    the first document behind its title."""

    section: str
    text: str


def sentences(sitting: Sitting, path: str, today: date) -> list[Sentence]:
    """Every block of every document in which the answer at a path stands, in order.

    A time limit that is confirmed is printed as ordinary words; it is found by them.
    today: begins a plan that has no date.
    """
    opened, plan = sitting.district.opened, sitting.district.opened.pack.plan
    planned = make_planned(plan, sitting.answers, {}, today) if plan.steps else None
    facts = sitting.facts._replace(planned=planned)
    shape = find_shape(opened.shape, path)
    words = ""
    if shape is not None and shape.kind == "clock":
        words = Given(facts, path, shape, sitting.answers.node(path)).clock()
    found: list[Sentence] = []
    for place, (name, spec) in enumerate(opened.pack.documents.items()):
        document = compose(opened.pack, opened.programs[name], spec, facts, figures=UNDRAWN)
        found += _found(document, path, words, f"{document.title}, " if place else "")
    return found


def _found(document: Document, path: str, words: str, head: str) -> Iterator[Sentence]:
    """head: before the section's name, where the document is not the first."""
    section = f"{head}cover" if head else "Cover"
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            section = f"{head}{block.number} {block_text(block)}".strip()
        for fields, text in _lines(block):
            if any(_is_at(field, path) for field in fields) or (words and words in text):
                yield Sentence(section, text)


def _lines(block: Block) -> Iterator[tuple[list[Field], str]]:
    if isinstance(block, Table):
        for row in block.rows:
            cells: tuple[Cell, ...] = row.cells
            inlines = [i for cell in cells for i in cell.inlines if isinstance(i, Field)]
            yield inlines, _row_words(row)
        return
    inlines = [i for i in getattr(block, "inlines", ()) if isinstance(i, Field)]
    yield inlines, block_text(block)


def _row_words(row: Row) -> str:
    return row_text(row).replace("\t", " | ")


def _is_at(field: Field, path: str) -> bool:
    """A field of the answer, of a part of it, or of the whole to which it belongs."""
    return f"{field.path}.".startswith(f"{path}.") or (
        field.kind == "clock" and path.startswith(f"{field.path}.")
    )
