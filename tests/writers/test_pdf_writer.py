"""PDF: the words come back, the tags are those of PDF/UA-1, and answers are never markup."""

import json
import os
import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from writer_samples import (
    HOSTILE,
    PROTOCOL,
    document,
    forty_pages,
    inline_lists,
    row,
    text,
)

from htssp_builder.document.tree import (
    Box,
    Cell,
    Contents,
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
from htssp_builder.writers import pdf
from htssp_builder.writers.pdf import make, write


def read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(data))


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in read(data).pages]


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def bare(*blocks):
    """A document whose page holds nothing but its blocks and the page number."""
    return document(Paragraph("t", text("T"), "title"), *blocks)._replace(
        organization="", title="T", edition="public"
    )


def body(data: bytes) -> str:
    """The words between the title and the page number, without spaces."""
    words = squeezed("".join(pages(data)))
    assert words.startswith("TT")
    return words[2:].removesuffix("Page1of1")


def tags(data: bytes) -> list[tuple[int, str]]:
    """The structure elements in reading order with their depth."""
    result: list[tuple[int, str]] = []

    def walk(element, depth: int) -> None:
        if isinstance(element, pikepdf.Array):
            for child in element:
                walk(child, depth)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            result.append((depth, str(element.S)[1:]))
            walk(element.get("/K", None), depth + 1)

    with pikepdf.open(BytesIO(data)) as opened:
        walk(opened.Root.StructTreeRoot.K, 0)
    return result


@pytest.fixture(scope="module")
def protocol() -> bytes:
    return write(PROTOCOL)


ascii_words = st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=60)


@settings(max_examples=40, deadline=None)
@given(st.lists(ascii_words, min_size=1, max_size=5))
@example([typed for typed in HOSTILE if typed.isascii()])
def test_every_typed_word_comes_back(texts):
    expected = squeezed("".join(texts))
    paragraphs = [Paragraph(f"p{n}", text(typed)) for n, typed in enumerate(texts)]
    assert body(write(bare(*paragraphs))) == expected
    cells = Row("r", tuple(Cell(text(typed)) for typed in texts))
    table = Table("t1", "T", None, (cells,), (1 / len(texts),) * len(texts), "form")
    found = body(write(bare(table)))
    assert sorted(found) == sorted(expected)


@settings(max_examples=40, deadline=None)
@given(st.lists(inline_lists, min_size=1, max_size=3))
def test_no_answer_can_stop_the_pdf(texts):
    blocks = [Heading("h", 2, texts[0], "9"), *(Paragraph(f"p{n}", i) for n, i in enumerate(texts))]
    blocks += [Item(f"i{n}", i, "check", "l", n % 2) for n, i in enumerate(texts)]
    blocks.append(Table("t", "T", row("h1", "A"), (Row("r", tuple(map(Cell, texts))),), ()))
    assert make(document(*blocks)).data.startswith(b"%PDF")


