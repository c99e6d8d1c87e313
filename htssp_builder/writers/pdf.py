"""A document as a tagged PDF (PDF/UA-1), laid out by Typst from a fixed template."""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from htssp_builder.document.tree import Document
from htssp_builder.problems import HtsspError, Problem, error
from htssp_builder.writers.pdf_data import layout_data

if TYPE_CHECKING:
    from typst import Fonts, TypstError

_Standard = Literal["ua-1", "1.7"]
_ATTEMPTS: tuple[tuple[_Standard, bool], ...] = (("ua-1", False), ("ua-1", True), ("1.7", True))
"""What the file claims to be, and whether the fonts of the machine are used."""

_EMBEDDED = re.compile("[\x00-\u05ff\u1e00-\u27bf\ufb00-\ufb06\ufffd]*")
"""Scripts and signs that the fonts shipped inside typst have."""

_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
_NOT_ALLOWED = re.compile("[\ufeff]")


class Made(NamedTuple):
    """A PDF file and what is wrong with it."""

    data: bytes
    problems: tuple[Problem, ...]


def write(document: Document) -> bytes:
    """The PDF file of a document; the same document gives the same bytes on the same machine, and
    on every machine while its scripts are Latin, Greek, Cyrillic or Hebrew.

    Raises HtsspError where no PDF can be made.
    """
    return make(document).data


def make(document: Document) -> Made:
    """The PDF file, with a warning where the machine has no font for a text.

    Such a text stays in the file, to be copied and read aloud, but shows as empty boxes, and the
    file does not claim to be PDF/UA. Raises HtsspError where no PDF can be made.
    """
    import typst

    data = json.dumps(layout_data(document), ensure_ascii=False, separators=(",", ":"))
    data = _NOT_ALLOWED.sub("\u2060", data)
    missing: set[str] = set()
    for standard, system in _ATTEMPTS:
        if not system and not _EMBEDDED.fullmatch(data):
            continue
        try:
            made = _compile(data, standard, system)
        except typst.TypstError as problem:
            missing = set(_NO_GLYPH.findall(problem.diagnostic))
            if not missing or standard != "ua-1":
                raise _refusal(document, problem) from problem
            continue
        return Made(made, _warnings(document, missing if standard != "ua-1" else set()))
    raise AssertionError("the last attempt returns or raises")  # pragma: no cover


def _compile(data: str, standard: _Standard, system_fonts: bool) -> bytes:
    import typst

    made = typst.compile(
        _template(),
        format="pdf",
        font_paths=_fonts(system_fonts),
        sys_inputs={"document": data},
        pdf_standards=[standard],
        timestamp=0,
    )
    return bytes(made)


@lru_cache(maxsize=1)
def _template() -> bytes:
    return Path(__file__).with_name("document.typ").read_bytes()


@lru_cache(maxsize=2)
def _fonts(system: bool) -> "Fonts":
    """The fonts of typst itself, or those of the machine as well, which take a while to find."""
    import typst

    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=True)


def _refusal(document: Document, problem: "TypstError") -> HtsspError:
    return HtsspError(
        error(
            document.id,
            f"The PDF could not be made: {problem.message}.",
            "Build the Word or HTML file instead, and report this sentence.",
        )
    )


def _warnings(document: Document, missing: set[str]) -> tuple[Problem, ...]:
    if not missing:
        return ()
    signs = " ".join(sorted(missing)[:20])
    return (
        Problem(
            "warning",
            document.id,
            f"This computer has no font for: {signs}; in the PDF they show as empty boxes.",
            "Install a font for that language and build again, or use the Word file.",
        ),
    )
