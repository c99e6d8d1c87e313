"""The documents of the example districts, each composed once and written once in a format."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from htssp_builder.document.tree import Document
from htssp_builder.pack.find import shipped

EXAMPLES = ("california-small", "half-answered", "michigan-consortium", "texas-midsize")
DOCUMENTS = ("protocol", "checklist", "timeline")
TODAY = date(2026, 11, 24)
"""The plan of an example begins on a day of its own: any other day gives the same documents."""


class Example(NamedTuple):
    """folder: of its answers. document: one of its packet. bytes_of: the file of a format."""

    name: str
    folder: Path
    document: Document
    bytes_of: Callable[[str], bytes]


def composed(name: str, kind: str = "protocol") -> Document:
    """A document of an example, made from its answers as `build` makes it."""
    from htssp_builder.actions.district import open_district
    from htssp_builder.actions.planned import open_planned
    from htssp_builder.compose.build import compose

    district = open_district(shipped("examples") / name)
    district.refuse_mistakes()
    pack = district.opened.pack
    facts = district.facts._replace(planned=open_planned(district, TODAY))
    return compose(pack, district.opened.programs[kind], pack.documents[kind], facts)


@cache
def made(name: str, kind: str = "protocol") -> Example:
    """A document of an example, kept for the whole run."""
    from htssp_builder.actions.build import write

    document = composed(name, kind)

    @cache
    def bytes_of(form: str) -> bytes:
        return write(document, form)

    return Example(name, shipped("examples") / name, document, bytes_of)
