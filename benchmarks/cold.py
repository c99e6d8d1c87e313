"""Cold starts: fresh interpreters, from the command typed to the prompt again."""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from timing import python, rounds
from workload import ANSWERS, EXAMPLE, PROTOCOL, ROOT

HELP, HELP_BASE = "htssp --help", 'python -c "import click"'
BUILD, BUILD_BASE = "htssp build protocol", 'python -c "import click, jinja2, lxml.etree"'
CHECK, PLAN = "htssp check", "htssp plan"
BARE = 'python -c "pass"'

# The district's name: it stands on the first page and in most sections.
_NAME = re.compile(r"^  name: .+$", re.MULTILINE)


def measure(folder: Path, repeats: int) -> dict[str, list[float]]:
    """Milliseconds of the commands and of what they are measured against, in every repetition.

    folder: an empty one; the example is copied there. Every build finds its answers changed and
    must write the file, or RuntimeError is raised.
    """
    environment = {**os.environ, "HTSSP_CACHE": str(folder / "cache"), "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    district = folder / "district"
    shutil.copytree(EXAMPLE, district)
    (district / "documents").mkdir(exist_ok=True)
    build = _builder(district, environment)
    build(0)  # fills the cache of packs

    def base(source: str) -> Callable[[int], Any]:
        return lambda _: python(["-c", source], environment)

    def reports(command: str) -> Callable[[int], Any]:
        # 1: findings stand, as they do in most districts.
        typed = ["-m", "htssp_builder", "-C", str(district), command]
        return lambda _: python(typed, environment, codes=(0, 1))

    return rounds(
        {
            BARE: base("pass"),
            HELP_BASE: base("import click"),
            HELP: lambda _: python(["-m", "htssp_builder", "--help"], environment),
            BUILD_BASE: base("import click, jinja2, lxml.etree"),
            BUILD: lambda number: build(number + 1),
            CHECK: reports("check"),
            PLAN: reports("plan"),
        },
        repeats,
    )


def _builder(district: Path, environment: dict[str, str]) -> Callable[[int], None]:
    answers = district / ANSWERS
    target = district / "documents" / f"{PROTOCOL}.docx"
    original = answers.read_text(encoding="utf-8")

    def build(number: int) -> None:
        changed = _NAME.sub(rf"\g<0> No. {number}", original, count=1)
        answers.write_text(changed, encoding="utf-8", newline="\n")
        before = target.stat().st_mtime_ns if target.exists() else 0
        said = python(["-m", "htssp_builder", "-C", str(district), "build", PROTOCOL], environment)
        if not target.exists() or target.stat().st_mtime_ns == before:
            raise RuntimeError(f"The build wrote no new file. It said: {said}")

    return build
