"""What was written in a file that lost its own copy of it: from the record of what was built."""

from collections.abc import Sequence

from htssp_builder.word.read.model import Base, BaseBlock, BaseControl
from htssp_builder.word.read.positions import moved, spans

Said = Sequence[tuple[str, str]]


def rebuilt(today: Base, said: Said | None) -> tuple[Base, frozenset[str]]:
    """What was written, and the titles of the controls of which that cannot be told for certain.

    today: what the same document would say if it were built now. said: id and text of every
    block and row when the file was built, None where no record of that is left.
    """
    if said is None:
        return today, frozenset(one.title for one in today.controls)
    then, known = dict(said), {key for key, _ in said}
    # The record leaves out the header rows of tables.
    blocks = [one._replace(text=then.pop(one.id, one.text)) for one in today.blocks]
    blocks += [BaseBlock(key, "", text, {}) for key, text in then.items()]
    texts = {one.id: one.text for one in blocks if one.id in known}
    held: dict[str, list[BaseControl]] = {}
    for control in today.controls:
        held.setdefault(control.block, []).append(control)
    controls: list[BaseControl] = []
    doubtful: set[str] = set()
    written = {one.id: one.text for one in today.blocks}
    for block, inside in held.items():
        before = _texts_then(inside, written.get(block, ""), texts.get(block))
        for control, text in zip(inside, before, strict=True):
            if text is None:
                doubtful.add(control.title)
            controls.append(control if text is None else _with(control, text))
    return today._replace(blocks=tuple(blocks), controls=tuple(controls)), frozenset(doubtful)


def _texts_then(
    controls: list[BaseControl], today: str, then: str | None
) -> list[str | None]:  # fmt: skip
    if then is None:
        return [None] * len(controls)
    if then == today:
        return [one.text for one in controls]
    return moved(today, then, spans(today, [one.text for one in controls]))


def _with(control: BaseControl, text: str) -> BaseControl:
    if text == control.text:
        return control
    return control._replace(text=text, state="missing" if text.startswith("[") else "given")
