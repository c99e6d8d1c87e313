"""Which section of which document an answer stands in."""

from collections.abc import Iterable
from typing import NamedTuple

from htssp_builder.document.text import inline_text, inlines_of
from htssp_builder.document.tree import (
    Box,
    Document,
    Field,
    Heading,
)


class Place(NamedTuple):
    """A section of a document. number: "9" or "Appendix B", "" on a cover. main: whether it is in
    the first document of the pack, which need not be named."""

    document: str
    number: str
    title: str
    main: bool = True

    def sentence(self) -> str:
        """ "section 9, Making the report" """
        if not self.title:
            return "the cover" if self.main else f"the head of {self.document}"
        section = f"section {self.number}" if self.number[:1].isdigit() else self.number
        words = f"{section}, {self.title}" if section else self.title
        return words if self.main else f"{words} ({self.document})"


class Open(NamedTuple):
    """A place of a document that is not settled yet. kind: the answer's type."""

    path: str
    label: str
    state: str
    place: Place
    kind: str


class Places:
    """Where every answer of some documents stands, in the order of the pages."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.open: dict[str, Open] = {}
        self._of: dict[str, dict[Place, None]] = {}
        for number, document in enumerate(documents):
            self._read(document, number == 0)

    def of(self, path: str) -> tuple[Place, ...]:
        """The sections in which an answer, or any part of it, is printed; where none is, those
        of the whole of which it is a part."""
        while path:
            found = self._of.get(path)
            if found:
                return tuple(found)
            path = path.rpartition(".")[0] if path.count(".") > 1 else ""
        return ()

    def _read(self, document: Document, main: bool) -> None:
        place = Place(document.title, "", "", main)
        for block in document.blocks:
            if isinstance(block, Heading) and block.level == 1:
                place = Place(document.title, block.number, inline_text(block.inlines), main)
            for inline in inlines_of(block):
                if isinstance(inline, Field):
                    self._note(inline, place)
                elif isinstance(inline, Box) and inline.path:
                    self._stand(inline.path, place)

    def _note(self, field: Field, place: Place) -> None:
        self._stand(field.path, place)
        if field.state != "given" and field.path not in self.open:
            self.open[field.path] = Open(field.path, field.label, field.state, place, field.kind)

    def _stand(self, path: str, place: Place) -> None:
        while path:
            known = self._of.setdefault(path, {})
            if place in known:
                return
            known[place] = None
            path = path.rpartition(".")[0]
