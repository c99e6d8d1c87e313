"""What a Word file carries besides words, counted in the file itself."""

import io
import re
import zipfile

from htssp_builder.word.basetext import NAMESPACE

_MARKS = {
    "content controls that know their answer": rb"<w:tag ",
    "check boxes": rb"<w14:checkbox[ >]",
    "bookmarks": rb"<w:bookmarkStart ",
    "fields of Word (contents, pages, captions, references)": rb'w:fldCharType="begin"',
    "repeating header rows": rb"<w:tblHeader[ />]",
    "rows that stay whole": rb"<w:cantSplit[ />]",
    "tables with alternative text": rb"<w:tblCaption ",
    "numbered lists that restart": rb"<w:startOverride ",
    "runs set in bold or italics": rb"<w:[bi]/>",
}


def count(file: bytes) -> dict[str, int]:
    """How many of each are in a Word file, what its numbering part holds included."""
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        names = package.namelist()
        wanted = ("word/document.xml", "word/numbering.xml")
        content = b"".join(package.read(name) for name in wanted if name in names)
    found = {name: len(re.findall(mark, content)) for name, mark in _MARKS.items()}
    found["page header and footer"] = sum(
        bool(re.fullmatch(r"word/(header|footer)\d*\.xml", name)) for name in names
    )
    found["the text as written, for the next merge"] = int(_holds_base(file))
    return found


def _holds_base(file: bytes) -> bool:
    # python-docx's own template has a custom part too, of another kind.
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return any(
            NAMESPACE.encode() in package.read(name)
            for name in package.namelist()
            if name.startswith("customXml/item")
        )
