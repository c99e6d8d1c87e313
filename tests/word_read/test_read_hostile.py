"""Files that are not Word files, are damaged, or are made to do harm: one sentence, no crash."""

import io
import random
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from read_files import (
    MAIN,
    NAMESPACES,
    body,
    corpus,
    docx,
    final,
    links,
    package,
    reading,
    types,
    zipped,
)

from htssp_builder.problems import HtsspError
from htssp_builder.word.read import unzip
from htssp_builder.word.read.fields import fields
from htssp_builder.word.read.package import open_file
from htssp_builder.word.read.reader import read

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
MACRO_TEMPLATE = "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def parts(**more):
    """A sound file's parts, with some replaced: main, types."""
    made = package()
    if "types" in more:
        made["[Content_Types].xml"] = more["types"]
    if "main" in more:
        made["word/document.xml"] = more["main"]
    return made


def with_part(name, content):
    return zipped({**package(), name: content})


def without(name):
    return zipped({part: data for part, data in package().items() if part != name})


def encrypted():
    """A zip that says that its parts have a password."""
    data = bytearray(docx())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def wrong_checksum():
    data = docx("<w:p><w:r><w:t>words</w:t></w:r></w:p>")
    at = data.find(b"PK\x03\x04", data.find(b"word/document.xml") - 40)
    struct.pack_into("<I", changed := bytearray(data), at + 14, 7)
    central = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", changed, central + 16, 7)
    return bytes(changed)


def bomb():
    return with_part("word/media/a.xml", b"<a>" + b" " * 60_000_000 + b"</a>")


def many_parts():
    return zipped({**package(), **{f"word/media/{n}.bin": b"" for n in range(unzip.MOST_PARTS)}})


def says_too_much():
    """One part whose size in the directory is far beyond what any file has."""
    data = bytearray(docx())
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 0xFFFFFFF0)
    return bytes(data)


DTD = '<!DOCTYPE w:document [<!ENTITY a "aaaa">]>'
BILLION = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)
OUTSIDE = '<!DOCTYPE x SYSTEM "file:///etc/passwd">' + body("<w:p/>")

