"""The example districts, and the option that renews what they are compared with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from example_files import DOCUMENTS, EXAMPLES, Example, made


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


def _each(*, judged: bool = False) -> list[object]:
    """The documents of the longest example are judged in every run, all of them in a slow one."""
    return [
        pytest.param(
            (name, kind),
            id=f"{name}-{kind}",
            marks=() if name == "texas-midsize" or not judged else (pytest.mark.slow,),
        )
        for name in EXAMPLES
        for kind in DOCUMENTS
    ]


@pytest.fixture(params=_each())
def example(request: pytest.FixtureRequest) -> Example:
    """Each document of the example districts in turn."""
    return made(*request.param)


@pytest.fixture(params=_each(judged=True))
def judged(request: pytest.FixtureRequest) -> Example:
    """The same, for what takes a second each."""
    return made(*request.param)
