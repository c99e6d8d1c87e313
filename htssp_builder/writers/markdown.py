"""A document as CommonMark with pipe tables: for reading, for version control, for comparison."""

from collections.abc import Sequence

from htssp_builder.document.tree import (
    Block,
    Box,
    Cell,
    Contents,
    Document,
    Figure,
    Heading,
    Inline,
    Item,
    Paragraph,
    Table,
    Text,
)
from htssp_builder.writers.markdown_text import closed, inline
from htssp_builder.writers.outline import (
    Branch,
    Items,
    branches,
    entries,
    levels,
    number_prefix,
    parts,
    title_block,
)
from htssp_builder.writers.words import Words, words


def write(document: Document) -> str:
    """The whole document as Markdown text, lines ended by newlines, without front matter.

    The title is the one heading of level 1; a heading of level n of the document has n + 1 number
    signs. Answers are plain text; whatever they hold, a CommonMark renderer shows it as typed.
    """
    return _Writer(document).text()


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.words: Words = words(document.language)
        self.levels = levels(document.blocks)
        self.title = title_block(document)
        self.turn = 0  # which of two list signs: lists that touch need different ones

    def text(self) -> str:
        pieces: list[str] = []
        if self.title is None and self.document.title.strip():
            pieces.append(_heading(1, "", (Text(self.document.title),)))
        for part in parts(self.document.blocks):
            if not isinstance(part, Items):
                self.turn = 0
            pieces.append(self._part(part))
        return "\n\n".join(piece for piece in pieces if piece) + "\n"

    def _part(self, part: Items | Block) -> str:
        match part:
            case Items(items=items):
                return "\n".join(self._lists(branches(items)))
            case Heading():
                return _heading(self.levels[part.id] + 1, number_prefix(part), part.inlines)
            case Paragraph():
                return self._paragraph(part)
            case Table():
                return self._table(part)
            case Figure():
                return self._figure(part)
            case Contents():
                return self._contents(part)
        raise TypeError(type(part).__name__)  # pragma: no cover - every block is named above

    def _paragraph(self, block: Paragraph) -> str:
        if block is self.title:
            return _heading(1, "", block.inlines)
        if block.role not in ("note", "caution", "script"):
            return inline(block.inlines, "block")
        label = {
            "note": self.words.note,
            "caution": self.words.caution,
            "script": self.words.script,
        }[block.role]
        return f"> **{label}** {inline(block.inlines, 'block', '> ')}"

    def _lists(self, tree: Sequence[Branch]) -> list[str]:
        lines: list[str] = []
        for branch in tree:
            lines += _list(branch, "", self.turn)
            self.turn = 1 - self.turn
        return lines

    def _table(self, table: Table) -> str:
        head = table.head.cells if table.head else ()
        rows = [row.cells for row in table.rows]
        columns = max((len(cells) for cells in (head, *rows)), default=0)
        if not columns:
            return ""
        lines = [_row(head, columns), "|" + " --- |" * columns]
        lines.extend(_row(cells, columns) for cells in rows)
        grid = "\n".join(lines)
        if not table.number:
            return grid
        title = inline((Text(table.title),), "line")
        number = inline((Text(table.number),), "line")
        return f"**{self.words.table} {number}.** {title}\n\n{grid}"

    def _figure(self, figure: Figure) -> str:
        """What the picture shows in words: a text has no picture."""
        words = inline((Text(figure.alt),), "block")
        title = inline((Text(figure.title),), "line")
        if figure.number:
            number = inline((Text(figure.number),), "line")
            title = f"**{self.words.figure} {number}.** {title}"
        return "\n\n".join(piece for piece in (title, words) if piece)

    def _contents(self, contents: Contents) -> str:
        lines = [f"**{inline((Text(contents.title),), 'line')}**", ""] if contents.title else []
        for heading in entries(self.document, contents):
            entry = (Text(number_prefix(heading)), *heading.inlines)
            indent = "  " * (self.levels[heading.id] - 1)
            lines.append(f"{indent}- {inline(entry, 'block', indent + '  ')}")
        return "\n".join(lines)


def _heading(level: int, prefix: str, inlines: Sequence[Inline]) -> str:
    return f"{'#' * level} {closed(inline((Text(prefix), *inlines), 'line'))}"


def _list(branch: Branch, indent: str, turn: int) -> list[str]:
    lines: list[str] = []
    for offset, leaf in enumerate(branch.leaves):
        sign = "-*"[turn]
        if branch.kind == "number":
            sign = f"{branch.start + offset}{'.)'[turn]}"
        below = indent + " " * (len(sign) + 1)
        lines.append(f"{indent}{sign} {_item(leaf.item, below)}")
        for place, inner in enumerate(leaf.branches):
            lines += _list(inner, below, place % 2)
    return lines


def _item(item: Item, indent: str) -> str:
    inlines = tuple(item.inlines)
    if item.kind != "check":
        return inline(inlines, "block", indent) or "&#32;"
    checked = False
    if inlines and isinstance(inlines[0], Box):
        checked, inlines = inlines[0].checked, inlines[1:]
        if inlines and isinstance(inlines[0], Text):
            inlines = (inlines[0]._replace(text=inlines[0].text.lstrip(" ")), *inlines[1:])
    return f"[{'x' if checked else ' '}] {inline(inlines, 'block', indent)}"


def _row(cells: Sequence[Cell], columns: int) -> str:
    texts = [inline(cell.inlines, "line") for cell in cells]
    return "| " + " | ".join(texts + [""] * (columns - len(texts))) + " |"
