"""Ctrl-C waits for the end of a save: whoever pressed Enter has given the answer."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType


@contextmanager
def unbroken() -> Iterator[None]:
    """Raises the KeyboardInterrupt of a Ctrl-C inside the block when the block has ended."""
    pressed: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        pressed.append(number)

    if current_thread() is not main_thread():  # only there can a signal be heard
        yield
        return
    before = signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt
