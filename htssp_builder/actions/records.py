"""Records out of a table that people keep in a spreadsheet: looked at first, then taken in.

Nothing is printed or asked here. A table that is taken in twice changes nothing the second time.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from htssp_builder.actions.district import ANSWERS, District, open_district
from htssp_builder.actions.table_file import TableFile, read_table
from htssp_builder.interview.answers import nearest, unknown
from htssp_builder.interview.columns import Header, bare
from htssp_builder.interview.merge import Merge, merge
from htssp_builder.interview.outcome import MergedRow
from htssp_builder.interview.shapes import Shape, find_shape
from htssp_builder.problems import HtsspError, Problem, error
from htssp_builder.workspace.lock import writing
from htssp_builder.workspace.textfiles import save
from htssp_builder.yamlfile.edit import change_records, set_value
from htssp_builder.yamlfile.nodes import Mapping, Node, Scalar, Sequence

SHOWN = 20
"""Records and problems that a preview prints before it only counts."""


class Preview(NamedTuple):
    """What a table does to the records at `path`, or would do.

    label: of the table. headers: the names above the columns and what each means.
    new, changed: the records concerned, in the order of the file. unchanged: how many records
    the table names and leaves as they are. notes: how the file was read. problems: an error
    stops everything; a warning is to be looked at.
    """

    path: str
    label: str
    headers: tuple[Header, ...]
    new: tuple[MergedRow, ...]
    changed: tuple[MergedRow, ...]
    unchanged: int
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems because of which nothing is taken."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    def lines(self, most: int = SHOWN) -> Iterator[str]:
        """The preview for people, with at most so many records and problems of each sort."""
        yield from self.notes
        yield from _few([problem.sentence() for problem in self.problems], most, "problems")
        if self.errors:
            yield "Nothing is taken from this file until that is mended."
            return
        columns = ", ".join(f"{h.text} → {h.path}" for h in self.headers if not _is_plain(h))
        if columns:
            yield f"Columns: {columns}."
        yield from _few([_new(row) for row in self.new], most, "new ones")
        yield from _few([_told(row) for row in self.changed], most, "changed ones")
        yield (
            f"{self.label}: {len(self.new)} new, {len(self.changed)} changed, "
            f"{self.unchanged} unchanged."
        )


def _few(lines: list[str], most: int, what: str) -> Iterator[str]:
    yield from lines[:most]
    if len(lines) > most:
        yield f"... and {len(lines) - most} more {what}."


def _is_plain(header: Header) -> bool:
    """Whether a column is named so that nobody need be told what was understood."""
    return bare(header.text) in (bare(header.path), bare(header.label))


def _new(row: MergedRow) -> str:
    """With every value, so that a column under a wrong name is seen before it is taken in."""
    values = "; ".join(f"{c.label}: {c.now}" for c in row.changes if c.now != row.name)
    return f"New: {row.name} ({row.id}){': ' if values else ''}{values}"


def _told(row: MergedRow) -> str:
    changes = "; ".join(
        f"{c.label}: {c.was} → {c.now}" if c.was else f"{c.label}: {c.now}" for c in row.changes
    )
    return f"Changed: {row.name} ({row.id}): {changes}"


def preview(folder: Path, path: str, file: Path) -> Preview:
    """What a CSV or XLSX file would do to the records at `path` ("campuses"); nothing is saved.

    Raises HtsspError where the path is no table, or the file or the answers cannot be read.
    """
    return _read(folder, path, file)[1]


def take_in(
    folder: Path, path: str, file: Path, *, now: datetime, seen: Preview | None = None
) -> Preview:
    """Take the records of a CSV or XLSX file in; gives what was done.

    seen: the preview that somebody agreed to; where the file or the answers have changed since,
    nothing is taken. now: stamps the backup. Raises HtsspError with every error of the table,
    and then nothing is changed.
    """
    district, found, merged = _read(folder, path, file)
    if found.errors:
        raise HtsspError(*found.errors)
    if seen is not None and seen != found:
        raise HtsspError(
            error(file.name, "The table or the answers changed since you looked.", "Look again.")
        )
    text = _written(district, path, merged)
    if text != district.loaded.text:
        workspace = district.workspace
        with writing(workspace):
            save(workspace, workspace.answers, text, district.loaded, now=now)
    return found


def _read(folder: Path, path: str, file: Path) -> tuple[District, Preview, Merge]:
    district = open_district(folder)
    if district.problems:
        raise HtsspError(*district.problems)
    table = _table(district, path)
    node = _records(district, path)
    read = read_table(file)
    merged = merge(table, node, read.rows, file.name)
    problems = (*read.problems, *_wrong_dates(read, table, merged.headers, file), *merged.problems)
    stopped = any(problem.severity == "error" for problem in problems)
    found = Preview(
        path, table.label, merged.headers,
        () if stopped else merged.new, () if stopped else merged.changed,
        0 if stopped else merged.unchanged, read.notes, problems,
    )  # fmt: skip
    return district, found, merged


def _table(district: District, path: str) -> Shape:
    shape = find_shape(district.opened.shape, path)
    if shape is not None and shape.kind == "records":
        return shape
    tables = [q.id for q in district.opened.pack.questions() if q.type == "records"]
    what = "It is not a table." if shape else "The questionnaire has no such table."
    near = "" if shape else nearest(district.opened.shape, path)
    raise HtsspError(error(path, what, near or f"Tables: {', '.join(tables)}."))


def _records(district: District, path: str) -> Node | None:
    """The records that are there. Raises HtsspError where something else stands in their place."""
    node = district.answers.node(path)
    empty = node is None or (isinstance(node, Scalar) and not node.text)
    if not (empty or isinstance(node, Sequence) or unknown(node) or node == _nothing(node)):
        line = f"{ANSWERS}:{node.line}" if node is not None else ANSWERS
        raise HtsspError(
            error(line, f"{path} is not a list of records.", "Correct the answers file first.")
        )
    return node


def _nothing(node: Node | None) -> Mapping:
    return Mapping({}, {}, node.line if node is not None else 1)


def _wrong_dates(
    read: TableFile, table: Shape, headers: tuple[Header, ...], file: Path
) -> Iterator[Problem]:
    """Excel makes a date of "7-3"; where no date is asked, what was typed is lost."""
    if not read.dates:
        return
    record = table.parts["*"]
    kinds = {h.number: find_shape(record, h.path) for h in headers if h.path}
    texts = {row.number: row.cells for row in read.rows}
    for row, column in sorted(read.dates):
        shape = kinds.get(column)
        if shape is not None and shape.kind != "date":
            yield error(
                f"{file.name}, row {row}, column {shape.label}",
                f"The spreadsheet has made a date of it ({texts[row][column - 1]}).",
                "Format the column as text and type it again.",
            )


def _written(district: District, path: str, merged: Merge) -> str:
    """The answers file with the records in it."""
    text, steps = district.loaded.text, tuple(path.split("."))
    if not isinstance(district.answers.node(path), Sequence) and merged.added:
        return set_value(text, steps, merged.added, name=ANSWERS)
    return change_records(text, steps, merged.values, merged.added, name=ANSWERS)
