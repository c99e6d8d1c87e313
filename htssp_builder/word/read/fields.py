"""The answers in an edited file: by the tag of their control, its title, or their place."""

import re
from collections import defaultdict
from collections.abc import Iterator

from htssp_builder.document.text import CHECKED, UNCHECKED
from htssp_builder.word.names import tag
from htssp_builder.word.read.anchors import as_written, block_ids, names_of, texts
from htssp_builder.word.read.model import (
    Base,
    BaseControl,
    Control,
    FoundField,
    WordFile,
)
from htssp_builder.word.read.positions import SIGNS, moved, spans

_FILLED = frozenset(("text", "date", "choice", "combo", "check"))
_ABSENT = frozenset(("missing", "unknown"))
_SHORTENED = re.compile(r".*~[0-9a-f]{10}")

# Word's own prompts, for a control that was emptied.
_PROMPTS = ("Click or tap ", "Click here ", "Choose an item", "Enter ")


def fields(file: WordFile, base: Base | None = None) -> list[FoundField]:
    """Every field and check box of a file, in reading order.

    base: what was written, by default what the file itself carries. Without any, a control is
    found by its tag, and one that has only a title is given without a path.

    A control whose answer cannot be told for certain is not among them. Comments, and what a
    tracked change deletes, are left out.
    """
    return _Finder(file, base or file.base).found()


def unfound(base: Base, found: list[FoundField]) -> list[BaseControl]:
    """What was written and is not found again: deleted, or in words that were changed so much
    that its place cannot be told. found: what `fields` gave for this base."""
    titles = {one.base.title for one in found if one.base is not None}
    return [one for one in base.controls if one.title not in titles]


