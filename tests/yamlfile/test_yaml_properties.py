"""Random documents with comments, random edits: data as expected, other lines as they were,
comments still above what they are about."""

from typing import Any, NamedTuple

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from htssp_builder.yamlfile.edit import add_record, move_record, remove, set_value
from htssp_builder.yamlfile.nodes import plain
from htssp_builder.yamlfile.read import read

SIGNS = "abzÉ09 :-#'\"{}[],|>&*!?~\n\t\\%@`.+()/_=\r\u2028\u00a0😀"
LINES = st.sampled_from(["a line", "  deeper", "", "# no comment", "x: y"])
TEXTS = st.one_of(
    st.text(alphabet=st.sampled_from(SIGNS), max_size=12),
    st.sampled_from(["no", "~", "02134", "2027-01-12", "St. Mary's", "(530) 555-0142", "a\nb\n"]),
    st.lists(LINES, max_size=5).map("\n".join),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=6),
)
PLAIN = st.sampled_from(["x", "Maria Lopez", "'it''s'", '"a # b"', "555-0142", "no", "2027-01-12"])


class Made(NamedTuple):
    """A document, the lines that belong to each path, and each comment's following line."""

    text: str
    owners: list[tuple[str, ...]]
    above: dict[str, str]


class Draft:
    """A document in the making: unique names, so that every line can be told from every other."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.lines: list[str] = []
        self.owners: list[tuple[str, ...]] = []
        self.above: dict[str, str] = {}

    def add(self, line: str, owner: tuple[str, ...], *, notes: bool = True) -> None:
        indent = len(line) - len(line.lstrip(" "))
        comments = self.remark(indent, owner) if notes else []
        beside = self.draw(st.sampled_from(["", "", f"   # beside {len(self.lines)}"]))
        self.put(line + ("" if line.endswith("|") else beside), owner)
        self.above.update(dict.fromkeys(comments, self.lines[-1]))

    def put(self, line: str, owner: tuple[str, ...]) -> None:
        self.lines.append(line)
        self.owners.append(owner)

    def remark(self, indent: int, owner: tuple[str, ...]) -> list[str]:
        """Comments above the line to come; those at the top of a file are about the file."""
        at_top = not self.lines
        if not at_top and self.draw(st.booleans()):
            self.put("", ())
        start = len(self.lines)
        count = self.draw(st.integers(0, 2))
        notes = [f"{' ' * indent}# about {start + n}" for n in range(count)]
        for note in notes:
            self.put(note, () if at_top else owner)
        if at_top and notes:
            self.put("", ())
        return [] if at_top else notes

    def section(self, name: str) -> None:
        kind = self.draw(st.sampled_from(["scalar", "flow", "mapping", "list", "list", "block"]))
        path = (name,)
        heads = {
            "scalar": f" {self.draw(PLAIN)}",
            "flow": f" {{f: {self.draw(PLAIN)}, g: [x,  y]}}",
        }
        self.add(f"{name}:" + (" |" if kind == "block" else heads.get(kind, "")), path)
        if kind == "block":
            self.put("  some text", path)
        elif kind == "mapping":
            self.names(2, path)
        elif kind == "list":
            self.records(name)

    def names(self, indent: int, path: tuple[str, ...]) -> None:
        for _ in range(self.draw(st.integers(1, 3))):
            name = f"k{len(self.lines)}"
            self.add(f"{' ' * indent}{name}: {self.draw(PLAIN)}", (*path, name))

    def records(self, section: str) -> None:
        margin = self.draw(st.sampled_from(["", "  "]))
        for _ in range(self.draw(st.integers(1, 3))):
            key = f"r{len(self.lines)}"
            if self.draw(st.booleans()):
                self.add(f"{margin}- {{id: {key}, n{key}: {self.draw(PLAIN)}}}", (section, key))
            else:
                self.add(f"{margin}- id: {key}", (section, key))
                self.names(len(margin) + 2, (section, key))


@st.composite
def documents(draw: st.DrawFn) -> Made:
    """Sections of scalars, mappings and lists of records, in block and flow style."""
    draft = Draft(draw)
    for n in range(draw(st.integers(1, 4))):
        draft.section(f"s{n}")
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    end = draw(st.sampled_from(["", newline]))
    return Made(newline.join(draft.lines) + end, draft.owners, draft.above)


def data(text: str) -> Any:
    mapping, problems = read(text, "d")
    assert not problems, (text, problems)
    return plain(mapping)


def paths(node: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every path of a document."""
    found = [path] if path else []
    if isinstance(node, dict):
        for name, value in node.items():
            found += paths(value, (*path, name))
    elif isinstance(node, list) and all(isinstance(item, dict) for item in node):
        for item in node:
            found += paths(item, (*path, item["id"]))
    return found


def parent_of(root: Any, path: tuple[str, ...]) -> Any:
    node = root
    for step in path[:-1]:
        node = step_into(node, step)
    return node


def step_into(node: Any, step: str) -> Any:
    if isinstance(node, list):
        return next(item for item in node if item["id"] == step)
    return node[step]


