"""Reads a Word file, ours or anybody's: both views of its text, its controls, changes, comments."""

from typing import TYPE_CHECKING

from htssp_builder.problems import HtsspError
from htssp_builder.word.read.comments import comments
from htssp_builder.word.read.controls import control
from htssp_builder.word.read.model import (
    Block,
    Comment,
    Paragraph,
    Revision,
    Story,
    StoryKind,
    Table,
)
from htssp_builder.word.read.model import WordFile as WordFile
from htssp_builder.word.read.numbering import Numbering
from htssp_builder.word.read.object_rules import every_rule
from htssp_builder.word.read.package import Package
from htssp_builder.word.read.properties import base, properties
from htssp_builder.word.read.revisions import format_changes, revisions
from htssp_builder.word.read.styles import Styles
from htssp_builder.word.read.tags import RELATION, STRICT, WORD
from htssp_builder.word.read.views import blocks, frozen
from htssp_builder.word.read.walk import Walk

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NOTES: tuple[tuple[StoryKind, str], ...] = (
    ("footnote", "footnotes"),
    ("endnote", "endnotes"),
    ("comment", "comments"),
)


def read(package: Package) -> WordFile:
    """Everything in a Word file, in one walk.

    Raises HtsspError for a part of the text that is damaged or made to do harm; whatever is only
    not understood is named in `WordFile.unknown`, and its words are kept.
    """
    main = package.xml(package.main)
    w = _namespace(main)
    styles = Styles(_one(package, "styles"))
    numbering = Numbering(_one(package, "numbering"))
    walk = Walk(package.name, every_rule(), styles, numbering)
    parts = _stories(package, walk, main)
    paragraphs = frozen(walk.paragraphs, styles, numbering)
    final = blocks(paragraphs, final=True)
    return WordFile(
        w,
        paragraphs,
        final,
        blocks(paragraphs, final=False),
        tuple(Table(n, *t[:4], tuple(t.rows)) for n, t in enumerate(walk.tables)),
        tuple(control(c, n, paragraphs, w) for n, c in enumerate(walk.controls)),
        _revisions(walk, paragraphs, parts, w),
        tuple(_comments(package, walk, paragraphs, final, w)),
        properties(package),
        base(package),
        dict(walk.unknown),
    )


def _namespace(root: "Element") -> str:
    tag = str(root.tag)
    return STRICT if tag.startswith(STRICT) else WORD


def _one(package: Package, kind: str) -> "Element | None":
    """A part that only adds to the text: the file is read without it where it is damaged."""
    for name in package.related(package.main, kind):
        try:
            return package.xml(name)
        except HtsspError:
            continue
    return None


def _stories(package: Package, walk: Walk, main: "Element") -> "dict[str, Element]":
    """Walk every story; the roots of the parts that were walked."""
    w = _namespace(main)
    walk.read(main, Story("body", package.main), w)
    parts = {package.main: main}
    for kind, part in _running(package, main, w):
        parts[part] = package.xml(part)
        walk.read(parts[part], Story(kind, part), _namespace(parts[part]))
    seen = _referred(walk)
    for kind, link in _NOTES:
        for part in package.related(package.main, link):
            root = parts[part] = package.xml(part)
            own = _namespace(root)
            for note in root.iterchildren(f"{own}{kind}"):
                if note.get(f"{own}type") in (None, "normal"):
                    name = note.get(f"{own}id", "")
                    views = seen.get(f"{kind}:{name}", (True, True))
                    walk.read(note, Story(kind, part, name), own, views)
    return parts


def _referred(walk: Walk) -> dict[str, tuple[bool, bool]]:
    """In which views each note is referred to: one whose reference goes, goes with it. Comments
    stay, as Word keeps them until somebody deletes them."""
    seen: dict[str, tuple[bool, bool]] = {}
    for paragraph in walk.paragraphs:
        for piece in paragraph.pieces:
            if piece.kind == "note" and not piece.says.startswith("comment:"):
                final, original = seen.get(piece.says, (False, False))
                final |= piece.final and paragraph.final
                seen[piece.says] = final, original or (piece.original and paragraph.original)
    return seen


def _running(package: Package, main: "Element", w: str) -> list[tuple[StoryKind, str]]:
    """Headers and footers in the order of the sections that use them; the unused ones last."""
    links = package.relationships(package.main)
    used: dict[str, StoryKind] = {}
    kinds: dict[str, StoryKind] = {f"{w}headerReference": "header", f"{w}footerReference": "footer"}
    for element in main.iter(list(kinds)):
        name = next((element.get(f"{r}id") for r in RELATION if element.get(f"{r}id")), "")
        link = links.get(name or "")
        if link is not None and not link.external and (part := package.find(link.target)):
            used.setdefault(part, kinds[str(element.tag)])
    left: tuple[StoryKind, StoryKind] = ("header", "footer")
    for kind in left:
        for part in package.related(package.main, kind):
            used.setdefault(part, kind)
    return [(kind, part) for part, kind in used.items()]


def _revisions(
    walk: Walk, paragraphs: tuple[Paragraph, ...], parts: "dict[str, Element]", w: str
) -> tuple[Revision, ...]:
    """In reading order."""
    made = list(revisions(walk.revisions, paragraphs, w))
    numbers = {one.element: one for one in paragraphs}
    for part, root in parts.items():
        made += format_changes(root, Story("body", part), numbers, _namespace(root))
    made.sort(key=lambda one: one.paragraph if one.paragraph >= 0 else len(paragraphs))
    return tuple(made)


def _comments(
    package: Package,
    walk: Walk,
    paragraphs: tuple[Paragraph, ...],
    final: tuple[Block, ...],
    w: str,
) -> list[Comment]:
    made: list[Comment] = []
    for part in package.related(package.main, "comments"):
        made += comments(package, package.xml(part), walk.comment_ranges, paragraphs, final, w)
    return made
