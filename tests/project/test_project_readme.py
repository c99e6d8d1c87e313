"""The commands that README shows are there, and do what it says; the gate runs the second one."""

import io
import re
import shlex
from pathlib import Path

import pytest

COMMANDS = ("python3 start.py demo", "python3 start.py test")


def test_readme_shows_the_two_commands_each_in_a_block_of_its_own(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    lines = [[line.strip() for line in block.splitlines()] for block in blocks]
    for command in COMMANDS:
        assert any(command in block for block in lines), f"README.md shows no block with: {command}"


def test_the_gate_runs_the_command_that_readme_names(root: Path) -> None:
    gate = (root / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert gate[-1] == COMMANDS[1]
    assert "set -euo pipefail" in gate


def test_every_command_that_readme_shows_does_what_it_says(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from htssp_builder.cli.main import run

    text = (root / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines()]
    shown = [line for line in lines if line.startswith(("htssp ", "cd "))]
    assert len(shown) > 5
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HTSSP_CACHE", str(tmp_path / "cache"))
    for line in shown:
        if line.startswith("cd "):
            monkeypatch.chdir(line.removeprefix("cd "))
            continue
        monkeypatch.setattr("sys.stdin", io.StringIO(""))
        done = run(shlex.split(line)[1:])
        assert done == (1 if line.endswith(" check") else 0), line  # a new folder has gaps
    made = {path.name for path in (tmp_path / "my-district" / "documents").iterdir()}
    assert made == {"protocol.docx", "checklist.docx", "timeline.docx"}
