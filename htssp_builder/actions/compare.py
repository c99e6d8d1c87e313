"""Two versions of a Word file compared: a file with tracked changes, and the changes in words."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from htssp_builder.actions.compare_words import by_section, section_name, sentence, summary
from htssp_builder.problems import HtsspError, Problem, error
from htssp_builder.word.revise.changes import Change
from htssp_builder.workspace.files import read_bytes, write_atomically

SCHEMA = "htssp/redline/1"

AUTHOR = "HTSSP Builder"
"""Whose name stands on the changes that the comparison itself found."""


class Vote(NamedTuple):
    """The first vote of the board that can still be reached from today."""

    papers_due: date
    first_reading: date
    adoption: date


class Compared(NamedTuple):
    """What a comparison found.

    out: the file with tracked changes. day: of the comparison. vote: where a district's folder
    tells when its board meets and a change needs the board, else None.
    """

    old: Path
    new: Path
    out: Path
    day: date
    changes: tuple[Change, ...]
    vote: Vote | None = None

    @property
    def substantive(self) -> tuple[Change, ...]:
        """Changes in parts that the board adopted: counsel decides whether they are."""
        return tuple(
            one for one in self.changes if one.authority == "board" and one.kind != "formatted"
        )

    def lines(self) -> Iterator[str]:
        """The report for the terminal."""
        if not self.changes:
            yield f"{self.new} says nothing else than {self.old}. Written: {self.out}"
            return
        yield f"Written: {self.out} ({_count(len(self.changes), 'change')})"
        for name, changes in by_section(self.changes):
            yield ""
            yield name
            for change in changes:
                mark = " [possibly substantive]" if change in self.substantive else ""
                yield f"- {sentence(change)}{mark}"
        yield from self._adoption()
        yield ""
        yield "A row for the record of changes, to be worded and numbered by its owner:"
        yield f"- Date: {self.day.isoformat()}; what changed: {summary(self.changes)}."

    def _adoption(self) -> Iterator[str]:
        found = len(self.substantive)
        if not found:
            return
        yield ""
        yield (
            f"{_count(found, 'change')} in parts that the board adopts. Ask counsel whether the"
            " board has to adopt again."
        )
        if self.vote is not None:
            from htssp_builder.interview.values import show_date

            vote = self.vote
            reading = f"the first reading is on {show_date(vote.first_reading)}, "
            yield (
                f"If it does: papers are due on {show_date(vote.papers_due)}, "
                f"{reading if vote.first_reading != vote.adoption else ''}"
                f"the vote is on {show_date(vote.adoption)}."
            )

    def problems(self) -> list[Problem]:
        """One warning for each change that may need the board."""
        return [
            Problem(
                "warning",
                change.block,
                f"{section_name(change.where)}: {sentence(change)}",
                "The board adopted this part: ask counsel whether it has to adopt again.",
            )
            for change in self.substantive
        ]

    def report(self) -> dict[str, Any]:
        """The report as plain data for --json."""
        vote = self.vote
        return {
            "schema": SCHEMA,
            "problems": [problem._asdict() for problem in self.problems()],
            "data": {
                "file": str(self.out),
                "changes": [
                    {**change._asdict(), "substantive": change in self.substantive}
                    for change in self.changes
                ],
                "record": {"date": self.day.isoformat(), "what": summary(self.changes)},
                "vote": None if vote is None else {
                    name: day.isoformat() for name, day in vote._asdict().items()
                },
            },
        }  # fmt: skip


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def compare(
    old: Path,
    new: Path,
    out: Path,
    *,
    now: datetime,
    author: str = AUTHOR,
    folder: Path | None = None,
    replace: bool = False,
) -> Compared:
    """Writes `out`: the old file with what the new one says otherwise as tracked changes.

    now: the moment that stands on the changes. author: whose name does. folder: of the district
    whose board's meetings are looked up, if it is one. replace: whether a file that stands at
    `out` may be replaced; either input never is. Raises HtsspError for that, and for what is not
    a sound Word file.
    """
    from htssp_builder.word.revise.redline import redline

    _check_out(old, new, out, replace)
    made = redline(
        read_bytes(old), read_bytes(new), author=author, when=now,
        old_name=old.name, new_name=new.name,
    )  # fmt: skip
    done = Compared(old, new, out, now.date(), made.changes)
    write_atomically(out, made.content)
    return done._replace(vote=_next_vote(folder, now.date())) if done.substantive else done


def _check_out(old: Path, new: Path, out: Path, replace: bool) -> None:
    if out.suffix.casefold() != ".docx":
        raise HtsspError(
            error(str(out), "The result is a Word file.", "Give it a name that ends in .docx.")
        )
    if any(_same(out, one) for one in (old, new)):
        raise HtsspError(
            error(
                str(out),
                "This is one of the two files that are compared.",
                "Give the result a name of its own; both files stay as they are.",
            )
        )
    if out.exists() and not replace:
        raise HtsspError(
            error(
                str(out),
                "A file of that name is there, and somebody may have worked in it.",
                "Give another name, or add --replace to have it replaced.",
            )
        )


def _same(one: Path, other: Path) -> bool:
    """Whether two names lead to one file, links and capital letters regarded."""
    try:
        return one.samefile(other)
    except OSError:
        return one.resolve() == other.resolve()


def _next_vote(folder: Path | None, today: date) -> Vote | None:
    """The first vote that can be reached; None without a district whose board's meetings are known:
    the comparison is worth having without it."""
    if folder is None:
        return None
    from htssp_builder.actions.district import open_district
    from htssp_builder.planning.board import make_board
    from htssp_builder.planning.calendar import SchoolCalendar
    from htssp_builder.planning.inputs import read_inputs

    try:
        district = open_district(folder)
    except HtsspError:
        return None
    inputs = read_inputs(district.answers, district.opened.pack.plan)
    calendar = SchoolCalendar(inputs.breaks, inputs.days_off)
    board = make_board(inputs._replace(adopted_on=None), calendar, today)
    found = next((vote for vote in board.votes if vote.papers_due >= today), None)
    return None if found is None else Vote(found.papers_due, found.first_reading, found.adoption)
