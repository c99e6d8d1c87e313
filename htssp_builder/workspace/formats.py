"""The format of district.yaml (`format: 1`), and the way up from older ones."""

from collections.abc import Callable
from collections.abc import Mapping as AbstractMapping
from datetime import datetime
from types import MappingProxyType

from htssp_builder.problems import HtsspError, error
from htssp_builder.workspace.folder import Workspace
from htssp_builder.workspace.textfiles import Loaded, load, save
from htssp_builder.yamlfile.nodes import Mapping, Scalar
from htssp_builder.yamlfile.read import read

FORMAT = 1
"""What this version writes."""

Upgrades = AbstractMapping[int, Callable[[str], str]]

UPGRADES: Upgrades = MappingProxyType({})
"""From each older format to the next one: the text of a file to the text of a newer one, made
with `yamlfile.edit` so that comments survive. Format 1 is the first."""


def upgrade(text: str, name: str, *, newest: int = FORMAT, upgrades: Upgrades = UPGRADES) -> str:
    """The text of an answers file in the newest format. A file that names none has format 1.

    Raises HtsspError for a format that this version does not know.
    """
    for _ in range(newest):
        found = _format_of(text, name)
        if found == newest:
            return text
        if found not in upgrades:
            break
        text = upgrades[found](text)
    raise HtsspError(
        error(
            name,
            f"The file is written in format {_format_of(text, name)}; this version of htssp "
            f"knows formats up to {newest}.",
            "Install the current version of htssp-builder.",
        )
    )


def load_answers(
    workspace: Workspace,
    *,
    now: datetime,
    newest: int = FORMAT,
    upgrades: Upgrades = UPGRADES,
) -> Loaded:
    """The answers as text, brought to the newest format on disk too, with a backup of the older
    one. now: printed in the backup's name."""
    loaded = load(workspace.answers)
    text = upgrade(loaded.text, workspace.answers.name, newest=newest, upgrades=upgrades)
    return save(workspace, workspace.answers, text, loaded, now=now)


def _format_of(text: str, name: str) -> int:
    return format_of(read(text, name)[0], name)  # its problems are shown by whoever reads it


def format_of(answers: Mapping, name: str) -> int:
    """The format that an answers file states; 1 where it states none. Raises HtsspError."""
    node = answers.entries.get("format", Scalar("1", 1, False))
    typed = node.text if isinstance(node, Scalar) else ""
    if typed.isascii() and typed.isdigit() and int(typed) > 0:
        return int(typed)
    raise HtsspError(
        error(f"{name}:{node.line}", "The format is not a number.", f"Write: format: {FORMAT}.")
    )
