"""A Gantt chart: which step lies when, which ones hold the end, and where the school is closed."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any, Literal, NamedTuple

from htssp_builder.document.colours import legible, palette
from htssp_builder.document.dates import MONTHS, show_date, show_short_date
from htssp_builder.document.tree import Style
from htssp_builder.figures.picture import Picture, render

Kind = Literal["bar", "critical", "milestone", "done"]
"""bar: a planned step. critical: one that moves the end if it is late. done: one that is over.
milestone: a single day, such as adoption by the board."""


class Bar(NamedTuple):
    """One row. start, end: first and last day. group: rows of one group that follow each other
    stand under its heading. note: a few words beside the bar."""

    label: str
    start: date
    end: date
    group: str = ""
    kind: Kind = "bar"
    note: str = ""


class Chart(NamedTuple):
    """start, end: first and last day to be shown; a row outside of them widens the chart.
    today: marked where the chart reaches it. shaded: days off, (first day, last day, name)."""

    title: str
    start: date
    end: date
    rows: tuple[Bar, ...]
    today: date | None = None
    shaded: tuple[tuple[date, date, str], ...] = ()


_LOOKS = ((9.0, 0.38), (8.5, 0.42), (8.0, 0.45), (7.5, 0.48))
"""Size of the type in points, and the share of the width that labels take: the first with which
the chart fits on a page."""

_CAPTION_ROOM = 1.0
"""Inches of a page that are kept for the caption and the heading above it."""

_LEAST_TICK = 0.32
"""Inches that the name of a month takes with some room."""

_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 60000)
"""Months from one tick to the next."""

_YEAR = 12
_MOST_NAMED = 6
_LONG_WORD = re.compile("[!-~\u00a1-\u024f]{19,}")
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]+")


def draw(chart: Chart, style: Style = Style()) -> Picture:  # noqa: B008 - frozen
    """The chart as a picture as wide as the text of a page in this style, with its alternative
    text. The same chart and style give the same bytes.

    Raises HtsspError for a colour of the style that is none.
    """
    width = style.page_width - 2 * style.margin
    tall = style.page_height - 2 * style.margin - _CAPTION_ROOM
    versions = [_data(chart, style, width, size, share) for size, share in _LOOKS]
    return render("gantt.typ", versions, alternative_text(chart), tall)


def alternative_text(chart: Chart) -> str:
    """What the chart shows, in words made from the same facts."""
    days = [day for row in chart.rows for day in (row.start, row.end)]
    said = [f"Gantt chart: {_flat(chart.title)}."]
    if not days:
        return f"{said[0]} It has no steps yet."
    steps = [row for row in chart.rows if row.kind != "milestone"]
    begin, end = show_date(min(days)), show_date(max(days))
    said.append(f"{_count(len(steps), 'step')} from {begin} to {end}{_by_group(steps)}.")
    marked = [
        f"{_flat(r.label)} on {show_date(r.start)}" for r in chart.rows if r.kind == "milestone"
    ]
    if marked:
        said.append(f"{_count(len(marked), 'milestone')}: {_listed(marked)}.")
    chain = [_flat(row.label) for row in chart.rows if row.kind == "critical"]
    if chain:
        said.append(f"Steps that move the end if they are late: {', then '.join(chain)}.")
    done = sum(row.kind == "done" for row in chart.rows)
    if done:
        said.append(f"{_count(done, 'step')} {'is' if done == 1 else 'are'} done.")
    if _today(chart) is not None and chart.today is not None:
        said.append(f"Today, {show_date(chart.today)}, is marked.")
    said.append("The table below has every date.")
    return " ".join(said)


def _by_group(steps: list[Bar]) -> str:
    names = [_flat(row.group) for row in steps if row.group]
    if len(names) < len(steps) or len(set(names)) < 2:
        return ""
    return ": " + ", ".join(f"{name} {names.count(name)}" for name in dict.fromkeys(names))


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _listed(words: list[str]) -> str:
    more = [f"{len(words) - _MOST_NAMED} more"] if len(words) > _MOST_NAMED else []
    return "; ".join([*words[:_MOST_NAMED], *more])


def _data(chart: Chart, style: Style, width: float, size: float, share: float) -> dict[str, Any]:
    """What gantt.typ lays out. Places on the time line are shares of its width, 0 to 1."""
    colours = palette(style)
    colours["critical"] = legible(colours["caution"], ("FFFFFF",))
    colours["group"] = legible(colours["accent"], (colours["band"],))
    today = _today(chart)
    return {
        "colours": colours,
        "width": width,
        "size": size,
        "share": share,
        "ticks": list(_ticks(chart, width * (1 - share))),
        "shaded": [_span(chart, first, last) for first, last, _ in chart.shaded],
        "today": today,
        "rows": [row for name, rows in _groups(chart) for row in _rows(chart, name, rows)],
        "legend": _legend(chart),
        "breaks": "; ".join(_off(*entry) for entry in chart.shaded),
    }


def _groups(chart: Chart) -> Iterator[tuple[str, Iterable[Bar]]]:
    return groupby(chart.rows, lambda row: row.group)


def _rows(chart: Chart, group: str, rows: Iterable[Bar]) -> Iterator[dict[str, Any]]:
    if group:
        yield {"kind": "group", "label": _breakable(group)}
    for row in rows:
        beside = [show_short_date(row.start)] if row.kind == "milestone" else []
        beside += [_flat(row.note)] if row.note.strip() else []
        first, last = _span(chart, row.start, row.start if row.kind == "milestone" else row.end)
        yield {
            "kind": row.kind,
            "label": _breakable(row.label),
            "first": first,
            "last": last,
            "beside": "; ".join(beside),
        }


def _legend(chart: Chart) -> list[dict[str, str]]:
    words = {
        "bar": "Step",
        "critical": "Step that moves the end if it is late",
        "done": "Done",
        "milestone": "Milestone",
    }
    used = {row.kind for row in chart.rows}
    made = [{"kind": kind, "text": text} for kind, text in words.items() if kind in used]
    if _today(chart) is not None and chart.today is not None:
        made.append({"kind": "today", "text": f"Today, {show_date(chart.today)}"})
    return made


# -- the time line ------------------------------------------------------------------------------


def _bounds(chart: Chart) -> tuple[int, int]:
    """First day shown, and the day after the last one, as ordinals: whole months."""
    days = [chart.start, chart.end, *(d for row in chart.rows for d in (row.start, row.end))]
    return min(days).replace(day=1).toordinal(), _ordinal(_month(max(days)) + 1)


def _month(day: date) -> int:
    return day.year * _YEAR + day.month - 1


def _ordinal(month: int) -> int:
    """The first day of a month; the day after the last one that there is, for a later month."""
    year, place = divmod(month, _YEAR)
    if year > date.max.year:
        return date.max.toordinal() + 1
    return date(year, place + 1, 1).toordinal()


def _place(chart: Chart, ordinal: int) -> float:
    first, last = _bounds(chart)
    return round(min(max((ordinal - first) / (last - first), 0), 1), 5)


def _span(chart: Chart, first: date, last: date) -> tuple[float, float]:
    """From the beginning of the first day to the end of the last."""
    first, last = min(first, last), max(first, last)
    return _place(chart, first.toordinal()), _place(chart, last.toordinal() + 1)


def _today(chart: Chart) -> float | None:
    if chart.today is None:
        return None
    first, last = _bounds(chart)
    ordinal = chart.today.toordinal()
    return _place(chart, ordinal) if first <= ordinal < last else None


def _ticks(chart: Chart, width: float) -> Iterator[dict[str, Any]]:
    """A tick for as many months as have room for their names in `width` inches, from the first one
    on; the first of each year carries the year."""
    first, last = _bounds(chart)
    begin, end = _month(date.fromordinal(first)), _month(date.fromordinal(last - 1))
    step = next(s for s in _STEPS if s * width / (end - begin + 1) >= _LEAST_TICK)
    # A line that has no name but its year stands where the year begins.
    start = begin if step < _YEAR else begin + -begin % step
    named = 0
    for month in range(start, end + 1, step):
        year, place = divmod(month, _YEAR)
        yield {
            "at": _place(chart, _ordinal(month)),
            "month": MONTHS[place][:3] if step < _YEAR else "",
            "year": str(year) if year != named else "",
        }
        named = year


# -- words --------------------------------------------------------------------------------------


def _off(first: date, last: date, name: str) -> str:
    days = (
        show_short_date(first)
        if first == last
        else f"{show_short_date(first)} to {show_short_date(last)}"
    )
    return f"{_breakable(name)}, {days}"


def _flat(text: str) -> str:
    """A text on one line, without what no picture can show."""
    return " ".join(_UNFIT.sub(" ", text).split())


def _breakable(text: str) -> str:
    """The same with places where a word may be broken that is wider than a column."""
    return _LONG_WORD.sub(lambda word: re.sub(".{12}(?=..)", "\\g<0>\u200b", word[0]), _flat(text))
