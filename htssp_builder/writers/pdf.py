"""A document as a tagged PDF (PDF/UA-1), laid out by Typst from a fixed template."""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from htssp_builder.document.tree import Document
from htssp_builder.problems import HtsspError, Problem, error
from htssp_builder.writers.pdf_data import layout_data

if TYPE_CHECKING:
    from typst import Fonts, TypstError

_EMBEDDED = re.compile("[\x00-\u05ff\u1e00-\u27bf\ufb00-\ufb06\ufffd]*")
"""Scripts and signs that the fonts shipped inside typst have."""

_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_BYTE_ORDER_MARK, _WORD_JOINER = "\ufeff", "\u2060"
_LARGE = 50_000  # characters of data
_AGES = 11


class Made(NamedTuple):
    """A PDF file and what a person should know about it."""

    data: bytes
    problems: tuple[Problem, ...]


def write(document: Document) -> bytes:
    """The PDF file of a document: tagged, PDF/UA-1. The same document gives the same bytes; on
    every machine, while its scripts are Latin, Greek, Cyrillic or Hebrew.

    Raises HtsspError where no PDF can be made.
    """
    return make(document).data


def make(document: Document) -> Made:
    """The PDF file, with a warning where no font of the machine has a character.

    Such a character is printed as its number, "[U+674E]", so that it is not lost. Raises HtsspError
    where no PDF can be made.
    """
    import typst

    data = json.dumps(layout_data(document), ensure_ascii=False, separators=(",", ":"))
    data = data.replace(_BYTE_ORDER_MARK, _WORD_JOINER)  # the same sign, allowed in a PDF
    system_fonts = not _EMBEDDED.fullmatch(data)
    missing: set[str] = set()
    while True:
        try:
            made = _compile(data, system_fonts)
        except typst.TypstError as problem:
            found = _without_glyph(problem.diagnostic)
            if not found & set(data):
                raise _refusal(document, problem) from problem
            if system_fonts:
                missing |= found
                data = "".join([f"[U+{ord(c):04X}]" if c in found else c for c in data])
            system_fonts = True
        else:
            return Made(made, _warnings(document, missing))


def _without_glyph(diagnostic: str) -> set[str]:
    """The characters that Typst could not show. Plain letters in the same syllable are none."""
    texts = "".join(_NO_GLYPH.findall(diagnostic))
    return {c for c in _ESCAPED.sub(lambda code: chr(int(code[1], 16)), texts) if not c.isascii()}


def _compile(data: str, system_fonts: bool) -> bytes:
    import typst

    made = typst.compile(
        _template(),
        format="pdf",
        font_paths=_fonts(system_fonts),
        sys_inputs={"document": data},
        pdf_standards=["ua-1"],
        timestamp=0,
    )
    if len(data) > _LARGE:
        _forget(_fonts(system_fonts))
    return made


def _forget(fonts: "Fonts") -> None:
    """Typst keeps what it laid out for its next ten compilations, some 70 MB for a protocol: a
    batch of districts would fill the memory of a laptop. Empty compilations age it, 3 ms each."""
    import typst

    for _ in range(_AGES):
        typst.compile(b"", format="svg", font_paths=fonts)


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
    codes = sorted(missing)
    signs = ", ".join(f"U+{ord(sign):04X}" for sign in codes[:10])
    more = f" and {len(codes) - 10} more" if len(codes) > 10 else ""
    return (
        Problem(
            "warning",
            document.id,
            f"This computer has no font for some characters ({signs}{more}); the PDF prints their"
            " numbers instead.",
            "Install a font for that language and build again, or use the Word file.",
        ),
    )
