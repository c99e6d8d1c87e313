"""The zip around a Word file, taken apart within limits: a file of a few kilobytes must not fill
a laptop's memory."""

import io
from typing import TYPE_CHECKING

from htssp_builder.word.read.refusals import damaged, not_a_zip, refuse, unsafe

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MOST_BYTES = 150_000_000
"""Of the file itself: pictures hardly shrink."""

MOST_UNZIPPED = 400_000_000

MOST_PARTS = 5_000

RATIO, RATIO_FROM = 150, 8_000_000
"""How many times its size a file may unfold to; looked at from so many bytes on. The XML of a long
table of equal rows shrinks eighty times, that of a bomb a thousand."""


def unzip(content: bytes, name: str) -> dict[str, bytes]:
    """Every part by its name, in the order of the file; folders are left out.

    name: of the file, for messages. Raises HtsspError for a file that is no zip, is damaged, is
    encrypted, or breaks a limit, and for names of parts that lead outside or stand twice.
    """
    if not content.startswith(b"PK\x03\x04"):
        raise not_a_zip(name, content)
    if len(content) > MOST_BYTES:
        raise _too_large(name)
    import zlib
    from zipfile import BadZipFile, LargeZipFile, ZipFile

    try:
        with ZipFile(io.BytesIO(content)) as packed:
            infos = [info for info in packed.infolist() if not info.is_dir()]
            _check_sizes(name, infos, len(content))
            _check_names(name, infos)
            return {info.filename: _read(packed, info, name) for info in infos}
    except (BadZipFile, LargeZipFile, zlib.error, EOFError, ValueError, OSError) as failed:
        raise damaged(name) from failed
    except IndexError as failed:  # zipfile looks at the last character of an empty name
        raise damaged(name) from failed
    except (NotImplementedError, RuntimeError) as failed:
        # zipfile's words for a way of packing it does not know, and for a password.
        raise unsafe(name, "it is packed in a way that Word does not use") from failed


def _read(packed: "ZipFile", info: "ZipInfo", name: str) -> bytes:
    if info.flag_bits & 0x1:
        raise refuse(
            name,
            "This file is protected with a password.",
            "Ask for a copy without one.",
        )
    with packed.open(info) as part:
        # Never more than was declared, as that is what the limits were held against.
        data = part.read(info.file_size)
        if len(data) != info.file_size or part.read(1):
            raise damaged(name)
    return data


def _check_sizes(name: str, infos: "list[ZipInfo]", size: int) -> None:
    if len(infos) > MOST_PARTS:
        raise unsafe(name, f"it is made of more than {MOST_PARTS:,} parts")
    total = sum(info.file_size for info in infos)
    if total > MOST_UNZIPPED:
        raise _too_large(name)
    if total > RATIO_FROM and total > RATIO * size:
        raise unsafe(name, f"it would unfold to {total // size:,} times its size")


def _too_large(name: str) -> Exception:
    return refuse(
        name,
        "This file is too large to be a Word file of a protocol.",
        "Make its pictures smaller in Word (Picture Format, Compress Pictures) and save it.",
    )


def _check_names(name: str, infos: "list[ZipInfo]") -> None:
    seen: set[str] = set()
    for info in infos:
        part = info.orig_filename
        if _leads_outside(part):
            raise unsafe(name, "the name of one of its parts leads outside the file")
        if part.casefold() in seen:
            raise unsafe(name, f"its part {part} is in it twice")
        seen.add(part.casefold())


def _leads_outside(part: str) -> bool:
    if part.startswith("/") or "\\" in part or "\0" in part or ":" in part:
        return True
    return any(step in ("", ".", "..") for step in part.split("/"))
