"""One change of the answers, checked but not yet written: what `set` and the questionnaire share.

Every function takes the district as it is and gives the edit of its file together with how the
answer then reads. Nothing is written here.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from htssp_builder.actions.district import ANSWERS, District
from htssp_builder.interview.answers import (
    make_record_id,
    may_share_names,
    nearest,
    record_id,
    unknown,
)
from htssp_builder.interview.shapes import Shape, find_shape, leaves
from htssp_builder.interview.values import BadValue, show, tidy, tidy_phone
from htssp_builder.problems import HtsspError, Problem, error
from htssp_builder.yamlfile.edit import add_record, remove, set_value
from htssp_builder.yamlfile.nodes import Data, Node, Scalar, Sequence
from htssp_builder.yamlfile.nodes import Mapping as Entries


class Shown(NamedTuple):
    """One answer as `get` prints it. state: given, missing, unknown or default."""

    path: str
    label: str
    text: str
    state: str


class Edit(NamedTuple):
    """A change of the answers file. how: "set" a value at the steps, "remove" what stands there,
    or "add" a record to the list there."""

    how: Literal["set", "remove", "add"]
    steps: tuple[str, ...]
    value: Data = ""

    def apply(self, text: str) -> str:
        """The file's text with the change. Raises HtsspError where it cannot be made."""
        if self.how == "remove":
            return remove(text, self.steps, name=ANSWERS)
        if self.how == "add" and isinstance(self.value, Mapping):
            return add_record(text, self.steps, self.value, name=ANSWERS)
        return set_value(text, self.steps, self.value, name=ANSWERS)


Change = tuple[Edit, Shown]


def give(district: District, path: str, value: str) -> Change:
    """One answer given (a leaf of the questionnaire). Raises HtsspError where it cannot be."""
    shape = known_shape(district, path)
    if not value.strip():
        raise HtsspError(
            error(path, "No value was given.", "Type one, or take the answer out with --clear.")
        )
    kept = _tidied(shape, path, value)
    shown = Shown(path, shape.label, show(shape.kind, kept, shape.choices), "given")
    return _placed(district, path, kept), shown


def leave_open(district: District, path: str, who: str, by: str) -> Change:
    """An answer that is not known yet, who will find out, and by when ("" for no day)."""
    shape = known_shape(district, path, leaf=False)
    _refuse_covering(district, path, shape)
    if not who.strip():
        raise HtsspError(error(path, "Nobody is named.", "Name who will find out."))
    entry: dict[str, Data] = {"who": who.strip()}
    if by:
        try:
            entry["by"] = tidy("date", by)
        except BadValue as bad:
            raise HtsspError(error(path, bad.what, bad.remedy)) from None
    shown = Shown(path, shape.label, f"not known yet, {who.strip()} will find out", "unknown")
    return _placed(district, path, {"unknown": entry}), shown


def take_out(district: District, path: str) -> Change:
    """An answer, or a whole record, taken out, with the comment above it."""
    shape = find_shape(district.opened.shape, path)
    if shape is None:
        raise HtsspError(no_path(district, path))
    known_records(district, path)
    node = district.answers.node(path)
    if node is None:
        raise HtsspError(error(path, "There is no answer.", "Nothing was changed."))
    if shape.kind in ("group", "records") and not unknown(node):
        first = next(iter(leaves(shape)))[0].partition(".")[0].replace("*", "<id>")
        raise HtsspError(
            error(path, "It holds many answers.", f"Take out one by one, like {path}.{first}.")
        )
    return Edit("remove", _steps(path)), Shown(path, shape.label, "", "missing")


def add(district: District, path: str, values: Mapping[str, str]) -> Change:
    """A record added to a table of answers; its permanent id is made from its name.

    values: column (or "contact.name") -> text.
    """
    table = find_shape(district.opened.shape, path)
    if table is None or table.kind != "records":
        raise HtsspError(
            no_path(district, path)
            if table is None
            else error(path, "It is not a table.", "Use `htssp set PATH VALUE`.")
        )
    record, problems = _record(table.parts["*"], path, values)
    if problems:
        raise HtsspError(*problems)
    node = district.answers.node(path)
    items = node.items if isinstance(node, Sequence) else []
    name = values.get(table.parts["*"].named_by) or next(iter(values.values()), "")
    ident = make_record_id(name, {record_id(item) for item in items})
    _refuse_double(table.parts["*"], items, name, path)
    new: dict[str, Data] = {"id": ident, **record}
    shown = Shown(f"{path}.{ident}", table.parts["*"].label, name, "given")
    if unknown(node):  # the table is not open any more
        return Edit("set", _steps(path), [new]), shown
    return Edit("add", _steps(path), new), shown


