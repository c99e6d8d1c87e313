"""Whether a name is anywhere in a Word file: in any part, in any form of writing it down."""

import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from htssp_builder.problems import HtsspError
from htssp_builder.word.read.package import Package
from htssp_builder.word.read.unzip import unzip

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_BREAKS = frozenset(("tab", "br", "cr", "ptab"))
_BLOCKS = frozenset(("p", "tr", "si", "property"))
_DEEPEST = 3
"""Files within files: a workbook in a Word file, with a picture of its own."""


class Left(NamedTuple):
    """A name that is in a file. part: where. around: the words it stands in."""

    name: str
    part: str
    around: str


def names_left(parts: Mapping[str, bytes], names: Iterable[str], depth: int = 0) -> list[Left]:
    """Every part in which one of `names` stands, also within embedded files.

    Capitals, accents, spaces, and turns such as "Lopez, Maria" make no difference.
    """
    wanted = [(name, _pattern(name)) for name in dict.fromkeys(names) if name.strip()]
    if not wanted:
        return []
    found = []
    for part, data in parts.items():
        for text in map(_plain, _texts(part, data, depth)):
            for name, pattern in wanted:
                match = pattern.search(text)
                if match is not None:
                    found.append(Left(name, part, _around(text, match)))
    return list({(one.name, one.part): one for one in reversed(found)}.values())[::-1]


def _plain(text: str) -> str:
    if not text.isascii():
        parted = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text))
        text = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return " ".join(text.split()).casefold()


def _pattern(name: str) -> re.Pattern[str]:
    words = _plain(name).split()
    turns = [words]
    if len(words) > 1:
        turns += [[f"{words[-1]},", *words[:-1]], [words[-1], *words[:-1]]]
    either = "|".join(r"[\s._+%-]*".join(map(re.escape, turn)) for turn in turns)
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])")


def _around(text: str, match: "re.Match[str]") -> str:
    return text[max(0, match.start() - 30) : match.end() + 30].strip()


def _texts(part: str, data: bytes, depth: int) -> Iterator[str]:
    yield part
    if data.startswith(b"PK\x03\x04") and depth < _DEEPEST:
        yield from _inner(part, data, depth)
    elif _is_xml(data):
        yield from _xml_texts(part, data)
    else:
        yield from _raw_texts(data)


def _inner(part: str, data: bytes, depth: int) -> Iterator[str]:
    try:
        inner = unzip(data, part)
    except (HtsspError, zipfile.BadZipFile):
        yield from _raw_texts(data)
        return
    for name, content in inner.items():
        yield from _texts(name, content, depth + 1)


def _is_xml(data: bytes) -> bool:
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").replace(b"\0", b"")
    return start.startswith((b"<", b"\xff\xfe<", b"\xfe\xff<"))


def _xml_texts(part: str, data: bytes) -> Iterator[str]:
    from lxml import etree

    try:
        root = Package("", {part: data}).xml(part)
    except (HtsspError, etree.XMLSyntaxError):
        yield from _raw_texts(data)
        return
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        yield from map(str, element.attrib.values())
        if name in _BLOCKS:
            yield _spoken(element)
        else:
            yield from filter(None, (element.text, element.tail))


def _spoken(block: object) -> str:
    """The words of a paragraph, however its runs cut them; a tab or break is a space."""
    words: list[str] = []
    for element in block.iter():  # type: ignore[attr-defined]
        if str(element.tag).rpartition("}")[2] in _BREAKS:
            words.append(" ")
        words += [element.text or "", element.tail or "" if element is not block else ""]
    return "".join(words)


def _raw_texts(data: bytes) -> Iterator[str]:
    """A picture, font or old Office file, in the ways in which such files write words."""
    yield _readable(data.decode("latin-1"))
    yield _readable(data.decode("utf-8", "replace"))
    for start in (0, 1):
        yield _readable(data[start:].decode("utf-16-le", "replace"))


def _readable(text: str) -> str:
    return re.sub(r"[^\w\s.,;:@'-]+", " ", text)
