"""Which words of a paragraph changed: as few as can be, in groups that a person can read.

A telephone number, a date, an address or an e-mail is one word: half of a number struck out and
half left standing is how a wrong number comes to be dialled.
"""

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

OBJECT = "\ufffc"
"""Stands in a text for what is no text: a picture, a note, a field."""

_PHONE = r"(?:\+?1[ .\-\u00a0])?(?:\(\d{3}\)[ \u00a0]?|\d{3}[.\-])\d{3}[.\-]\d{4}\b"
_ADDRESS = r"https?://[^\s\ufffc]*[\w/]|[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"
_NUMBER = r"\d+(?:[.,:/\-]\d+)*%?(?![^\W\d_])"
_SINGLE = r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"  # scripts that put no space between words
_SIGNS = (
    r"\w\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u0900-\u0dff\u0e00-\u0e7f\u1ab0-\u1aff\u200c\u200d\u20d0-\u20ff"
)
_WORD = rf"[{_SIGNS}]+(?:['’][{_SIGNS}]+)*"
_TOKEN = re.compile(rf"{_PHONE}|{_ADDRESS}|{_NUMBER}|{_SINGLE}|{_WORD}|[^\S\n\t]+|.", re.S)

_EDITS = 400  # more differences than this in one stretch, and it is shown as rewritten
_LONG = 600


class Span(NamedTuple):
    """A stretch that differs: old[old_start:old_end] became new[new_start:new_end]."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


_Op = tuple[int, int, int, int]


def across(spans: Sequence[Span]) -> Callable[[Iterable[int]], list[int]]:
    """A function that takes rising places of the old text to the new one; places inside a change
    are left out."""

    def move(places: Iterable[int]) -> list[int]:
        found, number, shift = [], 0, 0
        for place in places:
            while number < len(spans) and spans[number].old_end <= place:
                shift = spans[number].new_end - spans[number].old_end
                number += 1
            if number == len(spans) or place <= spans[number].old_start:
                found.append(place + shift)
        return found

    return move


def tokens(text: str) -> list[str]:
    """`text` cut into words, spaces and signs; nothing is lost."""
    return _TOKEN.findall(text)


def differences(
    old: str,
    new: str,
    old_objects: Mapping[int, str] | None = None,
    new_objects: Mapping[int, str] | None = None,
) -> list[Span]:
    """The stretches in which two texts differ, in order; what lies between them is equal.

    Objects: by its place in the text, what each OBJECT stands for; two that say the same are equal.
    """
    old_tokens, new_tokens = tokens(old), tokens(new)
    old_keys = _keys(old_tokens, old_objects or {})
    new_keys = _keys(new_tokens, new_objects or {})
    ops = _swallowed(_ops(old_keys, new_keys), old_keys)
    old_at, new_at = _starts(old_tokens), _starts(new_tokens)
    return [Span(old_at[a], old_at[b], new_at[c], new_at[d]) for a, b, c, d in ops]


def _starts(pieces: Sequence[str]) -> list[int]:
    at = [0]
    for piece in pieces:
        at.append(at[-1] + len(piece))
    return at


def _keys(pieces: list[str], objects: Mapping[int, str]) -> list[str]:
    if not objects:
        return pieces
    keys, at = [], 0
    for piece in pieces:
        keys.append(OBJECT + objects.get(at, "") if piece == OBJECT else piece)
        at += len(piece)
    return keys


def _tells(key: str) -> bool:
    """Whether a token can hold its place: a word or an object. Spaces and signs are everywhere."""
    return key[0].isalnum() or key[0] in "\n\t" or key[0] == OBJECT or key[-1].isalnum()


def _ops(old: list[str], new: list[str]) -> list[_Op]:
    """Stretches of tokens that differ."""
    old_words = [i for i, key in enumerate(old) if _tells(key)]
    new_words = [j for j, key in enumerate(new) if _tells(key)]
    matched = common([old[i] for i in old_words], [new[j] for j in new_words])
    ends = [(-1, -1), *((old_words[a], new_words[b]) for a, b in matched), (len(old), len(new))]
    ops: list[_Op] = []
    for (i1, j1), (i2, j2) in itertools.pairwise(ends):
        op = _trimmed(old, new, (i1 + 1, i2, j1 + 1, j2))
        if op[0] < op[1] or op[2] < op[3]:
            ops.append(op)
    return ops


def _trimmed(old: Sequence[str], new: Sequence[str], op: _Op) -> _Op:
    """A stretch without what is equal at its beginning and end."""
    a, b, c, d = op
    while a < b and c < d and old[a] == new[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
    return a, b, c, d


def common(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """The longest row of values that both have in that order, as pairs of places; of long rows
    one that is near to it."""
    a, b, c, d = _trimmed(old, new, (0, len(old), 0, len(new)))
    pairs = [(i, i) for i in range(a)]
    pairs += _middle(old, new, range(a, b), range(c, d))
    return pairs + [(b + k, d + k) for k in range(len(old) - b)]


def _middle(old: list[str], new: list[str], some: range, other: range) -> list[tuple[int, int]]:
    # A word that stands on one side only was changed, whatever else is true: it need not be
    # searched for, and a rewritten paragraph is mostly such words.
    there = {new[j] for j in other}
    left = [i for i in some if old[i] in there]
    here = {old[i] for i in left}
    right = [j for j in other if new[j] in here]
    if len(left) + len(right) <= _LONG:
        found = _shortest([old[i] for i in left], [new[j] for j in right])
        return [(left[x], right[y]) for x, y in found]
    anchors = [(-1, -1), *_unique(old, new, left, right), (len(left), len(right))]
    pairs: list[tuple[int, int]] = []
    for (x1, y1), (x2, y2) in itertools.pairwise(anchors):
        inner_left, inner_right = left[x1 + 1 : x2], right[y1 + 1 : y2]
        inner = _shortest([old[i] for i in inner_left], [new[j] for j in inner_right])
        pairs += [(inner_left[x], inner_right[y]) for x, y in inner]
        if x2 < len(left):
            pairs.append((left[x2], right[y2]))
    return pairs


def _unique(
    old: list[str], new: list[str], left: list[int], right: list[int]
) -> list[tuple[int, int]]:
    """Words that stand once on each side, in the longest order common to both."""
    count_left, count_right = Counter(old[i] for i in left), Counter(new[j] for j in right)
    at = {new[j]: y for y, j in enumerate(right) if count_right[new[j]] == 1}
    pairs = [
        (x, at[old[i]]) for x, i in enumerate(left) if count_left[old[i]] == 1 and old[i] in at
    ]
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, y) in enumerate(pairs):
        place = bisect_left(tails, y)
        before.append(last[place - 1] if place else -1)
        tails[place : place + 1] = [y]
        last[place : place + 1] = [number]
    chain: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _shortest(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Myers' shortest edit script, as the pairs that stay; [] where it would be a long one."""
    n, m = len(old), len(new)
    if not n or not m:
        return []
    reach: dict[int, int] = {1: 0}
    trace: list[dict[int, int]] = []
    for edits in range(min(n + m, _EDITS) + 1):
        trace.append(dict(reach))
        for k in range(-edits, edits + 1, 2):
            down = k == -edits or (k != edits and reach[k - 1] < reach[k + 1])
            x = reach[k + 1] if down else reach[k - 1] + 1
            while x < n and x - k < m and old[x] == new[x - k]:
                x += 1
            reach[k] = x
            if x >= n and x - k >= m:
                return _walked_back(trace, n, m)
    return []


