"""One writer at a time in a district's folder."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager

from htssp_builder.problems import HtsspError, error
from htssp_builder.workspace.files import make_folder
from htssp_builder.workspace.folder import Workspace

PATIENCE = 5.0
"""Seconds; another command of the same person is done by then."""


@contextmanager
def writing(workspace: Workspace, *, patience: float = PATIENCE) -> Iterator[None]:
    """Holds the workspace's lock: take it before reading what is about to be changed. Not to be
    taken twice by one caller.

    patience: seconds to wait. Raises HtsspError where somebody else holds it longer, or the
    folder cannot be written to.
    """
    # Costs 12 ms of a cold start, so that commands which only read do without it.
    from filelock import FileLock, Timeout

    make_folder(workspace.state)
    lock = FileLock(workspace.lock, timeout=patience, mode=_mode(workspace))
    try:
        lock.acquire()
    except Timeout as problem:
        raise HtsspError(
            error(
                str(workspace.root),
                "Somebody else, or another window of yours, is changing this folder.",
                "Wait until that is done and try again.",
            )
        ) from problem
    except (OSError, NotImplementedError) as problem:
        raise HtsspError(
            error(
                str(workspace.lock),
                "The folder cannot be locked for writing.",
                "See whether you may write there, or copy it to a drive of this computer.",
            )
        ) from problem
    try:
        yield
    finally:
        lock.release()


def _mode(workspace: Workspace) -> int:
    """Colleagues who share the folder must be able to take the lock too."""
    if os.name == "nt":
        return 0o666
    return stat.S_IMODE(workspace.root.stat().st_mode) & 0o666 | 0o600
