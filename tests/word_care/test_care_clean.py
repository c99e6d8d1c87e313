"""The copy that leaves the house: the same words, and nothing about who wrote them."""

import io
import zipfile

import pytest
from care_files import (
    change,
    comment,
    comments,
    corpus,
    docx,
    faults,
    note_on,
    p,
    parts_of,
    r,
    reading,
    root,
    table,
    texts,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from htssp_builder.problems import HtsspError
from htssp_builder.word.care.clean import clean

SECRET = "<w:vanish/>"
PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000")


def cleaned(data, accept=None, names=()):
    return clean(data, "test.docx", accept=accept, names=names)


def taken(made):
    return {one.what: one.number for one in made.taken}


def picture(name, more=""):
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="P" {more}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:blipFill><a:blip r:embed="{name}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def test_nobody_said_how_to_settle_changes_so_nothing_is_made():
    data = docx(p(r("a"), change("ins", r("b")), change("del", r("c"), "Maria Lopez")))
    with pytest.raises(HtsspError) as refused:
        cleaned(data)
    (problem,) = refused.value.problems
    assert refused.value.exit_code == 1
    assert "2 tracked changes" in problem.what
    assert "1 by Ana Ruiz" in problem.what
    assert "1 by Maria Lopez" in problem.what
    assert "--accept" in problem.remedy


def test_a_change_of_a_style_is_pending_too():
    looks = change("rPrChange", "<w:rPr/>")
    style = f'<w:style w:type="character" w:styleId="x"><w:rPr><w:b/>{looks}</w:rPr></w:style>'
    with pytest.raises(HtsspError, match="1 tracked change is"):
        cleaned(docx(p(r("a")), [("styles", "word/styles2.xml", root("styles", style))]))


ROW = f"<w:tr><w:trPr>{{}}</w:trPr><w:tc>{p(r('row'))}</w:tc></w:tr>"


@pytest.mark.parametrize(
    ("content", "accepted", "rejected"),
    [
        (p(r("a"), change("ins", r("b"))), ["ab"], ["a"]),
        (p(r("a"), change("del", r("b"))), ["a"], ["ab"]),
        (p(change("ins", change("del", r("b"), "Maria")), r("a")), ["a"], ["a"]),
        (p(r("a"), mark=change("del", "")) + p(r("b")), ["ab"], ["a", "b"]),
        (p(r("a"), mark=change("ins", "")) + p(r("b")), ["a", "b"], ["ab"]),
        (p(change("moveFrom", r("m"))) + p(change("moveTo", r("m"))), ["", "m"], ["m", ""]),
        (
            table((p(r("first")),)).replace("</w:tbl>", ROW.format(change("ins", "")) + "</w:tbl>")
            + p(r("z")),
            ["first", "row", "z"],
            ["first", "z"],
        ),
        (
            table((p(r("first")),)).replace("</w:tbl>", ROW.format(change("del", "")) + "</w:tbl>")
            + p(r("z")),
            ["first", "z"],
            ["first", "row", "z"],
        ),
    ],
)
def test_changes_are_settled_as_told(content, accepted, rejected, tmp_path):
    for accept, wanted in ((True, accepted), (False, rejected)):
        data = docx(content)
        made = cleaned(data, accept)
        assert texts(made.data) == wanted == texts(data, final=accept)
        assert reading(made.data).revisions == ()
        assert not set(faults(made.data, tmp_path)) - set(faults(data, tmp_path))


def test_rejected_looks_are_those_before():
    looks = "<w:b/>" + change("rPrChange", "<w:rPr><w:i/></w:rPr>")
    block = '<w:jc w:val="center"/>' + change("pPrChange", '<w:pPr><w:jc w:val="end"/></w:pPr>')
    data = docx(f"<w:p><w:pPr>{block}</w:pPr>{r('a', looks)}</w:p>")
    before = parts_of(cleaned(data, False).data)["word/document.xml"]
    after = parts_of(cleaned(data, True).data)["word/document.xml"]
    assert b"<w:i/>" in before
    assert b"<w:b/>" not in before
    assert b'"end"' in before
    assert b"<w:b/>" in after
    assert b'"center"' in after


def test_comments_and_all_their_parts_go():
    more = [
        comments(comment(0, "Is that so?")),
        ("people", "word/people.xml", '<w15:people xmlns:w15="http://schemas.microsoft.com/office'
         '/word/2012/wordml"><w15:person w15:author="Ana Ruiz"/></w15:people>'),
    ]  # fmt: skip
    made = cleaned(docx(p(note_on(0, r("Call."))), more))
    assert texts(made.data) == ["Call."]
    assert taken(made)["comments"] == 1
    assert not [name for name in parts_of(made.data) if "comment" in name or "people" in name]
    assert b"Ana Ruiz" not in b"".join(parts_of(made.data).values())
    assert b"comment" not in parts_of(made.data)["[Content_Types].xml"]


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (p(r("seen "), r("hidden", SECRET)), ["seen "]),
        (p(r("seen "), r("hidden", '<w:rStyle w:val="Secret"/>')), ["seen "]),
        (p(r("seen "), r("seen too", '<w:rStyle w:val="Secret"/><w:vanish w:val="0"/>')),
         ["seen seen too"]),
        (p(r("seen")) + p(r("hidden", SECRET), mark=SECRET) + p(r("last")), ["seen", "last"]),
        (p(r("page", "<w:webHidden/>")), ["page"]),
        (table((p(r("hidden", SECRET), mark=SECRET), p(r("b")))) + p(r("z")), ["", "b", "z"]),
        (table((p(r("a")),), (p(r("hidden")),)).replace(
            "<w:tr><w:tc>", "<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>", 2).replace(
            "<w:trPr><w:hidden/></w:trPr>", "", 1) + p(r("z")), ["a", "z"]),
    ],
)  # fmt: skip
def test_hidden_words_go_and_seen_ones_stay(content, left):
    made = cleaned(docx(content))
    assert texts(made.data) == left
    assert b"hidden<" not in parts_of(made.data)["word/document.xml"]
    assert cleaned(made.data).taken == ()


