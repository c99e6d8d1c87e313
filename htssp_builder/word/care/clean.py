"""The copy of a Word file that leaves the house: the same words, nothing about who wrote them."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from htssp_builder.problems import HtsspError, Problem, error
from htssp_builder.word.care.comments_list import remarks
from htssp_builder.word.care.hidden import HiddenStyles, remove_hidden
from htssp_builder.word.care.names_left import names_left
from htssp_builder.word.care.parts import Parts
from htssp_builder.word.care.settle import CHANGES, name_of, settle
from htssp_builder.word.care.traces import (
    clean_marks,
    clean_properties,
    clean_settings,
    drop_hidden_bookmarks,
    drop_notes_without_reference,
    drop_parts,
    drop_unnamed_links,
    unwrap_controls,
)
from htssp_builder.word.read.package import open_file
from htssp_builder.word.read.reader import read

_UNREAD = ("word/embeddings/", "word/activex/", "word/afchunk")


class Taken(NamedTuple):
    """What was taken out, and how much of it. detail: words of it, where they say something."""

    what: str
    number: int
    detail: str = ""


class Cleaned(NamedTuple):
    """data: the file. taken: what is no longer in it. unread: parts that were left as they are,
    because they are files of other programs."""

    data: bytes
    taken: tuple[Taken, ...]
    unread: tuple[str, ...]


def clean(
    content: bytes, name: str, *, accept: bool | None = None, names: Iterable[str] = ()
) -> Cleaned:
    """A copy of a Word file without comments, hidden text, traces of people and our own marks.

    content: of the file. name: of it, for messages. accept: how tracked changes are settled; None
    where nobody said. names: of people who may not appear anywhere in the copy.

    Raises HtsspError for a file that cannot be read; with exit code 1 where tracked changes are
    pending and nobody said how to settle them, and where one of `names` would be left.
    """
    package = open_file(content, name)
    parts = Parts(package)
    # The reader looks at a tree of its own, as this one is taken apart.
    pending = [one for one in remarks(read(open_file(content, name))) if one.kind != "comment"]
    taken: Counter[str] = Counter()
    changes = sum(_count_changes(parts).values())
    if changes and accept is None:
        raise _unsettled(name, [one.author for one in pending] or ["nobody named"] * changes)
    taken["tracked changes settled"] = len(pending) or changes
    details = _clean(parts, taken, accept=accept is not False)
    left = names_left(parts.content, names)
    if left:
        raise HtsspError(*(_named(name, one.name, one.part, one.around) for one in left),
                         exit_code=1)  # fmt: skip
    unread = [one for one in parts.content if one.casefold().startswith(_UNREAD)]
    listed = tuple(
        Taken(what, number, details.get(what, "")) for what, number in taken.items() if number
    )
    return Cleaned(parts.data(), listed, tuple(unread))


def _clean(parts: Parts, taken: Counter[str], *, accept: bool) -> dict[str, str]:
    """Everything but the search for names, in an order in which each step finds what it needs."""

    def count(what: str, number: int) -> None:
        taken[what] += number

    drop_parts(parts, count)
    parts.sweep()
    styles = parts.package.related(parts.main, "styles")
    hiding = HiddenStyles(parts.package.xml(styles[0]) if styles else None)
    words: list[str] = []
    trees = [(root, _namespace(root)) for _, root in parts.word_trees()]
    for root, w in trees:
        unwrap_controls(root, w, count)
        settle(root, w, accept=accept)
        clean_marks(root, w, count)
        words += remove_hidden(root, w, hiding)
    taken["hidden passages"] += len(words)
    drop_notes_without_reference(parts, count)
    drop_hidden_bookmarks(trees, count)
    clean_properties(parts, count)
    clean_settings(parts, count)
    drop_unnamed_links(parts)
    parts.be_a_document()
    parts.settle()
    gone = [one for one in parts.sweep() if not one.endswith(".rels")]
    taken["pictures and other parts of what was taken out"] += len(gone)
    return {"hidden passages": "; ".join(filter(str.strip, words))}


def _count_changes(parts: Parts) -> Counter[str]:
    made: Counter[str] = Counter()
    for _, root in parts.word_trees():
        w = _namespace(root)
        made.update(name_of(one) for one in root.iter([f"{w}{change}" for change in CHANGES]))
    return made


def _namespace(root: object) -> str:
    return str(root.tag).rpartition("}")[0] + "}"  # type: ignore[attr-defined]


def _unsettled(name: str, authors: list[str]) -> HtsspError:
    number = len(authors)
    by = Counter(author or "somebody without a name" for author in authors)
    who = ", ".join(f"{count} by {author}" for author, count in by.most_common())
    told = "1 tracked change is" if number == 1 else f"{number} tracked changes are"
    return HtsspError(
        error(
            name,
            f"{told} not settled yet ({who}). Nothing was written.",
            "Settle them in Word, or say --accept to take all of them or --reject to take none; "
            "`htssp comments` lists them.",
        ),
        exit_code=1,
    )


def _named(file: str, name: str, part: str, around: str) -> Problem:
    place = "the text" if part == "word/document.xml" else f"its part {part}"
    return error(
        file,
        f"{name} is not to be named in a document, yet the name is in {place} "
        f'("{around}"). Nothing was written.',
        "Take the name out in Word and clean the file again.",
    )
