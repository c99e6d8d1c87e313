"""The file around the text: valid, the same every time, open to every reader."""

import io
import os
import runpy
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import docx
import mammoth
import pytest
from word_documents import W, body, cell, document, p, part

from htssp_builder.document.text import anchors
from htssp_builder.document.tree import Contents, Heading, Row, Style, Table, Text
from htssp_builder.problems import HtsspError
from htssp_builder.word.writer import write


@pytest.fixture
def file(protocol, tmp_path):
    path = tmp_path / "protocol.docx"
    path.write_bytes(write(protocol))
    return path


def _empty():
    return document()


def _only_tables():
    tables = (Table(n, "Who", None, (Row(f"{n}.1", (cell("a"),)),), (1.0,)) for n in "ab")
    return document(*tables)


def _bare():
    return document(p("x"), Table("t", "", None, (), ()), Contents("c", ""), build="", title="")


@pytest.mark.parametrize("made", [_empty, _only_tables, _bare, None])
def test_three_independent_validators_find_nothing(made, protocol, tmp_path):
    import jubarte_redlines
    import ooxml_integrity
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "made.docx"
    path.write_bytes(write(made() if made else protocol))
    assert [str(e) for e in OpenXmlValidator().validate(str(path)).errors] == []
    assert list(ooxml_integrity.check(str(path))) == []
    read = jubarte_redlines.read(str(path))
    assert list(read.validate()) == []
    # A form's first row is no header row. Fonts are those of this machine, and its page count.
    allowed = {"FONT_SUBSTITUTED", "STALE_FIELD_CACHE", "TABLE_NO_HEADER_ROW"}
    found = [f for f in read.audit("a11y,structure") if f.code not in allowed]
    assert [f for f in found if made is None] == []


def test_python_docx_and_mammoth_read_every_word(protocol, file):
    opened = docx.Document(str(file))
    assert opened.core_properties.author == "Sierra Vista Unified School District"
    raw = mammoth.extract_raw_text(io.BytesIO(file.read_bytes())).value
    for _, text in anchors(protocol):
        for line in text.replace("\n", "\t").split("\t"):
            words = line.replace("☐", "").replace("☒", "").strip()
            assert words in raw


def in_a_new_process(command, **environment):
    """What `command` prints in a Python that has loaded nothing of ours yet."""
    here = Path(__file__).parent
    path = os.pathsep.join(map(str, (here, here.parents[1])))
    return subprocess.run(
        [sys.executable, "-c", command],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": path, **environment},
    ).stdout.strip()


def test_the_same_document_gives_the_same_bytes_in_another_process(protocol):
    command = (
        "import hashlib, word_documents; from htssp_builder.word.writer import write;"
        "print(hashlib.sha256(write(word_documents.protocol())).hexdigest())"
    )
    outcomes = {in_a_new_process(command, PYTHONHASHSEED=seed) for seed in ("1", "2")}
    assert outcomes == {sha256(write(protocol)).hexdigest()}


def test_the_writing_path_loads_neither_lxml_nor_docx_nor_a_clock():
    # What the test's own module loads does not count.
    command = (
        "import sys, io, random, zipfile; before = set(sys.modules); import word_documents;"
        "from htssp_builder.word.writer import write; write(word_documents.protocol());"
        "heavy = {'lxml', 'docx', 'datetime', 'uuid', 'json', 'xml', 'importlib.resources'};"
        "print(sorted(heavy & (set(sys.modules) - before)))"
    )
    assert in_a_new_process(command) == "[]"


def test_the_parts_in_the_package_are_those_that_the_script_makes():
    root = Path(__file__).parents[2]
    script = runpy.run_path(str(root / "scripts" / "make_base.py"))
    made = {
        "styles": script["styles"](),
        "numbering": script["numbering"](),
        "settings": script["settings"](),
        "fontTable": script["font_table"](),
        "webSettings": script["web_settings"](),
        "theme1": script["theme"](),
    }
    folder = root / "htssp_builder" / "word" / "parts"
    assert {f.stem: f.read_text(encoding="utf-8") for f in folder.glob("*.xml")} == made


