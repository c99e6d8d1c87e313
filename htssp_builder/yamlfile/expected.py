"""The same changes on plain data: what a changed text must say when it is read back."""

from collections.abc import Mapping, Sequence
from typing import NoReturn

from htssp_builder.problems import HtsspError, error
from htssp_builder.yamlfile.layout import Path
from htssp_builder.yamlfile.nodes import Data, Plain

Steps = Sequence[tuple[Path, Data]]
"""Places in one record, each with the value to put there."""


def copy(data: Data) -> Plain:
    """Data as str, dict and list, whatever kind of mapping or sequence it came in.

    Raises HtsspError for text that no file can hold (half of a surrogate pair).
    """
    if isinstance(data, str):
        if not _is_unicode(data):
            _refuse("", "The text contains a broken character.", "Type it again.")
        return str(data)
    if isinstance(data, Mapping):
        return {str(copy(name)): copy(value) for name, value in data.items()}
    if isinstance(data, Sequence):
        return [copy(item) for item in data]
    raise TypeError(f"text, dict or list expected, not {type(data).__name__}")


def _is_unicode(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def record(data: Mapping[str, Data], name: str) -> dict[str, Plain]:
    new = copy(data)
    if not isinstance(new, dict) or not isinstance(new.get("id"), str) or not new["id"]:
        _refuse(name, "A new entry of a list has no id.", "Give it an id, such as: lincoln.")
    return new


def get(data: Plain, path: Path) -> Plain | None:
    """What stands at a path; None where nothing does."""
    node: Plain | None = data
    for step in path:
        node = _child(node, step)
    return node


def put(data: Plain, path: Path, value: Plain, name: str) -> Plain:
    """The data with a value at a path. Raises HtsspError where a parent is text or the record
    is not there."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(data, list):
        place = _place(data, step)
        if place < 0:
            _no_record(step, name)
        return [*data[:place], put(data[place], rest, value, name), *data[place + 1 :]]
    if data == "":
        data = {}
    if isinstance(data, str):
        _refuse(
            name,
            f'"{step}" cannot be set because its place holds the text "{data[:40]}".',
            "Remove that text first.",
        )
    return {**data, step: put(data.get(step, ""), rest, value, name)}


def drop(data: Plain, path: Path) -> Plain:
    """The data without what stands at a path that exists."""
    step, rest = path[0], path[1:]
    if isinstance(data, list):
        place = _place(data, step)
        new = [drop(data[place], rest)] if rest else []
        return [*data[:place], *new, *data[place + 1 :]]
    if not isinstance(data, dict):
        return data
    if rest:
        return {**data, step: drop(data[step], rest)}
    return {key: value for key, value in data.items() if key != step}


def add(data: Plain, path: Path, records: list[dict[str, Plain]], before: str, name: str) -> Plain:
    """The data with records in the list at a path."""
    old = get(data, path)
    if old in (None, "", {}):
        old = []
    if not isinstance(old, list):
        _refuse(name, f'"{".".join(path)}" is not a list.', "Begin each of its entries with - .")
    ids = {_id(item) for item in old}
    for new in records:
        if _id(new) in ids:
            _refuse(name, f'The id "{_id(new)}" is taken already.', "Choose another id.")
        ids.add(_id(new))
    if before and _place(old, before) < 0:
        _no_record(before, name)
    place = _place(old, before) if before else len(old)
    return put(data, path, [*old[:place], *records, *old[place:]], name)


def change(data: Plain, path: Path, values: Mapping[str, Steps], name: str) -> Plain:
    """The data with values in many records of the list at a path, by the records' ids."""
    items = get(data, path)
    known = {_id(item) for item in items} if isinstance(items, list) else set()
    for ident in values:
        if not ident or ident not in known:
            _no_record(ident, name)
    changed: list[Plain] = []
    for item in items if isinstance(items, list) else []:
        for steps, value in values.get(_id(item), ()):
            item = put(item, steps, copy(value), name)
        changed.append(item)
    return put(data, path, changed, name)


def move(data: Plain, path: Path, before: str, name: str) -> Plain:
    """The data with the record at a path elsewhere in its list."""
    items, step = get(data, path[:-1]), path[-1]
    if not isinstance(items, list) or _place(items, step) < 0:
        _no_record(step, name)
    if before == step:
        return data
    moved = items[_place(items, step)]
    rest = [item for item in items if item is not moved]
    place = _place(rest, before) if before else len(rest)
    if place < 0:
        _no_record(before, name)
    return put(data, path[:-1], [*rest[:place], moved, *rest[place:]], name)


def _child(node: Plain | None, step: str) -> Plain | None:
    if isinstance(node, dict):
        return node.get(step)
    if isinstance(node, list):
        place = _place(node, step)
        return None if place < 0 else node[place]
    return None


def _place(items: list[Plain], wanted: str) -> int:
    """Where the record with an id stands; -1 for nowhere."""
    return next((n for n, item in enumerate(items) if wanted and _id(item) == wanted), -1)


def _id(item: Plain) -> str:
    found = item.get("id") if isinstance(item, dict) else None
    return found if isinstance(found, str) else ""


def _no_record(step: str, name: str) -> NoReturn:
    _refuse(name, f'There is no entry with the id "{step}".', "Look up the id in the file.")


def _refuse(name: str, what: str, remedy: str) -> NoReturn:
    raise HtsspError(error(name, what, remedy))
