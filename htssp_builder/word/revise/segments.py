"""Changed words found control by control: what stands in a control is compared with what stands
in that control, and never with the words beside it. A number that slipped out of its control, or
a word that slipped in, would be read back as another answer."""

import itertools
from collections.abc import Mapping
from typing import NamedTuple

from htssp_builder.word.revise.line import Line, Say, wrappers
from htssp_builder.word.revise.wml import CONTENT, Element
from htssp_builder.word.revise.words import Span, common, differences


class _Held(NamedTuple):
    """Words in one control. name: by which the control is known. content: its w:sdtContent."""

    start: int
    end: int
    name: str
    content: Element


class Words(NamedTuple):
    """How the words of two lines differ.

    spans: the stretches that differ, in order. lost: contents of the old line's controls that the
    new one lacks: what is replaced in them is replaced inside, or half an answer would be left
    there. torn: contents of the new line's controls that the old one lacks and part of whose words
    stand there already: they are not made, as they would hold half an answer.
    """

    spans: list[Span]
    lost: frozenset[Element]
    torn: frozenset[Element]


def changed_words(
    old: Line, new: Line, old_keys: Mapping[int, str], new_keys: Mapping[int, str], say: Say
) -> Words:
    """How two lines differ. keys: of their objects, by place."""
    say.reading_new = False
    mine = _held(old, say)
    say.reading_new = True
    theirs = _held(new, say)
    say.reading_new = False
    shared = common([one.name for one in mine], [one.name for one in theirs])
    edges = [(0, 0)]
    for i, j in shared:
        edges += [(mine[i].start, theirs[j].start), (mine[i].end, theirs[j].end)]
    edges.append((len(old.text), len(new.text)))
    spans: list[Span] = []
    for (a, c), (b, d) in itertools.pairwise(edges):
        inner = differences(
            old.text[a:b], new.text[c:d], _from(old_keys, a, b), _from(new_keys, c, d)
        )
        spans += [Span(a + w, a + x, c + y, c + z) for w, x, y, z in inner]
    kept_old, kept_new = {i for i, _ in shared}, {j for _, j in shared}
    alone = [one for j, one in enumerate(theirs) if j not in kept_new]
    return Words(
        spans,
        frozenset(one.content for i, one in enumerate(mine) if i not in kept_old),
        frozenset(one.content for one in alone if not _whole(one, spans)),
    )


def _whole(held: _Held, spans: list[Span]) -> bool:
    return any(s.new_start <= held.start and held.end <= s.new_end for s in spans)


def _from(keys: Mapping[int, str], start: int, end: int) -> dict[int, str]:
    return {at - start: key for at, key in keys.items() if start <= at < end}


def _held(line: Line, say: Say) -> list[_Held]:
    """The outermost controls of a line that hold words, in order."""
    found: list[_Held] = []
    last: Element | None = None
    for unit in line.units:
        around = next(
            ((name, one) for name, one in wrappers(unit.elements[0], say) if one.tag == CONTENT),
            None,
        )
        if around is None:
            last = None
        elif around[1] is last:
            found[-1] = found[-1]._replace(end=unit.end)
        else:
            found.append(_Held(unit.start, unit.end, around[0], around[1]))
            last = around[1]
    return found
