"""Headers and footers: each of the old file beside the one that stands in its place in the new."""

from typing import TYPE_CHECKING

from htssp_builder.word.revise.edited import Edited, Place
from htssp_builder.word.revise.wml import Element, R, W, like, parent

if TYPE_CHECKING:
    from htssp_builder.word.revise.merge import Merger

_Key = tuple[str, str]
_REFERENCES = {W + "headerReference": "Header", W + "footerReference": "Footer"}


def merge_running(merger: "Merger") -> None:
    """Marks what changed in headers and footers, section by section.

    The last sections belong together, as do the first, the second and so on: a section that was
    added in between has the running text of its neighbours as a rule.
    """
    old, new = merger.carrier.old, merger.carrier.new
    olds, news = _sections(old), _sections(new)
    done: set[str] = set()
    pairs = list(zip(olds[:-1], news[:-1], strict=False))
    if olds and news:
        pairs.append((olds[-1], news[-1]))
    for mine, theirs in pairs:
        _section(merger, mine, theirs, done)


def _section(merger: "Merger", mine: Element, theirs: Element, done: set[str]) -> None:
    carrier = merger.carrier
    old_parts = _references(carrier.old, mine)
    new_parts = _references(carrier.new, theirs)
    for key in [*old_parts, *(key for key in new_parts if key not in old_parts)]:
        old_part, new_part = old_parts.get(key, ""), new_parts.get(key, "")
        if old_part in done and old_part:
            continue
        done.add(old_part)
        merger.log.where = key[0]
        if old_part and new_part:
            carrier.place = Place(old_part, new_part)
            merger.container(carrier.old.tree(old_part), carrier.new.tree(new_part))
        elif old_part:
            carrier.place = Place(old_part, carrier.new.main)
            merger.emptied(carrier.old.tree(old_part))
        else:
            _add(merger, mine, theirs, key, new_part)
    carrier.place = Place(carrier.old.main, carrier.new.main)


def _add(merger: "Merger", mine: Element, theirs: Element, key: _Key, new_part: str) -> None:
    """A header or footer that only the new file has: all its words are new."""
    from copy import deepcopy

    from lxml import etree

    carrier = merger.carrier
    source = carrier.new.tree(new_part)
    empty = deepcopy(source)
    for child in list(empty):
        empty.remove(child)
    part = carrier.old.add(new_part, etree.tostring(empty), carrier.new.kind_of(new_part))
    link = next(one for one in carrier.new.links(carrier.new.main) if one.target == new_part)
    tag = next(tag for tag, name in _REFERENCES.items() if name == key[0])
    made = like(mine, tag, type=key[1])
    made.set(R + "id", carrier.old.relate(carrier.old.main, link.type, part))
    mine.insert(sum(1 for child in mine if child.tag in _REFERENCES), made)
    carrier.place = Place(part, new_part)
    merger.filled(carrier.old.tree(part), source)
    title = W + "titlePg"
    if key[1] == "first" and mine.find(title) is None and theirs.find(title) is not None:
        _title_page(mine)


def _title_page(section: Element) -> None:
    """A first page of its own, at its place among the properties of a section."""
    later = [W + name for name in ("textDirection", "bidi", "rtlGutter", "docGrid",
                                   "printerSettings", "sectPrChange")]  # fmt: skip
    made = like(section, W + "titlePg")
    behind = next((child for child in section if child.tag in later), None)
    if behind is None:
        section.append(made)
    else:
        behind.addprevious(made)


def _sections(file: Edited) -> list[Element]:
    return [
        one for one in file.tree(file.main).iter(W + "sectPr")
        if parent(one).tag != W + "sectPrChange"
    ]  # fmt: skip


def _references(file: Edited, section: Element) -> dict[_Key, str]:
    """Parts by ("Header", "default")."""
    found: dict[_Key, str] = {}
    for one in section:
        if one.tag in _REFERENCES:
            link = file.link(file.main, str(one.get(R + "id", "")))
            if link is not None and link.target in file.parts:
                found[(_REFERENCES[str(one.tag)], str(one.get(W + "type", "default")))] = (
                    link.target
                )
    return found
