"""A Document as a Word file."""

from collections.abc import Iterator, Mapping

from htssp_builder.document.tree import Contents, Document, Figure, Heading, Item, Paragraph, Table
from htssp_builder.problems import HtsspError, error
from htssp_builder.word.base import numbering, section, static_parts
from htssp_builder.word.basetext import base_text, store_properties
from htssp_builder.word.blocks import (
    COVER_ROLES,
    heading,
    item,
    list_definitions,
    paragraph,
    surroundings,
)
from htssp_builder.word.contents import contents
from htssp_builder.word.figures import figure
from htssp_builder.word.ooxml import properties
from htssp_builder.word.ooxml.package import Entry, archive, deflate
from htssp_builder.word.ooxml.plumbing import DECLARATION, Relationships, content_types
from htssp_builder.word.running import NAMESPACES, footer, header
from htssp_builder.word.state import State
from htssp_builder.word.tables import GAP, table

_FROM_PACKAGE = {
    "document": "word/document.xml",
    "core": "docProps/core.xml",
    "app": "docProps/app.xml",
    "custom": "docProps/custom.xml",
}
_FROM_DOCUMENT = {
    "styles": "styles.xml",
    "numbering": "numbering.xml",
    "settings": "settings.xml",
    "web": "webSettings.xml",
    "fonts": "fontTable.xml",
    "theme": "theme/theme1.xml",
    "header": "header1.xml",
    "footer": "footer1.xml",
    "xml": "../customXml/item1.xml",
}


def write(document: Document) -> bytes:
    """The .docx file of a document. The same document gives the same bytes, always.

    Raises HtsspError, with the block or the answer's path, for two blocks of one id, for text
    that no XML file can hold, and for a link that leads nowhere safe.
    """
    _check_ids(document)
    relationships = Relationships(_FROM_DOCUMENT)
    state = State(document, relationships)
    cover = has_cover(document)
    pages, total = _layout(document, cover)
    body = _document_part(document, state, pages, cover)
    parts = {
        "[Content_Types].xml": content_types(bool(state.media)),
        "_rels/.rels": Relationships(_FROM_PACKAGE).xml(),
        "docProps/core.xml": properties.core(document),
        "docProps/app.xml": properties.app(document),
        "docProps/custom.xml": properties.custom(document),
        "word/_rels/document.xml.rels": relationships.xml(),
        "word/numbering.xml": numbering(document.style, document.language)
        + list_definitions(state),
        "word/header1.xml": header(document, state),
        "word/footer1.xml": footer(document, state, total),
        "customXml/_rels/item1.xml.rels": Relationships({"xml-properties": "itemProps1.xml"}).xml(),
        "customXml/itemProps1.xml": store_properties(document),
    }
    entries: list[Entry] = [deflate(name, xml.encode("utf-8")) for name, xml in parts.items()]
    base = base_text(document, state.base, state.base_controls)
    entries += (
        deflate("word/document.xml", _encoded(body)),
        deflate("customXml/item1.xml", _encoded(base)),
    )
    entries += (deflate(f"word/{name}", png) for name, png in state.media.items())
    return archive((*entries, *static_parts(document.style, document.language)))


def _encoded(pieces: list[str]) -> bytes:
    # Piece by piece: one sign beyond Latin-1 would make the whole text twice or four times as wide.
    return b"".join([piece.encode("utf-8") for piece in pieces])


def has_cover(document: Document) -> bool:
    """True where the document opens with a cover page: a title and more, then a new page."""
    opening = 0
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.role in COVER_ROLES:
            opening += 1
            continue
        starts_page = isinstance(block, Contents) or (isinstance(block, Heading) and block.new_page)
        return opening > 0 and starts_page
    return False


def _layout(document: Document, cover: bool) -> tuple[Mapping[str, int], int]:
    """Page of each heading, and how many there are; counted only where contents will show it."""
    if not any(isinstance(block, Contents) for block in document.blocks):
        return {}, 1
    from htssp_builder.word.layout import estimate

    return estimate(document, cover)


def _document_part(
    document: Document, state: State, pages: Mapping[str, int], cover: bool
) -> list[str]:
    made = [f"{DECLARATION}<w:document {NAMESPACES}><w:body>"]
    after_table = False
    for block, near in surroundings(document, cover):
        state.where = block.id
        if isinstance(block, Paragraph):
            made.append(paragraph(block, state, near))
        elif isinstance(block, Item):
            made.append(item(block, state, near))
        elif isinstance(block, Heading):
            made.append(heading(block, state))
        elif isinstance(block, Figure):
            made.append(figure(block, state))
        elif isinstance(block, Table):
            made += (GAP if after_table and not block.number else "", table(block, state))
        else:
            made.append(contents(block, document, state, pages, near))
        after_table = isinstance(block, Table)
    references = "".join(
        f'<w:{kind}Reference w:type="default"'
        f' r:id="{state.relationships.add(kind, f"{kind}1.xml")}"/>'
        for kind in ("header", "footer")
    )
    made += (
        GAP if after_table or not document.blocks else "",
        section(document.style, references, cover, state.rtl),
        "</w:body></w:document>",
    )
    return made


def _check_ids(document: Document) -> None:
    """Raise HtsspError for ids that two blocks or rows share: their edits could not be kept."""
    seen: set[str] = set()
    doubled: dict[str, None] = {}
    for block_id in _ids(document):
        if block_id in seen:
            doubled[block_id] = None
        seen.add(block_id)
    if doubled:
        raise HtsspError(
            *(
                error(
                    block_id,
                    "Two places of this document have the same id, so edits to them could not be"
                    " told apart.",
                    "Give one of them another id in the template.",
                )
                for block_id in doubled
            )
        )


def _ids(document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield block.id
        if isinstance(block, Table):
            for row in block.rows if block.head is None else (block.head, *block.rows):
                if row.id:
                    yield row.id
