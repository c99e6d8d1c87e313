"""Changes of checklist lines: ticks, status, days, owners and evidence, judged as `mark` would."""

from collections.abc import Iterable
from datetime import date, datetime

from htssp_builder.actions.progress import Tracked
from htssp_builder.actions.pull_offer import Found, Offer, doubt, places
from htssp_builder.interview.values import show_date
from htssp_builder.planning.progress_file import with_change
from htssp_builder.planning.progress_marks import Mark, canonical_status
from htssp_builder.problems import HtsspError
from htssp_builder.readback.dates import iso_day
from htssp_builder.readback.edits import NOT_SURE
from htssp_builder.readback.model import Edited
from htssp_builder.readback.siblings import Meant, by_path
from htssp_builder.readback.words import same

PREFIX = "progress."
EMPTIED = "it was emptied; taking it in takes it out"
BESIDE = "what shows it was typed beside it by hand"
_UNTICKED = "unticked"
_NO_DAY = "no date yet"


def progress_offers(
    tracked: Tracked, edits: Iterable[Edited], who: dict[str, str], now: datetime, found: Found
) -> None:
    """Adds what can be taken in, and what cannot, to `found`.

    who: name of a file -> who changed it. now: with its time zone; a line that is ticked counts
    as done on its day.
    """
    every = by_path(edits, _kept)
    lines = _Lines(tracked, who, now, found)
    lines.note_evidence(every)
    for meant in every:
        lines.take(meant)


def _kept(edit: Edited) -> str:
    part = edit.path.rpartition(".")[2]
    if edit.box:
        return "done" if edit.now else _UNTICKED
    if part == "status":
        return canonical_status(edit.now)
    return (iso_day(edit.now) or edit.now) if part == "due" else " ".join(edit.now.split())


class _Lines:
    def __init__(
        self, tracked: Tracked, who: dict[str, str], now: datetime, found: Found
    ) -> None:  # fmt: skip
        self.tracked, self.who, self.now, self.found = tracked, who, now, found
        self.today = now.astimezone().date()
        self.evidence: dict[str, str] = {}
        names: dict[str, list[str]] = {}
        for path, name in tracked.people.items():
            if name and not path.endswith((".primary", ".alternate")):
                names.setdefault(name, []).append(path)
        self.paths = {name: paths[0] for name, paths in names.items() if len(paths) == 1}

    def note_evidence(self, every: Iterable[Meant]) -> None:
        """What shows that a line is done may be new in the same file as its tick."""
        for meant in every:
            line, _, part = meant.path.removeprefix(PREFIX).rpartition(".")
            if part == "evidence" and meant.agreed and meant.edits[0].now:
                self.evidence[line] = meant.edits[0].now

    def take(self, meant: Meant) -> None:
        """One part of one line."""
        line, _, part = meant.path.removeprefix(PREFIX).rpartition(".")
        edit = meant.edits[0]
        if line not in self.tracked.known:
            self.found.tell(
                edit, f"The checklist has no line {line} any more.", "See `htssp plan`."
            )
            return
        values = dict(meant.values)
        if len(values) > 1 and part == "status" and "done" not in values:
            values.pop(_UNTICKED, None)  # the list beside the box says what it is instead
        if len(values) > 1:
            remedy = "Ask who is right, mend the file and pull again."
            self.found.conflict(meant.edits, meant.path, remedy)
            return
        ((kept, edits),) = values.items()
        mark = self.tracked.progress.mark(line)
        if self._is_so(part, kept, mark) or self._moved_on(part, edits[0], mark):
            return
        if kept == _UNTICKED:
            self.found.refuse(
                edit,
                "The tick was taken out, but not what the line is instead.",
                "Choose its status in the list beside the box and pull again.",
            )
        elif part == "status":
            self._status(meant.path, line, kept, edits, mark)
        else:
            self._part(meant.path, line, part, kept, edits)

    def _is_so(self, part: str, kept: str, mark: Mark) -> bool:
        """Whether progress.yaml says so already."""
        if part == "status":
            return kept == mark.status or (kept == _UNTICKED and mark.status != "done")
        return kept == self._printed(part, mark) or (part == "due" and kept == str(mark.due))

    def _moved_on(self, part: str, edit: Edited, mark: Mark) -> bool:
        """Whether progress.yaml says something else by now than the file was made from. A day that
        the plan set moves with the plan; nobody disagrees then."""
        if edit.doubt == NOT_SURE:
            return False
        if part == "status":
            done = "yes" if mark.status == "done" else ""
            moved = edit.was != done if edit.box else canonical_status(edit.was) != mark.status
        else:
            now = self._printed(part, mark)
            moved = not same(edit.was, now) and not (part == "due" and mark.due is None)
        if moved:
            self.found.refuse(
                edit,
                f"It was changed in the file to '{edit.now or 'nothing'}' and in progress.yaml in"
                f" the meantime: it is {self._printed(part, mark) or 'empty'} there now. Nothing"
                " was taken.",
                "Ask which is right, mend the file and pull again.",
            )
        return moved

    def _printed(self, part: str, mark: Mark) -> str:
        if part == "status":
            return mark.status
        if part == "due":
            return show_date(mark.due) if mark.due else ""
        text = str(getattr(mark, part, ""))
        return self.tracked.people.get(text) or self.tracked.people.get(f"committee.{text}") or text

    def _status(
        self, path: str, line: str, kept: str, edits: tuple[Edited, ...], mark: Mark
    ) -> None:
        values, why, shown = {"status": kept}, doubt(edits), kept.replace("-", " ")
        if kept == "done":
            values["on"] = self.today.isoformat()
            shown = f"done on {show_date(self.today)}"
            evidence = self.evidence.get(line, mark.evidence)
            beside = next((edit.beside for edit in edits if edit.beside), "")
            if not evidence and beside:
                values["evidence"], why = beside, why or BESIDE
                shown += f"; shown by: {beside}"
            elif evidence:
                values["evidence"] = evidence
        self._offer(path, line, edits, shown, values, why)

    def _part(
        self, path: str, line: str, part: str, kept: str, edits: tuple[Edited, ...]
    ) -> None:  # fmt: skip
        if part == "due" and kept in ("", _NO_DAY):
            mark = self.tracked.progress.mark(line)
            if mark.due is None:
                return
            kept = ""
        if part == "owner":
            kept = self.paths.get(kept, kept)
        why = doubt(edits) or ("" if kept else EMPTIED)
        day = iso_day(kept) if part == "due" else ""
        shown = show_date(date.fromisoformat(day)) if day else edits[0].now
        self._offer(path, line, edits, shown, {part: kept}, why)

    def _offer(
        self, path: str, line: str, edits: tuple[Edited, ...], shown: str,
        values: dict[str, str], why: str,
    ) -> None:  # fmt: skip
        edit = edits[0]
        who = next((self.who[e.place.file] for e in edits if self.who.get(e.place.file)), "")
        if not who:
            self.found.refuse(edit, "Nobody is named who changed it.", "Name them with --who NAME.")
            return
        try:
            with_change(self.tracked.loaded.text, line, values, who=who, when=self.now)
        except HtsspError as refused:
            for problem in refused.problems:
                self.found.refuse(edit, f"Not taken in: {problem.what}", problem.remedy)
            return
        part = path.rpartition(".")[2]
        was = edit.was
        if part == "status":
            was = self.tracked.progress.mark(line).status.replace("-", " ")
        self.found.offers.append(
            Offer(path, edit.label, was, shown, places(edits), why, "mark", "", line,
                  tuple(values.items()), who)
        )  # fmt: skip
