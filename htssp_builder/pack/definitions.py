"""What the files of a pack must say, and a sentence for each place where one does not.

Imported only when a pack is read for the first time: checking models cost more to import than
a whole build.
"""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from htssp_builder.document.tree import Authority
from htssp_builder.pack.model import DocumentSection, DocumentSpec, Question, Required, Section
from htssp_builder.problems import Problem, error
from htssp_builder.yamlfile.nodes import Mapping, Node, Sequence, plain

TYPES = frozenset(
    [
        "text",
        "paragraph",
        "yes/no",
        "choice",
        "choices",
        "date",
        "number",
        "duration",
        "phone",
        "email",
        "url",
        "person",
        "role",
        "clock",
        "statement",
        "verified",
        "shown_as",
        "records",
    ]
)
_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_SECTION_ID = re.compile(r"[a-z][a-z0-9-]*")


Place = Callable[[tuple[str | int, ...]], str]
"""Gives the file and line of a step into a file, such as ("questions", 3)."""


def placed(node: Node, file: str) -> Place:
    """Where the steps into this file's node are."""
    return lambda steps: f"{file}:{_line(node, steps)}"


class Definition(BaseModel):
    """Everything is text until a field says otherwise; an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class PackDefinition(Definition):
    format: str
    id: str
    version: str
    title: str
    extends: str = ""
    questionnaire: list[str] = Field(min_length=1)
    documents: list[str] = Field(min_length=1)


class QuestionDefinition(Definition):
    id: str
    label: str
    type: str = "text"
    required: Required = ""
    help: str = ""
    example: str = ""
    when: str = ""
    choices: dict[str, str] = {}
    default: str = ""
    basis: list[str] = []
    columns: "list[QuestionDefinition]" = []
    item: str = ""
    named_by: str = "name"

    @field_validator("type")
    @classmethod
    def known_type(cls, value: str) -> str:
        if value not in TYPES:
            raise ValueError(f"'{value}' is not a type; use one of {', '.join(sorted(TYPES))}")
        return value

    @field_validator("id")
    @classmethod
    def sound_id(cls, value: str) -> str:
        if not _ID.fullmatch(value):
            raise ValueError(f"'{value}' is not an id; use small letters, digits, '_' and dots")
        return value

    def made(self, place: Place, steps: tuple[str | int, ...]) -> Question:
        return Question(
            id=self.id,
            label=self.label,
            type=self.type,
            required=self.required,
            help=self.help,
            example=self.example,
            when=self.when,
            choices=tuple(self.choices.items()),
            default=self.default,
            basis=tuple(self.basis),
            columns=tuple(
                column.made(place, (*steps, "columns", n)) for n, column in enumerate(self.columns)
            ),
            item=self.item,
            where=place(steps),
            named_by=self.named_by,
        )


class SectionDefinition(Definition):
    section: str
    title: str
    intro: str = ""
    questions: list[QuestionDefinition] = Field(min_length=1)

    def made(self, place: Place) -> Section:
        questions = (q.made(place, ("questions", n)) for n, q in enumerate(self.questions))
        return Section(self.section, self.title, self.intro, tuple(questions))


class DocumentSectionDefinition(Definition):
    id: str
    number: str
    title: str
    file: str
    authority: Authority = "board"
    reader: str = ""
    new_page: bool = False
    basis: list[str] = []

    @field_validator("id")
    @classmethod
    def sound_id(cls, value: str) -> str:
        if not _SECTION_ID.fullmatch(value):
            raise ValueError(f"'{value}' is not a section id; use small letters, digits and '-'")
        return value

    def made(self, folder: str, where: str) -> DocumentSection:
        return DocumentSection(
            self.id,
            self.number,
            self.title,
            f"{folder}/{self.file}",
            self.authority,
            self.reader,
            self.new_page,
            tuple(self.basis),
            where,
        )


class DocumentDefinition(Definition):
    id: str
    title: str
    subject: str
    keywords: str = ""
    cover: str = ""
    running: str = "Version"
    sections: list[DocumentSectionDefinition] = Field(min_length=1)

    def made(self, place: Place) -> DocumentSpec:
        folder = f"documents/{self.id}"
        return DocumentSpec(
            self.id,
            self.title,
            self.subject,
            self.keywords,
            f"{folder}/{self.cover}" if self.cover else "",
            self.running,
            tuple(s.made(folder, place(("sections", n))) for n, s in enumerate(self.sections)),
        )


class StyleDefinition(Definition):
    font: str = "Calibri"
    heading_font: str = "Calibri"
    size: float = Field(11, ge=8, le=16)
    page_width: float = Field(8.5, gt=3, lt=25)
    page_height: float = Field(11, gt=3, lt=25)
    margin: float = Field(1, ge=0.5, le=2)
    colours: dict[str, str] = {}

    @field_validator("colours")
    @classmethod
    def sound_colours(cls, value: dict[str, str]) -> dict[str, str]:
        from htssp_builder.document.tree import Style

        for name, colour in value.items():
            if name not in Style._fields or not re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
                raise ValueError(f"'{name}: {colour}' is not a colour of the style (RRGGBB)")
        return value


Made = TypeVar("Made", bound=Definition)


def define(model: type[Made], node: Node, file: str) -> tuple[Made | None, list[Problem]]:
    """The definition that a file's node writes down, with every mistake and its line."""
    try:
        return model.model_validate(plain(node)), []
    except ValidationError as wrong:
        return None, [_sentence(item, node, file) for item in wrong.errors()]


def _sentence(item: Any, node: Node, file: str) -> Problem:
    place = ".".join(str(step) for step in item["loc"])
    line = _line(node, item["loc"])
    remedies = {
        "extra_forbidden": (f"'{item['loc'][-1]}' is not known here.", "Remove it."),
        "missing": (f"'{item['loc'][-1]}' is missing.", "Add it."),
    }
    what, remedy = remedies.get(
        item["type"],
        (f"{place}: {item['msg'].removeprefix('Value error, ')}.", "Mend the value."),
    )
    return error(f"{file}:{line}", what, remedy)


def _line(node: Node, steps: tuple[Any, ...]) -> int:
    line = node.line
    for step in steps:
        if isinstance(node, Mapping) and step in node.entries:
            line, node = node.lines[step], node.entries[step]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            line = node.line
        else:
            break
    return line
