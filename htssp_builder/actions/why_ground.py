"""What an explanation stands on: the pack, the district if there is one, and all its documents."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from htssp_builder.actions.district import District, open_district
from htssp_builder.actions.law_words import TITLES, evidence_of
from htssp_builder.actions.packs import Opened, open_pack
from htssp_builder.compose.build import compose
from htssp_builder.compose.drawing import UNDRAWN
from htssp_builder.compose.facts import Facts
from htssp_builder.document.dates import show_date
from htssp_builder.document.tree import Document
from htssp_builder.interview.answers import Answers
from htssp_builder.pack.model import Pack
from htssp_builder.planning.planned import Planned
from htssp_builder.problems import HtsspError
from htssp_builder.proof.sample import RECORDS, STATE, emptiest, fullest
from htssp_builder.proof.sampleplan import troubled, untouched
from htssp_builder.workspace.folder import Workspace

OWN = "R"
OWN_DESIGN = (
    "Our own working design: not a requirement of HHS and not law. Counsel may keep, soften or "
    "strike it."
)


class Source(NamedTuple):
    """What a basis key stands for. address: "" for none. note: confidence and day, or a remark."""

    key: str
    title: str
    address: str = ""
    note: str = ""


class Reason(NamedTuple):
    """One thing, explained. kind: "question", "section of a document" ... facts: (label, text)
    pairs in the order in which they are read. sources: what it stands on."""

    kind: str
    id: str
    title: str
    facts: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...] = ()


class Composed(NamedTuple):
    """A document. id: of it. invented: its answers are made up, and must not be shown."""

    id: str
    document: Document
    invented: bool


class Ground:
    """district: None outside of a district's folder."""

    def __init__(self, folder: Path) -> None:
        self.district: District | None = (
            open_district(folder) if Workspace(folder).answers.is_file() else None
        )
        self.opened: Opened = self.district.opened if self.district else open_pack("hhs")
        self.pack: Pack = self.opened.pack

    @property
    def law(self) -> dict[str, Any]:
        """The law of the district's state, {} where none is known."""
        return self.district.facts.law if self.district else {}

    @cached_property
    def own(self) -> Facts:
        """The district's answers; outside of a district's folder none at all."""
        if self.district is None:
            return self._sampled(emptiest(self.opened.shape, ""), untouched)
        facts = self.district.facts
        with suppress(HtsspError):  # a plan that cannot be laid is told by `htssp plan`
            facts = facts._replace(planned=untouched(self.pack, self.district.answers))
        return facts

    @cached_property
    def invented(self) -> list[Facts]:
        """Made-up answers, the fullest and the emptiest: whatever a document can hold or a rule
        can find is in one of them. They show where things stand; no word of them is shown."""
        shape = self.opened.shape
        state = next(iter([str(self.law["code"])] if self.law else sorted(self.pack.law)), "")
        return [
            self._sampled(fullest(shape, state), troubled),
            self._sampled(fullest(shape, state, law=False), troubled),
            self._sampled(emptiest(shape, state), untouched),
        ]

    def _sampled(self, answers: Answers, plan: Callable[[Pack, Answers], Planned | None]) -> Facts:
        law = self.pack.law.get(answers.text(STATE), {})
        return Facts(answers, law, planned=plan(self.pack, answers))

    @cached_property
    def composed(self) -> list[Composed]:
        """Every document from the district's own answers, then from the made-up ones."""
        made: list[Composed] = []
        for facts in (self.own, *self.invented):
            for name, spec in self.pack.documents.items():
                with suppress(HtsspError):  # a template that fails is told by `htssp pack check`
                    program = self.opened.programs[name]
                    document = compose(self.pack, program, spec, facts, figures=UNDRAWN)
                    made.append(Composed(name, document, facts is not self.own))
        return made

    def sources(self, keys: Iterable[str]) -> tuple[Source, ...]:
        """What these basis keys stand for, each once."""
        return tuple(self.source(key) for key in dict.fromkeys(keys))

    def source(self, key: str) -> Source:
        """What one basis key stands for: a source of the pack, state law or a federal fact."""
        if key == OWN:
            return Source(key, OWN_DESIGN)
        kind, _, rest = key.partition(".")
        if kind == "law":
            return self._law(key, rest)
        if kind == "fed" and rest in self.pack.federal:
            fact = self.pack.federal[rest]
            return Source(key, f"Federal law: {fact['topic']}", *_read_in(fact))
        entry = self.pack.sources.get(key)
        if entry is None:
            return Source(key, "This key stands for nothing in the pack.")
        year = f", {entry['year']}" if entry.get("year") else ""
        title = f"{entry['title']} ({entry['publisher']}{year})"
        return Source(key, title, entry.get("url") or "", entry.get("note") or "")

    def _law(self, key: str, group: str) -> Source:
        title = TITLES.get(group, group)
        if not self.law:
            return Source(key, f"State law: {title}", "", f"see htssp law STATE --topic {group}")
        value = self.law.get(group)
        read = _read_in(value) if isinstance(value, dict) else ("", "")
        if not read[0]:
            read = ("", f"see htssp law {self.law['code']} --topic {group}")
        return Source(key, f"{self.law['name']} law: {title}", *read)


def _read_in(value: dict[str, Any]) -> tuple[str, str]:
    evidence = evidence_of(value)
    parts = [evidence.citation]
    if evidence.read:
        parts.append(f"read on {show_date(evidence.read)}; confidence: {evidence.confidence}")
    return evidence.source, "; ".join(part for part in parts if part)


def sample_path(path: str, tables: Iterable[str]) -> str:
    """The path with the made-up record in place of the district's: "campuses.sample-one.phone"."""
    for table in tables:
        if path.startswith(f"{table}."):
            _, _, rest = path[len(table) + 1 :].partition(".")
            return f"{table}.sample-{RECORDS[0]}" + (f".{rest}" if rest else "")
    return path


def listed(words: Iterable[str]) -> str:
    """Several words on one line."""
    return "; ".join(words)


def filled(facts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Only the pairs that say something."""
    return ((label, text) for label, text in facts if text)
