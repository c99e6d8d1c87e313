"""Changes one place in a YAML text and leaves every other byte alone.

A path is a tuple of names; a step into a list of records is the record's `id`:
("campuses", "lincoln", "phone"). Every function gives the new text, and raises HtsspError with
nothing changed where the text is not sound, the place does not exist, or, as a last guard, the
new text would not read back as exactly the data asked for.
"""

from collections.abc import Callable, Iterable, Mapping

from htssp_builder.problems import HtsspError, error
from htssp_builder.yamlfile import expected, splice
from htssp_builder.yamlfile.layout import Layout, Path, Slot, is_block
from htssp_builder.yamlfile.nodes import Data, Plain, plain
from htssp_builder.yamlfile.read import read
from htssp_builder.yamlfile.written import MOST_PARTS, flow

Record = Mapping[str, Data]


def set_value(text: str, path: Path, value: Data, *, name: str = "file") -> str:
    """The text with a value (text, dict or list, nested) at a path; missing parents are made.

    Onto a mapping that is there, a dict is laid name by name, so that the comments inside stay;
    names that it does not have are removed. name: of the file, for messages.
    """
    value = expected.copy(value)
    data = _data(text, name)
    if expected.get(data, path) == value:
        return text
    wanted = expected.put(data, path, value, name)
    return _checked(text, name, wanted, lambda body: _set(body, path, value))


def remove(text: str, path: Path, *, name: str = "file") -> str:
    """The text without the name or record at a path, and without the comments that belong to
    it; unchanged where there is none. The last entry leaves `{}` or `[]`."""
    data = _data(text, name)
    if expected.get(data, path) is None:
        return text
    return _checked(text, name, expected.drop(data, path), lambda body: _remove(body, path))


def add_record(
    text: str, path: Path, record: Record, *, before: str = "", name: str = "file"
) -> str:
    """The text with a new record, which must have an `id`, at the end of the list at `path` or
    before the record with the id `before`."""
    return add_records(text, path, [record], before=before, name=name)


def add_records(
    text: str, path: Path, records: Iterable[Record], *, before: str = "", name: str = "file"
) -> str:
    """Like add_record, for many in one pass: the text is read once, not once a record."""
    new = [expected.record(record, name) for record in records]
    if not new:
        return text
    wanted = expected.add(_data(text, name), path, new, before, name)
    return _checked(text, name, wanted, lambda body: _add(body, path, new, before))


def change_records(
    text: str,
    path: Path,
    values: Mapping[str, expected.Steps],
    added: Iterable[Record] = (),
    *,
    name: str = "file",
) -> str:
    """The text with values in many records of the list at `path`, and new records at its end.

    values: a record's id -> (steps inside the record, value) pairs. Like set_value for each and
    add_records, but the text is read once: a thousand of them one by one would take minutes.
    """
    new = [expected.record(record, name) for record in added]
    data = _data(text, name)
    wanted = expected.change(data, path, values, name) if values else data
    wanted = expected.add(wanted, path, new, "", name) if new else wanted
    if wanted == data:
        return text

    def change(body: str) -> str:
        body = _change(body, path, _differing(data, path, values)) if values else body
        return _add(body, path, new, "") if new else body

    return _checked(text, name, wanted, change)


def move_record(text: str, path: Path, *, before: str = "", name: str = "file") -> str:
    """The text with the record at a path, and its comments, before the one with the id
    `before`, or at the end of its list."""
    data = _data(text, name)
    wanted = expected.move(data, path, before, name)
    if wanted == data:
        return text
    return _checked(text, name, wanted, lambda body: _move(body, path, before))


def _data(text: str, name: str) -> Plain:
    mapping, problems = read(text, name)
    if problems:
        raise HtsspError(*problems)
    return plain(mapping)


def _checked(text: str, name: str, wanted: Plain, change: Callable[[str], str]) -> str:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix("\ufeff")
    newline = "\r\n" if "\r\n" in body else "\n"
    unended = bool(body) and not body.endswith("\n")
    changed = change(body + newline if unended else body)
    if unended:
        changed = changed.removesuffix(newline)
    mapping, problems = read(changed, name)
    # The order of names is not compared: a new name may stand anywhere in its mapping.
    if problems or plain(mapping) != wanted:
        raise HtsspError(
            error(
                name,
                "The change could not be written without touching something else, "
                "so nothing was changed.",
                "Open the file in a text editor and make this change by hand.",
            )
        )
    return mark + changed


def _locate(layout: Layout, path: Path) -> tuple[list[Slot], Path]:
    """The slots along a path as far as it exists, and the steps that are missing."""
    slots: list[Slot] = []
    node = layout.root
    for depth, step in enumerate(path):
        slot = layout.find(node, step)
        if slot is None:
            return slots, path[depth:]
        slots.append(slot)
        node = slot.node
    return slots, ()


