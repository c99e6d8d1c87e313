"""What `htssp check` shows, as plain words in rows: the same for a terminal and for a file."""

from collections.abc import Iterator
from typing import NamedTuple

from htssp_builder.actions.check import Check
from htssp_builder.document.dates import show_date
from htssp_builder.readiness.findings import Finding
from htssp_builder.readiness.hours import COLUMNS, Cell, Line

FIRST = "What would help most for least work"
HOURS = "Who answers when"
ALIKE = 6
"""Findings of one rule in one table that are shown before the rest is only counted."""

SITES = 20
"""Campuses shown in the grid before the rest is only counted."""


class StepRow(NamedTuple):
    what: str
    why: str
    command: str


class Row(NamedTuple):
    """mark: the severity, or "" for a line that counts further findings."""

    mark: str
    what: str
    where: str
    command: str
    why: str
    remedy: str = ""


class Group(NamedTuple):
    title: str
    means: str
    rows: tuple[Row, ...]


def headline(found: Check) -> str:
    """The district, the day and the counts."""
    final = ", judged as for a final build" if found.final else ""
    return f"{found.district}, {show_date(found.today)}: {found.counts()}{final}."


def steps(found: Check) -> Iterator[StepRow]:
    """The first steps, each with what else it mends."""
    for step in found.first:
        one = step.findings[0]
        more = f" Mends {step.mends} places." if step.mends > 1 else ""
        yield StepRow(f"{one.what}{more}", one.why, one.command)


def groups(found: Check, *, everything: bool) -> Iterator[Group]:
    """Findings by federal term, errors first; notes only where everything is asked for."""
    for term in found.terms:
        mine = [
            one
            for one in found.findings
            if one.term == term.id and (everything or one.severity != "note")
        ]
        if mine:
            yield Group(term.title, term.means, _rows(mine, everything))
    terms = {term.id for term in found.terms}
    rest = [one for one in found.findings if one.term not in terms]
    if rest:
        yield Group("Findings", "This pack states no terms to group them by.",
                    _rows(rest, everything))  # fmt: skip


def _rows(mine: list[Finding], everything: bool) -> tuple[Row, ...]:
    return tuple(map(_row, mine) if everything else _short(mine))


def _row(one: Finding) -> Row:
    return Row(one.severity, one.what, _where(one), one.command or one.remedy, one.why, one.remedy)


def _where(one: Finding) -> str:
    """The file and line, or the first sections that show it."""
    if one.where:
        return one.where
    more = f"; {len(one.places) - 2} more" if len(one.places) > 2 else ""
    return "; ".join(place.sentence() for place in one.places[:2]) + more


def _short(mine: list[Finding]) -> Iterator[Row]:
    """Of many findings of one rule in one table the first ones, then how many more there are.
    A question that is not answered is always named."""
    alike: dict[tuple[str, str, str], list[Finding]] = {}
    for one in mine:
        table = one.path.split(".")[0] if one.path.count(".") > 1 else one.path
        alike.setdefault((one.severity, one.rule, table), []).append(one)
    for one in mine:
        table = one.path.split(".")[0] if one.path.count(".") > 1 else one.path
        same = alike[(one.severity, one.rule, table)]
        at = next(n for n, other in enumerate(same) if other is one)
        if at < ALIKE or one.rule.startswith("question-"):
            yield _row(one)
        elif at == ALIKE:
            yield Row(
                "", f"and {len(same) - ALIKE} more like these (htssp check --all)", "", "", ""
            )


def hours(found: Check, *, everything: bool) -> Iterator[tuple[str, ...]]:
    """The grid with its header; of many campuses those with holes come first."""
    yield ("", *COLUMNS)
    sites = [line for line in found.hours if line.path.startswith("campuses.")]
    for line in found.hours:
        if not line.path.startswith("campuses."):
            yield _cells(line)
    if not everything and len(sites) > SITES:
        shown = sorted(sites, key=lambda line: -line.holes)[:SITES]
        yield from map(_cells, shown)
        yield (f"and {len(sites) - SITES} more sites", *("" for _ in COLUMNS))
    else:
        yield from map(_cells, sites)


def _cells(line: Line) -> tuple[str, ...]:
    return (line.label, *(cell_text(cell) for cell in line.cells))


def cell_text(cell: Cell) -> str:
    """The number, with a word where it is less than certain that somebody answers."""
    return {
        "hole": "NOBODY",
        "mobile": f"{cell.number} (mobile)",
        "unsure": f"{cell.number} (?)",
        "number": cell.number,
    }[cell.state]


def merged(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The grid with columns that hold the same in every row made one, for a narrow window."""
    kept: dict[tuple[str, ...], list[str]] = {}
    for column in zip(*rows, strict=True):
        kept.setdefault(column[1:], []).append(column[0])
    columns = [(_joined(names), *cells) for cells, names in kept.items()]
    return list(zip(*columns, strict=True))


def _joined(names: list[str]) -> str:
    return ", ".join([names[0], *(name.lower() for name in names[1:])])


LEGEND = (
    "NOBODY: no number is given. (?): it is not known whether anybody answers then. "
    "Summer: a working day without school, when a school's own office is closed."
)


def closing(found: Check, *, everything: bool) -> Iterator[str]:
    """The counts, what was left out, and what to type next."""
    yield f"{found.counts()[:1].upper()}{found.counts()[1:]}."
    if found.count("note") and not everything:
        yield "Notes and the reasons for each finding: htssp check --all"
    yield f"Next: {_next(found)}"


def _next(found: Check) -> str:
    if found.first and found.first[0].findings[0].command:
        return found.first[0].findings[0].command
    if found.count("error"):
        return "mend what is marked as an error, then htssp check"
    return "htssp build --final"
