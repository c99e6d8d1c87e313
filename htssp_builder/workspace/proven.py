"""Which phone numbers and addresses were judged right before, so that a build need not ask again.

The file holds 8-byte marks and no value. One that is missing or damaged only costs time.
"""

from htssp_builder.workspace.files import write_atomically
from htssp_builder.workspace.folder import Workspace

_HEAD = b"htssp-checked-1\n"
_MARK = 8


def load_proven(workspace: Workspace) -> set[bytes]:
    """The marks of values judged right before."""
    try:
        data = (workspace.state / "checked").read_bytes()
    except OSError:
        return set()
    body = data.removeprefix(_HEAD)
    if len(body) == len(data) or len(body) % _MARK:
        return set()
    return {body[at : at + _MARK] for at in range(0, len(body), _MARK)}


def save_proven(workspace: Workspace, proven: set[bytes]) -> None:
    """Keep the marks. Call it under `lock.writing`."""
    write_atomically(workspace.state / "checked", _HEAD + b"".join(sorted(proven)))
