"""What every block said when the file was written: the base of the next merge, inside the file.

It travels in a custom XML part, which Word and LibreOffice keep. Nothing is bound to it.
"""

from collections.abc import Iterable

from htssp_builder.document.tree import (
    Contents,
    Document,
    Figure,
    Heading,
    Item,
    Meta,
    Paragraph,
    Row,
    Table,
)
from htssp_builder.word.ooxml.escape import attribute, plain
from htssp_builder.word.ooxml.plumbing import DECLARATION

NAMESPACE = "urn:htssp-builder:base:1"

_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def base_text(document: Document, blocks: Iterable[str], controls: Iterable[str]) -> list[str]:
    """The whole part, in pieces.

    blocks, controls: what the functions below gave, in the order of the document.
    """
    start = (
        f'{DECLARATION}<base xmlns="{NAMESPACE}" document="{attribute(document.id, "document")}"'
        f' build="{attribute(document.build, "build")}" edition="{document.edition}">'
    )
    return [start, *blocks, *controls, "</base>"]


def base_block(block: Heading | Paragraph | Item, text: str) -> str:
    """A block with its id, kind, text and meta; a heading's number is an attribute.

    What is most frequent is left out: authority "board", edition "public".
    """
    name = attribute(block.id, block.id)
    kind, meta = _kind(block), _meta(block.meta)
    return f'<block id="{name}" kind={kind}{meta}>{plain(text, block.id)}</block>'


def base_contents(block: Contents) -> str:
    """The contents with their title: their entries are made anew at every build."""
    name = attribute(block.id, block.id)
    return f'<block id="{name}" kind="contents">{plain(block.title, block.id)}</block>'


def base_table(block: Table, rows: Iterable[str]) -> str:
    """A table with its title and number. rows: what `base_row` gave for its head and its rows."""
    number = f' number="{attribute(block.number, block.id)}"' if block.number else ""
    title = attribute(block.title, block.id)
    return (
        f'<table id="{attribute(block.id, block.id)}" kind="{block.role}"{number} title="{title}"'
        f"{_meta(block.meta)}>{''.join(rows)}</table>"
    )


def base_figure(block: Figure, text: str, picture: str) -> str:
    """A figure with its title, alternative text and number. picture: digest of what it shows."""
    number = f' number="{attribute(block.number, block.id)}"' if block.number else ""
    return (
        f'<block id="{attribute(block.id, block.id)}" kind="figure"{number} picture="{picture}"'
        f"{_meta(block.meta)}>{plain(text, block.id)}</block>"
    )


def base_control(title: str, path: str, kind: str, state: str, text: str) -> str:
    """A content control: title (escaped already), path, kind, state and text.

    What is most frequent is left out: kind "text", state "given".
    """
    where = f' path="{attribute(path, path)}"' if path else ""
    kind = f' kind="{kind}"' if kind != "text" else ""
    state = f' state="{state}"' if state != "given" else ""
    return f'<control title="{title}"{where}{kind}{state}>{plain(text, path)}</control>'


def base_at(block_id: str) -> str:
    """The block or table row in which the controls behind it stand."""
    return f'<at block="{attribute(block_id, block_id)}"/>'


def store_properties(document: Document) -> str:
    """The part beside it that gives it an identity for Word."""
    from hashlib import blake2b

    raw = blake2b(f"{NAMESPACE} {document.id}".encode(), digest_size=16).hexdigest().upper()
    guid = f"{raw[:8]}-{raw[8:12]}-{raw[12:16]}-{raw[16:20]}-{raw[20:]}"
    return (
        f'{DECLARATION}<ds:datastoreItem ds:itemID="{{{guid}}}" xmlns:ds="{_STORE}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )


def _kind(block: Heading | Paragraph | Item) -> str:
    if isinstance(block, Paragraph):
        return f'"{block.role}"'
    if isinstance(block, Heading):
        number = f' number="{attribute(block.number, block.id)}"' if block.number else ""
        return f'"heading" level="{block.level}"{number}'
    level = f' level="{block.level}"' if block.level else ""
    return f'"{block.kind}" list="{attribute(block.list, block.id)}"{level}'


def base_row(tag: str, row: Row, texts: list[str]) -> str:
    """A row made of `cell`. tag: "head" or "row". texts: of its cells."""
    cells = "</cell><cell>".join([plain(text, row.id) for text in texts])
    return f'<{tag} id="{attribute(row.id, row.id)}"{_meta(row.meta)}><cell>{cells}</cell></{tag}>'


_PLAIN = Meta()


def _meta(meta: Meta) -> str:
    if meta == _PLAIN:
        return ""
    made = f' authority="{meta.authority}"' if meta.authority != "board" else ""
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
