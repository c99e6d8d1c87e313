"""Three wordings of one text: what can be taken over, and where two people changed the same words.

Pure: it knows texts and places in them, and nothing of Word.
"""

from collections.abc import Sequence
from typing import NamedTuple

from htssp_builder.word.revise.words import Span, differences


class Change(NamedTuple):
    """theirs[start:end] and what the new text has there, ours[new_start:new_end]."""

    start: int
    end: int
    new_start: int
    new_end: int


class Woven(NamedTuple):
    """take: what only the new text changed. clashes: what both changed, each otherwise. own: what
    only the person changed. All rise, none overlaps another, and between them both texts are
    equal."""

    take: tuple[Change, ...]
    clashes: tuple[Change, ...]
    own: tuple[Change, ...]


class _Side(NamedTuple):
    span: Span
    ours: bool


def weave(base: str, theirs: str, ours: str) -> Woven:
    """Which changes from `base` to `ours` can be made in `theirs` and which meet an edit there.

    A change that both made alike is neither.
    """
    new, edits = differences(base, ours), differences(base, theirs)
    sides = [_Side(span, True) for span in new] + [_Side(span, False) for span in edits]
    sides.sort(key=lambda side: (side.span.old_start, side.span.old_end))
    made: dict[str, list[Change]] = {"take": [], "clash": [], "own": []}
    for cluster in _clusters(sides):
        mine = [side.span for side in cluster if side.ours]
        other = [side.span for side in cluster if not side.ours]
        start = min(side.span.old_start for side in cluster)
        end = max(side.span.old_end for side in cluster)
        change = Change(*_across(start, end, edits, other), *_across(start, end, new, mine))
        if theirs[change.start : change.end] == ours[change.new_start : change.new_end]:
            continue
        made["own" if not mine else "clash" if other else "take"].append(change)
    return Woven(tuple(made["take"]), tuple(made["clash"]), tuple(made["own"]))


def _clusters(sides: Sequence[_Side]) -> list[list[_Side]]:
    """Changes that touch the same words, together."""
    made: list[list[_Side]] = []
    for side in sides:
        if made and any(_meet(side.span, one.span) for one in made[-1]):
            made[-1].append(side)
        else:
            made.append([side])
    return made


def _meet(one: Span, other: Span) -> bool:
    """Words put in at the edge of replaced ones leave both sides whole: they do not meet."""
    if one.old_start == one.old_end and other.old_start == other.old_end:
        return one.old_start == other.old_start
    return one.old_start < other.old_end and other.old_start < one.old_end


def _across(start: int, end: int, spans: Sequence[Span], inside: Sequence[Span]) -> tuple[int, int]:
    """A stretch of the base in the text that `spans` lead to. inside: those of them in it."""
    before = [
        one for one in spans if one not in inside and one.old_end <= start and one.old_start < end
    ]
    if start == end and not inside:
        before = [one for one in spans if one.old_end <= start]
    moved = sum(_growth(one) for one in before)
    grown = sum(_growth(one) for one in inside)
    return start + moved, end + moved + grown


def _growth(span: Span) -> int:
    return (span.new_end - span.new_start) - (span.old_end - span.old_start)
