"""Whether a Word file is one of ours, and which build it came from.

The build id lies in the file's custom properties, which survive a new name, a mail and a save by
Word or LibreOffice.
"""

import io

from htssp_builder.word.ooxml.properties import BUILD

MOST_BYTES = 60_000_000
_PART = "/docProps/custom.xml"


def build_id(data: bytes) -> str:
    """The build that a Word file of ours came from; "" for any other or an unreadable file."""
    if len(data) > MOST_BYTES:
        return ""
    from docx.opc.package import OpcPackage
    from lxml import etree

    try:
        package = OpcPackage.open(io.BytesIO(data))
        blob = next((p.blob for p in package.iter_parts() if p.partname == _PART), b"")
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(blob, parser)
    except Exception:  # whatever a foreign or broken file brings: it is not ours
        return ""
    for item in root:
        if item.get("name") == BUILD:
            return "".join(str(text) for text in item.itertext()).strip()
    return ""
