"""What an answered questionnaire still lacks, place by place: for "go on where you stopped" and
"only what is missing". Judging the answers is the business of readiness, not of this module.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from htssp_builder.interview.answers import record_id, unknown
from htssp_builder.interview.course import Ground, filled
from htssp_builder.interview.shapes import Shape, find_shape
from htssp_builder.interview.values import BadValue, tidy
from htssp_builder.pack.model import Question, Required
from htssp_builder.yamlfile.nodes import Mapping, Node, Scalar, Sequence

GapState = Literal["missing", "unknown", "unverified", "wrong"]


class Gap(NamedTuple):
    """One place that is open.

    state: missing: required and not answered; unknown: somebody will find out; unverified: a
    value of the law data, or a contact, that nobody has confirmed; wrong: typed, and not of the
    question's type. required: which build it stops.
    """

    path: str
    state: GapState
    required: Required


class Tally(NamedTuple):
    """asked: questions whose condition holds. answered: those that the district has answered,
    with no required part missing or open. by_default: further ones for which the questionnaire
    or the law data has an answer as long as nothing is typed."""

    answered: int
    by_default: int
    asked: int


def question_gaps(question: Question, ground: Ground, checked: bool) -> list[Gap]:
    """What one question lacks. checked: whether a named person confirmed the law pages."""
    shape = find_shape(ground.answers.shape, question.id)
    if shape is None or not ground.answers.asked(question.when):
        return []
    node = ground.answers.node(question.id)
    return list(_Look(ground, checked).at(question.id, shape, node))


def standing(question: Question, ground: Ground, found: list[Gap]) -> str:
    """How a question counts: "answered", "default" or "open". found: its gaps."""
    if any(gap.state != "unverified" for gap in found):
        return "open"
    if ground.given(question.id):
        return "answered"
    shape = find_shape(ground.answers.shape, question.id)
    return "default" if shape is not None and _stands(shape, ground) else "open"


def _stands(shape: Shape, ground: Ground) -> bool:
    """Whether the questionnaire or the law data answers it as long as nothing is typed."""
    default = shape.default
    if not default.startswith("law."):
        return bool(default)
    parts = ("when", "at_latest") if shape.kind == "clock" else ("text",)
    whole = shape.kind in ("clock", "statement")
    return any(ground.law(f"{default}.{part}" if whole else default) for part in parts)


class _Look(NamedTuple):
    ground: Ground
    checked: bool

    def at(self, path: str, shape: Shape, node: Node | None) -> Iterator[Gap]:
        if unknown(node):
            yield Gap(path, "unknown", shape.required)
        elif shape.kind == "records":
            yield from self._records(path, shape, node)
        elif shape.kind == "clock":
            yield from self._clock(path, shape, node)
        elif shape.kind == "person":
            yield from self._person(path, shape, node)
        elif shape.parts:
            yield from self._parts(path, shape, node)
        else:
            yield from self._leaf(path, shape, node, shape.default)

    def _parts(self, path: str, shape: Shape, node: Node | None) -> Iterator[Gap]:
        for name, part in shape.parts.items():
            default = f"{shape.default}.{name}" if shape.default else ""
            below = _below(node, name)
            if part.parts:
                yield from self.at(f"{path}.{name}", part, below)
            else:
                yield from self._leaf(f"{path}.{name}", part, below, default)

    def _leaf(self, path: str, shape: Shape, node: Node | None, default: str) -> Iterator[Gap]:
        if unknown(node):
            yield Gap(path, "unknown", shape.required)
        elif filled(node):
            if self._is_wrong(shape, node):
                yield Gap(path, "wrong", shape.required)
        elif default.startswith("law.") and self.ground.law(default):
            if not self.checked:
                yield Gap(path, "unverified", shape.required)
        elif shape.required and (not default or default.startswith("law.")):
            yield Gap(path, "missing", shape.required)

    def _is_wrong(self, shape: Shape, node: Node | None) -> bool:
        """Phone numbers and addresses are judged where they are typed, and by `check_answers`:
        judging a thousand of them here would be felt."""
        if not isinstance(node, Scalar) or shape.kind in ("phone", "email"):
            return False
        try:
            tidy(shape.kind, node.text, shape.choices)
        except BadValue:
            return True
        return False

    def _person(self, path: str, shape: Shape, node: Node | None) -> Iterator[Gap]:
        """A number that nobody has called is open, whether or not the question is required."""
        verified = shape.parts.get("verified")
        for name, part in shape.parts.items():
            if name != "verified":
                yield from self._leaf(f"{path}.{name}", part, _below(node, name), "")
        if verified is not None and filled(_below(node, "phone")):
            for name in verified.parts:
                if not filled(_below(_below(node, "verified"), name)):
                    yield Gap(f"{path}.verified.{name}", "unverified", "")

    def _clock(self, path: str, shape: Shape, node: Node | None) -> Iterator[Gap]:
        own = any(filled(_below(node, name)) for name in ("when", "at_latest"))
        if not own and not self.ground.has_limit(shape.default):
            if shape.required:
                yield Gap(f"{path}.when", "missing", shape.required)
            return
        for name in shape.parts["verified"].parts:
            if not filled(_below(_below(node, "verified"), name)):
                yield Gap(f"{path}.verified.{name}", "unverified", shape.required)

    def _records(self, path: str, shape: Shape, node: Node | None) -> Iterator[Gap]:
        items = node.items if isinstance(node, Sequence) else []
        if not items and shape.required:
            yield Gap(path, "missing", shape.required)
        record = shape.parts["*"]
        for item in items:
            here = f"{path}.{record_id(item)}"
            for name, part in record.parts.items():
                if self.ground.answers.asked(part.when):
                    yield from self.at(f"{here}.{name}", part, _below(item, name))


def _below(node: Node | None, name: str) -> Node | None:
    return node.entries.get(name) if isinstance(node, Mapping) else None
