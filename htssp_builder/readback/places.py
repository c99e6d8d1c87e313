"""Where things stand in a file that came back, and what its blocks say now."""

from functools import cached_property

from htssp_builder.readback.model import Place
from htssp_builder.word.read.anchors import as_written, block_ids, names_of, texts
from htssp_builder.word.read.fields import fields
from htssp_builder.word.read.model import Base, BaseBlock, FoundField, WordFile


class Returned:
    """A file that came back, beside what was written in it.

    name: of the file, for people. base: what was written. doubtful: titles of the controls of
    which that is not known for certain.
    """

    def __init__(
        self, file: WordFile, base: Base, name: str, doubtful: frozenset[str] = frozenset()
    ) -> None:
        self.file, self.base, self.name, self.doubtful = file, base, name, doubtful

    @cached_property
    def found(self) -> list[FoundField]:
        """Every field of the file."""
        return fields(self.file, self.base)

    @cached_property
    def written(self) -> dict[str, BaseBlock]:
        """Blocks and rows by id; tables, which say the same again, are not among them."""
        blocks = self.base.blocks
        return {
            one.id: one for one in blocks if one.id not in self._tables and one.kind != "figure"
        }

    @cached_property
    def ids(self) -> dict[int, str]:
        """Block or row of each paragraph, by its number."""
        names = names_of(one.id for one in self.base.blocks)
        return block_ids(self.file, names, self._tables)

    @cached_property
    def now(self) -> dict[str, str]:
        """What each known block or row says now, comparable with what was written."""
        made = texts(self.file, self.ids)
        return {key: as_written(text, self.written[key]) for key, text in made.items()
                if key in self.written}  # fmt: skip

    @cached_property
    def changed(self) -> list[tuple[BaseBlock, str]]:
        """Every block and row that says something else now, with what it says."""
        return [
            (one, self.now[key])
            for key, one in self.written.items()
            if key in self.now and self.now[key] != one.text and one.kind != "contents"
        ]

    @cached_property
    def _tables(self) -> frozenset[str]:
        return frozenset(one.table for one in self.base.blocks if one.table)

    @cached_property
    def _sections(self) -> list[tuple[int, str]]:
        made = [
            (block.paragraph.number, " ".join(block.text.split()))
            for block in self.file.final
            if block.paragraph.outline == 1 and block.paragraph.story.kind == "body"
        ]
        return sorted(made, reverse=True)

    def place(self, paragraph: int, block: str) -> Place:
        """Where a paragraph stands, by its number. block: id of its block, or ""."""
        title = next((words for number, words in self._sections if number <= paragraph), "")
        return Place(self.name, title, block)

    def place_of(self, block: str) -> Place:
        """Where a block or row stands, by its id."""
        return self.place(next((n for n, one in self.ids.items() if one == block), -1), block)
