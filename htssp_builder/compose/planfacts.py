"""The development plan as a template sees it: key dates, steps, lines, and what is wrong with it.

Steps and lines are plain dicts whose values are words or fields.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import Any

from htssp_builder.compose.facts import Facts
from htssp_builder.compose.planlines import NO_DATE, Lines
from htssp_builder.compose.planpeople import People
from htssp_builder.document.dates import show_date
from htssp_builder.document.tree import Text
from htssp_builder.pack.model import Pack
from htssp_builder.pack.plan import Step
from htssp_builder.planning.planned import Planned, is_over
from htssp_builder.planning.schedule import Span, Trouble

_WEEKS = {13: "then every quarter", 26: "then every half year", 52: "then every year"}


class PlanFacts(dict[str, Any]):
    """What a template may name of the plan: `plan.phases`, `plan.groups` and the key dates.

    Each is made when it is first asked for: most documents ask for few of them.
    """

    def __init__(self, pack: Pack, facts: Facts, planned: Planned) -> None:
        super().__init__()
        schedule, plan = planned.schedule, _Plan(pack, facts, planned)
        self._makers: dict[str, Callable[[], Any]] = {
            "start": lambda: _day(schedule.start),
            "papers_due": lambda: _day(schedule.papers_due),
            "first_reading": lambda: _day(schedule.first_reading),
            "adoption": lambda: _day(schedule.adoption, "No board meeting is known yet"),
            "go_live": lambda: _day(schedule.go_live, NO_DATE),
            "phases": plan.phases,
            "groups": lambda: plan.lines.groups(),
            "people": lambda: plan.lines.by_person(),
            "count": lambda: len(planned.lines),
            "done": lambda: sum(mark.status == "done" for mark in planned.marks.values()),
            "chain": plan.chain,
            "troubles": lambda: [_trouble(n, t) for n, t in enumerate(schedule.troubles)],
            "assumed": lambda: _listed(schedule.assumed),
            "sources": plan.sources,
        }

    def made(self) -> dict[str, Any]:
        """All of it, name -> what it stands for."""
        return {name: self[name] for name in self._makers if name in self}

    def __contains__(self, name: object) -> bool:
        if isinstance(name, str) and name in self._makers and not dict.__contains__(self, name):
            self[name] = self._makers[name]()
        return dict.__contains__(self, name)


class _Plan:
    def __init__(self, pack: Pack, facts: Facts, planned: Planned) -> None:
        self.pack, self.planned, self.plan = pack, planned, planned.plan
        self.people = People(planned.plan, facts)

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.planned, self.people)

    def phases(self) -> list[dict[str, Any]]:
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
        span = self.planned.schedule.steps.get(step.id)
        support = ", ".join(self.people.title(owner).text for owner in step.support)
        return {
            "id": step.id.lower(),
            "number": Text(step.id),
            "title": Text(step.title),
            "output": Text(step.output),
            "lead": self.people.lead(step.lead),
            "support": Text(support) if support else "",
            "start": _day(span and span.start, NO_DATE),
            "end": _day(span and span.end, NO_DATE),
            "repeats": Text(_again(step)) if step.repeats_weeks else "",
            "waits_for": Text(", ".join(step.waits_for)) if step.waits_for else "",
            "room": Text("Done" if is_over(self.planned, step) else _room(span)),
        }

    def chain(self) -> Text:
        steps = {step.id: step for step in self.plan.steps}
        held = [steps[key] for key in self.planned.schedule.critical if key in steps]
        return Text(", then ".join(f"{step.id} {step.title}" for step in held) or NO_DATE)

    def sources(self) -> list[dict[str, Any]]:
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


def _day(day: date | None, otherwise: str = "") -> Any:
    return Text(show_date(day)) if day else Text(otherwise) if otherwise else ""


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
        "remedies": _listed(text for text in remedies if text),
    }


def _listed(texts: Iterable[str]) -> list[dict[str, Any]]:
    return [{"id": str(number), "text": Text(text)} for number, text in enumerate(texts)]
