"""Checks basis keys: each leads to a source of the pack, to the law or to a federal fact."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from htssp_builder.pack.model import Pack
from htssp_builder.problems import Problem, error
from htssp_builder.proof.vocabulary import law_names


def check_basis(keys: Iterable[str], where: str, pack: Pack) -> Iterator[Problem]:
    """A problem for each key that stands for nothing. where: the place that states them."""
    for key in keys:
        if not _known(key, pack):
            near = get_close_matches(key, _all(pack), 1, 0.6)
            yield error(
                where,
                f"The basis '{key}' stands for nothing.",
                f"Did you mean '{near[0]}'?" if near else "Add it to sources.yaml, or mend it.",
            )


def check_data_basis(pack: Pack) -> Iterator[Problem]:
    """The same for the keys in contacts.yaml and screening.yaml."""
    for contact in pack.contacts:
        yield from check_basis(contact["basis"], f"contacts.yaml: {contact['id']}", pack)
    yield from _in_data(pack.screening, "screening.yaml", pack)


def _in_data(value: object, where: str, pack: Pack) -> Iterator[Problem]:
    if isinstance(value, dict):
        place = f"{where}: {value['id']}" if "id" in value else where
        keys = value.get("basis")
        yield from check_basis(keys if isinstance(keys, list | tuple) else (), place, pack)
        for inner in value.values():
            yield from _in_data(inner, place, pack)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _in_data(inner, where, pack)


def _known(key: str, pack: Pack) -> bool:
    kind, _, rest = key.partition(".")
    if kind == "law":
        group = law_names().parts.get(rest)
        return group is not None and group.kind != "value"
    return rest in pack.federal if kind == "fed" else key in pack.sources


def _all(pack: Pack) -> list[str]:
    law = [f"law.{name}" for name, part in law_names().parts.items() if part.kind != "value"]
    return [*pack.sources, *law, *(f"fed.{key}" for key in pack.federal)]
