"""From what the walk collected to the two views of the file."""

from htssp_builder.word.read.model import Anchor, Block, ListPlace, Paragraph
from htssp_builder.word.read.numbering import Numbering
from htssp_builder.word.read.styles import Styles
from htssp_builder.word.read.walk import Mark, OpenParagraph


def frozen(
    opened: list[OpenParagraph], styles: Styles, numbering: Numbering
) -> tuple[Paragraph, ...]:
    """The paragraphs with their styles and the numbers that Word prints before them."""
    return tuple([_paragraph(one, styles, numbering) for one in opened])


def _paragraph(one: OpenParagraph, styles: Styles, numbering: Numbering) -> Paragraph:
    style = styles.get(one.style)
    outline = style.outline if one.outline is None else one.outline
    return Paragraph(
        one.number,
        one.element,
        one.story,
        one.place,
        one.style,
        style.name,
        outline or 0,
        _list_place(one, styles, numbering),
        tuple(one.pieces),
        one.final,
        one.original,
        one.ends_final,
        one.ends_original,
        one.segment,
        tuple(one.anchors),
        tuple(one.bookmarks),
    )


def _list_place(one: OpenParagraph, styles: Styles, numbering: Numbering) -> ListPlace | None:
    name, level = one.list or ("", 0)
    if not one.list or not name:
        # A level alone moves a paragraph within the list of its style.
        inherited = styles.get(one.style).list
        if inherited is None:
            return None
        name, own = inherited
        if not one.list:
            level = numbering.level_of(name, one.style) if own is None else own
    if name in ("", "0"):
        return None
    shown = one.final and one.ends_final
    label = numbering.next(name, level) if shown else ""
    return ListPlace(name, level, label, numbering.ordered(name, level))


def blocks(paragraphs: tuple[Paragraph, ...], final: bool) -> tuple[Block, ...]:
    """The paragraphs of one view as people see them, in reading order.

    final: the view with every tracked change accepted; else the one with all rejected.
    """
    made: list[Block] = []
    waiting: dict[int, list[Paragraph]] = {}
    for one in paragraphs:
        if not (one.final if final else one.original):
            continue
        if one.ends_final if final else one.ends_original:
            made.append(_block(waiting.pop(one.segment, []), one, final))
        else:
            waiting.setdefault(one.segment, []).append(one)
    for left in waiting.values():
        # Nothing follows that they could run on into; words among them stay where they are.
        block = _block(left[:-1], left[-1], final)
        if _says(left[-1], final) or len(block.paragraphs) > 1:
            made.append(block)
    made.sort(key=lambda block: block.paragraphs[-1].number)
    return tuple(made)


def _block(before: list[Paragraph], last: Paragraph, final: bool) -> Block:
    """before: those whose marks are gone; such as have no words in this view are left out."""
    if not before:
        return Block(last.text(final), (last,), last.anchors, last.bookmarks)
    speaking = [one for one in before if _says(one, final)]
    named = [*speaking, last] if _says(last, final) or not speaking else speaking
    anchors: dict[Anchor, None] = {}
    for one in named:
        anchors |= dict.fromkeys(one.anchors)
    members = (*speaking, last)
    return Block(
        "".join([one.text(final) for one in members]),
        members,
        tuple(anchors),
        tuple(name for one in named for name in one.bookmarks),
    )


def _says(one: Paragraph, final: bool) -> bool:
    return any(
        (piece.final if final else piece.original) and (piece.text or piece.kind == "object")
        for piece in one.pieces
    )


def words(
    paragraphs: tuple[Paragraph, ...] | list[OpenParagraph],
    start: Mark,
    end: Mark,
    *,
    final: bool | None,
) -> str:
    """The text between two places; paragraphs are parted by newlines.

    final: of which view; None: of both, as the file has it.
    """
    lines: list[str] = []
    (first, begin), (last, stop) = start, end
    for number in range(first, min(last + 1, len(paragraphs))):
        one = paragraphs[number]
        if number == last and not stop:
            break
        pieces = one.pieces[begin if number == first else 0 : stop if number == last else None]
        shown = [p.text for p in pieces if final is None or (p.final if final else p.original)]
        goes_on = final is not None and not (one.ends_final if final else one.ends_original)
        lines += shown
        if number < last and not goes_on:
            lines.append("\n")
    text = "".join(lines)
    return text.removesuffix("\n") if last > first and not stop else text
