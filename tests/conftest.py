"""What all tests share: one cache of compiled packs, and a pack with the law of few states."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from htssp_builder.actions import packs
from htssp_builder.pack.find import pack_folder

FEW = ("FED.yaml", "CA.yaml", "CA-counties.yaml", "TX.yaml")


def pytest_collection_finish() -> None:
    """Python looks for what can be thrown away after every few hundred new objects. A packet has
    hundreds of thousands, and the collected tests stay to the end: that was a third of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The cache of compiled packs: never the user's own, and one for the whole run, shared by
    the processes that share the run."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HTSSP_CACHE", str(folder / "htssp-cache"))
        yield folder / "htssp-cache"


@pytest.fixture(scope="session", autouse=True)
def read_cached_pack() -> Iterator[Callable[[Path], packs.Opened | None]]:
    """A cached pack is read from its file once as long as nobody changes the file: a thousand
    commands would each read it anew. It is plain data that nothing writes to. Gives the function
    that truly reads, for the tests of the cache."""
    known: dict[tuple[Path, int, int], packs.Opened | None] = {}
    real = packs._kept

    def kept(path: Path) -> packs.Opened | None:
        try:
            stat = path.stat()
        except OSError:
            return real(path)
        key = (path, stat.st_mtime_ns, stat.st_size)
        if key not in known:
            if len(known) > 8:
                known.clear()
            known[key] = real(path)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packs, "_kept", kept)
        yield real


@pytest.fixture(scope="session")
def few_states(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation whose base pack knows the law of two states; not to be
    changed. For what has nothing to do with a state: a pack is checked by composing every
    document for every state there is, which takes seconds for all of them."""
    place = tmp_path_factory.mktemp("installed")
    base, own = pack_folder("hhs"), place / "templates" / "hhs"
    shutil.copytree(base, own, ignore=shutil.ignore_patterns("law"))
    (own / "law").mkdir()
    for name in FEW:
        shutil.copy(base / "law" / name, own / "law")
    return place
