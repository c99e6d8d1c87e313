"""What people said and changed in a Word file, in the order in which it is read."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from htssp_builder.word.care.places import NOWHERE, Places, Section
from htssp_builder.word.read.model import Comment, Revision, WordFile

RemarkKind = Literal[
    "comment", "added", "deleted", "moved-away", "moved-here", "cells", "formatted"
]

_KINDS: dict[str, RemarkKind] = {
    "inserted": "added",
    "paragraph-inserted": "added",
    "row-inserted": "added",
    "cell-inserted": "added",
    "deleted": "deleted",
    "paragraph-deleted": "deleted",
    "row-deleted": "deleted",
    "cell-deleted": "deleted",
    "moved-from": "moved-away",
    "moved-to": "moved-here",
    "cell-merged": "cells",
    "formatted": "formatted",
}
_WHOLE = ("row-inserted", "row-deleted", "cell-inserted", "cell-deleted")
_BETWEEN = (
    *("bookmarkStart", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd"),
    *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    *("permStart", "permEnd"),
)


class Reply(NamedTuple):
    """What somebody answered to a comment. date: as the file has it, "" where it has none."""

    author: str
    date: str
    text: str


class Remark(NamedTuple):
    """A comment with the replies to it, or one tracked change that nobody has settled.

    id: of the comment in its file, "" for a change. date: as the file has it.
    words: what it stands on; of a change, the words added, deleted, moved or formatted.
    text: what the comment says, "" for a change. resolved: of a comment's thread.
    paragraph: number of the first paragraph it stands on, -1 where its place is gone.
    """

    kind: RemarkKind
    id: str
    author: str
    date: str
    words: str
    text: str
    section: Section
    resolved: bool
    replies: tuple[Reply, ...]
    paragraph: int

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return not self.resolved


def remarks(file: WordFile) -> list[Remark]:
    """Every comment thread and pending tracked change of a file, in reading order.

    Changes that touch each other, by one person at one time and of one kind, are one, as in Word;
    so are the changes of looks in one paragraph.
    """
    places = Places(file)
    made = [*_threads(file, places), *_changes(file, places)]
    last = len(file.paragraphs)
    made.sort(key=lambda one: one.paragraph if one.paragraph >= 0 else last)
    return made


def _threads(file: WordFile, places: Places) -> Iterator[Remark]:
    by_id = {comment.id: comment for comment in file.comments}
    answers: dict[str, list[Comment]] = {}
    for comment in file.comments:
        if (first := _first(comment, by_id)) != comment.id:
            answers.setdefault(first, []).append(comment)
    for comment in file.comments:
        if _first(comment, by_id) != comment.id:
            continue
        number = comment.paragraphs[0] if comment.paragraphs else -1
        yield Remark(
            "comment",
            comment.id,
            comment.author,
            comment.date,
            comment.words,
            comment.text,
            places.section(number),
            comment.resolved,
            tuple(Reply(one.author, one.date, one.text) for one in answers.get(comment.id, ())),
            number,
        )


def _first(comment: Comment, by_id: dict[str, Comment]) -> str:
    """Id of the comment that began a thread; replies to replies belong to it too."""
    seen = {comment.id}
    while comment.parent in by_id and comment.parent not in seen:
        comment = by_id[comment.parent]
        seen.add(comment.id)
    return comment.id


def _changes(file: WordFile, places: Places) -> Iterator[Remark]:
    for group in _grouped(file.revisions):
        first = group[0]
        number = min((one.paragraph for one in group if one.paragraph >= 0), default=-1)
        yield Remark(
            _KINDS[first.kind],
            "",
            first.author,
            first.date,
            _words(group),
            "",
            places.section(number) if number >= 0 else NOWHERE,
            False,
            (),
            number,
        )


def _words(group: list[Revision]) -> str:
    """What a change stands on. The words inside a whole row are those of the row already."""
    whole = [one.text for one in group if one.kind in _WHOLE]
    if whole:
        return "\n".join(whole)
    if group[0].kind == "formatted":
        return _formatted([one.text for one in group])
    lines: dict[int, str] = {}
    for one in group:
        lines[one.paragraph] = lines.get(one.paragraph, "") + one.text
    return "\n".join(lines.values())


def _formatted(texts: list[str]) -> str:
    """The words whose looks were changed: those of the paragraph where its own looks were."""
    longest = max(texts, key=len)
    if all(text in longest for text in texts):
        return longest
    return " … ".join(dict.fromkeys(filter(str.strip, texts)))


def _grouped(revisions: Iterable[Revision]) -> Iterator[list[Revision]]:
    group: list[Revision] = []
    for one in revisions:
        if group and not _goes_on(group, one):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _goes_on(group: list[Revision], one: Revision) -> bool:
    last = group[-1]
    if _key(last) != _key(one) or last.story != one.story:
        return False
    if one.kind == "formatted":
        return one.paragraph == last.paragraph >= 0
    # The reader gives the change of a row behind those of the row's first paragraph.
    if _holds(one, last) or any(_holds(other, one) for other in group):
        return True
    if one.paragraph == last.paragraph:
        return last.kind.startswith("paragraph-") or _touch(last, one)
    marks = [other.paragraph for other in group if other.kind.startswith("paragraph-")]
    return one.paragraph == last.paragraph + 1 and last.paragraph in marks


def _key(one: Revision) -> tuple[str, str, str]:
    return _KINDS[one.kind], one.author, one.date


def _holds(whole: Revision, one: Revision) -> bool:
    """Whether `one` lies in the row or cell that `whole` is the change of."""
    if whole.kind not in _WHOLE:
        return False
    holder = whole.element.getparent()
    around = None if holder is None else holder.getparent()
    return around is not None and any(above is around for above in one.element.iterancestors())


def _touch(last: Revision, one: Revision) -> bool:
    """Whether nothing that is read stands between two changes of a paragraph."""
    following = last.element.getnext()
    while following is not None and following is not one.element:
        if str(following.tag).rpartition("}")[2] not in _BETWEEN:
            return False
        following = following.getnext()
    return following is one.element
