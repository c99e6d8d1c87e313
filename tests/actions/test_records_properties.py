"""Any table over any records: nothing doubled, nothing lost, no id changed, twice is once."""

import csv
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from htssp_builder.actions.packs import open_pack
from htssp_builder.actions.records import preview, take_in
from htssp_builder.interview.columns import bare
from htssp_builder.problems import HtsspError
from htssp_builder.yamlfile.edit import set_value
from htssp_builder.yamlfile.nodes import plain
from htssp_builder.yamlfile.read import read

NOW = datetime(2027, 1, 12, 15, 30, tzinfo=UTC)
NAMES = st.sampled_from(
    ["Hale", " hale", "Grant High", "GRANT  HIGH", "Pe\u00f1a", "Pen\u0303a", "李", "Ford", "Polk"]
)
TEXTS = st.sampled_from(["", "", "x", "no", "8 to 4", "Nuñez: a # b", "  ", "'quoted'", "{a}"])
PHONES = st.sampled_from(
    ["", "530-555-0142", "(530) 555-0142", "5305550143", "530-555-0144", "+1 530 555 0142"]
)
KINDS = st.sampled_from(["", "health", "Law enforcement", "law-enforcement"])
TABLES: dict[str, dict[str, st.SearchStrategy[str]]] = {
    "campuses": {"name": NAMES, "hours": TEXTS, "phone": PHONES, "contact.name": TEXTS},
    "agencies": {"name": NAMES, "kind": KINDS, "unit": TEXTS, "phone": PHONES},
    "control.signatories": {"role": TEXTS, "name": st.one_of(NAMES, TEXTS)},
    "board.meetings": {
        "date": st.sampled_from(["", "2027-01-19", "1/19/2027", "2/16/2027"]),
        "name": TEXTS,
    },
}


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[dict[str, str]], list[list[str]]]:
    """A path, the records that are there, and the rows of a file, its header first."""
    path = draw(st.sampled_from(sorted(TABLES)))
    columns = TABLES[path]
    record = st.fixed_dictionaries(dict(columns))
    there = [
        {"id": f"r{n}", **{k: v for k, v in one.items() if v.strip() and "." not in k}}
        for n, one in enumerate(draw(st.lists(record, max_size=4)))
    ]
    header = draw(st.permutations([*columns, "id"]))
    ids = st.sampled_from(["", "", "", "", "", "", "r0", "new-one"])
    rows = [
        [one.get(name) or (draw(ids) if name == "id" else "") for name in header]
        for one in draw(st.lists(record, max_size=5))
    ]
    return path, there, [header, *rows]


def records(text: str, path: str) -> list[dict[str, Any]]:
    node: Any = plain(read(text, "")[0])
    for step in path.split("."):
        node = node.get(step, {}) if isinstance(node, dict) else {}
    return node or []


def at(record: Any, column: str) -> str:
    for step in column.split("."):
        record = record.get(step, "") if isinstance(record, dict) else ""
    return str(record)


@pytest.fixture(scope="module")
def _one_pack() -> Iterator[None]:
    """The pack is opened once: reading it again for each of many tables takes most of the time."""
    opened = open_pack("hhs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("htssp_builder.actions.district.open_pack", lambda *_: opened)
        yield


@pytest.mark.usefixtures("_one_pack")
@settings(max_examples=120, deadline=None)
@given(cases())
def test_a_table_is_laid_over_the_records_and_twice_is_once(case) -> None:  # type: ignore[no-untyped-def]
    path, there, rows = case
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = "format: 1\npack: hhs@1.0\n# about the district\ndistrict: {name: Vale}\n"
        if there:
            text = set_value(text, tuple(path.split(".")), there)
        file, answers = folder / "t.csv", folder / "district.yaml"
        answers.write_text(text, encoding="utf-8", newline="")
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
        found = preview(folder, path, file)
        if found.errors:
            event("refused")
            with pytest.raises(HtsspError):
                take_in(folder, path, file, now=NOW)
            assert answers.read_bytes() == text.encode()
            return
        event(f"{len(found.new)} new, {len(found.changed)} changed")
        take_in(folder, path, file, now=NOW)
        taken = answers.read_text(encoding="utf-8")
        before, after = records(text, path), records(taken, path)
        assert [r["id"] for r in after] == [
            *(r["id"] for r in before),
            *(row.id for row in found.new),
        ]
        assert len({r["id"] for r in after}) == len(after)
        assert "# about the district" in taken
        _nothing_erased(before, after)
        _every_cell_stands(rows, after)
        again = preview(folder, path, file)
        assert (again.new, again.changed, again.errors) == ((), (), ())
        take_in(folder, path, file, now=NOW)
        assert answers.read_text(encoding="utf-8") == taken


def _nothing_erased(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    for was, now in zip(before, after, strict=False):
        assert all(now.get(column) for column, text in was.items() if text)


def _every_cell_stands(rows: list[list[str]], after: list[dict[str, Any]]) -> None:
    """Each row is found whole in one record; letters and digits are compared."""
    header, *lines = rows
    for line in lines:
        cells = {c: t for c, t in zip(header, line, strict=True) if bare(t) and c not in _RESHAPED}
        assert not cells or any(
            all(bare(at(record, c)).endswith(bare(t)[-10:]) for c, t in cells.items())
            for record in after
        )


_RESHAPED = {"date", "kind"}
"""Columns whose values are kept in another spelling than the one that was typed."""
