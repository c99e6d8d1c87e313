"""The picture that a template asks for by its name: drawn only where one does."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from htssp_builder.document.tree import Figure
from htssp_builder.figures.picture import NAMES, Picture
from htssp_builder.problems import HtsspError, error

Figures = Mapping[str, Callable[[], Picture]]
"""What a template may ask for, by name."""

UNDRAWN: Figures = dict.fromkeys(NAMES, lambda: Picture("", b"", 0, 0, ""))
"""Every figure, blank: for whoever wants the words only. Drawing takes longer than all the rest."""


class Wanted(NamedTuple):
    """A figure of a template. name: of its picture. where: file and line."""

    block: Figure
    name: str
    where: str


def drawn(wanted: Wanted, figures: Figures) -> Figure:
    """The figure with its picture. Raises HtsspError where nothing is known by its name."""
    draw = figures.get(wanted.name)
    if draw is None:
        raise HtsspError(
            error(
                wanted.where,
                f"There is no figure '{wanted.name}'.",
                f"Name one that can be drawn: {', '.join(figures) or 'there is none here'}.",
            )
        )
    svg, png, width, height, alt = draw()
    return wanted.block._replace(svg=svg, png=png, width=width, height=height, alt=alt)
