"""The new text brought into the file that a person has edited, in place."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from htssp_builder.document.tree import Document
from htssp_builder.word.merge.body import Body
from htssp_builder.word.merge.places import Places, groups
from htssp_builder.word.merge.plain import OURS, accept_ours, name_ours
from htssp_builder.word.merge.remarks import Remarks
from htssp_builder.word.merge.renewal import mend_bookmarks, renew_base
from htssp_builder.word.merge.result import Merged
from htssp_builder.word.merge.shown import Written
from htssp_builder.word.merge.work import Work
from htssp_builder.word.read.model import Base
from htssp_builder.word.read.package import Package
from htssp_builder.word.read.properties import base as read_base
from htssp_builder.word.revise.carry import Carrier
from htssp_builder.word.revise.edited import Edited
from htssp_builder.word.revise.marks import By, Marker, stamp
from htssp_builder.word.revise.says import plain_text
from htssp_builder.word.revise.wml import Element, P, W
from htssp_builder.word.writer import write

_WORD = re.compile(r"\w+")


def merge(
    theirs: bytes,
    base: Base | None,
    ours: Document,
    *,
    track: bool,
    when: datetime,
    name: str = "",
    pictures: Mapping[str, str] | None = None,
) -> Merged | None:
    """The person's file with the new text in it.

    theirs: the .docx as edited. base: what it said when it was written, for a file that does not
    carry its own copy any more. track: our changes are tracked, by "HTSSP Builder". when: of the
    tracked changes and comments. name: of the file, for messages. pictures: digest
    (`pictures.digest`) of each figure's picture as it was written, by id.

    None where nothing tells what the file said, where it is another document's, or where a word
    of the person would not be in the result: the new text is then to be written beside.
    Raises HtsspError for what is not a sound Word file.
    """
    mine = Edited(theirs, name or f"{ours.id}.docx")
    written = read_base(mine.package) or base
    if written is None or (written.document, written.edition) != (ours.id, ours.edition):
        return None
    new = Edited(write(ours), "the new text")
    fresh = read_base(new.package)
    if fresh is None or _same(written, fresh):
        return None if fresh is None else Merged(theirs, (), ())
    carrier = Carrier(mine, new, Marker(By(OURS, stamp(when))))
    remarks = Remarks(mine, stamp(when))
    olds, news = Written(written), Written(fresh)
    return _merged(Work(olds, news, carrier, remarks, track=track, pictures=pictures or {}))


def base_of(part: str) -> Base | None:
    """The base that a snapshot kept as the text of its XML part; None where it is damaged."""
    return read_base(Package("the record of the last build", {"customXml/base.xml": part.encode()}))


def _same(one: Base, other: Base) -> bool:
    return (one.blocks, one.controls) == (other.blocks, other.controls)


def _merged(work: Work) -> Merged | None:
    mine, new, ours = work.carrier.old, work.carrier.new, work.ours
    before = _words(mine.tree(mine.main))
    work.carrier.see(mine.tree(mine.main))
    mine.widen(mine.main, new.tree(new.main))
    holder = _body(mine)
    body = Body(work, holder, Places(holder, work.base), groups(_body(new), ours))
    body.merge()
    body.name()
    root = mine.tree(mine.main)
    if work.track:
        name_ours(root)
    else:
        accept_ours(root)
    mend_bookmarks(root)
    if _lost(before, work.base, root):
        return None
    renew_base(mine, new, ours)
    order = {one: at for at, one in enumerate(ours.blocks)}
    report = sorted(work.report, key=lambda one: order.get(one.block, len(order)))
    return Merged(mine.save(), tuple(report), tuple(work.conflicts))


def _lost(before: Counter[str], base: Written, root: Element) -> bool:
    """Whether a word that the person wrote is not in the result: then nothing is to be trusted."""
    texts = [one.text if one.table else base.shown(one.id) for one in base.blocks.values()]
    written = Counter(word for text in texts for word in _WORD.findall(text))
    return bool((before - written) - _words(root))


def _words(root: Element) -> Counter[str]:
    """The words of a body, counted; without the contents, which repeat the headings."""
    found: Counter[str] = Counter()
    for paragraph in root.iter(P):
        marks = (one.text or "" for one in paragraph.iter(W + "instrText"))
        if not any("PAGEREF" in one for one in marks):
            found.update(_WORD.findall(plain_text(paragraph)))
    return found


def _body(file: Edited) -> Element:
    root = file.tree(file.main)
    found = root.find(W + "body")
    return root if found is None else found
