"""What the tests of the actions share: a day, and a district's folder."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from htssp_builder.pack.find import shipped

NOW = datetime(2027, 1, 12, 15, 30, tzinfo=UTC)


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
