"""A figure in HTML, Markdown and PDF: the picture, its words, and nothing from elsewhere."""

import json
import re
import subprocess
import sys
from base64 import b64decode
from datetime import date
from io import BytesIO

import html5lib
import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from writer_samples import PROTOCOL, anything, document, row, text

from htssp_builder.document.tree import Figure, Heading, Paragraph, Reference, Style, Table
from htssp_builder.figures.gantt import Bar, Chart, draw
from htssp_builder.writers import html, markdown, pdf
from htssp_builder.writers.characters import clean

HTML = "{http://www.w3.org/1999/xhtml}"


def figure(title="Steps of the plan", number="1", steps=20):
    bars = tuple(Bar(f"Step {n}", date(2026, 8, n + 1), date(2027, 2, n + 1)) for n in range(steps))
    svg, png, width, height, alt = draw(Chart(title, bars[0].start, bars[-1].end, bars))
    return Figure("plan.gantt", title, alt, png, svg, width, height, number)


GANTT = figure()
TABLE = Table("plan.dates", "Every date", row("h", "Step"), (row("r", "T1"),), (1.0,), number="1")
PLAN = document(Heading("plan", 1, text("Plan"), "1"), Paragraph("p", text("Look:")), GANTT, TABLE)


def parsed(made):
    return html5lib.HTMLParser(strict=True).parse(html.write(made))


def test_html_shows_the_picture_with_its_words_and_loads_nothing():
    [made] = parsed(PLAN).iter(f"{HTML}figure")
    caption, image = made
    assert made.get("id") == "plan.gantt"
    assert (caption.tag, caption.text) == (f"{HTML}figcaption", "Figure 1. Steps of the plan")
    assert image.get("alt") == GANTT.alt
    kind, _, data = image.get("src").partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert b64decode(data).decode() == GANTT.svg
    assert (image.get("width"), image.get("height")) == ("624", str(round(GANTT.height * 96)))


def test_html_allows_pictures_inside_the_file_and_only_where_there_are_some():
    def policy(made):
        metas = parsed(made).iter(f"{HTML}meta")
        return next(m.get("content") for m in metas if m.get("http-equiv"))

    assert policy(PLAN).startswith("default-src 'none'; style-src 'sha256-")
    assert "img-src data:;" in policy(PLAN)
    assert "img-src" not in policy(PROTOCOL)
    assert not re.search(r"<(script|link|iframe|object|svg)\b| style=", html.write(PLAN))


def test_markdown_says_the_picture_in_words_under_its_title():
    written = markdown.write(PLAN)
    assert f"**Figure 1.** Steps of the plan\n\n{GANTT.alt}\n\n**Table 1.**" in written
    assert "![" not in written
    assert "<svg" not in written


@settings(max_examples=40, deadline=None)
@given(anything, anything)
def test_words_of_a_figure_come_out_as_typed(title, alt):
    made = document(Paragraph("t", text("T"), "title"), Figure("f", title, alt, number="1"))
    paragraphs = [q for q in parsed(made).iter(f"{HTML}p") if q.text is not None or len(q)]
    assert clean(alt).split("\n")[0] in "".join(paragraphs[-1].itertext()) or not alt.strip()
    rendered = MarkdownIt("commonmark").render(markdown.write(made))
    assert rendered.count("<strong>Figure 1.</strong>") == 1
    shown = Figure("f", title, alt, GANTT.png, GANTT.svg, GANTT.width, GANTT.height, "1")
    [image] = parsed(document(shown)).iter(f"{HTML}img")
    assert image.get("alt") == clean(alt)


@settings(max_examples=15, deadline=None)
@given(anything, anything)
def test_no_words_of_a_figure_stop_the_pdf(title, alt):
    made = pdf.make(document(GANTT._replace(title=title, alt=alt)))
    assert made.data.startswith(b"%PDF")


def structure(data):
    """(tag, alternative text) of every element of a PDF in reading order."""
    found = []

    def walk(element):
        if isinstance(element, pikepdf.Array):
            for child in element:
                walk(child)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            found.append((str(element.S)[1:], str(element.get("/Alt", ""))))
            walk(element.get("/K", None))

    with pikepdf.open(BytesIO(data)) as opened:
        walk(opened.Root.StructTreeRoot.K)
    return found


def test_pdf_tags_the_picture_with_its_words():
    data = pdf.write(PLAN)
    pictures = [alt for tag, alt in structure(data) if tag == "Figure" and alt]
    assert pictures == [GANTT.alt]
    assert [tag for tag, _ in structure(data)].count("Caption") == 2
    words = pypdf.PdfReader(BytesIO(data)).pages[0].extract_text()
    assert "Figure 1. Steps of the plan" in words


def test_pdf_keeps_caption_and_picture_on_one_page():
    before = [Paragraph(f"p{n}", text("One line.")) for n in range(30)]
    made = document(*before, figure(steps=28), Paragraph("end", text("After it.")))
    small = made._replace(style=Style(page_height=7))
    for one in (made, small):
        pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf.write(one))).pages]
        [at] = [n for n, words in enumerate(pages) if "Figure 1." in words]
        assert "One line." not in pages[at]


def test_a_reference_leads_to_a_figure_in_every_format():
    see = Paragraph("see", (Reference("plan.gantt", "1"),))
    made = document(see, GANTT)
    assert [a.get("href") for a in parsed(made).iter(f"{HTML}a")][1:] == ["#plan.gantt"]
    [note] = pypdf.PdfReader(BytesIO(pdf.write(made))).pages[0]["/Annots"]
    assert "/Dest" in note.get_object() or "/A" in note.get_object()


def test_a_spanish_document_has_a_figura():
    made = document(GANTT, language="es-US")
    assert "Figura 1. " in html.write(made)
    assert "**Figura 1.**" in markdown.write(made)


def test_the_same_figure_gives_the_same_bytes():
    again = document(*PLAN.blocks[:2], figure(), TABLE)
    assert [w.write(again) for w in (html, markdown, pdf)] == [
        w.write(PLAN) for w in (html, markdown, pdf)
    ]


@pytest.mark.slow
def test_an_independent_checker_finds_nothing_in_the_pdf(tmp_path):
    pytest.importorskip("outloud", reason="needs the PDF/UA checker outloud")
    path = tmp_path / "checked.pdf"
    path.write_bytes(pdf.write(PLAN))
    run = "from outloud.cli import main; main()"
    arguments = [str(path), "--skip", "TBL-014,PAG-001", "--fail-on", "warning", "--json", "-"]
    result = subprocess.run(
        [sys.executable, "-c", run, *arguments], capture_output=True, text=True, check=False
    )
    [report] = json.loads(result.stdout[result.stdout.index("{") :])["results"]
    assert report["findings"] == []
