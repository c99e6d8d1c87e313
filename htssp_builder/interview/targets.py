"""The rows of a table, read cell by cell, and the record that each of them is about."""

from collections.abc import Sequence
from typing import NamedTuple

from htssp_builder.interview.answers import RECORD_ID, make_record_id, record_id
from htssp_builder.interview.columns import ID, Columns, Header, named_column
from htssp_builder.interview.matching import (
    Existing,
    Identity,
    Register,
    identity_of,
    naming_columns,
)
from htssp_builder.interview.shapes import Shape, find_shape
from htssp_builder.interview.values import BadValue, tidy, tidy_phone
from htssp_builder.problems import Problem, error
from htssp_builder.yamlfile.nodes import Mapping, Node, Scalar
from htssp_builder.yamlfile.nodes import Sequence as Items


class TableRow(NamedTuple):
    """A row as it stands in the file. number: from 1, as a spreadsheet counts. cells: text."""

    number: int
    cells: list[str]


class _Row(NamedTuple):
    """A row, read. cells: column -> tidy text of what is not empty. ident: the id it states."""

    number: int
    ident: str
    cells: dict[str, str]
    identity: Identity


class Target:
    """One record to be, from all the rows that speak of it. node: None for a new one.
    by_id: a row states its id, so that what it says of the name is meant as typed."""

    def __init__(self, number: int, ident: str, node: Mapping | None) -> None:
        self.number, self.id, self.node = number, ident, node
        self.cells: dict[str, str] = {}
        self.said_in: dict[str, int] = {}
        self.by_id = False


