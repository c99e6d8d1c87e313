"""What people said and changed in Word files that came back: all of it in one list."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from htssp_builder.problems import HtsspError, Problem
from htssp_builder.word.care.comments_list import Remark, remarks
from htssp_builder.word.read.package import open_file
from htssp_builder.word.read.reader import read
from htssp_builder.workspace.files import read_bytes

SCHEMA = "htssp/comments/1"

KINDS = {
    "comment": "comment",
    "added": "added",
    "deleted": "deleted",
    "moved-away": "moved away",
    "moved-here": "moved here",
    "cells": "cells merged",
    "formatted": "formatting",
}
"""What each kind of remark is called for people."""


class Found(NamedTuple):
    """One remark, and the file that it is in, as it was named."""

    file: Path
    remark: Remark


class Comments(NamedTuple):
    """The remarks of some files. only_open: resolved threads were left out."""

    files: tuple[Path, ...]
    found: tuple[Found, ...]
    only_open: bool

    def summary(self) -> str:
        """ "3 comments, 1 of them resolved, and 2 tracked changes in 1 file." """
        threads = [one.remark for one in self.found if one.remark.kind == "comment"]
        done = sum(not one.open for one in threads)
        resolved = f", {done} of them resolved," if done else ""
        return (
            f"{_counted(len(threads), 'comment')}{resolved} and "
            f"{_counted(len(self.found) - len(threads), 'tracked change')} in "
            f"{_counted(len(self.files), 'file')}."
        )

    def report(self) -> dict[str, Any]:
        """The list as plain data for --json."""
        data = {
            "files": [str(file) for file in self.files],
            "open_only": self.only_open,
            "remarks": list(map(_plain, self.found)),
        }
        return {"schema": SCHEMA, "problems": [], "data": data}


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _plain(found: Found) -> dict[str, Any]:
    one = found.remark
    return {
        "file": str(found.file),
        "kind": one.kind,
        "id": one.id,
        "author": one.author,
        "date": one.date,
        "words": one.words,
        "text": one.text,
        "section": {"number": one.section.number, "title": one.section.title},
        "resolved": one.resolved,
        "replies": [reply._asdict() for reply in one.replies],
    }


def list_comments(files: Sequence[Path], *, only_open: bool = False) -> Comments:
    """Every comment with its replies and every pending tracked change of Word files.

    The files are only read. only_open: without the threads that are resolved. Raises HtsspError
    with a sentence for each file that cannot be read.
    """
    named = tuple(dict.fromkeys(files))
    problems: list[Problem] = []
    found: list[Found] = []
    for file in named:
        try:
            found += _of(file, only_open)
        except HtsspError as wrong:
            problems += wrong.problems
    if problems:
        raise HtsspError(*problems)
    return Comments(named, tuple(found), only_open)


def _of(file: Path, only_open: bool) -> Iterator[Found]:
    content = read(open_file(read_bytes(file), str(file)))
    for remark in remarks(content):
        if remark.open or not only_open:
            yield Found(file, remark)
