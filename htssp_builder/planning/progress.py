"""What the committee did to each line of the checklist, as progress.yaml says it, and every
mistake in it with its line.

A mark is judged when it is read and not when it is written alone: people edit the file by hand.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Any, NamedTuple

from htssp_builder.interview.values import BadValue, read_date
from htssp_builder.planning.progress_marks import (
    DATES,
    FIELDS,
    FORMAT,
    HISTORY_KEYS,
    UNTOUCHED,
    Change,
    Mark,
    check_field,
    lacking,
)
from htssp_builder.problems import Problem, error
from htssp_builder.yamlfile.nodes import Mapping as Entries
from htssp_builder.yamlfile.nodes import Node, Scalar, Sequence
from htssp_builder.yamlfile.read import read

PROGRESS = "progress.yaml"
MOST = 50
"""Mistakes of one reading for which it is asked what was meant."""

_HEAD = ("format", "items", "history")


class Progress(NamedTuple):
    """marks: by line id ("A1", "A3.lincoln"), only those that the file names and the plan knows.
    history: oldest first, as in the file."""

    marks: dict[str, Mark]
    history: tuple[Change, ...]
    problems: tuple[Problem, ...]

    def mark(self, line_id: str) -> Mark:
        """The state of a line, also of one that nobody has touched."""
        return self.marks.get(line_id, UNTOUCHED)


def read_progress(
    text: str,
    known: Collection[str],
    people: Mapping[str, str] | None = None,
    *,
    name: str = PROGRESS,
) -> Progress:
    """What a progress file says; an empty text is a committee that has not begun.

    known: ids of the lines of this district's checklist. people: path -> name, "" for a person
    who is not to be named in a message; None where it is not known who there is.
    name: of the file, for the places of the problems.
    """
    root, problems = read(text, name)
    reader = _Reader(known, people, name)
    wrong = format_problem(root, name)
    if wrong is not None:
        return Progress({}, (), (*problems, wrong))
    marks = dict(reader.items(root.entries.get("items")))
    history = tuple(reader.history(root.entries.get("history")))
    found = [*problems, *reader.head(root), *reader.problems]
    return Progress(marks, history, tuple(sorted(found, key=_line)))


def format_problem(root: Entries, name: str) -> Problem | None:
    """What is wrong with a file that states another format than this version knows."""
    node = root.entries.get("format", Scalar(FORMAT, 1, False))
    if isinstance(node, Scalar) and node.text == FORMAT:
        return None
    said = f"format {node.text}" if isinstance(node, Scalar) else "a format that is no number"
    return error(
        f"{name}:{node.line}",
        f"The file is written in {said}; this version of htssp knows format {FORMAT}.",
        f"Write: format: {FORMAT}, or install the current version of htssp-builder.",
    )


def _line(problem: Problem) -> int:
    number = problem.where.rpartition(":")[2]
    return int(number) if number.isdigit() else 0


class _Reader:
    """Walks the nodes of one file; `problems` collects what is wrong on the way."""

    def __init__(self, known: Collection[str], people: Mapping[str, str] | None, name: str) -> None:
        self.known, self.people, self.name = frozenset(known), people, name
        self.order = sorted(known)  # the same guess every time
        self.problems: list[Problem] = []
        self._asked = 0

    def _near(self, typed: str, among: Iterable[str], likeness: float = 0.6) -> list[str]:
        """What was probably meant. Looked for a few times only: a file in which every line is
        wrong is better opened than guessed at, and each guess takes milliseconds."""
        self._asked += 1
        return get_close_matches(typed, list(among), 1, likeness) if self._asked <= MOST else []

    def _wrong(self, line: int, what: str, remedy: str) -> None:
        self.problems.append(error(f"{self.name}:{line}", what, remedy))

    def head(self, root: Entries) -> Iterator[Problem]:
        for key in root.entries:
            if key not in _HEAD:
                near = self._near(key, _HEAD)
                remedy = f"Did you mean '{near[0]}'?" if near else "Remove it."
                where = f"{self.name}:{root.lines[key]}"
                yield error(where, f"The file has no part '{key}'.", remedy)

    # -- marks ----------------------------------------------------------------------------------

    def items(self, node: Node | None) -> Iterator[tuple[str, Mark]]:
        if node is None or _empty(node):
            return
        if not isinstance(node, Entries):
            self._wrong(node.line, "The items are not named.", "Write below it: A1: {status: ...}.")
            return
        for key, item in node.entries.items():
            if key not in self.known:
                self._unknown_item(key, node.lines[key])
            elif isinstance(item, Entries):
                yield key, self._mark(key, item, node.lines[key])
            elif not _empty(item):
                self._wrong(
                    item.line,
                    f"{key} is one value, but its parts are expected.",
                    f"Write it like {key}: {{status: in-progress}}.",
                )

    def _unknown_item(self, key: str, line: int) -> None:
        stem, _, rest = key.partition(".")
        campuses = [one for one in self.order if one.startswith(f"{stem}.")]
        if campuses and rest and not self._near(key, campuses, 0.75):
            # The campus may be closed by now: what was done there stays on record.
            what = f"The checklist has no line '{key}': there is no such campus any more."
            remedy = "Keep it for the record or remove it; the campus ids are in district.yaml."
            self.problems.append(Problem("warning", f"{self.name}:{line}", what, remedy))
            return
        near = self._near(key, self.order) or [
            one for one in self.order if one.lower() == key.lower()
        ]
        remedy = f"Did you mean '{near[0]}'?" if near else "Remove it, or see `htssp plan`."
        if campuses and not rest:
            remedy = f"Name the campus, like {min(campuses)}."
        self._wrong(line, f"The checklist has no line '{key}'.", remedy)

    def _mark(self, key: str, item: Entries, line: int) -> Mark:
        values: dict[str, str] = {}
        for field, node in item.entries.items():
            if field not in FIELDS:
                near = self._near(field, FIELDS)
                remedy = f"Did you mean '{near[0]}'?" if near else f"Use: {', '.join(FIELDS)}."
                self._wrong(item.lines[field], f"{key} has no '{field}'.", remedy)
            elif not isinstance(node, Scalar):
                self._wrong(
                    node.line, f"{key}, {field}: one value is expected.", "Write it on one line."
                )
            elif node.text.strip():
                self._value(key, field, node, values)
        for words, example in lacking(values):
            self._wrong(
                line, f"{key} is {values['status']}, but it does not say {words}.",
                f"Add it, like {example}.",
            )  # fmt: skip
        return _made(values, line)

    def _value(self, key: str, field: str, node: Scalar, values: dict[str, str]) -> None:
        try:
            values[field] = check_field(field, node.text)
        except BadValue as bad:
            self._wrong(node.line, f"{key}, {field}: {bad}", bad.remedy)
            return
        if field == "owner" and self.people is not None:
            self._owner(key, node, self.people)

    def _owner(self, key: str, node: Scalar, people: Mapping[str, str]) -> None:
        """A path must lead to somebody; a name that is almost a known one is most likely it."""
        typed = node.text.strip()
        if typed in people or f"committee.{typed}" in people:
            return
        where = f"{self.name}:{node.line}"
        shown = {name: path for path, name in people.items() if name}
        if typed.startswith(("committee.", "roles.")):
            near = self._near(typed, shown.values())
            remedy = f"Did you mean '{near[0]}'?" if near else "Write the person's name instead."
            self.problems.append(error(where, f"{key}: there is nobody at '{typed}'.", remedy))
        elif typed not in shown:
            for name in self._near(typed, shown, 0.8):
                what = f"{key}: the owner '{typed}' is almost the name of {name}."
                remedy = f"Write '{shown[name]}', so that the item follows the person."
                self.problems.append(Problem("warning", where, what, remedy))

    # -- history --------------------------------------------------------------------------------

    def history(self, node: Node | None) -> Iterator[Change]:
        if node is None or _empty(node):
            return
        if not isinstance(node, Sequence):
            self._wrong(node.line, "The history is not a list.", "Begin each entry with '- '.")
            return
        for entry in node.items:
            if isinstance(entry, Entries):
                yield self._change(entry)
            else:
                self._wrong(
                    entry.line, "This entry of the history has no parts.",
                    "Take back the last edit of it; `htssp restore` has earlier versions.",
                )  # fmt: skip

    def _change(self, entry: Entries) -> Change:
        parts = {k: v.text for k, v in entry.entries.items() if isinstance(v, Scalar)}
        if _moment(parts.get("when", "")) is None:
            self._wrong(
                entry.line, "This entry of the history does not say when.",
                "Write it like when: 2026-10-12T14:03:00Z.",
            )  # fmt: skip
        for part in ("who", "item"):
            if not parts.get(part, "").strip():
                self._wrong(
                    entry.line, f"This entry of the history does not say {part}.",
                    f"Add it, like {part}: {'Farah Nasser' if part == 'who' else 'A1'}.",
                )  # fmt: skip
        return Change(*(parts.get(key, "") for key in HISTORY_KEYS))


def _empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _made(values: Mapping[str, str], line: int) -> Mark:
    parts: dict[str, Any] = {**values, "line": line}
    for field in DATES:
        parts[field] = read_date(values.get(field, ""))
    return Mark(**parts)
