"""The cache of compiled packs of these tests: never the user's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.getbasetemp() / "htssp-cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HTSSP_CACHE", str(folder))
        yield folder