def _walked_back(trace: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    pairs = []
    for edits in range(len(trace) - 1, -1, -1):
        reach, k = trace[edits], x - y
        down = k == -edits or (k != edits and reach[k - 1] < reach[k + 1])
        before = k + 1 if down else k - 1
        start_x = reach[before]
        start_y = start_x - before
        while x > start_x and y > start_y and x > 0 and y > 0:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x, y = start_x, start_y
    return pairs[::-1]


def _swallowed(ops: list[_Op], old: list[str]) -> list[_Op]:
    """Neighbouring changes as one, where what stands between them is too little to read by."""
    made: list[_Op] = []
    for op in ops:
        if made and _too_little(made[-1], op, old):
            first = made.pop()
            op = (first[0], op[1], first[2], op[3])
        made.append(op)
    return made


def _too_little(one: _Op, other: _Op, old: list[str]) -> bool:
    """A comma or a space between two replaced words is no place to rest; nor is "the" between two
    rewritten phrases, which the reader has to read again as a whole in any case."""
    island = old[one[1] : other[0]]
    if any(key[0] in "\n\t" or key[0] == OBJECT for key in island):
        return False
    smaller = min(one[1] - one[0], one[3] - one[2], other[1] - other[0], other[3] - other[2])
    words = sum(1 for key in island if _tells(key))
    return smaller > 0 if not words else words == 1 and smaller >= 5
