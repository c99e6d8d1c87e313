"""A pack in memory: what is asked, which documents there are, and what they stand on.

Plain named tuples, because a pack is kept in a cache and read at every start; the checking
models with all their messages are in `definitions`.
"""

from typing import Any, Literal, NamedTuple

from htssp_builder.document.tree import Authority, Style
from htssp_builder.pack.findings import NO_FINDINGS, Findings
from htssp_builder.pack.plan import Plan

Required = Literal["", "draft", "final"]


class Question(NamedTuple):
    """One thing that a district is asked, or one column of a table of records.

    id: the answer's path ("roles.coordinator"); for a column its name ("phone").
    type: text, paragraph, yes/no, choice, choices, date, number, duration, phone, email, url,
        person, role, clock or records.
    required: which build its absence stops. when: a condition, "" for always.
    choices: value -> label. default: a value, or the path of a law fact ("law.oral").
    columns: of records. item: what one record is called ("campus"). named_by: the column that
        names a record, from which its id is made.
    where: file and line of the question.
    """

    id: str
    label: str
    type: str
    required: Required = ""
    help: str = ""
    example: str = ""
    when: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    default: str = ""
    basis: tuple[str, ...] = ()
    columns: "tuple[Question, ...]" = ()
    item: str = ""
    where: str = ""
    named_by: str = "name"


class Section(NamedTuple):
    """A page of the questionnaire."""

    id: str
    title: str
    intro: str
    questions: tuple[Question, ...]


class DocumentSection(NamedTuple):
    """One section of a document: its number and title are data, so that a district can map them
    to headings of its own or of HHS. reader: "staff" where the page must read easily.
    where: the file and line that lists the section."""

    id: str
    number: str
    title: str
    file: str
    authority: Authority = "board"
    reader: str = ""
    new_page: bool = False
    basis: tuple[str, ...] = ()
    where: str = ""


class DocumentSpec(NamedTuple):
    """What a document is made of: a cover (no heading) and sections, each a template file."""

    id: str
    title: str
    subject: str
    keywords: str
    cover: str
    running: str
    sections: tuple[DocumentSection, ...]


class Pack(NamedTuple):
    """Everything a protocol is made from.

    law: jurisdiction -> fact groups as plain data; federal: fact id -> fact.
    contacts: national lines in order; screening: wording of the at-risk rule.
    sources: basis key -> its entry. templates: file -> text. digest: of every file that went in.
    findings: the rules that say what is not ready yet; a small pack may have none.
    plan: the development plan; a small pack may have none.
    counties: jurisdiction -> its report lines by county, where there is no state-wide number.
    """

    id: str
    version: str
    title: str
    sections: tuple[Section, ...]
    documents: dict[str, DocumentSpec]
    sources: dict[str, dict[str, Any]]
    law: dict[str, dict[str, Any]]
    federal: dict[str, dict[str, Any]]
    contacts: tuple[dict[str, Any], ...]
    screening: dict[str, Any]
    style: Style
    templates: dict[str, str]
    digest: str
    findings: Findings = NO_FINDINGS
    plan: Plan = Plan()
    counties: dict[str, tuple[dict[str, Any], ...]] = {}  # noqa: RUF012 - never written to

    def questions(self) -> "list[Question]":
        """Every question, in the order in which it is asked."""
        return [question for section in self.sections for question in section.questions]
