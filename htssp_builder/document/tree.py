"""The document between the templates and the writers: a flat list of blocks, frozen plain data.

A block is what a person would call a heading, a paragraph, a list item, a table or a figure; its
`id` is written in the template and never changes. Writers turn blocks into Word, HTML, Markdown or
PDF and look at nothing else. Named tuples, because thousands of them are made, compared and kept
in a cache at every build.

A newline inside any text means a line break within the same block.
"""

from typing import Literal, NamedTuple

Authority = Literal["board", "superintendent", "maintained"]
"""Who may change a block after adoption: policy, regulation, or contacts and lists."""

FieldState = Literal["given", "missing", "unknown", "unverified"]
"""given: an answer; missing: nobody answered; unknown: "not known yet"; unverified: a legal value
prefilled from the law data that no named person of the district has confirmed."""

Edition = Literal["internal", "public"]


class Text(NamedTuple):
    """Words of the template, or words derived from answers. Never parsed again."""

    text: str
    strong: bool = False
    emphasis: bool = False


class Field(NamedTuple):
    """A place where an answer stands.

    path: of the answer ("roles.coordinator.primary.phone").
    label: of the question, for people ("HTSSP coordinator, phone").
    text: what is printed: the answer as typed, or the visible mark of a missing one.
    kind: the answer's type: text, paragraph, date, number, phone, email, url, choice ...
    choices: what may be chosen, when kind is "choice".
    """

    path: str
    label: str
    text: str
    state: FieldState = "given"
    kind: str = "text"
    choices: tuple[str, ...] = ()
    strong: bool = False
    emphasis: bool = False


class Link(NamedTuple):
    """Words that open an address (https:, mailto:, tel:)."""

    text: str
    target: str


class Reference(NamedTuple):
    """The number of another section, kept right by Word: `text` is "9" or "Appendix B"."""

    target: str
    text: str


class Box(NamedTuple):
    """A check box. `path` is empty in a blank form; `label` says what a tick means."""

    label: str
    checked: bool = False
    path: str = ""


Inline = Text | Field | Link | Reference | Box


class Duty(NamedTuple):
    """What a block obliges somebody to do, as printed: every "must" names all four.

    statutory: True where a law sets it; False where only the district's adoption would.
    """

    actor: str
    act: str
    time: str
    to: str
    statutory: bool = False


class Meta(NamedTuple):
    """What stands behind a block and is not printed with it.

    basis: source keys of the pack, or "R", our own working design.
    edition: "internal" where the block stays out of the public edition, else "public".
    """

    authority: Authority = "board"
    basis: tuple[str, ...] = ()
    duty: Duty | None = None
    edition: Edition = "public"


class Heading(NamedTuple):
    """A heading of level 1 to 3. `number` is data of the pack ("9", "Appendix B") or empty."""

    id: str
    level: int
    inlines: tuple[Inline, ...]
    number: str = ""
    new_page: bool = False
    meta: Meta = Meta()


ParagraphRole = Literal[
    "body", "lead", "title", "subtitle", "cover", "note", "caution", "script", "small"
]
"""body: running text. lead: a section's first words. title, subtitle, cover: the cover page.
note: an aside. caution: must not be overlooked. script: words to say aloud. small: fine print."""


class Paragraph(NamedTuple):
    id: str
    inlines: tuple[Inline, ...]
    role: ParagraphRole = "body"
    meta: Meta = Meta()


ItemKind = Literal["bullet", "number", "check"]


class Item(NamedTuple):
    """One item of a list. Items that follow each other with the same `list` are one list;
    a numbered list starts again at 1 with every new `list`. level: 0 or 1 (indented once)."""

    id: str
    inlines: tuple[Inline, ...]
    kind: ItemKind
    list: str
    level: int = 0
    meta: Meta = Meta()


class Cell(NamedTuple):
    inlines: tuple[Inline, ...]


class Row(NamedTuple):
    id: str
    cells: tuple[Cell, ...]
    meta: Meta = Meta()


TableRole = Literal["grid", "form", "box"]
"""grid: data with a header row. form: two or more columns, the first one names what is asked,
empty cells are to be written in; no header row. box: one or more cells that frame an important
text, such as the numbers to call on page 1; header row optional."""


class Table(NamedTuple):
    """Rows under a repeating header row (`head`, None where there is none).

    title: the caption's words, also the alternative text; number: "3" in "Table 3", or empty
    where no caption is printed.
    widths: one share a column, adding up to 1.
    """

    id: str
    title: str
    head: Row | None
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    role: TableRole = "grid"
    number: str = ""
    meta: Meta = Meta()


class Figure(NamedTuple):
    """A picture drawn from facts, never one that an answer brought.

    title: the caption's words; number: "1" in "Figure 1".
    alt: what the picture shows, in words, for whoever cannot see it.
    png, svg: the same picture twice: not every program that opens a file can show lines.
    width, height: inches, as drawn; a writer makes it smaller where a page is.
    """

    id: str
    title: str
    alt: str = ""
    png: bytes = b""
    svg: str = ""
    width: float = 0
    height: float = 0
    number: str = ""
    meta: Meta = Meta()


class Contents(NamedTuple):
    """Where the table of contents stands; headings up to `depth` are listed."""

    id: str
    title: str
    depth: int = 1


Block = Heading | Paragraph | Item | Table | Figure | Contents


class Style(NamedTuple):
    """What the document looks like (the pack's style.yaml). Colours are RRGGBB, sizes points,
    lengths inches."""

    font: str = "Calibri"
    heading_font: str = "Calibri"
    size: float = 11
    accent: str = "1F4E79"
    text: str = "1A1A1A"
    muted: str = "595959"
    table_head: str = "1F4E79"
    table_head_text: str = "FFFFFF"
    band: str = "F3F6FA"
    rule: str = "B8C4D1"
    caution: str = "8A1C1C"
    caution_fill: str = "FBEDED"
    note_fill: str = "EEF4FA"
    missing: str = "7A3E00"
    missing_fill: str = "FFF3D6"
    page_width: float = 8.5
    page_height: float = 11
    margin: float = 1


class Document(NamedTuple):
    """One document of a packet, ready to be written.

    id: of the document in the pack ("protocol"), also its file's name.
    organization: the district, for the page header and the properties.
    running: what stands in the page footer beside the page number (version, edition).
    subject, keywords: document properties. language: BCP 47 ("en-US").
    build: digest of everything that went in; the same inputs give the same build.
    """

    id: str
    title: str
    organization: str
    blocks: tuple[Block, ...]
    build: str
    edition: Edition = "internal"
    running: str = ""
    subject: str = ""
    keywords: str = ""
    language: str = "en-US"
    style: Style = Style()
