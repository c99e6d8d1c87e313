"""One answer given or shown, through the same checks as every other door."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from htssp_builder.actions.district import ANSWERS, District, open_district
from htssp_builder.interview.answers import make_record_id, nearest, record_id, unknown
from htssp_builder.interview.shapes import Shape, find_shape, leaves
from htssp_builder.interview.values import BadValue, read_date, show, show_date, tidy, tidy_phone
from htssp_builder.problems import HtsspError, Problem, error
from htssp_builder.workspace.lock import writing
from htssp_builder.workspace.textfiles import save
from htssp_builder.yamlfile.edit import add_record, remove, set_value
from htssp_builder.yamlfile.nodes import Data, Node, Scalar, Sequence
from htssp_builder.yamlfile.nodes import Mapping as Entries


class Shown(NamedTuple):
    """One answer as `get` prints it. state: given, missing, unknown or default."""

    path: str
    label: str
    text: str
    state: str


def set_answer(folder: Path, path: str, value: str, *, now: datetime) -> Shown:
    """Give one answer (a leaf of the questionnaire). Raises HtsspError where it cannot be."""
    district = _opened(folder)
    shape = _shape(district, path)
    if not value.strip():
        raise HtsspError(
            error(path, "No value was given.", "Type one, or take the answer out with --clear.")
        )
    kept = _tidied(shape, path, value)
    _save(district, _with(district, path, kept), now)
    return Shown(path, shape.label, show(shape.kind, kept, shape.choices), "given")


def set_unknown(folder: Path, path: str, who: str, by: str, *, now: datetime) -> Shown:
    """Say that an answer is not known yet, who will find out, and by when."""
    district = _opened(folder)
    shape = _shape(district, path, leaf=False)
    _refuse_covering(district, path, shape)
    if not who.strip():
        raise HtsspError(error(path, "Nobody is named.", "Name who will find out."))
    entry: dict[str, Data] = {"who": who.strip()}
    if by:
        try:
            entry["by"] = tidy("date", by)
        except BadValue as bad:
            raise HtsspError(error(path, bad.what, bad.remedy)) from None
    _save(district, _with(district, path, {"unknown": entry}), now)
    return Shown(path, shape.label, f"not known yet, {who.strip()} will find out", "unknown")


def clear_answer(folder: Path, path: str, *, now: datetime) -> Shown:
    """Take an answer, or a whole record, out of the file, with the comment above it."""
    district = _opened(folder)
    shape = find_shape(district.opened.shape, path)
    if shape is None:
        raise HtsspError(_no_path(district, path))
    _known_records(district, path)
    if district.answers.node(path) is None:
        raise HtsspError(error(path, "There is no answer.", "Nothing was changed."))
    if shape.kind in ("group", "records"):
        first = next(iter(leaves(shape)))[0].partition(".")[0].replace("*", "<id>")
        raise HtsspError(
            error(path, "It holds many answers.", f"Take out one by one, like {path}.{first}.")
        )
    _save(district, remove(district.loaded.text, _steps(path), name=ANSWERS), now)
    return Shown(path, shape.label, "", "missing")


def _with(district: District, path: str, value: Data) -> str:
    """The answers file with a value in its place. Where a whole of which it is a part was not
    known yet, the part takes the place of that: the whole is not unknown any more."""
    steps = _steps(path)
    for end in range(1, len(steps)):
        if unknown(district.answers.node(".".join(steps[:end]))):
            for step in reversed(steps[end:]):
                value = {step: value}
            steps = steps[:end]
            break
    return set_value(district.loaded.text, steps, value, name=ANSWERS)


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


def add_answer_record(
    folder: Path, path: str, values: Mapping[str, str], *, now: datetime
) -> Shown:
    """Add a record to a table of answers; its permanent id is made from its name.

    values: column (or "contact.name") -> text.
    """
    district = _opened(folder)
    table = find_shape(district.opened.shape, path)
    if table is None or table.kind != "records":
        raise HtsspError(
            _no_path(district, path)
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
    _save(district, add_record(district.loaded.text, _steps(path), new, name=ANSWERS), now)
    return Shown(f"{path}.{ident}", table.parts["*"].label, name, "given")


def _refuse_double(record: Shape, items: list[Node], name: str, path: str) -> None:
    """Two of a kind may share a name, such as the units of one agency; two campuses may not."""
    plain = name.lower().split()
    for item in items if "kind" not in record.parts else []:
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


def get_answers(folder: Path, path: str) -> list[Shown]:
    """Every leaf at or under a path, as it would be printed. Raises HtsspError for a path
    that is none."""
    district = _opened(folder)
    shape = find_shape(district.opened.shape, path)
    if shape is None:
        raise HtsspError(_no_path(district, path))
    _known_records(district, path)
    return [_shown(district, path, leaf) for path, leaf in _expanded(district, path, shape)]


def _expanded(district: District, path: str, shape: Shape) -> list[tuple[str, Shape]]:
    if shape.kind != "records":
        found = [(f"{path}.{sub}" if sub else path, leaf) for sub, leaf in leaves(shape)]
        return [(p, leaf) for p, leaf in found if "*" not in p]
    node = district.answers.node(path)
    out: list[tuple[str, Shape]] = []
    for item in node.items if isinstance(node, Sequence) else []:
        for sub, leaf in leaves(shape.parts["*"]):
            full = f"{path}.{record_id(item)}.{sub}"
            if district.answers.node(full) is not None:
                out.append((full, leaf))
    return out


def _shown(district: District, path: str, leaf: Shape) -> Shown:
    steps = path.split(".")
    for end in range(len(steps), 0, -1):
        found = unknown(district.answers.node(".".join(steps[:end])))
        if found:
            day = read_date(found.by)
            by = f" by {show_date(day)}" if day else ""
            return Shown(
                path, leaf.label, f"not known yet: {found.who} will find out{by}", "unknown"
            )
    text = district.answers.text(path)
    if text:
        return Shown(path, leaf.label, show(leaf.kind, text, leaf.choices), "given")
    default = leaf.default
    if default.startswith("law."):
        default = district.facts.law_text(default)
    if default:
        return Shown(path, leaf.label, show(leaf.kind, default, leaf.choices), "default")
    return Shown(path, leaf.label, "", "missing")


def _shape(district: District, path: str, *, leaf: bool = True) -> Shape:
    shape = find_shape(district.opened.shape, path)
    if shape is None:
        raise HtsspError(_no_path(district, path))
    if leaf and (shape.parts or shape.kind == "group"):
        inside = ", ".join(f"{path}.{part}" for part in list(shape.parts)[:4] if part != "*")
        remedy = f"Set one of: {inside} ..." if inside else "Add a row with PATH.+ name=..."
        raise HtsspError(error(path, "It has parts of its own.", remedy))
    _known_records(district, path)
    return shape


def _known_records(district: District, path: str) -> None:
    """A path through records must name one that is there."""
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


def _tidied(shape: Shape, path: str, value: str) -> str:
    try:
        return _checked(shape, value)
    except BadValue as bad:
        raise HtsspError(error(path, f"{shape.label}: {bad.what}", bad.remedy)) from None


def _checked(shape: Shape, value: str) -> str:
    lines = value.replace("\r\n", "\n").replace("\r", "\n")  # a break is a break everywhere
    kept = tidy(shape.kind, lines, shape.choices)
    return tidy_phone(kept) if shape.kind == "phone" else kept


def _no_path(district: District, path: str) -> Problem:
    near = nearest(district.opened.shape, path)
    return error(path, "The questionnaire has no such answer.", near or "See `htssp pack show`.")


def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def _opened(folder: Path) -> District:
    """The district. Raises HtsspError where its file cannot be read as a whole: an answer might
    then be taken for missing that is there."""
    district = open_district(folder)
    if district.problems:
        raise HtsspError(*district.problems)
    return district


def _save(district: District, text: str, now: datetime) -> None:
    workspace = district.workspace
    with writing(workspace):
        save(workspace, workspace.answers, text, district.loaded, now=now)
