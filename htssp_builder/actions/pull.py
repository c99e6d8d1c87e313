"""What was changed in Word files that came back, shown first and then taken in.

Nothing is written while it is looked for. What is taken in goes through the questionnaire's and
the checklist's own checks, and each file of the district is saved once, after a backup.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from htssp_builder.actions.change import give, take_out
from htssp_builder.actions.confirmed import left_unconfirmed
from htssp_builder.actions.district import ANSWERS, District, open_district
from htssp_builder.actions.progress import Tracked, open_progress
from htssp_builder.actions.pull_answers import answer_offers, known_answers
from htssp_builder.actions.pull_files import Incoming, open_incoming
from htssp_builder.actions.pull_offer import Found, Offer
from htssp_builder.actions.pull_progress import PREFIX, progress_offers
from htssp_builder.interview.answers import Answers, check_answers
from htssp_builder.planning.lines import plan_lines
from htssp_builder.planning.progress import read_progress
from htssp_builder.planning.progress_file import with_change
from htssp_builder.problems import HtsspError, Problem
from htssp_builder.readback.edits import edited
from htssp_builder.readback.model import Edited
from htssp_builder.readback.retyped import retyped
from htssp_builder.workspace.lock import writing
from htssp_builder.workspace.textfiles import save
from htssp_builder.yamlfile.read import read

SCHEMA = "htssp/pull/1"


class Pull(NamedTuple):
    """What was found. offers: those without a doubt are plainly meant. problems: see Found.
    tracked: the progress as it was read, None where no line of the checklist was changed."""

    district: District
    tracked: Tracked | None
    files: tuple[Incoming, ...]
    offers: tuple[Offer, ...]
    problems: tuple[Problem, ...]

    @property
    def plain(self) -> tuple[Offer, ...]:
        """What is taken in as a whole."""
        return tuple(offer for offer in self.offers if not offer.doubt)

    @property
    def doubtful(self) -> tuple[Offer, ...]:
        """What is only offered, one by one."""
        return tuple(offer for offer in self.offers if offer.doubt)

    @property
    def open(self) -> bool:
        """Whether something could not be taken in, or needs somebody to look at it."""
        return any(problem.severity == "error" for problem in self.problems)

    def report(self, taken: "Taken | None" = None) -> dict[str, Any]:
        """The report as plain data for --json."""
        chosen = taken.offers if taken else ()
        problems = (*self.problems, *(taken.problems if taken else ()))
        return {
            "schema": SCHEMA,
            "problems": [problem._asdict() for problem in problems],
            "data": {
                "files": [
                    {"file": one.returned.name, "document": one.document, "build": one.build,
                     "editor": one.editor, "certain": one.sound}
                    for one in self.files
                ],
                "changes": [_as_data(offer, offer in chosen) for offer in self.offers],
                "notes": list(taken.notes) if taken else [],
            },
        }  # fmt: skip


class Taken(NamedTuple):
    """What was taken in. notes: what is to be confirmed anew. problems: what was refused at the
    last moment, as it does not go together with the rest."""

    offers: tuple[Offer, ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]


def _as_data(offer: Offer, taken: bool) -> dict[str, Any]:
    return {
        "path": offer.path,
        "question": offer.question,
        "was": offer.was,
        "now": offer.now,
        "places": [place._asdict() for place in offer.places],
        "doubt": offer.doubt,
        "who": offer.who,
        "taken": taken,
    }


def open_pull(folder: Path, paths: Sequence[Path], *, now: datetime, who: str = "") -> Pull:
    """What was changed in these files; nothing is written.

    now: with its time zone; its day is the one on which a ticked line was done. who: changed the
    checklist, where that is not whoever saved the file last. Raises HtsspError for a file that is
    none of this district's documents, and for answers that cannot be read.
    """
    district = open_district(folder)
    if district.problems:
        raise HtsspError(*district.problems)
    files = tuple(open_incoming(district, paths, now.astimezone().date()))
    found = Found([], [])
    edits = _edits(district, files)
    answer_offers(district, (one for one in edits if not _of_line(one)), found)
    lines = [one for one in edits if _of_line(one)]
    tracked = _tracked(district) if lines else None
    if tracked is not None:
        editors = {one.returned.name: who.strip() or one.editor for one in files}
        progress_offers(tracked, lines, editors, now, found)
    return Pull(district, tracked, files, tuple(found.offers), tuple(found.problems))


def _of_line(edit: Edited) -> bool:
    return edit.path.startswith(PREFIX)


def _edits(district: District, files: Sequence[Incoming]) -> list[Edited]:
    made: list[Edited] = []
    known = None
    for file in files:
        own = edited(file.returned)
        made += own
        if file.returned.changed:
            known = list(known_answers(district)) if known is None else known
            fields = {(one.path, one.place.block) for one in own}
            made += [
                one
                for one in retyped(file.returned, known)
                if (one.path, one.place.block) not in fields
            ]
    return made


def _tracked(district: District) -> Tracked:
    lines = plan_lines(district.opened.pack.plan, district.answers)
    tracked = open_progress(district, [line.id for line in lines])
    mistakes = [one for one in tracked.progress.problems if one.severity == "error"]
    if mistakes:
        raise HtsspError(*mistakes)
    return tracked


def take_in(pull: Pull, chosen: Sequence[Offer], *, now: datetime) -> Taken:
    """Take these offers in: one save of each file, after a backup.

    Raises HtsspError, with nothing changed, where a file was changed by somebody else since it
    was read. An offer that does not go together with the others is left out and reported.
    """
    work = _Work(pull, now)
    for offer in sorted(chosen, key=lambda one: not one.path.endswith(".status")):
        work.put(offer)
    district, workspace = pull.district, pull.district.workspace
    with writing(workspace):
        # Both files must be as they were read before either is written.
        save(workspace, workspace.answers, district.loaded.text, district.loaded, now=now)
        if pull.tracked is not None and work.progress != pull.tracked.loaded.text:
            save(workspace, workspace.progress, work.progress, pull.tracked.loaded, now=now)
        save(workspace, workspace.answers, work.answers, district.loaded, now=now)
    done = [offer for offer in pull.offers if offer in work.done]
    return Taken(tuple(done), tuple(dict.fromkeys(work.notes)), tuple(work.problems))


class _Work:
    """The texts of both files while offers are put in, one by one."""

    def __init__(self, pull: Pull, now: datetime) -> None:
        self.district, self.tracked, self.now = pull.district, pull.tracked, now
        self.answers = pull.district.loaded.text
        self.progress = pull.tracked.loaded.text if pull.tracked else ""
        self.done: list[Offer] = []
        self.notes: list[str] = []
        self.problems: list[Problem] = []
        self._faults = len(check_answers(self.district.answers))

    def put(self, offer: Offer) -> None:
        """Put one in, or say why not."""
        try:
            if offer.how == "mark":
                self._mark(offer)
            else:
                self._answer(offer)
        except HtsspError as refused:
            self.problems += [
                Problem("error", f"{offer.where()}, {offer.question}", f"Not taken in: {one.what}",
                        one.remedy)
                for one in refused.problems
            ]  # fmt: skip
            return
        self.done.append(offer)

    def _answer(self, offer: Offer) -> None:
        if offer.how == "clear":
            edit, shown = take_out(self.district, offer.path)
        else:
            edit, shown = give(self.district, offer.path, offer.value)
        note = left_unconfirmed(self.district, offer.path, shown.text)
        text = edit.apply(self.answers)
        root, problems = read(text, ANSWERS)
        answers = Answers(self.district.answers.shape, root, ANSWERS)
        faults = check_answers(answers)
        if problems or len(faults) > self._faults:
            raise HtsspError(*(problems or faults))
        self.answers, self.district = text, self.district._replace(answers=answers)
        self.notes += [note] if note else []

    def _mark(self, offer: Offer) -> None:
        if self.tracked is None:
            raise RuntimeError("a change of the checklist without its progress")
        text = with_change(
            self.progress, offer.line, dict(offer.values), who=offer.who, when=self.now
        )
        before = {(p.what, p.remedy) for p in self.tracked.progress.problems}
        after = read_progress(text, self.tracked.known, self.tracked.people).problems
        new = [p for p in after if p.severity == "error" and (p.what, p.remedy) not in before]
        if new:
            raise HtsspError(*new)
        self.progress = text
