"""A figure in a Word file: a picture with its words, under a caption that Word counts."""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from html import escape

import docx
import mammoth
import pytest
from word_documents import W, body, cell, document, p, part

from htssp_builder.document.text import block_text, picture_digest
from htssp_builder.document.tree import Contents, Figure, Heading, Row, Style, Table, Text
from htssp_builder.figures.gantt import Bar, Chart, draw
from htssp_builder.word.layout import estimate
from htssp_builder.word.names import hidden_name
from htssp_builder.word.writer import write

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
EMUS_AN_INCH = 914400


def figure(block_id="plan.gantt", title='Steps of the "plan" & its end', number="1", rows=23):
    bars = tuple(Bar(f"Step {n}", date(2026, 8, n + 1), date(2027, 2, n + 1)) for n in range(rows))
    svg, png, width, height, alt = draw(Chart(title, bars[0].start, bars[0].end, bars))
    return Figure(block_id, title, alt, png, svg, width, height, number)


@pytest.fixture(scope="module")
def gantt():
    return figure()


def plan(*figures, **more):
    head = Heading("plan", 1, (Text("The plan"),), "1")
    rest = Heading("rest", 1, (Text("The rest"),), "2")
    return document(head, p("plan.p", "It shows."), *figures, rest, p("rest.p", "x"), **more)


def test_three_independent_validators_find_nothing(gantt, tmp_path):
    import jubarte_redlines
    import ooxml_integrity
    from openxml_audit import OpenXmlValidator

    bare = gantt._replace(id="bare", number="", title="", alt="")
    table = Table("t", "T", None, (Row("t.1", (cell("a"),)),), (1.0,))
    made = plan(gantt, gantt._replace(id="again", number="2"), table, bare, table._replace(
        id="t2", rows=(Row("t2.1", (cell("a"),)),)))  # fmt: skip
    path = tmp_path / "made.docx"
    path.write_bytes(write(made))
    assert [str(e) for e in OpenXmlValidator().validate(str(path)).errors] == []
    assert list(ooxml_integrity.check(str(path))) == []
    path.write_bytes(write(plan(gantt)))
    read = jubarte_redlines.read(str(path))
    assert list(read.validate()) == []
    allowed = {"FONT_SUBSTITUTED", "STALE_FIELD_CACHE"}
    assert [f for f in read.audit("a11y,structure") if f.code not in allowed] == []


def test_the_picture_says_in_words_what_it_shows(gantt):
    [properties] = body(write(plan(gantt))).iter(f"{WP}docPr")
    assert properties.get("descr") == gantt.alt
    assert properties.get("name") == "Figure 1"


def test_the_caption_is_a_counted_one_and_stays_with_the_picture(gantt):
    data = write(plan(gantt))
    made = body(data)
    [picture] = [q for q in made.iter(f"{W}p") if q.find(f".//{WP}inline") is not None]
    caption = picture.getprevious()
    assert caption.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Caption"
    assert picture.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Figure"
    assert "".join(t.text for t in caption.iter(f"{W}t")) == f"Figure 1. {gantt.title}"
    assert [i.text.strip() for i in caption.iter(f"{W}instrText")] == ["SEQ Figure \\* ARABIC"]
    style = docx.Document(io.BytesIO(data)).styles["Caption"]
    assert style.paragraph_format.keep_with_next


def test_figures_and_tables_are_counted_apart(gantt):
    table = Table("t", "T", None, (Row("t.1", (cell("a"),)),), (1.0,), number="1")
    found = [i.text.strip() for i in body(write(plan(gantt, table))).iter(f"{W}instrText")]
    assert found == ["SEQ Figure \\* ARABIC", "SEQ Table \\* ARABIC"]


@pytest.mark.parametrize(
    "style",
    [Style(), Style(margin=2), Style(page_height=6), Style(page_height=2, margin=0.5),
     Style(page_width=17)],
)  # fmt: skip
def test_the_picture_is_never_larger_than_the_page(gantt, style):
    made = body(write(plan(gantt, style=style)))
    [extent] = made.iter(f"{WP}extent")
    width, height = (int(extent.get(name)) / EMUS_AN_INCH for name in ("cx", "cy"))
    assert width <= min(style.page_width - 2 * style.margin, gantt.width) + 0.001
    assert height < style.page_height - 2 * style.margin
    assert width / height == pytest.approx(gantt.width / gantt.height, rel=0.001)
    [inner] = made.iter(f"{A}ext")
    assert (inner.get("cx"), inner.get("cy")) == (extent.get("cx"), extent.get("cy"))


