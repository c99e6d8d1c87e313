"""The changes themselves: each takes a laid-out text and gives the new one, touching only the
bytes it must. `yamlfile.edit` checks before and after."""

from collections.abc import Mapping, Sequence
from typing import Any

from htssp_builder.yamlfile.layout import Layout, Slot, is_block
from htssp_builder.yamlfile.nodes import Data
from htssp_builder.yamlfile.written import entries, entry, flow, form, list_item


def replace(layout: Layout, slot: Slot, data: Data) -> str:
    """Other data in a place; the comment on its line stays."""
    end = layout.value_end(slot)
    if slot.in_flow or slot.name_end == slot.start:
        return _replace_inline(layout, slot, end, data)
    colon = layout.colon(slot)
    written = form(data, layout.column(slot.start))
    line_end = layout.line_end(colon)
    start = line_end if slot.node is None else slot.node.byte_range()[0]
    is_header = layout.data[start : start + 1] in (b"|", b">")
    if slot.node is not None and not (written.lines or is_header or is_block(slot.node)):
        return _spliced(layout, start, end, written.inline)
    if start >= line_end:
        comment = layout.data[colon:line_end]
        end = line_end if slot.node is None else layout.line_end(end)
    elif is_header:
        header = layout.data[start:line_end]
        comment = header[len(header.partition(b"#")[0].rstrip()) :]
    else:
        comment = layout.data[end : layout.line_end(end)]
        end = layout.line_end(end)
    kept = comment.decode("utf-8").rstrip() if b"#" in comment else ""
    first = f" {written.inline}" if written.inline else ""
    return _spliced(layout, colon, end, _joined(layout, [first + kept, *written.lines]))


def _replace_inline(layout: Layout, slot: Slot, end: int, data: Data) -> str:
    """Between braces, or a list's entry: always one line."""
    if slot.node is not None:
        return _spliced(layout, slot.node.byte_range()[0], end, flow(data))
    if slot.name_end == slot.start:
        return _spliced(layout, end, end, f" {flow(data)}")
    before = " " if layout.data[end - 1 : end] == b":" and end > slot.name_end else ": "
    return _spliced(layout, end, end, before + flow(data))


def add_name(layout: Layout, node: Any, name: str, data: Data) -> str:
    """A new name at the end of a mapping; `node` is None in a file without any entry."""
    if node is None:
        at = len(layout.data)
        return _spliced(layout, at, at, _lines(layout, entries({name: data}, 0)))
    slots = [slot for _, slot in layout.slots(node)]
    if not is_block(node):
        return _add_between(layout, node, slots, entry((name, data)))
    at = layout.region_end(slots[-1])
    lines = entries({name: data}, layout.column(slots[0].start))
    return _spliced(layout, at, at, _lines(layout, lines))


def open_up(layout: Layout, slot: Slot, data: Mapping[str, Data]) -> str:
    """A mapping between braces, which stands alone in a block, as a line for each name."""
    if slot.name_end != slot.start:
        return replace(layout, slot, data)
    lines = list_item(data, layout.column(slot.start), in_block=True)
    start = layout.line_start(slot.start)
    return _spliced(layout, start, layout.line_end(slot.start), _joined(layout, lines))


def add_records(
    layout: Layout, node: Any, records: Sequence[Mapping[str, Data]], before: Slot | None
) -> str:
    """Records in a list that has some, written as its last one is written."""
    slots = [slot for _, slot in layout.slots(node)]
    if not is_block(node):
        return insert_text(layout, node, ", ".join(map(flow, records)), before)
    last = slots[-1]
    in_block = last.node is not None and is_block(last.node)
    column = layout.column(last.start)
    lines = [line for r in records for line in list_item(r, column, in_block=in_block)]
    return insert_text(layout, node, _lines(layout, lines), before)


def insert_text(layout: Layout, node: Any, text: str, before: Slot | None) -> str:
    """Entries, written out already, into a list that has some; at its end without `before`."""
    slots = [slot for _, slot in layout.slots(node)]
    if is_block(node):
        at = layout.region_end(slots[-1]) if before is None else layout.region(before)[0]
        return _spliced(layout, at, at, text)
    if before is None:
        return _add_between(layout, node, slots, text)
    return _spliced(layout, before.start, before.start, f"{text}, ")


def _add_between(layout: Layout, node: Any, slots: list[Slot], text: str) -> str:
    """At the end between braces or brackets, after a comma that stands there already or not."""
    start, end = node.byte_range()
    if not slots:
        return _spliced(layout, start + 1, end - 1, text)
    at = layout.value_end(slots[-1])
    rest = layout.data[at:end]
    bare = rest.lstrip()
    if bare.startswith(b","):
        at += len(rest) - len(bare) + 1
        return _spliced(layout, at, at, f" {text}")
    return _spliced(layout, at, at, f", {text}")


def cut(layout: Layout, slot: Slot) -> tuple[str, str]:
    """The text without an entry that has neighbours, and the entry's text as it stood, with
    the comments that belong to it."""
    slots = [other for _, other in layout.slots(slot.parent)]
    place = next(n for n, other in enumerate(slots) if other.start == slot.start)
    if slot.in_flow:
        start, end = _between(layout, slots, place)
        taken = layout.data[slot.start : layout.value_end(slot)]
    elif layout.leads_line(slot.start):
        start, end = layout.region(slot)
        taken = layout.data[start:end]
    else:
        return _cut_after_hyphen(layout, slot, slots[place + 1]), ""
    return _spliced(layout, start, end, ""), taken.decode("utf-8")


def clear(layout: Layout, slot: Slot) -> str:
    """The text of a file without its only entry."""
    if slot.in_flow:
        start, end = slot.parent.byte_range()
        return _spliced(layout, start, end, "{}")
    return _spliced(layout, *layout.region(slot), "")


def _between(layout: Layout, slots: list[Slot], place: int) -> tuple[int, int]:
    """An entry between braces with one comma; comments between entries stay."""
    slot = slots[place]
    end = layout.value_end(slot)
    rest = layout.data[end:]
    bare = rest.lstrip(b" ")
    if bare.startswith(b","):
        bare = bare[1:].lstrip(b" ")
        return slot.start, end + len(rest) - len(bare)
    before = layout.value_end(slots[place - 1]) if place else slot.start
    if b"#" in layout.data[before : slot.start]:
        return slot.start, end
    return before, end


def _cut_after_hyphen(layout: Layout, slot: Slot, after: Slot) -> str:
    """The first name of a record goes, its hyphen stays; where the next name has a comment
    above it, the hyphen stands alone."""
    start = layout.region(after)[0]
    if start == layout.line_start(after.start):
        return _spliced(layout, slot.start, after.start, "")
    hyphen = layout.data[: slot.start].rstrip(b" ")
    return _spliced(layout, len(hyphen), start, _joined(layout, ["", ""]))


def _joined(layout: Layout, lines: list[str]) -> str:
    return layout.newline.decode("ascii").join(lines)


def _lines(layout: Layout, lines: list[str]) -> str:
    return _joined(layout, [*lines, ""])


def _spliced(layout: Layout, start: int, end: int, text: str) -> str:
    data = layout.data
    return (data[:start] + text.encode("utf-8") + data[end:]).decode("utf-8")
