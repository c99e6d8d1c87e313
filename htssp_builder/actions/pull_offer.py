"""What `pull` found in files that came back: changes to take in, and what cannot be taken."""

from typing import Literal, NamedTuple

from htssp_builder.problems import Problem
from htssp_builder.readback.model import Edited, Place


class Offer(NamedTuple):
    """One change that can be taken in.

    path, question: of the answer, or of a part of a checklist line. was, now: for people.
    places: where it was changed. doubt: why it is only taken when somebody says so by itself, ""
    for a change that was plainly meant.
    how: "set" gives an answer, "clear" takes one out, "mark" changes a line of the checklist.
    value: what is typed into the questionnaire. line, values: of the checklist; who: changed it.
    """

    path: str
    question: str
    was: str
    now: str
    places: tuple[Place, ...]
    doubt: str = ""
    how: Literal["set", "clear", "mark"] = "set"
    value: str = ""
    line: str = ""
    values: tuple[tuple[str, str], ...] = ()
    who: str = ""

    def where(self) -> str:
        """From which files and sections, for people."""
        return "; ".join(dict.fromkeys(place.shown() for place in self.places))


class Found(NamedTuple):
    """offers: in the order of the files. problems: errors are conflicts and refused values,
    warnings what is only to be known."""

    offers: list[Offer]
    problems: list[Problem]

    def refuse(self, edit: Edited, what: str, remedy: str) -> None:
        """A change that cannot be taken in, with its place."""
        self.problems.append(Problem("error", where(edit), what, remedy))

    def tell(self, edit: Edited, what: str, remedy: str) -> None:
        """A change that is not an answer, and what to do about it."""
        self.problems.append(Problem("warning", where(edit), what, remedy))

    def conflict(self, edits: tuple[Edited, ...], path: str, remedy: str) -> None:
        """Two changes that cannot both be meant: none of them is taken."""
        first = edits[0]
        said = "; ".join(
            dict.fromkeys(f"'{e.now or 'nothing'}' in {e.place.shown()}" for e in edits)
        )
        what = f"{first.label} ({path}) was changed in two ways: {said}. None was taken."
        self.problems.append(Problem("error", path, what, remedy))


def where(edit: Edited) -> str:
    """The place of a change, for a message: file, section, label."""
    return f"{edit.place.shown()}, {edit.label}" if edit.label else edit.place.shown()


def places(edits: tuple[Edited, ...]) -> tuple[Place, ...]:
    """Where these changes stand, each place once."""
    return tuple(dict.fromkeys(edit.place for edit in edits))


def doubt(edits: tuple[Edited, ...]) -> str:
    """Why these changes are doubtful, "" where one of them is not."""
    return "" if any(not edit.doubt for edit in edits) else edits[0].doubt
