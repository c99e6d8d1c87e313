"""Write the parts of a Word file that never change but for colours, fonts and sizes.

Run from the repository: `python scripts/make_base.py`. The parts land in
htssp_builder/word/parts/ and are checked in. A name in braces stands for a value of the document's
Style (htssp_builder/word/base.py fills them in).

`python scripts/make_base.py widths REGULAR.ttf BOLD.ttf ITALIC.ttf` writes the table of character
widths that the page estimate uses, from fonts that measure like Calibri (Carlito). It needs
fonttools.
"""

import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from htssp_builder.word.look import (  # noqa: E402
    BOX_EDGE,
    BOX_SIDE,
    CELL_EDGE,
    CELL_SIDE,
    LOOKS,
    TABLE_GAP,
    Look,
    twips,
)

PARTS = ROOT / "htssp_builder" / "word" / "parts"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

# The frame of a boxed paragraph: a thick bar at the left, and room in the colour of the fill.
FRAME = (
    '<w:pBdr><w:top w:val="single" w:sz="4" w:space="{pad}" w:color="{fill}"/>'
    '<w:left w:val="single" w:sz="24" w:space="7" w:color="{bar}"/>'
    '<w:bottom w:val="single" w:sz="4" w:space="{pad}" w:color="{fill}"/>'
    '<w:right w:val="single" w:sz="4" w:space="7" w:color="{fill}"/></w:pBdr>'
    '<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
)


def frame(look: Look, bar: str, fill: str) -> str:
    return FRAME.format(pad=round(look.pad), bar=bar, fill=fill)


RIGHT_TAB = '<w:tabs><w:tab w:val="right" w:pos="{text_width}"/></w:tabs>'
DOT_TAB = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{text_width}"/></w:tabs>'

# What a style has beside its measures. before: pPr children that come ahead of spacing.
PARAGRAPH_EXTRAS = {
    "Title": '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="8" w:color="{accent}"/></w:pBdr>',
    "Note": frame(LOOKS["Note"], "{accent}", "{note_fill}"),
    "Caution": frame(LOOKS["Caution"], "{caution}", "{caution_fill}"),
    "Script": frame(LOOKS["Script"], "{muted}", "{band}"),
    "TOC1": DOT_TAB,
    "TOC2": DOT_TAB,
    "TOC3": DOT_TAB,
    "Header": RIGHT_TAB,
    "Footer": '<w:pBdr><w:top w:val="single" w:sz="4" w:space="5" w:color="{rule}"/></w:pBdr>'
    + RIGHT_TAB,
}
COLOURS = {
    "Title": "accent",
    "Subtitle": "muted",
    "Heading1": "accent",
    "Heading2": "accent",
    "Heading3": "text",
    "TOCHeading": "accent",
    "TableHead": "table_head_text",
    "BoxHead": "table_head_text",
    "Caption": "accent",
    "Small": "muted",
    "Header": "muted",
    "Footer": "muted",
    "EditionMark": "caution",
    "Caution": "text",
}
LISTS = {"ListBullet": (1, 0), "ListBullet2": (1, 1), "ListNumber": (2, 0), "ListNumber2": (2, 1)}
FIXED_LINE = {"TableGap": twips(TABLE_GAP)}
NEXT = {"Title": "Subtitle", "Heading1": "BodyText", "Heading2": "BodyText", "Heading3": "BodyText"}
UI = {"CommentText", "BalloonText", "TableGap", "EditionMark"}

CHARACTERS = """
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="22"/><w:qFormat/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Emphasis"><w:name w:val="Emphasis"/><w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="20"/><w:qFormat/><w:rPr><w:i/><w:iCs/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:rPr><w:color w:val="{accent}"/><w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/><w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:rPr><w:color w:val="{missing}"/><w:shd w:val="clear" w:color="auto" w:fill="{missing_fill}"/></w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Unverified"><w:name w:val="Unverified"/><w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="30"/><w:qFormat/><w:rPr><w:u w:val="dotted" w:color="{missing}"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/><w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr></w:style>
"""  # noqa: E501

