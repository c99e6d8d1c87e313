"""The development plan as a template sees it: lists to loop over, and what is printed of each.

Steps and items are plain dicts whose values are words or fields. A field of an item knows its
place in progress.yaml ("progress.A3.lincoln.due"), a person's name its place in the answers.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, NamedTuple

from htssp_builder.compose.facts import Facts, Given
from htssp_builder.document.tree import Box, Field, Inline, Text
from htssp_builder.interview.values import show_date
from htssp_builder.pack.model import Pack
from htssp_builder.pack.plan import Step
from htssp_builder.planning.lines import PlanLine
from htssp_builder.planning.planned import Planned, is_over
from htssp_builder.planning.progress_marks import STATUSES, UNTOUCHED, Mark
from htssp_builder.planning.schedule import Span, Trouble

Words = Inline | list[Inline]
NO_DATE = "no date yet"
_WEEKS = {13: "then every quarter", 26: "then every half year", 52: "then every year"}


STATUS_WORDS = {status: status.replace("-", " ").capitalize() for status in STATUSES}

_CHOICES = tuple(STATUS_WORDS.values())


class PlanFacts(dict[str, Any]):
    """What a template may name of the plan: `plan.phases`, `plan.groups` and the key dates.

    Made when the first name is asked for: most documents ask for none.
    """

    def __init__(self, pack: Pack, facts: Facts, planned: Planned) -> None:
        super().__init__()
        self._context = _Context(pack, facts, planned)

    def made(self) -> dict[str, Any]:
        """All of it, name -> what it stands for."""
        if not len(self):
            self.update(self._context.made())
        return self

    def __contains__(self, name: object) -> bool:
        return dict.__contains__(self.made(), name)


class _Context:
    def __init__(self, pack: Pack, facts: Facts, planned: Planned) -> None:
        self.pack, self.facts, self.planned = pack, facts, planned
        self.plan, self.schedule = planned.plan, planned.schedule
        self.root = Given(facts, "", facts.answers.shape, facts.answers.root)

    def made(self) -> dict[str, Any]:
        schedule, lines = self.schedule, self._lines()
        return {
            "start": _day(schedule.start),
            "papers_due": _day(schedule.papers_due),
            "first_reading": _day(schedule.first_reading),
            "adoption": _day(schedule.adoption) or Text("No board meeting is known yet"),
            "go_live": _day(schedule.go_live) or Text(NO_DATE),
            "phases": self._phases(),
            "groups": self._groups(lines),
            "people": _people(lines),
            "count": len(lines),
            "done": sum(1 for m in self.planned.marks.values() if m.status == "done"),
            "chain": Text(", then ".join(f"{s.id} {s.title}" for s in self._chain()) or NO_DATE),
            "troubles": [_trouble(n, t) for n, t in enumerate(schedule.troubles)],
            "assumed": [
                {"id": str(n), "text": Text(text)} for n, text in enumerate(schedule.assumed)
            ],
            "sources": self._sources(),
        }

    # -- steps ------------------------------------------------------------------------------

    def _phases(self) -> list[dict[str, Any]]:
        return [
            {
                "id": phase.id,
                "title": Text(phase.title),
                "intro": Text(phase.intro),
                "steps": [self._step(s) for s in self.plan.steps if s.phase == phase.id],
            }
            for phase in self.plan.phases
        ]

    def _step(self, step: Step) -> dict[str, Any]:
        span = self.schedule.steps.get(step.id)
        support = ", ".join(_plain(self._title(owner)) for owner in step.support)
        return {
            "id": step.id.lower(),
            "number": Text(step.id),
            "title": Text(step.title),
            "output": Text(step.output),
            "lead": self._person(step.lead),
            "support": Text(support) if support else "",
            "start": _day(span and span.start) or Text(NO_DATE),
            "end": _day(span and span.end) or Text(NO_DATE),
            "repeats": Text(_again(step)) if step.repeats_weeks else "",
            "waits_for": Text(", ".join(step.waits_for)) if step.waits_for else "",
            "room": Text("Done" if is_over(self.planned, step) else _room(span)),
        }

    def _chain(self) -> list[Step]:
        steps = {step.id: step for step in self.plan.steps}
        return [steps[key] for key in self.schedule.critical if key in steps]

    # -- items ------------------------------------------------------------------------------

    def _groups(self, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            {
                "id": group.id.lower(),
                "letter": Text(group.id),
                "title": Text(group.title),
                "items": [line for line in lines if line["group"] == group.id],
            }
            for group in self.plan.groups
            if any(line["group"] == group.id for line in lines)
        ]

    def _lines(self) -> list[dict[str, Any]]:
        """Every line; the first of an item that each campus has says how many there are."""
        counts = Counter(line.item.id for line in self.planned.lines if line.campus_id)
        lines, seen = [], set[str]()
        for line in self.planned.lines:
            first = line.item.id not in seen
            seen.add(line.item.id)
            lines.append(self._line(line, counts[line.item.id] if first else 0))
        return lines

    def _line(self, line: PlanLine, campuses: int) -> dict[str, Any]:
        mark = self.planned.marks.get(line.id, UNTOUCHED)
        span = self.schedule.lines.get(line.id)
        due = mark.due or (span.end if span else None)
        name = f"{line.item.id} {line.campus_name}".strip()
        place = _Place(f"progress.{line.id}", name)
        return {
            "id": line.id.lower().replace(".", "-"),
            "group": line.item.group,
            "number": Text(line.item.id),
            "campus": Text(line.campus_name) if line.campus_name else "",
            "campuses": campuses,
            "role": Text(line.owner_title),
            "open": mark.status not in ("done", "not-applicable"),
            "title": Text(line.item.title),
            "evidence": Text(line.item.evidence),
            "basis": Text(", ".join(line.item.basis)),
            "box": Box(f"{name} done", mark.status == "done", place.path("status")),
            "owner": self._owner(line, mark, place),
            "due": place.field("due", show_date(due) if due else NO_DATE, "date"),
            "day": due or date.max,
            "item": line.item.id,
            "status": place.field(
                "status", STATUS_WORDS[mark.status], "choice", STATUS_WORDS.values()
            ),
            "done_on": _day(mark.on),
            "proof": place.field("evidence", self._discreet(mark.evidence)),
            "reason": Text(self._discreet(mark.waits_for or mark.reason or mark.notes)),
        }

    def _owner(self, line: PlanLine, mark: Mark, place: "_Place") -> Words:
        """Whoever took the item on; else the person of the role, else the role."""
        if mark.owner:
            name = self._discreet(self._named(mark.owner))
            return place.field("owner", name) or Text(line.owner_title)
        return self._who(line.owner_path, Text(line.owner_title))

    def _named(self, owner: str) -> str:
        """An owner may be a path of the answers ("committee.nasser") or a plain name."""
        found = self._given(owner)
        part = found.part("name") if found is not None and "name" in found.shape.parts else None
        return part.raw if part is not None and part.raw else owner

    def _person(self, owner: str) -> Words:
        known = self.plan.owners.get(owner)
        title = self._title(owner)
        return self._who(known.path if known else "", title)

    def _title(self, owner: str) -> Text:
        known = self.plan.owners.get(owner)
        return Text(known.title if known else owner)

    def _who(self, path: str, title: Text) -> Words:
        person = self._given(path)
        if person is not None and person.shape.kind == "role":
            person = person.part("primary")
        name = person.part("name") if person is not None and person.shape.kind == "person" else None
        if name is None or not name.raw:
            return title
        return [name.inline(), Text(f", {_inside(title.text)}")]

    def _given(self, path: str) -> Given | None:
        """The place in the answers that a dotted path names, a record by its id."""
        here: Given | None = self.root
        for step in path.split(".") if path else ():
            if here is None:
                return None
            if here.shape.kind == "records":
                here = next((one for one in here if one.path.rpartition(".")[2] == step), None)
            else:
                here = here.part(step)
        return here if path else None

    def _discreet(self, text: str) -> str:
        return self.root.discreet(text)

    def _sources(self) -> list[dict[str, Any]]:
        used = {key for item in self.plan.items for key in item.basis}
        return [
            {
                "id": key.lower(),
                "key": Text(key),
                "title": Text(self.pack.sources[key]["title"]),
                "publisher": Text(str(self.pack.sources[key]["publisher"])),
            }
            for key in sorted(used & self.pack.sources.keys())
        ]


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


def _people(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who still has which items on which day; people in the order of their first one."""
    held: dict[str, dict[date, list[str]]] = {}
    for line in sorted((one for one in lines if one["open"]), key=lambda one: one["day"]):
        held.setdefault(_plain(line["owner"]), {}).setdefault(line["day"], []).append(line["item"])
    return [
        {
            "id": str(number),
            "name": Text(name),
            "days": [
                {"id": day.isoformat(), "due": _day(day), "items": Text(_counted(items))}
                for day, items in days.items()
            ],
        }
        for number, (name, days) in enumerate(held.items())
    ]


def _counted(items: list[str]) -> str:
    """ "A4, A3 at 14 campuses" """
    counts = Counter(items)
    return ", ".join(f"{i} at {n} campuses" if n > 1 else i for i, n in counts.items())


def _plain(words: Words) -> str:
    parts = words if isinstance(words, list) else [words]
    return "".join(getattr(part, "text", "") for part in parts)


def _inside(title: str) -> str:
    """A title inside a line: "Legal counsel" -> "legal counsel", but "HTSSP coordinator"."""
    return title if title[1:2].isupper() else f"{title[:1].lower()}{title[1:]}"


def _day(day: date | None) -> Text | str:
    return Text(show_date(day)) if day else ""


def _again(step: Step) -> str:
    return _WEEKS.get(step.repeats_weeks, f"then every {step.repeats_weeks} weeks")


def _room(span: Span | None) -> str:
    if span is None:
        return NO_DATE
    if span.critical:
        return "None: a day late moves the end"
    if span.slack <= 0:
        return "None"
    return "1 school day" if span.slack == 1 else f"{span.slack} school days"


def _trouble(number: int, trouble: Trouble) -> dict[str, Any]:
    """hard: the dates do not hold as they stand."""
    remedies = [r.text for r in trouble.remedies] or [trouble.remedy]
    return {
        "id": str(number),
        "hard": trouble.severity == "error",
        "what": Text(trouble.what),
        "remedies": [{"id": str(n), "text": Text(text)} for n, text in enumerate(remedies) if text],
    }
