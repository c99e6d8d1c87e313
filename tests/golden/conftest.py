"""The example districts, and the option that renews what they are compared with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from example_files import EXAMPLES, Example, made


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest tests/golden --update-goldens` writes examples/*/expected/ anew."""
    parser.addoption("--update-goldens", action="store_true", help="Renew the expected files.")


@pytest.fixture(scope="session", autouse=True)
def pack_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The cache of compiled packs: never the user's own, and one for the whole run."""
    folder = tmp_path_factory.getbasetemp() / "htssp-cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HTSSP_CACHE", str(folder))
        yield folder


@pytest.fixture(params=EXAMPLES)
def example(request: pytest.FixtureRequest) -> Example:
    """Each of the example districts in turn."""
    return made(request.param)


def _judged(name: str) -> object:
    """The longest one is judged in every run, all of them in a slow one."""
    marks = () if name == "texas-midsize" else (pytest.mark.slow,)
    return pytest.param(name, marks=marks)


@pytest.fixture(params=[_judged(name) for name in EXAMPLES])
def judged(request: pytest.FixtureRequest) -> Example:
    """The example districts, for what takes a second each."""
    return made(request.param)
