"""What lint finds in a file, what it leaves alone, what it mends."""

from datetime import UTC, datetime

import pytest
from care_files import (
    change,
    comment,
    comments,
    corpus,
    docx,
    faults,
    p,
    parts_of,
    r,
    reading,
    root,
    table,
    texts,
)

from htssp_builder.problems import HtsspError
from htssp_builder.word.care.lint import lint
from htssp_builder.word.care.lint_comments import comment as put_comments
from htssp_builder.word.care.lint_fix import mend
from htssp_builder.word.care.lint_sheet import Sheet
from htssp_builder.word.care.parts import Parts
from htssp_builder.word.read.package import open_file

NOW = datetime(2027, 1, 12, 15, 30, tzinfo=UTC)
H1 = p(r("One"), style="Heading1")


def found(data, *, final=False):
    return lint(Sheet(open_file(data, "test.docx")), final=final)


def fixed(data):
    """The mended file, what was mended, how many comments were added."""
    sheet = Sheet(open_file(data, "test.docx"))
    all_found = lint(sheet)
    parts = Parts(sheet.package)
    mended = mend(sheet, parts, all_found)
    added = put_comments(sheet, parts, [one for one in all_found if one not in mended], NOW)
    return parts.data(), mended, added


def cells(*words):
    return tuple(p(r(text)) for text in words)


def field(code, shown="7"):
    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        f'{mark("begin")}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f"{mark('separate')}{r(shown)}{mark('end')}"
    )


def heading(words, name, level=1):
    return p(
        f'<w:bookmarkStart w:id="9{level}" w:name="{name}"/>{r(words)}'
        f'<w:bookmarkEnd w:id="9{level}"/>',
        style=f"Heading{level}",
    )


def contents(*entries):
    """A contents table. entries: words and bookmark of each."""
    start = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC '
        '\\o "1-2" \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    lines = [
        f'<w:hyperlink w:anchor="{name}">{r(words)}<w:r><w:tab/></w:r>'
        f"{field('PAGEREF ' + name)}</w:hyperlink>"
        for words, name in entries
    ]
    lines[0] = start + lines[0]
    lines[-1] += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return "".join(p(line, style="TOC1") for line in lines)


SHADED = '<w:color w:val="{}"/><w:shd w:val="clear" w:color="auto" w:fill="{}"/>'
DRAWING = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="P"{}/>'
    "</wp:inline></w:drawing></w:r>"
)
LINK = '<w:hyperlink w:tooltip="x"><w:r><w:t>{}</w:t></w:r></w:hyperlink>'
WIDTH = '<w:tcW w:w="2000" w:type="dxa"/>'
SPAN = table(cells("A", "B"), cells("c", "d"), head=True).replace(
    WIDTH, f'{WIDTH}<w:gridSpan w:val="2"/>', 1
)
FORM = '<w:tblLook w:val="0080" w:firstRow="0" w:firstColumn="1"/>'
LONG = "https://www.example.org/a/long/address/that/nobody/wants/to/hear"


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (H1 + p(r("x")), []),
        (p(r("x"), style="Heading2"), ["heading-order"]),
        (H1 + p(r("x"), style="Heading3"), ["heading-order"]),
        (H1 + p(r("x"), style="Heading2") + p(r("x"), style="Heading3") + H1, []),
        (H1 + p(style="Heading2") + p(r("x")), ["heading-empty", "blank-paragraph"]),
        (p(r("x")) * 20, ["heading-none"]),
        (p(r("1. First")) + p(r("2. Second")), ["list-typed"]),
        (p(r("- First")) + p(r("- Second")), ["list-typed"]),
        (p(r("•\tOnly one")), ["list-typed"]),
        (p(r("1. A sentence that only begins so.")) + p(r("x")), []),
        (p(r("A. Smith came.")) + p(r("x")) + p(r("B. Jones left.")), []),
        (p(r("x")) + p() + p(r("y")), ["blank-paragraph"]),
        (p(r("x")) + p() + p() + p(r("y")), ["blank-paragraph"]),
        (p(r("x")) + p('<w:r><w:br w:type="page"/></w:r>') + p(r("y")), []),
        (p(r("x")) + p(), ["blank-paragraph"]),
        (table(cells("", "x")) + p(), []),
        (table(cells("A", "B"), cells("c", "d")) + p(), ["header-row"]),
        (table(cells("A", "B"), cells("c", "d"), head=True) + p(), []),
        (table(cells("A", "B"), cells("c", "d"), look=FORM) + p(), []),
        (table(cells("A", "B")) + p(), []),
        (SPAN + p(), ["merged-cells"]),
        (p(DRAWING.format("")), ["alt-text"]),
        (p(DRAWING.format(' descr="A map of the campus."')), []),
        (p(r("x", SHADED.format("808080", "FFFFFF"))), ["contrast"]),
        (p(r("x", SHADED.format("595959", "FFFFFF"))), []),
        (p(r("x", SHADED.format("auto", "000080"))), []),
        (p(r("x", '<w:color w:val="000000"/><w:highlight w:val="darkBlue"/>')), ["contrast"]),
        (p(LINK.format("click here")), ["link-text"]),
        (p(LINK.format("Here.")), ["link-text"]),
        (p(LINK.format(LONG)), ["link-address"]),
        (p(LINK.format("the state's hotline")), []),
        (p(field("REF nowhere \\h")), ["reference-broken"]),
        (p(r("See "), r("Error! Reference source not found.")), ["reference-broken"]),
        (p(field("REF there \\h")) + heading("One", "there"), []),
        (p(field('REF "There" \\h')) + heading("One", "there"), []),
        (p('<w:hyperlink w:anchor="gone"><w:r><w:t>x</w:t></w:r></w:hyperlink>'),
         ["reference-broken"]),
        (contents(("One", "a")) + heading("One", "a"), []),
        (contents(("Old", "a")) + heading("One", "a"), ["contents-stale"]),
        (contents(("One", "a")) + heading("One", "a") + heading("Two", "b", 2),
         ["contents-stale"]),
        (contents(("One", "a"), ("Two", "b")) + heading("One", "a") + heading("Two", "b", 2), []),
    ],
)  # fmt: skip
def test_a_rule_finds_what_it_is_for_and_nothing_else(content, wanted):
    made = docx(content + "<w:sectPr/>")
    assert sorted(one.rule for one in found(made)) == sorted(wanted)
    for one in found(made):
        assert one.what.endswith(".")
        assert one.remedy.endswith(".")


