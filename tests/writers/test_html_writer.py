"""HTML: what a browser shows, what a screen reader is told, what the file may load."""

import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from writer_samples import (
    HOSTILE,
    MISSING,
    PHONE,
    PROTOCOL,
    UNVERIFIED,
    anything,
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
    Document,
    Field,
    Heading,
    Item,
    Link,
    Paragraph,
    Reference,
    Row,
    Style,
    Table,
    Text,
)
from htssp_builder.problems import HtsspError
from htssp_builder.writers.characters import clean
from htssp_builder.writers.html import write

HTML = "{http://www.w3.org/1999/xhtml}"


def parsed(written: str):
    parser = html5lib.HTMLParser(strict=True)
    return parser.parse(written)


def find(tree, tag: str, **attributes: str):
    names = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    return [
        element
        for element in tree.iter(HTML + tag)
        if all(element.get(name) == value for name, value in names.items())
    ]


def shown(element) -> str:
    """The words a browser shows: the sheet keeps spaces as they are, br is a line break."""
    words = element.text or ""
    for child in element:
        words += "\n" if child.tag == HTML + "br" else shown(child)
        words += child.tail or ""
    return words


def main(*blocks, **facts):
    [element] = find(parsed(write(document(*blocks, **facts))), "main")
    return element


def words(inlines) -> str:
    return clean(inline_text(inlines))


@given(inline_lists)
def test_a_paragraph_shows_exactly_its_words(inlines):
    elements = find(main(Paragraph("p", inlines)), "p")
    assert [shown(element) for element in elements] == ([words(inlines)] if words(inlines) else [])


@given(inline_lists)
def test_a_heading_shows_exactly_its_words(inlines):
    [element] = find(main(Heading("h", 1, inlines, "9")), "h2")
    assert shown(element) == "9. " + words(inlines)


@given(st.lists(inline_lists, min_size=1, max_size=4))
def test_items_and_cells_show_exactly_their_words(texts):
    items = [Item(f"i{n}", inlines, "bullet", "l") for n, inlines in enumerate(texts)]
    table = Table("t", "T", None, (Row("r", tuple(map(Cell, texts))),), (1.0,))
    tree = main(*items, table)
    assert [shown(element) for element in find(tree, "li")] == [words(i) for i in texts]
    assert [shown(element) for element in find(tree, "td")] == [words(i) for i in texts]


@given(label=anything, typed=anything, path=anything)
def test_a_field_carries_its_path_and_its_words(label, typed, path):
    field = Field(path, label, typed, "missing")
    [element] = find(main(Paragraph("p", (Text("x"), field))), "span", class_="field")
    assert shown(element) == clean(typed)
    assert element.get("data-path") == clean(path)
    assert element.get("data-state") == "missing"
    assert element.get("dir") == "auto"


@given(anything, anything, anything, anything)
def test_every_name_of_a_document_comes_back(title, organization, running, subject):
    tree = parsed(
        write(Document("protocol", title, organization, (), "b", "public", running, subject))
    )
    expected = " | ".join(filter(None, (title.strip(), organization.strip())))
    assert shown(find(tree, "title")[0]) == clean(expected)
    assert shown(find(find(tree, "header")[0], "p")[0]) == clean(organization)
    assert [shown(e) for e in find(tree, "footer")] == ([clean(running)] if running.strip() else [])
    assert [e.get("content") for e in find(tree, "meta", name="description")] == (
        [clean(subject)] if subject else []
    )


