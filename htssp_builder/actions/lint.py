"""Looks a Word file over: can everybody read it, does it hold together, does it still agree with
the answers; mends what is safe in a copy and comments the rest."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from htssp_builder.actions.clean import refuse_taken_place
from htssp_builder.problems import HtsspError, Problem
from htssp_builder.readiness.hits import counted
from htssp_builder.word.care.lint import lint
from htssp_builder.word.care.lint_sheet import Finding, Sheet
from htssp_builder.word.read.package import open_file
from htssp_builder.workspace.files import read_bytes, write_atomically

SCHEMA = "htssp/lint/1"


class Lint(NamedTuple):
    """What was found in a file.

    findings: in reading order, those about all of the file first; with a copy written, those of
    the file as it was. out: the copy, None where none was asked for. mended: what the copy no
    longer has. commented: how many comments were put into it.
    compared: whether answers lay beside the file and were compared. final: judged as a final one.
    """

    file: Path
    findings: tuple[Finding, ...]
    out: Path | None
    mended: tuple[Finding, ...]
    commented: int
    compared: bool
    final: bool

    @property
    def left(self) -> tuple[Finding, ...]:
        """What a person has to mend."""
        return tuple(one for one in self.findings if one not in self.mended)

    @property
    def settled(self) -> bool:
        """Whether neither an error nor a warning is left."""
        return all(one.severity == "note" for one in self.left)

    def counts(self) -> str:
        """ "1 error, 2 warnings, 0 notes" """
        left = [one.severity for one in self.findings]
        return ", ".join(counted(left.count(s), s) for s in ("error", "warning", "note"))

    def closing(self) -> Iterator[str]:
        """The last lines of the report."""
        yield f"{self.file}: {self.counts()}."
        if self.out is not None:
            yield (
                f"Written: {self.out} ({len(self.mended)} mended, "
                f"{counted(self.commented, 'comment')} added)."
            )

    def report(self) -> dict[str, Any]:
        """The report as plain data for --json."""
        return {
            "schema": SCHEMA,
            "problems": [_problem(one)._asdict() for one in self.findings],
            "data": {
                "file": str(self.file),
                "final": self.final,
                "compared": self.compared,
                "findings": [self._plain(one) for one in self.findings],
                "out": None if self.out is None else str(self.out),
                "commented": self.commented,
            },
        }

    def _plain(self, one: Finding) -> dict[str, Any]:
        return {
            "rule": one.rule,
            "severity": one.severity,
            "section": one.section._asdict(),
            "words": one.words,
            "what": one.what,
            "remedy": one.remedy,
            "mends": one.mends,
            "mended": one in self.mended,
        }


def _problem(one: Finding) -> Problem:
    said = f'"{one.words}"' if one.words else ""
    return Problem(
        one.severity, ", ".join(filter(None, (one.section.words(), said))), one.what, one.remedy
    )


def lint_file(
    file: Path,
    *,
    folder: Path,
    now: datetime,
    final: bool = False,
    out: Path | None = None,
) -> Lint:
    """Look a Word file over; with `out`, write a copy in which what is safe is mended and the
    rest stands in comments.

    folder: a district's folder; a file of ours is compared with its answers, or with those of a
    folder around the file. now: dates the comments; its local day begins a plan without a date.
    final: marks such as "[To complete" count. Raises HtsspError, with nothing written, where the
    file cannot be read or `out` is there already.
    """
    if out is not None:
        refuse_taken_place(file, out)
    sheet = Sheet(open_file(read_bytes(file), str(file)))
    found = lint(sheet, final=final)
    different = _different(sheet, file, folder, now)
    found = sorted([*found, *(different or ())], key=lambda one: one.paragraph)
    if out is None:
        return Lint(file, tuple(found), None, (), 0, different is not None, final)
    mended, commented, data = _mended(sheet, found, now)
    write_atomically(out, data)
    compared = different is not None
    return Lint(file, tuple(found), out, tuple(mended), commented, compared, final)


def _mended(sheet: Sheet, found: list[Finding], now: datetime) -> tuple[list[Finding], int, bytes]:
    from htssp_builder.word.care.lint_comments import comment
    from htssp_builder.word.care.lint_fix import mend
    from htssp_builder.word.care.parts import Parts

    parts = Parts(sheet.package)
    mended = mend(sheet, parts, found)
    left = [one for one in found if one not in mended and one.severity != "note"]
    commented = comment(sheet, parts, left, now)
    return mended, commented, parts.data()


def _different(sheet: Sheet, file: Path, folder: Path, now: datetime) -> list[Finding] | None:
    """Answers that stand otherwise in the file than in district.yaml; None where none lie beside
    it, the file is not of this district's documents, or the answers cannot be read."""
    base = sheet.file.base
    if base is None:
        return None
    from htssp_builder.actions.lint_answers import different

    for place in dict.fromkeys((folder.resolve(), *list(file.resolve().parents)[:3])):
        if (place / "district.yaml").is_file():
            try:
                return list(different(sheet, base, place, now))
            except HtsspError as wrong:
                first = wrong.problems[0]
                return [
                    sheet.at("answers-unread", "warning", -1,
                             f"The answers beside the file cannot be read: {first.what}",
                             "See `htssp check`; until then nothing is compared with them.")
                ]  # fmt: skip
    return None
