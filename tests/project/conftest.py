"""What the tests about the project itself share: its files, and a folder of wheels."""

import hashlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from filelock import FileLock

ROOT = Path(__file__).resolve().parent.parent.parent
LOCKS = [ROOT / "requirements" / name for name in ("run.txt", "build.txt")]
ADDED = {
    ".git",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    "__pycache__",
    "build",
    "demo",
    "dist",
}


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def project_files() -> list[Path]:
    """Every file that is in the repository or about to be, as absolute paths."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return _walked()  # an unpacked archive, or a machine without git
    paths = [ROOT / name for name in listed.decode("utf-8").split("\0") if name]
    return [path for path in paths if path.is_file()]


def _walked() -> list[Path]:
    """The files of an unpacked archive, without what a set-up and a test run add to it."""
    paths = [path for path in ROOT.rglob("*") if path.is_file()]
    return [path for path in paths if not ADDED & set(path.relative_to(ROOT).parts)]


@pytest.fixture(scope="session")
def load() -> Callable[[str], ModuleType]:
    """Import a program of the checkout that is in no package, such as "start.py"."""

    def load(name: str) -> ModuleType:
        path = ROOT / name
        spec = importlib.util.spec_from_file_location(f"loaded_{path.stem}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module  # typing looks the module up by its name
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture(scope="session")
def offline() -> dict[str, str]:
    """An environment in which pip reads no settings and every proxy leads nowhere."""
    kept = {key: value for key, value in os.environ.items() if not key.upper().startswith("PIP_")}
    nowhere = "http://127.0.0.1:9"
    return kept | {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "HTTP_PROXY": nowhere,
        "HTTPS_PROXY": nowhere,
        "http_proxy": nowhere,
        "https_proxy": nowhere,
    }


@pytest.fixture(scope="session")
def wheels(request: pytest.FixtureRequest) -> Path:
    """A folder with the wheels of run.txt and build.txt; downloaded once for each lock."""
    digest = hashlib.sha256(sys.version.encode())
    for lock in LOCKS:
        digest.update(lock.read_bytes())
    folder = request.config.cache.mkdir(f"wheels-{digest.hexdigest()[:16]}")
    complete = folder / "complete"
    with FileLock(folder / "lock"):
        if not complete.exists():
            command = [sys.executable, "-m", "pip", "download", "--require-hashes"]
            command += ["--only-binary", ":all:", "--dest", str(folder)]
            for lock in LOCKS:
                command += ["-r", str(lock)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                pytest.fail(f"The locked wheels could not be downloaded:\n{done.stderr[-2000:]}")
            complete.touch()
    return folder
