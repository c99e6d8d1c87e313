"""Text made safe for XML: nothing a person typed can become markup, nothing is lost on the way."""

from htssp_builder.problems import HtsspError, error

_MARKS = {"\t": "<w:tab/>", "\n": "<w:br/>"}
_CONTROLS_ALLOWED = "\t\n\r"


def guard(text: str, where: str) -> None:
    """Refuse characters that no XML file can hold.

    where: the answer's path or the block's id, for the message. Raises HtsspError.
    """
    if text.isprintable():  # False for every control character and lone surrogate; runs in C
        return
    for at, character in enumerate(text, 1):
        if not character.isprintable() and _forbidden(character):
            raise HtsspError(
                error(
                    where,
                    f"The text holds a character (U+{ord(character):04X}) at place {at} that a"
                    " Word file cannot store.",
                    "Delete the words around that place and type them again.",
                )
            )


def _forbidden(character: str) -> bool:
    if character < " ":
        return character not in _CONTROLS_ALLOWED
    return "\ud800" <= character <= "\udfff" or character in "\ufffe\uffff"


def plain(text: str, where: str) -> str:
    """`text` as the content of an XML element. Raises HtsspError for what XML 1.0 forbids."""
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
        return "".join([_MARKS.get(part) or run_text(part, where) for part in _split(text)])
    # Written out and not left to plain(): this runs once for every run of a document.
    if not text.isprintable() or "&" in text or "<" in text or ">" in text:
        safe = plain(text, where)
    else:
        safe = text
    # Word drops outer white space unless told to keep it.
    if text[:1].isspace() or text[-1:].isspace() or "  " in text:
        return f'<w:t xml:space="preserve">{safe}</w:t>'
    return f"<w:t>{safe}</w:t>"


def _split(text: str) -> list[str]:
    """`text` cut at tabs and newlines, which stay as parts of their own; no empty parts."""
    parts = []
    for at, line in enumerate(text.split("\n")):
        if at:
            parts.append("\n")
        for place, words in enumerate(line.split("\t")):
            if place:
                parts.append("\t")
            if words:
                parts.append(words)
    return parts
