"""What is wrong, where it is, and how a person mends it.

Every floor reports with these two types, so that a message reads the same whether it comes
from a pack, a district's answers or a Word file.
"""

from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "note"]


class Problem(NamedTuple):
    """One thing that is not right.

    severity: an error stops what was asked; a warning is printed; a note is only listed.
    where: a file with its line ("district.yaml:12"), an answer's path or a block's id.
    what: one sentence that says what is wrong.
    remedy: one sentence that says how to mend it.
    """

    severity: Severity
    where: str
    what: str
    remedy: str

    def sentence(self) -> str:
        """Everything in one line, as the terminal prints it."""
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what} {self.remedy}".strip()


class HtsspError(Exception):
    """Something that only a person can mend; the terminal prints it and stops.

    problems: at least one; all that were found in one pass.
    exit_code: 2 bad input (default), 1 findings or a refusal.
    """

    def __init__(self, *problems: Problem, exit_code: int = 2) -> None:
        super().__init__("\n".join(p.sentence() for p in problems))
        self.problems = problems
        self.exit_code = exit_code


def error(where: str, what: str, remedy: str) -> Problem:
    """A problem that stops what was asked."""
    return Problem("error", where, what, remedy)
