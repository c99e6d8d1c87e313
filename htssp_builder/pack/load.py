"""Reads a pack's folder: every file checked, all mistakes reported in one pass."""

from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from htssp_builder.document.tree import Style
from htssp_builder.pack.findings import NO_FINDINGS, Findings, parse_findings
from htssp_builder.pack.model import DocumentSpec, Pack, Section
from htssp_builder.pack.plan import Plan
from htssp_builder.problems import HtsspError, Problem, error
from htssp_builder.yamlfile.nodes import Mapping, plain
from htssp_builder.yamlfile.read import read

_SUFFIXES = (".yaml", ".j2")
FORMAT = "1"


class Files(NamedTuple):
    """texts: path inside the pack, with "/", -> text. digest: of all of them."""

    texts: dict[str, str]
    digest: str


def read_files(*folders: Path) -> Files:
    """The files of a pack; a later folder's file stands in for an earlier one's.

    Raises HtsspError where one cannot be read.
    """
    raw: dict[str, bytes] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in _SUFFIXES and path.is_file():
                raw[path.relative_to(folder).as_posix()] = _bytes(path)
    total = sha256()
    for name in sorted(raw):
        total.update(name.encode() + b"\0" + raw[name] + b"\0")
    return Files({name: _decoded(name, raw[name]) for name in raw}, total.hexdigest())


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as wrong:
        raise HtsspError(
            error(str(path), f"The file cannot be read ({wrong.strerror}).", "Check its rights.")
        ) from None


def _decoded(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise HtsspError(error(name, "The file is not UTF-8.", "Save it as UTF-8.")) from None


def load_pack(files: Files) -> Pack:
    """The pack that these files make. Raises HtsspError with every mistake in them."""
    return _Loader(files).pack()


class _Loader:
    def __init__(self, files: Files) -> None:
        self.files = files
        self.problems: list[Problem] = []

    def pack(self) -> Pack:
        from htssp_builder.pack.definitions import PackDefinition, StyleDefinition

        head = self._define(PackDefinition, "pack.yaml")
        if head is None:
            raise HtsspError(*self.problems)
        if head.format != FORMAT:
            raise HtsspError(
                error("pack.yaml", f"Its format is {head.format}.", f"Use format {FORMAT}.")
            )
        sections = [self._section(f"questionnaire/{name}.yaml") for name in head.questionnaire]
        documents = [self._document(f"documents/{name}.yaml") for name in head.documents]
        style = self._define(StyleDefinition, "style.yaml")
        law, federal = self._law()
        counties = self._counties()
        sources = self._sources()
        contacts = self._contacts()
        screening = self._plain("screening.yaml")
        findings = self._findings()
        plan = self._plan()
        if self.problems:
            raise HtsspError(*self.problems)
        return Pack(
            id=head.id,
            version=head.version,
            title=head.title,
            sections=tuple(s for s in sections if s is not None),
            documents={d.id: d for d in documents if d is not None},
            sources=sources,
            law=law,
            federal=federal,
            contacts=contacts,
            screening=screening,
            style=_style(style),
            templates={n: t for n, t in self.files.texts.items() if n.endswith(".j2")},
            digest=self.files.digest,
            findings=findings,
            plan=plan,
            counties=counties,
        )

    def _node(self, file: str) -> Mapping | None:
        text = self.files.texts.get(file)
        if text is None:
            self.problems.append(
                error(file, "The file is missing.", "Write it, or take it off pack.yaml.")
            )
            return None
        node, problems = read(text, file)
        self.problems.extend(problems)
        return None if problems else node

    def _define(self, model: Any, file: str) -> Any:
        return self._placed(model, file)[0]

    def _placed(self, model: Any, file: str) -> Any:
        """What a file defines, and where its parts stand in it."""
        from htssp_builder.pack.definitions import define, placed

        node = self._node(file)
        if node is None:
            return None, None
        made, problems = define(model, node, file)
        self.problems.extend(problems)
        return made, placed(node, file)

    def _plain(self, file: str) -> dict[str, Any]:
        node = self._node(file)
        data = plain(node) if node is not None else {}
        return data if isinstance(data, dict) else {}

    def _section(self, file: str) -> Section | None:
        from htssp_builder.pack.definitions import SectionDefinition

        made, place = self._placed(SectionDefinition, file)
        return made.made(place) if made else None

    def _document(self, file: str) -> DocumentSpec | None:
        from htssp_builder.pack.definitions import DocumentDefinition

        made, place = self._placed(DocumentDefinition, file)
        return made.made(place) if made else None

    def _law(self) -> tuple[dict[str, Any], dict[str, Any]]:
        from htssp_builder.pack.law import parse_federal, parse_law

        law: dict[str, Any] = {}
        federal: dict[str, Any] = {}
        for file in sorted(self.files.texts):
            if not file.startswith("law/"):
                continue
            data = self._plain(file)
            if file == "law/FED.yaml":
                facts, problems = parse_federal(data, file)
                federal = {f.id: f.model_dump() for f in facts.facts} if facts else {}
            elif len(Path(file).stem) == 2:
                made, problems = parse_law(data, file)
                if made is not None:
                    law[made.code] = made.model_dump()
            else:
                continue
            self.problems.extend(problems)
        return law, federal

    def _counties(self) -> dict[str, tuple[dict[str, Any], ...]]:
        """Report lines by county, from law/XX-counties.yaml."""
        from htssp_builder.pack.law import parse_counties

        found: dict[str, tuple[dict[str, Any], ...]] = {}
        for file in sorted(self.files.texts):
            if file.startswith("law/") and file.endswith("-counties.yaml"):
                made, problems = parse_counties(self._plain(file), file)
                self.problems.extend(problems)
                if made is not None:
                    found[made.code] = tuple(county.model_dump() for county in made.counties)
        return found

    def _contacts(self) -> tuple[dict[str, Any], ...]:
        from htssp_builder.pack.sources import parse_contacts

        made, problems = parse_contacts(self._plain("contacts.yaml"), "contacts.yaml")
        self.problems.extend(problems)
        return tuple(line.model_dump() for line in made)

    def _findings(self) -> Findings:
        """The rules of readiness; a pack without the file checks nothing but its answers."""
        file = "findings.yaml"
        node = self._node(file) if file in self.files.texts else None
        if node is None:
            return NO_FINDINGS
        made, problems = parse_findings(node, file)
        self.problems.extend(problems)
        return made

    def _plan(self) -> Plan:
        """The development plan; a pack without the file lays none."""
        from htssp_builder.pack.plan_definitions import PlanDefinition

        if "plan.yaml" not in self.files.texts:
            return Plan()
        made, place = self._placed(PlanDefinition, "plan.yaml")
        return made.made(place) if made else Plan()

    def _sources(self) -> dict[str, dict[str, Any]]:
        from htssp_builder.pack.sources import parse_sources

        made, problems = parse_sources(self._plain("sources.yaml"), "sources.yaml")
        self.problems.extend(problems)
        return {key: source.model_dump() for key, source in made.items()} if made else {}


def _style(definition: Any) -> Style:
    fields = definition.model_dump()
    return Style(**{**fields.pop("colours"), **fields})
