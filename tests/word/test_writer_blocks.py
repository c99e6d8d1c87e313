"""Blocks and inlines as Word knows them: real headings, lists, tables, fields and controls."""

import io
import re

import docx
import pytest
from word_documents import W14, W, body, cell, document, p, part, shown

from htssp_builder.document.tree import (
    Box,
    Contents,
    Field,
    Heading,
    Item,
    Link,
    Reference,
    Row,
    Table,
    Text,
)
from htssp_builder.problems import HtsspError
from htssp_builder.word.writer import write

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def style_of(paragraph):
    return paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")


def fields_of(element):
    return [" ".join(i.text.split()) for i in element.iter(f"{W}instrText")]


def items(kind, name, *texts, level=0):
    return [
        Item(f"{name}.{n}", (Text(t),), kind, name, level) for n, t in enumerate(texts)
    ]  # fmt: skip


def test_a_heading_keeps_its_number_in_a_bookmark_that_references_lead_to():
    made = document(
        Heading("reporting.duty", 1, (Text("Duty"),), "9"),
        Heading("appendix", 1, (Text("Forms"),), "Appendix B"),
        Heading("sub", 2, (Text("Within"),), "9.1"),
        p("x", "See section ", Reference("reporting.duty", "9"), "."),
    )
    first, second, third, last = body(write(made)).findall(f"{W}p")
    assert [shown(h) for h in (first, second, third)] == [
        "9. Duty",
        "Appendix B. Forms",
        "9.1 Within",
    ]
    start = first.findall(f"{W}bookmarkStart")[1]
    assert start.get(f"{W}name") == "reporting_duty"
    inside = []
    for node in start.itersiblings():
        if node.tag == f"{W}bookmarkEnd":
            break
        inside.append(shown(node) or "".join(t.text for t in node.iter(f"{W}t")))
    assert inside == ["9"]
    assert fields_of(last) == ["REF reporting_duty \\h"]
    assert shown(last) == "See section 9."


def test_a_reference_to_a_section_that_is_not_there_stays_plain_words():
    (paragraph,) = body(write(document(p("x", Reference("gone", "9"))))).findall(f"{W}p")
    assert fields_of(paragraph) == []
    assert shown(paragraph) == "9"


def test_a_heading_on_a_new_page_says_so_itself():
    first, second = body(
        write(document(p("a", "x"), Heading("h", 1, (Text("H"),), new_page=True)))
    ).findall(f"{W}p")
    assert second.find(f"{W}pPr/{W}pageBreakBefore") is not None
    assert first.find(f".//{W}br") is None


def test_each_numbered_list_starts_again_at_one():
    made = document(
        *items("number", "a", "one", "two"),
        *items("number", "a2", "sub", level=1),
        *items("number", "b", "one again"),
    )
    data = write(made)
    numbers = [
        x.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") for x in body(data).findall(f"{W}p")
    ]
    assert numbers[0] == numbers[1]
    assert len({numbers[0], numbers[2], numbers[3]}) == 3
    numbering = docx.Document(io.BytesIO(data)).part.numbering_part.element
    for at in set(numbers):
        starts = numbering.xpath(f'w:num[@w:numId="{at}"]/w:lvlOverride/w:startOverride/@w:val')
        assert starts == ["1", "1"]


@pytest.mark.parametrize(
    ("kind", "level", "style"),
    [
        ("bullet", 0, "ListBullet"),
        ("bullet", 1, "ListBullet2"),
        ("number", 0, "ListNumber"),
        ("number", 1, "ListNumber2"),
        ("check", 0, "ListCheck"),
        ("check", 1, "ListCheck2"),
    ],
)
def test_items_wear_real_list_styles(kind, level, style):
    (paragraph,) = body(write(document(*items(kind, "l", "x", level=level)))).findall(f"{W}p")
    assert style_of(paragraph) == style


