"""From an empty folder to an example district's protocol by typing alone."""

from pathlib import Path

import pytest
from ask_script import script_of
from command import htssp

from htssp_builder.pack.find import shipped

EXAMPLES = ["texas-midsize", "california-small", "michigan-consortium", "half-answered"]


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_district_typed_in_from_an_empty_folder_has_the_same_protocol(name, tmp_path):
    example = shipped("examples") / name / "district.yaml"
    rehearsal, typed = tmp_path / "rehearsal", tmp_path / "typed"
    for folder in (rehearsal, typed):
        assert htssp("new", folder).returncode == 0
    script = script_of(rehearsal, example)
    done = htssp("-C", typed, "ask", typed="\n".join(script) + "\n")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "That was the last question." in done.stdout
    assert answers(typed) == answers(rehearsal)
    original = tmp_path / "original"
    original.mkdir()
    (original / "district.yaml").write_bytes(example.read_bytes())
    for folder in (typed, original):
        assert htssp("-C", folder, "build", "protocol", "--format", "md").returncode == 0
    assert protocol(typed) == protocol(original)
    assert "\x1b" not in done.stdout


def protocol(folder: Path) -> list[str]:
    return (folder / "documents" / "protocol.md").read_text(encoding="utf-8").splitlines()


def answers(folder: Path) -> str:
    return (folder / "district.yaml").read_text(encoding="utf-8")
