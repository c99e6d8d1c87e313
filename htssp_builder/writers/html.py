"""A document as one HTML file that loads nothing: no script and no other file, and pictures stand
in it."""

from base64 import b64encode
from hashlib import sha256
from html import escape

from htssp_builder.document.tree import Document, Figure
from htssp_builder.writers.characters import clean
from htssp_builder.writers.html_blocks import MAIN, Body
from htssp_builder.writers.html_style import style_sheet
from htssp_builder.writers.words import leftwards, words


def write(document: Document) -> str:
    """The whole file, to be saved as UTF-8. The same document gives the same text.

    Headings in order, a contents list of links, tables with captions and header cells, and a
    security policy that allows its own style sheet and pictures and nothing more. Raises
    HtsspError for a colour of the style that is none.
    """
    body = Body(document)
    content = body.html()
    style = style_sheet(document, body.widths)
    said = words(document.language)
    organization = escape(clean(document.organization))
    running = escape(clean(document.running))
    mark = f"<p><strong>{said.internal}</strong></p>" if document.edition == "internal" else ""
    return (
        f"{_head(document, style)}\n<body>\n"
        f'<a class="skip" href="#{MAIN}">{said.skip}</a>\n'
        f'<header class="top"><p>{organization}</p>{mark}</header>\n'
        f'<main id="{MAIN}" tabindex="-1">\n{content}</main>\n'
        + (f'<footer class="bottom"><p>{running}</p></footer>\n' if running.strip() else "")
        + "</body>\n</html>\n"
    )


def _head(document: Document, style: str) -> str:
    fingerprint = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    pictures = "img-src data:; " if any(isinstance(b, Figure) for b in document.blocks) else ""
    policy = (
        f"default-src 'none'; style-src 'sha256-{fingerprint}'; {pictures}base-uri 'none'; "
        "form-action 'none'"
    )
    title = " | ".join(filter(None, (document.title.strip(), document.organization.strip())))
    facts = {
        "viewport": "width=device-width, initial-scale=1",
        "description": document.subject,
        "keywords": document.keywords,
        "author": document.organization,
        "htssp-document": document.id,
        "htssp-edition": document.edition,
        "htssp-build": document.build,
        "robots": "noindex" if document.edition == "internal" else "",
        "referrer": "no-referrer",
    }
    metas = "".join(
        f'<meta name="{name}" content="{escape(clean(value))}">\n'
        for name, value in facts.items()
        if value
    )
    way = ' dir="rtl"' if leftwards(document.language) else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}"{way}>\n<head>\n'
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"{metas}<title>{escape(clean(title))}</title>\n<style>{style}</style>\n</head>"
    )
