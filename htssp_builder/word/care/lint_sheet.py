"""What the rules of lint look at, and what they say."""

from typing import TYPE_CHECKING, Literal, NamedTuple

from htssp_builder.word.care.places import NOWHERE, Places, Section, short, shown
from htssp_builder.word.read.model import Block, WordFile
from htssp_builder.word.read.package import Package
from htssp_builder.word.read.reader import read

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from htssp_builder.word.care.looks import Looks

LintSeverity = Literal["error", "warning", "note"]


class Finding(NamedTuple):
    """One thing that keeps a file from being read by everybody, or from holding together.

    rule: its id, such as "alt-text". section: where it is. words: by which it is found there.
    paragraph: number of the paragraph it is about, -1 for the file as a whole.
    mends: whether --fix mends it.
    """

    rule: str
    severity: LintSeverity
    section: Section
    words: str
    what: str
    remedy: str
    paragraph: int = -1
    mends: bool = False


class Sheet:
    """A file, read, with what several rules ask of it."""

    def __init__(self, package: Package) -> None:
        """package: opened. Raises HtsspError as the reader does."""
        self.package = package
        self.file: WordFile = read(package)
        self.places = Places(self.file)
        self._looks: Looks | None = None

    @property
    def w(self) -> str:
        """The namespace of the file's own elements."""
        return self.file.namespace

    @property
    def looks(self) -> "Looks":
        """Colours and shadings, once a rule asks for them."""
        if self._looks is None:
            from htssp_builder.word.care.looks import Looks

            self._looks = Looks(self.root("styles"))
        return self._looks

    def root(self, kind: str) -> "Element | None":
        """Root of the first part that the text links to as `kind`; None where there is none."""
        found = self.package.related(self.package.main, kind)
        return self.package.xml(found[0]) if found else None

    def body(self) -> list[Block]:
        """The paragraphs that people see in the text itself, text boxes left out."""
        return [one for one in self.file.final if one.paragraph.story.kind == "body"]

    def at(
        self,
        rule: str,
        severity: LintSeverity,
        number: int,
        what: str,
        remedy: str,
        *,
        words: str = "",
        mends: bool = False,
    ) -> Finding:
        """A finding at a paragraph. words: other ones than the paragraph's own."""
        said = short(words) or (shown(self.file.paragraphs[number]) if number >= 0 else "")
        section = self.places.section(number) if number >= 0 else NOWHERE
        return Finding(rule, severity, section, said, what, remedy, number, mends)
