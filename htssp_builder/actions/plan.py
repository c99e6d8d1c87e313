"""The development plan of a district with its dates and the people who lead, ready to be shown."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from htssp_builder.actions.district import District, open_district
from htssp_builder.document.dates import show_date, show_short_date
from htssp_builder.interview.answers import Answers, check_answers
from htssp_builder.pack.plan import Plan, Step
from htssp_builder.planning.inputs import Inputs
from htssp_builder.planning.lines import PlanLine
from htssp_builder.planning.owners import owner_name
from htssp_builder.planning.planned import make_planned
from htssp_builder.planning.schedule import Schedule, Span, Trouble
from htssp_builder.problems import HtsspError, error

SCHEMA = "htssp/plan/1"
HEADERS = ("Step", "What", "Begins", "Ends", "Lead", "Slack")
LEGEND = (
    "Slack: school days by which it can slip without moving the vote or the end. "
    "“critical” cannot slip."
)
_DAYS = ("start", "papers_due", "first_reading", "adoption", "go_live", "end")
_DATED = ("timeline", "board", "control")
"""Groups of answers on which the dates stand; mistakes elsewhere do not stop the plan."""


class PlanView(NamedTuple):
    """A plan laid for a district. leads: owner id -> a person's name or a role's title.
    owners: line id -> the same. meeting: name of the meeting that adopts."""

    plan: Plan
    inputs: Inputs
    schedule: Schedule
    lines: tuple[PlanLine, ...]
    leads: dict[str, str]
    owners: dict[str, str]

    def heading(self) -> list[tuple[str, str]]:
        """(what, when) of what a committee asks first."""
        laid = self.schedule
        titles = {pace.id: pace.title for pace in self.plan.paces}
        rows = [("Start", f"{show_date(laid.start)}, at the pace “{titles.get(laid.pace, '')}”")]
        if laid.papers_due:
            rows.append(("Papers due", f"{show_date(laid.papers_due)}{_spare(laid.spare)}"))
        if laid.first_reading and laid.first_reading != laid.adoption:
            rows.append(("First reading", show_date(laid.first_reading)))
        if laid.adoption:
            rows.append(("Adoption", f"{show_date(laid.adoption)}{self._meeting()}"))
        if laid.go_live:
            rows.append(("In force from", show_date(laid.go_live)))
        return rows

    def _meeting(self) -> str:
        if self.inputs.adopted_on:
            return ", adopted"
        landed = self.schedule.meeting
        if not landed:
            return ", assumed"
        name = next((m.name for m in self.inputs.meetings if m.id == landed), "")
        return f", {name}" if name else ""

    def rows(self, *, items: bool = False, short: bool = False) -> list[tuple[str, ...]]:
        """A row under HEADERS for each phase, step and, with `items`, each line to check off.

        short: months by three letters.
        """
        found: list[tuple[str, ...]] = []
        for phase in self.plan.phases:
            found.append(("", phase.title.upper(), "", "", "", ""))
            for step in self.plan.steps:
                if step.phase == phase.id:
                    found.append(self._step_row(step, short=short))
                    found += self._item_rows(step, short=short) if items else []
        return found

    def _step_row(self, step: Step, *, short: bool) -> tuple[str, ...]:
        span = self.schedule.steps[step.id]
        again = f" (every {step.repeats_weeks} weeks)" if step.repeats_weeks else ""
        return (
            step.id,
            f"{step.title}{again}",
            _day(span.start, short=short),
            _day(span.end, short=short),
            self.leads[step.lead],
            _slack(span, step),
        )

    def _item_rows(self, step: Step, *, short: bool) -> list[tuple[str, ...]]:
        return [
            (
                line.id,
                _line_title(line),
                _day(span.start, short=short),
                _day(span.end, short=short),
                self.owners[line.id],
                _slack(span, step),
            )
            for line, span in self._lines_of(step)
        ]

    def _lines_of(self, step: Step) -> Iterator[tuple[PlanLine, Span]]:
        for line in self.lines:
            if line.item.step == step.id:
                yield line, self.schedule.lines[line.id]

    def step_facts(self, key: str) -> list[tuple[str, str]]:
        """Everything about one step, as (what, words). Raises HtsspError where there is none."""
        step = next((s for s in self.plan.steps if s.id.lower() == key.strip().lower()), None)
        if step is None:
            known = ", ".join(s.id for s in self.plan.steps)
            raise HtsspError(error(key, "There is no such step.", f"Choose from: {known}."))
        span = self.schedule.steps[step.id]
        phase = next((p.title for p in self.plan.phases if p.id == step.phase), step.phase)
        rows = [
            ("Step", f"{step.id}, phase “{phase}”"),
            ("What", step.title),
            ("Begins", show_date(span.start)),
            ("Ends", show_date(span.end)),
            ("Slack", _slack(span, step)),
            ("Lead", self.leads[step.lead]),
            ("With", ", ".join(self.leads[owner] for owner in step.support)),
            ("Proved by", step.output),
            ("Waits for", ", ".join(step.waits_for)),
            ("Basis", ", ".join(step.basis)),
        ]
        return [(what, words) for what, words in rows if words]

    def step_items(self, key: str, *, short: bool = False) -> list[tuple[str, ...]]:
        """A row under HEADERS for each line of one step."""
        step = next(s for s in self.plan.steps if s.id.lower() == key.strip().lower())
        return self._item_rows(step, short=short)

    def report(self) -> dict[str, Any]:
        """The schedule as plain data for --json."""
        laid = self.schedule
        return {
            "schema": SCHEMA,
            "problems": [trouble.problem()._asdict() for trouble in laid.troubles],
            "data": {
                "pace": laid.pace,
                **{name: _iso(getattr(laid, name)) for name in _DAYS},
                "meeting": laid.meeting,
                "spare_school_days": laid.spare,
                "holds": laid.holds,
                "critical": list(laid.critical),
                "assumed": list(laid.assumed),
                "troubles": [_trouble(trouble) for trouble in laid.troubles],
                "steps": [self._step_data(step) for step in self.plan.steps],
                "items": [self._line_data(line) for line in self.lines],
            },
        }

    def _step_data(self, step: Step) -> dict[str, Any]:
        return {
            "id": step.id,
            "phase": step.phase,
            "title": step.title,
            **_span(self.schedule.steps[step.id]),
            "lead": self.leads[step.lead],
            "with": [self.leads[owner] for owner in step.support],
            "output": step.output,
            "waits_for": list(step.waits_for),
            "repeats_weeks": step.repeats_weeks,
            "basis": list(step.basis),
        }

    def _line_data(self, line: PlanLine) -> dict[str, Any]:
        return {
            "id": line.id,
            "step": line.item.step,
            "group": line.item.group,
            "title": line.item.title,
            "campus": line.campus_id,
            **_span(self.schedule.lines[line.id]),
            "owner": self.owners[line.id],
            "owner_path": line.owner_path,
            "evidence": line.item.evidence,
            "basis": list(line.item.basis),
        }


def open_plan(folder: Path, *, today: date) -> PlanView:
    """The plan of a district's folder, laid. Raises HtsspError with every mistake in the answers
    on which the dates stand, or where the pack has no plan."""
    district = open_district(folder)
    _refuse_mistakes(district)
    return view_plan(district, today=today)


def view_plan(district: District, *, today: date) -> PlanView:
    """The plan of a district that is open. Raises HtsspError where its pack has no plan."""
    plan, answers = district.opened.pack.plan, district.answers
    if not plan.steps:
        raise HtsspError(
            error("plan.yaml", "This pack has no development plan.", "Take the pack hhs.")
        )
    planned = make_planned(plan, answers, {}, today)
    hidden = dict(district.facts.hidden)
    return PlanView(
        plan,
        planned.inputs,
        planned.schedule,
        planned.lines,
        {o.id: owner_name(answers, o.title, o.path, hidden) for o in plan.owners.values()},
        {x.id: owner_name(answers, x.owner_title, x.owner_path, hidden) for x in planned.lines},
    )


def _refuse_mistakes(district: District) -> None:
    root = district.answers.root
    entries = {key: node for key, node in root.entries.items() if key in _DATED}
    dated = Answers(district.answers.shape, root._replace(entries=entries), district.answers.name)
    problems = (*district.problems, *check_answers(dated))
    if problems:
        raise HtsspError(*problems)


def _spare(days: int | None) -> str:
    if days is None:
        return ""
    words = "1 school day" if days == 1 else f"{days} school days"
    return f" ({words} to spare)" if days else " (no day to spare)"


def _slack(span: Span, step: Step) -> str:
    if step.repeats_weeks:
        return "–"
    return "critical" if span.critical else str(span.slack)


def _line_title(line: PlanLine) -> str:
    return f"{line.campus_name}: {line.item.title}" if line.campus_name else line.item.title


def _day(day: date, *, short: bool) -> str:
    return show_short_date(day) if short else show_date(day)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _span(span: Span) -> dict[str, Any]:
    return {
        "start": span.start.isoformat(),
        "end": span.end.isoformat(),
        "slack": span.slack,
        "critical": span.critical,
    }


def _trouble(trouble: Trouble) -> dict[str, Any]:
    return {
        "kind": trouble.kind,
        "days_late": trouble.days,
        "chain": list(trouble.chain),
        "begin_by": _iso(trouble.begin_by),
        "remedies": [
            {"kind": r.kind, "text": r.text, "adoption": r.adoption.isoformat()}
            for r in trouble.remedies
        ],
    }
