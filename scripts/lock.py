"""Write the lock files in requirements/: exact versions and SHA-256 hashes, no address.

    python scripts/lock.py              keep the locked versions, take in changes of pyproject.toml
    python scripts/lock.py --upgrade    move every package to its newest allowed version

Needs uv (``pip install uv``). One lock serves Windows, macOS and Linux and every supported
Python: what only one platform needs carries a marker. Afterwards run ``scripts/sbom.py``.
"""

import argparse
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = "3.11"

# hatchling asks for it only when a checkout is installed in place, so no list of ours names it.
FOR_EDITABLE = "editables>=0.5"


def main(arguments: list[str] | None = None) -> int:
    """Write run.txt, test.txt and build.txt; 0 when done, 2 when uv is missing or refuses."""
    parser = argparse.ArgumentParser(description="Write the lock files in requirements/.")
    parser.add_argument("--upgrade", action="store_true", help="take the newest allowed versions")
    upgrade = ["--upgrade"] if parser.parse_args(arguments).upgrade else []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    build = "\n".join([*project["build-system"]["requires"], FOR_EDITABLE]) + "\n"
    # Each lock is bound by the one before it, so that all three fit into one environment.
    try:
        _compile("run", ["pyproject.toml", *upgrade])
        extras = ["--extra", "test", "--extra", "bench"]
        _compile("test", ["pyproject.toml", *extras, "-c", "requirements/run.txt", *upgrade])
        _compile("build", ["-", "-c", "requirements/test.txt", *upgrade], typed=build)
    except (subprocess.CalledProcessError, ValueError) as problem:
        print(f"The lock files are not complete: {problem}", file=sys.stderr)
        return 2
    print("Next: python scripts/sbom.py")
    return 0


def _compile(name: str, arguments: list[str], typed: str = "") -> None:
    target = ROOT / "requirements" / f"{name}.txt"
    command = [sys.executable, "-m", "uv", "pip", "compile", *arguments, "--quiet", "--universal"]
    command += ["--python-version", OLDEST_PYTHON, "--generate-hashes"]
    command += [
        "--custom-compile-command",
        "python scripts/lock.py",
        "-o",
        f"requirements/{name}.txt",
    ]
    subprocess.run(
        command, cwd=ROOT, input=typed, encoding="utf-8", check=True, stdout=subprocess.DEVNULL
    )
    if "://" in target.read_text(encoding="utf-8"):
        raise ValueError(f"requirements/{name}.txt names an address; take it out of uv's settings.")
    print(f"requirements/{name}.txt written")


if __name__ == "__main__":
    sys.exit(main())
