"""The command in a process of its own, as a person starts it."""

import os
import subprocess
import sys


def htssp(*arguments: object, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "htssp_builder", *map(str, arguments)],
        input=typed, capture_output=True, encoding="utf-8", timeout=300, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
