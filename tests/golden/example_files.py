"""The example districts, each composed once and written once in a format."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from htssp_builder.document.tree import Document
from htssp_builder.pack.find import shipped

EXAMPLES = ("california-small", "half-answered", "michigan-consortium", "texas-midsize")


class Example(NamedTuple):
    """folder: of its answers. document: its protocol. bytes_of: the file of a format."""

    name: str
    folder: Path
    document: Document
    bytes_of: Callable[[str], bytes]


def composed(name: str) -> Document:
    """The protocol of an example, made from its answers as `build` makes it."""
    from htssp_builder.actions.district import open_district
    from htssp_builder.compose.build import compose

    district = open_district(shipped("examples") / name)
    district.refuse_mistakes()
    pack = district.opened.pack
    return compose(
        pack, district.opened.programs["protocol"], pack.documents["protocol"], district.facts
    )


@cache
def made(name: str) -> Example:
    """An example, kept for the whole run."""
    from htssp_builder.actions.build import write

    document = composed(name)

    @cache
    def bytes_of(form: str) -> bytes:
        return write(document, form)

    return Example(name, shipped("examples") / name, document, bytes_of)