LINE = '<w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="{colour}"/>'


def lines(sides: str, width: int, colour: str) -> str:
    made = "".join(LINE.format(side=s, width=width, colour=colour) for s in sides.split())
    return f"<w:tblBorders>{made}</w:tblBorders>"


def cell_room(edge: float, side: float) -> str:
    return (
        f'<w:tblCellMar><w:top w:w="{twips(edge)}" w:type="dxa"/>'
        f'<w:left w:w="{twips(side)}" w:type="dxa"/><w:bottom w:w="{twips(edge)}" w:type="dxa"/>'
        f'<w:right w:w="{twips(side)}" w:type="dxa"/></w:tblCellMar>'
    )


def table_style(name: str, style_id: str, borders: str, room: str, more: str = "") -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="40"/><w:qFormat/><w:tblPr>'
        f'<w:tblStyleRowBandSize w:val="1"/>{borders}{room}</w:tblPr>{more}</w:style>\n'
    )


def table_styles() -> str:
    room = cell_room(CELL_EDGE, CELL_SIDE)
    band = (
        '<w:tblStylePr w:type="band2Horz"><w:tcPr><w:shd w:val="clear" w:color="auto"'
        ' w:fill="{band}"/></w:tcPr></w:tblStylePr>'
    )
    head = (
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:shd w:val="clear"'
        ' w:color="auto" w:fill="{table_head}"/></w:tcPr></w:tblStylePr>'
    )
    first = (
        '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:shd w:val="clear"'
        ' w:color="auto" w:fill="{band}"/></w:tcPr></w:tblStylePr>'
    )
    fill = '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{note_fill}"/></w:tcPr>'
    every = "top left bottom right insideH insideV"
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name'
        ' w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108"'
        ' w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>\n'
        + table_style(
            "Protocol Grid", "ProtocolGrid", lines("top bottom insideH", 4, "{rule}"), room,
            head + band,
        )
        + table_style(
            "Protocol Form", "ProtocolForm", lines(every, 4, "{rule}"), room, first
        )
        + table_style(
            "Protocol Box", "ProtocolBox", lines("top left bottom right", 12, "{accent}"),
            cell_room(BOX_EDGE, BOX_SIDE), fill,
        )
    )  # fmt: skip


def spacing(look: Look) -> str:
    if look.id in FIXED_LINE:
        line = f'w:line="{FIXED_LINE[look.id]}" w:lineRule="exact"'
    else:
        line = f'w:line="{round(240 * look.line)}" w:lineRule="auto"'
    return f'<w:spacing w:before="{twips(look.before)}" w:after="{twips(look.after)}" {line}/>'


def paragraph_properties(look: Look) -> str:
    keep = "<w:keepNext/><w:keepLines/>" if look.keep_next else ""
    widow = "<w:widowControl/>" if look.id == "Normal" else ""
    number = ""
    if look.id in LISTS:
        definition, level = LISTS[look.id]
        lower = f'<w:ilvl w:val="{level}"/>' if level else ""
        number = f'<w:numPr>{lower}<w:numId w:val="{definition}"/></w:numPr>'
    indent = f'<w:ind w:left="{{left_{look.id}}}" w:right="{twips(look.right)}"'
    indent += f' w:hanging="{{hang_{look.id}}}"/>' if look.id.startswith("List") else "/>"
    if not (look.left or look.right):
        indent = ""
    level = ""
    if "Heading" in look.id:
        depth = 9 if look.id == "TOCHeading" else int(look.id[-1]) - 1
        level = f'<w:outlineLvl w:val="{depth}"/>'
    extra = PARAGRAPH_EXTRAS.get(look.id, "")
    return f"<w:pPr>{keep}{widow}{number}{extra}{spacing(look)}{indent}{level}</w:pPr>"