def test_a_check_line_has_a_box_once():
    made = document(
        Item("own", (Box("Called", True, "plan.A1"), Text(" Called")), "check", "c"),
        Item("blank", (Text("Filed"),), "check", "c"),
    )
    own, blank = body(write(made)).findall(f"{W}p")
    assert shown(own) == "☒ Called"
    assert shown(blank) == "☐ Filed"
    for paragraph, state in ((own, "1"), (blank, "0")):
        (box,) = paragraph.iter(f"{W14}checkbox")
        assert box.find(f"{W14}checked").get(f"{W14}val") == state
    assert [t.get(f"{W}val") for t in own.iter(f"{W}tag")] == ["plan.A1"]
    assert list(blank.iter(f"{W}tag")) == []


@pytest.mark.parametrize("target", ["https://example.org/a b?x=[1]&y=ü", "HTTP://example.org"])
def test_a_link_becomes_a_relationship_with_a_valid_address(target):
    data = write(document(p("x", Link("there", target))))
    (link,) = body(data).iter(f"{W}hyperlink")
    target = docx.Document(io.BytesIO(data)).part.rels[link.get(f"{R}id")].target_ref
    assert re.fullmatch(r"[A-Za-z]+://[A-Za-z0-9\-._~/?#@!$&'()*+,;=%:]+", target)
    assert shown(link) == "there"


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "file:///c:/x", "//host/x", "", "https://", "mailto:x", "\\\\h\\s",
     " data:text/html,x", "https://user@host/x"],
)  # fmt: skip
def test_a_link_that_leads_nowhere_safe_is_refused(target):
    with pytest.raises(HtsspError) as caught:
        write(document(p("the.block", Link("there", target))))
    assert caught.value.problems[0].where == "the.block"


@pytest.mark.parametrize("target", ["mailto:a.b@example.org?subject=x", "tel:+15305550142"])
def test_mail_and_phone_links_are_kept(target):
    data = write(document(p("x", Link("there", target))))
    assert target.replace("&", "&amp;") in part(data, "word/_rels/document.xml.rels")


def control(field):
    (sdt,) = body(write(document(p("x", field)))).iter(f"{W}sdt")
    return sdt


@pytest.mark.parametrize(
    ("state", "style", "placeholder"),
    [
        ("given", None, False),
        ("missing", "PlaceholderText", True),
        ("unknown", "PlaceholderText", True),
        ("unverified", "Unverified", False),
    ],
)
def test_the_state_of_an_answer_can_be_seen(state, style, placeholder):
    sdt = control(Field("a.b", "A", "[A]", state))
    found = sdt.find(f"{W}sdtContent/{W}r/{W}rPr/{W}rStyle")
    assert (found is None and style is None) or found.get(f"{W}val") == style
    assert (sdt.find(f"{W}sdtPr/{W}showingPlcHdr") is not None) == placeholder


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("June 14, 2027", "2027-06-14T00:00:00Z"),
        ("2028-02-29", "2028-02-29T00:00:00Z"),
        ("February 30, 2027", None),
        ("soon", None),
        ("Smarch 1, 2027", None),
    ],
)
def test_a_date_opens_a_calendar_at_its_day(text, day):
    date = control(Field("a", "A", text, kind="date")).find(f"{W}sdtPr/{W}date")
    assert date.get(f"{W}fullDate") == day


def test_a_choice_offers_its_choices_and_only_where_it_is_one_of_them():
    chosen = control(Field("a", "A", "x", kind="choice", choices=("x", "y & z")))
    values = [i.get(f"{W}value") for i in chosen.iter(f"{W}listItem")]
    assert values == ["x", "y & z"]
    other = control(Field("a", "A", "typed", kind="choice", choices=("x", "y")))
    assert other.find(f"{W}sdtPr/{W}text") is not None
    assert list(other.iter(f"{W}listItem")) == []


@pytest.mark.parametrize(
    ("kind", "text", "lines"),
    [("text", "a", False), ("phone", "a\nb", True), ("paragraph", "a", True)],
)
def test_a_control_takes_line_breaks_where_an_answer_may_have_them(kind, text, lines):
    plain = control(Field("a", "A", text, kind=kind)).find(f"{W}sdtPr/{W}text")
    assert (plain.get(f"{W}multiLine") == "1") == lines


def table(role="grid", number="3", head=True, widths=(0.25, 0.75)):
    return Table(
        "t",
        "Who to call",
        Row("t.head", (cell("Role"), cell("Phone"))) if head else None,
        (
            Row("t.1", (cell("Counsel"), cell("555"))),
            Row("t.2", (cell("Only one"),)),
            Row("t.3", (cell(), cell())),
        ),
        widths,
        role,
        number,
    )


