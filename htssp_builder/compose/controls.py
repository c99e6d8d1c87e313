"""The state of one template file while it is turned into a program: where we are, and which
loops and conditions are open."""

from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element

from htssp_builder.compose.cut import FIRST, Cut, Mark
from htssp_builder.compose.emit import Emitter
from htssp_builder.compose.program import Do, Place
from htssp_builder.compose.starts import block_starts
from htssp_builder.problems import error

LAST_SIGN = chr(0xFFFFD)


class Walk:
    """One template file on its way into the emitter.

    file, section: its name and the id of its section. authority, edition: of the document, then
    of the open heading of level 1, 2 and 3.
    line: of the template, where the block at hand begins.
    """

    def __init__(self, out: Emitter, cut: Cut, file: str, section: str, authority: str) -> None:
        self.out, self.cut, self.file, self.section = out, cut, file, section
        self.authority = [authority] * 4
        self.edition = ["public"] * 4
        self.line = 1
        self.lists = self.missing = 0
        self._lines = block_starts(cut.markdown.split("\n"))
        self._open: list[tuple[Mark, bool]] = []
        self._floor = 0

    def wrong(self, what: str, remedy: str, line: int = 0) -> None:
        """Report a mistake in the block at hand, or on the stated line."""
        self.out.problems.append(error(f"{self.file}:{line or self.line}", what, remedy))

    def step(self) -> None:
        """The next block begins: remember its line in the template."""
        found = next(self._lines, None)
        if found is not None and found - 1 < len(self.cut.lines):
            self.line = self.cut.lines[found - 1]

    def mark(self, sign: str) -> Mark:
        """The Jinja mark that a private-use character stands for."""
        return self.cut.marks[ord(sign) - FIRST]

    @contextmanager
    def parent(self) -> Iterator[None]:
        """A list, a table or a sentence: what is opened in it is closed in it, and only that."""
        outer, self._floor = self._floor, len(self._open)
        yield
        self._balanced(self._floor)
        self._floor = outer

    def control(self, mark: Mark) -> None:
        """A `{% %}`: its loops tell the builder which record's turn it is."""
        if mark.word.startswith("end") or mark.word in ("else", "elif"):
            if len(self._open) <= self._floor:
                self.wrong(
                    f"'{mark.word}' has no beginning here.",
                    "Begin and end it under one parent: the same list, table or sentence.",
                    mark.line,
                )
                return
            self._turn(mark)
        elif mark.opens:
            self._open.append((mark, False))
        place = Place(self.file, mark.line)
        self.out.jinja(mark.source, place)
        if mark.word == "for":
            target = mark.inside.split()[1].strip(",")
            self.out.jinja(f"{{{{ enter_({target}) }}}}", place)

    def _turn(self, mark: Mark) -> None:
        """An `else` or an end; a loop's turn is over before either (an `else` comes once)."""
        begun, other = self._open[-1]
        if begun.word == "for" and mark.word in ("endfor", "else") and not other:
            self.out.op(Do.LEAVE)
        if mark.word == "else":
            self._open[-1] = (begun, True)
        if not mark.word.startswith("end"):
            return
        self._open.pop()
        if mark.word != f"end{begun.word}":
            self.wrong(
                f"'{mark.word}' ends the '{begun.word}' of line {begun.line}.",
                "Close what was opened last, under the same parent.",
                mark.line,
            )

    def _balanced(self, depth: int) -> None:
        while len(self._open) > depth:
            mark = self._open.pop()[0]
            self.wrong(
                f"'{{% {mark.inside} %}}' is not closed under the same parent.",
                f"Put its 'end{mark.word}' into the same list, table, paragraph or sentence.",
                mark.line,
            )

    def controls_in(self, element: Element) -> list[Mark]:
        """The marks of an element that holds nothing but control marks, else []."""
        text = "".join(element.itertext()).strip()
        if not text or any(not chr(FIRST) <= c <= LAST_SIGN for c in text):
            return []
        marks = [self.mark(c) for c in text]
        return marks if all(m.word for m in marks) else []