def test_the_zip_has_fixed_dates_a_fixed_order_and_no_double_entry(file):
    with zipfile.ZipFile(file) as opened:
        assert opened.testzip() is None
        infos = opened.infolist()
    assert infos[0].filename == "[Content_Types].xml"
    assert {i.date_time for i in infos} == {(1980, 1, 1, 0, 0, 0)}
    names = [i.filename for i in infos]
    assert len(names) == len(set(names))
    assert "word/document.xml" in names


def test_properties_name_the_organization_and_never_a_clock(protocol):
    made = protocol._replace(title="A & B", build="abc123", language="es-US")
    data = write(made)
    core = docx.Document(io.BytesIO(data)).core_properties
    assert (core.title, core.subject, core.keywords) == (
        "A & B",
        "School safety",
        "trafficking, schools",
    )
    assert core.author == core.last_modified_by == "Sierra Vista Unified School District"
    assert core.language == "es-US"
    assert core.created == core.modified
    custom = part(data, "docProps/custom.xml")
    assert ">abc123<" in custom
    assert ">protocol<" in custom
    assert 'w:lang w:val="es-US"' in part(data, "word/styles.xml")


def test_settings_bring_no_prompt(file):
    settings = part(file.read_bytes(), "word/settings.xml")
    assert "updateFields" not in settings
    assert 'w:name="compatibilityMode"' in settings


def test_the_style_reaches_paper_fonts_and_colours(protocol):
    style = Style(font="Georgia", size=12, accent="0B6E4F", page_width=8.27, margin=0.75)
    data = write(protocol._replace(style=style))
    styles = part(data, "word/styles.xml")
    assert 'w:ascii="Georgia"' in styles
    assert "0B6E4F" in styles
    assert "1F4E79" not in styles.replace('w:fill="1F4E79"', "")
    normal = docx.Document(io.BytesIO(data)).sections[0]
    assert round(normal.page_width.inches, 2) == 8.27
    assert round(normal.left_margin.inches, 2) == 0.75
    grid = body(data).find(f".//{W}tblGrid")
    assert sum(int(c.get(f"{W}w")) for c in grid) == round((8.27 - 1.5) * 1440)


@pytest.mark.parametrize(
    "more", [{"edition": "internal"}, {"edition": "public"}], ids=["internal", "public"]
)
def test_only_the_internal_edition_says_that_it_is_one(protocol, more):
    header = part(write(protocol._replace(**more)), "word/header1.xml")
    assert ("Internal edition" in header) == (more["edition"] == "internal")
    assert "Sierra Vista Unified School District" in header
    assert "Human Trafficking School Safety Protocol" in header


def test_a_cover_page_goes_without_header_and_a_form_does_not(protocol):
    assert body(write(protocol)).find(f"{W}sectPr/{W}titlePg") is not None
    form = document(p("t", "Intake form", role="title"), p("b", "Fill in."))
    assert body(write(form)).find(f"{W}sectPr/{W}titlePg") is None


def test_two_places_with_one_id_are_refused_by_name():
    row = Row("twice", (cell("a"),))
    made = document(
        p("twice", "a"), Heading("h", 1, (Text("x"),)), Table("t", "T", None, (row,), (1.0,))
    )
    with pytest.raises(HtsspError) as caught:
        write(made)
    assert [problem.where for problem in caught.value.problems] == ["twice"]


def test_every_style_that_is_used_is_defined(protocol):
    data = write(protocol)
    defined = set(docx.Document(io.BytesIO(data)).styles.element.xpath("//w:style/@w:styleId"))
    used = {
        element.get(f"{W}val")
        for element in body(data).iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
    }
    assert used <= defined
    assert {"CommentReference", "CommentText", "BalloonText"} <= defined
    based = docx.Document(io.BytesIO(data)).styles.element.xpath("//w:basedOn/@w:val")
    assert set(based) <= defined