def test_a_field_whose_code_is_hidden_and_whose_result_is_not_stays_whole():
    def mark(kind, looks=""):
        return f'<w:r>{looks}<w:fldChar w:fldCharType="{kind}"/></w:r>'

    hidden = "<w:rPr><w:vanish/></w:rPr>"
    code = f'<w:r>{hidden}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    content = p(mark("begin", hidden) + code + mark("separate") + r("7") + mark("end"))
    made = cleaned(docx(content))
    assert texts(made.data) == ["7"]
    assert parts_of(made.data)["word/document.xml"].count(b"fldCharType") == 3


def test_what_stood_in_words_that_go_goes_too():
    """The picture and the footnote of a deleted passage are still in the file as Word saves it."""
    notes = (
        '<w:footnote w:id="2"><w:p><w:r><w:t>Maria told us.</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="3"><w:p><w:r><w:t>Kept.</w:t></w:r></w:p></w:footnote>'
    )
    data = docx(
        p(r("a"), change("del", picture("image1") + '<w:r><w:footnoteReference w:id="2"/></w:r>'))
        + p(r("b"), '<w:r><w:footnoteReference w:id="3"/></w:r>'),
        [("image", "word/media/p.png", PIXEL),
         ("footnotes", "word/footnotes.xml", root("footnotes", notes))],
    )  # fmt: skip
    made = parts_of(cleaned(data, True).data)
    assert "word/media/p.png" not in made
    assert b"Maria" not in b"".join(made.values())
    assert b"Kept." in made["word/footnotes.xml"]
    kept = parts_of(cleaned(data, False).data)
    assert "word/media/p.png" in kept
    assert b"Maria told us." in kept["word/footnotes.xml"]


