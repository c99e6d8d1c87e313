"""Timing fairly: contenders take turns, so that a busy moment of the machine hits them all."""

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any


def alternate(contenders: Mapping[str, Callable[[int], Any]], repeats: int) -> dict[str, float]:
    """The median time of each contender in milliseconds, each called in turn."""
    return {name: statistics.median(times) for name, times in rounds(contenders, repeats).items()}


def rounds(contenders: Mapping[str, Callable[[int], Any]], repeats: int) -> dict[str, list[float]]:
    """Every time of each contender in milliseconds, each called in turn.

    A contender is given the number of the repetition. The first round is not counted.
    """
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(repeats + 1):
        for name, run in contenders.items():
            gc.collect()
            start = time.perf_counter()
            run(number)
            taken[name].append(1000 * (time.perf_counter() - start))
    return {name: times[1:] for name, times in taken.items()}


def python(
    arguments: Sequence[str], environment: Mapping[str, str], *, codes: Sequence[int] = (0,)
) -> str:
    """What a fresh interpreter prints. Raises RuntimeError with its message where it leaves with
    another exit code than these."""
    done = subprocess.run(
        [sys.executable, *arguments],
        env=dict(environment),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in codes:
        raise RuntimeError(f"{' '.join(arguments)} gave {done.returncode}: {done.stderr.strip()}")
    return done.stdout
