"""Writes the ids of blocks into templates: each block has one of its own, for ever.

Snapshots, bookmarks and merges hang on these ids, so an id that stands there is never changed,
and a template that would read differently afterwards is refused.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from htssp_builder.compose.cut import FIRST, cut
from htssp_builder.compose.environment import Templates
from htssp_builder.compose.marked import parse_markdown
from htssp_builder.pack.model import DocumentSpec
from htssp_builder.problems import HtsspError, error
from htssp_builder.proof.outline import CONTROL, PRINTED, SILENT, Span, masked, spans

COVER = "cover"
WORDS = 3
LONGEST = 40
_ID = re.compile(r"(?:^|\s)(?:#|id=[\"']?)([^\s\"'}]+)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_LIST = re.compile(r"\{:(?P<inside>[^\n]*?)\}\s*$")
_LISTS = re.compile(r"\{:([^\n]*?)\}\s*(?=\||$)")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’]*")
_SMALL = frozenset(("a", "an", "the", "of", "to", "and", "or", "in", "on", "at", "by", "for", "is",
                    "are", "be", "it", "its", "as"))  # fmt: skip
_NAMED_MARKS = re.compile(r"\{[{%](.*?)[%}]\}")


def fill_pack_ids(files: Mapping[str, str], documents: Iterable[DocumentSpec]) -> dict[str, str]:
    """The template files that belong to a document, each block with an id.

    files: template file -> text; one that no document names is left out of the result.
    Raises HtsspError where a template cannot be read, or would read differently.
    """
    sections: dict[str, str] = {}
    for document in documents:
        if document.cover:
            sections.setdefault(document.cover, COVER)
        for section in document.sections:
            sections.setdefault(section.file, section.id)
    present = {file: section for file, section in sections.items() if file in files}
    taken = {found for file in present for found in written_ids(files[file], file)}
    taken |= set(sections.values())
    return {file: fill_ids(files[file], file, section, taken) for file, section in present.items()}


def written_ids(source: str, file: str) -> list[str]:
    """The ids that stand in a template, in order, one that stands twice twice."""
    root = parse_markdown(cut(source, file, Templates()).markdown)
    return [found for element in root.iter() if (found := element.get("id"))]


def id_lines(source: str, file: str) -> list[tuple[str, int]]:
    """The same with the line of each, from 1. The template must be one that `cut` accepts."""
    lines = masked(source, Templates()) if source else []
    found: list[tuple[str, int]] = []
    for number, line in enumerate(lines, 1):
        for attributes in _LISTS.findall(line):
            found += [(ident, number) for ident in _ID.findall(_QUOTED.sub("", attributes))]
    return found


def fill_ids(source: str, file: str, section: str, taken: set[str]) -> str:
    """The template with an id for every block that has none; the rest stays as it is.

    section: the id that new ids begin with. taken: ids in use; new ones are added to it.
    Raises HtsspError where the template cannot be read, or would read differently.
    """
    environment = Templates()
    before = _tree(source, file)
    lines = source.split("\n")
    hidden = masked(source, environment)
    namer = _Namer(section, taken)
    edits: list[tuple[int, bool, str]] = []
    for span in spans(hidden):
        edits.extend(_edit(span, lines, hidden, namer))
    for number, new, text in reversed(edits):
        lines[number : number if new else number + 1] = [text]
    filled = "\n".join(lines)
    _refuse_change(before, _tree(filled, file), file)
    if len(written_ids(filled, file)) != len(written_ids(source, file)) + len(edits):
        raise HtsspError(
            error(
                f"{file}:1",
                "A heading or a table row ends in the middle of a Jinja mark or a comment.",
                "Write each mark on one line, and comments on lines of their own.",
            )
        )
    return filled


def _edit(
    span: Span, lines: list[str], hidden: list[str], namer: "_Namer"
) -> Iterator[tuple[int, bool, str]]:
    """(line, whether it is a new one, its text) of what gives a block its id."""
    if span.attributes >= 0:
        if not _named(hidden[span.attributes]):
            line = lines[span.attributes]
            ident = namer.of(span, lines, hidden)
            yield span.attributes, False, _merged(line, line.index("{:"), ident)
        return
    if span.kind in ("heading", "row"):
        yield from _edit_line(span, lines, hidden, namer)
        return
    after = _after(span.last, hidden)
    yield after, True, f"{' ' * span.indent}{{: #{namer.of(span, lines, hidden)} }}"


def _after(last: int, hidden: list[str]) -> int:
    """The line behind a block; behind the whole mark, where its last line opens a long one."""
    after = last + 1
    if hidden[last].endswith((PRINTED, CONTROL, SILENT)):
        while after < len(hidden) and hidden[after].startswith(SILENT):
            after += 1
    return after


def _edit_line(
    span: Span, lines: list[str], hidden: list[str], namer: "_Namer"
) -> Iterator[tuple[int, bool, str]]:
    """A heading carries its attributes at its end, a row at the end of its first cell."""
    line, bare = lines[span.first], hidden[span.first]
    end = len(bare) if span.kind == "heading" else _cell_end(bare)
    text = bare[:end].rstrip()
    found = _LIST.search(text)
    if found and _named(found[0]):
        return
    ident = namer.of(span, lines, hidden)
    if found:
        yield span.first, False, _merged(line, found.start(), ident)
        return
    tail = line[end:] or ("" if span.kind == "heading" else "|")
    gap = f" {tail}" if tail else ""
    yield span.first, False, f"{line[: len(text)]} {{: #{ident} }}{gap}"


def _cell_end(hidden: str) -> int:
    """Where the first cell of a table row ends."""
    found = re.compile(r"(?<!\\)\|").search(hidden, 1)
    return found.start() if found else len(hidden)


def _merged(line: str, at: int, ident: str) -> str:
    return f"{line[:at]}{{: #{ident} {line[at + 2 :].lstrip()}"


def _named(attributes: str) -> bool:
    return bool(_ID.search(_QUOTED.sub("", attributes.strip().removeprefix("{:"))))


class _Namer:
    """Makes ids: the section's, a dot, and the first words of the block."""

    def __init__(self, section: str, taken: set[str]) -> None:
        self.section, self.taken = section, taken

    def of(self, span: Span, lines: list[str], hidden: list[str]) -> str:
        text = " ".join(lines[span.first : span.last + 1])
        first = text[: _cell_end(hidden[span.first])] if span.kind == "row" else text
        stem = f"{self.section}.{_slug(first) or _slug(text) or span.kind}"
        ident, number = stem, 2
        while ident in self.taken:
            ident, number = f"{stem}-{number}", number + 1
        self.taken.add(ident)
        return ident


