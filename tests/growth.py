"""How much work a thing is, counted: what else a machine is doing does not change the count."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def calls(work: Callable[[], object]) -> int:
    """How many functions, of Python and of C, are called while it runs."""
    count = 0

    def counted(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    earlier = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(earlier)
    return count


def growth(work: Callable[[int], Callable[[], object]], small: int, large: int) -> float:
    """How many times more calls one thing more costs among many than among few: 1 where the work
    is in proportion, large / small where it is quadratic. What is done once cancels out.

    work: what is to be counted, made ready for so many things; making it ready is not counted.
    """
    work(large)()  # imports, and what is remembered from one time to the next
    return _one_more(work, large) / _one_more(work, small)


def _one_more(work: Callable[[int], Callable[[], object]], number: int) -> float:
    fewer = number // 2
    return (calls(work(number)) - calls(work(fewer))) / (number - fewer)
