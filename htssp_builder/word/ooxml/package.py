"""The zip file around the parts of a Word file: the same parts always give the same bytes.

Written here and not with `zipfile` so that parts that never change are compressed once, and
because a cold start does not pay for that module's imports.
"""

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

# Measured in docs/decisions/010-zip-level.md.
LEVEL = 2

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION, _NO_FLAGS, _DEFLATED = 20, 0, 8
_MIDNIGHT, _FIRST_OF_JANUARY_1980 = 0, 33


class Entry(NamedTuple):
    """One part, compressed. name: in the package, without a leading slash, ASCII only.

    crc and size are those of the uncompressed content (size in bytes).
    """

    name: str
    deflated: bytes
    crc: int
    size: int


def deflate(name: str, content: bytes, level: int = LEVEL) -> Entry:
    """`content` compressed once, ready for any number of packages. level: of zlib, 1 to 9."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    deflated = packer.compress(content) + packer.flush()
    return Entry(name, deflated, zlib.crc32(content), len(content))


def archive(entries: Iterable[Entry]) -> bytes:
    """The zip file that holds `entries` in the given order, dated 1980-01-01."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for entry in entries:
        name = entry.name.encode("ascii")
        common = (
            _VERSION,
            _NO_FLAGS,
            _DEFLATED,
            _MIDNIGHT,
            _FIRST_OF_JANUARY_1980,
            entry.crc,
            len(entry.deflated),
            entry.size,
            len(name),
            0,
        )
        body += (_LOCAL.pack(b"PK\x03\x04", *common), name, entry.deflated)
        directory += (
            _CENTRAL.pack(b"PK\x01\x02", _VERSION, *common, 0, 0, 0, 0, offset),
            name,
        )
        offset += _LOCAL.size + len(name) + len(entry.deflated)
    central = b"".join(directory)
    count = len(directory) // 2
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(central), offset, 0)
    return b"".join((*body, central, end))
