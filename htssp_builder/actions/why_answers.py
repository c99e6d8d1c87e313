"""Where a question comes from: what it is for, where it is printed, which rules look at it."""

import re
from collections.abc import Iterator
from datetime import date

from htssp_builder.actions.why_ground import Ground, Reason, filled, listed, sample_path
from htssp_builder.interview.shapes import Shape, find_shape, leaves
from htssp_builder.interview.values import show
from htssp_builder.pack.model import Question, Section
from htssp_builder.readiness.case import Case
from htssp_builder.readiness.findings import find
from htssp_builder.readiness.places import Places
from htssp_builder.readiness.rules import hits

_NEEDED = {
    "draft": "for a draft: even a draft is of little use without it",
    "final": "for the final document",
    "": "no, it may stay open",
}


def about_answers(ground: Ground, thing: str, today: date) -> Iterator[Reason]:
    """The question at a path ("campuses.lincoln.phone", "campuses.<id>.phone"), a group of
    questions ("roles"), or a section of the questionnaire."""
    path = re.sub(r"<[^>]*>", "*", thing)
    shape = find_shape(ground.opened.shape, path)
    if shape is not None and shape.question:
        yield _question(ground, path, shape, today)
    elif shape is not None and shape.kind == "group":
        yield _group(ground, path, shape)
    for section in ground.pack.sections:
        if section.id == thing:
            yield _section(section)


def _question(ground: Ground, path: str, shape: Shape, today: date) -> Reason:
    section, question = next(
        (section, question)
        for section in ground.pack.sections
        for question in section.questions
        if question.id == shape.question
    )
    column = _column(question, path)
    whole = [] if shape.label == question.label else [("Part of", question.label)]
    facts = [
        *whole,
        ("Asked in", f"{section.title} (htssp ask {section.id}); {question.where}"),
        ("Why it is asked", _sentences(column.help if column else "", question.help)),
        ("Example", (column.example if column else "") or question.example),
        ("Kind of answer", _kind(shape)),
        ("Needed", _NEEDED[shape.required or question.required]),
        ("Asked only when", question.when),
        ("If not answered", _default(ground, question.default)),
        ("Printed in", listed(_printed(ground, path))),
        ("Rules, among others", ", ".join(_rules(ground, path))),
        ("To be settled now", listed(_findings(ground, path, today))),
    ]
    basis = (*(column.basis if column else ()), *question.basis)
    return Reason("question", path, shape.label, tuple(filled(facts)), ground.sources(basis))


def _column(question: Question, path: str) -> Question | None:
    """The column of a table that a path leads to."""
    rest = path[len(question.id) + 1 :].split(".")
    name = rest[1] if question.columns and len(rest) > 1 else ""
    return next((column for column in question.columns if column.id == name), None)


def _sentences(*texts: str) -> str:
    return " ".join(text.strip() for text in dict.fromkeys(texts) if text)


def _kind(shape: Shape) -> str:
    if shape.kind == "records":
        columns = ", ".join(part.label for part in shape.parts["*"].parts.values())
        return f"a table with the columns {columns}"
    if shape.choices:
        return f"{shape.kind}: {', '.join(label for _, label in shape.choices)}"
    parts = (
        part.label.removeprefix(shape.label).strip(" ,") or name
        for name, part in shape.parts.items()
    )
    return f"{shape.kind}: {listed(parts)}" if shape.parts else shape.kind


def _default(ground: Ground, default: str) -> str:
    if not default.startswith("law."):
        return f"it is taken to be: {default}" if default else ""
    text = ground.district.facts.law_text(default) if ground.district else ""
    if text:
        return f"the law data says: {text} (unverified until a named person confirms it)"
    state = ground.law.get("code", "STATE")
    topic = default.split(".")[1]
    return f"the law data of the state, where it was read well: htssp law {state} --topic {topic}"


def _tables(ground: Ground) -> list[str]:
    return [question.id for question in ground.pack.questions() if question.type == "records"]


def _printed(ground: Ground, path: str) -> list[str]:
    """Sections in which the answer stands, then those whose text it decides."""
    documents = [made.document for made in ground.composed]
    wanted = (path, sample_path(path, _tables(ground)))
    first = documents[0].title if documents else ""
    found: dict[str, None] = {}
    for document in documents:
        places = Places([document])
        for place in (place for one in wanted for place in places.of(one)):
            found[place._replace(main=document.title == first).sentence()] = None
    return [*found, *(one for one in _decided(ground, path) if one.split(" (")[0] not in found)]


def _decided(ground: Ground, path: str) -> Iterator[str]:
    """Sections whose template names the answer, in a condition for example."""
    named = re.compile(rf"\{{[{{%][^}}]*(?<![\w.]){re.escape(path)}(?!\w)")
    for document in ground.pack.documents.values():
        for section in document.sections:
            if named.search(ground.pack.templates.get(section.file, "")):
                number = section.number
                where = f"section {number}" if number[:1].isdigit() else number
                yield f"{where}, {section.title} (it decides what is printed there)"


_DAYS = (date(2000, 1, 1), date(2027, 1, 12), date(2100, 1, 1))
"""Dates are judged from a day before, near and long after those of the samples."""


def _rules(ground: Ground, path: str) -> list[str]:
    """Rules that speak of this answer in one of the samples. An answer may pass them all."""
    wanted = (path, sample_path(path, _tables(ground)))
    found: dict[str, None] = {}
    for facts in (ground.own, *ground.invented):
        for day in _DAYS:
            case = Case(facts.answers, ground.pack, facts.law, facts.law_text, day)
            for hit in hits(case):
                if any(_about(hit.path, one) for one in wanted):
                    found[hit.rule] = None
    return list(found)


def _findings(ground: Ground, path: str, today: date) -> Iterator[str]:
    """What `htssp check` would say of this answer; nothing is saved for it, as that does."""
    if ground.district is not None:
        facts = ground.own
        case = Case(facts.answers, ground.pack, facts.law, facts.law_text, today)
        places = Places([made.document for made in ground.composed if not made.invented])
        found = find(case, places, hidden=facts.hidden)
        yield from (f"{one.what} ({one.severity})" for one in found if _about(one.path, path))


def _about(found: str, path: str) -> bool:
    return bool(found) and (f"{found}.".startswith(f"{path}.") or path == found)


def _group(ground: Ground, path: str, shape: Shape) -> Reason:
    ids = dict.fromkeys(leaf.question for _, leaf in leaves(shape))
    labels = {question.id: question.label for question in ground.pack.questions()}
    facts = tuple((ident, labels[ident]) for ident in ids)
    return Reason("group of questions", path, "Questions under this name", facts)


def _section(section: Section) -> Reason:
    asked = tuple(
        (q.id, f"{q.label}{_default_note(q)}") for q in section.questions
    )  # fmt: skip
    return Reason(
        "section of the questionnaire",
        section.id,
        section.title,
        tuple(filled((("What it is about", section.intro), *asked))),
    )


def _default_note(question: Question) -> str:
    if not question.default or question.default.startswith("law."):
        return ""
    return f" (if not answered: {show(question.type, question.default, question.choices)})"
