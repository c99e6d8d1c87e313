"""Known answers that were replaced by hand in a sentence, outside any field: only ever offered."""

import re
from collections.abc import Iterator, Sequence

from htssp_builder.readback.model import Edited, Known
from htssp_builder.readback.places import Returned
from htssp_builder.word.read.model import BaseBlock
from htssp_builder.word.read.positions import Span, moved, spans

BY_HAND = "it was changed by hand in a sentence, not in a field"

_LOOKS = {
    "phone": re.compile(
        r"(?<![\w-])(?:\+?1[-. ]?)?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?!\w)"
        r"(?:,? ?(?:ext\.?|x) ?\d{1,6})?"
    ),
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "url": re.compile(r"(?:https?://|www\.)[^\s,;)]*[^\s,;.)]"),
    "name": re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,4}(?:, [A-Z]{2,6})?"),
}
_CONNECTED = frozenset(("phone", "email", "url"))


def retyped(returned: Returned, known: Sequence[Known]) -> list[Edited]:
    """Each known answer that stood in a block's own words and was replaced by another of its kind.

    known: the district's answers that may be meant; the same words may be several of them.
    """
    held: dict[str, list[Known]] = {}
    for one in known:
        held.setdefault(one.text, []).append(one)
    made: dict[tuple[str, str, str], Edited] = {}
    for block, now in returned.changed:
        for edit in _in_block(returned, block, now, held):
            made.setdefault((block.id, edit.was, edit.now), edit)
    return list(made.values())


def _in_block(
    returned: Returned, block: BaseBlock, now: str, held: dict[str, list[Known]]
) -> Iterator[Edited]:
    covered = _covered(returned, block)
    for text, answers in held.items():
        if text not in block.text:
            continue
        kind = answers[0].kind
        for span in _free(block.text, text, covered):
            new = moved(block.text, now, [span])[0]
            if new is None and kind in _CONNECTED:
                new = _swapped(block.text, now, text, kind)
            new = (new or "").strip()
            if new and new != text and _LOOKS[kind].fullmatch(new):
                yield _edit(returned, block, answers, text, new)
                break


def _covered(returned: Returned, block: BaseBlock) -> list[Span]:
    """Where the fields stood that are still there: what became of those is known already."""
    found = {
        one.base.title for one in returned.found if one.base and one.block == block.id
    }  # fmt: skip
    inside = [one for one in returned.base.controls if one.block == block.id]
    where = spans(block.text, [one.text for one in inside])
    made = [span for one, span in zip(inside, where, strict=True) if span and one.title in found]
    for one, span in zip(inside, where, strict=True):
        if span is None and one.title in found and one.text:
            made += _every(block.text, one.text)
    return made


def _free(text: str, words: str, covered: list[Span]) -> list[Span]:
    return [
        span
        for span in _every(text, words)
        if not any(span.start < one.end and one.start < span.end for one in covered)
        and not text[span.start - 1 : span.start].isalnum()
        and not text[span.end : span.end + 1].isalnum()
    ]


def _every(text: str, words: str) -> list[Span]:
    found = re.finditer(re.escape(words), text)
    return [Span(*one.span()) for one in found]


def _swapped(before: str, after: str, text: str, kind: str) -> str:
    """What came for it in a sentence that was written anew: one went, one came."""
    old, new = _LOOKS[kind].findall(before), _LOOKS[kind].findall(after)
    gone, come = set(old) - set(new), set(new) - set(old)
    return come.pop() if gone == {text} and len(come) == 1 else ""


def _edit(
    returned: Returned, block: BaseBlock, answers: list[Known], was: str, now: str
) -> Edited:  # fmt: skip
    inside = {one.path for one in returned.base.controls if one.block == block.id}
    meant = [one for one in answers if one.path in inside] or answers
    path = meant[0].path if len(meant) == 1 else ""
    label = " or ".join(dict.fromkeys(one.label for one in meant[:4]))
    return Edited(path, label, was, now, returned.place_of(block.id), doubt=BY_HAND)
