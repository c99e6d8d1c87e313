"""Markdown: a CommonMark renderer shows exactly the words, and people can read the source."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from writer_samples import (
    BLOCKS,
    HOSTILE,
    PROTOCOL,
    document,
    inline_lists,
    row,
    text,
)

from htssp_builder.document.text import inline_text
from htssp_builder.document.tree import (
    Box,
    Cell,
    Contents,
    Heading,
    Item,
    Link,
    Paragraph,
    Row,
    Table,
    Text,
)
from htssp_builder.writers.characters import clean
from htssp_builder.writers.markdown import write

MARKDOWN = MarkdownIt("commonmark").enable("table")
PARAGRAPH = ("paragraph_open", "inline", "paragraph_close")
SILENT = {"<strong>", "</strong>", "<em>", "</em>"}


def visible(token: Token) -> str:
    shown = ""
    for child in token.children or ():
        match child.type:
            case "text":
                shown += child.content
            case "hardbreak":
                shown += "\n"
            case "html_inline":
                assert child.content in SILENT | {"<br>"}, child.content
                shown += "\n" if child.content == "<br>" else ""
            case "strong_open" | "strong_close" | "em_open" | "em_close":
                pass
            case "link_open" | "link_close":
                pass
            case other:
                raise AssertionError(f"{other} in {token.content!r}")
    return shown


def rendered(markdown: str) -> list[tuple[str, str]]:
    """Each block that shows words: the kinds it stands in, and the words."""
    inside: list[str] = []
    result = []
    for token in MARKDOWN.parse(markdown):
        if token.type == "inline":
            result.append((" ".join(inside), visible(token)))
        elif token.nesting == 1:
            inside.append(token.tag)
        elif token.nesting == -1:
            inside.pop()
        else:
            raise AssertionError(f"{token.type}: {token.content!r}")
    return result


def words(inlines) -> str:
    return clean(inline_text(inlines)).strip("\n")


@given(inline_lists)
def test_a_paragraph_shows_exactly_its_words(inlines):
    expected = words(inlines)
    shown = rendered(write(document(Paragraph("p", inlines))))
    assert shown == [("h1", "Protocol")] + ([("p", expected)] if expected else [])


@given(inline_lists)
@example((Text("foo #"),))
@example((Text("#"),))
def test_a_heading_shows_exactly_its_words(inlines):
    shown = rendered(write(document(Heading("h", 1, inlines, "9"))))
    assert shown == [("h1", "Protocol"), ("h2", "9. " + clean(inline_text(inlines)).rstrip("\n"))]


@given(inline_lists)
def test_a_title_is_the_only_heading_of_level_one(inlines):
    [(kind, shown)] = rendered(write(document(Paragraph("p", inlines, "title"))))
    assert (kind, shown) == ("h1", words(inlines))


@pytest.mark.parametrize(("role", "label"), [("note", "Note: "), ("caution", "Caution: ")])
@given(inlines=inline_lists)
def test_a_caution_shows_exactly_its_words(role, label, inlines):
    shown = rendered(write(document(Paragraph("p", inlines, role))))
    assert shown[1][0] == "blockquote p"
    assert shown[1][1].removesuffix(" ") == (label + words(inlines)).removesuffix(" ")


@given(st.lists(st.tuples(inline_lists, st.sampled_from((0, 1))), min_size=1, max_size=4))
def test_list_items_show_exactly_their_words(items):
    for kind, tag in (("bullet", "ul"), ("number", "ol")):
        blocks = [
            Item(f"i{n}", (Text("x"), *inlines), kind, "one", level if n else 0)
            for n, (inlines, level) in enumerate(items)
        ]
        shown = rendered(write(document(*blocks)))[1:]
        assert [found for _, found in shown] == [words((Text("x"), *i)) for i, _ in items]
        assert [kinds.count(tag) for kinds, _ in shown] == [
            1 + (level if n else 0) for n, (_, level) in enumerate(items)
        ]


@given(inline_lists)
def test_an_item_that_begins_like_a_mark_stays_an_item(inlines):
    shown = rendered(write(document(Item("i", inlines, "bullet", "one"))))
    assert shown[1:] in ([("ul li p", words(inlines))], [("ul li p", words(inlines) or " ")])


@given(st.lists(st.lists(inline_lists, min_size=1, max_size=3), min_size=1, max_size=3))
def test_table_cells_show_exactly_their_words(rows):
    columns = max(map(len, rows))
    table = Table(
        "t",
        "Contacts",
        row("h", *("Head" for _ in range(columns))),
        tuple(Row(f"r{n}", tuple(map(Cell, cells))) for n, cells in enumerate(rows)),
        (1 / columns,) * columns,
    )
    shown = [found for kinds, found in rendered(write(document(table))) if "tbody" in kinds]
    expected = [[words(cell) for cell in cells] + [""] * (columns - len(cells)) for cells in rows]
    assert shown == [cell for cells in expected for cell in cells]


@pytest.mark.parametrize("typed", HOSTILE)
def test_two_typed_texts_do_not_join_into_a_mark(typed):
    for cut in range(len(typed)):
        inlines = (Text(typed[:cut]), Link("site", "https://a.example"), Text(typed[cut:]))
        shown = rendered(write(document(Paragraph("p", inlines))))
        assert shown[1:] == [("p", words(inlines))]


def test_prose_is_left_as_it_is():
    prose = (
        "Call (530) 555-0142 - or 911 - at once; don't wait. It's 5 < 6 & 7 > 3, AT&T, "
        'a snake_case name, "quoted" [draft], v1.0 #5 + 2 = 7: e.g. 3.14 (see 4.2) 50%!'
    )
    assert write(document(Paragraph("p", text(prose)))) == f"# Protocol\n\n{prose}\n"


def test_the_protocol_reads_well():
    expected = Path(__file__).with_name("protocol.md").read_text(encoding="utf-8")
    assert write(PROTOCOL) == expected


def test_a_list_that_follows_another_begins_at_one_again():
    blocks = [Item(f"i{n}", text("Step"), "number", name) for n, name in enumerate("aabbcc")]
    html = MARKDOWN.render(write(document(*blocks)))
    assert html.count("<ol>") == 3
    assert "start=" not in html


def test_check_items_are_task_list_items():
    blocks = (
        Item("a", (Box("Done", True), Text(" Done")), "check", "l"),
        Item("b", text("Not done"), "check", "l"),
        Item("c", text("[x] typed"), "bullet", "m"),
    )
    lines = write(document(*blocks)).splitlines()
    assert lines[2:4] == ["- [x] Done", "- [ ] Not done"]
    assert lines[-1] == "* \\[x] typed"


def test_only_addresses_become_links():
    bad = Paragraph("p", (Link("here", "javascript:alert(1)"), Link("there", "https://a b")))
    assert write(document(bad)) == "# Protocol\n\nherethere\n"


def test_contents_list_the_headings_in_order():
    blocks = (
        Contents("c", "Contents", 2),
        Heading("a", 1, text("One"), "1"),
        Heading("b", 2, text("Two")),
        Heading("c", 3, text("Too deep")),
    )
    assert "**Contents**\n\n- 1\\. One\n  - Two\n\n##" in write(document(*blocks))


def test_a_spanish_document_has_spanish_labels():
    written = write(document(Paragraph("p", text("Llame ya."), "caution"), language="es-US"))
    assert "> **Atención:** Llame ya." in written


def test_the_same_document_gives_the_same_text():
    assert write(PROTOCOL) == write(PROTOCOL._replace(blocks=tuple(BLOCKS)))
    assert not re.search(r"[ \t]$", write(PROTOCOL), re.MULTILINE)
