"""Small Word files for the tests: paragraphs, tables, controls, links, notes, lists and headers."""

import io
import zipfile
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = f'xmlns:w="{_W}" xmlns:r="{_R}"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

_STYLES = (
    f"<w:styles {NAMES}>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="ListNumber"><w:name w:val="List Number"/>'
    '<w:basedOn w:val="Normal"/></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/>'
    "<w:rPr><w:b/></w:rPr></w:style>"
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    "</w:style></w:styles>"
)
_NUMBERING = (
    f"<w:numbering {NAMES}>"
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
    '<w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>'
)


def t(text, looks=""):
    """A run."""
    rpr = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    inner = "".join(
        {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(part)
        or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in _parts(text)
    )
    return f"<w:r>{rpr}{inner}</w:r>"


def _parts(text):
    part = ""
    for sign in text:
        if sign in "\t\n":
            if part:
                yield part
            yield sign
            part = ""
        else:
            part += sign
    if part:
        yield part


def p(*runs, style="", num="", mark="", shape=""):
    """A paragraph; a run that is plain text is made one. mark: inside w:pPr/w:rPr."""
    inner = "".join(run if run.startswith("<") else t(run) for run in runs)
    props = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        props += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{num}"/></w:numPr>'
    props += shape + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{inner}</w:p>"


def h(text):
    return p(text, style="Heading1")


def tbl(*rows):
    """A table; a cell is a text or its XML."""
    width = max((len(row) for row in rows), default=1)
    grid = '<w:gridCol w:w="2000"/>' * width
    made = "".join(f"<w:tr>{''.join(map(tc, row))}</w:tr>" for row in rows)
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"
    )


def tc(content, props=""):
    inner = content if content.startswith("<w:") else p(content)
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{props}</w:tcPr>{inner}</w:tc>'


def control(tag, content, title="", number=7):
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{title or tag}"/><w:tag w:val="{tag}"/>'
        f'<w:id w:val="{number}"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
    )


def link(content, name="rIdLink"):
    return f'<w:hyperlink r:id="{name}">{content}</w:hyperlink>'


def bookmark(name, number):
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'


def field(instruction, result):
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{t(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def note(number):
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def tracked(kind, content, author="Bo Lee", number=900):
    return (
        f'<w:{kind} w:id="{number}" w:author="{author}" w:date="2026-05-01T08:00:00Z">'
        f"{content}</w:{kind}>"
    )


def mark(kind, author="Bo Lee", number=901):
    return f'<w:{kind} w:id="{number}" w:author="{author}" w:date="2026-05-01T08:00:00Z"/>'


def docx(*body, header="", notes=(), links=("https://example.org/a",), comments="", main=""):
    """A .docx. notes: XML of footnotes 1, 2 ... links: targets of rIdLink, rIdLink2 ..."""
    references = '<w:headerReference w:type="default" r:id="rIdHeader"/>' if header else ""
    section = f'<w:sectPr>{references}<w:pgSz w:w="12240" w:h="15840"/></w:sectPr>'
    parts = {
        "word/document.xml": f"<w:document {NAMES}><w:body>{''.join(body)}{section}</w:body>"
        "</w:document>",
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _NUMBERING,
    }
    rels = {"styles": "rIdStyles", "numbering": "rIdNumbering"}
    kinds = {
        "word/document.xml": "document.main", "word/styles.xml": "styles",
        "word/numbering.xml": "numbering",
    }  # fmt: skip
    if header:
        parts["word/header1.xml"] = f"<w:hdr {NAMES}>{header}</w:hdr>"
        kinds["word/header1.xml"], rels["header"] = "header", "rIdHeader"
    if notes:
        kept = (
            '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
            '</w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
            "<w:continuationSeparator/></w:r></w:p></w:footnote>"
        )
        made = "".join(
            f'<w:footnote w:id="{n}">{xml}</w:footnote>' for n, xml in enumerate(notes, 1)
        )
        parts["word/footnotes.xml"] = f"<w:footnotes {NAMES}>{kept}{made}</w:footnotes>"
        kinds["word/footnotes.xml"], rels["footnotes"] = "footnotes", "rIdNotes"
    if comments:
        parts["word/comments.xml"] = f"<w:comments {NAMES}>{comments}</w:comments>"
        kinds["word/comments.xml"], rels["comments"] = "comments", "rIdComments"
    return _packed(parts, kinds, rels, links)


def _packed(parts, kinds, rels, links):
    files = {"header": "header1.xml"}
    made = "".join(
        f'<Relationship Id="{name}" Type="{_R}/{kind}" Target="{files.get(kind, kind + ".xml")}"/>'
        for kind, name in rels.items()
    )
    made += "".join(
        f'<Relationship Id="rIdLink{n or ""}" Type="{_R}/hyperlink" Target="{escape(target)}"'
        ' TargetMode="External"/>'
        for n, target in enumerate(links)
    )
    types = "".join(
        f'<Override PartName="/{part}" ContentType="{_WORD}.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    content = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{made}'
        "</Relationships>",
    } | parts
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, xml in content.items():
            packed.writestr(name, (_HEAD + xml).encode("utf-8"))
    return out.getvalue()