def test_a_table_has_a_numbered_caption_above_it_that_stays_with_it():
    data = write(document(table()))
    caption, tbl = list(body(data))[:2]
    assert shown(caption) == "Table 3. Who to call"
    assert fields_of(caption) == ["SEQ Table \\* ARABIC"]
    assert style_of(caption) == "Caption"
    styles = docx.Document(io.BytesIO(data)).styles.element
    for style in ("Caption", "TableHead", "Heading1"):
        assert styles.xpath(f'w:style[@w:styleId="{style}"]/w:pPr/w:keepNext')
    properties = tbl.find(f"{W}tblPr")
    assert properties.find(f"{W}tblCaption").get(f"{W}val") == "Who to call"
    assert properties.find(f"{W}tblDescription").get(f"{W}val") == "Who to call"


def test_rows_stay_whole_under_a_header_that_repeats():
    tbl = body(write(document(table()))).find(f"{W}tbl")
    rows = tbl.findall(f"{W}tr")
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
    assert repeated == [True, False, False, False]


@pytest.mark.parametrize("role", ["grid", "form", "box"])
@pytest.mark.parametrize("widths", [(0.25, 0.75), (1, 3), (0.5,), (0, 1), ()])
def test_columns_fill_the_text_and_every_cell_ends_in_a_paragraph(role, widths):
    tbl = body(write(document(table(role, widths=widths)))).find(f"{W}tbl")
    grid = [int(c.get(f"{W}w")) for c in tbl.find(f"{W}tblGrid")]
    assert sum(grid) == 6.5 * 1440
    for row in tbl.findall(f"{W}tr"):
        cells = row.findall(f"{W}tc")
        assert [int(c.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for c in cells] == grid
        assert all(list(c)[-1].tag == f"{W}p" for c in cells)


def test_a_form_marks_its_first_column_and_leaves_room_to_write():
    tbl = body(write(document(table("form", "", head=False)))).find(f"{W}tbl")
    assert tbl.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstColumn") == "1"
    assert all(int(h.get(f"{W}val")) >= 400 for h in tbl.iter(f"{W}trHeight"))
    assert style_of(tbl.find(f".//{W}tc/{W}p")) == "TableLabel"


def test_tables_never_touch_and_no_other_paragraph_is_empty():
    bare = table(number="")
    again = bare._replace(id="u", rows=(Row("u.1", (cell("a"), cell("b"))),), head=None)
    captioned = again._replace(id="v", rows=(Row("v.1", (cell("a"), cell("b"))),), number="4")
    children = [c.tag.removeprefix(W) for c in body(write(document(bare, again, captioned)))]
    assert children == ["tbl", "p", "tbl", "p", "tbl", "p", "sectPr"]
    tree = body(write(document(p("a", "x"), bare, p("b", "y"), Heading("h", 1, (Text("z"),)))))
    outside = [shown(c) for c in tree.findall(f"{W}p")]
    assert outside == ["x", "y", "z"]


def test_contents_hold_their_entries_pages_and_links_before_word_counts():
    made = document(
        Contents("c", "Contents", 2),
        Heading("one", 1, (Text("First & last"),), "1", new_page=True),
        Heading("sub", 2, (Text("Within"),), "1.1"),
        Heading("deep", 3, (Text("Too deep"),)),
        Heading("two", 1, (Text("Second"),), "Appendix A", new_page=True),
    )
    paragraphs = body(write(made)).findall(f"{W}p")
    entries = [x for x in paragraphs if style_of(x) in ("TOC1", "TOC2", "TOC3")]
    assert [shown(e) for e in entries] == [
        "1. First & last\t2",
        "1.1 Within\t2",
        "Appendix A. Second\t3",
    ]
    assert fields_of(entries[0]) == ['TOC \\o "1-2" \\h \\z', "PAGEREF one \\h"]
    assert [h.get(f"{W}anchor") for e in entries for h in e.iter(f"{W}hyperlink")] == [
        "one",
        "sub",
        "two",
    ]
    kinds = [f.get(f"{W}fldCharType") for x in paragraphs for f in x.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 4