def known_shape(district: District, path: str, *, leaf: bool = True) -> Shape:
    """The shape at a path. Raises HtsspError for a path that is none, for a record that is not
    there, and, with `leaf`, for a place that has parts of its own."""
    shape = find_shape(district.opened.shape, path)
    if shape is None:
        raise HtsspError(no_path(district, path))
    if leaf and (shape.parts or shape.kind == "group"):
        inside = ", ".join(f"{path}.{part}" for part in list(shape.parts)[:4] if part != "*")
        remedy = f"Set one of: {inside} ..." if inside else "Add a row with PATH.+ name=..."
        raise HtsspError(error(path, "It has parts of its own.", remedy))
    known_records(district, path)
    return shape


def known_records(district: District, path: str) -> None:
    """Refuse a path through records that names one that is not there. Raises HtsspError."""
    steps = path.split(".")
    for end in range(1, len(steps)):
        above = ".".join(steps[:end])
        shape = find_shape(district.opened.shape, above)
        if shape is not None and shape.kind == "records":
            node = district.answers.node(above)
            ids = [record_id(i) for i in node.items] if isinstance(node, Sequence) else []
            if steps[end] not in ids:
                raise HtsspError(
                    error(
                        path,
                        f"There is no '{steps[end]}' in {above}.",
                        f"Known: {', '.join(ids) or 'none'}. Add one with "
                        f"`htssp set {above}.+ name=...`.",
                    )
                )


def no_path(district: District, path: str) -> Problem:
    """What is said of a path that the questionnaire does not have."""
    near = nearest(district.opened.shape, path)
    return error(path, "The questionnaire has no such answer.", near or "See `htssp pack show`.")


def _placed(district: District, path: str, value: Data) -> Edit:
    """A value in its place. Where a whole of which it is a part was not known yet, the part
    takes the place of that: the whole is not unknown any more."""
    steps = _steps(path)
    for end in range(1, len(steps)):
        if unknown(district.answers.node(".".join(steps[:end]))):
            for step in reversed(steps[end:]):
                value = {step: value}
            steps = steps[:end]
            break
    return Edit("set", steps, value)


def _refuse_covering(district: District, path: str, shape: Shape) -> None:
    """ "Not known yet" must not take the place of answers that somebody gave."""
    node = district.answers.node(path)
    given = node.items if isinstance(node, Sequence) else None
    if isinstance(node, Entries) and not unknown(node):
        given = list(node.entries.values())
    if shape.kind == "group" or given:
        raise HtsspError(
            error(
                path,
                "There are answers below it, which would be lost.",
                "Say of a single one that it is not known yet, or take the others out first.",
            )
        )


def _refuse_double(record: Shape, items: list[Node], name: str, path: str) -> None:
    plain = name.lower().split()
    for item in () if may_share_names(record) else items:
        entry = item.entries.get("name") if isinstance(item, Entries) else None
        if isinstance(entry, Scalar) and entry.text.lower().split() == plain:
            raise HtsspError(
                error(path, f"'{name}' is there already.", "Change it with `htssp set`.")
            )


def _record(
    shape: Shape, path: str, values: Mapping[str, str]
) -> tuple[dict[str, Data], list[Problem]]:
    record: dict[str, Data] = {}
    problems: list[Problem] = []
    for column, value in values.items():
        leaf = find_shape(shape, column)
        if leaf is None or leaf.parts:
            known = ", ".join(name for name, _ in list(leaves(shape))[:8])
            problems.append(
                error(f"{path}.+", f"There is no column '{column}'.", f"Columns: {known} ...")
            )
            continue
        try:
            kept = _checked(leaf, value)
        except BadValue as bad:
            problems.append(error(f"{path}.+ {column}", bad.what, bad.remedy))
            continue
        _put(record, column.split("."), kept)
    return record, problems


def _put(record: dict[str, Data], steps: list[str], value: str) -> None:
    for step in steps[:-1]:
        inner = record.setdefault(step, {})
        record = inner if isinstance(inner, dict) else {}
    record[steps[-1]] = value


def _tidied(shape: Shape, path: str, value: str) -> str:
    try:
        return _checked(shape, value)
    except BadValue as bad:
        raise HtsspError(error(path, f"{shape.label}: {bad.what}", bad.remedy)) from None


def _checked(shape: Shape, value: str) -> str:
    lines = value.replace("\r\n", "\n").replace("\r", "\n")  # a break is a break everywhere
    kept = tidy(shape.kind, lines, shape.choices)
    return tidy_phone(kept) if shape.kind == "phone" else kept


def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))
