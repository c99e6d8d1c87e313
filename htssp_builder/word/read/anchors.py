"""From the hidden bookmarks of a file to the blocks they stand for."""

from collections.abc import Collection, Iterable, Mapping

from htssp_builder.document.text import CHECKED, UNCHECKED, digest
from htssp_builder.word.blocks import number_gap
from htssp_builder.word.read.model import BaseBlock, Block, WordFile


def names_of(ids: Iterable[str]) -> dict[str, str]:
    """The lookup that resolves bookmarks: id of each block or row by its digest.

    ids: of every block and row, as `document.text.anchors`, a snapshot or `Base.blocks` has them.
    """
    return {digest(one): one for one in ids if one}


def ids_in(block: Block, names: Mapping[str, str]) -> tuple[str, ...]:
    """Ids of the blocks and rows whose bookmarks stand in a block, in the order of the file; none
    for a block that somebody added. More than one: a table and its first row, or blocks that
    were joined."""
    found = [names[one.id_digest] for one in block.anchors if one.id_digest in names]
    return tuple(dict.fromkeys(found))


def block_ids(
    file: WordFile, names: Mapping[str, str], tables: Collection[str] = ()
) -> dict[int, str]:
    """The id of the block, or of the table row, that each paragraph of the final view stands in,
    by the paragraph's number; one that somebody added is not among them.

    names: see `names_of`. tables: ids of the tables, as the bookmark of one stands in its first
    row where it has no caption.
    """
    own: dict[int, str] = {}
    rows: dict[tuple[int, int], str] = {}
    for block in file.final:
        found = ids_in(block, names)
        if not found:
            continue
        place = block.paragraph.place
        # A table's bookmark stands ahead of its row's.
        id_ = next((one for one in found if one not in tables), found[0])
        if place:
            rows.setdefault(place[-1][:2], id_)
        own |= {one.number: id_ for one in block.paragraphs}
    for block in file.final:
        place = block.paragraph.place
        if place and place[-1][:2] in rows:
            for one in block.paragraphs:
                own.setdefault(one.number, rows[place[-1][:2]])
    return own


def texts(file: WordFile, ids: Mapping[int, str]) -> dict[str, str]:
    """What each known block says now, by its id: cells of a row are parted by tabs, as in
    `document.text.row_text`, paragraphs of one cell or block by newlines.

    ids: see `block_ids`. A heading has its number in front and a check line its box, as in Word;
    of a table that has a caption this is the caption.
    """
    made: dict[str, str] = {}
    cells: dict[str, int] = {}
    for block in file.final:
        id_ = ids.get(block.paragraph.number)
        if id_ is None:
            continue
        place = block.paragraph.place
        cell = place[-1].cell if place else 0
        if id_ not in made:
            made[id_] = "\t" * cell + block.text
        else:
            between = "\t" * (cell - cells[id_]) or "\n"
            made[id_] += between + block.text
        cells[id_] = max(cell, cells.get(id_, 0))
    return made


def as_written(text: str, written: BaseBlock) -> str:
    """The text of a block without what only Word shows: a heading's number, the box that a check
    line was given. The result compares with `written.text`."""
    number = written.attributes.get("number", "")
    if written.kind == "heading" and number:
        return text.removeprefix(f"{number}{number_gap(number)}")
    if written.kind == "check" and not written.text.startswith((CHECKED, UNCHECKED)):
        return text[2:] if text[:1] in (CHECKED, UNCHECKED) and text[1:2] == " " else text
    return text
