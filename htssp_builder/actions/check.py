"""Says what is not ready yet: answers, folder and documents -> findings, first steps, hours."""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from htssp_builder.actions.district import District, open_district
from htssp_builder.actions.progress import open_progress
from htssp_builder.compose.build import compose
from htssp_builder.document.tree import Document
from htssp_builder.interview.answers import check_answers
from htssp_builder.pack.findings import Term
from htssp_builder.planning.lines import plan_lines
from htssp_builder.planning.progress import Progress
from htssp_builder.problems import HtsspError, Problem, error
from htssp_builder.readiness.case import Case
from htssp_builder.readiness.findings import Finding, Step, find, first_steps
from htssp_builder.readiness.folder import CONSUMER, MARKERS, private_cloud
from htssp_builder.readiness.hits import Hit, counted
from htssp_builder.readiness.hours import COLUMNS, Line, hours_grid
from htssp_builder.readiness.places import Places
from htssp_builder.readiness.progress import mistakes, progress_hits
from htssp_builder.workspace.copies import find_copies
from htssp_builder.workspace.folder import Workspace
from htssp_builder.workspace.lock import writing
from htssp_builder.workspace.proven import load_proven, save_proven

SCHEMA = "htssp/check/1"


class Check(NamedTuple):
    """What a check found.

    findings: errors first, then in the order of the questionnaire. first: the few that would help
    most for least work. hours: who answers when, a cell for each of `hours.COLUMNS`.
    terms: the federal terms by which findings are grouped. final: judged as for a final build.
    """

    district: str
    today: date
    findings: tuple[Finding, ...]
    first: tuple[Step, ...]
    hours: tuple[Line, ...]
    terms: tuple[Term, ...]
    final: bool

    def count(self, severity: str) -> int:
        """How many findings are of a severity."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def settled(self) -> bool:
        """Whether there is neither an error nor a warning."""
        return not self.count("error") and not self.count("warning")

    def counts(self) -> str:
        """ "2 errors, 1 warning, 0 notes" """
        return ", ".join(counted(self.count(s), s) for s in ("error", "warning", "note"))

    def report(self) -> dict[str, Any]:
        """The report as plain data for --json."""
        return {
            "schema": SCHEMA,
            "problems": [problem(finding)._asdict() for finding in self.findings],
            "data": {
                "district": self.district,
                "today": self.today.isoformat(),
                "final": self.final,
                "counts": {s: self.count(s) for s in ("error", "warning", "note")},
                "terms": [term._asdict() for term in self.terms],
                "findings": [_plain(finding) for finding in self.findings],
                "first": [_first(step) for step in self.first],
                "hours": {"columns": list(COLUMNS), "lines": [_line(line) for line in self.hours]},
            },
        }


def problem(finding: Finding) -> Problem:
    """A finding as every command reports one."""
    typed = f"`{finding.command}`" if finding.command else ""
    remedy = " ".join(part for part in (finding.remedy, typed) if part)
    return Problem(finding.severity, finding.where or finding.path, finding.what, remedy)


def _plain(finding: Finding) -> dict[str, Any]:
    return {**finding._asdict(), "places": [place._asdict() for place in finding.places]}


def _first(step: Step) -> dict[str, Any]:
    one = step.findings[0]
    return {"rule": one.rule, "what": one.what, "why": one.why, "path": one.path,
            "command": one.command, "mends": step.mends}  # fmt: skip


def _line(line: Line) -> dict[str, Any]:
    return {**line._asdict(), "cells": [cell._asdict() for cell in line.cells]}


def check(folder: Path, *, today: date, final: bool = False, section: str = "") -> Check:
    """Everything that is not ready in a district's folder.

    today: the day from which dates are judged. final: judged as for a final build.
    section: of the questionnaire, to see its findings only. Raises HtsspError where there is no
    district, its pack has mistakes, or there is no such section.
    """
    return check_district(open_district(folder), today=today, final=final, section=section)


def check_district(
    district: District, *, today: date, final: bool = False, section: str = ""
) -> Check:
    """The same for a district that is open already."""
    pack = district.opened.pack
    _refuse_unknown_section(section, [s.id for s in pack.sections])
    facts = district.facts
    case = Case(district.answers, pack, facts.law, facts.law_text, today)
    more = [
        *_mistakes(district),
        *(_progress(district, case) if not section else ()),
        *_copies(district.workspace),
        *_cloud(district.workspace),
    ]
    places = Places(_documents(district))
    found = find(case, places, more, hidden=facts.hidden, final=final)
    if section:
        found = [finding for finding in found if finding.section in ("", section)]
    tables = [q.id for q in pack.questions() if q.type == "records"]
    return Check(
        case.text("district.name") or "Name of the district",
        today,
        tuple(found),
        tuple(first_steps(found, tables)),
        tuple(hours_grid(case)),
        pack.findings.terms,
        final,
    )


def refuse_unready(district: District, today: date) -> None:
    """Raise HtsspError with every error that stands, as for a final build; exit code 1."""
    found = check_district(district, today=today, final=True)
    errors = [problem(finding) for finding in found.findings if finding.severity == "error"]
    if errors:
        told = error(
            "",
            f"The final build is refused: {counted(len(errors), 'error')} "
            f"{'stands' if len(errors) == 1 else 'stand'}, and nothing was written.",
            "See `htssp check --final`.",
        )
        raise HtsspError(*errors, told, exit_code=1)


def _refuse_unknown_section(section: str, known: list[str]) -> None:
    if section and section not in known:
        raise HtsspError(
            error(section, "There is no such section.", f"Choose from: {', '.join(known)}.")
        )


def _mistakes(district: District) -> Iterator[Hit]:
    """Answers that cannot be read as what they are: findings here, where `build` refuses them."""
    proven = load_proven(district.workspace)
    before = len(proven)
    problems = (*district.problems, *check_answers(district.answers, proven))
    if len(proven) > before:
        _keep(district.workspace, proven)
    for mistake in problems:
        yield Hit("mistake", "", {"what": mistake.what}, remedy=mistake.remedy,
                  where=mistake.where)  # fmt: skip


def _progress(district: District, case: Case) -> Iterator[Hit]:
    """What the committee wrote of its work, where the pack has a plan for it."""
    plan = case.pack.plan
    if not plan.steps:
        return
    lines = case.planned.lines if case.planned else plan_lines(plan, district.answers)
    try:
        tracked = open_progress(district, [line.id for line in lines])
    except HtsspError as wrong:  # not a word of the file can be read
        unread = Progress({}, (), wrong.problems)
        yield from mistakes(unread)
    else:
        yield from progress_hits(case, tracked.progress)


def _keep(workspace: Workspace, proven: set[bytes]) -> None:
    """Keeping what was judged right only saves time: a folder that cannot be written is fine."""
    with suppress(OSError, HtsspError), writing(workspace):
        save_proven(workspace, proven)


def _copies(workspace: Workspace) -> Iterator[Hit]:
    for path in find_copies(workspace):
        yield Hit("second-copy", "", {"file": path.name}, where=path.name)


def _cloud(workspace: Workspace) -> Iterator[Hit]:
    root = workspace.root
    above = (root, *root.parents)
    markers = [name for folder in above for name in MARKERS if (folder / name).exists()]
    consumer = os.environ.get(CONSUMER, "")
    if consumer and Path(consumer) in above:
        markers.append(CONSUMER)
    parts = [*root.parts, *root.resolve().parts]  # a link may lead into the synced folder
    yield from private_cloud(parts, markers)


def _documents(district: District) -> list[Document]:
    """The documents as far as they can be made: a mistake in the answers is a finding of its own
    and must not hide the others."""
    made: list[Document] = []
    pack, facts = district.opened.pack, district.facts
    for name, spec in pack.documents.items():
        with suppress(HtsspError):
            made.append(compose(pack, district.opened.programs[name], spec, facts))
    return made