def test_the_same_picture_is_kept_once_and_another_beside_it(gantt):
    other = figure("other", number="3", rows=2)
    data = write(plan(gantt, gantt._replace(id="again", number="2"), other))
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        media = {n: opened.read(n) for n in opened.namelist() if n.startswith("word/media/")}
    assert media == {"word/media/image1.png": gantt.png, "word/media/image2.png": other.png}
    assert 'Extension="png" ContentType="image/png"' in part(data, "[Content_Types].xml")
    links = dict(re.findall(r'Id="(\w+)" [^>]*Target="(media/[^"]+)"',
                            part(data, "word/_rels/document.xml.rels")))  # fmt: skip
    shown = [links[blip.get(f"{R}embed")] for blip in body(data).iter(f"{A}blip")]
    assert shown == ["media/image1.png", "media/image1.png", "media/image2.png"]
    numbers = [e.get("id") for e in body(data).iter(f"{WP}docPr")]
    assert len(set(numbers)) == 3


def test_a_file_without_figures_says_nothing_of_pictures():
    data = write(plan())
    assert "png" not in part(data, "[Content_Types].xml")
    assert "drawing" not in part(data, "word/document.xml")


def test_identity_and_base_text_travel_with_the_figure(gantt):
    data = write(plan(gantt))
    names = [e.get(f"{W}name") for e in body(data).iter(f"{W}bookmarkStart")]
    assert hidden_name(gantt.id, block_text(gantt)) in names
    base = part(data, "customXml/item1.xml")
    found = re.search(r'<block id="plan.gantt" kind="figure" number="1" picture="(\w+)">', base)
    assert found[1] == picture_digest(gantt)
    assert escape(gantt.alt, False) in base
    moved = gantt._replace(svg=gantt.svg + " ")
    assert part(write(plan(moved)), "customXml/item1.xml") != base


def test_the_same_figure_gives_the_same_bytes(gantt):
    assert write(plan(gantt)) == write(plan(figure()))


def test_python_docx_and_mammoth_see_the_picture(gantt):
    data = write(plan(gantt))
    [shape] = docx.Document(io.BytesIO(data)).inline_shapes
    assert shape.width == round(gantt.width * EMUS_AN_INCH)
    html = mammoth.convert_to_html(io.BytesIO(data)).value
    assert html.count("<img") == 1
    assert 'src="data:image/png' in html


def test_a_figure_without_a_picture_is_its_words():
    made = Figure("plan.gantt", "Steps", "Nobody has begun.", number="1")
    data = write(plan(made))
    assert "Nobody has begun." in part(data, "word/document.xml")
    assert estimate(plan(made), on_cover=False).total == 1


def test_a_picture_takes_its_room_on_the_page(gantt):
    before = [p(f"p{n}", "One line.") for n in range(20)]
    assert estimate(plan(gantt), on_cover=False).pages["rest"] == 1
    moved = estimate(document(*before, *plan(gantt).blocks), on_cover=False)
    assert moved.pages == {"plan": 1, "rest": 2}
    small = Style(page_height=2, margin=0.5)
    assert estimate(plan(gantt, style=small), on_cover=False).total < 9


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
@pytest.mark.parametrize("count", [0, 12, 18, 30])
def test_libreoffice_agrees_on_the_pages_and_keeps_words_and_caption(gantt, count, tmp_path):
    import pypdf

    before = [p(f"p{n}", "One line.") for n in range(count)]
    made = document(Contents("c", "Contents", 1), *before, *plan(gantt).blocks)
    path = tmp_path / "made.docx"
    path.write_bytes(write(made))
    for form in ("pdf", "docx"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/home", "--headless",
             "--convert-to", form, "--outdir", str(tmp_path / form), str(path)],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "pdf" / "made.pdf").pages]
    counted = estimate(made, on_cover=False)
    assert counted.total == len(pages)
    for ident, words in (("plan", "1. The plan"), ("rest", "2. The rest")):
        own = [n for n, text in enumerate(pages, 1) if re.search(rf"^{words}\s*$", text, re.M)]
        assert own == [counted.pages[ident]]
    saved = body((tmp_path / "docx" / "made.docx").read_bytes())
    assert [e.get("descr") for e in saved.iter(f"{WP}docPr")] == [gantt.alt]
    names = [e.get(f"{W}name") for e in saved.iter(f"{W}bookmarkStart")]
    assert hidden_name(gantt.id, block_text(gantt)) in names
    assert "SEQ Figure" in "".join(i.text for i in saved.iter(f"{W}instrText"))
