"""What the walk does at paragraphs, tables, controls and the marks that stand between them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from htssp_builder.word.read.model import CellPlace, RevisionKind, Row
from htssp_builder.word.read.styles import paragraph_looks
from htssp_builder.word.read.tags import W14, is_on, local
from htssp_builder.word.read.walk import Frame, OpenControl, OpenTable, Rule, Walk, inside

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def paragraph(walk: Walk, element: "Element") -> Frame:
    """w:p. One inside another is no Word file's, yet the outer one goes on behind it."""
    outer = walk.paragraph
    made = walk.begin_paragraph(element)

    def leave() -> None:
        walk.paragraph = outer

    properties = element.find(f"{walk.w}pPr")
    if properties is not None:
        _looks(walk, properties)
    if not made.style:
        made.style = walk.styles.default
    return inside(element, leave)


def _looks(walk: Walk, properties: "Element") -> None:
    made = walk.paragraph
    if made is None:
        return
    w = walk.w
    style = properties.find(f"{w}pStyle")
    if style is not None:
        made.style = style.get(f"{w}val", "")
    made.outline, place = paragraph_looks(properties, w)
    if place is not None:
        made.list = place[0], place[1] or 0
    faces = properties.find(f"{w}rPr")
    if faces is not None:
        _paragraph_mark(walk, faces)


_MARKS: dict[str, tuple[RevisionKind, bool]] = {
    "ins": ("paragraph-inserted", False),
    "moveTo": ("paragraph-inserted", False),
    "del": ("paragraph-deleted", True),
    "moveFrom": ("paragraph-deleted", True),
}


def _paragraph_mark(walk: Walk, faces: "Element") -> None:
    made = walk.paragraph
    for child in faces:
        known = _MARKS.get(local(child.tag))
        if known is None or made is None or not str(child.tag).startswith((walk.w, W14)):
            continue
        kind, deleted = known
        if deleted:
            made.ends_final = False
        else:
            made.ends_original = False
        walk.revision(kind, child, walk.mark())


def table(walk: Walk, element: "Element") -> Frame:
    """w:tbl."""
    w = walk.w
    style = element.find(f"{w}tblPr/{w}tblStyle")
    name = "" if style is None else style.get(f"{w}val", "")
    number = len(walk.tables)
    walk.tables.append(OpenTable(element, walk.story, walk.place, name, []))
    outer_place, outer_paragraph = walk.place, walk.paragraph
    outer = walk.table, walk.row, walk.cells
    walk.paragraph, walk.table, walk.row, walk.cells = None, number, -1, []

    def leave() -> None:
        walk.place, walk.paragraph = outer_place, outer_paragraph
        walk.table, walk.row, walk.cells = outer
        walk.new_segment()

    return inside(element, leave)


def row(walk: Walk, element: "Element") -> Frame:
    """w:tr: a tracked change of the row takes all that is in it."""
    if walk.table < 0:
        return inside(element)
    w = walk.w
    properties = element.find(f"{w}trPr")
    views = walk.final, walk.original
    inserted = deleted = header = None
    if properties is not None:
        inserted, deleted = properties.find(f"{w}ins"), properties.find(f"{w}del")
        header = properties.find(f"{w}tblHeader")
    _see(walk, inserted, deleted)
    is_header = header is not None and is_on(header.get(f"{w}val"))
    rows = walk.tables[walk.table].rows
    cells: list[Element] = []
    rows.append(Row(element, (), walk.final, walk.original, is_header))
    at, start, outer = len(rows) - 1, walk.mark(), (walk.row, walk.cells)
    walk.row, walk.cells = at, cells

    def leave() -> None:
        rows[at] = rows[at]._replace(cells=tuple(cells))
        walk.row, walk.cells = outer
        walk.final, walk.original = views
        _revised(walk, "row-inserted", inserted, start)
        _revised(walk, "row-deleted", deleted, start)

    return inside(element, leave)


