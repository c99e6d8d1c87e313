"""What the tests of the terminal door share: the command itself, and a district's folder."""

import io
import re
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

from htssp_builder.cli.main import run
from htssp_builder.pack.find import shipped


class Outcome(NamedTuple):
    """What a command left behind: its exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Htssp = Callable[..., Outcome]

_WAITING = re.compile(r"^(Writing|Building|Checking) the \w+ \.\.\.\n", re.MULTILINE)
"""What is said on a machine that takes longer than a second."""


@pytest.fixture(scope="session")
def unhurried() -> Callable[[str], str]:
    """What was said on standard error, without what a slow machine says while one waits."""
    return lambda shown: _WAITING.sub("", shown)


@pytest.fixture
def htssp(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Htssp:
    """Types a command in an empty folder. Nobody is ever shown a traceback or a fault of ours."""
    monkeypatch.chdir(tmp_path)

    def typed(*arguments: object) -> Outcome:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        shown = capsys.readouterr()
        assert "Traceback" not in shown.out + shown.err
        assert "a fault of its own" not in shown.err
        return Outcome(code, shown.out, _WAITING.sub("", shown.err))

    return typed


@pytest.fixture
def refused(htssp: Htssp) -> Callable[..., str]:
    """Types a command that must be refused as bad input; gives the sentences."""

    def typed(*arguments: object) -> str:
        outcome = htssp(*arguments)
        assert outcome.code == 2
        assert outcome.out == ""
        assert outcome.err.strip().endswith((".", "?", ")"))
        return outcome.err

    return typed


@pytest.fixture
def texas(tmp_path: Path) -> Path:
    """A district's folder with every answer and nothing built yet."""
    return _district(tmp_path, "texas-midsize")


@pytest.fixture
def half(tmp_path: Path) -> Path:
    """A district's folder in which much is open."""
    return _district(tmp_path, "half-answered")


class Made(NamedTuple):
    """A district's folder whose documents are built in all formats, and what the build said."""

    folder: Path
    told: Outcome


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Made:
    """A district with every answer and all documents in all formats; not to be changed."""
    folder = _district(tmp_path_factory.mktemp("made"), "texas-midsize")
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(["-C", str(folder), "build", "--format", "docx,html, MD ,pdf,md"])
    return Made(folder, Outcome(code, out.getvalue(), _WAITING.sub("", err.getvalue())))


@pytest.fixture
def ready(made: Made, tmp_path: Path) -> Path:
    """That district once more, to be changed."""
    return shutil.copytree(made.folder, tmp_path / "ready")


def _district(tmp_path: Path, example: str) -> Path:
    folder = tmp_path / "district"
    folder.mkdir()
    shutil.copy(shipped("examples") / example / "district.yaml", folder)
    return folder
