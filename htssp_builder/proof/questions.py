"""Checks the questionnaire of a pack: conditions, defaults, choices, tables and paths."""

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from htssp_builder.interview.answers import nearest
from htssp_builder.interview.conditions import Condition, ConditionError, parse_condition
from htssp_builder.interview.shapes import COMPOSITE, Shape, find_shape, make_shape
from htssp_builder.interview.values import BadValue, tidy
from htssp_builder.pack.model import Pack, Question
from htssp_builder.problems import Problem, error
from htssp_builder.proof.basis import check_basis
from htssp_builder.proof.vocabulary import law_names, pack_names

_CHOSEN = ("choice", "choices")
_PARTS_OF_LAW = {
    "clock": frozenset({"at_latest"}),
    "statement": frozenset({"text", "school_staff"}),
}
"""What a group of the law has to say, at least one of these, to stand in for such an answer."""
_HEAD = frozenset({"format", "pack"})
"""The first lines of an answers file, beside the groups."""


def check_questions(pack: Pack) -> list[Problem]:
    """Everything wrong with the questions, each problem with its file and line."""
    questions = pack.questions()
    shape = make_shape(questions)
    problems = list(_paths(questions))
    problems += _reserved(questions, frozenset(pack_names(pack)) | _HEAD)
    for question in questions:
        problems += _question(question, shape, pack)
        for column in question.columns:
            problems += _question(column, shape, pack)
    return problems


def _question(question: Question, shape: Shape, pack: Pack) -> Iterator[Problem]:
    yield from check_when(question, shape)
    yield from _default(question)
    yield from _choices(question)
    yield from _columns(question)
    yield from check_basis(question.basis, question.where, pack)


# -- paths --------------------------------------------------------------------------------------


def _paths(questions: list[Question]) -> Iterator[Problem]:
    """No two questions with one path, and none with a path inside another's."""
    first: dict[str, Question] = {}
    for question in questions:
        if question.id in first:
            yield error(
                question.where,
                f"'{question.id}' is asked a second time (first in {first[question.id].where}).",
                "Give one of the two another id, or remove it.",
            )
        first.setdefault(question.id, question)
    for question in questions:
        steps = question.id.split(".")
        for end in range(1, len(steps)):
            outer = first.get(".".join(steps[:end]))
            if outer is not None:
                yield error(
                    question.where,
                    f"'{question.id}' lies inside the question '{outer.id}' ({outer.where}).",
                    "Give one of the two another id.",
                )


def _reserved(questions: list[Question], taken: frozenset[str]) -> Iterator[Problem]:
    for question in questions:
        group = question.id.split(".")[0]
        if group in taken:
            yield error(
                question.where,
                f"'{group}' is the name of something else in every template.",
                f"Begin the id with another word than: {', '.join(sorted(taken))}.",
            )


# -- conditions ---------------------------------------------------------------------------------


def check_when(question: Question, shape: Shape) -> Iterator[Problem]:
    """A problem for each part of the condition that cannot be read or asks for no answer."""
    if not question.when:
        return
    try:
        condition = parse_condition(question.when)
    except ConditionError as wrong:
        yield error(
            question.where,
            f"The condition of '{question.id}' cannot be read: {wrong}",
            "Write paths with not, and, or, ==, in [...] and parentheses.",
        )
        return
    for part in _compared(condition):
        yield from _condition(question, part, shape)


def _compared(condition: Condition) -> Iterator[Condition]:
    if condition.value:
        yield condition
    for part in condition.parts:
        yield from _compared(part)


def _condition(question: Question, part: Condition, shape: Shape) -> Iterator[Problem]:
    found = find_shape(shape, part.value)
    if found is None or found.kind == "group":
        yield error(
            question.where,
            f"The condition of '{question.id}' asks for '{part.value}', which is no answer.",
            nearest(shape, part.value) or "Name the id of a question.",
        )
        return
    offered = ["yes"] if found.kind == "yes/no" else [value for value, _ in found.choices]
    for option in part.options if offered else ():
        if option not in offered:
            near = get_close_matches(option, offered, 1, 0.5)
            yield error(
                question.where,
                f"The condition of '{question.id}' compares '{part.value}' with '{option}', "
                "which cannot be chosen there.",
                f"Did you mean '{near[0]}'?" if near else f"Use one of: {', '.join(offered)}.",
            )


# -- defaults, choices, columns -----------------------------------------------------------------


def _default(question: Question) -> Iterator[Problem]:
    default = question.default
    if default.startswith("law."):
        yield from _law_default(question)
    elif default and (question.type in COMPOSITE or question.type == "records"):
        yield error(
            question.where,
            f"'{question.id}' has parts and cannot have '{default}' as its default.",
            "Remove the default, or name a group of the law data.",
        )
    elif default:
        try:
            tidy(question.type, default, question.choices)
        except BadValue as bad:
            yield error(
                question.where, f"The default of '{question.id}' is wrong: {bad.what}", bad.remedy
            )


def _law_default(question: Question) -> Iterator[Problem]:
    found = law_names()
    for step in question.default.split(".")[1:]:
        part = found.parts.get(step)
        if part is None:
            near = get_close_matches(step, list(found.parts), 1, 0.5)
            yield error(
                question.where,
                f"The law data has no '{question.default}', the default of '{question.id}'.",
                f"Did you mean '{found.path}.{near[0]}'?" if near else "Name what the law has.",
            )
            return
        found = part
    wanted = _PARTS_OF_LAW.get(question.type)
    if not (wanted & found.parts.keys() if wanted else found.kind == "value"):
        yield error(
            question.where,
            f"'{question.default}' is not a default for '{question.id}' of type {question.type}.",
            "Name a time limit of the law for a clock, a group with a text for a statement, and "
            "a single value for anything else.",
        )


def _choices(question: Question) -> Iterator[Problem]:
    if question.type in _CHOSEN and not question.choices:
        yield error(
            question.where,
            f"'{question.id}' is a choice and offers nothing to choose.",
            "Add choices: {value: Label, ...}.",
        )
    if question.choices and question.type not in _CHOSEN:
        yield error(
            question.where,
            f"'{question.id}' offers choices, but its type is {question.type}.",
            "Write type: choice or type: choices, or remove the choices.",
        )
    for word, count in Counter(_said(question.choices)).items():
        if count > 1:
            yield error(
                question.where,
                f"'{word}' stands for two choices of '{question.id}'.",
                "Give every choice a value and a label of its own.",
            )


def _said(choices: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Every word by which a choice can be named."""
    for value, label in choices:
        yield from {value.lower(), label.lower()}


def _columns(question: Question) -> Iterator[Problem]:
    if question.type != "records":
        if question.columns:
            yield error(
                question.where,
                f"'{question.id}' has columns, but its type is {question.type}.",
                "Write type: records, or remove the columns.",
            )
        return
    ids = [column.id for column in question.columns]
    if question.named_by not in ids:
        yield error(
            question.where,
            f"The table '{question.id}' has no column '{question.named_by}', which names a record.",
            "Add the column, or say which one names a record: 'named_by: version'.",
        )
    for column in question.columns:
        if ids.count(column.id) > 1 or column.id == "id" or "." in column.id:
            yield error(
                column.where,
                f"'{column.id}' cannot be a column of '{question.id}'.",
                "Give each column a short id of its own, other than 'id' and without dots.",
            )
        if column.type == "records":
            yield error(
                column.where,
                f"'{column.id}' is a table inside the table '{question.id}'.",
                "Make it a question of its own.",
            )
