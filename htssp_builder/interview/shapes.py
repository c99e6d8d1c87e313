"""The shape of the answers: which paths there are, of which type, with which label.

Built from the questions. A composite question (a person, a role, a clock, a table of records)
unfolds into its parts here and nowhere else, so that every reader, form and document names
them alike.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from htssp_builder.pack.model import Question, Required

DAY_UNITS = (
    ("hours", "hours"),
    ("days", "days"),
    ("school days", "school days"),
    ("business days", "business days"),
)
SHOWN_AS = (
    ("name", "By name"),
    ("role", "By role only"),
    ("unlisted", "Not shown in any document"),
)

# name of the part, its label, its type, whether a required question requires it
_PARTS: dict[str, tuple[tuple[str, str, str, bool], ...]] = {
    "verified": (("by", "checked by", "text", True), ("on", "checked on", "date", True)),
    "person": (
        ("name", "name", "text", True),
        ("title", "title", "text", True),
        ("phone", "phone", "phone", True),
        ("mobile", "mobile phone", "phone", False),
        ("after_hours", "after-hours phone", "phone", False),
        ("email", "e-mail", "email", False),
        ("languages", "languages", "text", False),
        ("verified", "contact", "verified", False),
        ("shown_as", "how shown", "shown_as", False),
    ),
    "role": (("primary", "", "person", True), ("alternate", "alternate", "person", True)),
    "clock": (
        ("when", "the rule's own word", "text", False),
        ("at_latest", "latest, number", "number", False),
        ("unit", "latest, unit", "unit", False),
        ("counts_from", "counted from", "text", False),
        ("to", "who receives the report", "text", False),
        ("not_to", "who does not count as a recipient", "text", False),
        ("form", "form", "text", False),
        ("citation", "citation", "text", False),
        ("verified", "time limit", "verified", False),
    ),
    "statement": (
        ("text", "", "paragraph", True),
        ("citation", "citation", "text", False),
    ),
}
_CHOICES = {"unit": DAY_UNITS, "shown_as": SHOWN_AS}
COMPOSITE = frozenset(_PARTS) - {"verified"}


class Shape(NamedTuple):
    """One place in the answers.

    kind: a leaf type, "group", a composite ("person", "role", "clock", "verified"), "records"
        or "record". label: for people, "" for a group.
    parts: name -> shape. A table of records has one part, "*": the shape of a record.
    """

    kind: str
    label: str
    parts: "dict[str, Shape]"
    question: str = ""
    required: Required = ""
    choices: tuple[tuple[str, str], ...] = ()
    default: str = ""
    when: str = ""
    named_by: str = "name"

    def child(self, step: str) -> "Shape | None":
        """The shape one step further down; a record's id is any step into records."""
        return self.parts.get("*" if self.kind == "records" else step)


def make_shape(questions: Iterable[Question]) -> Shape:
    """The shape of all answers (a group) for these questions."""
    root = Shape("group", "", {})
    for question in questions:
        *groups, last = question.id.split(".")
        here = root
        for name in groups:
            here = here.parts.setdefault(name, Shape("group", "", {}))
        here.parts[last] = _unfold(question, question.id)
    return root


def _unfold(question: Question, path: str) -> Shape:
    if question.type == "records":
        columns = {c.id: _unfold(c, path) for c in question.columns}
        record = Shape("record", question.item, columns, path, named_by=question.named_by)
        return Shape(
            "records", question.label, {"*": record}, path, question.required, when=question.when
        )
    shape = _compose(question.type, question.label, path, question.required)
    return shape._replace(
        choices=question.choices or shape.choices, default=question.default, when=question.when
    )


def _compose(kind: str, label: str, path: str, required: Required) -> Shape:
    if kind in _CHOICES:
        return Shape("choice", label, {}, path, required, _CHOICES[kind])
    parts = {
        name: _compose(part, _join(label, words), path, required if needed else "")
        for name, words, part, needed in _PARTS.get(kind, ())
    }
    return Shape(kind, label, parts, path, required)


def _join(label: str, words: str) -> str:
    if not words:
        return label
    return f"{label} {words}" if words == "alternate" else f"{label}, {words}"


def leaves(shape: Shape, path: str = "") -> Iterator[tuple[str, Shape]]:
    """Every leaf under `shape` with its path; "*" stands for a record's id."""
    if not shape.parts and shape.kind != "group":
        yield path, shape
    for name, part in shape.parts.items():
        yield from leaves(part, f"{path}.{name}" if path else name)


def find_shape(root: Shape, path: str) -> Shape | None:
    """The shape at a dotted path, or None where the questionnaire has no such place."""
    shape: Shape | None = root
    for step in path.split("."):
        if shape is None:
            return None
        shape = shape.child(step)
    return shape


def paths(root: Shape) -> list[str]:
    """Every path that can be named, groups and composites included: for suggestions."""
    found: list[str] = []

    def walk(shape: Shape, path: str) -> None:
        for name, part in shape.parts.items():
            here = f"{path}.{name}" if path else name
            found.append(here)
            walk(part, here)

    walk(root, "")
    return found
