"""What a person would type who answers the whole questionnaire as an example district has.

The script is made by going through the questionnaire once, in a folder of its own, and writing
down each reply; typed into `htssp ask` in an empty folder it must give the same district.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from htssp_builder.actions.ask import Sitting
from htssp_builder.cli.ask_people import OFFER
from htssp_builder.cli.ask_tables import MENU, first_column
from htssp_builder.cli.ask_talk import Talk
from htssp_builder.interview.answers import Answers, unknown
from htssp_builder.interview.course import filled
from htssp_builder.yamlfile.nodes import Mapping, Sequence
from htssp_builder.yamlfile.read import read


class Silent:
    """A console on which nothing is shown; it replies to what is not a question of the course."""

    talk: "Author"

    def say(self, text: str = "", *, strong: bool = False) -> None: ...

    def line(self, prompt: str, *, start: str = "") -> str:
        reply = self.talk.in_table(prompt)
        self.talk.script.append(reply)
        return reply

    def lines(self, prompt: str, *, start: str = "") -> str:
        raise AssertionError("not asked outside the course")

    def pick(self, prompt: str, choices: Any, now: str) -> str:
        return self.line(prompt)

    def strike(self, prompt: str, choices: Any) -> str:
        raise AssertionError("not asked outside the course")

    def tick(self, prompt: str, choices: Any, ticked: Any) -> str:
        raise AssertionError("not asked outside the course")


class Author(Talk):
    """Replies to every question with the example's answer. script: the lines that were typed."""

    def __init__(self, folder: Path, example: Path) -> None:
        console = Silent()
        super().__init__(Sitting(folder), console, "", False, lambda: datetime.now(UTC))
        console.talk = self
        root, problems = read(example.read_text(encoding="utf-8"), "example")
        assert not problems
        self.example = Answers(self.sitting.answers.shape, root, "example")
        self.table: Any = None
        self.script: list[str] = []
        self.pending: list[str] = []

    def _ask(self, stop: Any) -> str:
        if stop.kind == "records":
            self.table = stop
        return super()._ask(stop)

    def hear(self, stop: Any, view: Any) -> str:
        reply = "!" if self._is_open(stop) else self._reply(stop)
        if stop.shape.kind == "paragraph" and reply not in ("", "!"):
            self.script += [*reply.split("\n"), ""]
        else:
            self.script.append(reply)
        return reply

    def _reply(self, stop: Any) -> str:
        path = self._in_example(stop.path)
        if stop.kind == "own":
            parts = ("when", "at_latest", "unit", "counts_from", "to", "citation")
        elif stop.kind == "more":
            parts = ("mobile", "languages", "shown_as", "not_to", "form")
        else:
            return self.example.text(path).strip()
        return "y" if any(filled(self.example.node(f"{path}.{part}")) for part in parts) else ""

    def _is_open(self, stop: Any) -> bool:
        """Whether the example says of this place, or of all of which it is the first part, that
        somebody will find out."""
        path = self._in_example(stop.path)
        for place in (path, path.rpartition(".")[0]):
            found = unknown(self.example.node(place)) if place else None
            if found and stop.kind == "answer":
                self.pending = [found.who, found.by]
                return True
        return False

    def _in_example(self, path: str) -> str:
        """A path with the ids of the example's records: the questionnaire makes its own."""
        if self.table is None or not path.startswith(f"{self.table.path}."):
            return path
        ident, _, rest = path.removeprefix(f"{self.table.path}.").partition(".")
        made = self.sitting.answers.node(self.table.path)
        place = [item.entries["id"].text for item in made.items].index(ident)
        record = self._records()[place].entries["id"].text
        return f"{self.table.path}.{record}.{rest}".rstrip(".")

    def _records(self) -> list[Mapping]:
        node = self.example.node(self.table.path)
        return list(node.items) if isinstance(node, Sequence) else []  # type: ignore[arg-type]

    def in_table(self, prompt: str) -> str:
        """Who finds out and by when, the menu below a table, or the first column of a row."""
        if prompt.startswith(("Who will", "By when")):
            return self.pending.pop(0)
        if prompt == OFFER:  # a script names every detail anew, as somebody might
            return ""
        made = self.sitting.answers.node(self.table.path)
        count = len(made.items) if isinstance(made, Sequence) else 0
        if prompt == MENU:
            return "a" if count < len(self._records()) else ""
        column = first_column(self.table.question)
        if len(self.script) > 1 and self.script[-2] != "a" and self.script[-1] != "a":
            raise AssertionError(f"the row before was refused: {self.script[-3:]}")
        return self._records()[count].entries[column.id].text


def script_of(folder: Path, example: Path) -> list[str]:
    """The lines that answer the questionnaire in `folder` as the example has it."""
    author = Author(folder, example)
    author.run()
    return author.script
