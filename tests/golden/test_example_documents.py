"""The files of the examples, judged by readers and validators that know nothing of ours."""

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
import zlib

import docx
import html5lib
import mammoth
import pikepdf
import pypdf
import pytest
from example_files import composed
from lxml import etree

from htssp_builder.actions.build import write
from htssp_builder.document.text import block_text, inline_text
from htssp_builder.document.tree import Contents, Field, Figure, Heading, Table
from htssp_builder.yamlfile.nodes import Mapping, Scalar, Sequence
from htssp_builder.yamlfile.read import read

FORMATS = ("docx", "html", "md", "pdf")
_SLOW = pytest.mark.slow
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def inlines(document):
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows if block.head is None else (block.head, *block.rows):
                for cell in row.cells:
                    yield from cell.inlines
        elif not isinstance(block, Contents | Figure):
            yield from block.inlines


def answers(document):
    return [inline for inline in inlines(document) if isinstance(inline, Field)]


def squeezed(text):
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_answers_give_the_same_bytes(form, judged):
    assert write(composed(judged.name, judged.document.id), form) == judged.bytes_of(form)


def test_the_example_is_worth_judging(example):
    """A document without answers would pass what follows, and prove nothing."""
    found = answers(example.document)
    open_ = [field for field in found if field.state != "given"]
    least = {"protocol": (300, 150), "checklist": (120, 120), "timeline": (25, 15)}
    assert len(found) > least[example.document.id][0]
    assert len({field.path for field in found}) > least[example.document.id][1]
    if example.name == "half-answered" and example.document.id == "protocol":
        assert {field.state for field in open_} == {"missing", "unknown", "unverified"}
    else:
        assert [field.path for field in open_ if field.state == "missing"] == []


def test_python_docx_and_mammoth_read_every_answer(judged):
    word = judged.bytes_of("docx")
    opened = docx.Document(io.BytesIO(word))
    assert opened.core_properties.author == judged.document.organization
    assert len(opened.tables) == sum(isinstance(b, Table) for b in judged.document.blocks)
    raw = mammoth.extract_raw_text(io.BytesIO(word))
    assert [message for message in raw.messages if message.type == "error"] == []
    for field in answers(judged.document):
        for line in field.text.split("\n"):
            assert line.strip() in raw.value


def test_three_independent_validators_find_nothing(judged, tmp_path):
    import jubarte_redlines
    import ooxml_integrity
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "protocol.docx"
    path.write_bytes(judged.bytes_of("docx"))
    assert [str(fault) for fault in OpenXmlValidator().validate(str(path)).errors] == []
    assert list(ooxml_integrity.check(str(path))) == []
    opened = jubarte_redlines.read(str(path))
    assert list(opened.validate()) == []
    # A form's first row is no header row. Fonts are those of this machine, and its page count.
    allowed = {"FONT_SUBSTITUTED", "STALE_FIELD_CACHE", "TABLE_NO_HEADER_ROW"}
    assert [f for f in opened.audit("a11y,structure") if f.code not in allowed] == []


def test_the_page_for_a_browser_is_well_formed_and_shows_every_answer(judged):
    page = judged.bytes_of("html").decode("utf-8")
    tree = html5lib.HTMLParser(strict=True).parse(page)
    shown = squeezed("".join(tree.itertext()))
    for field in answers(judged.document):
        assert squeezed(field.text) in shown
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    links = [e.get("href") for e in tree.iter() if (e.get("href") or "").startswith("#")]
    assert links
    assert {link[1:] for link in links} <= set(ids)


# -- people who are not to be named ------------------------------------------------------------


def hidden(example):
    """The names of people who are shown by role, or in no document at all."""
    root, _ = read((example.folder / "district.yaml").read_text(encoding="utf-8"), "district.yaml")
    found, nodes = [], [root]
    while nodes:
        node = nodes.pop()
        if isinstance(node, Sequence):
            nodes += node.items
        if isinstance(node, Mapping):
            nodes += node.entries.values()
            shown_as, name = node.entries.get("shown_as"), node.entries.get("name")
            if isinstance(shown_as, Scalar) and shown_as.text in ("role", "unlisted"):
                found.append(name.text)
    return found


def everything(form, content):
    """All that is in a file, taken apart: every part, property and stream, as lower-case text."""
    parts = [content]
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            parts += [name.encode() for name in opened.namelist()]
            parts += [opened.read(name) for name in opened.namelist()]
            parts += [
                "".join(etree.fromstring(opened.read(name)).itertext()).encode()
                for name in opened.namelist()
                if name.endswith((".xml", ".rels"))
            ]
    if form == "pdf":
        with pikepdf.open(io.BytesIO(content)) as opened:
            for thing in opened.objects:
                parts.append(repr(thing).encode())
                if isinstance(thing, pikepdf.Stream):
                    parts.append(_stream(thing))
        reader = pypdf.PdfReader(io.BytesIO(content))
        parts += [page.extract_text().encode() for page in reader.pages]
        parts.append(str(reader.metadata).encode())
    return b"\n".join(parts).decode("utf-8", "replace").lower()


def _stream(thing):
    try:
        return thing.read_bytes()
    except (pikepdf.PdfError, zlib.error):
        return thing.read_raw_bytes()


@pytest.mark.parametrize("form", ["docx", "html", "md", pytest.param("pdf", marks=_SLOW)])
def test_who_is_not_to_be_named_is_in_no_file(form, example):
    names = hidden(example)
    assert bool(names) == (example.name != "half-answered")
    text = everything(form, example.bytes_of(form))
    assert example.document.organization.lower() in " ".join(text.split())
    for name in names:
        words = name.lower().split()
        for written in (" ".join(words), "-".join(words), words[-1], "".join(words)):
            assert not re.search(rf"\b{re.escape(written)}\b", text)


