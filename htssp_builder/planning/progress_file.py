"""Changes of progress.yaml: one line of the checklist, and what was done to it at the end of the
history. Every other byte stays, and no entry of the history is ever touched."""

from collections.abc import Mapping
from datetime import UTC, datetime

from htssp_builder.interview.values import BadValue
from htssp_builder.planning.progress import PROGRESS, format_problem
from htssp_builder.planning.progress_marks import (
    FIELDS,
    FORMAT,
    HISTORY_KEYS,
    Change,
    check_field,
    lacking,
)
from htssp_builder.problems import HtsspError, error
from htssp_builder.yamlfile import splice
from htssp_builder.yamlfile.edit import remove, set_value
from htssp_builder.yamlfile.layout import Layout
from htssp_builder.yamlfile.nodes import Mapping as Entries
from htssp_builder.yamlfile.nodes import Plain, Scalar, plain
from htssp_builder.yamlfile.read import read

_START = f"format: {FORMAT}\n"

_NOTHING = Scalar("", 1, False)

_ONLY_FOR = {"done": "on", "blocked": "waits_for", "not-applicable": "reason"}
"""What goes when its status does; the history still has it."""


def with_change(
    text: str,
    line_id: str,
    values: Mapping[str, str],
    *,
    who: str,
    when: datetime,
    note: str = "",
    name: str = PROGRESS,
) -> str:
    """The text of a progress file with new values for one line, each recorded in its history.

    values: field -> new value, "" to take it out; dates as ISO or M/D/YYYY. who: made the change.
    when: with its time zone. note: goes into the history only. Values that are there already
    change nothing. Raises HtsspError, with nothing changed, for a value that cannot be, a status
    that does not say what it must, and a file that cannot be read.
    """
    if when.tzinfo is None:
        raise ValueError("`when` has no time zone")
    if not who.strip():
        raise _refusal(line_id, "Nobody is named.", "Name who makes the change.")
    text = text if text.strip() else _START
    old = _values(text, line_id, name)
    new = _laid_over(old, _checked(line_id, values), line_id)
    moment = when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    changes = [
        Change(moment, who.strip(), line_id, field, old.get(field, ""), new.get(field, ""), note)
        for field in FIELDS
        if _canonical(field, old.get(field, "")) != _canonical(field, new.get(field, ""))
    ]
    if not changes and note.strip():
        changes = [Change(moment, who.strip(), line_id, note=note)]
    for change in changes:
        if change.field:
            text = _put(text, line_id, change, name)
    return _recorded(text, changes, name) if changes else text


def _checked(line_id: str, values: Mapping[str, str]) -> dict[str, str]:
    """The values in the form to keep."""
    kept: dict[str, str] = {}
    problems = []
    for field, value in values.items():
        if field not in FIELDS:
            problems.append(
                error(line_id, f"There is no field '{field}'.", f"Use: {', '.join(FIELDS)}.")
            )
            continue
        try:
            kept[field] = check_field(field, value.strip()) if value.strip() else ""
        except BadValue as bad:
            problems.append(error(f"{line_id}, {field}", str(bad), bad.remedy))
    if problems:
        raise HtsspError(*problems)
    return kept


def _laid_over(old: Mapping[str, str], given: Mapping[str, str], line_id: str) -> dict[str, str]:
    """The values after the change. Raises HtsspError where they do not say what they must."""
    new = {**old, **given}
    was, status = (_canonical("status", values.get("status", "")) for values in (old, new))
    only = _ONLY_FOR.get(was, "")
    if only and only not in given and status != was:
        new[only] = ""
    wanting = list(lacking({**new, "status": status}))
    if wanting:
        raise HtsspError(
            *(
                error(line_id, f"It is {status}, but it does not say {words}.",
                      f"Say it too, like {example}.")
                for words, example in wanting
            )
        )  # fmt: skip
    return new


def _values(text: str, line_id: str, name: str) -> dict[str, str]:
    """What stands at a line now. Raises HtsspError where the file or the line cannot be read."""
    root, problems = read(text, name)
    wrong = format_problem(root, name)
    if problems or wrong:
        raise HtsspError(*problems, *([wrong] if wrong else []))
    items = root.entries.get("items", _NOTHING)
    item = items.entries.get(line_id, _NOTHING) if isinstance(items, Entries) else items
    fields = item.entries if isinstance(item, Entries) else {}
    known = {key: node.text for key, node in fields.items() if isinstance(node, Scalar)}
    kept = {field: known[field] for field in FIELDS if field in known}
    if (item != _NOTHING and not isinstance(item, Entries) and plain(item)) or any(
        field in fields and field not in known for field in FIELDS
    ):
        raise _refusal(
            f"{name}:{item.line}", "Something else stands where the item's parts are expected.",
            f"Write it like {line_id}: {{status: in-progress}} and try again.",
        )  # fmt: skip
    return kept


def _canonical(field: str, text: str) -> str:
    """The form in which two ways of writing one value are the same."""
    try:
        return check_field(field, text.strip()) if text.strip() else ""
    except BadValue:
        return text


def _put(text: str, line_id: str, change: Change, name: str) -> str:
    path = ("items", line_id, change.field)
    if change.new:
        return set_value(text, path, change.new, name=name)
    return remove(text, path, name=name)


def _recorded(text: str, changes: list[Change], name: str) -> str:
    """The text with these entries at the end of the history."""
    entries: list[Plain] = [_entry(change) for change in changes]
    before = {key: plain(node) for key, node in read(text, name)[0].entries.items()}
    history = before.get("history", "")
    if not isinstance(history, list) or not history:
        if history:
            raise _refusal(name, "The history is not a list.", "Begin each entry with '- '.")
        return set_value(text, ("history",), entries, name=name)
    changed = _appended(text, entries)
    root, problems = read(changed, name)
    if problems or plain(root) != {**before, "history": [*history, *entries]}:
        raise _refusal(
            name, "The change could not be added to the history, so nothing was changed.",
            "Write each entry of the history on lines of its own, beginning with '- '.",
        )  # fmt: skip
    return changed


def _entry(change: Change) -> dict[str, Plain]:
    """A change as it stands in the file. "from" and "to" stand together, even where one is empty;
    a change without a field is a note alone."""
    pairs = dict(zip(HISTORY_KEYS, change, strict=True))
    shown = {"when", "who", "item", *(("field", "from", "to") if change.field else ())}
    return {key: value for key, value in pairs.items() if key in shown or value}


def _appended(text: str, entries: list[Plain]) -> str:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix("\ufeff")
    newline = "\r\n" if "\r\n" in body else "\n"
    layout = Layout(body if body.endswith("\n") else body + newline)
    slot = layout.find(layout.root, "history")
    records = [entry for entry in entries if isinstance(entry, dict)]
    return mark + splice.add_records(layout, slot.node if slot else None, records, None)


def _refusal(where: str, what: str, remedy: str) -> HtsspError:
    return HtsspError(error(where, what, remedy))
