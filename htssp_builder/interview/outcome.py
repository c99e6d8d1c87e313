"""What a table would make of the records: which are new, which change, and where to write it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from htssp_builder.interview.answers import unknown
from htssp_builder.interview.columns import Columns
from htssp_builder.interview.matching import identity_of, naming_columns, one_spelling
from htssp_builder.interview.shapes import Shape
from htssp_builder.interview.targets import Target, Targets, text_at, tidied
from htssp_builder.interview.values import BadValue, show
from htssp_builder.problems import Problem, error
from htssp_builder.yamlfile.nodes import Data, Node, Scalar
from htssp_builder.yamlfile.nodes import Mapping as Entries

Path = tuple[str, ...]


class Change(NamedTuple):
    """One answer of a record. was, now: as printed; was is "" where there was none."""

    path: str
    label: str
    was: str
    now: str


class MergedRow(NamedTuple):
    """A record that the table adds or changes. number: of its first row in the file."""

    number: int
    id: str
    name: str
    changes: tuple[Change, ...]


class Outcome:
    """new, changed: the records, for people. values, added: the same, to be written.
    problems: what stands against it, and what must be looked at."""

    def __init__(self, record: Shape, columns: Columns, targets: Targets, where: str) -> None:
        self.record, self.columns, self.where = record, columns, where
        self.new: list[MergedRow] = []
        self.changed: list[MergedRow] = []
        self.values: dict[str, list[tuple[Path, Data]]] = {}
        self.added: list[dict[str, Data]] = []
        self.problems: list[Problem] = []
        self._item = record.label or "entry"
        for target in targets.found.values():
            self._take(target)
        self._refuse_doubles(targets)

    def _take(self, target: Target) -> None:
        changes = tuple(self._changes(target))
        row = MergedRow(target.number, target.id, self._name(target), changes)
        written = {change.path: target.cells[change.path] for change in changes}
        if target.node is None:
            self.new.append(row)
            self.added.append({"id": target.id, **_nested(written)})
        elif changes:
            self.changed.append(row)
            self.values[target.id] = list(_steps(target.node, written))
            self._warn_of_old_check(target, target.node, written)

    def _name(self, target: Target) -> str:
        main = naming_columns(self.record)[0]
        return target.cells.get(main) or text_at(target.node, main) or target.id

    def _changes(self, target: Target) -> Iterator[Change]:
        for column, text in target.cells.items():
            leaf = self.columns.leaves[column]
            was = text_at(target.node, column)
            if was == text or _same(leaf, was, text) or self._same_name(target, column, was):
                continue
            if not self._has_room(target, column):
                continue
            now = show(leaf.kind, text, leaf.choices)
            yield Change(column, leaf.label, show(leaf.kind, was, leaf.choices), now)

    def _same_name(self, target: Target, column: str, was: str) -> bool:
        """A list in capitals found the record by its name; it is not meant to rename it."""
        names = (*naming_columns(self.record), next(iter(self.record.parts)))
        same = column in names and one_spelling(was) == one_spelling(target.cells[column])
        return same and not target.by_id

    def _has_room(self, target: Target, column: str) -> bool:
        """A part cannot be written where the file holds one value for the whole."""
        node: Node | None = target.node
        for step in column.split(".")[:-1]:
            node = node.entries.get(step) if isinstance(node, Entries) else None
            if node is not None and not _roomy(node):
                self.problems.append(
                    error(
                        f"{self.where}, row {target.number}",
                        f"In the answers file '{step}' of '{target.id}' is one value, "
                        "where parts are expected.",
                        "Correct the answers file first.",
                    )
                )
                return False
        return True

    def _warn_of_old_check(self, target: Target, node: Entries, written: Mapping[str, str]) -> None:
        """Whoever called the old number did not call the new one."""
        for column in written:
            above = column.rpartition(".")[0]
            verified = f"{above}.verified" if above else "verified"
            on = text_at(node, f"{verified}.on")
            if (
                self.columns.leaves[column].kind == "phone"
                and on
                and f"{verified}.on" not in written
            ):
                by = text_at(node, f"{verified}.by") or "somebody"
                self.problems.append(
                    Problem(
                        "warning",
                        f"{self.where}, row {target.number}",
                        f"{self._name(target)}: '{self.columns.label(column)}' changes, but it was "
                        f"the old number that {by} checked on {show('date', on)}.",
                        "Call the new number, and correct who checked it and when.",
                    )
                )

    def _refuse_doubles(self, targets: Targets) -> None:
        """No two records may become one by the table: a rename can do that, too."""
        before = {e.id: e.identity.key for e in targets.existing if e.identity}
        met = {key: ident for ident, key in before.items() if ident not in targets.found}
        for target in targets.found.values():
            identity = identity_of(self.record, targets.naming(target))
            other = met.setdefault(identity.key, target.id)
            if identity and other != target.id and before.get(target.id) != identity.key:
                self.problems.append(
                    error(
                        f"{self.where}, row {target.number}",
                        f"'{target.id}' and '{other}' would be the same {self._item}.",
                        "Correct the name or the id, so that each stands once.",
                    )
                )


def _same(leaf: Shape, was: str, now: str) -> bool:
    """Whether two ways of writing are one answer: "530-555-0142" and "(530) 555-0142"."""
    if not was.strip():
        return False
    try:
        return tidied(leaf, was.strip()) == now
    except BadValue:
        return False


def _roomy(node: Node) -> bool:
    return isinstance(node, Entries) or (isinstance(node, Scalar) and not node.text)


def _nested(cells: Mapping[str, str]) -> dict[str, Data]:
    tree: dict[str, Data] = {}
    for column, text in cells.items():
        here = tree
        *above, last = column.split(".")
        for step in above:
            inner = here.setdefault(step, {})
            here = inner if isinstance(inner, dict) else {}
        here[last] = text
    return tree


def _steps(node: Entries, written: Mapping[str, str]) -> Iterator[tuple[Path, Data]]:
    """Where to write what. A whole that was "not known yet" gives way to the parts that are."""
    instead: dict[Path, dict[str, str]] = {}
    for column, text in written.items():
        steps = tuple(column.split("."))
        covered = _unknown_above(node, steps)
        if covered:
            rest = ".".join(steps[len(covered) :])
            instead.setdefault(covered, {})[rest] = text
        else:
            yield steps, text
    for covered, cells in instead.items():
        yield covered, _nested(cells)


def _unknown_above(node: Entries, steps: Path) -> Path:
    """The whole, of which this is a part, that is "not known yet"; () for none."""
    here: Node | None = node
    for depth, step in enumerate(steps[:-1], 1):
        here = here.entries.get(step) if isinstance(here, Entries) else None
        if unknown(here):
            return steps[:depth]
    return ()
