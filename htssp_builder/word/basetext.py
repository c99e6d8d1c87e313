"""What every block said when the file was written: the base of the next merge, inside the file.

It travels in a custom XML part, which Word and LibreOffice keep. Nothing is bound to it.
"""

from htssp_builder.document.text import inline_text
from htssp_builder.document.tree import (
    Block,
    Contents,
    Document,
    Heading,
    Item,
    Meta,
    Paragraph,
    Row,
    Table,
)
from htssp_builder.word.ooxml.escape import attribute, plain
from htssp_builder.word.ooxml.plumbing import DECLARATION
from htssp_builder.word.state import State

NAMESPACE = "urn:htssp-builder:base:1"

_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def base_text(document: Document, state: State) -> str:
    """The part: each block with its id, kind, text and meta; each control with title and path.

    A heading's number and a title are attributes; a table has `head` and `row` of `cell`.
    """
    blocks = "".join([_block(block) for block in document.blocks])
    controls = "".join(
        [
            f'<control title="{attribute(r.title, r.path)}" path="{attribute(r.path, r.path)}"'
            f' kind="{r.kind}" state="{r.state}">{plain(r.text, r.path)}</control>'
            for r in state.records
        ]
    )
    return (
        f'{DECLARATION}<base xmlns="{NAMESPACE}" document="{attribute(document.id, "document")}"'
        f' build="{attribute(document.build, "build")}" edition="{document.edition}">'
        f"{blocks}{controls}</base>"
    )


def store_properties(document: Document) -> str:
    """The part beside it that gives it an identity for Word."""
    from hashlib import blake2b

    raw = blake2b(f"{NAMESPACE} {document.id}".encode(), digest_size=16).hexdigest().upper()
    guid = f"{raw[:8]}-{raw[8:12]}-{raw[12:16]}-{raw[16:20]}-{raw[20:]}"
    return (
        f'{DECLARATION}<ds:datastoreItem ds:itemID="{{{guid}}}" xmlns:ds="{_STORE}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )


def _block(block: Block) -> str:
    start = f'id="{attribute(block.id, block.id)}"'
    if isinstance(block, Contents):
        return f'<block {start} kind="contents">{plain(block.title, block.id)}</block>'
    start += _meta(block.meta)
    if isinstance(block, Table):
        return _table(block, start)
    return f"<block {start}{_kind(block)}>{plain(inline_text(block.inlines), block.id)}</block>"


def _kind(block: Heading | Paragraph | Item) -> str:
    if isinstance(block, Heading):
        number = f' number="{attribute(block.number, block.id)}"' if block.number else ""
        return f' kind="heading" level="{block.level}"{number}'
    if isinstance(block, Item):
        name = attribute(block.list, block.id)
        return f' kind="{block.kind}" list="{name}" level="{block.level}"'
    return f' kind="{block.role}"'


def _table(block: Table, start: str) -> str:
    head = "" if block.head is None else _row("head", block.head)
    rows = "".join([_row("row", row) for row in block.rows])
    number = f' number="{attribute(block.number, block.id)}"' if block.number else ""
    title = attribute(block.title, block.id)
    return f'<table {start} kind="{block.role}"{number} title="{title}">{head}{rows}</table>'


def _row(tag: str, row: Row) -> str:
    cells = "".join(
        [f"<cell>{plain(inline_text(cell.inlines), row.id)}</cell>" for cell in row.cells]
    )
    return f'<{tag} id="{attribute(row.id, row.id)}"{_meta(row.meta)}>{cells}</{tag}>'


_PLAIN = Meta()


def _meta(meta: Meta) -> str:
    if meta == _PLAIN:
        return ' authority="board"'
    made = f' authority="{meta.authority}"'
    if meta.basis:
        made += f' basis="{attribute(" ".join(meta.basis), "basis")}"'
    if meta.edition != "public":
        made += f' edition="{meta.edition}"'
    if duty := meta.duty:
        words = "".join(
            f' {name}="{attribute(value, "duty")}"'
            for name, value in zip(("actor", "act", "time", "to"), duty[:4], strict=True)
        )
        made += f'{words} statutory="{int(duty.statutory)}"'
    return made
