"""Set up and run HTSSP Builder from a checkout; needs Python 3.11 or later and nothing else.

    python3 start.py demo [DIR]           a filled example district in DIR, its documents built
    python3 start.py test [--fast] [...]  every check of the project; the rest goes to pytest

On Windows the command is ``py start.py ...``. The first run makes the folder .venv next to this
file and installs the exact, hash-checked versions named in requirements/. Later runs use it as it
is, until a lock file, pyproject.toml or this Python changes. Nothing is written elsewhere but what
pip keeps in its cache.

Only the standard library is used, and no syntax newer than Python 3.7, so that an old Python can
still say in one sentence that it is too old.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "htssp-installed.json"
OLDEST = (3, 11)
LOCKS = {"run": ("run", "build"), "test": ("test", "build")}
PIP_LINES_SHOWN = 12
NO_TESTS_COLLECTED = 5  # pytest's exit code


class CannotStart(Exception):
    """One sentence for the person: what is missing and how to mend it."""


class Step(NamedTuple):
    """One check of ``test``: its name, and what Python of .venv is given to run."""

    name: str
    arguments: list[str]
    is_pytest: bool = False


class Outcome(NamedTuple):
    """How a step ended: its name, passed or not, seconds taken, tests counted by result."""

    name: str
    passed: bool
    seconds: float
    tests: dict[str, int]


STEPS = [
    Step("ruff format", ["-m", "ruff", "format", "--check", "."]),
    Step("ruff check", ["-m", "ruff", "check", "."]),
    Step("mypy", ["-m", "mypy"]),
    Step(
        "lint-imports",
        ["-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-logo"],
    ),
    Step("pack check", ["-m", "htssp_builder", "pack", "check"]),
    Step("fast tests", ["-m", "pytest", "-m", "not slow", "-n", "auto"], is_pytest=True),
    Step("slow tests", ["-m", "pytest", "-m", "slow"], is_pytest=True),
]


def main(arguments: list[str]) -> int:
    """Run ``demo`` or ``test`` and give the exit code: theirs, 2 if it cannot start, 130 Ctrl-C."""
    try:
        _check_python()
        if arguments[:1] == ["demo"]:
            return _demo(arguments[1:])
        if arguments[:1] == ["test"]:
            return _test(arguments[1:])
    except CannotStart as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    asked_for_help = arguments[:1] in (["-h"], ["--help"])
    print(__doc__.strip(), file=sys.stdout if asked_for_help else sys.stderr)
    return 0 if asked_for_help else 2


def _demo(arguments: list[str]) -> int:
    set_up("run")
    # -P: a file of the user's current folder must not be taken for a module.
    return subprocess.call([str(_python()), "-P", "-m", "htssp_builder", "demo", *arguments])


def _test(arguments: list[str]) -> int:
    set_up("test")
    chosen = STEPS[:-1] if "--fast" in arguments else STEPS
    rest = [argument for argument in arguments if argument != "--fast"]
    return run_steps(chosen, rest, str(_python()))


# Set-up


def set_up(kind: str) -> None:
    """Make .venv ready for "run" or "test"; raise CannotStart with the reason when it cannot."""
    wanted = _wanted(kind)
    try:
        if _is_ready(wanted):
            return
        _make_environment(wanted)
        _install(kind)
        STAMP.write_text(json.dumps(wanted, indent=1) + "\n", encoding="utf-8")
    except OSError as problem:
        raise CannotStart(
            f"The folder {VENV} cannot be written ({problem}). Move the whole checkout to a folder "
            "of your own, for example Documents, and start again."
        ) from None
    _say("Set-up is complete.")


def _wanted(kind: str) -> dict[str, str]:
    digest = hashlib.sha256()
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    for path in [*locks, ROOT / "pyproject.toml"]:
        digest.update(path.read_bytes())
    return {
        "kind": kind,
        "digest": digest.hexdigest(),
        "python": sys.version,
        "checkout": str(ROOT),  # the installation points here, and a checkout can be moved
    }


def _stamp() -> dict[str, str]:
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_ready(wanted: dict[str, str]) -> bool:
    found = _stamp()
    # The test lock holds every version of the run lock, so "test" serves for "run" too.
    kinds = {wanted["kind"], "test"}
    same = all(found.get(key) == wanted[key] for key in ("digest", "python", "checkout"))
    return same and found.get("kind") in kinds and _python().exists()


def _check_python() -> None:
    if sys.version_info < OLDEST:
        have = ".".join(str(part) for part in sys.version_info[:3])
        raise CannotStart(
            f"This Python is version {have}, and HTSSP Builder needs 3.11 or later. Install a "
            "newer Python (on Windows from the Microsoft Store, which needs no administrator), "
            "then start again with it."
        )


def _make_environment(wanted: dict[str, str]) -> None:
    found = _stamp()
    keep = found.get("python") == wanted["python"] and found.get("checkout") == wanted["checkout"]
    if keep and _python().exists():
        STAMP.unlink()  # an interrupted installation must not look complete
        return
    try:
        import ensurepip  # noqa: F401 - Debian and Ubuntu leave it out
        import venv  # noqa: F401
    except ImportError:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise CannotStart(
            "This Python comes without its module venv. On Debian or Ubuntu install it with "
            f"'sudo apt install python{version}-venv', then start again."
        ) from None
    _say(f"Making a Python environment in {VENV}")
    if VENV.exists():
        shutil.rmtree(VENV)
    made = _quiet([sys.executable, "-m", "venv", str(VENV)])
    if made.returncode:
        raise CannotStart(
            f"Python could not make an environment in {VENV}:\n{_end(made.stdout)}\n"
            "Check that the disk has 500 MB free and that you may write there, then start again."
        )


def _install(kind: str) -> None:
    names = [f"requirements/{name}.txt" for name in LOCKS[kind]]
    _say(f"Installing the versions locked in {' and '.join(names)} (a minute or two)")
    locks = [part for name in LOCKS[kind] for part in ("-r", str(_lock(name)))]
    done = _pip(["install", "--require-hashes", "--only-binary", ":all:", *locks])
    if done.returncode:
        raise CannotStart(f"{_end(done.stdout)}\n{_why_pip_failed(done.stdout)}")
    _say("Installing HTSSP Builder from this checkout")
    own = ["--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT)]
    done = _pip(["install", *own])
    if done.returncode:
        raise CannotStart(
            f"{_end(done.stdout)}\nThis checkout could not be installed. It is probably not "
            "complete: get it again, then start again."
        )


def _lock(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def _why_pip_failed(output: str) -> str:
    if "DO NOT MATCH THE HASHES" in output:
        return (
            "A downloaded package is not the one this version was released with, so nothing was "
            "installed. Try again on another network; if it happens again, tell your IT department."
        )
    # pip says "no matching distribution" both without a network and for an unsupported computer.
    return (
        "The packages could not be downloaded. Check the internet connection (behind a proxy, set "
        "HTTPS_PROXY), then start again; docs/for-it.md lists the computers for which all packages "
        "are made, and shows how to install without internet."
    )


def _python() -> Path:
    if os.name == "nt":
        return VENV / "Scripts" / "python.exe"
    return VENV / "bin" / "python"


def _pip(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    command = [str(_python()), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    return _quiet([*command, *arguments])


def _quiet(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def _end(output: str) -> str:
    return "\n".join(output.strip().splitlines()[-PIP_LINES_SHOWN:])


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


# Checks


def run_steps(steps: list[Step], pytest_arguments: list[str], python: str) -> int:
    """Run every step, say how each ended, and close with the line "N passed, N failed".

    All steps run even when one fails, so that one run shows everything there is to mend.
    Gives 0 when all passed and at least one test ran, else 1.
    """
    outcomes = []
    for step in steps:
        extra = pytest_arguments if step.is_pytest else []
        outcomes.append(_run_step(step, extra, python))
    return _summary(outcomes)


def _run_step(step: Step, extra: list[str], python: str) -> Outcome:
    print(f"\n=== {step.name}", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        asked = [f"--junitxml={report}"] if step.is_pytest else []
        code = subprocess.call([python, *step.arguments, *asked, *extra], cwd=ROOT)
        tests = _counted(report)
    passed = code == 0 or (step.is_pytest and code == NO_TESTS_COLLECTED)
    seconds = time.monotonic() - started
    print(f"--- {step.name}: {'passed' if passed else 'FAILED'} in {seconds:.1f} s", flush=True)
    return Outcome(step.name, passed, seconds, tests)


def _counted(report: Path) -> dict[str, int]:
    if not report.exists():
        return {}
    counts = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):
        for key in counts:
            counts[key] += int(suite.get(key, "0"))
    return counts


def _summary(outcomes: list[Outcome]) -> int:
    print("\n=== Summary")
    for outcome in outcomes:
        mark = "passed" if outcome.passed else "FAILED"
        print(f"{outcome.name:<14}{mark}  {outcome.seconds:7.1f} s")
    tests, skipped, bad = (
        sum(outcome.tests.get(key, 0) for outcome in outcomes for key in keys)
        for keys in (["tests"], ["skipped"], ["failures", "errors"])
    )
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    if not tests:
        failed.append("no test ran")
    if failed:
        print(f"Not passed: {', '.join(failed)}")
    skips = f", {skipped} skipped" if skipped else ""
    print(f"{tests - skipped - bad} passed, {bad} failed{skips}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
