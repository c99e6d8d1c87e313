"""Changes between two files in plain words: one sentence each, under the section they stand in."""

import re
from collections.abc import Iterable, Iterator, Sequence

from htssp_builder.word.revise.changes import Change

_NUMBERED = re.compile(r"(\d+(?:\.\d+)*|Appendix [A-Z]+)\.?\s+(.+)", re.S)
_MOST = 160

_WHOLE = {
    "inserted": "Added: {after}",
    "deleted": "Taken out: {before}",
    "moved": "Moved here, unchanged: {after}",
    "formatted": "Looks different, same words: {after}",
    "row inserted": "Row added: {after}",
    "row deleted": "Row taken out: {before}",
    "table inserted": "Table added: {after}",
    "table deleted": "Table taken out: {before}",
}


def section_name(where: str) -> str:
    """ "9. Making the report" as "Section 9, Making the report"; the beginning has no heading."""
    if not where:
        return "Before the first section"
    found = _NUMBERED.fullmatch(where)
    if found is None:
        return where
    number = found[1] if found[1].startswith("Appendix") else f"Section {found[1]}"
    return f"{number}, {found[2]}"


def by_section(changes: Iterable[Change]) -> list[tuple[str, list[Change]]]:
    """Changes under the name of their section, sections in the order of the text."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(section_name(change.where), []).append(change)
    return list(found.items())


def sentence(change: Change) -> str:
    """One change, for a person."""
    before, after = quoted(change.before), quoted(change.after)
    if change.kind != "changed":
        return f"{_WHOLE[change.kind].format(before=before, after=after)}."
    if change.label:
        place = f"{change.label}:"
    else:
        place = f"In {quoted(change.beside)}:" if change.beside else ""
    if not change.before.strip():
        what = f"added {after}" if change.after.strip() else "the spacing changed"
    elif not change.after.strip():
        what = f"taken out {before}"
    else:
        what = f"changed from {before} to {after}"
    text = f"{place} {what}." if place else f"{what}."
    return text[0].upper() + text[1:]


def quoted(text: str) -> str:
    """Words in quotation marks, on one line; the middle of a long text is left out."""
    line = " ".join(text.replace("\t", " | ").split())
    if len(line) > _MOST:
        half = _MOST // 2
        line = f"{line[:half].rstrip()} … {line[-half:].lstrip()}"
    return f"“{line}”"


def summary(changes: Sequence[Change]) -> str:
    """What changed, for the record of changes: labels of answers, and the sections of the rest."""
    labels = dict.fromkeys(
        re.sub(r" \(\d+\)$", "", change.label) for change in changes if change.label
    )
    sections = dict.fromkeys(section_name(change.where) for change in changes if not change.label)
    return "; ".join(_shortened([*labels, *sections]))


def _shortened(names: list[str]) -> Iterator[str]:
    yield from names[:6]
    if len(names) > 6:
        yield f"and {len(names) - 6} more"
