"""`htssp ask` with lines typed into it, in a folder in which nothing is answered."""

import io
import sys
from typing import NamedTuple

import pytest
from ask_files import START


@pytest.fixture
def district(tmp_path):
    """A folder in which nothing is answered."""
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "district.yaml").write_text(START, encoding="utf-8")
    return folder


@pytest.fixture
def ask(htssp, monkeypatch):
    """Types lines into `htssp -C FOLDER ask ...`; an exception in their place is raised there."""

    def typed(folder, *arguments, lines=()):
        monkeypatch.setattr(sys, "stdin", Lines(lines))
        outcome = htssp("-C", folder, "ask", *arguments)
        assert "\x1b" not in outcome.out
        assert max(map(len, outcome.out.splitlines()), default=0) < 140
        words = " ".join(outcome.out.split())
        return Outcome(outcome.code, outcome.out, outcome.err, words)

    return typed


class Outcome(NamedTuple):
    """words: the output as if it stood on one line."""

    code: int
    out: str
    err: str
    words: str


class Lines(io.StringIO):
    """Standard input with these lines; calls what is no text, and goes on to the next line."""

    def __init__(self, lines):
        super().__init__()
        self.left = list(lines)

    def readline(self, *_):
        while self.left:
            line = self.left.pop(0)
            if isinstance(line, str):
                return line + "\n"
            line()
        return ""
