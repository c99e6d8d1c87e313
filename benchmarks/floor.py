"""The floor: what serialising and zipping a finished Word file costs by itself."""

import io
import zipfile
from typing import Any, NamedTuple

from htssp_builder.word.ooxml.package import LEVEL

_BODY = "word/document.xml"


class Floor(NamedTuple):
    """tree: of word/document.xml, parsed. parts: the other parts, by name. level: of zlib."""

    tree: Any
    parts: dict[str, bytes]
    level: int = LEVEL


def prepare(file: bytes) -> Floor:
    """Everything that stands ready before the clock starts."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(file)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return Floor(etree.fromstring(parts.pop(_BODY)), parts)


def serialise(floor: Floor) -> bytes:
    """The finished tree as bytes."""
    from lxml import etree

    made: bytes = etree.tostring(
        floor.tree, encoding="UTF-8", standalone=True, xml_declaration=True
    )
    return made


def write(floor: Floor) -> bytes:
    """The finished tree and parts as a zip file, at the level at which this package writes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=floor.level) as package:
        for name, content in floor.parts.items():
            package.writestr(name, content)
        package.writestr(_BODY, serialise(floor))
    return out.getvalue()
