"""One writer at a time in a district's folder."""

from collections.abc import Iterator
from contextlib import contextmanager

from htssp_builder.problems import HtsspError, error
from htssp_builder.workspace.folder import Workspace, make_folder

WAIT = 5.0
"""Seconds to wait for another command before giving up."""


@contextmanager
def locked(workspace: Workspace) -> Iterator[None]:
    """While this lasts no other command writes here. Raises HtsspError where one does."""
    from filelock import FileLock, Timeout

    make_folder(workspace.kept)
    try:
        with FileLock(workspace.kept / "lock", timeout=WAIT):
            yield
    except Timeout:
        raise HtsspError(
            error(
                str(workspace.folder),
                "Another htssp command is writing in this folder.",
                "Wait until it is done and try again; nothing was changed.",
            )
        ) from None
    except PermissionError:
        raise HtsspError(
            error(
                str(workspace.folder),
                "The folder is read-only.",
                "Ask for the right to write there, or copy the folder to a place of your own.",
            )
        ) from None
