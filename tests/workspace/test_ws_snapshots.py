"""Snapshots: what was built comes back exactly, or not at all and with a warning."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from htssp_builder.problems import HtsspError
from htssp_builder.workspace.folder import Workspace, create
from htssp_builder.workspace.snapshots import Snapshot, load_snapshot, save_snapshot


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create(tmp_path / "my-district")


def made(build: str = "b1", text: str = "Call 911.") -> Snapshot:
    return Snapshot("protocol", build, "0" * 64, "protocol.docx", (("p1", text), ("t1", "a\tb\nc")))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.text(), st.text())))
def test_a_snapshot_comes_back_exactly(workspace: Workspace, blocks: list[tuple[str, str]]) -> None:
    snapshot = made()._replace(blocks=tuple(blocks))
    save_snapshot(workspace, snapshot)
    assert load_snapshot(workspace, "protocol") == (snapshot, [])
    assert load_snapshot(workspace, "protocol", "b1") == (snapshot, [])


def test_every_build_is_kept_and_the_last_one_is_known(workspace: Workspace) -> None:
    for build in ("b1", "b2"):
        save_snapshot(workspace, made(build, f"text of {build}"))
    assert load_snapshot(workspace, "protocol") == (made("b2", "text of b2"), [])
    assert load_snapshot(workspace, "protocol", "b1") == (made("b1", "text of b1"), [])
    assert load_snapshot(workspace, "protocol", "b3") == (None, [])
    assert load_snapshot(workspace, "other") == (None, [])


GOOD = {"schema": 1, **made()._asdict()}
BROKEN = [
    b"",
    b"{",
    b"\xff\xfe",
    b"[]",
    b"[" * 50_000,
    *(
        json.dumps({**GOOD, name: value}).encode()
        for name, value in [
            ("schema", 2), ("build", 1), ("build", "other"), ("document", "other"), ("file", None),
            ("blocks", {}), ("blocks", [["id"]]), ("blocks", [["id", 1]]), ("blocks", ["ab"]),
            ("sha256", []),
        ]
    ),
]  # fmt: skip


@pytest.mark.parametrize("content", BROKEN)
def test_a_damaged_one_is_a_warning(workspace: Workspace, content: bytes) -> None:
    save_snapshot(workspace, made())
    (workspace.snapshots / "protocol" / "b1.json").write_bytes(content)
    snapshot, problems = load_snapshot(workspace, "protocol", "b1")
    assert snapshot is None
    assert [p.severity for p in problems] == ["warning"]
    assert problems[0].where == ".htssp/snapshots/protocol/b1.json"
    assert load_snapshot(workspace, "protocol") == (made(), [])


@pytest.mark.parametrize("name", ["", "..", ".x", "a/b", "a\\b", "C:x", "a\0", "x" * 200, "é"])
def test_ids_are_file_names_and_nothing_else(workspace: Workspace, name: str) -> None:
    with pytest.raises(HtsspError, match="cannot be the id"):
        save_snapshot(workspace, made()._replace(document=name))
    with pytest.raises(HtsspError, match="cannot be the id"):
        save_snapshot(workspace, made(name))
    with pytest.raises(HtsspError, match="cannot be the id"):
        load_snapshot(workspace, name)
