"""The page numbers that the contents show before Word counts them."""

import re
import shutil
import subprocess

import pytest
from word_documents import cell, document, p, sentences

from htssp_builder.document.tree import Box, Contents, Heading, Item, Row, Style, Table, Text
from htssp_builder.word.contents import entry_text
from htssp_builder.word.layout import estimate
from htssp_builder.word.measure import lines
from htssp_builder.word.writer import has_cover, write


def page_of_last(*blocks, style=Style()):  # noqa: B008
    made = document(*blocks, Heading("last", 1, (Text("Last"),)), p("end", "x"), style=style)
    return estimate(made, on_cover=False).pages["last"]


def paragraphs(count, name="p"):
    return [p(f"{name}{n}", "One line.") for n in range(count)]


def test_pages_fill_and_follow_the_paper():
    assert page_of_last() == 1
    assert page_of_last(*paragraphs(40)) == 2
    assert page_of_last(*paragraphs(120)) == 4
    assert page_of_last(*paragraphs(40), style=Style(page_height=22)) == 1
    assert page_of_last(*paragraphs(40), style=Style(size=6)) == 1


def test_a_heading_goes_with_the_text_that_follows_it():
    pages = set()
    for count in range(24, 36):
        blocks = [*paragraphs(count), Heading("last", 1, (Text("Last"),)), p("end", "x")]
        found = estimate(document(*blocks), on_cover=False)
        pages.add((found.pages["last"], found.total))
    assert pages == {(1, 1), (2, 2)}


def test_a_new_page_is_one_but_not_at_the_top_of_one():
    first = Heading("a", 1, (Text("A"),), new_page=True)
    second = Heading("b", 1, (Text("B"),), new_page=True)
    found = estimate(document(first, second), on_cover=False)
    assert found == ({"a": 1, "b": 2}, 2)


def test_rows_stay_whole_and_a_tall_one_is_cut():
    rows = tuple(Row(f"r{n}", (cell("a\n" * 9 + "a"),)) for n in range(10))
    assert page_of_last(Table("t", "T", None, rows, (1.0,))) == 3
    tall = (Row("r", (cell("a\n" * 200),)),)
    assert page_of_last(Table("t", "T", None, tall, (1.0,))) == 4


@pytest.mark.parametrize(
    ("inlines", "width", "expected"),
    [
        ((), 1000, 1),
        ((Text(""),), 1000, 1),
        ((Text("a\nb\n"),), 9000, 3),
        ((Text("word " * 10),), 2600, 10),
        ((Text("word-word-word"),), 2600, 3),
        ((Text("w" * 100),), 7160, 10),
        ((Text("ab"), Text("cd", strong=True), Text("ef")), 3100, 1),
        ((Box("x"), Text(" a")), 2000, 1),
        ((Text("字" * 30),), 10000, 3),
    ],
)
def test_lines_are_counted(inlines, width, expected):
    assert lines(inlines, False, width) == expected


def needs_office():
    for tool in ("soffice", "pdftotext"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")


def office(folder):
    """LibreOffice with a profile of its own, so that one that is open does not stand in the way."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    return ["soffice", profile, "--headless", "--convert-to"]


def render(data, folder, name="made"):
    """The pages of a document as text, as LibreOffice lays it out."""
    path = folder / f"{name}.docx"
    path.write_bytes(data)
    subprocess.run(
        [*office(folder), "pdf", "--outdir", str(folder), str(path)],
        capture_output=True,
        check=True,
        timeout=180,
    )
    text = subprocess.run(
        ["pdftotext", "-layout", str(path.with_suffix(".pdf")), "-"],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    ).stdout
    return text.split("\f")[:-1]


def places(pages, title):
    line = re.compile(rf"^\s*{re.escape(title)}\s*$", re.MULTILINE)
    return [at for at, text in enumerate(pages, 1) if line.search(text)]


@pytest.mark.slow
def test_the_contents_of_a_long_document_show_the_pages_of_libreoffice(long_document, tmp_path):
    needs_office()
    pages = render(write(long_document), tmp_path)
    found = estimate(long_document, has_cover(long_document))
    off = []
    for block in long_document.blocks:
        if isinstance(block, Heading):
            (real,) = places(pages, entry_text(block))
            off.append(abs(found.pages[block.id] - real))
    assert len(off) == 60
    assert max(off) <= 1
    assert off.count(0) >= 58
    assert abs(found.total - len(pages)) <= 1


@pytest.mark.slow
@pytest.mark.parametrize("style", [Style(size=10.5), Style(margin=0.8, size=12)])
def test_the_estimate_follows_another_style(style, tmp_path):
    needs_office()
    blocks = [Contents("c", "Contents")]
    for n in range(30):
        blocks.append(Heading(f"h{n}", 1, (Text(f"Section {n} of this"),), str(n + 1)))
        blocks += [p(f"p{n}.{k}", sentences(f"{n}{k}", 70)) for k in range(4)]
        blocks += [
            Item(f"i{n}.{k}", (Text(sentences(f"i{n}{k}", 25)),), "bullet", f"l{n}")
            for k in range(4)
        ]
    made = document(*blocks, style=style)
    pages = render(write(made), tmp_path)
    found = estimate(made, has_cover(made))
    off = [
        abs(found.pages[b.id] - places(pages, entry_text(b))[0])
        for b in blocks
        if isinstance(b, Heading)
    ]
    assert max(off) <= 1
    assert off.count(0) >= 28


@pytest.mark.slow
def test_libreoffice_shows_every_word_and_gives_the_anchors_back(protocol, tmp_path):
    needs_office()
    from word_documents import W, body

    from htssp_builder.document.text import anchors

    data = write(protocol)
    shown = " ".join(" ".join(render(data, tmp_path)).split())
    for _, text in anchors(protocol):
        if not text.isascii():
            continue  # order of right-to-left text differs between programs that extract it
        for line in text.replace("\n", "\t").split("\t"):
            assert " ".join(line.split()) in shown
    (tmp_path / "saved").mkdir()
    subprocess.run(
        [*office(tmp_path), "docx", "--outdir", tmp_path / "saved", tmp_path / "made.docx"],
        capture_output=True,
        check=True,
        timeout=180,
    )
    saved = body((tmp_path / "saved" / "made.docx").read_bytes())

    def names(tree):
        return {b.get(f"{W}name") for b in tree.iter(f"{W}bookmarkStart")}

    assert names(body(data)) <= names(saved)
