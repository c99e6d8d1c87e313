"""What the tests of the terminal door share: the command itself, and a district's folder."""

import re
import shutil
from collections.abc import Callable, Iterator
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


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The cache of compiled packs: never the user's own, and one for the whole run."""
    folder = tmp_path_factory.getbasetemp() / "htssp-cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HTSSP_CACHE", str(folder))
        yield folder


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


def _district(tmp_path: Path, example: str) -> Path:
    folder = tmp_path / "district"
    folder.mkdir()
    shutil.copy(shipped("examples") / example / "district.yaml", folder)
    return folder
