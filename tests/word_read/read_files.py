"""Small Word files for the tests of the reader, and where the collection of real ones lies."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from htssp_builder.word.read.package import open_file
from htssp_builder.word.read.reader import read

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:new="urn:something:new"'
)


def types(main=MAIN, name="word/document.xml"):
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{name}" ContentType="{main}"/></Types>'
    )


def links(*targets, more=""):
    """A .rels part. targets: (kind, target)."""
    made = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{made}{more}</Relationships>'


def body(content):
    return f"<w:document {NAMESPACES}><w:body>{content}</w:body></w:document>"


def root(name, content):
    return f"<w:{name} {NAMESPACES}>{content}</w:{name}>"


def package(content="<w:p/>", parts=None, related=()):
    """The parts of a file. content: of the body. parts: more, or others. related: links of the
    text to other parts."""
    return {
        "[Content_Types].xml": types(),
        "_rels/.rels": links(("officeDocument", "word/document.xml")),
        "word/document.xml": body(content),
        **({"word/_rels/document.xml.rels": links(*related)} if related else {}),
        **(parts or {}),
    }


def zipped(parts):
    """A file of these parts; a list of pairs may name one twice."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items() if isinstance(parts, dict) else parts:
            data = content.encode() if isinstance(content, str) else content
            packed.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def docx(content="<w:p/>", parts=None, related=()):
    return zipped(package(content, parts, related))


def reading(content="<w:p/>", parts=None, related=()):
    """A file with that body, read."""
    return read(open_file(docx(content, parts, related), "test.docx"))


def final(file):
    return [block.text for block in file.final]


def original(file):
    return [block.text for block in file.original]


def corpus():
    """The collection of real files; skips the test where there is none."""
    folder = os.environ.get("HTSSP_WORD_CORPUS", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("HTSSP_WORD_CORPUS names no folder with the collection of real Word files")
    return Path(folder)
