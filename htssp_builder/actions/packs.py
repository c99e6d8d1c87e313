"""Opens a pack, ready to compose: from the user's cache, or read, checked and compiled anew.

What is kept is found by the digest of the pack's files and the versions of the libraries that
made it. It lies in the user's own cache folder and is never read from a district's folder.
"""

import os
import pickle
import sys
from contextlib import suppress
from importlib.machinery import PathFinder
from pathlib import Path
from typing import NamedTuple

from htssp_builder.compose.program import Program
from htssp_builder.interview.shapes import Shape
from htssp_builder.pack.find import pack_folder
from htssp_builder.pack.load import Files, read_files
from htssp_builder.pack.model import Pack
from htssp_builder.problems import HtsspError, error

_LIBRARIES = (("jinja2", "__init__.py"), ("markdown", "__meta__.py"))
"""Libraries whose versions shape a compiled pack, and the file in which each states its own."""

_KEPT = 6
"""Compiled packs that stay in the cache; older ones are removed."""

_SEAL = 16
"""Bytes of the digest at the end of a cached pack, which tells a damaged one."""


class Opened(NamedTuple):
    """A pack with the shape of its answers and the program of each of its documents."""

    pack: Pack
    shape: Shape
    programs: dict[str, Program]


def split_name(stated: str) -> tuple[str, str]:
    """ "hhs@1.0" -> ("hhs", "1.0")."""
    name, _, number = stated.partition("@")
    return name.strip() or "hhs", number.strip()


def open_pack(stated: str, overrides: Path | None = None) -> Opened:
    """The pack that a district names ("hhs@1.0"), with the overrides in its own folder.

    Raises HtsspError where there is no such pack or it has mistakes.
    """
    name, wanted = split_name(stated)
    folders = [pack_folder(name)]
    if overrides is not None and overrides.is_dir():
        folders.append(overrides)
    opened = open_files(read_files(*folders))
    _refuse_newer(opened.pack, wanted)
    return opened


def open_files(files: Files) -> Opened:
    """The pack that these files make, from the cache where it has been made before."""
    path = cache_folder() / f"{_key(files.digest)}.pack"
    kept = _kept(path)
    if kept is not None:
        return kept
    made = make(files)
    _keep(path, made)
    return made


def make(files: Files) -> Opened:
    """The pack, read and compiled. Raises HtsspError with everything that is wrong in it."""
    from htssp_builder.compose.build import compile_document
    from htssp_builder.interview.shapes import make_shape
    from htssp_builder.pack.load import load_pack

    pack = load_pack(files)
    programs = {d.id: compile_document(pack, d) for d in pack.documents.values()}
    return Opened(pack, make_shape(pack.questions()), programs)


def _refuse_newer(pack: Pack, wanted: str) -> None:
    if wanted and wanted.split(".")[0] != pack.version.split(".")[0]:
        raise HtsspError(
            error(
                "district.yaml",
                f"It was written for {pack.id}@{wanted}, but the installed pack is {pack.version}.",
                "Install the version of the software that brought it, or change the line 'pack:'.",
            )
        )


def cache_folder() -> Path:
    """The user's own cache folder of this software."""
    stated = os.environ.get("HTSSP_CACHE")
    if stated:
        return Path(stated)
    from platformdirs import user_cache_path

    return user_cache_path("htssp-builder", appauthor=False)


def _key(digest: str) -> str:
    from hashlib import sha256

    parts = [digest, sys.version, *(_version_file(*at) for at in _LIBRARIES), _own_code()]
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


def _version_file(package: str, file: str) -> str:
    """What a library says its version is. Neither it nor importlib.metadata is imported for that:
    the one takes 20 ms of a cold start, the other 13."""
    found = PathFinder.find_spec(package)
    if found is None or found.origin is None:
        return package
    return Path(found.origin).with_name(file).read_text(encoding="utf-8")


def _own_code() -> str:
    """Changes whenever the code that compiles packs does: in a checkout it changes often."""
    package = Path(__file__).resolve().parent.parent
    rooms = ("pack", "compose", "interview", "document", "screening", "yamlfile")
    stamps = [
        f"{entry.name}{entry.stat().st_mtime_ns}"
        for room in rooms
        for entry in sorted(os.scandir(package / room), key=lambda e: e.name)
        if entry.name.endswith(".py")
    ]
    return "".join(stamps)


def _kept(path: Path) -> Opened | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    content, seal = content[:-_SEAL], content[-_SEAL:]
    if _sealed(content) != seal:
        return None  # one wrong bit could be a digit of a phone number
    try:
        made = pickle.loads(content)  # noqa: S301 - from the user's own cache, never a district's
    except Exception:  # a broken cache is made anew
        return None
    return made if isinstance(made, Opened) else None


def _keep(path: Path, made: Opened) -> None:
    temporary = path.with_suffix(f".{os.getpid()}")
    content = pickle.dumps(made, protocol=5)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary.write_bytes(content + _sealed(content))
        temporary.replace(path)
        for old in sorted(path.parent.glob("*.pack"), key=lambda p: -p.stat().st_mtime)[_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:  # a cache that cannot be written only costs time
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _sealed(content: bytes) -> bytes:
    from hashlib import blake2b

    return blake2b(content, digest_size=_SEAL).digest()
