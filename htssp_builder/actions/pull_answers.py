"""Changes of answers, judged by the questionnaire and laid beside what district.yaml says now."""

from collections.abc import Iterable, Iterator

from htssp_builder.actions.change import give
from htssp_builder.actions.district import District
from htssp_builder.actions.pull_offer import Found, Offer, doubt, places
from htssp_builder.compose.facts import Given
from htssp_builder.interview.answers import record_id
from htssp_builder.interview.shapes import Shape, find_shape, leaves
from htssp_builder.interview.values import show
from htssp_builder.problems import HtsspError
from htssp_builder.readback.edits import NOT_SURE
from htssp_builder.readback.model import Edited, Known
from htssp_builder.readback.siblings import Meant, by_path
from htssp_builder.readback.words import said, same, typed
from htssp_builder.yamlfile.nodes import Sequence

EMPTIED = "it was emptied; taking it in takes the answer out"
_CONNECTED = frozenset(("phone", "email", "url"))
_SHORTEST = 4
"""Characters. A shorter text may stand anywhere in a sentence and mean something else."""


def answer_offers(district: District, edits: Iterable[Edited], found: Found) -> None:
    """Adds what can be taken in, and what cannot, to `found`."""
    reader = _Answers(district, found)
    kept = [edit for edit in edits if reader.answerable(edit)]
    for meant in by_path(kept, reader.kept):
        reader.take(meant)


def known_answers(district: District) -> Iterator[Known]:
    """The answers that may stand in a sentence: numbers, addresses and names that are shown."""
    hidden = {name for name, _ in district.facts.hidden}
    for path, leaf in _leaves(district):
        kind = "name" if leaf.kind == "text" and path.endswith(".name") else leaf.kind
        text = district.answers.text(path).strip()
        if kind in (*_CONNECTED, "name") and len(text) >= _SHORTEST and text not in hidden:
            yield Known(path, leaf.label, kind, text)


def _leaves(district: District) -> Iterator[tuple[str, Shape]]:
    for path, leaf in leaves(district.opened.shape):
        table, star, rest = path.partition(".*.")
        if not star:
            yield path, leaf
            continue
        node = district.answers.node(table)
        for item in node.items if isinstance(node, Sequence) else ():
            yield f"{table}.{record_id(item)}.{rest}", leaf


class _Answers:
    def __init__(self, district: District, found: Found) -> None:
        self.district, self.found = district, found
        self.facts = district.facts
        self.root = Given(self.facts, "", self.facts.answers.shape, self.facts.answers.root)
        self._rows: dict[str, dict[str, Given]] = {}

    def answerable(self, edit: Edited) -> bool:
        """Whether the place holds one answer; what is made of several is told."""
        if not edit.path:
            self.found.tell(
                edit,
                f"'{edit.was}' became '{edit.now}'; that is more than one answer: {edit.label}.",
                "Change the one that is meant with `htssp set`.",
            )
            return False
        shape = find_shape(self.district.opened.shape, edit.path)
        if shape is not None and not shape.parts and shape.kind != "group":
            return True
        if shape is None:
            why, how = "the questionnaire has no such answer any more", "See `htssp pack show`."
        else:
            why = "it is put together from several answers"
            how = f"Change those: `htssp get {edit.path}` lists them."
        self.found.tell(edit, f"'{edit.now}' is not taken in: {why}.", how)
        return False

    def kept(self, edit: Edited) -> str:
        """How the answer would be printed; the words as they are where they cannot be one."""
        try:
            return self._given(edit)[1] if edit.now else ""
        except HtsspError:
            return edit.now

    def take(self, meant: Meant) -> None:
        """One path: an offer, a refusal, a conflict, or nothing where it says so already."""
        first = meant.edits[0]
        if not meant.agreed:
            remedy = f"Ask who is right, then type: htssp set {meant.path} VALUE"
            self.found.conflict(meant.edits, meant.path, remedy)
            return
        at = self._at(meant.path)
        printed = said(getattr(at.inline(), "text", "")) if at else ""
        if first.now and same(self.kept(first), printed):
            return
        if self._moved_on(meant, printed) or self._hidden(first, at):
            return
        if first.now:
            self._set(meant, printed)
        elif printed:
            self._clear(meant, printed)

    def _moved_on(self, meant: Meant, printed: str) -> bool:
        """Whether district.yaml says something else by now than the file was made from."""
        edit = meant.edits[0]
        if edit.doubt == NOT_SURE or same(edit.was, printed):
            return False
        self.found.refuse(
            edit,
            f"It said '{edit.was or 'nothing'}' when it was written, '{edit.now or 'nothing'}' in"
            f" the file now, and district.yaml says '{printed or 'nothing'}' by now. Nothing was"
            " taken.",
            f"Ask which is right, then type: htssp set {meant.path} VALUE",
        )
        return True

    def _hidden(self, edit: Edited, at: Given | None) -> bool:
        """Whether the answer holds what is not printed, which would go with the change."""
        if at is not None:
            raw = at.raw
            if not raw or at.discreet(show(at.shape.kind, raw, at.shape.choices)) == show(
                at.shape.kind, raw, at.shape.choices
            ):
                return False
        elif self.district.answers.node(edit.path) is None:
            return False  # the questionnaire says what is wrong with it
        self.found.refuse(
            edit,
            "The answer holds a name that no document shows, and it would be lost.",
            f"Change it with `htssp set {edit.path} VALUE`.",
        )
        return True

    def _set(self, meant: Meant, printed: str) -> None:
        edit = meant.edits[0]
        try:
            value, shown = self._given(edit)
        except HtsspError as refused:
            for problem in refused.problems:
                self.found.refuse(edit, f"Not taken in: {problem.what}", problem.remedy)
            return
        where, why = places(meant.edits), doubt(meant.edits)
        offer = Offer(meant.path, self._label(edit), printed, shown, where, why, value=value)
        self.found.offers.append(offer)

    def _clear(self, meant: Meant, printed: str) -> None:
        edit = meant.edits[0]
        if self.district.answers.node(meant.path) is None:
            self.found.tell(
                edit,
                f"It was emptied, but '{printed}' is no answer of yours that could be taken out.",
                f"Give another answer: htssp set {meant.path} VALUE",
            )
            return
        offer = Offer(
            meant.path, self._label(edit), printed, "", places(meant.edits), EMPTIED, "clear"
        )
        self.found.offers.append(offer)

    def _label(self, edit: Edited) -> str:
        """The question's own words: a title in a file may be numbered or cut short."""
        at = self._at(edit.path)
        return at.label if at else edit.label

    def _given(self, edit: Edited) -> tuple[str, str]:
        """What is typed for it, and how it is then printed. Raises HtsspError."""
        shape = find_shape(self.district.opened.shape, edit.path)
        if shape is None:
            raise KeyError(edit.path)
        at = self._at(edit.path)
        value = typed(shape.kind, edit.now, shape.choices, at.raw if at else "")
        return value, give(self.district, edit.path, value)[1].text

    def _at(self, path: str) -> Given | None:
        """The place in the answers as the documents see it; None for a record that is gone."""
        here: Given | None = self.root
        for step in path.split("."):
            if here is None:
                return None
            here = self._row(here, step) if here.shape.kind == "records" else here.part(step)
        return here

    def _row(self, table: Given, ident: str) -> Given | None:
        rows = self._rows.get(table.path)
        if rows is None:
            rows = {row.path.rpartition(".")[2]: row for row in table}
            self._rows[table.path] = rows
        return rows.get(ident)
