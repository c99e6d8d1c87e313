"""What one edit looks like as tracked changes: where it is marked, and what stays."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from lxml import etree
from redline_files import (
    bookmark,
    control,
    docx,
    field,
    h,
    link,
    mark,
    note,
    p,
    t,
    tbl,
    tc,
    tracked,
)  # fmt: skip
from redline_readers import W, body_xml, ours, settled

from htssp_builder.problems import HtsspError
from htssp_builder.word.revise.redline import redline

WHEN = datetime(2027, 1, 12, 9, 30, tzinfo=UTC)


def compared(old, new):
    """The redline of two files, after all that must hold of any was checked."""
    made = redline(old, new, author="Ana Ruiz", when=WHEN)
    assert ours(made.content) == ours(new)
    assert ours(made.content, final=False) == ours(old, final=False)
    for final, one in ((True, new), (False, old)):
        assert ours(settled(made.content, final=final)) == ours(one, final=final)
    return made


def marked(content, part="word/document.xml"):
    """(kind, words, author) of each tracked stretch of words."""
    found = []
    for one in part_xml(content, part).iter(*(W + n for n in ("ins", "del", "moveFrom", "moveTo"))):
        words = "".join(x.text or "" for x in one.iter(W + "t", W + "delText"))
        if words:
            found.append((one.tag.removeprefix(W), words, one.get(W + "author")))
    return found


def part_xml(content, part):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return etree.fromstring(packed.read(part))


def test_one_word_in_a_table_cell_marks_one_word():
    rows = [("Who", "When"), ("Staff report by phone", "within 36 hours")]
    new_rows = [rows[0], (rows[1][0], "within 24 hours")]
    made = compared(docx(h("9. Reporting"), tbl(*rows), p("x")),
                    docx(h("9. Reporting"), tbl(*new_rows), p("x")))  # fmt: skip
    assert marked(made.content) == [("del", "36", "Ana Ruiz"), ("ins", "24", "Ana Ruiz")]
    (change,) = made.changes
    assert (change.kind, change.where, change.before, change.after) == (
        "changed", "9. Reporting", "36", "24",
    )  # fmt: skip
    assert change.beside == "Staff report by phone"


def test_author_and_moment_stand_on_every_mark():
    made = compared(docx(p("a b")), docx(p("a c"), p("d")))
    marks = list(body_xml(made.content).iter(W + "ins", W + "del"))
    assert {one.get(W + "author") for one in marks} == {"Ana Ruiz"}
    assert {one.get(W + "date") for one in marks} == {"2027-01-12T09:30:00Z"}
    numbers = [one.get(W + "id") for one in marks]
    assert len(numbers) == len(set(numbers))


def test_equal_files_have_no_marks():
    file = docx(h("1. A"), p("b", note(1)), tbl(("c", "d")), p("e"), header=p("f"), notes=(p("g"),))
    made = compared(file, file)
    assert made.changes == ()
    assert marked(made.content) == []


def test_the_same_files_give_the_same_bytes():
    old, new = docx(p("a b c"), tbl(("d",)), p("")), docx(p("a x c"), p("new"), tbl(("e",)), p(""))
    one, other = (redline(old, new, author="Ana Ruiz", when=WHEN).content for _ in range(2))
    assert one == other


def test_struck_out_words_keep_their_look_and_new_words_bring_theirs():
    made = compared(docx(p(t("old ", "<w:i/>"), "end")), docx(p(t("new ", "<w:b/>"), "end")))
    gone, come = (next(body_xml(made.content).iter(W + name)) for name in ("del", "ins"))
    assert gone.find(f".//{W}i") is not None
    assert come.find(f".//{W}b") is not None


def test_a_bold_word_is_a_change_of_look_and_not_of_words():
    made = compared(docx(p("call at once now")), docx(p("call ", t("at once", "<w:b/>"), " now")))
    assert marked(made.content) == []
    (change,) = body_xml(made.content).iter(W + "rPrChange")
    run = change.getparent().getparent()
    assert "".join(run.itertext()) == "at once"
    assert [c.kind for c in made.changes] == ["formatted"]


def test_a_new_style_of_a_paragraph_is_kept_with_what_it_was():
    made = compared(docx(p("Purpose"), p("x")), docx(h("Purpose"), p("x")))
    (change,) = body_xml(made.content).iter(W + "pPrChange")
    assert change.getparent().find(f"{W}pStyle").get(W + "val") == "Heading1"
    assert change.find(f"{W}pPr/{W}pStyle") is None


def test_a_moved_paragraph_is_a_move_with_both_ends_tied():
    lines = [p("First of all."), p("The second sentence."), p("Third comes this."), p("Last.")]
    made = compared(docx(*lines), docx(lines[0], lines[2], lines[3], lines[1]))
    kinds = {kind for kind, _, _ in marked(made.content)}
    root = body_xml(made.content)
    names = {one.get(W + "name") for one in root.iter(W + "moveFromRangeStart",
                                                      W + "moveToRangeStart")}  # fmt: skip
    assert kinds >= {"moveFrom", "moveTo"}
    assert len(names) == 1
    assert [c.kind for c in made.changes] == ["moved"]


@pytest.mark.parametrize("old", [["a", "b"], ["a"]])
@pytest.mark.parametrize("new", [["a"], ["a", "b"], ["a", "b", "c"], ["x"]])
@pytest.mark.parametrize("where", ["body", "cell", "note", "header"])
def test_a_last_paragraph_comes_and_goes_without_an_empty_line(old, new, where):
    def file(texts):
        inner = "".join(p(text, style="" if text == "a" else "Heading1") for text in texts)
        return {
            "body": lambda: docx(inner),
            "cell": lambda: docx(tbl((tc(inner),)) if False else tbl((inner,)), p("end")),
            "note": lambda: docx(p("text", note(1)), notes=(inner,)),
            "header": lambda: docx(p("text"), header=inner),
        }[where]()

    made = compared(file(old), file(new)).content
    for final, texts in ((True, new), (False, old)):
        root = {"body": "word/document.xml", "cell": "word/document.xml",
                "note": "word/footnotes.xml", "header": "word/header1.xml"}[where]  # fmt: skip
        tree = part_xml(settled(made, final=final), root)
        read = ["".join(x.itertext()) for x in tree.iter(W + "p") if "".join(x.itertext())]
        empty = [x for x in tree.iter(W + "p") if not "".join(x.itertext())]
        assert read[: len(texts)] == texts
        assert len(empty) <= (2 if where == "note" else 0)


def test_rows_come_and_go_as_rows():
    rows = [("Lincoln", "555-0101"), ("Adams", "555-0102"), ("Monroe", "555-0103")]
    new = [rows[0], rows[2], ("Grant", "555-0104")]
    made = compared(docx(tbl(*rows), p("x")), docx(tbl(*new), p("x")))
    root = body_xml(made.content)
    states = [
        tuple(sorted(one.tag.removeprefix(W) for one in row.iterfind(f"{W}trPr/*")
                     if one.tag in (W + "ins", W + "del")))
        for row in root.iter(W + "tr")
    ]  # fmt: skip
    assert states == [(), ("del",), (), ("ins",)]
    assert [c.kind for c in made.changes] == ["row deleted", "row inserted"]


def test_a_row_whose_cells_were_all_filled_in_is_still_that_row():
    made = compared(docx(tbl(("Name", "Phone"), ("", "")), p("x")),
                    docx(tbl(("Name", "Phone"), ("Ana", "555-0101")), p("x")))  # fmt: skip
    assert [c.kind for c in made.changes] == ["changed", "changed"]


def test_a_table_with_another_column_is_written_anew():
    old, new = tbl(("a", "b"), ("c", "d")), tbl(("a", "n", "b"), ("c", "m", "d"))
    made = compared(docx(p("x"), old, p("y")), docx(p("x"), new, p("y")))
    assert [c.kind for c in made.changes] == ["table deleted", "table inserted"]


def test_a_changed_answer_stays_in_its_control():
    def file(phone):
        return docx(p("Call ", control("roles.lead.phone", t(phone), "Lead, phone"), "."))

    made = compared(file("(530) 555-0142"), file("(530) 555-0199"))
    root = body_xml(made.content)
    inside = next(root.iter(W + "sdtContent"))
    assert [one.tag.removeprefix(W) for one in inside] == ["del", "ins"]
    assert made.changes[0].label == "Lead, phone"
    assert (made.changes[0].before, made.changes[0].after) == ("(530) 555-0142", "(530) 555-0199")


def test_words_behind_a_control_or_link_do_not_slip_into_it():
    new = docx(p(control("a", t("one")), t(" two")), p(link(t("three")), t(" four")))
    made = compared(docx(p(control("a", t("one"))), p(link(t("three")))), new).content
    root = body_xml(settled(made))
    held = ["".join(one.itertext()) for one in root.iter(W + "sdtContent", W + "hyperlink")]
    assert held == ["one", "three"]


def test_a_link_comes_with_its_address_and_not_with_that_of_another():
    old = docx(p("See "), links=("https://example.org/a",))
    new = docx(p("See ", link(t("the law"))), links=("https://example.org/law",))
    made = compared(old, new).content
    name = next(body_xml(made).iter(W + "hyperlink")).values()[0]
    links = part_xml(made, "word/_rels/document.xml.rels")
    assert [one.get("Target") for one in links if one.get("Id") == name] == [
        "https://example.org/law"
    ]


def test_a_field_changes_as_a_whole():
    made = compared(docx(p("See section ", field("REF reporting", "2"), ".")),
                    docx(p("See section ", field("REF reporting", "3"), ".")))  # fmt: skip
    assert (made.changes[0].before, made.changes[0].after) == ("2", "3")
    assert next(body_xml(made.content).iter(W + "delInstrText")) is not None


def test_an_edited_note_is_marked_in_the_note_and_a_new_one_comes_with_its_words():
    old = docx(p("a", note(1), " b"), notes=(p("The old law."),))
    new = docx(p("a", note(1), " b", note(2)), notes=(p("The new law."), p("One more.")))
    made = compared(old, new).content
    assert ("del", "old", "Ana Ruiz") in marked(made, "word/footnotes.xml")
    assert ("ins", "One more.", "Ana Ruiz") in marked(made, "word/footnotes.xml")
    assert compared(docx(p("a")), docx(p("a", note(1)), notes=(p("First note."),))).changes


def test_a_header_is_compared_and_one_that_is_new_comes():
    changed = compared(docx(p("x"), header=p("Draft 1")), docx(p("x"), header=p("Draft 2")))
    assert [(c.where, c.before, c.after) for c in changed.changes] == [("Header", "1", "2")]
    assert compared(docx(p("x")), docx(p("x"), header=p("New"))).changes[0].where == "Header"
    assert compared(docx(p("x"), header=p("Gone")), docx(p("x"))).changes[0].before == "Gone"


def test_a_list_that_is_new_counts_for_itself():
    old = docx(p("One", num="1"), p("Two", num="1"), p("End."))
    new = docx(p("One", num="1"), p("Two", num="1"), p("A", num="2"), p("B", num="2"), p("End."))
    made = compared(old, new).content
    numbers = [one.get(W + "val") for one in body_xml(made).iter(W + "numId")]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    kept = part_xml(made, "word/numbering.xml")
    assert {one.get(W + "numId") for one in kept.iter(W + "num")} >= set(numbers)


def test_an_id_pairs_a_paragraph_that_was_wholly_rewritten():
    one = bookmark("_haaaaaaaaaa_1111111111", 3)
    made = compared(docx(p(one, t("Ask the principal first.")), p("x")),
                    docx(p("Nothing is asked."), p(one, t("Call 911 now!")), p("x")))  # fmt: skip
    assert [c.kind for c in made.changes] == ["inserted", "changed"]
    names = [b.get(W + "name") for b in body_xml(made.content).iter(W + "bookmarkStart")]
    assert names == ["_haaaaaaaaaa_1111111111"]


def test_changes_that_were_tracked_before_keep_author_and_date():
    waiting = p("Staff ", tracked("ins", t("must "), number=900),
                tracked("del", '<w:r><w:delText xml:space="preserve">may </w:delText></w:r>',
                        number=901), "report at once.")  # fmt: skip
    made = compared(docx(waiting), docx(p("Staff must report immediately."))).content
    assert ("ins", "must ", "Bo Lee") in marked(made)
    assert ("del", "may ", "Bo Lee") in marked(made)
    assert ("del", "at once", "Ana Ruiz") in marked(made)


def test_words_struck_out_of_an_earlier_insertion_are_struck_out_inside_it():
    old = docx(p("a ", tracked("ins", t("b c d")), " e"))
    made = compared(old, docx(p("a b d new e"))).content
    assert ours(made, final=False) == [("body", "a  e")]


def test_changes_tracked_in_the_new_file_keep_their_author_and_date():
    new = docx(p("Staff ", tracked("ins", t("must ")), "report."), p("x"))
    made = compared(docx(p("Staff report."), p("x")), new).content
    assert marked(made) == [("ins", "must ", "Bo Lee")]


def test_paragraphs_joined_by_an_earlier_change_are_compared_as_one():
    old = docx(p("One", mark=mark("del")), p(" line."), p("End."))
    made = compared(old, docx(p("One long line."), p("End."))).content
    assert ours(made, final=False) == [("body", "One"), ("body", " line."), ("body", "End.")]


COMMENT = (
    '<w:comment w:id="{id}" w:author="{who}" w:date="2026-05-02T08:00:00Z" w:initials="x">'
    "<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>"
)


def commented(number, words):
    return (
        f'<w:commentRangeStart w:id="{number}"/>{t(words)}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def test_comments_of_both_files_stay_each_on_its_words():
    mine = COMMENT.format(id=0, who="Bo Lee", text="Why?")
    theirs = COMMENT.format(id=0, who="Eva Sun", text="Too long.")
    old = docx(p("Staff ", commented(0, "report"), " at once."), comments=mine)
    new = docx(p("Staff report ", commented(0, "immediately"), "."), comments=theirs)
    made = compared(old, new).content
    comments = part_xml(made, "word/comments.xml")
    assert [one.get(W + "author") for one in comments] == ["Bo Lee", "Eva Sun"]
    assert words_of_comment(made, comments[0].get(W + "id")) == "report"
    assert words_of_comment(made, comments[1].get(W + "id")) == "immediately"
    whole = docx(p("x"), p("New: ", commented(0, "look"), "."), comments=theirs)
    brought = compared(docx(p("x")), whole).content
    assert words_of_comment(brought, "0") == "look"


def words_of_comment(content, number):
    said, on = "", False
    for one in body_xml(content).iter():
        if one.tag == W + "commentRangeStart" and one.get(W + "id") == number:
            on = True
        elif one.tag == W + "commentRangeEnd" and one.get(W + "id") == number:
            return said
        elif on and one.tag == W + "t":
            said += one.text
    raise AssertionError("the comment stands on nothing")


def test_a_picture_comes_with_its_bytes_under_a_name_of_its_own():
    def file(data):
        drawing = (
            '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
            'wordprocessingDrawing"><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="a" descr="A"/>'
            '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
            '<a:blip r:embed="rIdPicture"/></a:graphic></wp:inline></w:drawing></w:r>'
        )
        made = io.BytesIO(docx(p("See ", drawing)))
        with zipfile.ZipFile(made) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
        parts["word/media/image1.png"] = data
        rels = "word/_rels/document.xml.rels"
        parts[rels] = parts[rels].replace(
            b"</Relationships>",
            b'<Relationship Id="rIdPicture" Type="http://schemas.openxmlformats.org/officeDocument'
            b'/2006/relationships/image" Target="media/image1.png"/></Relationships>',
        )
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b"<Override", b'<Default Extension="png" ContentType="image/png"/><Override', 1
        )
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            for name, content in parts.items():
                packed.writestr(name, content)
        return out.getvalue()

    assert redline(file(b"one"), file(b"one"), author="A", when=WHEN).changes == ()
    made = redline(file(b"one"), file(b"two"), author="A", when=WHEN)
    with zipfile.ZipFile(io.BytesIO(made.content)) as packed:
        media = {packed.read(n) for n in packed.namelist() if n.startswith("word/media/")}
    assert media == {b"one", b"two"}
    assert (made.changes[0].before, made.changes[0].after) == ("[picture]", "[picture]")


@pytest.mark.parametrize("bad", [b"", b"%PDF-1.7", b"PK\x03\x04broken"])
def test_what_is_no_word_file_is_refused_by_its_name(bad):
    with pytest.raises(HtsspError) as caught:
        redline(docx(p("a")), bad, author="A", when=WHEN, new_name="returned.docx")
    assert "returned.docx" in str(caught.value)


def held(content):
    """(tag, words) of each control once all changes are accepted."""
    return [
        (one.find(f"{W}sdtPr/{W}tag").get(W + "val"),
         "".join(x.text or "" for x in one.iter(W + "t")))
        for one in body_xml(settled(content)).iter(W + "sdt")
    ]  # fmt: skip


def test_a_control_never_holds_half_an_answer():
    date = control("day", t("June 14, 2027"))
    plain, made = docx(p("By June 15, 2027.")), docx(p("By ", date, "."))
    # The new file has no control: what is replaced in it is replaced inside.
    assert held(compared(made, docx(p("By July 14, 2028."))).content) == [("day", "July 14, 2028")]
    # The old file has none, and part of the words stand there: none is made.
    assert held(compared(plain, made).content) == []
    # All of its words are new: it comes with them.
    assert held(compared(docx(p("By .")), made).content) == [("day", "June 14, 2027")]


def test_a_control_without_its_words_goes_with_them():
    old = docx(p("Call ", control("a", t("Ana")), " or ", control("b", t("Bo")), "."))
    made = compared(old, docx(p("Call ", control("a", t("Ana")), "."))).content
    assert held(made) == [("a", "Ana")]


def test_a_value_moved_between_two_controls_is_marked_in_both():
    old = docx(p(control("a", t("555-0101"), number=5), " ", control("b", t("555-0102"), number=6)))
    new = docx(p(control("a", t("555-0102"), number=5), " ", control("b", t("555-0103"), number=6)))
    assert held(compared(old, new).content) == [("a", "555-0102"), ("b", "555-0103")]


def test_controls_are_known_by_their_titles_where_a_program_dropped_the_tags():
    old = docx(p("Call ", control("a.b", t("555-0101"), "Lead, phone"), "."))
    new = docx(p("Call ", control("a.b", t("555-0102"), "Lead, phone"), ".").replace(
        '<w:tag w:val="a.b"/>', ""))  # fmt: skip
    assert held(compared(old, new).content) == [("a.b", "555-0102")]


def test_a_save_by_libreoffice_without_an_edit_is_no_change_of_looks():
    noise = '<w:rFonts w:ascii="Arial"/><w:color w:val="1A1A1A"/><w:kern w:val="0"/>'
    old = docx(p(t("Call ", "<w:b/>"), "the county."), p("x"))
    saved = docx(p(t("Call ", f"<w:b/>{noise}"), t("the county.", f'<w:b w:val="false"/>{noise}')),
                 p("x", shape='<w:widowControl w:val="false"/>'))  # fmt: skip
    assert compared(old, by_libreoffice(saved)).changes == ()
    bold = docx(p(t("Call ", f"<w:b/>{noise}"), t("the county.", f"<w:b/>{noise}")), p("x"))
    (change,) = compared(old, by_libreoffice(bold)).changes
    assert (change.kind, change.before) == ("formatted", "the county.")


def by_libreoffice(content):
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("docProps/app.xml", "<Properties><Application>LibreOffice/7.4</Application>"
                        "</Properties>")  # fmt: skip
    return out.getvalue()
