"""Which paragraphs open a section: told by their style, whatever language named it."""

import re

from htssp_builder.word.revise.edited import Edited
from htssp_builder.word.revise.wml import PPR, VAL, Element, W, value

_HEADING = re.compile(r"heading [1-6]")


class Headings:
    """The heading styles of two files."""

    def __init__(self, *files: Edited) -> None:
        self.ids: set[str] = set()
        for file in files:
            part = file.related("styles")
            for style in file.tree(part).iter(W + "style") if part else ():
                if _HEADING.fullmatch(value(style, W + "name").casefold()) or _has_level(style):
                    self.ids.add(str(style.get(W + "styleId", "")))

    def opens(self, paragraph: Element) -> bool:
        """Whether a paragraph is a heading."""
        holder = paragraph.find(PPR)
        if holder is None:
            return False
        return value(holder, W + "pStyle") in self.ids or _level(holder) is not None


def _has_level(style: Element) -> bool:
    holder = style.find(PPR)
    return holder is not None and _level(holder) is not None


def _level(holder: Element) -> str | None:
    found = holder.find(W + "outlineLvl")
    level = None if found is None else str(found.get(VAL, "9"))
    return level if level in ("0", "1", "2", "3", "4", "5") else None
