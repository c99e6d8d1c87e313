"""What a person changed in a Word file of ours, as plain data; nothing is judged yet."""

from typing import NamedTuple


class Place(NamedTuple):
    """Where in a file. file: its name. section: number and title of the section ("9. Reporting"),
    "" on the cover. block: id of the block or row, "" for one that is not ours."""

    file: str
    section: str
    block: str

    def shown(self) -> str:
        """For people: "protocol.docx, 9. Reporting"."""
        return f"{self.file}, {self.section}" if self.section else self.file


class Edited(NamedTuple):
    """One place that does not say any more what was written there.

    path: of the answer or of the part of a checklist line; "" where several answers said this.
    was, now: the words; "" for no answer, a mark or a prompt. A ticked box says "yes".
    box: whether it is a check box. doubt: why it is not certain that this was meant as an answer,
    "" where it is. beside: words that were added by hand in the same row of a table.
    """

    path: str
    label: str
    was: str
    now: str
    place: Place
    box: bool = False
    doubt: str = ""
    beside: str = ""


class Known(NamedTuple):
    """An answer that may stand in a sentence outside any field. kind: phone, email, url or name."""

    path: str
    label: str
    kind: str
    text: str