def untouched(made: Made, path: tuple[str, ...]) -> list[str]:
    """The lines that an edit at a path must leave alone: those of other places that do not
    stand on the same line. A list or mapping on one line counts as one place."""
    lines = new_lines(made.text)[: len(made.owners)]
    return [
        line
        for line, owner in zip(lines, made.owners, strict=True)
        if owner[: len(path)] != path and path[: len(owner)] != owner
    ]


def is_subsequence(some: list[str], all_lines: list[str]) -> bool:
    rest = iter(all_lines)
    return all(line in rest for line in some)


def new_lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")


def check(made: Made, new: str, path: tuple[str, ...], gone: bool) -> None:
    """The lines of other places are there, in order, and every comment of them stands above
    what it stood above (where that line was not the one edited)."""
    kept = [line for line in untouched(made, path) if line]
    lines = new_lines(new)
    assert is_subsequence(kept, lines), (made.text, new)
    full = [line for line in lines if line.strip()]
    for comment, line in made.above.items():
        if line in kept:
            at = full.index(comment)
            while full[at].lstrip().startswith("#"):
                at += 1
            assert full[at] == line, (made.text, new)
    if gone:
        assert len(lines) <= len(new_lines(made.text))


@settings(max_examples=250, deadline=None)
@given(documents(), st.data())
def test_any_value_set_anywhere(made: Made, draw: st.DataObject) -> None:
    before = data(made.text)
    path = draw.draw(st.sampled_from([p for p in paths(before) if p[-1] != "id"]))
    value = draw.draw(st.one_of(TEXTS, st.dictionaries(st.sampled_from("pqé"), TEXTS, max_size=3),
                                st.lists(TEXTS, max_size=3)))  # fmt: skip
    parent = parent_of(before, path)
    if isinstance(parent, list):
        return
    new = set_value(made.text, path, value)
    parent[path[-1]] = value
    assert data(new) == before, (made.text, path, value, new)
    check(made, new, path, gone=False)
    event(type(value).__name__)


@settings(max_examples=250, deadline=None)
@given(documents(), st.data())
def test_anything_removed(made: Made, draw: st.DataObject) -> None:
    before = data(made.text)
    path = draw.draw(st.sampled_from([p for p in paths(before) if p[-1] != "id"]))
    parent = parent_of(before, path)
    new = remove(made.text, path)
    if isinstance(parent, list):
        parent.remove(step_into(parent, path[-1]))
    else:
        del parent[path[-1]]
    assert data(new) == before, (made.text, path, new)
    check(made, new, path if parent else path[:-1], gone=True)
    if isinstance(parent, list) and parent:
        left = new_lines(new)
        for line, owner in zip(new_lines(made.text), made.owners, strict=False):
            assert owner[: len(path)] != path or line not in left, (made.text, new)


@settings(max_examples=200, deadline=None)
@given(documents(), st.data())
def test_a_record_added_or_moved(made: Made, draw: st.DataObject) -> None:
    before = data(made.text)
    lists = [(name,) for name, value in before.items() if isinstance(value, list)]
    if not lists:
        return
    path = draw.draw(st.sampled_from(lists))
    records = before[path[0]]
    ids = [record["id"] for record in records]
    other = draw.draw(st.sampled_from(["", *ids]))
    record = {"id": "new", "name": draw.draw(TEXTS), "note": draw.draw(TEXTS)}
    new = add_record(made.text, path, record, before=other)
    place = ids.index(other) if other else len(ids)
    assert data(new)[path[0]] == [*records[:place], record, *records[place:]]
    check(made, new, (*path, "new"), gone=False)
    moving = draw.draw(st.sampled_from(ids))
    moved = move_record(made.text, (*path, moving), before=other)
    assert sorted(new_lines(moved)) == sorted(new_lines(made.text))
    rest = [i for i in ids if i != moving or other == moving]
    if other != moving:
        rest.insert(rest.index(other) if other else len(rest), moving)
    assert [r["id"] for r in data(moved)[path[0]]] == rest
    full = [line for line in new_lines(moved) if line.strip()]
    for comment, line in made.above.items():
        at = full.index(comment)
        while full[at].lstrip().startswith("#"):
            at += 1
        assert full[at] == line, (made.text, moved)


def _nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    names = TEXTS.filter(bool)
    return st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3)


@settings(max_examples=150, deadline=None)
@given(st.recursive(TEXTS, _nested, max_leaves=12))
def test_any_data_written_into_an_empty_file_comes_back(value: Any) -> None:
    assert data(set_value("", ("a", "b"), value)) == {"a": {"b": value}}


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_pyyaml_reads_what_was_written(value: str) -> None:
    """Another reader, of YAML 1.1, takes every string for the same string."""
    yaml = pytest.importorskip("yaml", reason="PyYAML, the judge of this test, is not installed")
    text = set_value("a: {b: x}\n", ("a", "b"), value)
    text = set_value(text, ("c",), value)
    text = set_value(text, ("d",), [value, value])
    assert yaml.safe_load(text) == {"a": {"b": value}, "c": value, "d": [value, value]}
