"""The table of contents: a field that Word can renew, with its entries already in it."""

from collections.abc import Mapping

from htssp_builder.document.text import inline_text
from htssp_builder.document.tree import Contents, Document, Heading
from htssp_builder.word.basetext import base_contents
from htssp_builder.word.blocks import Near, number_gap, paragraph_xml, spacing
from htssp_builder.word.direction import mainly_rtl
from htssp_builder.word.inlines import complex_field, run
from htssp_builder.word.state import State

_BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
_SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def entry_text(heading: Heading) -> str:
    """A heading as the contents list it, on one line."""
    words = " ".join(inline_text(heading.inlines).split())
    return f"{heading.number}{number_gap(heading.number)}{words}" if heading.number else words


def listed(document: Document, depth: int) -> list[Heading]:
    """The headings that the contents list."""
    return [b for b in document.blocks if isinstance(b, Heading) and b.level <= depth]


def contents(
    block: Contents, document: Document, state: State, pages: Mapping[str, int], near: Near
) -> str:
    """The contents with the heading above them. pages: page of each heading, by its id."""
    depth = min(max(block.depth, 1), 3)
    rest = "<w:pageBreakBefore/>" if near.new_page else ""
    state.base.append(base_contents(block))
    title = paragraph_xml(
        "TOCHeading",
        state.anchor(block.id, block.title) + run(block.title, state),
        rest=rest,
        rtl=mainly_rtl(block.title),
    )
    headings = listed(document, depth)
    if not headings:
        return title
    instruction = f' TOC \\o "1-{depth}" \\h \\z '
    start = (
        f'{_BEGIN}<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        f"{_SEPARATE}"
    )
    made = [title]
    for at, heading in enumerate(headings):
        name = state.sections[heading.id]
        page = complex_field(f"PAGEREF {name} \\h", run(str(pages.get(heading.id, 1)), state))
        text = entry_text(heading)
        line = (
            f'<w:hyperlink w:anchor="{name}" w:history="1">{run(text, state)}'
            f"<w:r><w:tab/></w:r>{page}</w:hyperlink>"
        )
        # The field ends in its last entry: a paragraph for its end alone would be an empty line.
        last = at == len(headings) - 1
        end = _END if last else ""
        style = f"TOC{heading.level}"
        rest = spacing(style, near) if last else ""
        made.append(paragraph_xml(style, start + line + end, rest=rest, rtl=mainly_rtl(text)))
        start = ""
    return "".join(made)
