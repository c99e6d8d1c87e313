"""Answers made up to try a pack: the emptiest that a district can give, and the fullest."""

from htssp_builder.interview.answers import Answers
from htssp_builder.interview.shapes import Shape
from htssp_builder.yamlfile.nodes import Mapping, Node, Scalar, Sequence

STATE = "district.state"
NAME = "district.name"
RECORDS = ("one", "two")
_VALUES = {
    "yes/no": "yes",
    "date": "2027-06-14",
    "number": "3",
    "duration": "3 school days",
    "phone": "(530) 555-0142",
    "email": "ana.ruiz@example.org",
    "url": "https://www.example.org",
    "paragraph": "The district has answered this.",
}
_NAMES = {"one": "Maria Lopez", "two": "Ana Ruiz", "": "Ruth Okafor"}
_FROM_LAW = {
    "clock": ("when", "at_latest", "unit", "counts_from", "to", "not_to", "form", "citation"),
    "statement": ("text", "citation"),
}
"""The parts of an answer that the law data can say in the district's place."""


def emptiest(shape: Shape, state: str) -> Answers:
    """Nothing but the district's name and its state ("" for no answer at all)."""
    given = {"name": Scalar("Sierra Vista Unified School District", 1, False)}
    if state:
        given["state"] = Scalar(state, 1, False)
    known = shape.parts.get("district")
    parts = {k: v for k, v in given.items() if known is not None and k in known.parts}
    return Answers(shape, _mapping({"district": _mapping(dict(parts))}), "emptiest")


def fullest(
    shape: Shape, state: str, law: bool = True, chosen: dict[str, str] | None = None
) -> Answers:
    """Every question and every column answered, two records in each table.

    law: leave to the law data what it can say, so that its own words are printed.
    chosen: path ("agencies.*.kind") -> the choice to make there, instead of the first one.
    """
    picked = {STATE: state, **(chosen or {})}
    root = _group(shape, "", "", law, picked)
    return Answers(shape, root, "fullest")


def _mapping(entries: dict[str, Node]) -> Mapping:
    return Mapping(entries, dict.fromkeys(entries, 1), 1)


def _group(shape: Shape, path: str, record: str, law: bool, chosen: dict[str, str]) -> Mapping:
    entries: dict[str, Node] = {}
    for name, part in shape.parts.items():
        here = f"{path}.{name}" if path else name
        if law and (part.default.startswith("law.") or _said_by_law(shape, name)):
            if part.kind in _FROM_LAW:
                entries[name] = _group(part, here, record, law, chosen)
            continue
        entries[name] = _answer(part, here, record, law, chosen)
    return _mapping(entries)


def _said_by_law(shape: Shape, name: str) -> bool:
    return bool(shape.default) and name in _FROM_LAW.get(shape.kind, ())


def _answer(shape: Shape, path: str, record: str, law: bool, chosen: dict[str, str]) -> Node:
    if shape.kind == "records":
        return Sequence([_record(shape, path, which, law, chosen) for which in RECORDS], 1)
    if shape.parts:
        return _group(shape, path, record, law, chosen)
    return Scalar(_value(shape, path, record, chosen), 1, True)


def _record(shape: Shape, path: str, which: str, law: bool, chosen: dict[str, str]) -> Mapping:
    made = _group(shape.parts["*"], f"{path}.*", which, law, chosen)
    return _mapping({"id": Scalar(f"sample-{which}", 1, False), **made.entries})


def _value(shape: Shape, path: str, record: str, chosen: dict[str, str]) -> str:
    if shape.choices:
        values = [value for value, _ in shape.choices]
        first = ", ".join(values) if shape.kind == "choices" else values[0]
        return chosen.get(path, first)
    if shape.kind in _VALUES and shape.kind != "paragraph":
        return chosen.get(path, _VALUES[shape.kind])
    if shape.default and not shape.default.startswith("law."):
        return shape.default
    text = _VALUES.get(shape.kind) or _words(shape, path)
    return f"{text.rstrip('.')} {record}".strip()


def _words(shape: Shape, path: str) -> str:
    """Words as short as those that districts type, since they are read with the sentence."""
    *_, above, last = ["", *path.split(".")]
    if last == "name":
        return "Lincoln" if above == "*" else "Ruth Okafor"
    return {"by": "Ana Ruiz", "title": "counselor"}.get(last, "the front office")
