"""The differences of two Word files as tracked changes in the old one."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from htssp_builder.document.text import digest
from htssp_builder.word.read.model import BaseBlock
from htssp_builder.word.read.properties import base
from htssp_builder.word.revise.carry import Carrier, block_digest
from htssp_builder.word.revise.changes import Change, Log
from htssp_builder.word.revise.comments import mend_ranges
from htssp_builder.word.revise.edited import Edited
from htssp_builder.word.revise.headings import Headings
from htssp_builder.word.revise.marks import By, Marker, stamp
from htssp_builder.word.revise.merge import Merger
from htssp_builder.word.revise.running import merge_running
from htssp_builder.word.revise.settle import settle
from htssp_builder.word.revise.wml import Element, W

_STORIES = ("header", "footer", "footnotes", "endnotes")


class Redline(NamedTuple):
    """content: the .docx with tracked changes. changes: what it marks, in the order of the text."""

    content: bytes
    changes: tuple[Change, ...]


def redline(
    old: bytes,
    new: bytes,
    *,
    author: str,
    when: datetime,
    old_name: str = "the old file",
    new_name: str = "the new file",
) -> Redline:
    """What `new` says otherwise than `old`, as tracked changes in `old`.

    Accepting all of them gives the words of `new`, rejecting all gives `old`. Changes that either
    file already tracked keep their author and date. author, when: of the changes found here.
    names: for messages. Raises HtsspError for what is not a sound Word file.
    """
    mine, theirs = Edited(old, old_name), Edited(new, new_name)
    for part in _parts(theirs):
        settle(theirs.tree(part))
    marker = Marker(By(author, stamp(when)))
    carrier = Carrier(mine, theirs, marker)
    for part in _parts(mine):
        carrier.see(mine.tree(part))
        mine.widen(part, theirs.tree(theirs.main))
    log = Log()
    headings = Headings(mine, theirs)
    merger = Merger(carrier, log, headings.opens, _ids(theirs.tree(theirs.main)))
    merger.container(_body(mine), _body(theirs), body=True)
    merge_running(merger)
    mend_ranges(_body(mine))
    changes = _named(log.changes, mine, theirs)
    return Redline(mine.save(), changes)


def _named(changes: list[Change], *files: Edited) -> tuple[Change, ...]:
    """Changes with the ids of their blocks and who may change these, which the base text in a
    file of ours tells."""
    bases = [base(file.package) for file in files]
    names: dict[str, str] = {}
    authorities: dict[str, str] = {}
    for found in bases:
        for block in found.blocks if found is not None else ():
            names[digest(block.id)] = block.id
            authorities[block.id] = _authority(block, authorities)
    if not all(bases):
        authorities = {}
    return tuple(
        change._replace(block=name, authority=authorities.get(name, ""))
        for change in changes
        for name in (names.get(change.block, ""),)
    )


def _authority(block: BaseBlock, known: Mapping[str, str]) -> str:
    """As it was written; the board's is left out there. A row is its table's unless it says
    otherwise; the contents are made anew at every build and are nobody's."""
    if block.kind == "contents":
        return ""
    otherwise = known.get(block.table, "board") if block.table else "board"
    return block.attributes.get("authority", otherwise)


def _parts(file: Edited) -> list[str]:
    """The parts that hold text."""
    found = [file.main]
    for link in file.links(file.main):
        if link.kind in _STORIES and not link.external and link.target in file.parts:
            found.append(link.target)
    return list(dict.fromkeys(found))


def _body(file: Edited) -> Element:
    root = file.tree(file.main)
    found = root.find(W + "body")
    return root if found is None else found


def _ids(root: Element) -> set[str]:
    names = (str(one.get(W + "name", "")) for one in root.iter(W + "bookmarkStart"))
    return {digest for digest in map(block_digest, names) if digest}
