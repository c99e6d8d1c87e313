"""The lines of a checklist as a template sees them: by group, and by whoever sees to them.

A field of a line knows its place in progress.yaml ("progress.A3.lincoln.due").
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, NamedTuple

from htssp_builder.compose.planpeople import People, Words, plain
from htssp_builder.document.dates import show_date
from htssp_builder.document.tree import Box, Field, Text
from htssp_builder.planning.lines import PlanLine
from htssp_builder.planning.planned import Planned
from htssp_builder.planning.progress_marks import OVER, STATUSES, UNTOUCHED, Mark

NO_DATE = "no date yet"
STATUS_WORDS = {status: status.replace("-", " ").capitalize() for status in STATUSES}


class Lines:
    """Every line of a district's checklist, in printed order."""

    def __init__(self, planned: Planned, people: People) -> None:
        self._planned, self._people = planned, people
        counts = Counter(line.item.id for line in planned.lines if line.campus_id)
        seen = set[str]()
        self.all: list[dict[str, Any]] = []
        for line in planned.lines:
            first = line.item.id not in seen  # says for how many campuses the item stands
            seen.add(line.item.id)
            self.all.append(self._line(line, counts[line.item.id] if first else 0))

    def groups(self) -> list[dict[str, Any]]:
        """The groups that have lines, each with them."""
        held: dict[str, list[dict[str, Any]]] = {}
        for line in self.all:
            held.setdefault(line["group"], []).append(line)
        return [
            {
                "id": group.id.lower(),
                "letter": Text(group.id),
                "title": Text(group.title),
                "items": held[group.id],
            }
            for group in self._planned.plan.groups
            if group.id in held
        ]

    def by_person(self) -> list[dict[str, Any]]:
        """Who still has which items on which day; people in the order of their first one."""
        held: dict[str, dict[date, list[str]]] = {}
        for line in sorted((one for one in self.all if one["open"]), key=lambda one: one["day"]):
            days = held.setdefault(plain(line["owner"]), {})
            days.setdefault(line["day"], []).append(line["item"])
        return [
            {
                "id": str(number),
                "name": Text(name),
                "days": [
                    {"id": day.isoformat(), "due": Text(show_date(day)), "items": _counted(items)}
                    for day, items in days.items()
                ],
            }
            for number, (name, days) in enumerate(held.items())
        ]

    def _line(self, line: PlanLine, campuses: int) -> dict[str, Any]:
        mark = self._planned.marks.get(line.id, UNTOUCHED)
        span = self._planned.schedule.lines.get(line.id)
        due = mark.due or (span.end if span else None)
        name = f"{line.item.id} {line.campus_name}".strip()
        place = _Place(f"progress.{line.id}", name)
        reason = self._people.discreet(mark.waits_for or mark.reason or mark.notes)
        return {
            "id": line.id.lower().replace(".", "-"),
            "item": line.item.id,
            "group": line.item.group,
            "number": Text(line.item.id),
            "campus": Text(line.campus_name) if line.campus_name else "",
            "campuses": campuses,
            "role": Text(line.owner_title),
            "open": mark.status not in OVER,
            "title": Text(line.item.title),
            "evidence": Text(line.item.evidence),
            "basis": Text(", ".join(line.item.basis)),
            "box": Box(f"{name} done", mark.status == "done", place.path("status")),
            "owner": self._owner(line, mark, place),
            "due": place.field("due", show_date(due) if due else NO_DATE, "date"),
            "day": due or date.max,
            "status": place.field("status", STATUS_WORDS[mark.status], "choice", _CHOICES),
            "done_on": Text(show_date(mark.on)) if mark.on else "",
            "proof": place.field("evidence", self._people.discreet(mark.evidence)),
            "reason": Text(reason) if reason else "",
        }

    def _owner(self, line: PlanLine, mark: Mark, place: "_Place") -> Words:
        """Whoever took the item on; else the person of the role, else the role."""
        title = Text(line.owner_title)
        if mark.owner:
            return place.field("owner", self._people.named(mark.owner)) or title
        return self._people.at(line.owner_path, title)


_CHOICES = tuple(STATUS_WORDS.values())


class _Place(NamedTuple):
    """Where the parts of a line stand in progress.yaml, and what they are called there."""

    line: str
    name: str

    def path(self, part: str) -> str:
        return f"{self.line}.{part}"

    def field(
        self, part: str, text: str, kind: str = "text", choices: Iterable[str] = ()
    ) -> Field | Literal[""]:
        if not text:
            return ""
        return Field(self.path(part), f"{self.name}, {part}", text, "given", kind, tuple(choices))


def _counted(items: list[str]) -> Text:
    """ "A4, A3 at 14 campuses" """
    counts = Counter(items)
    return Text(", ".join(f"{i} at {n} campuses" if n > 1 else i for i, n in counts.items()))
