"""One answer given or shown, through the same checks as every other door."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from htssp_builder.actions.change import (
    Change,
    Shown,
    add,
    give,
    known_records,
    leave_open,
    no_path,
    take_out,
)
from htssp_builder.actions.confirmed import left_unconfirmed
from htssp_builder.actions.district import District, open_district
from htssp_builder.document.dates import show_date
from htssp_builder.interview.answers import record_id, unknown
from htssp_builder.interview.shapes import Shape, find_shape, leaves
from htssp_builder.interview.values import read_date, show
from htssp_builder.problems import HtsspError
from htssp_builder.workspace.lock import writing
from htssp_builder.workspace.textfiles import save
from htssp_builder.yamlfile.nodes import Sequence


def set_answer(folder: Path, path: str, value: str, *, now: datetime) -> Shown:
    """Give one answer (a leaf of the questionnaire). Raises HtsspError where it cannot be."""
    return change_answer(folder, path, value, now=now)[0]


def change_answer(folder: Path, path: str, value: str, *, now: datetime) -> tuple[Shown, str]:
    """The same, with a sentence where what somebody confirmed is another answer now, else ""."""
    district = _opened(folder)
    edit, shown = give(district, path, value)
    note = left_unconfirmed(district, path, shown.text)
    return _save(district, (edit, shown), now), note


def set_unknown(folder: Path, path: str, who: str, by: str, *, now: datetime) -> Shown:
    """Say that an answer is not known yet, who will find out, and by when."""
    district = _opened(folder)
    return _save(district, leave_open(district, path, who, by), now)


def clear_answer(folder: Path, path: str, *, now: datetime) -> Shown:
    """Take an answer, or a whole record, out of the file, with the comment above it."""
    district = _opened(folder)
    return _save(district, take_out(district, path), now)


def add_answer_record(
    folder: Path, path: str, values: Mapping[str, str], *, now: datetime
) -> Shown:
    """Add a record to a table of answers; its permanent id is made from its name.

    values: column (or "contact.name") -> text.
    """
    district = _opened(folder)
    return _save(district, add(district, path, values), now)


def get_answers(folder: Path, path: str) -> list[Shown]:
    """Every leaf at or under a path, as it would be printed. Raises HtsspError for a path
    that is none."""
    district = _opened(folder)
    shape = find_shape(district.opened.shape, path)
    if shape is None:
        raise HtsspError(no_path(district, path))
    known_records(district, path)
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


def _opened(folder: Path) -> District:
    """The district. Raises HtsspError where its file cannot be read as a whole: an answer might
    then be taken for missing that is there."""
    district = open_district(folder)
    if district.problems:
        raise HtsspError(*district.problems)
    return district


def _save(district: District, change: Change, now: datetime) -> Shown:
    edit, shown = change
    workspace = district.workspace
    text = edit.apply(district.loaded.text)
    with writing(workspace):
        save(workspace, workspace.answers, text, district.loaded, now=now)
    return shown