def test_controls_bookmarks_and_save_marks_go_and_their_words_stay():
    control = (
        '<w:sdt><w:sdtPr><w:alias w:val="Phone"/><w:tag w:val="hotline.phone"/><w:text/></w:sdtPr>'
        f"<w:sdtContent>{r('555-0100')}</w:sdtContent></w:sdt>"
    )
    marks = (
        '<w:bookmarkStart w:id="1" w:name="_h0123456789_0123456789"/><w:bookmarkEnd w:id="1"/>'
        '<w:bookmarkStart w:id="2" w:name="_Toc12"/><w:bookmarkEnd w:id="2"/>'
        '<w:bookmarkStart w:id="3" w:name="reporting"/><w:bookmarkEnd w:id="3"/>'
    )
    link = f'<w:hyperlink w:anchor="_Toc12">{r("above")}</w:hyperlink>'
    content = p(marks, r("Call "), control) + p(link)
    rsid = root("settings", '<w:rsids><w:rsid w:val="00AB12CD"/></w:rsids><w:docVars/>')
    data = docx(content.replace("<w:p>", '<w:p w:rsidR="00AB12CD">', 1),
                [("settings", "word/settings.xml", rsid)])  # fmt: skip
    made = cleaned(data)
    text = parts_of(made.data)["word/document.xml"]
    assert texts(made.data) == ["Call 555-0100", "above"]
    assert b"hotline.phone" not in text
    assert b"_h0123456789" not in text
    assert b"_Toc12" in text
    assert b'"reporting"' in text
    assert b"00AB12CD" not in b"".join(parts_of(made.data).values())
    assert taken(made)["document variables"] == 1


def test_people_in_the_properties_are_emptied_and_the_title_stays():
    people = "<dc:creator>Ana Ruiz</dc:creator><dc:title>A plan</dc:title>"
    made = cleaned(docx(p(r("a")), properties=people))
    file = reading(made.data)
    assert file.properties.core["creator"] == ""
    assert file.properties.core["title"] == "A plan"
    assert taken(made)["author"] == 1


def workbook(text):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("xl/sharedStrings.xml", f"<sst><si><t>{text}</t></si></sst>")
    return held.getvalue()


NAME = "Maria  López"
HIDING_PLACES = {
    "in the text": docx(p(r("Ask Maria López today."))),
    "cut into runs": docx(p(r("Ask Mar"), r("ia Ló", "<w:b/>"), r("pez today."))),
    "over a break": docx(p(r("Maria"), "<w:r><w:br/></w:r>", r("López"))),
    "with other spaces": docx(p(r("Maria\u00a0Ló\u00adpez"))),
    "in capitals": docx(p(r("MARIA LÓPEZ"))),
    "last name first": docx(p(r("López, Maria"))),
    "in a file name": docx(p(picture("image1")),
                           [("image", "word/media/photo_maria_l\u00f3pez.png", PIXEL)]),
    "in an address": docx(p('<w:r><w:instrText> HYPERLINK "mailto:maria.lópez@x.org" '
                            "</w:instrText></w:r>")),
    "in alternative text": docx(p(picture("image1", 'descr="Photo of Maria López"')),
                                [("image", "word/media/p.png", PIXEL)]),
    "without accents": docx(p(r("Maria Lopez"))),
    "in a header": docx(p(r("a")) + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
                        "</w:sectPr>",
                        [("header", "word/h.xml", root("hdr", p(r("Maria López"))))]),
    "in the title": docx(p(r("a")), properties="<dc:title>For Maria López</dc:title>"),
    "in a picture": docx(p(picture("image1")),
                         [("image", "word/media/p.png", PIXEL + "Maria López".encode())]),
    "in a workbook inside": docx(p('<w:r><w:object r:id="package1"/></w:r>'),
                                 [("package", "word/embeddings/a.xlsx", workbook("Maria López"))]),
}  # fmt: skip


@pytest.mark.parametrize("where", sorted(HIDING_PLACES))
def test_a_name_that_is_not_to_be_shown_is_found_wherever_it_is(where):
    with pytest.raises(HtsspError) as refused:
        cleaned(HIDING_PLACES[where], names=[NAME])
    assert refused.value.exit_code == 1
    assert "Nothing was written" in refused.value.problems[0].what


