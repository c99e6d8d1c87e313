"""The list of changes as data: what changed, in which section, from what to what."""

from typing import Literal, NamedTuple

ChangeKind = Literal[
    "changed", "inserted", "deleted", "moved", "formatted",
    "row inserted", "row deleted", "table inserted", "table deleted",
]  # fmt: skip


class Change(NamedTuple):
    """One change.

    where: heading of the section it stands in (of the new file where the block is new), or
    "Header", "Footer"; "" before the first heading.
    before, after: the words, "" where there are none; cells of a row are parted by a tab, rows of
    a table by a newline. Of a move both are what moved; of a change of look both are the words
    that look otherwise.
    block: id of the block or table row in files of ours, "" elsewhere.
    label: title of the control the words stand in, or "".
    beside: what tells a person the place within the section: the first words of the paragraph, or
    of the table row; "" where the change is a whole block.
    authority: who may change the block after adoption ("board", "superintendent", "maintained"),
    where both files are ours and tell it; else "".
    """

    kind: ChangeKind
    where: str
    before: str
    after: str
    block: str = ""
    label: str = ""
    beside: str = ""
    authority: str = ""


class Log:
    """Gathers changes in the order of the text, and knows where one is.

    where: the section. row: digest of the id of the table row one is in. beside: its first words.
    """

    def __init__(self) -> None:
        self.where = self.row = self.beside = ""
        self.changes: list[Change] = []

    def add(
        self,
        kind: ChangeKind,
        before: str,
        after: str,
        block: str,
        label: str = "",
        beside: str = "",
    ) -> None:
        """One change in the section that was last entered. block: digest of its id, or "".
        beside: the words it stands among; in a table those of the row go before them."""
        self.changes.append(
            Change(
                kind,
                self.where,
                before.strip("\n"),
                after.strip("\n"),
                block or self.row,
                label,
                beginning(self.beside or beside),
            )
        )


_BEGINNING = 48


def beginning(text: str) -> str:
    """The first words of a block, by which a person finds it."""
    line = " ".join(text.split())
    if len(line) <= _BEGINNING:
        return line
    return f"{line[:_BEGINNING].rpartition(' ')[0] or line[:_BEGINNING]} …"
