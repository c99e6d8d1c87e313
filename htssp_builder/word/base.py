"""The parts that are the same in every document of one style, filled in and compressed once."""

from functools import lru_cache

from htssp_builder.document.tree import Style
from htssp_builder.word.look import (
    LOOKS,
    TWIPS_AN_INCH,
    indents,
    size,
    text_width,
    twips,
)
from htssp_builder.word.ooxml.escape import attribute
from htssp_builder.word.ooxml.package import Entry, deflate

RTL_LANGUAGES = frozenset(
    ("ar", "arc", "az-arab", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi")
)

_EAST_ASIAN = {
    "zh": ("zh-CN", "Microsoft YaHei"),
    "ja": ("ja-JP", "Yu Gothic"),
    "ko": ("ko-KR", "Malgun Gothic"),
}
_STATIC = {
    "styles": "word/styles.xml",
    "settings": "word/settings.xml",
    "fontTable": "word/fontTable.xml",
    "webSettings": "word/webSettings.xml",
    "theme1": "word/theme/theme1.xml",
}


def right_to_left(language: str) -> bool:
    """True for a language (BCP 47) written from right to left."""
    return language.lower() in RTL_LANGUAGES or language.lower().split("-")[0] in RTL_LANGUAGES


@lru_cache(maxsize=32)
def static_parts(style: Style, language: str) -> tuple[Entry, ...]:
    """Style sheet, settings, fonts and theme for one look, ready for the zip file."""
    values = _values(style, language)
    return tuple(
        deflate(name, _part(part).format_map(values).encode("utf-8"), level=6)
        for part, name in _STATIC.items()
    )


@lru_cache(maxsize=32)
def numbering(style: Style, language: str) -> str:
    """The numbering part for one look, without its end: the writer adds a w:num for each list."""
    return _part("numbering").format_map(_values(style, language))


@lru_cache(maxsize=8)
def _part(name: str) -> str:
    from pathlib import Path

    return Path(__file__).with_name("parts").joinpath(f"{name}.xml").read_text(encoding="utf-8")


def _values(style: Style, language: str) -> dict[str, str]:
    values = {k: attribute(str(v), f"style: {k}") for k, v in style._asdict().items()}
    tongue = language.split("-")[0].lower()
    asian_language, asian_font = _EAST_ASIAN.get(tongue, ("zh-CN", values["font"]))
    safe_language = attribute(language, "document language")
    values |= {
        "language": safe_language,
        "bidi_language": safe_language if right_to_left(language) else "ar-SA",
        "east_asia_language": asian_language,
        "east_asia": asian_font,
        "text_width": str(twips(text_width(style))),
        "second_font": _second_font(values),
    }
    for look in LOOKS:
        left, hang, _ = indents(style, look)
        values[f"sz_{look}"] = str(round(size(style, look) * 2))
        values[f"left_{look}"] = str(twips(left + hang))
        values[f"hang_{look}"] = str(twips(hang))
    return values


def _second_font(values: dict[str, str]) -> str:
    if values["heading_font"] == values["font"]:
        return ""
    return (
        f'<w:font w:name="{values["heading_font"]}"><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )


def section(style: Style, references: str, cover: bool, rtl: bool) -> str:
    """The w:sectPr: paper, margins, and which headers it has. cover: page 1 goes without them."""
    margin = round(style.margin * TWIPS_AN_INCH)
    # Two header lines fit above a margin of 0.9 inch or more; Word moves the text for narrower.
    edge = max(360, margin - 792)
    return (
        f"<w:sectPr>{references}"
        f'<w:pgSz w:w="{round(style.page_width * TWIPS_AN_INCH)}"'
        f' w:h="{round(style.page_height * TWIPS_AN_INCH)}"/>'
        f'<w:pgMar w:top="{margin}" w:right="{margin}" w:bottom="{margin}" w:left="{margin}"'
        f' w:header="{edge}" w:footer="{edge}" w:gutter="0"/><w:cols w:space="720"/>'
        f"{'<w:titlePg/>' if cover else ''}{'<w:bidi/>' if rtl else ''}</w:sectPr>"
    )