def cell(walk: Walk, element: "Element") -> Frame:
    """w:tc."""
    if walk.row < 0:
        return inside(element)
    w = walk.w
    views, outer, row_at = (walk.final, walk.original), walk.place, walk.row
    table_at = walk.table
    properties = element.find(f"{w}tcPr")
    inserted = deleted = merged = None
    if properties is not None:
        inserted, deleted = properties.find(f"{w}cellIns"), properties.find(f"{w}cellDel")
        merged = properties.find(f"{w}cellMerge")
    _see(walk, inserted, deleted)
    walk.place = (*outer, CellPlace(table_at, row_at, len(walk.cells)))
    walk.cells.append(element)
    walk.new_segment()
    start, cells = walk.mark(), walk.cells

    def leave() -> None:
        walk.place, walk.row, walk.cells = outer, row_at, cells
        walk.final, walk.original = views
        walk.new_segment()
        _revised(walk, "cell-inserted", inserted, start)
        _revised(walk, "cell-deleted", deleted, start)
        _revised(walk, "cell-merged", merged, start)

    return inside(element, leave)


def _see(walk: Walk, inserted: "Element | None", deleted: "Element | None") -> None:
    if inserted is not None:
        walk.original = False
    if deleted is not None:
        walk.final = False


def _revised(
    walk: Walk, kind: RevisionKind, element: "Element | None", start: tuple[int, int]
) -> None:
    if element is not None:
        walk.revision(kind, element, start)


def control(walk: Walk, element: "Element") -> Frame:
    """w:sdt, wherever it stands."""
    w = walk.w
    start, views = walk.mark(), (walk.final, walk.original)
    level = "inline" if walk.paragraph is not None else "block"
    if level == "block":
        for child in element.iterfind(f"{w}sdtContent/*"):
            level = {f"{w}tr": "row", f"{w}tc": "cell"}.get(str(child.tag), level)
            if child.tag == f"{w}p":
                break
    # Kept where it begins, so that the outer one of two comes first.
    at = len(walk.controls)
    walk.controls.append(OpenControl(element, level, walk.story, start, start, *views))

    def leave() -> None:
        walk.controls[at] = walk.controls[at]._replace(end=walk.mark())

    return inside(element, leave)


def tracked(kind: RevisionKind, deleted: bool) -> Rule:
    """The rule for words that a tracked change inserts or deletes."""

    def rule(walk: Walk, element: "Element") -> Frame:
        start, views = walk.mark(), (walk.final, walk.original)
        if deleted:
            walk.final = False
        else:
            walk.original = False
        return inside(element, _leaving(walk, kind, element, start, views))

    return rule


def _leaving(
    walk: Walk,
    kind: RevisionKind,
    element: "Element",
    start: tuple[int, int],
    views: tuple[bool, bool],
) -> Callable[[], None]:
    def leave() -> None:
        walk.final, walk.original = views
        walk.revision(kind, element, start)

    return leave


def bookmark(walk: Walk, element: "Element") -> None:
    """w:bookmarkStart. One in deleted words is still where its block was."""
    if name := element.get(f"{walk.w}name"):
        walk.bookmark(name)


def comment_start(walk: Walk, element: "Element") -> None:
    """w:commentRangeStart."""
    walk.comment_starts.setdefault(element.get(f"{walk.w}id", ""), walk.mark())


def comment_end(walk: Walk, element: "Element") -> None:
    """w:commentRangeEnd."""
    name = element.get(f"{walk.w}id", "")
    start = walk.comment_starts.get(name)
    if start is not None:
        walk.comment_ranges[name] = walk.story, start, walk.mark()


RULES: dict[str, Rule] = {
    "p": paragraph,
    "tbl": table,
    "tr": row,
    "tc": cell,
    "sdt": control,
    "ins": tracked("inserted", False),
    "moveTo": tracked("moved-to", False),
    "del": tracked("deleted", True),
    "moveFrom": tracked("moved-from", True),
    "bookmarkStart": bookmark,
    "commentRangeStart": comment_start,
    "commentRangeEnd": comment_end,
}
