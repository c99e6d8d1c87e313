"""The two commands that README promises are there, and the gate runs the second one."""

import re
from pathlib import Path

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
