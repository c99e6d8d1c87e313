"""The sentences of the at-risk rule, read from a pack and held against the logic.

A sentence that is missing, or that stands under an id the rule does not have, would let a
worksheet and the rule say different things; so both are errors.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from htssp_builder.problems import Problem, error
from htssp_builder.screening.rule import EVENTS, FACTORS, INDICATORS

GROUPS: dict[str, tuple[str, ...]] = {
    "factors": FACTORS,
    "indicators": INDICATORS,
    "events": EVENTS,
    "outcomes": ("child-welfare-report", "law-enforcement", "below-threshold", "may-change"),
    "defaults": ("both-reports", "off-campus"),
    "cautions": ("no-single-sign", "prompt-not-evidence", "suspicion-is-enough", "danger-first"),
}
"""What the rule needs, by group of the file. A pack may add cautions of its own."""


class Sentence(NamedTuple):
    """One printed sentence. group: of the file; basis: source keys; caution: "" for none."""

    id: str
    group: str
    text: str
    basis: tuple[str, ...]
    caution: str


def parse_wording(data: object, name: str) -> tuple[dict[str, Sentence], list[Problem]]:
    """The sentences by id, and every mistake.

    data: nested dict, list, str and None. name: of the file ("screening.yaml"), for messages.
    """
    if not isinstance(data, Mapping):
        return {}, [error(name, "Named groups are expected here.", "Begin with “factors:”.")]
    sentences: dict[str, Sentence] = {}
    problems: list[Problem] = []
    for group, needed in GROUPS.items():
        found = {s.id: s for s in _sentences(data.get(group), group, name, problems)}
        problems += _differences(found, needed, f"{name}: {group}", open_end=group == "cautions")
        sentences |= found
    return sentences, problems


def _sentences(
    entries: object, group: str, name: str, problems: list[Problem]
) -> Iterator[Sentence]:
    for number, entry in enumerate(entries if isinstance(entries, list) else [], start=1):
        fields = entry if isinstance(entry, Mapping) else {}
        shapes = {"id": str, "text": str, "basis": list}
        missing = [f for f, kind in shapes.items() if not _given(fields.get(f), kind)]
        if missing:
            where = f"{name}: {group}.{fields.get('id') or number}"
            what = f"This sentence has no {' and no '.join(missing)}."
            problems.append(error(where, what, "Add it: every printed sentence has a basis."))
            continue
        basis = tuple(str(key) for key in fields["basis"])
        yield Sentence(fields["id"], group, fields["text"], basis, fields.get("caution") or "")


def _given(value: object, kind: type) -> bool:
    return isinstance(value, kind) and bool(value)


def _differences(
    found: Mapping[str, Sentence], needed: tuple[str, ...], where: str, *, open_end: bool
) -> list[Problem]:
    absent = [
        error(where, f"The sentence “{key}” is missing.", "Add it; the rule cannot do without.")
        for key in needed
        if key not in found
    ]
    foreign = [] if open_end else [key for key in found if key not in needed]
    return absent + [
        error(where, f"The rule has no “{key}”.", "Correct the id or remove the sentence.")
        for key in foreign
    ]
