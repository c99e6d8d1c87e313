"""Makes the copy of a Word file that leaves the house, and says what is no longer in it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from htssp_builder.compose.facts import hidden_names
from htssp_builder.problems import HtsspError, error
from htssp_builder.word.care.clean import Taken, clean
from htssp_builder.workspace.files import read_bytes, write_atomically
from htssp_builder.workspace.textfiles import load
from htssp_builder.yamlfile.read import read

SCHEMA = "htssp/clean/1"
_ANSWERS = "district.yaml"


class Clean(NamedTuple):
    """file, out: the file and its copy. taken: what is not in the copy. names: how many names of
    people who are not to be named were looked for; None where no answers lie beside the file.
    unread: parts that are files of other programs, and are in the copy as they were."""

    file: Path
    out: Path
    taken: tuple[Taken, ...]
    names: int | None
    unread: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """The report for the terminal."""
        yield f"Written: {self.out}"
        if not self.taken:
            yield "There was nothing to take out."
        for one in self.taken:
            yield f"{one.what[:1].upper()}{one.what[1:]}: {one.number}" + (
                f" ({one.detail})" if one.detail else ""
            )
        for part in self.unread:
            yield (
                f"Left as it is: {part}, a file of another program inside the document. "
                "See in Word what it says."
            )
        if self.names is None:
            yield (
                "No district.yaml lies beside the file, so no names were looked for. "
                "Name the district's folder with -C if there are people who are not to be named."
            )
        elif self.names:
            yield f"Looked for {self.names} names that are not to be shown; none is in the copy."

    def report(self) -> dict[str, Any]:
        """The report as plain data for --json."""
        data = {
            "file": str(self.file),
            "out": str(self.out),
            "taken": [one._asdict() for one in self.taken],
            "names_looked_for": self.names,
            "unread": list(self.unread),
        }
        return {"schema": SCHEMA, "problems": [], "data": data}


def clean_file(file: Path, out: Path, *, folder: Path, accept: bool | None = None) -> Clean:
    """Write a copy of `file` without comments, hidden text and traces of people to `out`.

    folder: a district's folder whose people may be in the file; one around the file counts too.
    accept: how tracked changes are settled. Raises HtsspError, with nothing written, where the
    file cannot be read, `out` is there already, changes are pending and nobody said how to settle
    them, or a person who is not to be named would be in the copy.
    """
    content = read_bytes(file)
    refuse_taken_place(file, out)
    names = _names(file, folder)
    made = clean(content, str(file), accept=accept, names=names or ())
    write_atomically(out, made.data)
    return Clean(file, out, made.taken, None if names is None else len(names), made.unread)


def refuse_taken_place(file: Path, out: Path) -> None:
    """Raise HtsspError where `out` is the file itself, is there already or is no Word file."""
    if out.exists() and out.samefile(file):
        raise HtsspError(
            error(str(out), "This is the file itself, and it stays as it is.",
                  "Name another file with -o.")
        )  # fmt: skip
    if out.exists():
        raise HtsspError(
            error(str(out), "There is a file of that name already, and it stays as it is.",
                  "Choose another name, or delete that file first.")
        )  # fmt: skip
    if out.suffix.lower() != ".docx":
        raise HtsspError(
            error(str(out), "The copy is a Word file.", "Give it a name that ends in .docx.")
        )


def _names(file: Path, folder: Path) -> list[str] | None:
    """Names that must not be in the copy; None where no answers were found.

    Answers that cannot be read whole are refused: a name could be among what was not read.
    """
    places = dict.fromkeys((folder.resolve(), *list(file.resolve().parents)[:3]))
    found: list[str] | None = None
    for place in places:
        answers = place / _ANSWERS
        if answers.is_file():
            root, problems = read(load(answers).text, str(answers))
            if problems:
                raise HtsspError(*problems)
            found = [*(found or []), *(name for name, _ in hidden_names(root))]
    return None if found is None else list(dict.fromkeys(found))