@pytest.mark.parametrize("where", sorted(set(HIDING_PLACES) - {"in a file name"}))
def test_another_name_does_not_stand_in_the_way(where):
    assert cleaned(HIDING_PLACES[where], names=["Rosa López", "Maria L", "Ana Ruiz", " "]).data


def test_a_name_only_in_what_goes_does_not_stand_in_the_way():
    more = [comments(comment(0, "Maria López said so.", author="Maria López"))]
    data = docx(p(note_on(0, r("Call.")), change("del", r("Maria López"), "Maria López")), more)
    made = cleaned(data, True, [NAME])
    assert texts(made.data) == ["Call."]


words = st.text("abc é“", min_size=1, max_size=6)
pieces = st.one_of(
    words.map(lambda t: r(t)),
    words.map(lambda t: r(t, SECRET)),
    words.map(lambda t: change("ins", r(t))),
    words.map(lambda t: change("del", r(t))),
    words.map(lambda t: change("ins", change("del", r(t), "Maria"))),
    words.map(lambda t: note_on(0, r(t))),
    words.map(lambda t: f"<w:sdt><w:sdtPr/><w:sdtContent>{r(t)}</w:sdtContent></w:sdt>"),
)
marks = st.sampled_from(["", change("ins", ""), change("del", "")])
paragraphs = st.builds(lambda runs, mark: p(*runs, mark=mark), st.lists(pieces, max_size=4), marks)
tables = st.lists(paragraphs, min_size=1, max_size=3).map(lambda cells: table(tuple(cells)))
bodies = st.lists(st.one_of(paragraphs, paragraphs, tables), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(body=bodies, accept=st.booleans())
def test_whatever_was_in_a_file_its_copy_reads_the_same_and_is_clean(body, accept):
    content = "".join(body) + p(r("end"))
    data = docx(content, [comments(comment(0, "x"))])
    shown = docx("".join(part for part in _without_hidden(content)))
    made = cleaned(data, accept)
    # A cell from which everything goes keeps an empty paragraph, as Word asks for one.
    assert list(filter(None, texts(made.data))) == list(filter(None, texts(shown, final=accept)))
    file = reading(made.data)
    assert (file.revisions, file.comments, file.controls) == ((), (), ())
    assert cleaned(made.data).taken == ()
    assert cleaned(made.data).data == made.data


def _without_hidden(content):
    """The body without its hidden runs: they are whole runs here."""
    rest = content
    while "<w:r><w:rPr><w:vanish/>" in rest:
        before, _, behind = rest.partition("<w:r><w:rPr><w:vanish/>")
        yield before
        rest = behind.partition("</w:r>")[2]
    yield rest


def test_real_files_read_the_same_and_are_clean_after_one_time():
    seen = 0
    for path in corpus():
        data = path.read_bytes()
        for accept in (True, False):
            try:
                made = cleaned(data, accept)
            except HtsspError:
                continue
            seen += 1
            assert texts(made.data) == texts(data, final=accept), path.name
            assert cleaned(made.data).taken == (), path.name
    assert seen > 100


@pytest.mark.slow
def test_a_clean_copy_of_a_real_file_has_no_fault_that_the_file_had_not(tmp_path):
    for path in corpus():
        data = path.read_bytes()
        try:
            made = cleaned(data, True).data
        except HtsspError:
            continue
        assert not set(faults(made, tmp_path)) - set(faults(data, tmp_path)), path.name


@pytest.mark.parametrize("accept", [True, False])
def test_an_engine_of_others_settles_real_files_alike(accept):
    import jubarte_redlines

    settle = jubarte_redlines.accept_revisions if accept else jubarte_redlines.reject_revisions
    same = total = 0
    for path in corpus():
        try:
            file = reading(path.read_bytes())
        except HtsspError:
            continue
        if not file.revisions:
            continue
        total += 1
        theirs = "".join(texts(settle(path.read_bytes()))).split()
        same += theirs == "".join(texts(cleaned(path.read_bytes(), accept).data)).split()
    assert total > 5
    assert same == total
