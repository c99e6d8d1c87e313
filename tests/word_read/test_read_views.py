"""Both views of a text: what stands in it when every tracked change is accepted, and before."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_files import final, original, reading, root

BY = 'w:id="1" w:author="Ana Ruiz" w:date="2027-01-12T09:30:00Z"'


def t(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content, mark=""):
    faces = f"<w:pPr><w:rPr><w:{mark} {BY}/></w:rPr></w:pPr>" if mark else ""
    return f"<w:p>{faces}{''.join(content)}</w:p>"


def ins(*content):
    return f"<w:ins {BY}>{''.join(content)}</w:ins>"


def gone(text):
    return f"<w:del {BY}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def both(content):
    file = reading(content)
    return final(file), original(file)


def test_insertions_are_in_the_final_and_deletions_in_the_original_view():
    content = p(t("Call "), ins(t("the hotline ")), gone("the office "), t("now."))
    assert both(content) == (["Call the hotline now."], ["Call the office now."])


def test_words_inserted_and_then_deleted_are_in_neither_view():
    assert both(p(t("a"), ins(gone("b")), t("c"))) == (["ac"], ["ac"])


def test_moved_words_stand_at_their_new_place_and_stood_at_the_old_one():
    moved = f"<w:moveFrom {BY}>{t('Moved.')}</w:moveFrom>"
    here = f"<w:moveTo {BY}>{t('Moved.')}</w:moveTo>"
    content = p(moved, mark="moveFrom") + p(t("Stays.")) + p(here, mark="moveTo")
    content += p(t("End."))
    assert both(content) == (["Stays.", "Moved.", "End."], ["Moved.", "Stays.", "End."])


def test_a_deleted_paragraph_mark_joins_two_paragraphs_and_an_inserted_one_parted_them():
    content = p(t("One, "), mark="del") + p(t("two.")) + p(t("Three, "), mark="ins") + p(t("four."))
    assert both(content) == (
        ["One, two.", "Three, ", "four."],
        ["One, ", "two.", "Three, four."],
    )


def test_a_joined_paragraph_has_the_look_of_the_last_one():
    style = '<w:pStyle w:val="Lead"/>'
    last = f"<w:p><w:pPr>{style}</w:pPr>{t('two')}</w:p>"
    block = reading(p(t("one "), mark="del") + last).final[0]
    assert (block.text, block.paragraph.style, len(block.paragraphs)) == ("one two", "Lead", 2)


def test_a_deleted_paragraph_does_not_give_its_bookmark_to_the_next_one():
    bookmark = '<w:bookmarkStart w:id="7" w:name="_h0123456789_abcdef0123"/>'
    file = reading(p(bookmark, gone("Old."), mark="del") + p(t("Next.")))
    assert [(b.text, b.anchors) for b in file.final] == [("Next.", ())]
    assert file.original[0].anchors[0].id_digest == "0123456789"


def test_the_last_paragraph_of_a_cell_stays_though_its_mark_is_deleted():
    cell = f"<w:tc>{p(t('Kept'), mark='del')}</w:tc>"
    assert both(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>{p(t('After'))}")[0] == ["Kept", "After"]


def test_rows_and_cells_inserted_or_deleted():
    def row(text, mark=""):
        properties = f"<w:trPr><w:{mark} {BY}/></w:trPr>" if mark else ""
        return f"<w:tr>{properties}<w:tc>{p(t(text))}</w:tc></w:tr>"

    cell = f"<w:tc><w:tcPr><w:cellDel {BY}/></w:tcPr>{p(t('left out'))}</w:tc>"
    content = row("a") + row("new", "ins") + row("old", "del") + f"<w:tr>{cell}</w:tr>"
    file = reading(f"<w:tbl>{content}</w:tbl>")
    assert final(file) == ["a", "new"]
    assert original(file) == ["a", "old", "left out"]
    assert [(r.final, r.original) for r in file.tables[0].rows][:3] == [
        (True, True),
        (True, False),
        (False, True),
    ]
    assert [(r.kind, r.text, r.author) for r in file.revisions] == [
        ("row-inserted", "new", "Ana Ruiz"),
        ("row-deleted", "old", "Ana Ruiz"),
        ("cell-deleted", "left out", "Ana Ruiz"),
    ]


def test_a_note_goes_with_its_reference():
    reference = f'<w:del {BY}><w:r><w:footnoteReference w:id="2"/></w:r></w:del>'
    notes = "".join(
        f'<w:footnote w:id="{n}">{p(t(text))}</w:footnote>'
        for n, text in ((2, "Old note."), (3, "Note without a place."))
    )
    rule = f'<w:footnote w:type="separator" w:id="0">{p(t("rule"))}</w:footnote>'
    file = reading(
        p(t("Text"), reference),
        {"word/footnotes.xml": root("footnotes", rule + notes)},
        [("footnotes", "footnotes.xml")],
    )
    assert final(file) == ["Text", "Note without a place."]
    assert original(file) == ["Text", "Old note.", "Note without a place."]
    assert [b.paragraph.story.kind for b in file.final] == ["body", "footnote"]


def test_changes_say_who_when_and_which_words():
    look = f"<w:rPr><w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr>"
    content = p(ins(t("new ")), gone("old "), f"<w:r>{look}<w:t>bold</w:t></w:r>", mark="ins")
    file = reading(content + p(t("x")))
    assert [(r.kind, r.text, r.paragraph) for r in file.revisions] == [
        ("paragraph-inserted", "", 0),
        ("inserted", "new ", 0),
        ("deleted", "old ", 0),
        ("formatted", "bold", 0),
    ]
    assert {(r.author, r.date) for r in file.revisions} == {("Ana Ruiz", "2027-01-12T09:30:00Z")}


# Random texts, cut into runs anywhere and wrapped in whatever Word wraps text in.

WORDS = st.text(alphabet="abc é☒", min_size=0, max_size=6)
WRAPPERS = (
    "{}",
    "<w:smartTag w:element='x'><w:smartTagPr/>{}</w:smartTag>",
    "<w:hyperlink r:id='r1'>{}</w:hyperlink>",
    "<w:sdt><w:sdtPr><w:alias w:val='t'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "<w:customXml w:element='x'><w:customXmlPr/>{}</w:customXml>",
    "<w:fldSimple w:instr='REF a'>{}</w:fldSimple>",
    "<w:bdo w:val='rtl'>{}</w:bdo>",
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE hidden</w:instrText></w:r>"
    "<w:r><w:fldChar w:fldCharType='separate'/></w:r>{}"
    "<w:r><w:fldChar w:fldCharType='end'/></w:r>",
    "<mc:AlternateContent><mc:Choice Requires='wps'>{}</mc:Choice>"
    "<mc:Fallback><w:r><w:t>twice</w:t></w:r></mc:Fallback></mc:AlternateContent>",
)


def runs(text, tag, cuts):
    """The text as runs, cut at `cuts`."""
    ends = sorted({min(c, len(text)) for c in cuts} | {0, len(text)})
    return "".join(
        f'<w:r><w:rPr><w:b/></w:rPr><w:{tag} xml:space="preserve">{text[a:b]}</w:{tag}></w:r>'
        f"<w:proofErr w:type='spellStart'/>"
        for a, b in pairwise(ends)
    )


pieces = st.tuples(
    st.sampled_from(("kept", "ins", "del", "insdel", "moveFrom", "moveTo")),
    WORDS,
    st.lists(st.integers(0, 6), max_size=3),
    st.sampled_from(WRAPPERS),
)
PIECE_VIEWS = {
    "kept": (True, True),
    "ins": (True, False),
    "moveTo": (True, False),
    "del": (False, True),
    "moveFrom": (False, True),
    "insdel": (False, False),
}


def piece_xml(kind, text, cuts, wrapper):
    tag = "delText" if kind in ("del", "insdel") else "t"
    made = wrapper.format(runs(text, tag, cuts))
    if kind == "kept":
        return made
    if kind == "insdel":
        return f"<w:ins {BY}><w:del {BY}>{made}</w:del></w:ins>"
    return f"<w:{kind} {BY}>{made}</w:{kind}>"


paragraphs = st.tuples(st.lists(pieces, max_size=4), st.sampled_from(("", "ins", "del")))


def expected(group, view):
    """The lines of one stretch of paragraphs in a view (0 final, 1 original)."""
    lines, line, open_line = [], "", False
    for content, mark in group:
        line += "".join(text for kind, text, *_ in content if PIECE_VIEWS[kind][view])
        open_line = mark == ("del", "ins")[view]
        if not open_line:
            lines.append(line)
            line = ""
    return [*lines, line] if open_line and line else lines


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("plain", "cell", "control", "nested", "box")),
            st.lists(paragraphs, min_size=1, max_size=3),
        ),
        max_size=4,
    )
)
def test_both_views_are_what_was_put_in(groups):
    content, wanted = "", ([], [])
    for kind, group in groups:
        made = "".join(p(*(piece_xml(*one) for one in given), mark=mark) for given, mark in group)
        lines = [expected(group, view) for view in (0, 1)]
        if kind == "cell":
            made = f"<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>{made}</w:tc></w:tr></w:tbl>"
            lines = [["", *one] for one in lines]
        elif kind == "control":
            # What stands around must not be joined to it: a paragraph before and behind.
            made = f"<w:sdt><w:sdtPr/><w:sdtContent><w:p/>{made}</w:sdtContent></w:sdt>"
            lines = [["", *one] for one in lines]
        elif kind == "nested":
            inner = f"<w:tbl><w:tr><w:tc>{made}</w:tc></w:tr></w:tbl>"
            made = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
            lines = [[*one, ""] for one in lines]
        elif kind == "box":
            made = (
                "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>"
                f"<wps:txbx><w:txbxContent>{made}</w:txbxContent></wps:txbx></wp:inline>"
                "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
                f"{made}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
                "</mc:AlternateContent></w:r></w:p>"
            )
            lines = [["", *one] for one in lines]
        # A table of one row closes the stretch, so that no group runs on into the next.
        content += made + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
        for view in (0, 1):
            wanted[view].extend([*lines[view], ""])
    file = reading(content)
    assert final(file) == wanted[0]
    assert original(file) == wanted[1]
    assert file.unknown == {}


@pytest.mark.parametrize("depth", [40])
def test_tables_within_tables_are_read_with_their_places(depth):
    content = p(t("deep"))
    for _ in range(depth):
        content = f"<w:tbl><w:tr><w:tc>{content}<w:p/></w:tc></w:tr></w:tbl>"
    file = reading(content)
    place = next(b.paragraph.place for b in file.final if b.text == "deep")
    assert [c.table for c in place] == list(range(depth))
    assert [len(one.place) for one in file.tables] == list(range(depth))
