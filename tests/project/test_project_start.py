"""start.py sets everything up by itself, says plainly why it cannot, and sums its checks up."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

OLD_PYTHON = """
import runpy, sys
sys.version_info = (3, 9, 1)
sys.argv = ["start.py", "demo"]
runpy.run_path("start.py", run_name="__main__")
"""
NO_VENV = """
import runpy, sys
sys.modules["ensurepip"] = None
sys.argv = ["start.py", "demo"]
runpy.run_path("start.py", run_name="__main__")
"""
PASSING = "def test_a(): pass\ndef test_b(): pass\n"
FAILING = "def test_c(): assert False\n"
SKIPPING = "import pytest\ndef test_d(): pytest.skip('no such program here')\n"


@pytest.fixture
def bare(root: Path, tmp_path: Path) -> Path:
    """Only what the set-up reads, in a folder whose name has a space."""
    copy = tmp_path / "a checkout"
    shutil.copytree(root / "requirements", copy / "requirements")
    for name in ("start.py", "pyproject.toml"):
        shutil.copy(root / name, copy)
    return copy


@pytest.fixture(scope="module")
def start(load: Callable[[str], ModuleType]) -> ModuleType:
    """start.py as a module."""
    return load("start.py")


def test_an_old_python_is_told_in_one_sentence_what_to_do(bare: Path) -> None:
    done = _run([sys.executable, "-c", OLD_PYTHON], bare)
    assert done.returncode == 2
    assert "This Python is version 3.9.1" in done.stderr
    assert "Install a newer Python" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (bare / ".venv").exists()


def test_a_missing_venv_module_is_named_with_its_debian_package(bare: Path) -> None:
    done = _run([sys.executable, "-c", NO_VENV], bare)
    assert done.returncode == 2
    assert "sudo apt install python3." in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_command_the_usage_is_shown(bare: Path) -> None:
    refused = _run([sys.executable, "start.py"], bare)
    asked = _run([sys.executable, "start.py", "--help"], bare)
    assert (refused.returncode, asked.returncode) == (2, 0)
    assert "start.py demo [DIR]" in refused.stderr
    assert "start.py test" in asked.stdout
    assert not (bare / ".venv").exists()


@pytest.mark.slow
def test_a_failed_download_ends_in_a_remedy_and_is_tried_again(
    bare: Path, offline: dict[str, str]
) -> None:
    environment = offline | {"PIP_RETRIES": "0", "PIP_TIMEOUT": "2", "PIP_NO_CACHE_DIR": "1"}
    for _attempt in range(2):
        done = _run([sys.executable, "start.py", "demo"], bare, environment)
        assert done.returncode == 2
        assert "could not be downloaded. Check the internet connection" in done.stderr
        assert "Traceback" not in done.stderr
        assert "Installing the versions locked" in done.stderr


@pytest.mark.slow
def test_a_package_with_another_hash_is_not_installed(
    bare: Path, wheels: Path, offline: dict[str, str]
) -> None:
    lock = bare / "requirements" / "run.txt"
    lines = lock.read_text(encoding="utf-8").splitlines()
    changed = [line.replace("sha256:", "sha256:" + "0" * 8, 1) for line in lines]
    cut = [
        line if old == line else _shortened(line) for old, line in zip(lines, changed, strict=True)
    ]
    lock.write_text("\n".join(cut) + "\n", encoding="utf-8")
    environment = offline | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}
    done = _run([sys.executable, "start.py", "demo"], bare, environment)
    assert done.returncode == 2
    assert "not the one this version was released with" in done.stderr


@pytest.mark.slow
def test_the_demo_works_from_a_fresh_copy_and_sets_up_only_once(
    root: Path, project_files: list[Path], wheels: Path, offline: dict[str, str], tmp_path: Path
) -> None:
    copy = tmp_path / "fresh copy"
    for path in project_files:
        target = copy / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    environment = offline | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}
    user = tmp_path / "user"
    user.mkdir()
    command = [sys.executable, str(copy / "start.py"), "demo"]

    first = _run([*command, "one"], user, environment)
    assert first.returncode == 0, first.stderr[-2000:]
    assert "Installing" in first.stderr
    assert list((user / "one" / "documents").glob("*.docx"))

    second = _run([*command, "two"], user, environment)
    assert second.returncode == 0
    assert "Installing" not in second.stderr
    assert list((user / "two" / "documents").glob("*.docx"))

    with (copy / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write("\n# changed\n")
    third = _run([*command, "three"], user, environment)
    assert third.returncode == 0
    assert "Installing" in third.stderr


def test_every_step_runs_and_the_last_line_counts_the_tests_of_all(
    start: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    steps = [
        start.Step("a check", ["-c", "pass"]),
        _tests(start, tmp_path, "fast tests", PASSING),
        _tests(start, tmp_path, "slow tests", SKIPPING),
    ]
    assert start.run_steps(steps, ["-q"], sys.executable) == 0
    printed = capfd.readouterr().out.splitlines()
    assert printed[-1] == "2 passed, 0 failed, 1 skipped"
    assert any(line.startswith("a check") and "passed" in line for line in printed)


def test_a_failed_check_is_named_and_the_rest_runs_all_the_same(
    start: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    steps = [
        start.Step("a check", ["-c", "raise SystemExit(3)"]),
        _tests(start, tmp_path, "fast tests", PASSING + FAILING),
    ]
    assert start.run_steps(steps, ["-q"], sys.executable) == 1
    printed = capfd.readouterr().out.splitlines()
    assert printed[-2:] == ["Not passed: a check, fast tests", "2 passed, 1 failed"]


def test_a_run_without_any_test_fails(
    start: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    steps = [_tests(start, tmp_path, "fast tests", "")]
    assert start.run_steps(steps, [], sys.executable) == 1
    assert "no test ran" in capfd.readouterr().out


def test_the_checks_come_in_the_order_that_finds_cheap_mistakes_first(start: ModuleType) -> None:
    names = [step.name for step in start.STEPS]
    assert names == [
        "ruff format",
        "ruff check",
        "mypy",
        "lint-imports",
        "pack check",
        "fast tests",
        "slow tests",
    ]


def test_fast_leaves_out_the_slow_tests_only(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[list[str], list[str]]] = []

    def note(steps: list[object], rest: list[str], python: str) -> int:
        asked.append(([step.name for step in steps], rest))  # type: ignore[attr-defined]
        return 0

    monkeypatch.setattr(start, "set_up", lambda kind: None)
    monkeypatch.setattr(start, "run_steps", note)
    assert start.main(["test", "--fast", "-k", "word"]) == 0
    assert start.main(["test"]) == 0
    (fast, rest), (all_steps, _none) = asked
    assert fast == all_steps[:-1]
    assert rest == ["-k", "word"]


def _tests(start: ModuleType, folder: Path, name: str, source: str) -> object:
    path = folder / f"test_{name.replace(' ', '_')}.py"
    path.write_text(source, encoding="utf-8")
    arguments = ["-m", "pytest", str(path), "-p", "no:cacheprovider"]
    return start.Step(name, [*arguments, "--rootdir", str(folder)], is_pytest=True)


def _shortened(line: str) -> str:
    head, digest = line.split("sha256:")
    return f"{head}sha256:{digest[:64]}{digest[72:]}"


def _run(
    command: list[str], folder: Path, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env=environment or dict(os.environ),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
