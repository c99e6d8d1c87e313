"""By what a block, a row and an answer are found again after people have edited the file."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from word_documents import W, body, cell, document, p, part

from htssp_builder.document.text import anchors, digest
from htssp_builder.document.tree import Box, Field, Heading, Meta, Row, Table, Text
from htssp_builder.word.names import hidden_name, section_names, shortened, tag, units
from htssp_builder.word.writer import write

BASE = "{urn:htssp-builder:base:1}"


def bookmarks(tree):
    return [b.get(f"{W}name") for b in tree.iter(f"{W}bookmarkStart")]


def values(tree, name):
    return [e.get(f"{W}val") for e in tree.iter(f"{W}{name}")]


def test_every_block_and_row_has_its_hidden_bookmark_inside_a_paragraph(protocol):
    tree = body(write(protocol))
    names = bookmarks(tree)
    for block_id, text in anchors(protocol):
        assert hidden_name(block_id, text) in names
    assert f"_h{digest('contacts.head')}_{digest('Role' + chr(9) + 'Name' + chr(9) + 'Phone')}" in (
        names
    )
    assert all(b.getparent().tag == f"{W}p" for b in tree.iter(f"{W}bookmarkStart"))


def test_bookmarks_are_whole_unique_and_named_as_word_allows(protocol):
    tree = body(write(protocol))
    names = bookmarks(tree)
    assert len({n.casefold() for n in names}) == len(names)
    assert all(re.fullmatch(r"_?[A-Za-z][A-Za-z0-9_]{0,38}", n) for n in names)
    starts = [b.get(f"{W}id") for b in tree.iter(f"{W}bookmarkStart")]
    ends = [b.get(f"{W}id") for b in tree.iter(f"{W}bookmarkEnd")]
    assert sorted(starts) == sorted(ends)
    assert len(set(starts)) == len(starts)


def test_a_bookmark_stands_at_the_start_of_its_row():
    made = document(
        Table("t", "T", None, (Row("r1", (cell("a"), cell("b"))), Row("r2", (cell("c"),))), (1, 1))
    )
    for row, name in zip(body(write(made)).iter(f"{W}tr"), ("r1", "r2"), strict=True):
        first = row.find(f"{W}tc/{W}p")
        assert any(b.startswith(f"_h{digest(name)}_") for b in bookmarks(first))
        assert bookmarks(row) == bookmarks(first)


ids = st.text(alphabet="abAB.-_é9", min_size=1, max_size=60)


@settings(max_examples=200, deadline=None)
@given(st.lists(ids, unique=True, max_size=12))
def test_sections_get_valid_names_that_never_clash(given_ids):
    names = section_names([Heading(i, 1, (Text("x"),)) for i in given_ids])
    assert set(names) == set(given_ids)
    assert len({n.casefold() for n in names.values()}) == len(given_ids)
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", n) for n in names.values())


def test_titles_are_unique_labels_and_tags_are_paths():
    phone = Field("roles.coordinator.primary.phone", "HTSSP coordinator, phone", "555")
    other = Field("x.y", "HTSSP Coordinator, Phone", "556")
    clash = Field("x.z", "HTSSP coordinator, phone (2)", "557")
    tree = body(write(document(p("a", phone, phone, other, clash), p("b", phone))))
    titles = values(tree, "alias")
    assert titles[:2] == ["HTSSP coordinator, phone", "HTSSP coordinator, phone (2)"]
    assert len({t.casefold() for t in titles}) == 5
    assert values(tree, "tag") == [phone.path, phone.path, "x.y", "x.z", phone.path]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=80), st.text(max_size=90)), max_size=8))
def test_titles_tags_and_ids_fit_word_whatever_the_labels(pairs):
    safe = [
        (re.sub(r"[\x00-\x1f\ud800-\udfff\ufffe\uffff]", "", a), re.sub(r"[^ -~é😀]", "", b))
        for a, b in pairs
    ]
    fields = [Field(path or "p", label, "x") for path, label in safe] * 2
    tree = body(write(document(p("a", *fields, Box("x" * 90), Box("x" * 90)))))
    titles = values(tree, "alias")
    assert len({t.casefold() for t in titles}) == len(fields) + 2
    assert all(0 < units(t) <= 64 for t in titles)
    assert all(0 < units(t) <= 64 for t in values(tree, "tag"))
    numbers = [int(s.find(f"{W}id").get(f"{W}val")) for s in tree.iter(f"{W}sdtPr")]
    assert len(set(numbers)) == len(numbers)
    assert all(0 < n < 2**31 for n in numbers)


def test_a_control_keeps_its_id_when_text_is_added_ahead_of_it():
    field = Field("roles.counsel.primary.name", "Counsel, name", "Ann")
    short = write(document(p("a", field)))
    long = write(document(p("new", "Added", Field("z", "Z", "z")), p("a", field)))

    def of(data):
        return {
            s.find(f"{W}tag").get(f"{W}val"): s.find(f"{W}id").get(f"{W}val")
            for s in body(data).iter(f"{W}sdtPr")
        }

    assert of(long)[field.path] == of(short)[field.path]


def test_long_paths_and_labels_are_cut_where_they_can_still_be_told_apart():
    first, second = "a" * 70 + ".phone", "a" * 70 + ".name"
    assert tag(first) != tag(second)
    assert tag(first).startswith("a" * 50)
    assert tag("short.path") == "short.path"
    label = "Lincoln Elementary School, after-hours contact of the alternate principal, phone"
    assert (
        shortened(label, 64) == "Lincoln Elementary School, after-hours contact of the alternate…"
    )


def test_the_base_text_of_every_block_and_control_travels_with_the_file(protocol):
    tree = etree.fromstring(part(write(protocol), "customXml/item1.xml").encode())
    assert (tree.get("document"), tree.get("build")) == ("protocol", "b7c1")
    blocks = {b.get("id"): b for b in tree.iter(f"{BASE}block", f"{BASE}row")}
    for block in protocol.blocks:
        if not isinstance(block, Table):
            text = dict(anchors(protocol))[block.id]
            assert (blocks[block.id].text or "") == text
        else:
            for row in block.rows:
                cells = [c.text or "" for c in blocks[row.id]]
                assert "\t".join(cells) == dict(anchors(protocol))[row.id]
    duty = blocks["reporting.duty"]
    assert (duty.get("basis"), duty.get("actor"), duty.get("statutory")) == (
        "HTYPE R",
        "Every employee",
        "1",
    )
    controls = {c.get("title"): c for c in tree.iter(f"{BASE}control")}
    titles = values(body(write(protocol)), "alias")
    assert sorted(controls) == sorted(titles)
    missing = controls["HTSSP coordinator, phone (2)"]
    assert (missing.get("path"), missing.get("state"), missing.text) == (
        "roles.coordinator.primary.phone",
        "missing",
        "[HTSSP coordinator, phone]",
    )


def test_authority_and_edition_are_kept_where_they_are_not_the_usual():
    made = document(p("a", "x", meta=Meta("maintained", edition="internal")))
    tree = etree.fromstring(part(write(made), "customXml/item1.xml").encode())
    assert (tree[0].get("authority"), tree[0].get("edition")) == ("maintained", "internal")