def test_a_reference_in_words_that_were_deleted_is_no_finding():
    gone = change("del", field("REF nowhere \\h").replace("w:instrText", "w:delInstrText"))
    assert found(docx(p(r("x"), gone))) == []


def test_a_file_without_a_title_gets_that_of_its_title_line():
    data = docx(p(r("Our plan"), style="Title") + p(r("x")), properties="")
    assert [one.rule for one in found(data)] == ["title"]
    made, mended, added = fixed(data)
    assert ([one.rule for one in mended], added) == (["title"], 0)
    assert reading(made).properties.core["title"] == "Our plan"
    assert found(made) == []


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("The plan of the district and the way to a safe school is in the hands of all. ", "en-US"),
        ("El plan del distrito escolar es para todas las familias que viven en la ciudad. ", ""),
    ],
)
def test_a_language_is_set_where_it_can_be_told_and_never_guessed(sentence, language):
    bare = root("styles", '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>')
    data = _with_styles(docx(p(r(sentence * 3))), bare)
    assert [one.rule for one in found(data)] == ["language"]
    made, mended, added = fixed(data)
    assert (len(mended), added) == ((1, 0) if language else (0, 1))
    assert (f'w:val="{language}"'.encode() in parts_of(made)["word/styles.xml"]) is bool(language)


def _with_styles(data, styles):
    import io
    import zipfile

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, content in parts_of(data).items():
            packed.writestr(name, styles if name == "word/styles.xml" else content)
    return held.getvalue()


def test_marks_that_are_left_count_only_in_a_final_document():
    data = docx(p(r("Call [To complete: Hotline] or [Ask counsel: not read in the law yet].")))
    assert found(data) == []
    assert [one.words for one in found(data, final=True)] == [
        "[To complete: Hotline]",
        "[Ask counsel: not read in the law yet]",
    ]


def test_a_finding_names_section_and_words():
    (one,) = found(docx(H1 + p(r("Ask "), LINK.format("click here"), r(" today."))))
    assert (one.section.title, one.words, one.severity) == ("One", "click here", "warning")


def test_what_is_safe_is_mended_and_the_rest_is_commented(tmp_path):
    content = (
        contents(("Old", "a"))
        + heading("One", "a")
        + p(r("Ask "), LINK.format("click here"))
        + table(cells("Name", "Phone"), cells("Lincoln", "555-0100"))
        + p(r("x"))
        + p()
        + p(r("y"))
        + p()
    )
    data = docx(content)
    before = {one.rule for one in found(data)}
    assert before == {"contents-stale", "link-text", "header-row", "blank-paragraph"}
    made, mended, added = fixed(data)
    assert {one.rule for one in mended} == {"contents-stale", "header-row", "blank-paragraph"}
    assert added == 2
    assert sorted(one.rule for one in found(made)) == ["blank-paragraph", "link-text"]
    assert [one.author for one in reading(made).comments] == ["HTSSP Builder"] * 2
    assert texts(made) == ["One\t7", *texts(data)[1:-1]]
    assert not set(faults(made, tmp_path)) - set(faults(data, tmp_path))


def test_mending_twice_says_nothing_twice():
    once, _, added = fixed(docx(H1 + p(LINK.format("click here")) + p() + p(r("z"))))
    again, mended, more = fixed(once)
    assert (added, mended, more) == (2, [], 0)
    assert again == once


def test_comments_of_people_stay_beside_ours():
    data = docx(H1 + p(LINK.format("click here")), [comments(comment(7, "Mine.", "Ana Ruiz"))])
    made, _, added = fixed(data)
    assert added == 1
    assert {(one.id, one.author) for one in reading(made).comments} == {
        ("7", "Ana Ruiz"),
        ("8", "HTSSP Builder"),
    }


def test_real_files_are_looked_over_and_mended_without_a_loss():
    seen = 0
    for path in corpus():
        data = path.read_bytes()
        try:
            before = found(data)
        except HtsspError:
            continue
        made, mended, _ = fixed(data)
        seen += 1
        assert len(found(made)) == len(before) - len(mended), path.name
        if "contents-stale" not in {one.rule for one in mended}:
            words = [text for text in texts(data) if text.strip()]
            assert [text for text in texts(made) if text.strip()] == words, path.name
    assert seen > 50


@pytest.mark.slow
def test_a_mended_real_file_has_no_fault_that_the_file_had_not(tmp_path):
    for path in corpus():
        data = path.read_bytes()
        try:
            made = fixed(data)[0]
        except HtsspError:
            continue
        assert not set(faults(made, tmp_path)) - set(faults(data, tmp_path)), path.name
