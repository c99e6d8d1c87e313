"""A real pseudo-terminal with the questionnaire in it: keys are pressed, the screen is read."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

UP, DOWN, ENTER, CTRL_C, CTRL_D = "\x1b[A", "\x1b[B", "\r", "\x03", "\x04"


class Screen:
    """`htssp ...` in a terminal of so many columns. text: everything that was written so far."""

    def __init__(self, *arguments: object, columns: int = 80, **more: str) -> None:
        self.child, self.handle = pty.fork()
        if self.child == 0:
            environment = {**os.environ, "TERM": "xterm-256color", "PYTHONUTF8": "1", **more}
            for name in ("COLUMNS", "LINES"):
                environment.pop(name, None)
            command = [sys.executable, "-m", "htssp_builder", *map(str, arguments)]
            os.execve(sys.executable, command, environment)
        self.text = ""
        self._seen = 0
        self.resize(columns)

    def resize(self, columns: int, rows: int = 30) -> None:
        """The window is made wider or narrower."""
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self.handle, termios.TIOCSWINSZ, size)
        os.kill(self.child, signal.SIGWINCH)

    def read(self, seconds: float = 0.3) -> str:
        """What was written since the last look, once nothing more comes for a while."""
        start = len(self.text)
        while select.select([self.handle], [], [], seconds)[0]:
            try:
                data = os.read(self.handle, 65536)
            except OSError:
                break
            if not data:
                break
            self.text += data.decode("utf-8", "replace")
            if b"\x1b[6n" in data:  # the terminal is asked where its cursor is
                os.write(self.handle, b"\x1b[1;1R")
        return self.text[start:]

    def wait_for(self, words: str, seconds: float = 20) -> None:
        """Read until these words have been written since the last time."""
        end = time.monotonic() + seconds
        while words not in plain(self.text[self._seen :]):
            self.read(0.05)
            if time.monotonic() > end:
                raise AssertionError(f"{words!r} never came; the end was {self.text[-3000:]!r}")
        self._seen = len(self.text)

    def type(self, keys: str) -> None:
        os.write(self.handle, keys.encode())

    def close(self, seconds: float = 20) -> int:
        """The exit code, once the command has ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.05)
            done, status = os.waitpid(self.child, os.WNOHANG)
            if done:
                self.read(0.05)
                os.close(self.handle)
                return os.waitstatus_to_exitcode(status)
        os.kill(self.child, signal.SIGKILL)
        raise AssertionError(f"it did not end; the end was {self.text[-2000:]!r}")


def plain(text: str) -> str:
    """The text without the sequences that move the cursor or colour it."""
    import re

    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[()][A-Z0-9]|\x1b[=>]", "", text)
