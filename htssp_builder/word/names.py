"""The names by which a place in a Word file is found again: bookmarks, titles, tags and ids.

All are made from the document alone, so that two builds of one text name things alike.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from htssp_builder.document.text import digest
from htssp_builder.document.tree import Heading

NAME_LIMIT = 40
"""Characters in a bookmark's name; Word repairs a file that has a longer one."""

TITLE_LIMIT = 64
"""UTF-16 units in a content control's title (w:alias) or tag (w:tag)."""

ELLIPSIS = "…"

_UNFIT = r"[^A-Za-z0-9]+"


@lru_cache(maxsize=16384)
def hidden_name(block_id: str, text: str) -> str:
    """Name of the hidden bookmark of a block or row: who it is, and what it said when written."""
    return f"_h{digest(block_id)}_{digest(text)}"


def section_names(headings: Iterable[Heading]) -> dict[str, str]:
    """The plain bookmark of each heading by its id.

    "reporting.duty" becomes "reporting_duty". A name that is taken (Word does not tell capitals
    from small letters), or too long, ends in a digest of its id.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for heading in headings:
        name = re.sub(_UNFIT, "_", heading.id).strip("_")
        if not name[:1].isalpha():
            name = f"s_{name}"
        if len(name) > NAME_LIMIT or name.casefold() in taken:
            name = f"{name[: NAME_LIMIT - 11]}_{digest(heading.id)}"
        taken.add(name.casefold())
        names[heading.id] = name
    return names


def units(text: str) -> int:
    """Length as Word counts it: UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, limit: int) -> str:
    """`text` within `limit` UTF-16 units, cut at a word where one is near, ending in "…"."""
    if units(text) <= limit:
        return text
    cut = text[: limit - 1]
    while units(cut) > limit - 1:
        cut = cut[:-1]
    at_word = cut.rfind(" ")
    if at_word > limit // 2 and text[len(cut)] != " ":
        cut = cut[:at_word]
    return cut.rstrip(" ,;:.-") + ELLIPSIS


def tag(path: str) -> str:
    """The w:tag that stands for an answer's path: the path, or where it is too long for Word its
    beginning, "~" and its digest."""
    if units(path) <= TITLE_LIMIT:
        return path
    cut = path[: TITLE_LIMIT - 11]
    while units(cut) > TITLE_LIMIT - 11:
        cut = cut[:-1]
    return f"{cut}~{digest(path)}"


@lru_cache(maxsize=16384)
def control_number(path: str, occurrence: int) -> int:
    """A w:id for the nth control of a path, 1 to 2**31 - 1."""
    key = f"{path}#{occurrence}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(key, digest_size=4).digest(), "big") % 0x7FFFFFFE + 1


@lru_cache(maxsize=16384)
def _fitted(label: str, suffix: str) -> tuple[str, str]:
    """A label on one line with `suffix`, within what a title may hold, and what it is compared by:
    Word shows titles as they are, but a person takes "Phone" and "phone" for one."""
    one_line = label if label.isprintable() else " ".join(label.split())
    title = shortened(one_line, TITLE_LIMIT - len(suffix)) + suffix
    return title, title.casefold()


class Controls:
    """Hands out titles and ids of content controls, each once in a document."""

    def __init__(self) -> None:
        self._titles: set[str] = set()
        self._labels: dict[str, int] = {}
        self._paths: dict[str, int] = {}
        self._numbers: set[int] = set()

    def title(self, label: str) -> str:
        """The label, unique: the second "HTSSP coordinator, phone" ends in " (2)"."""
        count = self._labels.get(label, 0) + 1
        title, compared = _fitted(label, f" ({count})" if count > 1 else "")
        while (not title) or compared in self._titles:
            count += 1
            title, compared = _fitted(label, f" ({count})")
        self._labels[label] = count
        self._titles.add(compared)
        return title

    def number(self, path: str) -> int:
        """An id for one more control of `path`."""
        count = self._paths.get(path, 0) + 1
        self._paths[path] = count
        number = control_number(path, count)
        while number in self._numbers:
            number = number % 0x7FFFFFFE + 1
        self._numbers.add(number)
        return number
