"""A table from a file, laid over the records that a district has: what would be new, what would
change, and what is wrong. Nothing is taken away: an empty cell leaves the answer as it is.
"""

from collections.abc import Sequence
from typing import NamedTuple

from htssp_builder.interview.columns import Columns, Header, header_problems
from htssp_builder.interview.outcome import MergedRow, Outcome, Path
from htssp_builder.interview.shapes import Shape
from htssp_builder.interview.targets import TableRow, Targets
from htssp_builder.problems import Problem, error
from htssp_builder.yamlfile.nodes import Data, Node


class Merge(NamedTuple):
    """What a table would do. problems: errors stop it, warnings are to be looked at.

    unchanged: how many records the table names and leaves as they are.
    values: record id -> (steps, value) pairs to write. added: whole new records.
    """

    headers: tuple[Header, ...]
    new: tuple[MergedRow, ...]
    changed: tuple[MergedRow, ...]
    unchanged: int
    problems: tuple[Problem, ...]
    values: dict[str, list[tuple[Path, Data]]]
    added: list[dict[str, Data]]


def merge(table: Shape, node: Node | None, rows: Sequence[TableRow], where: str) -> Merge:
    """What the rows, the first of which names the columns, would do to a table of records.

    table: the shape of the records. node: those that are there. where: the file, for messages.
    With an error among the problems nothing is new or changed.
    """
    record = table.parts["*"]
    columns = Columns(record)
    headers, problems = _headers(rows, columns, where)
    if problems:
        return Merge(headers, (), (), 0, tuple(problems), {}, [])
    targets = Targets(record, columns, headers, node, where)
    targets.read(rows[1:])
    made = Outcome(record, columns, targets, where)
    problems = [*targets.problems, *made.problems]
    if any(problem.severity == "error" for problem in problems):
        return Merge(headers, (), (), 0, tuple(problems), {}, [])
    unchanged = sum(target.node is not None for target in targets.found.values())
    return Merge(
        headers, tuple(made.new), tuple(made.changed), unchanged - len(made.changed),
        tuple(problems), made.values, made.added,
    )  # fmt: skip


def _headers(
    rows: Sequence[TableRow], columns: Columns, where: str
) -> tuple[tuple[Header, ...], list[Problem]]:
    if not rows:
        wanted = f"Write the names of the columns into its first row: {columns.some()}"
        return (), [error(where, "The table is empty.", wanted)]
    used = {n for row in rows[1:] for n, cell in enumerate(row.cells, 1) if cell.strip()}
    headers = _named(rows[0], columns, used)
    problems = header_problems(headers, columns, used, where)
    if problems and len(problems) == len(headers):
        later = _later_header(rows, columns, len(problems))
        if later:
            what = f"The names of the columns seem to stand in row {later}, not in row 1."
            problems = [error(where, what, "Delete the rows above them.")]
    return headers, problems


def _named(row: TableRow, columns: Columns, used: set[int]) -> tuple[Header, ...]:
    width = max([n for n, cell in enumerate(row.cells, 1) if cell.strip()] + list(used))
    texts = [cell.strip() for cell in row.cells] + [""] * width
    named = (columns.header(texts[n - 1], n) for n in range(1, width + 1))
    return tuple(header for header in named if header.text or header.number in used)


def _later_header(rows: Sequence[TableRow], columns: Columns, wrong: int) -> int:
    """The row that names the columns, where a title stands above it; 0 for none."""
    for row in rows[1:10]:
        headers = [columns.header(cell, n) for n, cell in enumerate(row.cells, 1) if cell.strip()]
        if len(headers) > 1 and all(header.path for header in headers):
            return row.number
    return 0
