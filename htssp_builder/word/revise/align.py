"""Which block of the old text is which block of the new one.

Files of ours carry ids, and there the answer is given. For all others equal texts that stand once
on each side are anchors (as in patience diff), and what lies between two anchors is compared by
its words. Nothing here looks at more than its neighbourhood, so a file of 600 pages costs ten
times one of 60.
"""

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

LEAST_ALIKE = 0.5
"""Share of words that two blocks must have in common to be one block that was edited."""

_SQUARE = 2500  # comparisons in one gap; above it only the likeliest partners are looked at
_PARTNERS = 4
_COMMON = 12  # a word that stands in more blocks than this tells none of them


class Item(NamedTuple):
    """One block to be aligned.

    text: its words. id: "" or a name that means the same block in both files.
    kind: blocks of different kinds are never one block.
    """

    text: str
    id: str = ""
    kind: Hashable = "p"


class Alignment(NamedTuple):
    """Places in the old and the new sequence; every place is named exactly once.

    pairs: (old, new) that are one block, both rising. moves: (old, new) that are one block at
    another place. deleted: old places. inserted: new places. All are sorted.
    """

    pairs: tuple[tuple[int, int], ...]
    moves: tuple[tuple[int, int], ...]
    deleted: tuple[int, ...]
    inserted: tuple[int, ...]


def align(old: Sequence[Item], new: Sequence[Item]) -> Alignment:
    """The blocks of `old` and `new` that are the same, edited, moved, deleted, inserted.

    align(new, old) is the mirror image. Near-linear in the number of blocks.
    """
    old, new = _with_known_ids(old, new)
    if _key(new) < _key(old):
        # Worked out one way only: where two answers are equally good, both ways take the same.
        turned = _align(new, old)
        return Alignment(
            _swapped(turned.pairs), _swapped(turned.moves), turned.inserted, turned.deleted
        )
    return _align(old, new)


def _with_known_ids(
    old: Sequence[Item], new: Sequence[Item]
) -> tuple[Sequence[Item], Sequence[Item]]:
    """The same items; ids that do not stand once on each side are left out. They give no pair, and
    must not forbid one: programs move and double the bookmarks that carry them."""
    once = [
        {one for one, count in Counter((b.id, b.kind) for b in items if b.id).items() if count == 1}
        for items in (old, new)
    ]
    known = once[0] & once[1]

    def cleared(items: Sequence[Item]) -> Sequence[Item]:
        return [b if not b.id or (b.id, b.kind) in known else b._replace(id="") for b in items]

    return cleared(old), cleared(new)


def _key(items: Sequence[Item]) -> tuple[int, list[tuple[str, str, str]]]:
    return len(items), [(item.text, item.id, repr(item.kind)) for item in items]


def _swapped(pairs: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted((j, i) for i, j in pairs))


def _align(old: Sequence[Item], new: Sequence[Item]) -> Alignment:
    known = _anchors(old, new)
    kept = _rising(known)
    pairs: list[tuple[int, int]] = []
    known_old, known_new = {i for i, _ in known}, {j for _, j in known}
    for (i1, j1), (i2, j2) in _gaps(kept, len(old), len(new)):
        rest_old = [i for i in range(i1, i2) if i not in known_old]
        rest_new = [j for j in range(j1, j2) if j not in known_new]
        pairs += _between(old, new, rest_old, rest_new)
    pairs = sorted(pairs + kept)
    in_order = set(kept)
    moves = sorted(pair for pair in known if pair not in in_order)
    seen_old = {i for i, _ in (*pairs, *moves)}
    seen_new = {j for _, j in (*pairs, *moves)}
    return Alignment(
        tuple(pairs),
        tuple(moves),
        tuple(i for i in range(len(old)) if i not in seen_old),
        tuple(j for j in range(len(new)) if j not in seen_new),
    )


def _anchors(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int, int]]:
    """Pairs that need no comparing, in the order of the old text: one id, else one text."""
    by_id = _unique_pairs(
        {i: (item.id, item.kind) for i, item in enumerate(old) if item.id},
        {j: (item.id, item.kind) for j, item in enumerate(new) if item.id},
    )
    taken_old, taken_new = {i for i, _ in by_id}, {j for _, j in by_id}
    by_text = _unique_pairs(
        {i: (b.text, b.kind) for i, b in enumerate(old) if i not in taken_old and b.text},
        {j: (b.text, b.kind) for j, b in enumerate(new) if j not in taken_new and b.text},
    )
    return sorted(by_id + by_text)


def _unique_pairs(old: dict[int, Hashable], new: dict[int, Hashable]) -> list[tuple[int, int]]:
    """Places whose value stands once on each side."""
    once_old, once_new = _once(old), _once(new)
    return [(i, once_new[value]) for value, i in once_old.items() if value in once_new]