def test_the_policy_allows_the_one_style_sheet_and_nothing_else():
    written = write(PROTOCOL)
    tree = parsed(written)
    [policy] = find(tree, "meta", http_equiv="Content-Security-Policy")
    [style] = find(tree, "style")
    fingerprint = b64encode(sha256(style.text.encode()).digest()).decode()
    assert policy.get("content") == (
        f"default-src 'none'; style-src 'sha256-{fingerprint}'; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"<(script|link|img|iframe|object|form)\b| style=| on\w+=", written)
    assert not re.search(r"url\(|@import|expression", style.text)


@pytest.mark.parametrize("typed", HOSTILE)
def test_names_and_fonts_cannot_leave_the_style_sheet(typed):
    style = Style(font=typed, heading_font=typed)
    written = write(PROTOCOL._replace(running=typed, style=style))
    [sheet] = find(parsed(written), "style")
    assert "<" not in sheet.text
    outside_strings = re.sub(r'"[^"\n]*"', "", sheet.text)
    assert outside_strings.count("{") == outside_strings.count("}")
    assert '"' not in outside_strings


def test_the_page_has_language_landmarks_and_a_way_past_the_header():
    tree = parsed(write(PROTOCOL))
    assert find(tree, "html")[0].get("lang") == "en-US"
    [main_element] = find(tree, "main")
    [skip] = find(tree, "a", class_="skip")
    assert skip.get("href") == "#" + main_element.get("id")
    assert len(find(tree, "nav")) == len(find(tree, "header")) == len(find(tree, "footer")) == 1
    assert find(parsed(write(document(language="ar"))), "html")[0].get("dir") == "rtl"


def test_headings_stand_in_order_under_one_title():
    tags = [e.tag.removeprefix(HTML) for e in parsed(write(PROTOCOL)).iter()]
    assert [tag for tag in tags if re.fullmatch("h[1-6]", tag)] == [
        "h1", "h2", "h2", "h2", "h3", "h2",
    ]  # fmt: skip


@given(st.lists(st.integers(1, 3), max_size=8))
def test_no_heading_level_is_left_out(given_levels):
    blocks = [Heading(f"h{n}", level, text("H")) for n, level in enumerate(given_levels)]
    tree = main(Contents("c", "Contents", 2), *blocks)
    found = [int(e.tag[-1]) for e in tree.iter() if re.fullmatch("h[1-6]", e.tag[-2:])]
    assert all(after <= before + 1 for before, after in pairwise(found))
    assert [e.get("href") for e in find(find(tree, "nav")[0], "a")] == [
        f"#h{n}" for n, level in enumerate(given_levels) if level <= 2
    ]


def test_every_link_inside_the_file_leads_somewhere_and_no_id_stands_twice():
    tree = parsed(write(PROTOCOL))
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    inner = {e.get("href")[1:] for e in find(tree, "a") if e.get("href").startswith("#")}
    assert {"purpose", "reporting", "reporting.duty", "contacts"} <= inner <= set(ids)


def test_a_reference_to_nothing_is_words():
    tree = main(Paragraph("p", (Reference("gone", "9"), Link("x", "javascript:alert(1)"))))
    assert not find(tree, "a")
    assert shown(find(tree, "p")[0]) == "9x"


def test_tables_have_captions_and_header_cells():
    tree = parsed(write(PROTOCOL))
    box, grid, form = find(tree, "table")
    assert [shown(find(t, "caption")[0]) for t in (box, grid, form)] == [
        "Numbers to call first", "Table 1. Campus contacts", "Record of a report",
    ]  # fmt: skip
    assert [e.get("scope") for e in find(grid, "th")] == ["col"] * 4
    assert [shown(e) for e in find(form, "th", scope="row")] == ["Date and time", "Reported by"]
    assert all(shown(e) for e in find(tree, "th"))
    assert len({len(list(r)) for r in find(grid, "tr")}) == 1


def test_lists_are_nested_and_start_again():
    tree = parsed(write(PROTOCOL))
    steps, again = find(tree, "ol")
    assert [shown(e) for e in find(find(steps, "ul")[0], "li")] == [
        "Keep your voice calm.", "Keep other students away.",
    ]  # fmt: skip
    assert len([e for e in steps if e.tag == HTML + "li"]) == 3
    assert shown(again) == "A new list starts at one."


def test_a_numbered_list_goes_on_after_a_bullet_in_it():
    items = [Item(f"i{n}", text("x"), k, "l") for n, k in enumerate(("number", "bullet", "number"))]
    first, second = find(main(*items), "ol")
    assert (first.get("start"), second.get("start")) == (None, "2")


def test_boxes_say_what_a_tick_means():
    items = (
        Item("a", (Box("Report made", True, "report.made"), Text(" Report made")), "check", "l"),
        Item("b", text("Form sent"), "check", "l"),
    )
    boxes = find(main(*items), "span", role="img")
    assert [(b.text, b.get("aria-label")) for b in boxes] == [
        ("☒", "Checked: Report made"),
        ("☐", "Not checked: Form sent"),
    ]
    assert boxes[0].get("data-path") == "report.made"


def test_the_state_of_an_answer_is_marked():
    tree = main(Paragraph("p", (PHONE, MISSING, UNVERIFIED)))
    states = [e.get("data-state") for e in find(tree, "span", class_="field")]
    assert states == ["given", "missing", "unverified"]
    assert find(tree, "span", data_state="unverified")[0].get("title")


def test_the_internal_edition_says_so():
    assert "Internal edition" in shown(find(parsed(write(PROTOCOL)), "header")[0])
    public = parsed(write(PROTOCOL._replace(edition="public")))
    assert "Internal edition" not in shown(find(public, "header")[0])
    assert not find(public, "meta", name="robots")


def test_a_colour_that_is_none_is_refused():
    with pytest.raises(HtsspError, match=r"style\.yaml, accent: .* six hexadecimal digits"):
        write(PROTOCOL._replace(style=Style(accent="red;}</style>")))


def test_a_ragged_table_is_filled_up():
    table = Table("t", "T", row("h", "A"), (row("r", "1", "2"),), (0.5, 0.5))
    assert [len(list(r)) for r in find(main(table), "tr")] == [2, 2]


def test_the_same_document_gives_the_same_text():
    assert write(PROTOCOL) == write(PROTOCOL._replace(build=PROTOCOL.build))
