"""Walks the element tree of one template and writes the program that makes its blocks."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, get_args
from xml.etree.ElementTree import Element

from htssp_builder.compose.cut import BREAK, FIRST, Cut, Mark
from htssp_builder.compose.program import FIRST_OP, Do, Place
from htssp_builder.compose.run import joined, with_duty
from htssp_builder.compose.starts import block_starts
from htssp_builder.document.tree import (
    Authority,
    Block,
    Box,
    Cell,
    Contents,
    Duty,
    Heading,
    Inline,
    Item,
    Link,
    Meta,
    Paragraph,
    ParagraphRole,
    Reference,
    Row,
    Table,
    TableRole,
    Text,
)
from htssp_builder.problems import HtsspError, Problem, error

_SPLIT = re.compile(f"([{chr(FIRST)}-{chr(0xFFFFD)}])")
_BOX = re.compile(r"\[([ xX])\] ?")
_DUTY = ("actor", "act", "time", "to")
_KNOWN = frozenset({"id", "class", "authority", "basis", "edition", "widths", *_DUTY})
_ROLES = frozenset(get_args(ParagraphRole))
_TABLE_ROLES = frozenset(get_args(TableRole))


class Printed(NamedTuple):
    """A `{{ }}` among inlines, or a control mark inside a sentence."""

    mark: Mark
    strong: bool
    emphasis: bool


Piece = Inline | Printed


class Emitter:
    """Collects operations and the Jinja source for one document, section after section."""

    def __init__(self, numbers: Mapping[str, str]) -> None:
        """numbers: section id -> its printed number, for references."""
        self.ops: list[tuple[int, Any]] = []
        self.source: list[str] = []
        self.places: list[Place] = [Place("", 0)]
        self.problems: list[Problem] = []
        self.numbers = numbers
        self._seen: dict[tuple[int, Any], str] = {}

    # -- one operation, one mark ------------------------------------------------------------

    def op(self, do: Do, argument: Any = None) -> None:
        key = (int(do), argument)
        shared = argument is None or isinstance(argument, bool | str)
        sign = self._seen.get(key, "") if shared else ""
        if not sign:
            sign = chr(FIRST_OP + len(self.ops))
            self.ops.append(key)
            if shared:
                self._seen[key] = sign
        self.source.append(sign)

    def jinja(self, source: str, place: Place) -> None:
        """A piece of Jinja on a line of its own, so that its errors lead back to `place`."""
        line = source.replace("\n", " ")
        self.source.append("\n" + line)
        self.places.append(place)

    def block(self, block: Block) -> None:
        self.op(Do.BLOCK, block)

    def section(self, cut: Cut, root: Element, file: str, section: str, authority: str) -> None:
        """Emit everything of one template file."""
        _Walk(self, cut, file, section, authority).blocks(root)


class _Walk:
    def __init__(self, out: Emitter, cut: Cut, file: str, section: str, authority: str) -> None:
        self.out, self.cut, self.file, self.section = out, cut, file, section
        self.authority = [authority] * 4
        self.edition = "public"
        self.lines = block_starts(cut.markdown.split("\n"))
        self.line = 1
        self.open: list[tuple[Mark, bool]] = []
        self.lists = 0
        self.missing = 0
        self.row_basis: tuple[str, ...] = ()
        self.row_duty = False

    # -- reporting --------------------------------------------------------------------------

    def wrong(self, what: str, remedy: str, line: int = 0) -> None:
        self.out.problems.append(error(f"{self.file}:{line or self.line}", what, remedy))

    def step(self) -> None:
        """The next block begins: remember its line in the template."""
        found = next(self.lines, None)
        if found is not None and found - 1 < len(self.cut.lines):
            self.line = self.cut.lines[found - 1]

    def mark(self, sign: str) -> Mark:
        return self.cut.marks[ord(sign) - FIRST]

    # -- controls ---------------------------------------------------------------------------

    def control(self, mark: Mark) -> None:
        """A `{% %}`: its loops tell the builder which record's turn it is."""
        place = Place(self.file, mark.line)
        looping = bool(self.open) and self.open[-1][0].word == "for"
        if mark.word.startswith("end") or mark.word in ("else", "elif"):
            if not self.open:
                self.wrong(
                    f"'{mark.word}' has no beginning here.",
                    "Begin and end it under one parent: the same list, table or sentence.",
                    mark.line,
                )
                return
            if looping and mark.word in ("endfor", "else") and not self.open[-1][1]:
                self.out.op(Do.LEAVE)
            if mark.word == "else" and looping:
                self.open[-1] = (self.open[-1][0], True)
            if mark.word.startswith("end"):
                self._end(mark)
        elif mark.opens:
            self.open.append((mark, False))
        self.out.jinja(mark.source, place)
        if mark.word == "for":
            target = mark.inside.split()[1].strip(",")
            self.out.jinja(f"{{{{ enter_({target}) }}}}", place)

    def _end(self, mark: Mark) -> None:
        begun = self.open.pop()[0]
        if mark.word != f"end{begun.word}":
            self.wrong(
                f"'{mark.word}' ends the '{begun.word}' of line {begun.line}.",
                "Close what was opened last, under the same parent.",
                mark.line,
            )

    def balanced(self, depth: int) -> None:
        """Everything opened under a parent must be closed under it."""
        while len(self.open) > depth:
            mark = self.open.pop()[0]
            self.wrong(
                f"'{{% {mark.inside} %}}' is not closed under the same parent.",
                f"Put its 'end{mark.word}' into the same list, table, paragraph or sentence.",
                mark.line,
            )

    def controls_in(self, element: Element) -> list[Mark]:
        """The marks of an element that holds nothing but control marks, else []."""
        text = "".join(element.itertext()).strip()
        if not text or any(not FIRST <= ord(c) <= 0xFFFFD for c in text):
            return []
        marks = [self.mark(c) for c in text]
        return marks if all(m.word for m in marks) else []

    # -- blocks -----------------------------------------------------------------------------

    def blocks(self, root: Element) -> None:
        caption: Element | None = None
        for element in root:
            if element.tag == "p" and (element.text or "").startswith("Table: "):
                self.step()
                caption = element
                continue
            if element.tag == "table":
                self.table(element, caption)
            else:
                self._block(element)
            caption = None
        self.balanced(0)

    def _block(self, element: Element) -> None:
        if element.tag == "p":
            self.step()
            controls = self.controls_in(element)
            if controls:
                for mark in controls:
                    self.control(mark)
            else:
                self.paragraph(element)
        elif element.tag in ("h2", "h3"):
            self.step()
            self.heading(element)
        elif element.tag in ("ul", "ol"):
            self.list(element, 0, "")
        else:
            self.wrong(
                f"<{element.tag}> is not something a document can hold.",
                "Use headings ## and ###, paragraphs, lists and tables.",
            )

    def heading(self, element: Element) -> None:
        level = int(element.tag[1])
        stated = element.get("authority")
        self.authority[level:] = [stated or self.authority[level - 1]] * (4 - level)
        self.edition = element.get("edition", "public")
        block = Heading(self.ident(element), level, (), meta=self.meta(element))
        self.text_block(block, element)

    def paragraph(self, element: Element) -> None:
        roles = [c for c in element.get("class", "").split() if c != "duty"]
        role: Any = roles[0] if roles else "body"
        if role == "contents":
            title = "".join(element.itertext())
            self.out.block(Contents(self.ident(element), title))
            return
        if role not in _ROLES:
            self.wrong(f"'.{role}' is not a kind of paragraph.", f"Use: {', '.join(_ROLES)}.")
            role = "body"
        self.text_block(Paragraph(self.ident(element), (), role, self.meta(element)), element)

    def list(self, element: Element, level: int, name: str) -> None:
        if not name:
            self.lists += 1
            name = f"{self.section}.list{self.lists}"
            self.out.op(Do.LIST)
        depth = len(self.open)
        for item in element:
            self.step()
            controls = self.controls_in(item)
            for mark in controls:
                self.control(mark)
            if not controls:
                self._item(item, element.tag, level, name)
        self.balanced(depth)

    def _item(self, element: Element, tag: str, level: int, name: str) -> None:
        nested = [child for child in element if child.tag in ("ul", "ol")]
        for child in nested:
            element.remove(child)
        inner = [child for child in element if child.tag == "p"]
        if inner:
            self.wrong("A list item holds a paragraph of its own.", "Leave no blank line in it.")
        kind: Any = "number" if tag == "ol" else "bullet"
        box = _BOX.match(element.text or "")
        if box and kind == "bullet":
            element.text = (element.text or "")[box.end() :]
            kind = "check"
        block = Item(self.ident(element), (), kind, name, level, self.meta(element))
        self.text_block(block, element)
        for child in nested:
            if level:
                self.wrong("A list is nested three deep.", "Use at most two levels.")
            sub = name if child.tag == tag else f"{name}.{self.lists}"
            self.list(child, 1, sub)

    def text_block(self, block: Heading | Paragraph | Item, element: Element) -> None:
        pieces = list(self.pieces(element))
        attributes = self.duty_marks(element)
        constant = [p for p in pieces if not isinstance(p, Printed)]
        if len(constant) == len(pieces) and not attributes:
            self.out.block(block._replace(inlines=joined(constant)))
            return
        self.out.op(Do.OPEN, block)
        self._attributes(attributes)
        self.inlines(pieces)
        self.out.op(Do.CLOSE)

    # -- tables -----------------------------------------------------------------------------

    def table(self, element: Element, caption: Element | None) -> None:
        head_row, body = element.find("thead/tr"), element.find("tbody")
        rows = [] if body is None else list(body)
        columns = 0 if head_row is None else len(head_row)
        attributes = caption if caption is not None else Element("p")
        role = self._table_role(attributes)
        block = Table(self.ident(attributes), "", None, (), self._widths(attributes, columns), role)
        block = block._replace(meta=self.meta(attributes))
        self.row_basis, self.row_duty = block.meta.basis, "flow" in attributes.get("class", "")
        if caption is None:
            self.wrong("A table has no caption.", "Write 'Table: what it shows' above it.")
        title = list(self.pieces(attributes))
        constant = [p for p in title if not isinstance(p, Printed)]
        if len(constant) == len(title):
            words = "".join(p.text for p in joined(constant) if isinstance(p, Text))
            block = block._replace(title=words.removeprefix("Table: "))
        self.step()
        head = self._head(head_row, block)
        self.out.op(Do.TABLE, block._replace(head=head))
        if len(constant) != len(title):
            self._attributes([("title", self._title_pieces(title))])
        depth = len(self.open)
        for row in rows:
            self.step()
            controls = self.controls_in(row)
            for mark in controls:
                self.control(mark)
            if not controls:
                self.row(row)
        self.balanced(depth)
        self.out.op(Do.END_TABLE)

    @staticmethod
    def _title_pieces(title: "list[Piece]") -> "list[Piece]":
        first = title[0]
        if isinstance(first, Text):
            return [Text(first.text.removeprefix("Table: ")), *title[1:]]
        return title

    def _table_role(self, attributes: Element) -> Any:
        role = attributes.get("class", "grid").replace("flow", "grid")
        if role not in _TABLE_ROLES:
            self.wrong(f"'.{role}' is not a kind of table.", f"Use: {', '.join(_TABLE_ROLES)}.")
            return "grid"
        return role

    def _widths(self, attributes: Element, columns: int) -> tuple[float, ...]:
        stated = attributes.get("widths", "").split()
        if not stated:
            return (1 / columns,) * columns if columns else ()
        shares = [float(w) for w in stated if re.fullmatch(r"\d+(\.\d+)?", w)]
        if len(shares) != columns or not sum(shares):
            self.wrong(
                f"widths has {len(stated)} numbers, but the table has {columns} columns.",
                "Give one number for each column.",
            )
            return (1 / columns,) * columns
        return tuple(share / sum(shares) for share in shares)

    def _head(self, row: Element | None, table: Table) -> Row | None:
        if row is None or not "".join(row.itertext()).strip():
            return None
        cells = []
        for cell in row:
            pieces = list(self.pieces(cell))
            if any(isinstance(p, Printed) for p in pieces):
                self.wrong("A table's header row prints an answer.", "Use plain words there.")
            cells.append(Cell(joined([p for p in pieces if not isinstance(p, Printed)])))
        return Row(f"{table.id}.head", tuple(cells), table.meta)

    def row(self, element: Element) -> None:
        cells = [list(self.pieces(cell)) for cell in element]
        carrier = element[0]
        block = Row(self.ident(carrier), (), self._row_meta(carrier))
        attributes = self.duty_marks(carrier)
        if not attributes and not any(isinstance(p, Printed) for c in cells for p in c):
            made = tuple(Cell(joined([p for p in c if not isinstance(p, Printed)])) for c in cells)
            self.out.op(Do.ROW, with_duty(block._replace(cells=made)))
            return
        self.out.op(Do.OPEN_ROW, block)
        self._attributes(attributes)
        for pieces in cells:
            self.out.op(Do.CELL)
            self.inlines(pieces)
            self.out.op(Do.END_CELL)
        self.out.op(Do.END_ROW)

    def _row_meta(self, carrier: Element) -> Meta:
        """A row stands on its table's basis unless it states its own; a flow's row is a duty."""
        meta = self.meta(carrier)
        basis = meta.basis or self.row_basis
        if not self.row_duty:
            return meta._replace(basis=basis)
        return meta._replace(basis=basis, duty=Duty("", "", "", "", _set_by_law(basis)))

    # -- attributes -------------------------------------------------------------------------

    def ident(self, element: Element) -> str:
        found = element.get("id", "")
        if not found:
            self.missing += 1
            return f"{self.section}.?{self.line}.{self.missing}"
        return found

    def meta(self, element: Element) -> Meta:
        unknown = [k for k in element.keys() if k not in _KNOWN]  # noqa: SIM118 - an Element
        if unknown:
            self.wrong(
                f"'{unknown[0]}' is not an attribute of a block.",
                f"Use: {', '.join(sorted(_KNOWN))}.",
            )
        authority: Any = element.get("authority") or self.authority[3]
        if authority not in get_args(Authority):
            self.wrong(
                f"'{authority}' is not an authority.", f"Use: {', '.join(get_args(Authority))}."
            )
        basis = tuple(element.get("basis", "").split())
        edition: Any = element.get("edition") or self.edition
        return Meta(authority, basis, self._duty(element, basis), edition)

    def _duty(self, element: Element, basis: tuple[str, ...]) -> Duty | None:
        if "duty" not in element.get("class", "").split():
            return None
        values = [element.get(name, "") for name in _DUTY]
        for name, value in zip(_DUTY, values, strict=True):
            if not value:
                self.wrong(
                    f"A duty does not name its {name}.",
                    'Write actor="..." act="..." time="..." to="..." beside .duty.',
                )
        plain = [value if not _SPLIT.search(value) else "" for value in values]
        return Duty(*plain, statutory=_set_by_law(basis))

    def duty_marks(self, element: Element) -> "list[tuple[str, list[Piece]]]":
        if "duty" not in element.get("class", "").split():
            return []
        return [
            (name, list(self._text_pieces(element.get(name, ""), False, False)))
            for name in _DUTY
            if _SPLIT.search(element.get(name, ""))
        ]

    def _attributes(self, attributes: "list[tuple[str, list[Piece]]]") -> None:
        for name, pieces in attributes:
            self.out.op(Do.ATTRIBUTE, name)
            self.inlines(pieces)
            self.out.op(Do.END_ATTRIBUTE)

    # -- inlines ----------------------------------------------------------------------------

    def inlines(self, pieces: "list[Piece]") -> None:
        depth = len(self.open)
        for piece in pieces:
            if not isinstance(piece, Printed):
                self.out.op(Do.INLINE, piece)
            elif piece.mark.word:
                self.control(piece.mark)
            else:
                self._print(piece)
        self.balanced(depth)

    def _print(self, piece: Printed) -> None:
        for do, on in ((Do.STRONG, piece.strong), (Do.EMPHASIS, piece.emphasis)):
            if on:
                self.out.op(do, True)
        self.out.jinja(piece.mark.source, Place(self.file, piece.mark.line))
        for do, on in ((Do.STRONG, piece.strong), (Do.EMPHASIS, piece.emphasis)):
            if on:
                self.out.op(do, False)

    def pieces(
        self, element: Element, strong: bool = False, emphasis: bool = False
    ) -> "Iterator[Piece]":
        yield from self._text_pieces(element.text or "", strong, emphasis)
        for child in element:
            if child.tag == "a":
                yield from self._link(child)
            elif child.tag in ("strong", "em"):
                yield from self.pieces(
                    child, strong or child.tag == "strong", emphasis or child.tag == "em"
                )
            else:
                self.wrong(f"<{child.tag}> cannot stand in a sentence.", "Use words.")
            yield from self._text_pieces(child.tail or "", strong, emphasis)

    def _text_pieces(self, text: str, strong: bool, emphasis: bool) -> "Iterator[Piece]":
        for part in _SPLIT.split(text):
            if _SPLIT.fullmatch(part):
                yield Printed(self.mark(part), strong, emphasis)
            elif part:
                words = re.sub(r"[ \n]*\n[ \n]*", " ", part)
                words = re.sub(f" ?{BREAK} ?", "\n", words)
                yield from boxes(words, strong, emphasis)

    def _link(self, element: Element) -> Iterator[Inline]:
        words, target = "".join(element.itertext()), element.get("href", "")
        if _SPLIT.search(words + target):
            self.wrong("A link holds an answer.", "Print the answer beside the link.")
        elif target.startswith("#"):
            yield from self._reference(words, target[1:])
        elif target.startswith(("https://", "http://", "mailto:", "tel:")):
            yield Link(words, target)
        else:
            self.wrong(f"'{target}' is not an address.", "Begin it with https: or tel:.")

    def _reference(self, words: str, target: str) -> Iterator[Inline]:
        number = self.out.numbers.get(target)
        if number is None:
            self.wrong(f"There is no section '{target}'.", "Name the id of a section.")
            return
        if words != "§":
            self.wrong(f"The reference '{words}' is typed.", f"Write [§](#{target}).")
        if number[:1].isdigit():
            yield Text("section\u00a0")
        yield Reference(target, number)


def _set_by_law(basis: tuple[str, ...]) -> bool:
    return any(key.startswith(("law.", "fed.")) for key in basis)


def boxes(words: str, strong: bool, emphasis: bool) -> Iterator[Inline]:
    """Text with `[ ] yes` turned into check boxes, each labelled by the words behind it."""
    parts = _BOX.split(words)
    if parts[0]:
        yield Text(parts[0], strong, emphasis)
    for sign, label in zip(parts[1::2], parts[2::2], strict=True):
        yield Box(label.strip() or "tick", sign in "xX")
        yield Text(f"\u00a0{label}", strong, emphasis)


def refuse(problems: "list[Problem]") -> None:
    """Raise everything that is wrong with the templates at once."""
    if problems:
        raise HtsspError(*problems)
