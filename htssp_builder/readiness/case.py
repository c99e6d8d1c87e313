"""A district's answers as the rules see them: people, agencies and campuses, found once."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from htssp_builder.interview.answers import Answers, record_id, unknown
from htssp_builder.interview.shapes import Shape, find_shape
from htssp_builder.interview.values import read_date
from htssp_builder.pack.model import Pack, Question
from htssp_builder.problems import HtsspError
from htssp_builder.yamlfile.nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from htssp_builder.planning.planned import Planned

LawText = Callable[[str], str]
"""Gives a law value by its path ("law.hotline.phone"), "" where it may not be filled in."""


def text_of(node: Node | None, *steps: str) -> str:
    """The text some steps below a node, "" where there is none or it is not one value."""
    for step in steps:
        node = node.entries.get(step) if isinstance(node, Mapping) else None
    return node.text.strip() if isinstance(node, Scalar) else ""


class Record(NamedTuple):
    """One row of a table of answers. name: as typed; number: from 1."""

    path: str
    name: str
    number: int
    node: Mapping

    def text(self, *steps: str) -> str:
        return text_of(self.node, *steps)

    @property
    def hidden(self) -> bool:
        """Whether the person of this row is not to be shown by name."""
        return self.text("shown_as") in ("role", "unlisted")


class Person(NamedTuple):
    """Somebody who may be called.

    label: what the person is ("HTSSP coordinator alternate"). who: label and name, the label
    alone for a person who is not shown by name.
    """

    path: str
    label: str
    node: Mapping

    @property
    def name(self) -> str:
        return text_of(self.node, "name")

    @property
    def who(self) -> str:
        shown = text_of(self.node, "shown_as") not in ("role", "unlisted")
        return f"{self.label} ({self.name})" if shown and self.name else self.label

    def text(self, *steps: str) -> str:
        return text_of(self.node, *steps)


class Place(NamedTuple):
    """One site, or one role, with the two people who answer for it. Either may be missing.
    called: the words for it; first_path, second_path: where each of the two is answered."""

    path: str
    called: str
    first: Person | None
    second: Person | None
    second_path: str
    record: Record | None = None

    @property
    def people(self) -> list[Person]:
        return [person for person in (self.first, self.second) if person is not None]


class Case:
    """answers: of the district. law: fact groups of its state, {} where there are none.
    law_text: what may be filled in from them. today: an argument, never read from a clock.
    """

    def __init__(
        self, answers: Answers, pack: Pack, law: dict[str, Any], law_text: LawText, today: date
    ) -> None:
        self.answers, self.pack, self.law = answers, pack, law
        self.law_text, self.today = law_text, today

    def limit(self, name: str) -> int:
        """A number of the pack's findings ("verified_days")."""
        return self.pack.findings.limits.get(name, 0)

    def words(self, name: str) -> tuple[str, ...]:
        """A list of words of the pack's findings, in small letters."""
        return self.pack.findings.words.get(name, ())

    def shape(self, path: str) -> Shape | None:
        return find_shape(self.answers.shape, path)

    def text(self, path: str) -> str:
        """What the district typed, "" where it is not one value."""
        return self.answers.text(path).strip()

    def said(self, path: str) -> str:
        """What was typed, else what stands by default, else ""; "" for not known yet."""
        node = self.answers.node(path)
        shape = self.shape(path)
        if isinstance(node, Sequence):
            return ", ".join(item.text for item in node.items if isinstance(item, Scalar))
        if unknown(node) or shape is None:
            return ""
        return self.text(path) or self.default(shape.default)

    def truth(self, path: str) -> str:
        """As `said`, a choice by its value and a yes or no in one spelling."""
        from htssp_builder.interview.values import canonical

        shape = self.shape(path)
        return canonical(shape.kind, self.said(path), shape.choices) if shape else ""

    @cached_property
    def planned(self) -> "Planned | None":
        """The plan on the district's calendar, nothing marked yet; None where the pack has none,
        or one that waits for itself, which is told when the pack is checked."""
        from htssp_builder.planning.planned import make_planned

        plan = self.pack.plan
        if not plan.steps:
            return None
        try:
            return make_planned(plan, self.answers, {}, self.today)
        except HtsspError:
            return None

    def default(self, stated: str) -> str:
        """What a question's default comes to."""
        return self.law_text(stated) if stated.startswith("law.") else stated

    def day(self, path: str) -> date | None:
        return read_date(self.text(path))

    def records(self, path: str) -> list[Record]:
        """The rows of a table that have parts."""
        known = self._tables.get(path)
        if known is None:
            known = self._tables[path] = list(self._rows(path))
        return known

    @cached_property
    def _tables(self) -> dict[str, list[Record]]:
        return {}

    def _rows(self, path: str) -> Iterator[Record]:
        node, shape = self.answers.node(path), self.shape(path)
        if not isinstance(node, Sequence) or shape is None or "*" not in shape.parts:
            return
        named_by = shape.parts["*"].named_by
        for number, item in enumerate(node.items, 1):
            if isinstance(item, Mapping) and not unknown(item):
                path_of = f"{path}.{record_id(item) or '?'}"
                yield Record(path_of, text_of(item, named_by), number, item)

    @cached_property
    def roles(self) -> list[Place]:
        """Every role that is answered, in the order of the questionnaire."""
        found = []
        for question in self.pack.questions():
            node = self.answers.node(question.id) if question.type == "role" else None
            if isinstance(node, Mapping):
                two = [
                    self._person(node, part, f"{question.id}.{part}", label)
                    for part, label in (
                        ("primary", question.label),
                        ("alternate", f"{question.label} alternate"),
                    )
                ]
                alternate = f"{question.id}.alternate"
                found.append(Place(question.id, question.label, two[0], two[1], alternate))
        return found

    @cached_property
    def campuses(self) -> list[Place]:
        """Every campus or program site."""
        return [self._campus(record) for record in self.records("campuses")]

    def _campus(self, record: Record) -> Place:
        name = record.name or f"Campus in row {record.number}"
        first = self._person(
            record.node, "contact", f"{record.path}.contact", f"{name}, point of contact"
        )
        path = f"{record.path}.alternate"
        second = self._person(record.node, "alternate", path, f"{name}, alternate")
        return Place(record.path, name, first, second, path, record)

    @cached_property
    def people(self) -> list[Person]:
        """Everybody with a number of their own: roles, campuses, further tables with persons."""
        found = [person for place in (*self.roles, *self.campuses) for person in place.people]
        for question in self.pack.questions():
            if question.type == "records" and question.id != "campuses":
                found += self._people_of(question)
        return found

    def _people_of(self, question: Question) -> Iterator[Person]:
        columns = [column for column in question.columns if column.type == "person"]
        for record in self.records(question.id) if columns else []:
            for column in columns:
                label = f"{record.name or question.item}, {column.label.lower()}"
                path = f"{record.path}.{column.id}"
                person = self._person(record.node, column.id, path, label)
                if person is not None:
                    yield person

    @staticmethod
    def _person(node: Mapping, part: str, path: str, label: str) -> Person | None:
        below = node.entries.get(part)
        if isinstance(below, Mapping) and not unknown(below) and text_of(below, "name"):
            return Person(path, label, below)
        return None
