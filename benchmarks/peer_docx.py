"""Peer: the same words by plain python-docx calls, as its documentation shows them."""

import io
from typing import Any


def write(pieces: list[dict[str, Any]]) -> bytes:
    """The Word file of these pieces (see content.plain)."""
    from docx import Document

    document = Document()
    for piece in pieces:
        if piece["rows"]:
            _table(document, piece)
        elif piece["level"]:
            document.add_heading(piece["text"], piece["level"])
        else:
            document.add_paragraph(piece["text"], style=piece["style"])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _table(document: Any, piece: dict[str, Any]) -> None:
    table = document.add_table(len(piece["rows"]), piece["columns"], style=piece["style"])
    for r, row in enumerate(piece["rows"]):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