def _set(text: str, path: Path, value: Data) -> str:
    layout = Layout(text)
    slots, missing = _locate(layout, path)
    node = slots[-1].node if slots else layout.root
    if missing:
        for step in reversed(missing[1:]):
            value = {step: value}
        if slots and (node is None or node.is_scalar()):
            return splice.replace(layout, slots[-1], {missing[0]: value})
        grown = _grown(layout, slots[-1], {missing[0]: value}) if slots else None
        if grown is not None:
            return splice.open_up(layout, slots[-1], grown)
        return splice.add_name(layout, node, missing[0], value)
    old = None if node is None else node.as_mapping()
    if isinstance(value, Mapping) and value and old is not None and not old.is_empty():
        return _lay_over(text, path, value)
    return splice.replace(layout, slots[-1], value)


def _grown(layout: Layout, slot: Slot, more: Record) -> Record | None:
    """A mapping that stands on one line as we write one, with what it gets; None where it still
    fits on its line, and where a person wrote it in their own way: longer, spaced otherwise, or
    with a comment behind it."""
    node = slot.node
    if slot.in_flow or not layout.leads_line(slot.start) or is_block(node):
        return None
    start, end = node.byte_range()
    written = layout.data[start:end].decode("utf-8")
    if b"#" in layout.data[end : layout.line_end(end)]:
        return None
    old = expected.get(plain(read(f"x: {written}\n", "")[0]), ("x",))
    if not isinstance(old, dict) or flow(old) != written:
        return None
    return {**old, **more} if len(old) <= MOST_PARTS < len(old) + len(more) else None


def _lay_over(text: str, path: Path, value: Mapping[str, Data]) -> str:
    """A dict onto a mapping: new and changed names first, so that it is never empty between."""
    mapping, _ = read(text, "")
    old = expected.get(plain(mapping), path)
    names = old if isinstance(old, dict) else {}
    for step, data in value.items():
        if names.get(step) != data:
            text = _set(text, (*path, step), data)
    for step in names:
        if step not in value:
            text = _remove(text, (*path, step))
    return text


def _remove(text: str, path: Path) -> str:
    layout = Layout(text)
    slots, _ = _locate(layout, path)
    slot = slots[-1]
    siblings = sum(1 for _ in layout.slots(slot.parent))
    if siblings > 1:
        return splice.cut(layout, slot)[0]
    if len(slots) > 1:
        return splice.replace(layout, slots[-2], {} if slot.parent.is_mapping() else [])
    return splice.clear(layout, slot)


def _add(text: str, path: Path, records: list[dict[str, Plain]], before: str) -> str:
    layout = Layout(text)
    slots, missing = _locate(layout, path)
    node = slots[-1].node if slots and not missing else None
    sequence = None if node is None else node.as_sequence()
    if sequence is None or sequence.is_empty():
        return _set(text, path, records)
    return splice.add_records(layout, node, records, layout.find(node, before) if before else None)


def _differing(
    data: Plain, path: Path, values: Mapping[str, expected.Steps]
) -> dict[str, list[tuple[Path, Data]]]:
    """Only what is not there already: a value that stays keeps its quotation marks too."""
    items = expected.get(data, path)
    rows = items if isinstance(items, list) else []
    records = {str(row.get("id")): row for row in rows if isinstance(row, dict)}
    return {
        ident: [(at, value) for at, value in pairs if expected.get(records[ident], at) != value]
        for ident, pairs in values.items()
    }


def _change(text: str, path: Path, values: Mapping[str, expected.Steps]) -> str:
    """Each record is cut out with its lines, changed as a small text of its own and put back."""
    layout = Layout(text)
    node = _locate(layout, path)[0][-1].node
    if not is_block(node):
        for ident, pairs in values.items():
            for steps, value in pairs:
                text = _set(text, (*path, ident, *steps), value)
        return text
    head = b"x:" + layout.newline
    parts, done = [], 0
    for ident, slot in layout.slots(node):
        if values.get(ident):
            start, end = layout.region(slot)
            piece = (head + layout.data[start:end]).decode("utf-8")
            for steps, value in values[ident]:
                piece = _set(piece, ("x", ident, *steps), value)
            parts += [layout.data[done:start], piece.encode("utf-8").removeprefix(head)]
            done = end
    return b"".join([*parts, layout.data[done:]]).decode("utf-8")


def _move(text: str, path: Path, before: str) -> str:
    layout = Layout(text)
    slots, _ = _locate(layout, path)
    text, taken = splice.cut(layout, slots[-1])
    layout = Layout(text)
    node = _locate(layout, path[:-1])[0][-1].node
    return splice.insert_text(layout, node, taken, layout.find(node, before) if before else None)