class Targets:
    """found: the records that the rows speak of, by id. problems: what is wrong with the rows."""

    def __init__(
        self,
        record: Shape,
        columns: Columns,
        headers: tuple[Header, ...],
        node: Node | None,
        where: str,
    ) -> None:
        self.record, self.columns, self.headers, self.where = record, columns, headers, where
        self.problems: list[Problem] = []
        self.found: dict[str, Target] = {}
        items = node.items if isinstance(node, Items) else []
        self.nodes = [item for item in items if isinstance(item, Mapping)]
        self.existing = [
            Existing(record_id(item), identity_of(record, naming_cells(item, record)), place)
            for place, item in enumerate(self.nodes)
        ]
        self._register = Register(self.existing)
        self._taken = {record.id for record in self.existing}
        self._new_ids: dict[tuple[str, ...], str] = {}
        self._named: list[tuple[_Row, Target]] = []
        self._item = record.label or "entry"

    def read(self, rows: Sequence[TableRow]) -> None:
        """Take in the rows below the names of the columns."""
        for row in rows:
            read = self._read(row)
            target = self._target(read) if read.cells or read.ident else None
            if target is not None:
                self._lay(read, target)
                if not read.ident:
                    self._named.append((read, target))
        self._refuse_vague()

    def _refuse_vague(self) -> None:
        """Each row must find the same record again when the table is taken in: a row that says
        little may mean an old record, or one that another row has only just added."""
        after = Register(
            [
                Existing(target.id, identity_of(self.record, self.naming(target)), 0)
                for target in self.found.values()
            ]
            + [record for record in self.existing if record.id not in self.found]
        )
        for row, target in self._named:
            found = after.find(row.identity)
            if found.match is None or found.match.id != target.id:
                other = found.match.id if found.match else ""
                self._ambiguous(row, found.several or (target.id, other))

    def naming(self, target: Target) -> dict[str, str]:
        """What tells a record apart once the rows are laid over it."""
        return {**naming_cells(target.node, self.record), **target.cells}

    def _wrong(self, number: int, what: str, remedy: str, header: Header | None = None) -> None:
        place = f"{self.where}, row {number}"
        place = f"{place}, {named_column(header)}" if header else place
        self.problems.append(error(place, what, remedy))

    def _read(self, row: TableRow) -> _Row:
        ident, cells = "", {}
        for header in self.headers:
            text = row.cells[header.number - 1] if header.number <= len(row.cells) else ""
            if not text.strip():
                continue
            if header.path == ID:
                ident = text.strip()
            else:
                cells[header.path] = self._tidied(row.number, header, text.strip())
        return _Row(row.number, ident, cells, identity_of(self.record, cells))

    def _tidied(self, number: int, header: Header, text: str) -> str:
        leaf = self.columns.leaves[header.path]
        try:
            return tidied(leaf, text.replace("\r\n", "\n").replace("\r", "\n"))
        except BadValue as bad:
            self._wrong(number, bad.what, bad.remedy, header)
            return text

    def _target(self, row: _Row) -> Target | None:
        found = self._register.find(row.identity)
        if row.ident:
            return self._by_id(row, found.match)
        if found.match is not None:
            return self._there(row, found.match)
        if not found.several:
            return self._new(row)
        self._ambiguous(row, found.several)
        return None

    def _by_id(self, row: _Row, same: Existing | None) -> Target | None:
        known = self._register.by_id.get(row.ident)
        if known is not None:
            return self._there(row, known)
        if same is not None:
            self._wrong(
                row.number,
                f"There is no '{row.ident}', but this {self._item} is there as '{same.id}'.",
                f"Write the id {same.id}, or delete the column with the ids.",
            )
            return None
        if not RECORD_ID.fullmatch(row.ident):
            self._wrong(
                row.number,
                f"'{row.ident}' cannot be an id.",
                "Use small letters, digits and '-', at most 28, or leave the cell empty.",
            )
            return None
        return self._new(row)

    def _there(self, row: _Row, match: Existing) -> Target | None:
        if not match.id:
            self._wrong(
                row.number,
                f"This {self._item} is there already, but has no id in the answers file.",
                "Give it one there, such as 'id: "
                f"{make_record_id(match.identity.main, self._taken)}', and try again.",
            )
            return None
        return self._kept(row, match.id, self.nodes[match.place])

    def _kept(self, row: _Row, ident: str, node: Mapping | None) -> Target:
        return self.found.setdefault(ident, Target(row.number, ident, node))

    def _new(self, row: _Row) -> Target | None:
        main = naming_columns(self.record)[0]
        if not row.identity:
            self._wrong(
                row.number,
                f"The row has no '{self.columns.label(main)}': "
                f"nobody can tell which {self._item} it is.",
                "Fill it in, or delete the row.",
            )
            return None
        ident = row.ident or self._new_ids.get(row.identity.key, "")
        if not ident:
            name = row.cells.get(main) or row.identity.spare
            ident = make_record_id(name, self._taken)
        self._taken.add(ident)
        self._new_ids.setdefault(row.identity.key, ident)
        return self._kept(row, ident, None)

    def _ambiguous(self, row: _Row, ids: tuple[str, ...]) -> None:
        more = [c for c in naming_columns(self.record)[1:] if not row.cells.get(c)]
        words = " and ".join(f"'{self.columns.label(column)}'" for column in more)
        self._wrong(
            row.number,
            f"It may be any of these: {', '.join(ident or '(no id)' for ident in ids)}.",
            f"{f'Fill in {words}, or add' if more else 'Add'} a column named id that says "
            "which one is meant.",
        )

    def _lay(self, row: _Row, target: Target) -> None:
        """A row over its record; two rows that disagree are nobody's to decide between."""
        target.by_id = target.by_id or bool(row.ident)
        for column, text in row.cells.items():
            there = target.cells.setdefault(column, text)
            first = target.said_in.setdefault(column, row.number)
            if there != text:
                self._wrong(
                    row.number,
                    f"It is the same {self._item} as row {first}, "
                    f"which says '{there}' where this one says '{text}'.",
                    "Keep the right row, or make the names tell the two apart.",
                    next(header for header in self.headers if header.path == column),
                )


def tidied(leaf: Shape, text: str) -> str:
    """The form of an answer to keep. Raises BadValue where it is wrong."""
    kept = tidy(leaf.kind, text, leaf.choices)
    return tidy_phone(kept) if leaf.kind == "phone" else kept


def text_at(node: Node | None, path: str) -> str:
    """What stands at a column, a list of choices as people type it; "" for nothing."""
    for step in path.split("."):
        node = node.entries.get(step) if isinstance(node, Mapping) else None
    if isinstance(node, Items):
        return ", ".join(item.text for item in node.items if isinstance(item, Scalar))
    return node.text if isinstance(node, Scalar) else ""


def naming_cells(node: Node | None, record: Shape) -> dict[str, str]:
    """The answers that tell a record apart, as they were typed."""
    names = (*naming_columns(record), next(iter(record.parts)))
    return {name: text_at(node, name) for name in names if find_shape(record, name) is not None}
