"""The page header and footer."""

from htssp_builder.document.tree import Document
from htssp_builder.word.blocks import paragraph_xml
from htssp_builder.word.inlines import complex_field, run
from htssp_builder.word.ooxml.plumbing import DECLARATION
from htssp_builder.word.state import State

INTERNAL = "Internal edition"

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'
)

_TAB = "<w:r><w:tab/></w:r>"


def header(document: Document, state: State) -> str:
    """Organization at one side, title at the other; the internal edition says that it is one."""
    state.where = "page header"
    line = run(document.organization, state) + _TAB + run(document.title, state)
    made = paragraph_xml("Header", line, rtl=state.rtl)
    if document.edition == "internal":
        made += paragraph_xml("EditionMark", run(INTERNAL, state), rtl=state.rtl)
    return f"{DECLARATION}<w:hdr {NAMESPACES}>{made}</w:hdr>"


def footer(document: Document, state: State, pages: int) -> str:
    """What the document says of itself, and "Page 1 of 40" in fields. pages: as estimated."""
    state.where = "page footer"
    count = (
        run("Page ", state)
        + complex_field("PAGE", run("1", state))
        + run(" of ", state)
        + complex_field("NUMPAGES", run(str(pages), state))
    )
    line = run(document.running, state) if document.running else ""
    made = paragraph_xml("Footer", line + _TAB + count, rtl=state.rtl)
    return f"{DECLARATION}<w:ftr {NAMESPACES}>{made}</w:ftr>"
