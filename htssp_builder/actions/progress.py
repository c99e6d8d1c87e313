"""The committee's progress, opened beside a district's answers, and one change of it saved."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from htssp_builder.actions.district import District
from htssp_builder.interview.answers import Answers, record_id
from htssp_builder.interview.shapes import find_shape
from htssp_builder.planning.progress import PROGRESS, Progress, read_progress
from htssp_builder.planning.progress_file import with_change
from htssp_builder.problems import HtsspError, Problem, error
from htssp_builder.workspace.lock import writing
from htssp_builder.workspace.textfiles import Loaded, load, save
from htssp_builder.yamlfile.nodes import Mapping as Entries
from htssp_builder.yamlfile.nodes import Scalar, Sequence


class Tracked(NamedTuple):
    """loaded: progress.yaml as it was read. known: ids of the lines of the checklist.
    people: path -> name of everyone who can own a line, "" for a name that is not to be shown."""

    loaded: Loaded
    progress: Progress
    known: frozenset[str]
    people: dict[str, str]


def open_progress(district: District, known: Collection[str]) -> Tracked:
    """What the committee has done so far; nothing, where there is no file yet.

    known: ids of the lines of this district's checklist. Raises HtsspError where the file cannot
    be read at all; its mistakes are in `progress.problems`.
    """
    lines, people = frozenset(known), people_of(district.answers)
    loaded = load(district.workspace.progress)
    return Tracked(loaded, read_progress(loaded.text, lines, people), lines, people)


def save_change(
    district: District,
    tracked: Tracked,
    line_id: str,
    values: Mapping[str, str],
    *,
    who: str,
    now: datetime,
    note: str = "",
) -> Tracked:
    """Change one line, record it in the history and save the file; gives it as it is then.

    values: field -> new value, "" to take it out. now: with its time zone; enters the history and
    the backup's name. Where others have changed the file since it was read, their changes stay;
    where they changed this very line, nothing is written. Raises HtsspError.
    """
    if line_id not in tracked.known:
        raise HtsspError(*_unknown_line(line_id, tracked))
    workspace = district.workspace
    with writing(workspace):
        current = load(workspace.progress)
        if current.digest != tracked.loaded.digest:
            tracked = _moved_on(tracked, current, line_id)
        text = with_change(current.text, line_id, values, who=who, when=now, note=note)
        progress = read_progress(text, tracked.known, tracked.people)
        _refuse_new(tracked.progress, progress)
        saved = save(workspace, workspace.progress, text, current, now=now)
    return tracked._replace(loaded=saved, progress=progress)


def people_of(answers: Answers) -> dict[str, str]:
    """Path -> name of everyone in a role and on the committee; "" for a name not to be shown."""
    people = {}
    roles = find_shape(answers.shape, "roles")
    for role in roles.parts if roles else ():
        for place in ("", ".primary", ".alternate"):
            path = f"roles.{role}{place}"
            node = answers.node(path if place else f"{path}.primary")
            people[path] = _name(node) if isinstance(node, Entries) else ""
    committee = answers.node("committee")
    for item in committee.items if isinstance(committee, Sequence) else ():
        if record_id(item) and isinstance(item, Entries):
            people[f"committee.{record_id(item)}"] = _name(item)
    return people


def _name(person: Entries) -> str:
    parts = {k: v.text for k, v in person.entries.items() if isinstance(v, Scalar)}
    hidden = parts.get("shown_as") in ("role", "unlisted")
    return "" if hidden else parts.get("name", "").strip()


def _unknown_line(line_id: str, tracked: Tracked) -> tuple[Problem, ...]:
    """As if it stood in the file: the same sentence, with the line that was probably meant."""
    found = read_progress(f'items: {{"{_typed(line_id)}": {{}}}}\n', tracked.known).problems
    return tuple(error(line_id, p.what, p.remedy) for p in found) or (
        error(line_id, "The checklist has no such line.", "See `htssp plan`."),
    )


def _typed(text: str) -> str:
    return "".join(c for c in text if c.isalnum() or c in ".-_ ")


def _moved_on(tracked: Tracked, current: Loaded, line_id: str) -> Tracked:
    """The file as somebody else left it. Raises HtsspError where they changed the same line."""
    progress = read_progress(current.text, tracked.known, tracked.people)
    theirs, ours = (p.mark(line_id)._replace(line=0) for p in (progress, tracked.progress))
    if theirs != ours:
        last = next((c for c in reversed(progress.history) if c.item == line_id), None)
        who = f" by {last.who}" if last and last not in tracked.progress.history else ""
        raise HtsspError(
            error(
                f"{PROGRESS}:{progress.mark(line_id).line or 1}",
                f"{line_id} was changed{who} in the meantime: it is {theirs.status} now. Nothing"
                " was changed.",
                "Look at it as it is now and try again.",
            )
        )
    return tracked._replace(loaded=current, progress=progress)


def _refuse_new(before: Progress, after: Progress) -> None:
    """A change must not bring a mistake that was not there; those of others stay reported."""
    old = {(p.what, p.remedy) for p in before.problems}
    new = [p for p in after.problems if p.severity == "error" and (p.what, p.remedy) not in old]
    if new:
        raise HtsspError(*new)
