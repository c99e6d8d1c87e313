"""The blocks of a document as HTML elements."""

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape

from htssp_builder.document.text import CHECKED, UNCHECKED, inline_text
from htssp_builder.document.tree import (
    Block,
    Box,
    Cell,
    Contents,
    Document,
    Field,
    Figure,
    Heading,
    Inline,
    Item,
    Link,
    Paragraph,
    Reference,
    Row,
    Table,
    Text,
)
from htssp_builder.writers.characters import clean, may_open
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
from htssp_builder.writers.words import words

MAIN = "document-text"
"""The id of the main element."""

_WIDE = 4  # columns from which a table is wider than a telephone
_LONG = 24
_ADDRESS = re.compile(rf"[^\s]{{{_LONG},}}")
_SIGN = re.compile(r"(?<=\w)[@/_.](?=\w)")


class Body:
    """Writes the content of the main element.

    widths: the column shares met on the way; a table with the nth of them has the class "wn".
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words = words(document.language)
        self.levels = levels(document.blocks)
        self.title = title_block(document)
        self.widths: list[tuple[float, ...]] = []
        self.ids = _ids(document)
        self.written = {MAIN}

    def html(self) -> str:
        pieces = [self._part(part) for part in parts(self.document.blocks)]
        if self.title is None and self.document.title.strip():
            pieces.insert(0, f"<h1>{_lines(self.document.title)}</h1>")
        return "".join(f"{piece}\n" for piece in pieces if piece)

    def _part(self, part: Items | Block) -> str:
        match part:
            case Items(items=items):
                return "".join(self._list(branch) for branch in branches(items))
            case Heading():
                level = self.levels[part.id] + 1
                page = ' class="new-page"' if part.new_page else ""
                content = escape(number_prefix(part), False) + self.inline(part.inlines)
                return f"<h{level}{self._id(part.id)}{page}>{content}</h{level}>"
            case Paragraph():
                return self._paragraph(part)
            case Table():
                return self._table(part)
            case Figure():
                return self._figure(part)
            case Contents():
                return self._contents(part)
        raise TypeError(type(part).__name__)  # pragma: no cover - every block is named above

    def _id(self, id: str) -> str:
        """The id attribute; an id that stands twice in the document is written once."""
        name = self.ids.get(id, "")
        if not name or name in self.written:
            return ""
        self.written.add(name)
        return f' id="{escape(name)}"'

    def inline(self, inlines: Iterable[Inline]) -> str:
        """The words of a block with their marks."""
        return "".join([self._inline(item) for item in inlines])

    def _inline(self, item: Inline) -> str:
        match item:
            case Text():
                return _emphasized(_lines(item.text), item.strong, item.emphasis)
            case Field():
                return _emphasized(self._field(item), item.strong, item.emphasis)
            case Link():
                if not may_open(item.target):
                    return _lines(item.text)
                return f'<a href="{escape(item.target)}">{_lines(item.text)}</a>'
            case Reference():
                name = self.ids.get(item.target)
                if name is None:
                    return _lines(item.text)
                return f'<a href="#{escape(name)}">{_lines(item.text)}</a>'
            case Box():
                return self._box(item)

    def _field(self, field: Field) -> str:
        told = f' title="{self.words.unverified}"' if field.state == "unverified" else ""
        path = escape(clean(field.path))
        return (
            f'<span class="field" data-path="{path}" data-state="{field.state}" dir="auto"{told}>'
            f"{_lines(field.text)}</span>"
        )

    def _box(self, box: Box) -> str:
        state = self.words.checked if box.checked else self.words.unchecked
        label = escape(clean(f"{state}: {box.label}" if box.label else state))
        path = f' data-path="{escape(clean(box.path))}"' if box.path else ""
        sign = CHECKED if box.checked else UNCHECKED
        return f'<span class="box" role="img" aria-label="{label}"{path}>{sign}</span>'

    def _paragraph(self, block: Paragraph) -> str:
        if not inline_text(block.inlines):
            return ""
        content, id = self.inline(block.inlines), self._id(block.id)
        if block is self.title:
            return f"<h1{id}>{content}</h1>"
        labels = {
            "note": self.words.note,
            "caution": self.words.caution,
            "script": self.words.script,
        }
        if block.role in labels:
            label = f'<strong class="label">{labels[block.role]}</strong> '
            return f'<div{id} class="{block.role}" role="note"><p>{label}{content}</p></div>'
        role = "" if block.role == "body" else f' class="{block.role}"'
        return f"<p{id}{role}>{content}</p>"

    def _list(self, branch: Branch) -> str:
        tag, attribute = "ul", ""
        if branch.kind == "number":
            tag = "ol"
            attribute = f' start="{branch.start}"' if branch.start != 1 else ""
        elif branch.kind == "check":
            attribute = ' class="check" role="list"'
        items = []
        for item, below in branch.leaves:
            inner = "".join(self._list(inner) for inner in below)
            items.append(f"<li{self._id(item.id)}>{self.inline(_with_box(item))}{inner}</li>")
        return f"<{tag}{attribute}>{''.join(items)}</{tag}>"

    def _table(self, table: Table) -> str:
        rows = table.rows if table.head is None else (table.head, *table.rows)
        columns = max((len(row.cells) for row in rows), default=0)
        if not columns:
            return ""
        if table.widths not in self.widths:
            self.widths.append(table.widths)
        role = "framed" if table.role == "box" else table.role
        wide = " wide" if columns >= _WIDE else ""
        title = escape(clean(table.title))
        caption = (
            f"<caption>{self.words.table} {escape(table.number)}. {title}</caption>"
            if table.number
            else f'<caption><span class="out">{title}</span></caption>'
            if title.strip()
            else ""
        )
        sideways = f' tabindex="0" role="region" aria-label="{title}"' if wide and title else ""
        head = "" if table.head is None else f"<thead>{self._head(table.head, columns)}</thead>"
        body = "".join([self._row(row, columns, table) for row in table.rows])
        return (
            f'<div{self._id(table.id)} class="table"{sideways}>'
            f'<table class="{role}{wide} w{self.widths.index(table.widths)}">{caption}'
            f"<colgroup>{'<col>' * columns}</colgroup>{head}<tbody>{body}</tbody></table></div>"
        )

    def _figure(self, figure: Figure) -> str:
        title, alt = escape(clean(figure.title)), escape(clean(figure.alt))
        number = f"{self.words.figure} {escape(figure.number)}. " if figure.number else ""
        # In an address of its own, so that no name inside it meets a name of the page.
        address = b64encode(figure.svg.encode("utf-8")).decode("ascii")
        size = f'width="{_pixels(figure.width)}" height="{_pixels(figure.height)}"'
        shown = (
            f'<img src="data:image/svg+xml;base64,{address}" alt="{alt}" {size}>'
            if figure.svg
            else f"<p>{_lines(figure.alt)}</p>"
        )
        caption = f"<figcaption>{number}{title}</figcaption>" if number or title.strip() else ""
        return f"<figure{self._id(figure.id)}>{caption}{shown}</figure>"

    def _head(self, row: Row, columns: int) -> str:
        cells = "".join(
            f'<th scope="col">{content}</th>' if content else "<td></td>"
            for content in self._cells(row.cells, columns)
        )
        return f"<tr{self._id(row.id)}>{cells}</tr>"

    def _row(self, row: Row, columns: int, table: Table) -> str:
        contents = self._cells(row.cells, columns)
        cells = [f"<td>{content}</td>" for content in contents]
        named = table.role == "form" or (table.role == "box" and table.head is None)
        if named and columns > 1 and contents[0]:
            cells[0] = f'<th scope="row">{contents[0]}</th>'
        return f"<tr{self._id(row.id)}>{''.join(cells)}</tr>"

    def _cells(self, cells: Sequence[Cell], columns: int) -> list[str]:
        return [self.inline(cell.inlines) for cell in cells] + [""] * (columns - len(cells))

    def _contents(self, contents: Contents) -> str:
        lines: list[str] = []
        depth = 0
        for heading in entries(self.document, contents):
            level = self.levels[heading.id]
            lines.append("<ul><li>" * (level - depth) or "</li></ul>" * (depth - level))
            lines.append("" if level > depth else "</li><li>")
            text = clean(number_prefix(heading) + inline_text(heading.inlines))
            href = escape(self.ids.get(heading.id, ""))
            lines.append(f'<a href="#{href}">{escape(" ".join(text.split()), False)}</a>')
            depth = level
        lines.append("</li></ul>" * depth)
        title = f"<h2>{_lines(contents.title)}</h2>" if contents.title.strip() else ""
        label = escape(clean(contents.title)) or self.words.contents
        return f'<nav{self._id(contents.id)} aria-label="{label}">{title}{"".join(lines)}</nav>'


def _pixels(inches: float) -> int:
    return round(inches * 96)


def _ids(document: Document) -> dict[str, str]:
    """Every block's and row's id as an HTML id, which may hold no space."""
    ids: dict[str, str] = {}
    for block in document.blocks:
        rows = block.rows if isinstance(block, Table) else ()
        for id in (block.id, *(row.id for row in rows)):
            ids[id] = re.sub(r"\s", "_", clean(id))
    return ids


def _with_box(item: Item) -> tuple[Inline, ...]:
    """The inlines of an item; a check line that does not begin with a box is given one."""
    if item.kind != "check" or (item.inlines and isinstance(item.inlines[0], Box)):
        return item.inlines
    return (Box(inline_text(item.inlines)), Text(" "), *item.inlines)


def _lines(text: str) -> str:
    """Words as HTML; a long address may be broken after its signs, which adds no hyphen to it."""
    shown = escape(clean(text), False).replace("\n", "<br>")
    if len(text) < _LONG or not _ADDRESS.search(text):
        return shown
    return _SIGN.sub(r"\g<0><wbr>", shown)


def _emphasized(content: str, strong: bool, emphasis: bool) -> str:
    if emphasis:
        content = f"<em>{content}</em>"
    return f"<strong>{content}</strong>" if strong else content
