"""How the parts of a Word file find each other: relationships and content types."""

from collections.abc import Mapping

from htssp_builder.word.ooxml.escape import attribute

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# Kinds of relationship, by the word this package uses for them.
_KINDS = {
    "document": f"{_OFFICE}/officeDocument",
    "core": f"{_PACKAGE}/relationships/metadata/core-properties",
    "app": f"{_OFFICE}/extended-properties",
    "custom": f"{_OFFICE}/custom-properties",
    "styles": f"{_OFFICE}/styles",
    "numbering": f"{_OFFICE}/numbering",
    "settings": f"{_OFFICE}/settings",
    "web": f"{_OFFICE}/webSettings",
    "fonts": f"{_OFFICE}/fontTable",
    "theme": f"{_OFFICE}/theme",
    "header": f"{_OFFICE}/header",
    "footer": f"{_OFFICE}/footer",
    "xml": f"{_OFFICE}/customXml",
    "xml-properties": f"{_OFFICE}/customXmlProps",
    "link": f"{_OFFICE}/hyperlink",
    "image": f"{_OFFICE}/image",
}

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = {
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/numbering.xml": f"{_WORD}.numbering+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/webSettings.xml": f"{_WORD}.webSettings+xml",
    "word/fontTable.xml": f"{_WORD}.fontTable+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "word/header1.xml": f"{_WORD}.header+xml",
    "word/footer1.xml": f"{_WORD}.footer+xml",
    "customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument"
    ".customXmlProperties+xml",
}


class Relationships:
    """The links that go out from one part; the same target gets the same id every time."""

    def __init__(self, fixed: Mapping[str, str] | None = None) -> None:
        """fixed: target by kind, for the parts that are always there."""
        self._ids: dict[tuple[str, str], str] = {}
        for kind, target in (fixed or {}).items():
            self.add(kind, target)

    def add(self, kind: str, target: str) -> str:
        """The id ("rId7") under which this part names `target`. kind: a word such as "link"."""
        key = (kind, target)
        if key not in self._ids:
            self._ids[key] = f"rId{len(self._ids) + 1}"
        return self._ids[key]

    def xml(self) -> str:
        """The .rels part."""
        links = "".join(
            f'<Relationship Id="{name}" Type="{_KINDS[kind]}" Target="{attribute(target, target)}"'
            f"{' TargetMode=' + chr(34) + 'External' + chr(34) if kind == 'link' else ''}/>"
            for (kind, target), name in self._ids.items()
        )
        return (
            f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
        )


def content_types(pictures: bool = False) -> str:
    """The [Content_Types].xml part of every file this package writes. pictures: it holds PNGs."""
    png = '<Default Extension="png" ContentType="image/png"/>' if pictures else ""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in _TYPES.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{png}{overrides}</Types>'
    )