HOSTILE = {
    "nothing": (b"", "empty"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 99, "password"),
    "old word file": (OLE + "WordDocument".encode("utf-16-le"), "old kind"),
    "pdf": (b"%PDF-1.7\n", "PDF"),
    "rtf": (b"{\\rtf1 words}", "rich text"),
    "picture": (b"\x89PNG\r\n\x1a\n", "picture"),
    "web page": (b"<!DOCTYPE html><html></html>", "web page"),
    "flat xml": (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "one piece"),
    "plain text": (b"Dear committee,", "not a Word file"),
    "macros": (zipped(parts(types=types(MACROS))), "macros"),
    "macro template": (zipped(parts(types=types(MACRO_TEMPLATE))), "macros"),
    "macros inside": (with_part("word/vbaProject.bin", b"\0"), "macros"),
    "workbook": (zipped(parts(types=types(SHEET))), "Excel"),
    "other xml": (zipped(parts(main="<html/>")), "not a Word file"),
    "open document": (
        zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
        "OpenDocument",
    ),
    "any zip": (zipped({"photos/a.jpg": b"x"}), "not a Word file"),
    "cut short": (docx()[:-200], "damaged"),
    "half": (docx("<w:p/>" * 5000)[:400], "damaged"),
    "wrong checksum": (wrong_checksum(), "damaged"),
    "zip with password": (encrypted(), "password"),
    "no list of contents": (without("[Content_Types].xml"), "list of contents"),
    "no main part": (without("word/document.xml"), "missing"),
    "no links": (without("_rels/.rels"), "missing"),
    "main part outside": (
        zipped(
            {
                **package(),
                "_rels/.rels": links(
                    more='<Relationship Id="a" TargetMode="External"'
                    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
                    'officeDocument" Target="http://example.org/a.xml"/>'
                ),
            }
        ),
        "missing",
    ),
    "broken xml": (zipped(parts(main=body("<w:p>"))), "not sound XML"),
    "dtd": (zipped(parts(main=DTD + body("<w:p/>"))), "document type"),
    "billion laughs": (zipped(parts(main=BILLION)), "document type"),
    "outside entity": (zipped(parts(main=OUTSIDE)), "document type"),
    "dtd in another part": (with_part("customXml/item7.xml", f"{DTD}<a/>"), "document type"),
    "dtd in utf-16": (with_part("word/styles.xml", f"{DTD}<a/>".encode("utf-16")), "document type"),
    "path traversal": (with_part("../../autostart.bat", b"x"), "outside"),
    "path from the root": (with_part("/etc/passwd", b"x"), "outside"),
    "windows path": (with_part("word\\..\\..\\a.dll", b"x"), "outside"),
    "drive": (with_part("C:/a.dll", b"x"), "outside"),
    "bomb": (bomb(), "unfold"),
    "too many parts": (many_parts(), "parts"),
    "too large": (says_too_much(), "too large"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(name):
    content, said = HOSTILE[name]
    with pytest.raises(HtsspError) as refused:
        open_file(content, "returned.docx")
    (problem,) = refused.value.problems
    assert problem.where == "returned.docx"
    assert said in problem.what
    assert problem.what.endswith(".")
    assert problem.what.count(". ") == 0
    assert problem.remedy.endswith(".")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("second", ["word/document.xml", "Word/Document.XML"])
def test_a_part_that_stands_twice_is_refused(second):
    content = zipped([*package().items(), (second, body("<w:p/>"))])
    with pytest.raises(HtsspError, match="twice"):
        open_file(content, "a.docx")


@pytest.mark.parametrize("levels", [300, 3_000, 200_000])
def test_nesting_beyond_reason_is_refused(levels):
    content = docx("<w:sdt>" * levels + "</w:sdt>" * levels)
    with pytest.raises(HtsspError, match=r"not sound XML|nested deeper"):
        read(open_file(content, "a.docx"))


def test_what_the_limits_are_for_still_opens():
    rows = "<w:tr><w:tc><w:p><w:r><w:t>same again</w:t></w:r></w:p></w:tc></w:tr>" * 20_000
    file = read(open_file(docx(f"<w:tbl>{rows}</w:tbl>"), "long.docx"))
    assert len(file.final) == 20_000
    nested = "<w:sdt><w:sdtContent>" * 60 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 60
    assert len(reading(nested).final) == 1


def test_a_huge_attribute_does_no_harm():
    def long(size):
        return random.Random(1).randbytes(size // 2).hex()

    name = long(9_000_000)
    file = reading(f'<w:p><w:bookmarkStart w:id="1" w:name="{name}"/><w:r><w:t>x</w:t></w:r></w:p>')
    assert final(file) == ["x"]
    with pytest.raises(HtsspError, match="not sound XML"):
        reading(f'<w:p w:rsid="{long(20_000_000)}"/>')


def test_nothing_outside_the_file_is_looked_at(monkeypatch):
    import socket

    def refuse(*_):
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "socket", refuse)
    link = (
        '<Relationship Id="x" TargetMode="External" Target="http://127.0.0.1:9/template.dotm"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"/>'
    )
    every = "".join(
        link.format(kind).replace('"x"', f'"x{kind}"')
        for kind in ("header", "styles", "comments", "attachedTemplate", "image", "customXml")
    )
    content = '<w:p/><w:sectPr><w:headerReference r:id="xheader"/></w:sectPr>'
    parts = package(content, {"word/_rels/document.xml.rels": links(more=every)})
    assert len(read(open_file(zipped(parts), "a.docx")).final) == 1


def test_templates_and_folders_in_the_zip_are_fine():
    kind = MAIN.replace("document.main", "template.main")
    assert open_file(zipped({**parts(types=types(kind)), "word/": b""}), "a.dotx").main


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_bytes_changed_anywhere_never_crash_the_reader(data):
    content = bytearray(docx("<w:p><w:r><w:t>Some words</w:t></w:r></w:p>"))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    for candidate in (bytes(content), bytes(content[:cut])):
        with suppress(HtsspError):
            fields(read(open_file(candidate, "a.docx")))


NAMES = (
    *("p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtPr", "sdtContent", "ins", "del", "moveFrom"),
    *("moveTo", "pPr", "rPr", "trPr", "tcPr", "fldChar", "instrText", "delText", "tab", "br"),
    *(
        "sym",
        "ruby",
        "rt",
        "rubyBase",
        "drawing",
        "pict",
        "txbxContent",
        "hyperlink",
        "bookmarkStart",
    ),
    *("commentRangeStart", "commentRangeEnd", "commentReference", "footnoteReference", "sectPr"),
    *("headerReference", "numPr", "numId", "ilvl", "ffData", "checkBox", "date", "altChunk", "new"),
    *("rPrChange", "cellIns", "cellMerge", "fldSimple", "customXml", "body", "document", "alias"),
)
VALUES = ("", "1", "0", "-1", "begin", "separate", "end", "page", "ZZZZ", "FFFFFFFF", "é", "9" * 9)
elements = st.recursive(
    st.builds(
        lambda name, value: (
            f'<w:{name} w:val="{value}" w:id="{value}" w:fldCharType="{value}"'
            f' w:char="{value}" w:name="{value}" r:id="{value}">{value}</w:{name}>'
        ),
        st.sampled_from(NAMES),
        st.sampled_from(VALUES),
    ),
    lambda inner: st.builds(
        lambda name, value, content: (
            f'<w:{name} w:val="{value}" w:fldCharType="{value}">{"".join(content)}</w:{name}>'
        ),
        st.sampled_from(NAMES),
        st.sampled_from(VALUES),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(elements, max_size=6))
def test_elements_in_any_order_are_read_without_surprise(content):
    file = reading("".join(content))
    for paragraph in file.paragraphs:
        for place in paragraph.place:
            assert place.cell < len(file.tables[place.table].rows[place.row].cells)
    for control in file.controls:
        assert control.start <= control.end
    fields(file)


def test_real_files_cut_anywhere_are_refused_or_read():
    for path in sorted(corpus().rglob("*.docx"))[::9]:
        content = path.read_bytes()
        for share in (0.2, 0.5, 0.9, 0.999):
            with pytest.raises(HtsspError):
                open_file(content[: int(len(content) * share)], path.name)


def test_a_part_packed_in_an_unknown_way_is_refused():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_LZMA) as packed:
        for name, content in package().items():
            packed.writestr(name, content)
    # LZMA is known to Python; Word knows it not, yet nothing is lost by reading it.
    assert open_file(held.getvalue(), "a.docx").main
    data = bytearray(docx())
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", data, data.find(mark) + place, 97)
    with pytest.raises(HtsspError, match="packed"):
        open_file(bytes(data), "a.docx")