# -- pages -------------------------------------------------------------------------------------


def needs(*tools):
    for tool in tools:
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")


def text_of_pages(path):
    """The text of each page of a PDF, in the order in which it was painted."""
    done = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout.split("\f")[:-1]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """The pages of an example's Word file as LibreOffice lays them out, each once."""
    done = {}

    def render(example):
        if example not in done:
            folder = tmp_path_factory.mktemp(example.name)
            (folder / "protocol.docx").write_bytes(example.bytes_of("docx"))
            profile = (tmp_path_factory.getbasetemp() / "office").as_uri()
            subprocess.run(
                ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
                 "--outdir", str(folder), str(folder / "protocol.docx")],
                capture_output=True, check=True, timeout=180,
            )  # fmt: skip
            done[example] = text_of_pages(folder / "protocol.pdf")
        return done[example]

    return render


def pieces(document):
    """What stands together on a page: each block's words, and those of each cell of a table."""
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows if block.head is None else (block.head, *block.rows):
                for cell in row.cells:
                    yield block.id, inline_text(cell.inlines)
        elif isinstance(block, Figure):  # its alternative text is for whoever cannot see it
            yield block.id, block.title
        else:
            yield block.id, block_text(block)


def words(text):
    """Without spaces, as lines are broken anywhere, and without the signs of boxes to tick."""
    return re.sub(r"[\s☐☒]", "", text)


@pytest.mark.slow
def test_libreoffice_shows_every_block(example, rendered):
    needs("soffice", "pdftotext")
    shown = words("".join(rendered(example)))
    starts = [(block, words(text)[:60]) for block, text in pieces(example.document)]
    assert [(block, start) for block, start in starts if start not in shown] == []


def contents_of(word):
    """(entry, page) of each line of the table of contents, as the file has it."""
    with zipfile.ZipFile(io.BytesIO(word)) as opened:
        body = etree.fromstring(opened.read("word/document.xml"))
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and re.fullmatch(r"TOC\d", style.get(f"{W}val")):
            *words, page = [t.text for t in paragraph.iter(f"{W}t") if t.text]
            yield "".join(words), int(page)


@pytest.mark.slow
def test_the_contents_show_the_pages_on_which_the_sections_are(example, rendered):
    needs("soffice", "pdftotext")
    if not any(isinstance(block, Contents) for block in example.document.blocks):
        pytest.skip("a document as short as this one has no table of contents")
    pages = rendered(example)
    listed = list(contents_of(example.bytes_of("docx")))
    headings = [b for b in example.document.blocks if isinstance(b, Heading) and b.level == 1]
    assert len(listed) == len(headings) == 34
    off = []
    for entry, page in listed:
        line = squeezed(entry)
        found = [n for n, text in enumerate(pages, 1) if line in map(squeezed, text.splitlines())]
        assert len(found) == 1
        off.append(abs(found[0] - page))
    assert max(off) <= 1
    assert sum(off) <= 1


# Rules of the checker that do not hold here, with the reason. Its other rules do.
SKIPPED = {
    "TBL-014": "compares words with ruled areas; takes sparse cells for a table without tags",
    "PAG-001": "takes the same sentence on many pages for a running header",
    "TBL-012": "blank forms are to be written in: their cells are empty",
    "ORD-001": "order of painting inside a form; readers follow the tags, which are in order",
}


@pytest.mark.slow
def test_an_independent_checker_of_pdf_ua_finds_nothing(example, tmp_path):
    pytest.importorskip("outloud", reason="needs the PDF/UA checker outloud")
    path = tmp_path / "protocol.pdf"
    path.write_bytes(example.bytes_of("pdf"))
    arguments = [str(path), "--skip", ",".join(SKIPPED), "--fail-on", "warning", "--json", "-"]
    done = subprocess.run(
        [sys.executable, "-c", "from outloud.cli import main; main()", *arguments],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    [report] = json.loads(done.stdout[done.stdout.index("{") :])["results"]
    assert report["stats"]["tagged"]
    assert len(report["rules"]) > 60
    assert [f for f in report["findings"] if not _as_meant(f, example.document)] == []


def _as_meant(finding, document):
    """A header row that is repeated on a further page is decoration there, as PDF/UA asks; an
    address that somebody typed stays text."""
    evidence = (finding.get("evidence") or "").rstrip("…")
    if finding["rule"] == "TAG-002":
        heads = [b.head for b in document.blocks if isinstance(b, Table) and b.head]
        return finding["count"] == 1 and any(_is_cut_from(evidence, head) for head in heads)
    typed = [field.text for field in answers(document)]
    return finding["rule"] == "LNK-010" and any(evidence in text for text in typed)


def _is_cut_from(evidence, head):
    """Whether a line is the words of a header row, some of them cut short by the checker."""
    whole = " ".join(inline_text(cell.inlines) for cell in head.cells).split()
    cut = evidence.split()
    return len(cut) == len(whole) and all(a.startswith(b) for a, b in zip(whole, cut, strict=True))


@pytest.mark.slow
def test_the_pdf_shows_every_block(example, tmp_path):
    needs("pdftotext")
    path = tmp_path / "protocol.pdf"
    path.write_bytes(example.bytes_of("pdf"))
    shown = words("".join(text_of_pages(path)))
    starts = [(block, words(text)[:60]) for block, text in pieces(example.document)]
    assert [(block, start) for block, start in starts if start not in shown] == []
