"""What a merge did, as plain data for the report."""

from typing import Literal, NamedTuple

What = Literal["updated", "added", "removed", "kept", "stays-deleted", "conflict"]
"""updated: new words stand in the person's text. added, removed: a block or row came or went.
kept: the new text does not have it any more, but the person worked on it. stays-deleted: the
person deleted it, and its new text is different. conflict: both changed the same words."""


class Touched(NamedTuple):
    """One block or table row that the new text changed.

    block: its id. section: the heading it stands under, "" before the first one.
    """

    block: str
    what: What
    section: str


class Conflict(NamedTuple):
    """Words that both the person and the new text changed; the person's stay.

    theirs, ours: both wordings. why: what made the new one. Each stands in a comment in the file.
    """

    block: str
    section: str
    theirs: str
    ours: str
    why: str


class Merged(NamedTuple):
    """content: the .docx; the very bytes that came in, where nothing was to be done.

    report: every block touched, in the order of the new text.
    """

    content: bytes
    report: tuple[Touched, ...]
    conflicts: tuple[Conflict, ...]
