"""Namespaces of Word files, and which elements hold nothing that a reader would read."""

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
"""w: of nearly every file, and of those saved as "Strict Open XML Document"."""

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
W15_EARLY = "{http://schemas.microsoft.com/office/word/2010/11/wordml}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

MATH = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
RELATION = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)

_MICROSOFT = "{http://schemas.microsoft.com/office/word/"

DRAWING = (
    "{http://schemas.openxmlformats.org/drawingml/2006/",
    "{http://purl.oclc.org/ooxml/drawingml/",
    f"{_MICROSOFT}2010/wordprocessing",
    "{http://schemas.microsoft.com/office/drawing/",
    "{urn:schemas-microsoft-com:vml}",
    "{urn:schemas-microsoft-com:office:office}",
    "{urn:schemas-microsoft-com:office:word}",
)
"""Beginnings of the namespaces of pictures and shapes: only the text boxes in them are read."""

UNREAD_DRAWINGS = ("/chart}", "/diagram}", "/chartex}")
"""Charts and diagrams keep their words in parts of their own."""

UNDERSTOOD = frozenset(
    f"{_MICROSOFT}2010/{name}"
    for name in (
        "wordml}",
        "wordprocessingShape}",
        "wordprocessingGroup}",
        "wordprocessingCanvas}",
        "wordprocessingDrawing}",
    )
) | {W15}
"""What an alternative may require and still be read."""

TRANSPARENT = (
    *("document", "body", "hdr", "ftr", "footnote", "endnote", "comment"),
    *("sdtContent", "hyperlink", "smartTag", "customXml", "dir", "bdo", "fldSimple", "rubyBase"),
)
"""w: elements that only stand around others."""

SILENT = (
    *("rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr", "sdtEndPr", "rubyPr"),
    *("customXmlPr", "smartTagPr", "ffData", "background", "numberingChange"),
    *("instrText", "delInstrText", "proofErr", "lastRenderedPageBreak", "permStart", "permEnd"),
    *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    *(
        f"customXml{kind}Range{end}"
        for kind in ("Ins", "Del", "MoveFrom", "MoveTo")
        for end in ("Start", "End")
    ),
    *("annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator"),
    *("bookmarkEnd", "control", "divId", "fldData"),
    *("dayShort", "monthShort", "yearShort", "dayLong", "monthLong", "yearLong", "pgNum"),
)
"""w: elements without words of their own: properties, marks of ranges, fields' instructions."""

FORMAT_CHANGES = (
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange"),
    *("tcPrChange", "tblGridChange", "numberingChange"),
)

_OFF = frozenset(("0", "false", "off", "none"))


def is_on(value: str | None) -> bool:
    """Whether a switch with that w:val is on; one without a value is."""
    return value is None or value not in _OFF


def local(tag: object) -> str:
    """The name of an element without its namespace."""
    return str(tag).rpartition("}")[2]
