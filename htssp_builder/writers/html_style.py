"""The style sheet inside an HTML file: the fixed sheet, the colours and sizes of the document."""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from htssp_builder.document.colours import palette
from htssp_builder.document.tree import Document
from htssp_builder.writers.words import words

_FALLBACK = 'Carlito, "Segoe UI", system-ui, "Helvetica Neue", Arial, sans-serif'


def style_sheet(document: Document, widths: Iterable[tuple[float, ...]]) -> str:
    """All the style of one document. widths: shares of the columns, one tuple for each class
    "w0", "w1" ...; widths stand here, as the security policy allows no style in the text.

    Raises HtsspError for a colour that is none.
    """
    style = document.style
    names = {name.replace("_", "-"): f"#{value}" for name, value in palette(style).items()}
    names["font"] = f"{_family(style.font)}, {_FALLBACK}"
    names["heading-font"] = f"{_family(style.heading_font)}, {_FALLBACK}"
    names["size"] = f"{style.size:g}pt"
    root = ":root{" + "".join(f"--{name}:{value};" for name, value in names.items()) + "}\n"
    return root + _sheet() + _page(document) + _columns(widths)


@lru_cache(maxsize=1)
def _sheet() -> str:
    return Path(__file__).with_name("document.css").read_text(encoding="utf-8")


def _family(name: str) -> str:
    return '"' + re.sub(r"[^\w .-]", "", name) + '"'


def _page(document: Document) -> str:
    style = document.style
    before, between, after = re.split(r"\{pages?\}", words(document.language).page)
    count = f"{_string(before)} counter(page) {_string(between)} counter(pages) {_string(after)}"
    note = "font-size:8.5pt;color:var(--muted)"
    return (
        f"@page{{size:{style.page_width:g}in {style.page_height:g}in;margin:{style.margin:g}in;"
        f"@bottom-left{{content:{_string(document.running)};{note}}}"
        f"@bottom-right{{content:{count};{note}}}}}\n"
    )


def _string(text: str) -> str:
    """Any text as a CSS string; everything but plain letters, digits and spaces as its number."""
    return '"' + re.sub(r"[^A-Za-z0-9 ]", lambda found: f"\\{ord(found[0]):x} ", text) + '"'


def _columns(widths: Iterable[tuple[float, ...]]) -> str:
    return "".join(
        f".w{place} col:nth-child({column}){{width:{100 * share:.4g}%}}\n"
        for place, shares in enumerate(widths)
        for column, share in enumerate(shares, 1)
    )