def _once(values: dict[int, Hashable]) -> dict[Hashable, int]:
    counted = Counter(values.values())
    return {value: at for at, value in values.items() if counted[value] == 1}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `pairs` (sorted by old place) that rises in the new place as well:
    so as few blocks as can be have moved."""
    tails: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        before.append(at[place - 1] if place else -1)
        if place == len(tails):
            tails.append(j)
            at.append(number)
        else:
            tails[place], at[place] = j, number
    chain: list[tuple[int, int]] = []
    number = at[-1] if at else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _gaps(
    kept: Sequence[tuple[int, int]], old: int, new: int
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The stretches between anchors: ((first old, first new), (end old, end new))."""
    ends = [(-1, -1), *kept, (old, new)]
    found = []
    for (i1, j1), (i2, j2) in itertools.pairwise(ends):
        if i2 - i1 > 1 and j2 - j1 > 1:
            found.append(((i1 + 1, j1 + 1), (i2, j2)))
    return found


def _between(
    old: Sequence[Item], new: Sequence[Item], rest_old: list[int], rest_new: list[int]
) -> list[tuple[int, int]]:
    """Pairs in one stretch between two anchors: equal at its ends, then equal or alike inside."""
    pairs: list[tuple[int, int]] = []
    while rest_old and rest_new and _equal(old[rest_old[0]], new[rest_new[0]]):
        pairs.append((rest_old.pop(0), rest_new.pop(0)))
    while rest_old and rest_new and _equal(old[rest_old[-1]], new[rest_new[-1]]):
        pairs.append((rest_old.pop(), rest_new.pop()))
    if not rest_old or not rest_new:
        return pairs
    if len(rest_old) * len(rest_new) <= _SQUARE:
        return pairs + _best_path(old, new, rest_old, rest_new)
    return pairs + _likely_path(old, new, rest_old, rest_new)


def _equal(one: Item, other: Item) -> bool:
    return one.text == other.text and _can_be(one, other)


def _can_be(one: Item, other: Item) -> bool:
    """Whether nothing forbids that two blocks are one."""
    return one.kind == other.kind and (one.id == other.id or not (one.id and other.id))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Share of their words that two texts have in common, 0 to 1. Takes their words, counted."""
    whole = one.total() + other.total()
    if not whole:
        return 1.0
    if len(other) < len(one):
        one, other = other, one
    return 2 * sum(min(count, other[word]) for word, count in one.items()) / whole


class _Bags:
    """How alike two blocks are; the words of each are counted once."""

    def __init__(self, old: Sequence[Item], new: Sequence[Item]) -> None:
        self.old, self.new = old, new
        self.old_words: dict[int, Counter[str]] = {}
        self.new_words: dict[int, Counter[str]] = {}

    def words(self, i: int, j: int) -> tuple[Counter[str], Counter[str]]:
        if i not in self.old_words:
            self.old_words[i] = Counter(self.old[i].text.split())
        if j not in self.new_words:
            self.new_words[j] = Counter(self.new[j].text.split())
        return self.old_words[i], self.new_words[j]

    def score(self, i: int, j: int) -> float:
        """0 where they cannot be one block."""
        one, other = self.old[i], self.new[j]
        if not _can_be(one, other):
            return 0.0
        alike = likeness(*self.words(i, j))
        return alike if alike >= LEAST_ALIKE else 0.0


def _best_path(
    old: Sequence[Item], new: Sequence[Item], rest_old: list[int], rest_new: list[int]
) -> list[tuple[int, int]]:
    """The pairs in order with the greatest likeness in all."""
    bags = _Bags(old, new)
    width = len(rest_new) + 1
    scores = [[bags.score(i, j) for j in rest_new] for i in rest_old]
    best = [[0.0] * width]
    for row in scores:
        above, line = best[-1], [0.0]
        for at, score in enumerate(row):
            line.append(max(above[at + 1], line[at], above[at] + score if score else 0.0))
        best.append(line)
    pairs = []
    a, b = len(rest_old), len(rest_new)
    while a and b:
        score = scores[a - 1][b - 1]
        if score and best[a][b] == best[a - 1][b - 1] + score:
            a, b = a - 1, b - 1
            pairs.append((rest_old[a], rest_new[b]))
        elif best[a][b] == best[a - 1][b]:
            a -= 1
        else:
            b -= 1
    return pairs


def _likely_path(
    old: Sequence[Item], new: Sequence[Item], rest_old: list[int], rest_new: list[int]
) -> list[tuple[int, int]]:
    """As `_best_path`, for a long stretch: only blocks that share a rare word are compared."""
    bags = _Bags(old, new)
    holders: dict[str, list[int]] = {}
    for j in rest_new:
        for word in set(new[j].text.split()):
            holders.setdefault(word, []).append(j)
    found = []
    for i in rest_old:
        shared: Counter[int] = Counter()
        for word in sorted(set(old[i].text.split())):
            near = holders.get(word, ())
            if len(near) <= _COMMON:
                shared.update(near)
        ranked = sorted(shared, key=lambda j: (-shared[j], j))[:_PARTNERS]
        scored = [(bags.score(i, j), -j) for j in ranked]
        best, place = max(scored, default=(0.0, 0))
        if best:
            found.append((i, -place))
    return _rising(_one_each(found, bags))


def _one_each(found: Iterable[tuple[int, int]], bags: _Bags) -> list[tuple[int, int]]:
    """Each new block is left with the old one that is most like it."""
    chosen: dict[int, tuple[float, int]] = {}
    for i, j in found:
        score = bags.score(i, j)
        if j not in chosen or score > chosen[j][0]:
            chosen[j] = (score, i)
    return sorted((i, j) for j, (_, i) in chosen.items())