class _Finder:
    """One search through a file. open: places in `base.controls` that nothing has been found for
    yet, by what they are looked up by."""

    def __init__(self, file: WordFile, base: Base | None) -> None:
        self.file = file
        self.written = base.controls if base else ()
        self.blocks = {one.id: one for one in base.blocks} if base else {}
        inner = {one.table for one in self.blocks.values()}
        self.ids = block_ids(file, names_of(self.blocks), inner)
        self._name_by_text()
        self.titles = {one.title.casefold(): at for at, one in enumerate(self.written)}
        self.paths: dict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(self.written):
            if one.path:
                self.paths[tag(one.path)].append(at)
        self.in_block: dict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(self.written):
            self.in_block[one.block].append(at)
        self.taken: set[int] = set()
        self.nameless: dict[str, list[Control]] = defaultdict(list)

    def _name_by_text(self) -> None:
        """Blocks that lost their bookmark, yet say what exactly one block said."""
        said: dict[str, list[str]] = defaultdict(list)
        known = set(self.ids.values())
        for one in self.blocks.values():
            if one.text and one.id not in known:
                said[one.text].append(one.id)
        now: dict[str, list[int]] = defaultdict(list)
        for block in self.file.final:
            if block.text in said and block.paragraph.number not in self.ids:
                now[block.text].append(block.paragraph.number)
        for text, numbers in now.items():
            if len(numbers) == 1 and len(said[text]) == 1:
                self.ids[numbers[0]] = said[text][0]

    def found(self) -> list[FoundField]:
        made: list[FoundField] = []
        live = [one for one in self.file.controls if self._counts(one)]
        # Tags first, as a title may have been given to another control by hand.
        late = []
        for control in live:
            if (one := self._by_tag(control)) is not None:
                made.append(one)
            else:
                late.append(control)
        for control in late:
            if (one := self._by_title(control)) is not None:
                made.append(one)
            elif not self._surrounds(control):
                self.nameless[self.ids.get(control.start[0], "")].append(control)
        made += self._by_position()
        made.sort(key=lambda one: (one.paragraph, one.control))
        return made

    def _counts(self, control: Control) -> bool:
        return control.final and control.kind in _FILLED and control.story.kind != "comment"

    def _surrounds(self, control: Control) -> bool:
        inner = f"{self.file.namespace}sdt"
        return next(control.element.iterdescendants(inner), None) is not None

    def _by_tag(self, control: Control) -> FoundField | None:
        if not control.tag:
            return None
        places = self.paths.get(control.tag, [])
        titled = self.titles.get(control.title.casefold(), -1)
        free = [at for at in places if at not in self.taken]
        at = titled if titled in free else free[0] if free else places[0] if places else -1
        if at >= 0:
            self.taken.add(at)
            return self._field(control, "tag", self.written[at].path, self.written[at])
        if _SHORTENED.fullmatch(control.tag):
            return None
        return self._field(control, "tag", control.tag, None)

    def _by_title(self, control: Control) -> FoundField | None:
        at = self.titles.get(control.title.casefold(), -1)
        # LibreOffice puts the title of a box that begins a paragraph on a control around it.
        if at >= 0 and (self.written[at].kind == "check") != (control.kind == "check"):
            return None
        if at >= 0 and at not in self.taken:
            self.taken.add(at)
            return self._field(control, "title", self.written[at].path, self.written[at])
        if control.title and not self.written:
            return self._field(control, "title", "", None)
        return None

    def _field(
        self, control: Control, how: str, path: str, written: BaseControl | None
    ) -> FoundField:
        number = min(control.start[0], len(self.file.paragraphs) - 1)
        return FoundField(
            path,
            written.title if written else control.title,
            control.text,
            "tag" if how == "tag" else "title" if how == "title" else "position",
            self.ids.get(number, ""),
            control.story,
            "check" if control.kind == "check" else written.kind if written else control.kind,
            control.checked,
            _prompting(control.text, control.placeholder, written),
            written,
            number,
            control.number,
        )

    def _by_position(self) -> Iterator[FoundField]:
        """What is left, block by block."""
        left: dict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(self.written):
            if at not in self.taken and one.block:
                left[one.block].append(at)
        if not left:
            return
        now = texts(self.file, self.ids)
        numbers: dict[str, int] = {}
        for number, name in sorted(self.ids.items()):
            numbers.setdefault(name, number)
        for name, places in left.items():
            if name in now:
                yield from self._boxes(name, places, now[name], numbers[name])
                yield from self._values(name, places, now[name], numbers[name])

    def _boxes(self, name: str, places: list[int], text: str, number: int) -> Iterator[FoundField]:
        """Check boxes without a name, or turned into plain characters, one by one."""
        every = [at for at in self.in_block[name] if self.written[at].kind == "check"]
        signs = [sign for sign in text if sign in SIGNS]
        if len(signs) != len(every):
            return
        boxes = [one for one in self.nameless[name] if one.kind == "check"]
        open_places = [at for at in every if at in places]
        for at, sign in zip(every, signs, strict=True):
            if at not in places:
                continue
            if len(boxes) == len(open_places):
                control = boxes[open_places.index(at)]
                yield self._field(control, "position", self.written[at].path, self.written[at])
            else:
                yield self._plain(at, sign, number, name, sign != UNCHECKED)

    def _values(self, name: str, places: list[int], text: str, number: int) -> Iterator[FoundField]:
        wanted = [at for at in places if self.written[at].kind != "check"]
        controls = [one for one in self.nameless[name] if one.kind != "check"]
        if wanted and len(controls) == len(wanted):
            for at, control in zip(wanted, controls, strict=True):
                yield self._field(control, "position", self.written[at].path, self.written[at])
            return
        if name not in self.blocks:
            return
        written, text = self.blocks[name].text, as_written(text, self.blocks[name])
        inside = [at for at in self.in_block[name] if self.written[at].kind != "check"]
        where = spans(written, [self.written[at].text for at in inside])
        for at, value in zip(inside, moved(written, text, where), strict=True):
            # Where nothing is left, the answer was deleted: that is no new answer.
            if at in wanted and value:
                yield self._plain(at, value, number, name, None)

    def _plain(
        self, at: int, text: str, number: int, name: str, checked: bool | None
    ) -> FoundField:
        one = self.written[at]
        shown = text if checked is None else CHECKED if checked else UNCHECKED
        return FoundField(
            one.path,
            one.title,
            shown,
            "position",
            name,
            self.file.paragraphs[number].story,
            one.kind,
            checked,
            _prompting(text, False, one),
            one,
            number,
            -1,
        )


def _prompting(text: str, flagged: bool, written: BaseControl | None) -> bool:
    """Whether a control still shows its prompt, or again.

    The flag alone is not trusted: some programs keep it when somebody types over the prompt.
    """
    if written is None or written.state not in _ABSENT:
        return flagged
    return text == written.text or (flagged and text.startswith(_PROMPTS))
