"""A sitting at the questionnaire: a district held open, what is asked of it, each answer saved.

Doors show what a sitting says and hand over what a person typed; they hold no rule of their own.
The file may be edited by hand meanwhile: it is looked at before every question and every save,
read again where it changed, and never overwritten blindly.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from htssp_builder.actions.change import Change, Edit, Shown, add, give, leave_open, take_out
from htssp_builder.actions.district import ANSWERS, District, open_district
from htssp_builder.compose.facts import Facts
from htssp_builder.interview.answers import Answers, check_answers, record_id
from htssp_builder.interview.course import Ground, Stop, course, record_stops, touches
from htssp_builder.interview.gaps import Gap, Tally, question_gaps, standing
from htssp_builder.interview.shapes import find_shape
from htssp_builder.pack.model import Question, Section
from htssp_builder.problems import HtsspError, Problem, error
from htssp_builder.workspace.lock import writing
from htssp_builder.workspace.proven import load_proven
from htssp_builder.workspace.textfiles import load, save
from htssp_builder.yamlfile.nodes import Sequence, plain
from htssp_builder.yamlfile.pieces import Pieces
from htssp_builder.yamlfile.read import read

BACKUP_EVERY = timedelta(minutes=15)
"""A sitting saves some hundred times and 20 versions are kept: those of earlier days shall last."""


class ChangedMeanwhile(Exception):
    """The answer that was about to be given stands differently in the file by now, because it
    was edited there. Nothing was written; the sitting has read the file again."""


class Sitting:
    """A district's questionnaire, held open.

    district: as last read. mistakes: of its answers, each with file and line; they are shown,
    and do not stand in the way of answering.
    """

    def __init__(self, folder: Path) -> None:
        """Raises HtsspError where there is no district, or its file cannot be read as a whole."""
        self.folder = folder
        self._backed_up: datetime | None = None
        self._take(open_district(folder))

    def _take(self, district: District) -> None:
        if district.problems:
            raise HtsspError(*district.problems)
        self.district = district
        self.mistakes: list[Problem] = check_answers(
            district.answers, load_proven(district.workspace)
        )
        self._pieces = Pieces(district.loaded.text, district.answers.root)
        self._facts: Facts | None = None
        self._tables: dict[str, list[Gap]] = {}

    def refresh(self) -> bool:
        """Read the file again where it changed on disk; whether it did.

        Raises HtsspError where it cannot be read now; the sitting then stays as it was.
        """
        path = self.district.workspace.answers
        if path.exists() and load(path).digest == self.district.loaded.digest:
            return False
        self._take(open_district(self.folder))
        self._backed_up = None
        return True

    # What is asked

    @property
    def sections(self) -> tuple[Section, ...]:
        """The pages of the questionnaire in the pack's order."""
        return self.district.opened.pack.sections

    @property
    def answers(self) -> Answers:
        return self.district.answers

    @property
    def facts(self) -> Facts:
        """What the documents say of the district."""
        if self._facts is None:
            self._facts = self.district.facts
        return self._facts

    def ground(self, opened: Iterable[str] = ()) -> Ground:
        """What a row of stops is laid on. opened: keys of optional groups asked for."""
        return Ground(self.answers, self.facts.law_text, frozenset(opened))

    def row(self, opened: Iterable[str] = (), section: str = "") -> list[Stop]:
        """Every stop, or those of one section."""
        wanted = (s for s in self.sections if section in ("", s.id))
        return course(wanted, self.ground(opened))

    def record_row(
        self, question: Question, path: str, section: str, opened: Iterable[str] = ()
    ) -> list[Stop]:
        """The stops of one record of a table."""
        return record_stops(question, path, section, self.ground(opened))

    # What is open

    def gaps(self, section: str = "") -> list[Gap]:
        """Everything that is missing, unknown, unverified or wrong, in the order of asking."""
        found: list[Gap] = []
        for part in self.sections:
            if section in ("", part.id):
                for question in part.questions:
                    found.extend(self._gaps_of(question))
        return found

    def _gaps_of(self, question: Question) -> list[Gap]:
        """A table of a thousand rows takes 30 ms; it is looked through when it has changed."""
        if question.type != "records":
            return question_gaps(question, self.ground(), self.facts.law_checked)
        if not self.answers.asked(question.when):
            return []
        if question.id not in self._tables:
            self._tables[question.id] = question_gaps(question, self.ground(), True)
        return self._tables[question.id]

    def tally(self, section: str = "") -> Tally:
        """How many questions are answered of those that are asked."""
        ground = self.ground()
        states = [
            standing(question, ground, self._gaps_of(question))
            for part in self.sections
            for question in (part.questions if section in ("", part.id) else ())
            if self.answers.asked(question.when)
        ]
        return Tally(states.count("answered"), states.count("default"), len(states))

    def resume(self, row: list[Stop]) -> str:
        """The key of the stop to go on with: the first that is missing, else the first that is
        open in any way, else the first."""
        gaps = self.gaps()
        for states in (("missing", "wrong"), ("unknown", "unverified")):
            for gap in gaps:
                if gap.state in states:
                    found = next((stop.key for stop in row if touches(stop, gap.path)), "")
                    if found:
                        return found
        return row[0].key if row else ""

    # Answers

    def give(self, path: str, value: str, *, now: datetime) -> Shown:
        """Give one answer. Raises HtsspError where the value is wrong or cannot be saved, and
        ChangedMeanwhile where the answer was changed in the file since it was shown."""
        self._follow(path)
        return self._keep(give(self.district, path, value), now)

    def leave_open(self, path: str, who: str, by: str, *, now: datetime) -> Shown:
        """Say that an answer is not known yet, who will find out, and by when."""
        self._follow(path)
        return self._keep(leave_open(self.district, path, who, by), now)

    def take_out(self, path: str, *, now: datetime) -> Shown:
        """Take an answer, or a whole record, out of the file."""
        self._follow(path)
        return self._keep(take_out(self.district, path), now)

    def add_record(self, path: str, values: Mapping[str, str], *, now: datetime) -> Shown:
        """Add a record to a table; `path` of what is given back is the record's."""
        self.refresh()
        return self._keep(add(self.district, path, values), now)

    def take_over(self, path: str, other: str, *, now: datetime) -> Shown:
        """Write at one path what stands at another of the same shape: a person with two posts."""
        self._follow(path)
        shape, node = find_shape(self.answers.shape, path), self.answers.node(other)
        if shape is None or node is None:
            raise HtsspError(error(other, "There is no answer.", "Nothing was changed."))
        edit = Edit("set", tuple(path.split(".")), plain(node))
        return self._keep((edit, Shown(path, shape.label, "", "given")), now)

    def _follow(self, path: str) -> None:
        """Read the file again where it changed; the answer at the path must not have."""
        before = _words(self.answers, path)
        if self.refresh() and _words(self.answers, path) != before:
            raise ChangedMeanwhile

    def _keep(self, change: Change, now: datetime) -> Shown:
        edit, shown = change
        try:
            if not _in_a_piece(self._pieces, edit):
                text = edit.apply(self._pieces.text)
                self._pieces = Pieces(text, read(text, ANSWERS)[0])
            self._write(now)
        except HtsspError:
            self._pieces = Pieces(self.district.loaded.text, self.answers.root)
            self._take(open_district(self.folder))  # what is in memory is not in the file
            raise
        self._facts = None
        changed = ".".join(edit.steps)
        for table in [t for t in self._tables if f"{changed}.".startswith(f"{t}.")]:
            del self._tables[table]
        return shown

    def _write(self, now: datetime) -> None:
        workspace, loaded = self.district.workspace, self.district.loaded
        text = self._pieces.text
        backup = self._backed_up is None or now - self._backed_up >= BACKUP_EVERY
        with writing(workspace):
            saved = save(workspace, workspace.answers, text, loaded, now=now, backup=backup)
        if backup and saved.digest != loaded.digest:
            self._backed_up = now
        answers = self.answers._replace(root=self._pieces.root)
        self.district = self.district._replace(loaded=saved, answers=answers)


def _in_a_piece(pieces: Pieces, edit: Edit) -> bool:
    """Make the change in the piece that it touches; False where the whole file has to be read."""
    name, node = edit.steps[0], pieces.root.entries.get(edit.steps[0])
    if node is None:
        return edit.how == "set" and pieces.append(edit.apply(""))
    record = ""
    if isinstance(node, Sequence) and node.items:
        if edit.how == "set" and len(edit.steps) > 2:
            record = edit.steps[1]
        elif edit.how == "add":
            record = record_id(node.items[-1])
    found = pieces.find(name, record)
    if found is None or edit.how == "remove":
        return False
    piece, text = found
    return pieces.put(piece, edit.apply(text))


def _words(answers: Answers, path: str) -> object:
    """What stands at a path, however it is written."""
    node = answers.node(path)
    return None if node is None else plain(node)
