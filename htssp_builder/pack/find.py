"""Where packs and examples are: inside the installed package, or beside it in a checkout."""

from pathlib import Path

from htssp_builder.problems import HtsspError, error

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(name: str) -> Path:
    """The folder "templates" or "examples" that came with the software."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def pack_names() -> list[str]:
    """The packs that came with the software."""
    return sorted(f.parent.name for f in shipped("templates").glob("*/pack.yaml"))


def pack_folder(name: str) -> Path:
    """The folder of a shipped pack. Raises HtsspError where there is none of this name."""
    folder = shipped("templates") / name
    if not (folder / "pack.yaml").is_file():
        known = ", ".join(pack_names()) or "none"
        raise HtsspError(error(name, "There is no such pack.", f"Known packs: {known}."))
    return folder
