"""Small Word files with comments, changes, hidden words and traces of people."""

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
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-US"/></w:rPr></w:rPrDefault>'
    "</w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "</w:style>"
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/>'
        f'<w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
        f'<w:style w:type="paragraph" w:styleId="TOC{n}"><w:name w:val="toc {n}"/></w:style>'
        for n in (1, 2, 3)
    )
    + '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>"
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/></w:style>'
)
TITLE = "<dc:title>A plan</dc:title>"
KINDS = {
    "styles": f"{WORD}.styles+xml",
    "comments": f"{WORD}.comments+xml",
    "footnotes": f"{WORD}.footnotes+xml",
    "header": f"{WORD}.header+xml",
    "settings": f"{WORD}.settings+xml",
    "commentsExtended": f"{WORD}.commentsExtended+xml",
    "people": f"{WORD}.people+xml",
}


def root(name, content):
    return f"<w:{name} {NAMESPACES}>{content}</w:{name}>"


def core(content=TITLE):
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/">{content}</cp:coreProperties>'
    )


def docx(content, more=(), *, properties=TITLE, files=None):
    """A file. content: of the body. more: (kind of link, name of part, its XML). files: parts
    that are linked by hand."""
    more = [("styles", "word/styles.xml", root("styles", STYLES)), *more]
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{KINDS[kind]}"/>'
        for kind, name, _ in more
        if kind in KINDS
    )
    links = "".join(
        f'<Relationship Id="{kind}{n}" Type="{OFFICE}/{kind}" Target="/{name}"/>'
        for n, (kind, name, _) in enumerate(more)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Override PartName="/word/document.xml"'
        f' ContentType="{WORD}.document.main+xml"/>'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a"'
        f' Type="{OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="b"'
        f' Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>",
        "word/document.xml": root("document", f"<w:body>{content}</w:body>"),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}'
        "</Relationships>",
        "docProps/core.xml": core(properties),
        **{name: data for _, name, data in more},
        **(files or {}),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return held.getvalue()


def p(*runs, style="", mark=""):
    looks = f'<w:pStyle w:val="{style}"/>' if style else ""
    looks += f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p>{f'<w:pPr>{looks}</w:pPr>' if looks else ''}{''.join(runs)}</w:p>"


def r(text, looks=""):
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def change(name, content, author="Ana Ruiz", date="2027-01-12T09:30:00Z", number=1):
    content = content.replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ") if (
        name in ("del", "moveFrom")
    ) else content  # fmt: skip
    return f'<w:{name} w:id="{number}" w:author="{author}" w:date="{date}">{content}</w:{name}>'


def table(*rows, head=False, look=""):
    made = ""
    for at, row in enumerate(rows):
        marked = "<w:trPr><w:tblHeader/></w:trPr>" if head and not at else ""
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{cell}</w:tc>' for cell in row
        )
        made += f"<w:tr>{marked}{cells}</w:tr>"
    grid = '<w:gridCol w:w="2000"/>' * len(rows[0])
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="0" w:type="auto"/>{look}'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"
    )


def note_on(number, *runs):
    return (
        f'<w:commentRangeStart w:id="{number}"/>{"".join(runs)}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def comment(number, text, author="Ana Ruiz", paragraph=""):
    known = f' w14:paraId="{paragraph}"' if paragraph else ""
    return (
        f'<w:comment w:id="{number}" w:author="{author}" w:date="2027-01-12T09:30:00Z"'
        f' w:initials="AR"><w:p{known}><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
    )


def comments(*made):
    return "comments", "word/comments.xml", root("comments", "".join(made))


def reading(data):
    return read(open_file(data, "test.docx"))


def texts(data, *, final=True):
    file = reading(data)
    blocks = file.final if final else file.original
    return [one.text for one in blocks if one.paragraph.story.kind != "comment"]


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def faults(data, folder):
    """What two validators of others say of a file."""
    import ooxml_integrity
    from openxml_audit import OpenXmlValidator

    path = folder / "checked.docx"
    path.write_bytes(data)
    found = [str(one.description)[:100] for one in OpenXmlValidator().validate(str(path)).errors]
    return found + [str(one)[:100] for one in ooxml_integrity.check(str(path))]


def corpus():
    folder = os.environ.get("HTSSP_WORD_CORPUS", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("HTSSP_WORD_CORPUS names no folder with the collection of real Word files")
    return sorted(Path(folder).rglob("*.docx"))