def run_properties(look: Look) -> str:
    font = '<w:rFonts w:ascii="{heading_font}" w:hAnsi="{heading_font}"/>'
    parts = [font if look.heading_font else ""]
    parts.append("<w:b/><w:bCs/>" if look.bold else "")
    if look.id in COLOURS:
        parts.append(f'<w:color w:val="{{{COLOURS[look.id]}}}"/>')
    if look.id != "Normal":
        parts.append(f'<w:sz w:val="{{sz_{look.id}}}"/><w:szCs w:val="{{sz_{look.id}}}"/>')
    made = "".join(parts)
    return f"<w:rPr>{made}</w:rPr>" if made else ""


BUILT_IN = {
    "Normal", "Body Text", "Title", "Subtitle", "heading 1", "heading 2", "heading 3",
    "List Bullet", "List Bullet 2", "List Number", "List Number 2", "caption", "TOC Heading",
    "toc 1", "toc 2", "toc 3", "header", "footer", "annotation text", "Balloon Text",
}  # fmt: skip


def paragraph_style(look: Look) -> str:
    kind = ' w:default="1"' if look.id == "Normal" else ""
    kind += "" if look.name in BUILT_IN else ' w:customStyle="1"'
    based = "" if look.id == "Normal" else '<w:basedOn w:val="Normal"/>'
    following = NEXT.get(look.id)
    based += f'<w:next w:val="{following}"/>' if following else ""
    shown = "<w:unhideWhenUsed/>" if look.id in UI else "<w:qFormat/>"
    return (
        f'<w:style w:type="paragraph"{kind} w:styleId="{look.id}"><w:name w:val="{look.name}"/>'
        f"{based}{shown}{paragraph_properties(look)}{run_properties(look)}</w:style>\n"
    )


def styles() -> str:
    return (
        f"{DECLARATION}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="{font}" w:eastAsia="{east_asia}" w:hAnsi="{font}" w:cs="Arial"/>'
        '<w:color w:val="{text}"/><w:sz w:val="{sz_Normal}"/><w:szCs w:val="{sz_Normal}"/>'
        '<w:lang w:val="{language}" w:eastAsia="{east_asia_language}" w:bidi="{bidi_language}"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>\n"
        + "".join(paragraph_style(look) for look in LOOKS.values())
        + CHARACTERS.lstrip()
        + table_styles()
        + '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>\n</w:styles>'
    )


def level(at: int, kind: str, text: str, style: str, font: str = "") -> str:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    link = f'<w:pStyle w:val="{style}"/>' if style else ""
    indent = (
        f'<w:ind w:left="{{left_{style}}}" w:hanging="{{hang_{style}}}"/>'
        if style
        else f'<w:ind w:left="{400 * (at + 1)}" w:hanging="400"/>'
    )
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{link}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{indent}</w:pPr>{fonts}</w:lvl>'
    )


