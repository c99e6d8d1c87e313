"""What a block looks like in Word, from the base text of a file: what people read and edit."""

from collections.abc import Mapping

from htssp_builder.document.text import CHECKED, UNCHECKED
from htssp_builder.word.blocks import number_gap
from htssp_builder.word.read.model import Base, BaseBlock, BaseControl

TABLES = frozenset(("grid", "form", "box"))
ROWS = frozenset(("head", "row"))


def shown(block: BaseBlock) -> str:
    """The words of a paragraph of ours; of a table or figure those of its caption, "" where it
    has none."""
    number = block.attributes.get("number", "")
    if block.kind == "heading" and number:
        return f"{number}{number_gap(number)}{block.text}"
    if block.kind == "check" and not block.text.startswith((CHECKED, UNCHECKED)):
        return f"{UNCHECKED} {block.text}"
    if block.kind in TABLES:
        return _caption("Table", number, block.attributes.get("title", ""))
    if block.kind == "figure":
        return _caption("Figure", number, block.text.partition("\n")[0])
    return block.text


def _caption(word: str, number: str, title: str) -> str:
    if not number:
        return ""
    return f"{word} {number}. {title}" if title else f"{word} {number}."


class Written:
    """One build's text, by id.

    order: ids of the blocks of the body. rows: ids of each table's rows, in order.
    """

    def __init__(self, base: Base) -> None:
        self.base = base
        self.blocks: dict[str, BaseBlock] = {one.id: one for one in base.blocks}
        self.order = [one.id for one in base.blocks if not one.table]
        self.rows: dict[str, list[str]] = {}
        self.sections: dict[str, str] = {}
        self.controls: dict[str, list[BaseControl]] = {}
        section = ""
        for one in base.blocks:
            if one.table:
                self.rows.setdefault(one.table, []).append(one.id)
            elif one.kind == "heading":
                section = " ".join(shown(one).split())
            self.sections[one.id] = section
        for control in base.controls:
            self.controls.setdefault(control.block, []).append(control)

    def shown(self, block_id: str) -> str:
        """What a block or row says in Word; "" where this build has none of that id."""
        block = self.blocks.get(block_id)
        return "" if block is None else shown(block)

    def is_table(self, block_id: str) -> bool:
        """Whether that block is a table."""
        block = self.blocks.get(block_id)
        return block is not None and block.kind in TABLES

    def numbered(self, block_id: str) -> bool:
        """Whether a table or figure has a caption."""
        return bool(self.blocks[block_id].attributes.get("number"))

    def states(self, block_id: str) -> list[tuple[str, ...]]:
        """What the controls of a block are and hold, their titles left aside."""
        return [tuple(one[1:5]) for one in self.controls.get(block_id, ())]

    def titles(self, block_id: str) -> list[str]:
        """The titles of the controls of a block."""
        return [one.title for one in self.controls.get(block_id, ())]


def why(controls: Mapping[str, BaseControl], title: str) -> str:
    """What made new words, in words. title: of the control they stand in, or ""."""
    control = controls.get(title)
    if control is None:
        return "the wording of the template, or an answer that it is made from, changed"
    if control.path.startswith(("law.", "fed.", "law_pages.")):
        return f"the law data for “{control.title}” changed"
    return f"the answer to “{control.title}” changed"
