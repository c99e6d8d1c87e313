"""Everything that a template of a pack may name, as a tree: for checking names without running.

The answers' part of the tree comes from the questionnaire, the law's part from the models of the
law data, and the rest (contacts, sources, the at-risk rule) from the pack's data itself.
"""

from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from htssp_builder.compose.environment import PRINTABLE
from htssp_builder.compose.facts import Facts
from htssp_builder.compose.planfacts import PlanFacts
from htssp_builder.interview.shapes import Shape, make_shape
from htssp_builder.pack.model import Pack
from htssp_builder.proof.sample import fullest
from htssp_builder.proof.sampleplan import troubled

Kind = Literal["group", "value", "list", "words", "any"]
Origin = Literal["answers", "law", "data", ""]


class Name(NamedTuple):
    """One thing that can be named.

    kind: a group with parts; a value that is printed; a list to loop over, whose entries are
    `item`; words that a filter made; or anything, where nothing is known about it.
    origin: where it comes from. shape: of an answer. note: why it is never printed.
    """

    kind: Kind
    path: str
    origin: Origin = ""
    parts: "dict[str, Name]" = {}  # noqa: RUF012 - never written to
    item: "Name | None" = None
    shape: Shape | None = None
    note: str = ""


_UNPRINTED = (".seen", ".second_seen")

ANYTHING = Name("any", "")
WORDS = Name("words", "")


def vocabulary(pack: Pack) -> dict[str, Name]:
    """Name -> what it stands for, of all that a template of this pack can begin with."""
    names = {key: _answers(shape, key) for key, shape in make_shape(pack.questions()).parts.items()}
    return {**names, **pack_names(pack)}


def pack_names(pack: Pack) -> dict[str, Name]:
    """The names that are the same for every district; no group of answers may have one."""
    sources = [{"id": key, **entry} for key, entry in pack.sources.items()]
    return {
        "law": law_names(),
        "fed": Name("group", "fed", "law", _federal(pack)),
        "contacts": _data({c["id"]: c for c in pack.contacts}, "contacts"),
        "lines": _data(list(pack.contacts), "lines"),
        "rule": _data(pack.screening, "rule"),
        "sources": _data(sources, "sources"),
        **_plan(pack),
        "pack": _data({"title": "", "version": ""}, "pack"),
    }


def paths_of(names: dict[str, Name]) -> list[str]:
    """Every path that can be written in a template, for suggestions."""
    return [path for name in names.values() for path in _paths(name)]


def _paths(name: Name) -> Iterator[str]:
    yield name.path
    for part in name.parts.values():
        yield from _paths(part)


# -- the answers --------------------------------------------------------------------------------


def _answers(shape: Shape, path: str) -> Name:
    if shape.kind == "records":
        item = _answers(shape.parts["*"], f"{path}.*")
        return Name("list", path, "answers", item=item, shape=shape)
    parts = {name: _answers(part, f"{path}.{name}") for name, part in shape.parts.items()}
    printed = shape.kind not in ("group", "verified")
    return Name("value" if printed else "group", path, "answers", parts, shape=shape)


# -- the law ------------------------------------------------------------------------------------


@cache
def law_names() -> Name:
    """What can be said of the law of a state, by the models of the law data."""
    from htssp_builder.pack.law import Law

    return _model(Law, "law")


def _federal(pack: Pack) -> dict[str, Name]:
    from htssp_builder.compose.lawfacts import trusted

    return {
        key: Name(
            "value",
            f"fed.{key}",
            "law",
            note="" if fact["fact"] and trusted(fact) else "was read in a weak source only, or not",
        )
        for key, fact in pack.federal.items()
    }


def _model(model: Any, path: str) -> Name:
    parts = {
        name: _annotated(field.annotation, f"{path}.{name}")
        for name, field in model.model_fields.items()
    }
    return Name("group", path, "law", parts)


def _annotated(annotation: Any, path: str) -> Name:
    """The name for a field, by its type: a model, a list of something, or a value."""
    if get_origin(annotation) in (Union, UnionType):
        inner = [kind for kind in get_args(annotation) if kind is not NoneType]
        return _annotated(inner[0], path)
    if hasattr(annotation, "__metadata__"):
        return _annotated(annotation.__origin__, path)
    if get_origin(annotation) in (tuple, list):
        return Name("list", path, "law", item=_annotated(get_args(annotation)[0], f"{path}.*"))
    if path.endswith(_UNPRINTED):
        return Name("value", path, "law", note="is quoted from its source for checking only")
    if hasattr(annotation, "model_fields"):
        return _model(annotation, path)
    return Name("value", path, "law")


# -- plain data of the pack ---------------------------------------------------------------------


def _plan(pack: Pack) -> dict[str, Name]:
    """What can be said of a plan, by one that is filled in; nothing where the pack has none."""
    answers = fullest(make_shape(pack.questions()), "")
    planned = troubled(pack, answers)
    if planned is None:
        return {}
    facts = PlanFacts(pack, Facts(answers, {}), planned)
    return {"plan": _data(facts.made(), "plan")}


def _data(value: Any, path: str) -> Name:
    if isinstance(value, PRINTABLE) or (
        isinstance(value, list) and value and all(isinstance(v, PRINTABLE) for v in value)
    ):
        return Name("value", path, "data")
    if isinstance(value, dict):
        parts = {str(key): _data(inner, f"{path}.{key}") for key, inner in value.items()}
        return Name("group", path, "data", parts)
    if isinstance(value, list | tuple):
        item = _merged([_data(inner, f"{path}.*") for inner in value], f"{path}.*")
        return Name("list", path, "data", item=item)
    return Name("value", path, "data")


def _merged(items: list[Name], path: str) -> Name:
    """What entries of a list have between them: a part that only some have can be asked for."""
    parts = {key: part for item in items for key, part in item.parts.items()}
    return Name("group" if parts else "value", path, "data", parts)
