"""Peer: the same words by docxtpl, from two templates made the way people make them in Word.

`looping`: a small template that loops over headings, paragraphs, items and tables. `written`: the
protocol's own words stand in the template, and only the answers are printed into it, which is how
most people use docxtpl; Jinja then reads the whole text at every build.
"""

import io
from typing import Any

from content import Piece

from htssp_builder.document.text import inline_text
from htssp_builder.document.tree import Field, Inline


def render(template: bytes, context: dict[str, Any]) -> bytes:
    """The Word file of a template and its context. Answers are escaped, as they must be."""
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]

    document = DocxTemplate(io.BytesIO(template))
    document.render(context, autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# -- the looping template -------------------------------------------------------------------


def looping_template(pieces: list[dict[str, Any]]) -> bytes:
    """A template for these kinds of pieces; its context is {"pieces": ...}."""
    from docx import Document

    document = Document()
    styles = list(dict.fromkeys(p["style"] for p in pieces if not p["rows"]))
    widths = sorted({p["columns"] for p in pieces if p["rows"]})
    add = document.add_paragraph
    add("{%p for p in pieces %}")
    add("{%p if p.columns %}")
    for number, columns in enumerate(widths):
        add(f"{{%p {'elif' if number else 'if'} p.columns == {columns} %}}")
        _loop_table(document, columns)
    add("{%p endif %}")
    for style in styles:
        add(f'{{%p elif p.style == "{style}" %}}')
        add("{{ p.text }}", style=style)
    add("{%p endif %}")
    add("{%p endfor %}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _loop_table(document: Any, columns: int) -> None:
    table = document.add_table(3, columns, style="Table Grid")
    for row, words in ((0, "{%tr for row in p.rows %}"), (2, "{%tr endfor %}")):
        table.rows[row].cells[0].text = words
    for number, cell in enumerate(table.rows[1].cells):
        cell.text = f"{{{{ row[{number}] }}}}"


# -- the template with the words in it ------------------------------------------------------


def written_template(pieces: list[Piece]) -> tuple[bytes, dict[str, Any]]:
    """A template that holds all words but the answers, and the context that gives those."""
    from docx import Document

    document, answers = Document(), _Answers()
    for piece in pieces:
        if piece.rows:
            table = document.add_table(len(piece.rows), len(piece.rows[0]), style=piece.style)
            for made, row in zip(table.rows, piece.rows, strict=True):
                for cell, inlines in zip(made.cells, row, strict=True):
                    cell.text = answers.marked(inlines)
        else:
            text = piece.lead + answers.marked(piece.inlines)
            document.add_paragraph(text, style=piece.style)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), {"a": answers.given}


class _Answers:
    def __init__(self) -> None:
        self.given: list[str] = []

    def marked(self, inlines: tuple[Inline, ...]) -> str:
        """The words with a mark for each answer."""
        out = []
        for inline in inlines:
            if isinstance(inline, Field):
                out.append(f"{{{{ a[{len(self.given)}] }}}}")
                self.given.append(inline.text)
            else:
                out.append(inline_text((inline,)))
        return "".join(out)
