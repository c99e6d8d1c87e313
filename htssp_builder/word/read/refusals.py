"""Why a file is not read: one sentence each, for the person who handed it in."""

from htssp_builder.problems import HtsspError, error

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_SAVE_AS = "Open it in Word and save it as a Word document (.docx)."
_ASK_AGAIN = "Ask for the file again, or restore an earlier copy of it."
_BY_WORD = "Open it in Word, save it under a new name and hand in that file."

_BEGINNINGS = (
    (b"%PDF", "This is a PDF file, whatever its name says.", "Hand in the Word file behind it."),
    (b"{\\rtf", "This is a rich text file (.rtf), whatever its name says.", _SAVE_AS),
    (b"\x89PNG", "This is a picture, whatever its name says.", "Hand in the Word file."),
    (b"\xff\xd8\xff", "This is a picture, whatever its name says.", "Hand in the Word file."),
    (b"GIF8", "This is a picture, whatever its name says.", "Hand in the Word file."),
)


def refuse(name: str, what: str, remedy: str) -> HtsspError:
    """The error that says so. name: of the file."""
    return HtsspError(error(name, what, remedy))


def damaged(name: str, detail: str = "it is damaged or was cut short") -> HtsspError:
    """For a file that Word itself would not open."""
    return refuse(name, f"This Word file cannot be opened: {detail}.", _ASK_AGAIN)


def unsafe(name: str, detail: str) -> HtsspError:
    """For a file that no word processor writes by itself."""
    return refuse(name, f"This file is not opened, for safety: {detail}.", _BY_WORD)


def not_word(name: str, what: str = "This is not a Word file (.docx).") -> HtsspError:
    """For files of other programs."""
    return refuse(name, what, _SAVE_AS)


def macros(name: str) -> HtsspError:
    """For .docm and .dotm, under whatever name."""
    return refuse(
        name,
        "This Word file can hold macros (.docm or .dotm) and is not opened.",
        "Open it in Word and save it as a Word document (.docx), without macros.",
    )


def not_a_zip(name: str, content: bytes) -> HtsspError:
    """For content that does not begin as a .docx does: says what it is, where that can be told."""
    if not content:
        return damaged(name, "it is empty")
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound(name, content)
    start = content.lstrip()[:512]
    for beginning, what, remedy in _BEGINNINGS:
        if start.startswith(beginning):
            return refuse(name, what, remedy)
    if start[:14].lower().startswith((b"<!doctype html", b"<html")):
        return not_word(name, "This is a web page, whatever its name says.")
    if b"<?mso-application" in start or b"<pkg:package" in start:
        return not_word(name, "This is a Word file in one piece of XML, not a .docx.")
    return not_word(name)


def _compound(name: str, content: bytes) -> HtsspError:
    if _ENCRYPTED in content:
        return refuse(
            name,
            "This Word file is protected with a password.",
            "Open it in Word, remove the password (File, Info, Protect Document) and save it.",
        )
    return not_word(name, "This is a Word file of the old kind (.doc) or another old Office file.")
