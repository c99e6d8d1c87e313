"""Where an answer stands once its control is gone: by the words around it."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from htssp_builder.document.text import CHECKED, UNCHECKED

SIGNS = (CHECKED, UNCHECKED, "☑", "✓", "✔")
"""How a check box looks once it is a plain character; the first of them and those behind the
second are ticked."""

_WORD = re.compile(r"\w+")

_NEAREST = 2
"""How many words before and behind a place tell it."""


class Span(NamedTuple):
    """From one character to behind another."""

    start: int
    end: int


def spans(text: str, values: Sequence[str]) -> list[Span | None]:
    """Where each of `values` stands in `text`, in this order; None where that cannot be told.

    A value that could stand at more than one place is not guessed at.
    """
    first, last = _placed(text, values), _placed_last(text, values)
    return [
        one if one is not None and one == other else None
        for one, other in zip(first, last, strict=True)
    ]


def _placed(text: str, values: Sequence[str]) -> list[Span | None]:
    """Each as early as can be."""
    at = 0
    made: list[Span | None] = []
    for value in values:
        found = text.find(value, at) if value else -1
        made.append(None if found < 0 else Span(found, found + len(value)))
        at = at if found < 0 else found + len(value)
    return made


def _placed_last(text: str, values: Sequence[str]) -> list[Span | None]:
    """Each as late as can be."""
    end = len(text)
    made: list[Span | None] = []
    for value in reversed(values):
        found = text.rfind(value, 0, end) if value else -1
        made.append(None if found < 0 else Span(found, found + len(value)))
        end = end if found < 0 else found
    return made[::-1]


def moved(before: str, after: str, places: Sequence[Span | None]) -> list[str | None]:
    """What stands in `after` where `places` were in `before`; None where that cannot be told.

    Where all the words around them are as they were, a place is told by them, and only if it can
    be told in one way. Where they are not, by its nearest words, which must still be there.
    """
    if before == after:
        return [None if one is None else before[one.start : one.end] for one in places]
    framed = _by_frame(before, after, places)
    if framed is not None:
        return framed
    # Words beside a place may be those of an answer that could not be placed, and have changed.
    return [None] * len(places) if None in places else _by_words(before, after, places)


def _by_frame(before: str, after: str, places: Sequence[Span | None]) -> list[str | None] | None:
    """What stands between unchanged words, cell by cell; None where any of those changed."""
    old, new = before.split("\t"), after.split("\t")
    if len(old) != len(new):
        return None
    made: list[str | None] = [None] * len(places)
    start = 0
    for was, now in zip(old, new, strict=True):
        end = start + len(was)
        inside = [
            (at, Span(one.start - start, one.end - start))
            for at, one in enumerate(places)
            if one is not None and start <= one.start and one.end <= end
        ]
        found = _framed(was, now, [one for _, one in inside])
        if found is None:
            return None
        for (at, _), value in zip(inside, found, strict=True):
            made[at] = value
        start = end + 1
    return made


def _framed(was: str, now: str, places: list[Span]) -> list[str | None] | None:
    ends = [0, *(one.end for one in places)]
    starts = [*(one.start for one in places), len(was)]
    fixed = [was[a:b] for a, b in zip(ends, starts, strict=True)]
    if not places:
        return [] if was == now else None
    if len(fixed[0]) + len(fixed[-1]) > len(now):
        return None
    if not (now.startswith(fixed[0]) and now.endswith(fixed[-1])):
        return None
    inner = Span(len(fixed[0]), len(now) - len(fixed[-1]))
    early, late = _earliest(now, fixed[1:-1], inner), _latest(now, fixed[1:-1], inner)
    if early is None or late is None:
        return None
    # Words between two values that could stand at two places leave both values open.
    sure = [one if one == other else None for one, other in zip(early, late, strict=True)]
    bounds = [Span(0, inner.start), *sure, Span(inner.end, len(now))]
    return [
        None if left is None or right is None else now[left.end : right.start]
        for left, right in pairwise(bounds)
    ]


def _earliest(text: str, words: list[str], inner: Span) -> list[Span] | None:
    made: list[Span] = []
    at = inner.start
    for word in words:
        found = text.find(word, at, inner.end)
        if found < 0:
            return None
        at = found + len(word)
        made.append(Span(found, at))
    return made


def _latest(text: str, words: list[str], inner: Span) -> list[Span] | None:
    made: list[Span] = []
    end = inner.end
    for word in reversed(words):
        found = text.rfind(word, inner.start, end)
        if found < 0:
            return None
        made.append(Span(found, found + len(word)))
        end = found
    return made[::-1]


def _by_words(before: str, after: str, places: Sequence[Span | None]) -> list[str | None]:
    """What stands between the nearest words of each place, where those are there once and once
    only, before and after."""
    taken = [one for one in places if one is not None]
    return [None if one is None else _between(before, after, one, taken) for one in places]


def _between(before: str, after: str, place: Span, taken: list[Span]) -> str | None:
    # The words of another answer may have changed as well, and say nothing of a place.
    least = max((one.end for one in taken if one.end <= place.start), default=0)
    most = min((one.start for one in taken if one.start >= place.end), default=len(before))
    ahead = _tail(before[least : place.start])
    behind = _head(before[place.end : most])
    opens = least == 0 and len(ahead) == place.start
    closes = most == len(before) and len(behind) == len(before) - place.end
    start = _once(before, after, ahead, -1 if opens else 0)
    stop = _once(before, after, behind, 1 if closes else 0)
    if start is None or stop is None or start + len(ahead) > stop:
        return None
    return after[start + len(ahead) : stop]


def _once(before: str, after: str, words: str, side: int) -> int | None:
    """Where `words` stand in `after`. side: -1: they began the text, 1: they ended it, 0: neither.

    Such as do not begin or end it any more, or never did, must have been there once and once only.
    """
    if side < 0 and after.startswith(words):
        return 0
    if side > 0 and after.endswith(words):
        return len(after) - len(words)
    if not _WORD.search(words):
        return None
    then, now = _places(words, before), _places(words, after)
    return now[0] if len(then) == len(now) == 1 else None


def _places(words: str, text: str) -> list[int]:
    """Where `words` begin in a text, as whole words."""
    ahead = r"(?<!\w)" if _WORD.match(words[0]) else ""
    behind = r"(?!\w)" if _WORD.match(words[-1]) else ""
    return [one.start() for one in re.finditer(f"{ahead}{re.escape(words)}{behind}", text)]


def _tail(text: str) -> str:
    """The last words of a text, from the beginning of one."""
    starts = [word.start() for word in _WORD.finditer(text)]
    return text[starts[-_NEAREST] :] if len(starts) > _NEAREST else text


def _head(text: str) -> str:
    """The first words of a text."""
    ends = [word.end() for word in _WORD.finditer(text)]
    return text[: ends[_NEAREST - 1]] if len(ends) > _NEAREST else text
