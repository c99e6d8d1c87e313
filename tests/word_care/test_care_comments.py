"""Comments and pending changes of a file: each is listed, once, with its place."""

import pytest
from care_files import change, comment, comments, corpus, docx, note_on, p, r, reading, root, table

from htssp_builder.problems import HtsspError
from htssp_builder.word.care.comments_list import remarks
from htssp_builder.word.read.package import open_file
from htssp_builder.word.read.reader import read


def listed(content, more=()):
    return remarks(reading(docx(content, more)))


def test_a_thread_is_one_remark_with_its_replies_and_knows_whether_it_is_resolved():
    extended = (
        '<w15:commentEx w15:paraId="00000001" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="1"/>'
    )
    more = (
        comments(
            comment(0, "Which number?", paragraph="00000001"),
            comment(1, "The new one.", "Maria Lopez", "00000002"),
            comment(2, "Fine.", paragraph="00000003"),
        ),
        (
            "commentsExtended",
            "word/commentsExtended.xml",
            '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
            f"{extended}</w15:commentsEx>",
        ),
    )
    content = p(r("Call "), note_on(0, r("555-0100")), r(" now.")) + p(note_on(2, r("All day.")))
    first, second = listed(content, more)
    assert (first.words, first.text, first.author) == ("555-0100", "Which number?", "Ana Ruiz")
    assert [(one.author, one.text) for one in first.replies] == [("Maria Lopez", "The new one.")]
    assert not first.open
    assert (second.text, second.open) == ("Fine.", True)


def test_a_remark_names_number_and_title_of_the_heading_above():
    content = (
        p(change("ins", r("Draft. ")))
        + p(r("9. Reporting"), style="Heading1")
        + p(r("9.1 By phone"), style="Heading2")
        + table((p(change("del", r("at once"))), p(r("x"))))
        + p(r("Appendix B. Forms"), style="Heading1")
        + p(change("ins", r("new")))
        + p(r("Records"), style="Heading1")
        + p(change("ins", r("newer")))
    )
    sections = [(one.kind, one.section.number, one.section.title) for one in listed(content)]
    assert sections == [
        ("added", "", ""),
        ("deleted", "9.1", "By phone"),
        ("added", "Appendix B", "Forms"),
        ("added", "", "Records"),
    ]


def test_a_change_in_a_header_says_so():
    more = [("header", "word/header1.xml", root("hdr", p(change("ins", r("Draft 2")))))]
    content = p(r("One"), style="Heading1") + p(r("text"))
    (one,) = listed(content, more)
    assert (one.section.title, one.words) == ("Header", "Draft 2")


def test_what_touches_is_one_change_and_what_does_not_is_several():
    together = p(change("ins", r("new ")), change("ins", r("words")))
    apart = p(change("ins", r("new")), r(" and "), change("ins", r("words")))
    others = p(change("ins", r("new ")), change("ins", r("words"), author="Maria Lopez"))
    later = p(change("ins", r("new ")), change("ins", r("words"), date="2027-02-01T00:00:00Z"))
    assert [one.words for one in listed(together)] == ["new words"]
    for content in (apart, others, later):
        assert [one.words.strip() for one in listed(content)] == ["new", "words"]


def test_paragraphs_that_were_added_whole_are_one_change():
    mark = change("ins", "")
    content = p(r("Old.")) + p(change("ins", r("First.")), mark=mark) + p(change("ins", r("Then.")))
    (one,) = listed(content)
    assert (one.kind, one.words) == ("added", "First.\nThen.")


def test_a_row_that_was_deleted_is_one_change():
    row = "<w:tr><w:trPr>{}</w:trPr>{}</w:tr>".format(
        change("del", ""),
        "".join(f"<w:tc>{p(change('del', r(word)))}</w:tc>" for word in ("Lincoln", "555-0100")),
    )
    made = table((p(r("a")), p(r("b")))).replace("</w:tbl>", f"{row}</w:tbl>")
    (one,) = listed(made + p(r("end")))
    assert one.kind == "deleted"
    assert "Lincoln" in one.words
    assert "555-0100" in one.words


def test_every_change_and_comment_of_real_files_is_listed():
    seen = 0
    for path in corpus():
        try:
            file = read(open_file(path.read_bytes(), path.name))
        except HtsspError:
            continue
        found = remarks(file)
        threads = [one for one in found if one.kind == "comment"]
        assert sum(1 + len(one.replies) for one in threads) == len(file.comments), path.name
        said = "\n".join(one.words for one in found if one.kind != "comment")
        for change_ in file.revisions:
            seen += 1
            for line in change_.text.splitlines():
                assert line in said, (path.name, change_)
    assert seen > 50


@pytest.mark.parametrize("date", ["", "yesterday", "2027-13-45T00:00:00Z"])
def test_a_date_that_is_none_is_kept_as_it_is(date):
    (one,) = listed(p(change("ins", r("x"), date=date)))
    assert one.date == date
