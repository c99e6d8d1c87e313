"""Somebody who holds several posts is written down once and taken over to the others."""

from collections.abc import Iterator
from typing import NamedTuple

from htssp_builder.actions.ask import Sitting
from htssp_builder.interview.answers import record_id
from htssp_builder.interview.course import filled
from htssp_builder.interview.shapes import Shape
from htssp_builder.interview.values import show
from htssp_builder.yamlfile.nodes import Mapping, Node, Scalar, Sequence


class Known(NamedTuple):
    """A person who stands at another place. label: of that place. details: as printed."""

    path: str
    label: str
    details: tuple[str, ...]


def known_elsewhere(sitting: Sitting, path: str) -> Known | None:
    """The person of the same name who stands somewhere else with more than the name, where
    nothing but the name is known of the one at `path` yet; else None.

    Not the other of the same post or site: nobody is their own alternate.
    """
    here = sitting.answers.node(path)
    if not isinstance(here, Mapping) or _others(here):
        return None
    name, post = _name(here), path.rpartition(".")[0]
    for other, shape, node in _people(sitting.answers.shape, sitting.answers.root, ""):
        if other.rpartition(".")[0] != post and _name(node) == name and _others(node):
            return Known(other, shape.label, tuple(_details(shape, node)))
    return None


def _others(node: Mapping) -> list[str]:
    return [part for part, value in node.entries.items() if part != "name" and filled(value)]


def _name(node: Mapping) -> str:
    name = node.entries.get("name")
    return " ".join(name.text.casefold().split()) if isinstance(name, Scalar) else ""


def _people(shape: Shape, node: Node, path: str) -> Iterator[tuple[str, Shape, Mapping]]:
    if isinstance(node, Sequence) and "*" in shape.parts:
        for item in node.items:
            yield from _people(shape.parts["*"], item, f"{path}.{record_id(item)}")
    elif isinstance(node, Mapping) and shape.kind == "person":
        yield path, shape, node
    elif isinstance(node, Mapping):
        for step, below in node.entries.items():
            if step in shape.parts:
                place = f"{path}.{step}" if path else step
                yield from _people(shape.parts[step], below, place)


def _details(shape: Shape, node: Mapping) -> Iterator[str]:
    for part, below in shape.parts.items():
        value = node.entries.get(part)
        if part != "name" and isinstance(value, Scalar) and value.text:
            yield show(below.kind, value.text, below.choices)