def _slug(text: str) -> str:
    """The first words of a block's text; of one that only prints answers, of their names."""
    text = re.sub(r"\{:.*?\}\s*(?=\||$)", " ", re.sub(r"^\s*(Table: |[-*] |\d+\. )", "", text))
    words = _words(_NAMED_MARKS.sub(" ", re.sub(r"\{#.*?#\}|\]\(.*?\)|\[[ xX]?\]|<br>", " ", text)))
    if not words:
        words = _words(" ".join(_NAMED_MARKS.findall(text)))
    return "-".join(words[:WORDS])[:LONGEST].strip("-")


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = [re.sub(r"[^a-z0-9]", "", word.lower()) for word in _WORD.findall(plain)]
    return [word for word in words if word not in _SMALL] or words


Shown = tuple[str, tuple[tuple[str, str], ...], str]


def _tree(source: str, file: str) -> list[Shown]:
    """Everything that the template says, its ids left aside."""
    pieces = cut(source, file, Templates())
    return [_shown(element) for element in parse_markdown(pieces.markdown).iter()]


def _shown(element: Element) -> Shown:
    attributes = sorted((k, str(v)) for k, v in element.attrib.items() if k != "id")
    words = " ".join(f"{element.text or ''} {element.tail or ''}".split())
    return element.tag, tuple(attributes), words


def _refuse_change(before: list[Shown], after: list[Shown], file: str) -> None:
    if before == after:
        return
    changed = next((b for b, a in zip(before, after, strict=False) if b != a), before[-1])
    words = "".join(c for c in changed[2] if ord(c) < FIRST)[:60].strip()
    raise HtsspError(
        error(
            file,
            f"With ids the template would read differently near “{words}”.",
            "Put a blank line before and after every list and table, and none inside a list.",
        )
    )
