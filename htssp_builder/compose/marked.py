"""Markdown -> element tree, by Python-Markdown with only what a protocol needs.

Raw HTML, code and reference links are switched off: `<w:p>` in a template is text.
"""

from typing import Any
from xml.etree.ElementTree import Element

_OFF_BLOCKS = ("code", "setextheader", "hr", "reference", "quote")
_OFF_INLINES = (
    "html", "entity", "autolink", "automail", "backtick", "image_reference",
    "short_image_ref", "reference", "short_reference", "linebreak",
)  # fmt: skip


def parse_markdown(text: str) -> Element:
    """The element tree of a piece of Markdown, with attribute lists applied."""
    from markdown import Markdown

    reader = Markdown(extensions=["tables", "attr_list", "sane_lists"], output_format="xhtml")
    reader.preprocessors.deregister("html_block")
    for name in _OFF_BLOCKS:
        reader.parser.blockprocessors.deregister(name)
    for name in _OFF_INLINES:
        reader.inlinePatterns.deregister(name)
    reader.treeprocessors.deregister("prettify")
    lines = text.split("\n")
    for preprocessor in reader.preprocessors:
        lines = preprocessor.run(lines)
    root: Any = reader.parser.parseDocument(lines).getroot()
    for cell in root.iter("td"):
        if (cell.text or "").startswith("{:"):
            # An empty cell that only carries attributes; they are looked for behind a space.
            cell.text = f" {cell.text}"
    for treeprocessor in reader.treeprocessors:
        changed = treeprocessor.run(root)
        root = root if changed is None else changed
    made: Element = root
    return made
