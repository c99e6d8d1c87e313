"""What the tests of the actions share: a cache of their own, and a district's folder."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from htssp_builder.pack.find import shipped

NOW = datetime(2027, 1, 12, 15, 30, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The cache of compiled packs: never the user's own, and one for the whole run."""
    folder = tmp_path_factory.getbasetemp() / "htssp-cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HTSSP_CACHE", str(folder))
        yield folder


@pytest.fixture
def now() -> datetime:
    """The day that is passed to every action."""
    return NOW


@pytest.fixture
def texas(tmp_path: Path) -> Path:
    """A district's folder with every answer and nothing built yet."""
    folder = tmp_path / "district"
    folder.mkdir()
    shutil.copy(shipped("examples") / "texas-midsize" / "district.yaml", folder)
    return folder