def test_a_long_address_in_a_narrow_cell_is_broken_without_a_hyphen_or_a_loss():
    address = "firstname.lastname-longname@transportation.sierravistaunified.k12.ca.us"
    table = Table("t1", "T", row("h", "A", "B"), (row("r", address, "x"),), (0.2, 0.8))
    assert body(write(bare(table))) == f"AB{address}x"


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler's pdftotext")
@pytest.mark.parametrize("role", ["grid", "form", "box"])
def test_no_word_leaves_its_cell_or_the_page(role, tmp_path):
    words = ("aaa." * 60, "W" * 90, "transportation@/" * 9, "M" * 30)
    table = Table("t1", "", None, (row("r", *words),), (0.25, 0.25, 0.3, 0.2), role)
    path = tmp_path / "cells.pdf"
    path.write_bytes(write(bare(table, Paragraph("p", text("Q" * 300)))))
    shown = subprocess.run(
        ["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    columns = ((0, 0.25, "a."), (0.25, 0.5, "W"), (0.5, 0.8, words[2]), (0.8, 1, "M"), (0, 1, "Q"))
    for start, end, signs in columns:
        boxes = re.findall(rf'xMin="([\d.]+)" .* xMax="([\d.]+)" .*>[{re.escape(signs)}]+<', shown)
        assert len(boxes) > 1
        assert all(float(left) >= 72 + 468 * start for left, _ in boxes)
        assert all(float(right) <= 72 + 468 * end for _, right in boxes)


def test_a_row_longer_than_a_page_goes_on_on_the_next():
    words = " ".join(f"word{n}" for n in range(3000))
    table = Table("t1", "T", row("h", "Head", "B"), (row("r", words, "x"),), (0.5, 0.5))
    found = pages(write(bare(table)))
    assert len(found) > 2
    assert {f"word{n}" for n in range(3000)} <= set(" ".join(found).split())
    assert all("Head" in page for page in found)


def test_the_header_row_stands_on_every_page_of_a_table():
    rows = tuple(row(f"r{n}", f"Campus {n}", "(530) 555-0142") for n in range(90))
    table = Table("t1", "T", row("h", "Where", "Phone"), rows, (0.5, 0.5), number="1")
    found = pages(write(bare(table)))
    assert len(found) > 2
    assert all("Where" in page for page in found)


def test_running_lines_stand_on_every_page_but_the_cover(protocol):
    cover, *others = pages(protocol)
    assert "Page" not in cover
    assert "Internal edition" not in cover
    for number, page in enumerate(others, 2):
        assert f"Page {number} of {len(others) + 1}" in page
        assert "Version 1.0, internal edition" in page
        assert "Internal edition" in page


def test_a_form_that_begins_with_its_title_has_no_cover():
    [page] = pages(
        write(document(Paragraph("t", text("Form"), "title"), Paragraph("p", text("x"))))
    )
    assert "Page 1 of 1" in page
    assert "Sierra Vista" in page


def test_contents_give_the_page_of_each_heading(protocol):
    contents = pages(protocol)[1]
    for title, number in (("1. Purpose and scope", 3), ("2.1 Who reports", 3)):
        assert re.search(rf"{re.escape(title)}[ .]+{number}\b", contents)
    assert re.search(r"Appendix B\. Contacts[ .]+4\b", contents)


def test_the_file_says_its_language_title_and_standard(protocol):
    reader = read(protocol)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-US"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == PROTOCOL.title
    assert reader.metadata.author == PROTOCOL.organization
    assert reader.metadata.subject == PROTOCOL.subject
    assert reader.metadata.creation_date_raw is None
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_a_document_without_a_title_is_named_by_its_id():
    assert read(write(document(title=" "))).metadata.title == "protocol"


def test_bookmarks_follow_the_headings(protocol):
    def titles(outline):
        return [titles(e) if isinstance(e, list) else e.title for e in outline]

    assert titles(read(protocol).outline) == [
        "Contents",
        "1. Purpose and scope",
        "2. Reporting",
        ["2.1 Who reports"],
        "Appendix B. Contacts",
    ]


def test_the_tags_are_those_of_the_document(protocol):
    found = tags(protocol)
    names = [name for _, name in found]
    assert names[0] == "Document"
    assert names.count("Title") == 1
    assert [n for n in names if re.fullmatch("H[1-6]", n)] == ["H1", "H1", "H1", "H2", "H1"]
    assert (names.count("TOC"), names.count("TOCI")) == (2, 4)
    assert (names.count("Table"), names.count("Caption"), names.count("TH")) == (1, 1, 4)
    assert (names.count("TR"), names.count("TD")) == (3, 8)
    assert (names.count("L"), names.count("LI"), names.count("Lbl")) == (4, 8, 8)
    assert names.count("Link") == 4 + 2


def test_boxes_are_read_as_the_label_of_their_line():
    items = (
        Item("a", (Box("Done", True), Text(" Done")), "check", "l"),
        Item("b", text("Not done"), "check", "l"),
    )
    assert body(write(bare(*items))) == "☒Done☐Notdone"
    assert [n for _, n in tags(write(bare(*items)))][2:] == ["L"] + ["LI", "Lbl", "LBody"] * 2


@given(st.lists(st.integers(1, 3), min_size=1, max_size=5))
@settings(max_examples=15, deadline=None)
def test_no_heading_level_is_left_out(levels):
    blocks = [Heading(f"h{n}", level, text(f"H {n}")) for n, level in enumerate(levels)]
    assert make(document(Contents("c", "Contents", 3), *blocks)).problems == ()


def test_links_lead_out_and_references_inside():
    paragraph = Paragraph(
        "p",
        (
            Link("a", "https://www.acf.gov/otip"),
            Link("b", "javascript:x"),
            Reference("h", "1"),
            Reference("gone", "9"),
        ),
    )
    reader = read(write(bare(Heading("h", 1, text("One"), "1"), paragraph)))
    annotations = [note.get_object() for note in reader.pages[0]["/Annots"]]
    assert [note["/A"]["/URI"] for note in annotations if "/A" in note] == [
        "https://www.acf.gov/otip"
    ]
    assert len(annotations) == 2


def test_a_character_without_a_font_is_printed_as_its_number_and_reported():
    made = make(bare(Paragraph("p", text("Ana \U0010fffd Ruiz"))))
    assert body(made.data) == "Ana[U+10FFFD]Ruiz"
    [problem] = made.problems
    assert problem.severity == "warning"
    assert "U+10FFFD" in problem.what
    assert b"pdfuaid" in read(made.data).trailer["/Root"]["/Metadata"].get_data()


@pytest.mark.parametrize("typed", ["בית ספר", "Ünïcødé ½ – — … “x”", "Ωμέγα", "Школа", "→ ≥ ☐ ✓"])
def test_text_in_the_fonts_that_come_along_needs_no_font_of_the_machine(typed, monkeypatch):
    used = []
    fonts = pdf._fonts
    monkeypatch.setattr(pdf, "_fonts", lambda system: used.append(system) or fonts(system))
    made = make(bare(Paragraph("p", text(typed))))
    assert made.problems == ()
    assert set(used) == {False}
    assert sorted(body(made.data)) == sorted(squeezed(typed))


def test_a_failure_of_typst_is_a_sentence(monkeypatch):
    monkeypatch.setattr(pdf, "_template", lambda: b'#panic("no such thing")')
    with pytest.raises(HtsspError, match=r"protocol: The PDF could not be made: .*no such thing"):
        write(PROTOCOL)


def test_a_colour_that_is_none_is_refused():
    with pytest.raises(HtsspError, match=r"style\.yaml, rule"):
        write(PROTOCOL._replace(style=Style(rule="grey")))


def test_the_template_reads_nothing_but_its_data():
    template = pdf._template().decode("utf-8")
    code = re.sub(r"//.*", "", template)
    assert not re.search(r"\b(import|include|read|plugin|eval|csv|xml|yaml|toml)\b", code)
    assert re.findall(r"\bimage\(([^,]*),", code) == ["bytes(part.svg)"]
    assert re.findall(r"\bjson\([^()]*\(?[^()]*\)?\)", code) == ["json(bytes(sys.inputs.document))"]


def test_the_same_document_gives_the_same_bytes_and_leaves_no_file(protocol, tmp_path):
    script = (
        "import sys, hashlib; sys.path[:0] = sys.argv[1:]\n"
        "from writer_samples import PROTOCOL\n"
        "from htssp_builder.writers.pdf import write\n"
        "sys.stdout.buffer.write(write(PROTOCOL))"
    )
    empty = tmp_path / "empty"
    empty.mkdir()
    places = {name: str(empty) for name in ("TMPDIR", "TEMP", "TMP", "HOME", "XDG_CACHE_HOME")}
    here = Path(__file__).parent
    other = subprocess.run(
        [sys.executable, "-c", script, str(here), str(here.parents[1])],
        capture_output=True,
        check=True,
        cwd=empty,
        env={**os.environ, **places, "PYTHONHASHSEED": "7", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert other.stdout == protocol
    assert list(empty.iterdir()) == []


def test_an_arabic_document_is_laid_out_leftwards():
    data = write(document(Paragraph("p", text("مدرسة الأمل"), "note"), language="ar"))
    assert read(data).trailer["/Root"]["/Lang"] == "ar"


@pytest.mark.slow
@pytest.mark.parametrize("sample", ["protocol", "forty pages"])
def test_an_independent_checker_finds_nothing(sample, tmp_path):
    pytest.importorskip("outloud", reason="needs the PDF/UA checker outloud")
    path = tmp_path / "checked.pdf"
    path.write_bytes(write(PROTOCOL if sample == "protocol" else forty_pages()))
    # TBL-014 compares the words of a table with its ruled area, and takes sparse cells for a
    # table without tags; PAG-001 takes the same sentence on many pages for a running header.
    run = "from outloud.cli import main; main()"
    arguments = [str(path), "--skip", "TBL-014,PAG-001", "--fail-on", "warning", "--json", "-"]
    result = subprocess.run(
        [sys.executable, "-c", run, *arguments], capture_output=True, text=True, check=False
    )
    [report] = json.loads(result.stdout[result.stdout.index("{") :])["results"]
    assert report["stats"]["tagged"]
    assert report["findings"] == []
    assert len(report["rules"]) > 60
