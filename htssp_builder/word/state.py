"""What one run of the writer has to remember while it goes through a document."""

from htssp_builder.document.tree import Document, Heading
from htssp_builder.word.base import right_to_left
from htssp_builder.word.basetext import base_at
from htssp_builder.word.look import BOX_GAP, size, twips
from htssp_builder.word.names import Controls, hidden_name, section_names
from htssp_builder.word.ooxml.plumbing import Relationships


class State:
    """Counters and registers of one document.

    where: id of the block being written, for messages.
    base, base_controls: the base text that travels with the file, as far as written (basetext.py).
    media: the pictures met so far, by the name of their part.
    drawings: how many pictures stand in the text.
    """

    def __init__(self, document: Document, relationships: Relationships) -> None:
        self.style = document.style
        self.language = document.language
        self.rtl = right_to_left(document.language)
        self.relationships = relationships
        self.sections = section_names(b for b in document.blocks if isinstance(b, Heading))
        self.controls = Controls()
        self.base: list[str] = []
        self.base_controls: list[str] = []
        self.box_gap = twips(BOX_GAP * size(document.style, "Normal"))
        self.media: dict[str, bytes] = {}
        self.drawings = 0
        self.where = ""
        self.lists: dict[str, int] = {}
        self._bookmarks = 0
        self._last_block = ""

    def put_control(self, base: str) -> None:
        """Keep the base text of a control that has just been written, with its block."""
        if self.where != self._last_block:
            self._last_block = self.where
            self.base_controls.append(base_at(self.where))
        self.base_controls.append(base)

    def anchor(self, block_id: str, text: str) -> str:
        """The hidden bookmark of a block or row, a point."""
        return self.point(hidden_name(block_id, text)) if block_id else ""

    def point(self, name: str) -> str:
        """A bookmark with nothing in it."""
        self._bookmarks += 1
        at = self._bookmarks
        return f'<w:bookmarkStart w:id="{at}" w:name="{name}"/><w:bookmarkEnd w:id="{at}"/>'

    def bookmark(self, name: str, content: str) -> str:
        """`content` (XML of runs) inside a bookmark."""
        self._bookmarks += 1
        at = self._bookmarks
        return (
            f'<w:bookmarkStart w:id="{at}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{at}"/>'
        )
