"""Where a thing comes from: a question, a section, a sentence, a step, a rule or a source."""

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from htssp_builder.actions.why_answers import about_answers
from htssp_builder.actions.why_documents import about_documents, block_lines
from htssp_builder.actions.why_ground import Ground, Reason
from htssp_builder.actions.why_plan import about_plan, about_rules, about_sources, source_keys
from htssp_builder.interview.shapes import paths
from htssp_builder.problems import HtsspError, error

SCHEMA = "htssp/why/1"


class Why(NamedTuple):
    """thing: as it was asked for. reasons: at least one; a name such as "reporting" may stand
    for a section of the questionnaire, questions and a section of a document at once."""

    thing: str
    reasons: tuple[Reason, ...]

    def report(self) -> dict[str, Any]:
        """The reasons as plain data for --json."""
        reasons = [
            {
                "kind": reason.kind,
                "id": reason.id,
                "title": reason.title,
                "facts": [{"label": label, "text": text} for label, text in reason.facts],
                "sources": [source._asdict() for source in reason.sources],
            }
            for reason in self.reasons
        ]
        data = {"thing": self.thing, "reasons": reasons}
        return {"schema": SCHEMA, "problems": [], "data": data}


def explain(folder: Path, thing: str, *, today: date) -> Why:
    """Where a thing comes from and what it stands on.

    folder: a district's folder, whose own answers and law are then used, or any other.
    thing: a question's path, a section's or block's id, a plan step or item, a rule of
    `htssp check`, or a basis key. today: the day on which open findings are judged.
    Raises HtsspError with the nearest name where there is no such thing.
    """
    ground, wanted = Ground(folder), thing.strip()
    reasons = tuple(_reasons(ground, wanted, today)) if wanted else ()
    if not reasons:
        near = get_close_matches(wanted, _names(ground), 1, 0.6)
        remedy = (
            f"Did you mean '{near[0]}'?"
            if near
            else "Name a question (htssp pack show), a section, a step such as T9, or a source."
        )
        raise HtsspError(error(thing, "Nothing in the pack has this name.", remedy))
    return Why(wanted, reasons)


def _reasons(ground: Ground, thing: str, today: date) -> Iterator[Reason]:
    yield from about_plan(ground, thing)
    yield from about_answers(ground, thing, today)
    yield from about_documents(ground, thing)
    yield from about_rules(ground, thing)
    yield from about_sources(ground, thing)


def _names(ground: Ground) -> list[str]:
    """Everything that can be asked for, for suggestions."""
    pack = ground.pack
    sections = [section.id for spec in pack.documents.values() for section in spec.sections]
    planned = [step.id for step in pack.plan.steps] + [item.id for item in pack.plan.items]
    answers = [path.replace("*", "<id>") for path in paths(ground.opened.shape)]
    asked = [section.id for section in pack.sections]
    return [*answers, *asked, *sections, *block_lines(ground), *planned,
            *pack.findings.rules, *source_keys(ground)]  # fmt: skip