def numbering() -> str:
    bullets = level(0, "bullet", "•", "ListBullet", "{font}")
    bullets += level(1, "bullet", "–", "ListBullet2", "{font}")
    numbers = level(0, "decimal", "%1.", "ListNumber") + level(
        1, "lowerLetter", "%2.", "ListNumber2"
    )
    return (
        f"{DECLARATION}<w:numbering {W}>"
        '<w:abstractNum w:abstractNumId="1"><w:nsid w:val="48540001"/><w:multiLevelType'
        f' w:val="multilevel"/><w:tmpl w:val="48540101"/>{bullets}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:nsid w:val="48540002"/><w:multiLevelType'
        f' w:val="multilevel"/><w:tmpl w:val="48540102"/>{numbers}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    )  # left open: the writer adds one w:num for each numbered list and closes the element


def settings() -> str:
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word"'
        f' w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
            ("useWord2013TrackBottomHyphenation", 0),
        )
    )
    return (
        f'{DECLARATION}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat>{compat}</w:compat>"
        '<w:themeFontLang w:val="{language}" w:bidi="{bidi_language}"/>'
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2"'
        ' w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4"'
        ' w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink"'
        ' w:followedHyperlink="followedHyperlink"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def font(name: str, family: str, pitch: str) -> str:
    return (
        f'<w:font w:name="{name}"><w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
    )


def font_table() -> str:
    fonts = font("{font}", "swiss", "variable") + "{second_font}"
    fonts += font("Arial", "swiss", "variable") + font("MS Gothic", "modern", "fixed")
    return f"{DECLARATION}<w:fonts {W}>{fonts}</w:fonts>"


def web_settings() -> str:
    return f"{DECLARATION}<w:webSettings {W}><w:optimizeForBrowser/><w:allowPNG/></w:webSettings>"


def theme() -> str:
    colours = {
        "dk1": "{text}", "lt1": "FFFFFF", "dk2": "{accent}", "lt2": "{band}",
        "accent1": "{accent}", "accent2": "{table_head}", "accent3": "{muted}",
        "accent4": "{missing}", "accent5": "{caution}", "accent6": "{rule}",
        "hlink": "{accent}", "folHlink": "{muted}",
    }  # fmt: skip
    scheme = "".join(f'<a:{k}><a:srgbClr val="{v}"/></a:{k}>' for k, v in colours.items())
    solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{solid}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    fonts = "".join(
        f'<a:{part}><a:latin typeface="{{{name}}}"/><a:ea typeface=""/><a:cs typeface=""/>'
        f"</a:{part}>"
        for part, name in (("majorFont", "heading_font"), ("minorFont", "font"))
    )
    return (
        f'{DECLARATION}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        f' name="Protocol"><a:themeElements><a:clrScheme name="Protocol">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="Protocol">{fonts}</a:fontScheme><a:fmtScheme name="Protocol">'
        f"<a:fillStyleLst>{solid * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{solid * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        "</a:theme>"
    )


def write_parts() -> None:
    PARTS.mkdir(exist_ok=True)
    made = {
        "styles": styles(), "numbering": numbering(), "settings": settings(),
        "fontTable": font_table(), "webSettings": web_settings(), "theme1": theme(),
    }  # fmt: skip
    for name, xml in made.items():
        (PARTS / f"{name}.xml").write_text(xml, encoding="utf-8", newline="\n")


FIRST, LAST = 0x20, 0x24F
BEYOND = "‐‑‒–—―‘’‚“”„†‡•…‰‹›€™−≤≥"


def widths_of(path: str) -> tuple[list[int], dict[str, int]]:
    """Widths in thousandths of the font size: U+0020 to U+024F in order, then the signs beyond."""
    from fontTools.ttLib import TTFont

    with TTFont(path) as opened:
        names, metrics = opened.getBestCmap(), opened["hmtx"].metrics
        scale = 1000 / opened["head"].unitsPerEm

        def width(code: int) -> int:
            return round(metrics[names[code]][0] * scale) if code in names else 0

        return [width(c) for c in range(FIRST, LAST + 1)], {c: width(ord(c)) for c in BEYOND}


def write_widths(paths: list[str]) -> None:
    out = [
        '"""How wide the characters of Calibri are, in thousandths of the font size.\n',
        "Made by scripts/make_base.py from Carlito, which measures the same. Each row holds the",
        'characters from U+0020 on; 0 where the font has no sign.\n"""\n',
        f"FIRST = {FIRST}",
    ]
    for face, path in zip(("REGULAR", "BOLD", "ITALIC"), paths, strict=True):
        row, beyond = widths_of(path)
        lines_of_row = textwrap.wrap(" ".join(map(str, row)), 90)
        out += [f"{face} = (", *(f'    "{line} "' for line in lines_of_row), ")"]
        out.append(f"{face}_BEYOND = {{")
        out += [f'    "\\u{ord(c):04x}": {w},' for c, w in beyond.items() if w]
        out.append("}")
    target = ROOT / "htssp_builder" / "word" / "widths.py"
    target.write_text("\n".join(out) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["widths"]:
        write_widths(sys.argv[2:])
    else:
        write_parts()
