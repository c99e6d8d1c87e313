"""What docs/for-it.md tells an IT department about files is what happens."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

CACHES = {"user_cache_path", "user_cache_dir", "PlatformDirs"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no variable that moves the cache")
def test_the_demo_writes_only_the_district_and_the_cache(tmp_path: Path) -> None:
    home, place, temporary = (tmp_path / name for name in ("home", "place", "temporary"))
    for folder in (home, place, temporary):
        folder.mkdir()
    kept = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
    moved = {"HOME": str(home), "TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "htssp_builder", "demo", "district"]
    root = Path(__file__).resolve().parent.parent.parent
    path = os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        command,
        cwd=place,
        env=kept | moved | {"PYTHONPATH": path},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [entry.name for entry in place.iterdir()] == ["district"]
    assert not list(temporary.iterdir())
    cache = home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "htssp-builder"
    written = [entry for entry in home.rglob("*") if entry.is_file()]
    assert not [entry for entry in written if cache not in entry.parents]


def test_every_cache_is_the_one_that_the_docs_name(root: Path) -> None:
    # On Windows platformdirs doubles the name unless it is told that there is no author.
    page = (root / "docs" / "for-it.md").read_text(encoding="utf-8")
    assert r"%LOCALAPPDATA%\htssp-builder\Cache" in page
    for path in (root / "htssp_builder").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in CACHES:
                named = {key.arg: ast.unparse(key.value) for key in node.keywords}
                assert ast.unparse(node.args[0]) == "'htssp-builder'", path.name
                assert named.get("appauthor") == "False", path.name
