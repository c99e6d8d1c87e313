"""Text made safe for XML: nothing a person typed can become markup, nothing is lost on the way."""

import re

from htssp_builder.problems import HtsspError, error

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("([\t\n])")
_MARKS = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def guard(text: str, where: str) -> None:
    """Refuse characters that no XML file can hold.

    where: the answer's path or the block's id, for the message. Raises HtsspError.
    """
    if found := _FORBIDDEN.search(text):
        raise HtsspError(
            error(
                where,
                f"The text holds a control character (U+{ord(found[0]):04X}) at place"
                f" {found.start() + 1} that a Word file cannot store.",
                "Delete the words around that place and type them again.",
            )
        )


def plain(text: str, where: str) -> str:
    """`text` as the content of an XML element. Raises HtsspError for what XML 1.0 forbids."""
    # isprintable() is False for every control character and lone surrogate, and runs in C.
    if text.isprintable() and not ("&" in text or "<" in text or ">" in text):
        return text
    guard(text, where)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # A bare carriage return would be read back as a newline.
    return text.replace("\r", "&#13;")


def attribute(text: str, where: str) -> str:
    """`text` as the value of an XML attribute in double quotes; white space comes back as it was.

    Raises HtsspError for what XML 1.0 forbids.
    """
    text = plain(text, where)
    if '"' not in text and text.isprintable():
        return text
    return text.replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")


def run_text(text: str, where: str) -> str:
    """`text` as the content of a Word run: w:t, with w:tab for a tab and w:br for a newline.

    Raises HtsspError for what XML 1.0 forbids.
    """
    if not text.isprintable() and ("\n" in text or "\t" in text):
        parts = _BREAKS.split(text)
        return "".join([_MARKS.get(part) or run_text(part, where) for part in parts if part])
    # Written out and not left to plain(): this runs once for every run of a document.
    if not text.isprintable() or "&" in text or "<" in text or ">" in text:
        safe = plain(text, where)
    else:
        safe = text
    # Word drops outer white space unless told to keep it.
    if text[:1].isspace() or text[-1:].isspace() or "  " in text:
        return f'<w:t xml:space="preserve">{safe}</w:t>'
    return f"<w:t>{safe}</w:t>"
