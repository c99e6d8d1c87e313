"""Who leads a step or sees to an item, as a document prints it."""

from typing import Any

from htssp_builder.compose.facts import NOT_SHOWN, Facts, Given
from htssp_builder.document.tree import Inline, Text
from htssp_builder.pack.plan import Plan

Words = Inline | list[Inline]


class People:
    """Finds the people of a plan among the answers. A name is a field that knows its answer."""

    def __init__(self, plan: Plan, facts: Facts) -> None:
        self.plan, self.facts = plan, facts
        self._root = Given(facts, "", facts.answers.shape, facts.answers.root)
        self._records: dict[str, dict[str, Given]] = {}

    def lead(self, owner: str) -> Words:
        """The person behind an owner id of the plan, with the title; else the title."""
        known = self.plan.owners.get(owner)
        return self.at(known.path if known else "", self.title(owner))

    def title(self, owner: str) -> Text:
        """What an owner id of the plan is called."""
        known = self.plan.owners.get(owner)
        return Text(known.title if known else owner)

    def at(self, path: str, title: Text) -> Words:
        """The person at a role's or a contact's place in the answers, else the title."""
        person = self._given(path)
        if person is not None and person.shape.kind == "role":
            person = person.part("primary")
        name = person.part("name") if person is not None and person.shape.kind == "person" else None
        if name is None or not name.raw:
            return title
        return [name.inline(), Text(f", {_inside(title.text)}")]

    def named(self, owner: str) -> str:
        """An owner of progress.yaml: the path of a person ("committee.nasser") or a plain name.
        Whoever is not to be shown is not, by whatever way they are named."""
        found = self._given(owner)
        if found is None and self.facts.answers.node(owner) is not None:
            return NOT_SHOWN
        part = found.part("name") if found is not None and "name" in found.shape.parts else None
        return self.discreet(part.raw if part is not None and part.raw else owner)

    def discreet(self, text: str) -> str:
        """Words without the names of people who are not to be shown."""
        return self._root.discreet(text)

    def _given(self, path: str) -> Given | None:
        """The place in the answers that a dotted path names, a record by its id."""
        here: Given | None = self._root
        for step in path.split(".") if path else ():
            if here is None:
                return None
            rows = here.shape.kind == "records"
            here = self._rows(here).get(step) if rows else here.part(step)
        return here if path else None

    def _rows(self, table: Given) -> dict[str, Given]:
        """The records of a table by their ids, found once: each campus is asked for."""
        known = self._records.get(table.path)
        if known is None:
            known = {row.path.rpartition(".")[2]: row for row in table}
            self._records[table.path] = known
        return known


def plain(words: Words) -> str:
    """The same as text."""
    parts: list[Any] = words if isinstance(words, list) else [words]
    return "".join(getattr(part, "text", "") for part in parts)


def _inside(title: str) -> str:
    """A title inside a line: "Legal counsel" -> "legal counsel", but "HTSSP coordinator" and
    "Title IX coordinator", whose second word has no small letters either."""
    named = any(len(word) > 1 and word.isupper() for word in title.split()[:2])
    return title if named else f"{title[:1].lower()}{title[1:]}"
