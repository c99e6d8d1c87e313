"""Headings, paragraphs and list items as Word XML."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from htssp_builder.document.tree import (
    Block,
    Box,
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
from htssp_builder.word.basetext import base_block
from htssp_builder.word.direction import mainly_rtl
from htssp_builder.word.inlines import (
    complex_field,
    inlines_xml,
    only_words,
    run,
    words,
    words_xml,
)
from htssp_builder.word.look import COVER_DROP, LOOKS, room, twips
from htssp_builder.word.names import hidden_name
from htssp_builder.word.state import State

ROLE_STYLES = {
    "body": "BodyText",
    "lead": "Lead",
    "title": "Title",
    "subtitle": "Subtitle",
    "cover": "Cover",
    "note": "Note",
    "caution": "Caution",
    "script": "Script",
    "small": "Small",
}
"""The paragraph style of each role."""

ITEM_STYLES = {
    ("bullet", 0): "ListBullet",
    ("bullet", 1): "ListBullet2",
    ("number", 0): "ListNumber",
    ("number", 1): "ListNumber2",
    ("check", 0): "ListCheck",
    ("check", 1): "ListCheck2",
}
"""The paragraph style of each kind and level of item."""

COVER_ROLES = frozenset(("title", "subtitle", "cover"))

# Numbers 1 and 2 are the definitions of bullets and of lists that are not restarted.
FIRST_LIST = 3


class Near(NamedTuple):
    """What stands around a paragraph. before_table: one without a caption.

    opens_cover: this is the first one of a cover page. new_page: contents that do not open the
    document start a page.
    """

    after_table: bool = False
    before_table: bool = False
    opens_cover: bool = False
    new_page: bool = False


ALONE = Near()


def number_gap(number: str) -> str:
    """What stands between a heading's number and its words: "9. Title" but "9.1 Title"."""
    return " " if "." in number else ". "


def surroundings(document: Document, cover: bool) -> Iterator[tuple[Block, Near]]:
    """Every block with what stands around it. cover: the document opens with a cover page."""
    blocks = document.blocks
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        after = at > 0 and isinstance(blocks[at - 1], Table)
        before = isinstance(following, Table) and not following.number
        near = (after, before, cover and at == 0, at > 0 and isinstance(block, Contents))
        yield block, Near(*near) if True in near else ALONE


def paragraph_xml(style: str, content: str, *, rest: str = "", rtl: bool = False) -> str:
    """One w:p. rest: further children of w:pPr, in schema order, w:bidi not among them."""
    if rtl:
        # The schema puts w:bidi behind w:numPr and ahead of w:spacing.
        head, mark, tail = rest.partition("<w:spacing")
        rest = f"{head}<w:bidi/>{mark}{tail}"
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{rest}</w:pPr>{content}</w:p>'


def caption_xml(word: str, block: Table | Figure, state: State, anchor: str) -> str:
    """The caption above a table or a figure, with a number that Word counts. word: "Table"."""
    number = complex_field(f"SEQ {word} \\* ARABIC", run(block.number, state))
    title = run(f". {block.title}" if block.title else ".", state)
    return paragraph_xml(
        "Caption", anchor + run(f"{word} ", state) + number + title, rtl=mainly_rtl(block.title)
    )


def heading(block: Heading, state: State) -> str:
    """A heading; its number, or its words where it has none, stand in a plain bookmark."""
    text = words(block.inlines)
    content = inlines_xml(block.inlines, state)
    state.base.append(base_block(block, text))
    name = state.sections[block.id]
    if block.number:
        number = state.bookmark(name, run(block.number, state))
        content = number + run(number_gap(block.number), state) + content
    else:
        content = state.bookmark(name, content)
    # At the top of a page the room above a heading would only push it down.
    top = '<w:pageBreakBefore/><w:spacing w:before="0"/>' if block.new_page else ""
    return paragraph_xml(
        f"Heading{min(max(block.level, 1), 3)}",
        state.anchor(block.id, text) + content,
        rest=top,
        rtl=mainly_rtl(text),
    )


def paragraph(block: Paragraph, state: State, near: Near) -> str:
    """A paragraph in the style of its role."""
    style = ROLE_STYLES[block.role]
    rest = f'<w:spacing w:before="{twips(COVER_DROP)}"/>' if near.opens_cover else ""
    return _put(block, style, rest or spacing(style, near), state)


def _put(block: Paragraph | Item, style: str, rest: str, state: State) -> str:
    """A paragraph in its style; its base text goes on record. rest: see paragraph_xml."""
    check = isinstance(block, Item) and block.kind == "check"
    if not check and only_words(block.inlines):
        base, head, name, tail = _fixed(block, style, rest)
        state.base.append(base)
        return head + state.point(name) + tail
    text = words(block.inlines)
    content = inlines_xml(with_box(block.inlines, text) if check else block.inlines, state)
    state.base.append(base_block(block, text))
    anchor = state.anchor(block.id, text)
    return paragraph_xml(style, anchor + content, rest=rest, rtl=mainly_rtl(text))


_SEAM = "\0"
"""Where the bookmark of a block will stand; no text of a document can hold this sign."""


@lru_cache(maxsize=8192)
def _fixed(block: Paragraph | Item, style: str, rest: str) -> tuple[str, str, str, str]:
    """A block of words alone: its base text, its XML ahead of its bookmark, the bookmark's name,
    the XML behind it. Remembered: most blocks are the template's own, the same for everybody."""
    text = words(block.inlines)
    content = _SEAM + words_xml(block.inlines, block.id)
    made = paragraph_xml(style, content, rest=rest, rtl=mainly_rtl(text))
    head, _, tail = made.partition(_SEAM)
    return base_block(block, text), head, hidden_name(block.id, text), tail


def item(block: Item, state: State, near: Near) -> str:
    """A list item; a check line starts with a box of its own unless it already has one."""
    style = ITEM_STYLES[block.kind, min(block.level, 1)]
    number = ""
    if block.kind == "number":
        at = state.lists.setdefault(block.list, len(state.lists) + FIRST_LIST)
        number = (
            f'<w:numPr><w:ilvl w:val="{min(block.level, 1)}"/><w:numId w:val="{at}"/></w:numPr>'
        )
    return _put(block, style, number + spacing(style, near), state)


def with_box(inlines: tuple[Inline, ...], text: str) -> tuple[Inline, ...]:
    """The inlines of a check line, a blank box and a space ahead where no box starts it."""
    if inlines and isinstance(inlines[0], Box):
        return inlines
    return (Box(text), Text(" "), *inlines)


def list_definitions(state: State) -> str:
    """One w:num for each numbered list, so that each starts again at 1, and the end of the part."""
    restart = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
        for level in (0, 1)
    )
    made = "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="2"/>{restart}</w:num>'
        for at in state.lists.values()
    )
    return f"{made}</w:numbering>"


def spacing(style: str, near: Near) -> str:
    """The w:spacing that a neighbouring table asks for, or nothing."""
    look = LOOKS[style]
    before, after = room(style, near.after_table, near.before_table)
    above = f' w:before="{twips(before)}"' if before != look.before else ""
    below = f' w:after="{twips(after)}"' if after != look.after else ""
    return f"<w:spacing{above}{below}/>" if above or below else ""
