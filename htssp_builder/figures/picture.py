"""A picture drawn by Typst from a template of this folder and facts handed in as data."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from htssp_builder.problems import HtsspError, error

if TYPE_CHECKING:
    from typst import Fonts

RESOLUTION = 200
"""Dots an inch of the PNG: what an office printer can show of it."""

NAMES = frozenset({"gantt"})
"""What a template may ask for: `![Title](figure:gantt)`."""

_EMBEDDED = re.compile("[\x00-\u05ff\u1e00-\u27bf\ufb00-\ufb06\ufffd]*")
"""Scripts and signs that the fonts shipped inside typst have."""

_SIZE = re.compile(rb'<svg viewBox="0 0 ([\d.]+) ([\d.]+)"')
_POINTS = 72


class Picture(NamedTuple):
    """svg, png: the same picture as lines and as dots. width, height: inches. alt: what it shows,
    in words."""

    svg: str
    png: bytes
    width: float
    height: float
    alt: str


def render(template: str, versions: Sequence[dict[str, Any]], alt: str, tall: float) -> Picture:
    """The picture that a template of this folder makes of the first version of the data with which
    it is at most `tall` inches high; of the last one, where none is.

    The same data gives the same bytes; on every machine, while its scripts are Latin, Greek,
    Cyrillic or Hebrew. Raises HtsspError where it cannot be drawn.
    """
    import typst

    try:
        for text in _texts(versions):
            svg = _compile(template, text, "svg")
            width, height = _size(svg)
            if height <= tall:
                break
        png = _compile(template, text, "png")
    except typst.TypstError as problem:
        raise HtsspError(
            error(
                template,
                f"The picture could not be drawn: {problem.message}.",
                "Report this sentence, and take the figure out of the template for now.",
            )
        ) from problem
    return Picture(svg.decode("utf-8"), png, width, height, alt)


def _texts(versions: Sequence[dict[str, Any]]) -> Iterator[str]:
    import json

    for version in versions:
        yield json.dumps(version, ensure_ascii=False, separators=(",", ":"))


def _compile(template: str, text: str, form: Literal["svg", "png"]) -> bytes:
    import typst

    made: bytes = typst.compile(
        _template(template),
        format=form,
        ppi=RESOLUTION,
        font_paths=_fonts(not _EMBEDDED.fullmatch(text)),
        sys_inputs={"data": text},
    )
    return made


def _size(svg: bytes) -> tuple[float, float]:
    found = _SIZE.match(svg)
    if found is None:  # pragma: no cover - Typst begins every picture so
        raise ValueError("not a picture by Typst")
    return float(found[1]) / _POINTS, float(found[2]) / _POINTS


@lru_cache(maxsize=8)
def _template(name: str) -> bytes:
    return Path(__file__).with_name(name).read_bytes()


@lru_cache(maxsize=2)
def _fonts(system: bool) -> "Fonts":
    """The fonts of typst itself, or those of the machine as well, which take a while to find."""
    import typst

    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=True)
