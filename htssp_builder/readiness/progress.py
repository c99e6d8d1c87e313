"""Rules about what the committee has done so far: days that cannot be, owners who are gone, items
that wait too long."""

from collections.abc import Iterator
from datetime import date, datetime

from htssp_builder.document.dates import show_date
from htssp_builder.planning.lines import PlanLine
from htssp_builder.planning.planned import Planned
from htssp_builder.planning.progress import PROGRESS, Progress
from htssp_builder.planning.progress_marks import OVER, Mark
from htssp_builder.readiness.case import Case
from htssp_builder.readiness.hits import Hit, counted
from htssp_builder.readiness.plan import dated
from htssp_builder.readiness.sameness import same_name
from htssp_builder.yamlfile.nodes import Mapping, Node, Scalar, Sequence

OLDEST = 3
"""Overdue items that are named; the others are counted."""


def mistakes(progress: Progress) -> Iterator[Hit]:
    """What of the file cannot be read as it stands, each with its line."""
    for one in progress.problems:
        rule = "progress-mistake" if one.severity == "error" else "progress-doubt"
        yield Hit(rule, "", {"what": one.what}, remedy=one.remedy, where=one.where)


def progress_hits(case: Case, progress: Progress) -> Iterator[Hit]:
    """What the marks of a district's items say that cannot be, or needs somebody now."""
    yield from mistakes(progress)
    for item, mark in progress.marks.items():
        yield from _done(case, item, mark)
        yield from _blocked(case, item, mark, progress)
    yield from _owners(case, progress)
    if case.planned is not None and dated(case):
        yield from _overdue(case, case.planned, progress)


def _hit(rule: str, item: str, mark: Mark, **words: str) -> Hit:
    return Hit(rule, "", {"item": item, **words}, where=f"{PROGRESS}:{mark.line}")


def _done(case: Case, item: str, mark: Mark) -> Iterator[Hit]:
    if mark.on is None or mark.status != "done":
        return
    start = case.day("timeline.start_on")
    if mark.on > case.today:
        yield _hit("done-in-future", item, mark, on=show_date(mark.on))
    elif start is not None and mark.on < start:
        yield _hit("done-before-start", item, mark, on=show_date(mark.on), start=show_date(start))


def _blocked(case: Case, item: str, mark: Mark, progress: Progress) -> Iterator[Hit]:
    """Only the history knows since when; a line that was blocked by hand has none."""
    since = _since(item, progress) if mark.status == "blocked" else None
    days = (case.today - since).days if since else 0
    if since and days > case.limit("blocked_days"):
        yield _hit("blocked-long", item, mark, days=str(days), on=show_date(since),
                   waits_for=mark.waits_for or "nothing that is written down")  # fmt: skip


def _since(item: str, progress: Progress) -> date | None:
    """The day of the change that blocked the line, if nothing has changed its status since."""
    changes = [c for c in progress.history if c.item == item and c.field == "status"]
    if not changes or changes[-1].new != "blocked":
        return None
    try:
        return datetime.fromisoformat(changes[-1].when).date()
    except ValueError:
        return None  # told as a mistake of the file


# -- owners -------------------------------------------------------------------------------------


def _owners(case: Case, progress: Progress) -> Iterator[Hit]:
    """Open lines whose owner is nobody of the answers: whoever left still owns them."""
    known: set[str] | None = None
    for item, mark in progress.marks.items():
        if not mark.owner or mark.status in OVER or _person_at(case, mark.owner):
            continue
        if _is_path(mark.owner):
            if case.shape(mark.owner) is not None and mark.owner.startswith("roles."):
                yield _hit("owner-unknown", item, mark, owner=f"'{mark.owner}'")
            continue  # any other path is told as a mistake of the file
        known = set(_names(case)) if known is None else known
        if same_name(mark.owner) not in known:
            yield _hit("owner-unknown", item, mark, owner=mark.owner)


def _is_path(owner: str) -> bool:
    return owner.startswith(("roles.", "committee."))


def _person_at(case: Case, owner: str) -> bool:
    """Whether the answers have somebody at a path ("committee.nasser", "nasser", "roles.hr")."""
    if not all(step and not step.isspace() for step in owner.split(".")):
        return False  # "A. Ruiz"
    places = (owner, f"{owner}.primary", f"committee.{owner}")
    return any(case.text(f"{place}.name") for place in places)


def _names(case: Case) -> Iterator[str]:
    """Everybody and everything that the answers or the plan name."""
    yield from (same_name(name) for name in _named(case.answers.root))
    yield from (same_name(owner.title) for owner in case.pack.plan.owners.values())


def _named(node: Node) -> Iterator[str]:
    if isinstance(node, Mapping):
        for name, part in node.entries.items():
            if name == "name" and isinstance(part, Scalar):
                yield part.text
            else:
                yield from _named(part)
    elif isinstance(node, Sequence):
        for part in node.items:
            yield from _named(part)


# -- what is late -------------------------------------------------------------------------------


def _overdue(case: Case, planned: Planned, progress: Progress) -> Iterator[Hit]:
    """One finding for all of them; the list itself is the plan's."""
    late = sorted(
        (due, number, line)
        for number, line in enumerate(planned.lines)
        if (due := _due(planned, line, progress.mark(line.id))) and due < case.today
    )
    if late:
        oldest = [f"{line.id}, due {show_date(due)}" for due, _, line in late[:OLDEST]]
        yield Hit(
            "items-overdue",
            "",
            {"items": counted(len(late), "item"), "oldest": "; ".join(oldest)},
            mends=len(late),
            command="htssp plan --items",
            where=PROGRESS,
        )


def _due(planned: Planned, line: PlanLine, mark: Mark) -> date | None:
    if mark.status in OVER:
        return None
    span = planned.schedule.lines.get(line.id)
    return mark.due or (span.end if span else None)
