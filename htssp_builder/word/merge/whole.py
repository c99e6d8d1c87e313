"""Changes made wide enough that none takes a part of what can only be exchanged whole: a field,
or, where changes are tracked, a content control.

Between two changes both texts are equal, so that a place in one is known in the other.
"""

from collections.abc import Sequence

from htssp_builder.word.merge.weave import Change, Woven

Ranges = Sequence[tuple[int, int]]


def whole(woven: Woven, old: Ranges, new: Ranges) -> Woven:
    """The same changes, wide enough. old, new: what must stay whole, in either text.

    One that would have to take an edit of the person along is a clash.
    """
    every = sorted((*woven.take, *woven.clashes, *woven.own))
    free = set(woven.take)
    made: list[tuple[Change, bool]] = []
    done: set[Change] = set()
    for change in sorted((*woven.take, *woven.clashes)):
        if change in done:
            continue
        wide, members = _widened(change, every, old, new)
        done |= set(members)
        is_free = free.issuperset(members)
        while made and _overlap(made[-1][0], wide):
            before, was_free = made.pop()
            wide, is_free = _union(before, wide), is_free and was_free
        made.append((wide, is_free))
    return Woven(
        tuple(wide for wide, is_free in made if is_free),
        tuple(wide for wide, is_free in made if not is_free),
        woven.own,
    )


def _overlap(one: Change, other: Change) -> bool:
    return other.start < one.end or other.new_start < one.new_end


def _union(one: Change, other: Change) -> Change:
    return Change(
        min(one.start, other.start),
        max(one.end, other.end),
        min(one.new_start, other.new_start),
        max(one.new_end, other.new_end),
    )


def _widened(
    change: Change, every: Sequence[Change], old: Ranges, new: Ranges
) -> tuple[Change, list[Change]]:
    """A change with all that it has to take along."""
    wide, members = change, [change]
    while True:
        start, end = _around(wide.start, wide.end, old)
        new_start, new_end = _around(wide.new_start, wide.new_end, new)
        reach = _grown(members, start, end, new_start, new_end)
        more = [one for one in every if one in members or _meet(one, reach)]
        if more == members and reach == wide:
            return wide, members
        # What was taken along moves the other end of the change: it is worked out from there.
        wide, members = _grown(more, start, end, *_known(more, members, reach)), more


def _known(more: Sequence[Change], members: Sequence[Change], reach: Change) -> tuple[int, int]:
    """Where a change begins and ends in the new text, once it has taken others along."""
    start = reach.new_start if more[0] == members[0] else more[0].new_start
    end = reach.new_end if more[-1] == members[-1] else more[-1].new_end
    return start, end


def _grown(members: Sequence[Change], start: int, end: int, new_start: int, new_end: int) -> Change:
    first, last = members[0], members[-1]
    left = max(0, first.start - start, first.new_start - new_start)
    right = max(0, end - last.end, new_end - last.new_end)
    return Change(
        first.start - left, last.end + right, first.new_start - left, last.new_end + right
    )


def _around(start: int, end: int, ranges: Ranges) -> tuple[int, int]:
    """A stretch with the ranges that it would cut."""
    for first, behind in ranges:
        if start < behind and end > first and not (start <= first and behind <= end):
            start, end = min(start, first), max(end, behind)
    return start, end


def _meet(one: Change, other: Change) -> bool:
    """Whether two changes lie on the same words of either text."""
    return (one.start < other.end and other.start < one.end) or (
        one.new_start < other.new_end and other.new_start < one.new_end
    )
