"""The state of one line of the checklist: its fields, what each may hold, and what a status has to
say beside itself."""

from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Literal, NamedTuple, get_args

from htssp_builder.interview.values import BadValue, check_characters, tidy

FORMAT = "1"

Status = Literal["not-started", "in-progress", "done", "blocked", "not-applicable"]
STATUSES: tuple[Status, ...] = get_args(Status)

OVER: frozenset[Status] = frozenset({"done", "not-applicable"})
"""A line with one of these asks nothing more of anybody."""

NEEDS = {
    "done": (
        ("on", "the day it was done", "on: 2026-10-12"),
        ("evidence", "what proves it", "evidence: Board minute of October 11"),
    ),
    "blocked": (("waits_for", "what it waits for", "waits_for: the county's signature"),),
    "not-applicable": (("reason", "why it does not apply", "reason: we have no buses"),),
}
"""What a status has to say beside itself: field, in words, and an example."""

DATES = ("on", "due")
_OTHER_WORDS = {
    "complete": "done", "completed": "done", "finished": "done", "yes": "done",
    "started": "in-progress", "ongoing": "in-progress", "working": "in-progress",
    "open": "not-started", "todo": "not-started", "to-do": "not-started", "no": "not-started",
    "waiting": "blocked", "stuck": "blocked", "n/a": "not-applicable", "na": "not-applicable",
    "none": "not-applicable",
}  # fmt: skip


class Mark(NamedTuple):
    """The state of one line. Texts are as typed, "" where there is none.

    on: the day it was done. owner: path of a person ("committee.nasser", "roles.coordinator") or
    a name. due: the day that stands in place of the schedule's, and due_reason why. waits_for:
    what a blocked line waits for. reason: why a line does not apply. line: in the file, 0 for a
    line of the checklist that nobody has touched.
    """

    status: Status = "not-started"
    on: date | None = None
    evidence: str = ""
    owner: str = ""
    due: date | None = None
    due_reason: str = ""
    notes: str = ""
    waits_for: str = ""
    reason: str = ""
    line: int = 0


FIELDS = Mark._fields[:-1]
"""What can be said of a line, by the names that stand in the file."""

UNTOUCHED = Mark()


class Change(NamedTuple):
    """One change that was made: `field` of `item` went from `old` to `new`, all as written.

    when: UTC, "2026-10-12T14:03:00Z". A change without a field is a note alone.
    """

    when: str
    who: str
    item: str
    field: str = ""
    old: str = ""
    new: str = ""
    note: str = ""


HISTORY_KEYS = ("when", "who", "item", "field", "from", "to", "note")
"""The parts of a change in the file, in the order of `Change`."""


def canonical_status(text: str) -> str:
    """A status in its own spelling: "In progress" -> "in-progress"; any other text as it is."""
    word = "-".join(text.strip().lower().replace("_", " ").replace("-", " ").split())
    return word if word in STATUSES else text


def check_field(field: str, text: str) -> str:
    """The form of a value to keep. Raises BadValue where it is wrong. field: one of FIELDS."""
    check_characters(text)
    if field == "status":
        status = canonical_status(text)
        if status not in STATUSES:
            raise BadValue(f"'{text}' is not a status.", _meant_status(text))
        return status
    return tidy("date", text) if field in DATES and text else text


def lacking(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a line with these values has yet to say, in words, each with an example."""
    for field, words, example in NEEDS.get(values.get("status", ""), ()):
        if not values.get(field, "").strip():
            yield words, example


def _meant_status(text: str) -> str:
    word = text.strip().lower()
    near = _OTHER_WORDS.get(word) or next(iter(get_close_matches(word, STATUSES, 1)), "")
    asked = f"Did you mean '{near}'? " if near else ""
    return f"{asked}Choose one of: {', '.join(STATUSES)}."
