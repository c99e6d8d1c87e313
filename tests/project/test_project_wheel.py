"""The wheel holds everything, installs from a folder without internet, and works there."""

import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(
    root: Path, wheels: Path, offline: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The folder that docs/for-it.md has an IT department collect: all wheels, ours among them."""
    collected = tmp_path_factory.mktemp("htssp-wheels")
    for wheel in wheels.glob("*.whl"):
        shutil.copy(wheel, collected)
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-index"]
    command += ["--find-links", str(collected), "--wheel-dir", str(collected), str(root)]
    done = subprocess.run(command, env=offline, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return collected


@pytest.fixture(scope="module")
def inside(folder: Path) -> set[str]:
    """The names of the files in our wheel."""
    (wheel,) = folder.glob("htssp_builder-*.whl")
    with zipfile.ZipFile(wheel) as parts:
        return set(parts.namelist())


@pytest.fixture(scope="module")
def installed(
    folder: Path, offline: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The programs of an environment into which that folder was installed without internet."""
    place = tmp_path_factory.mktemp("elsewhere") / "htssp"
    venv.create(place, with_pip=True)
    programs = place / ("Scripts" if sys.platform == "win32" else "bin")
    command = [str(programs / "python"), "-m", "pip", "install", "--no-index"]
    command += ["--find-links", str(folder), "htssp-builder"]
    done = subprocess.run(command, env=offline, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return programs


def test_the_wheel_holds_every_file_of_the_package_the_packs_and_the_examples(
    root: Path, project_files: list[Path], inside: set[str]
) -> None:
    assert "htssp_builder/templates/hhs/pack.yaml" in inside
    assert any(name.startswith("htssp_builder/examples/") for name in inside)
    names = [path.relative_to(root).as_posix() for path in project_files]
    package = {name for name in names if name.startswith("htssp_builder/")}
    shipped = {f"htssp_builder/{n}" for n in names if n.startswith(("templates/", "examples/"))}
    assert not (package | shipped) - inside


def test_the_wheel_holds_nothing_else(inside: set[str]) -> None:
    assert not [
        name for name in inside if not name.startswith(("htssp_builder/", "htssp_builder-"))
    ]
    assert not [name for name in inside if "__pycache__" in name or name.endswith(".pyc")]
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in inside)


def test_the_same_checkout_gives_the_same_wheel(
    root: Path, folder: Path, offline: dict[str, str], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"]
    command += ["--no-index", "--wheel-dir", str(tmp_path), str(root)]
    done = subprocess.run(command, env=offline, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    (again,) = tmp_path.glob("*.whl")
    assert again.read_bytes() == (folder / again.name).read_bytes()


def test_the_docs_show_the_commands_that_are_tested_here(root: Path, folder: Path) -> None:
    page = (root / "docs" / "for-it.md").read_text(encoding="utf-8")
    commands = [
        "pip download --require-hashes --only-binary :all: --dest htssp-wheels"
        " -r requirements/run.txt -r requirements/build.txt",
        "pip wheel --no-deps --no-index --find-links htssp-wheels --wheel-dir htssp-wheels .",
        "pip install --no-index --find-links htssp-wheels htssp-builder",
        "pip install --no-index --find-links htssp-wheels --require-hashes --force-reinstall"
        " --no-deps -r run.txt",
    ]
    assert not [
        command
        for command in commands
        if f"python -m {command}\n" not in page.replace("python3", "python")
    ]
    assert f"holds {len(list(folder.glob('*.whl')))} files" in page


def test_the_installed_command_tells_its_version(root: Path, installed: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    done = _htssp(installed, ["--version"], installed.parent)
    assert done.returncode == 0, done.stderr
    assert project["version"] in done.stdout


def test_the_installed_command_makes_the_demo(installed: Path, tmp_path: Path) -> None:
    done = _htssp(installed, ["demo", "district"], tmp_path)
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "district" / "documents").glob("*.docx"))


def test_the_hashes_can_be_checked_again_where_it_is_installed(
    root: Path, folder: Path, installed: Path, offline: dict[str, str]
) -> None:
    command = [str(installed / "python"), "-m", "pip", "install", "--no-index", "--find-links"]
    command += [str(folder), "--require-hashes", "--force-reinstall", "--no-deps"]
    command += ["-r", str(root / "requirements" / "run.txt")]
    done = subprocess.run(command, env=offline, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]


def _htssp(programs: Path, arguments: list[str], place: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(programs / "htssp"), *arguments],
        cwd=place,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
