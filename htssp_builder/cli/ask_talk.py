"""The talk itself: from stop to stop, each answer saved before the next question is put."""

from collections.abc import Callable
from datetime import date, datetime

from htssp_builder.actions.ask import ChangedMeanwhile, Sitting
from htssp_builder.actions.ask_view import View, look
from htssp_builder.cli import ask_screen
from htssp_builder.cli.ask_console import SIGNS, Console, EndOfInput
from htssp_builder.cli.ask_signs import Jump, act_on
from htssp_builder.cli.ask_unbroken import unbroken
from htssp_builder.interview.course import Stop, Wanted, after, before, below, lacking, place_of
from htssp_builder.interview.shapes import find_shape
from htssp_builder.interview.values import NO, YES
from htssp_builder.problems import HtsspError

Row = Callable[[], list[Stop]]
"""Lays the row of stops anew: an answer can open and close questions."""


class Talk:
    """One person at the questionnaire.

    section: only this one, "" for all. missing: only what is missing, unknown or unverified.
    place: what is asked now, in words. now: gives the time for backups.
    """

    def __init__(
        self,
        sitting: Sitting,
        console: Console,
        section: str,
        missing: bool,
        now: Callable[[], datetime],
    ) -> None:
        self.sitting, self.console, self.now = sitting, console, now
        self.section, self.missing = section, missing
        self.place = ""
        self.opened: set[str] = set()
        self._trail: set[str] = set()
        self._section_shown = self._question_shown = ""
        self._told: list[str] = []

    def today(self) -> date:
        """The day where the person is."""
        return self.now().astimezone().date()

    # The way

    def run(self, start: str = "") -> None:
        """Ask until the end. Raises Leave, EndOfInput, KeyboardInterrupt.

        start: the path to begin with, "" for the first that is wanted.
        """
        row = self.row()
        if self.section:
            row = [stop for stop in row if stop.section == self.section]
        first = next((stop.key for stop in row if self.wanted()(stop)), "")
        key = first if self.section or self.missing else self.sitting.resume(row)
        key = row[place_of(row, start)].key if start and row else key
        while key:
            try:
                self.walk(self.row, key)
                key = ""
            except Jump as jump:
                key = str(jump)
                self.forget()
                self.section = self.section and key and self._section_of(key)

    def row(self) -> list[Stop]:
        return self.sitting.row(self.opened)

    def _section_of(self, key: str) -> str:
        return next((stop.section for stop in self.row() if stop.key == key), "")

    def wanted(self) -> Wanted:
        """Whether a stop is asked in this talk."""
        section = self.section
        if not self.missing:
            return lambda stop: section in ("", stop.section)
        return lacking(gap.path for gap in self.sitting.gaps(section))

    def walk(self, make_row: Row, key: str, more: Wanted = lambda stop: True) -> None:
        """From one stop to the next until the row ends, or until one goes back at its first."""
        while key:
            self.fresh()
            row = make_row()
            stop = row[place_of(row, key)]
            self._head(stop)
            move = self._ask(stop)
            self._trail.add(stop.key)
            key = self._moved(make_row(), stop, move, more)

    def _moved(self, row: list[Stop], stop: Stop, move: str, more: Wanted) -> str:
        asked = self.wanted()
        if move == "stay":
            return stop.key
        if move == "past":
            person = stop.path.rpartition(".")[0]
            return after(row, stop.key, lambda s: asked(s) and more(s) and not below(s, person))
        if move != "back":
            return after(row, stop.key, lambda s: asked(s) and more(s), whole=move == "over")
        key = before(row, stop.key, lambda s: (asked(s) or s.key in self._trail) and more(s))
        if not key and row[0].key == self.row()[0].key:
            self.console.say("  This is the first question.")
            return stop.key
        return key

    def fresh(self) -> None:
        """Follow what was changed in the file by hand; wait while it has mistakes there."""
        while True:
            try:
                if self.sitting.refresh():
                    self.console.say("  district.yaml was changed meanwhile and was read again.")
                    self.tell_mistakes()
                return
            except HtsspError as wrong:
                self._wait_for(wrong)

    def _wait_for(self, wrong: HtsspError) -> None:
        self.console.say("The file was changed by hand and cannot be read now. Nothing is lost:")
        for problem in wrong.problems:
            self.console.say(ask_screen.wrapped(problem.sentence()))
        try:
            reply = self.console.line("Mend it, then press Enter to read it again (q quits): ")
        except EndOfInput:
            raise wrong from None
        if reply == "q":
            raise wrong

    def tell_mistakes(self) -> None:
        """Say which answers are wrong, each with its line."""
        for problem in self.sitting.mistakes[:10]:
            self.console.say(ask_screen.wrapped(problem.sentence()))
        if len(self.sitting.mistakes) > 10:
            self.console.say(f"  ... and {len(self.sitting.mistakes) - 10} more mistakes.")

    # One stop

    def _head(self, stop: Stop) -> None:
        sitting, say = self.sitting, self.console.say
        section = next(s for s in sitting.sections if s.id == stop.section)
        if stop.section != self._section_shown:
            number = sitting.sections.index(section) + 1
            say()
            say(f"{number} of {len(sitting.sections)}: {section.title}", strong=True)
            say(ask_screen.wrapped(section.intro))
            self._section_shown = stop.section
        self.place = f"{stop.question.label}"
        if stop.path != stop.whole or stop.kind != "answer":
            self.place += f": {ask_screen.part_label(stop)}"
        if stop.whole == self._question_shown:
            return
        self._question_shown = stop.whole
        if ask_screen.in_record(stop):
            self._column_head(stop)
            return
        say()
        say(ask_screen.wrapped(ask_screen.title(stop.question), ""), strong=True)
        for line in ask_screen.question_lines(stop.question, look(sitting, stop).text):
            say(line)
        tallies = sitting.tally(section.id), sitting.tally()
        say(ask_screen.wrapped(ask_screen.progress(section, *tallies)))
        say(self._keys(stop))

    def _keys(self, stop: Stop) -> str:
        if stop.kind == "records":
            return ask_screen.KEYS_TABLE
        given = self.sitting.ground().given(stop.path)
        return ask_screen.KEYS_GIVEN if given else ask_screen.KEYS_OPEN

    def _column_head(self, stop: Stop) -> None:
        """A heading only for a column that has parts; of a plain one the prompt says enough."""
        if stop.path != stop.whole:
            self.console.say()
            self.console.say(ask_screen.title(stop.question), strong=True)
        if stop.question.help:
            self.console.say(ask_screen.wrapped(stop.question.help))

    def _ask(self, stop: Stop) -> str:
        if stop.kind == "records":
            from htssp_builder.cli.ask_tables import visit

            return visit(self, stop)
        view = look(self.sitting, stop)
        told = [stop.key, *ask_screen.state_lines(stop, view)]
        for line in told[1:] if told != self._told else ():
            self.console.say(line)
        self._told = told
        return self.act(stop, view, self.hear(stop, view))

    def forget(self) -> None:
        """What was said of the question has scrolled away, and is said again."""
        self._question_shown, self._told = "", []

    def hear(self, stop: Stop, view: View) -> str:
        """The reply at a stop, asked in the way that fits its type."""
        kind, label, console = stop.shape.kind, ask_screen.asked_label(stop), self.console
        if kind == "choice":
            return console.pick(label, stop.shape.choices, view.text)
        if kind == "yes/no":
            return console.pick(label, (("yes", "Yes"), ("no", "No")), view.text)
        if kind == "choices":
            labels = {shown: value for value, shown in stop.shape.choices}
            ticked = [labels.get(word, word) for word in view.text.split(", ") if word]
            return console.tick(label, stop.shape.choices, ticked)
        prompt = ask_screen.prompt(stop, view)
        return console.lines(prompt) if kind == "paragraph" else console.line(prompt)

    def act(self, stop: Stop, view: View, reply: str) -> str:
        """What a reply means: "next", "back", "over" (the next question), "past" (what comes
        after this person) or "stay"."""
        if reply in ("", "<", ">"):
            return {"": "next", "<": "back", ">": "over"}[reply]
        if reply in SIGNS:
            return act_on(self, stop, view, reply)
        if stop.kind in ("more", "own"):
            return self._open(stop, reply)
        move = self.save(lambda: self.give(stop, reply))
        return "past" if move == "next" and self._is_known(stop) else move

    def _is_known(self, stop: Stop) -> bool:
        """Whether a person was just named who is known from another post, and taken over."""
        path, _, part = stop.path.rpartition(".")
        shape = find_shape(self.sitting.answers.shape, path) if part == "name" else None
        if shape is None or shape.kind != "person":
            return False
        from htssp_builder.cli.ask_people import offer

        return offer(self, path)

    def _open(self, stop: Stop, reply: str) -> str:
        if reply.lower() in YES:
            self.opened.add(stop.key)
        elif reply.lower() not in NO:
            self.console.say("  Type y or n.")
            return "stay"
        return "next"

    def give(self, stop: Stop, reply: str) -> None:
        """Save one answer, and say how it was understood."""
        if stop.shape.kind == "date" and reply.lower() in ("t", "today"):
            reply = self.today().isoformat()
        shown = self.sitting.give(stop.path, reply, now=self.now())
        if shown.text.casefold() != reply.casefold():
            self.console.say(ask_screen.wrapped(f"Saved as: {shown.text}"))

    def save(self, change: Callable[[], object]) -> str:
        """Carry out a change; "next", or "stay" where it was refused and why."""
        self.fresh()
        try:
            with unbroken():
                change()
        except HtsspError as wrong:
            for problem in wrong.problems:
                self.console.say(ask_screen.wrapped(f"{problem.what} {problem.remedy}"))
            return "stay"
        except ChangedMeanwhile:
            self.console.say(
                ask_screen.wrapped(
                    "This answer was changed in the file meanwhile, so yours was not put over it. "
                    "Look at it as it is now, and type yours again if it is to stand."
                )
            )
            return "stay"
        return "next"
