"""What two readers say a file reads with all changes accepted or rejected; one is not ours."""

import io
import zipfile

from lxml import etree

from htssp_builder.word.read.package import open_file
from htssp_builder.word.read.reader import read

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def ours(data, *, final=True):
    """Blocks of the file in one view: (story kind, text), empty ones left out."""
    file = read(open_file(data, "test"))
    blocks = file.final if final else file.original
    return [
        (block.paragraph.story.kind, block.text)
        for block in blocks
        if block.text and block.paragraph.story.kind != "comment"
    ]


def settled(data, *, final=True):
    """The file as jubarte-redlines, an engine of others, accepts or rejects it."""
    import jubarte_redlines

    settle = jubarte_redlines.accept_revisions if final else jubarte_redlines.reject_revisions
    return settle(data)


def body_xml(data):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return etree.fromstring(packed.read("word/document.xml"))
