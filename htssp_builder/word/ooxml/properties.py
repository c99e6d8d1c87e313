"""What a Word file says about itself: title, organization, language, and which build made it."""

from htssp_builder.document.tree import Document
from htssp_builder.word.ooxml.escape import plain
from htssp_builder.word.ooxml.plumbing import DECLARATION

# No clock: the date a file was built would make two equal builds differ.
_DATE = "2000-01-01T00:00:00Z"

BUILD, DOCUMENT, EDITION = "htssp.build", "htssp.document", "htssp.edition"
"""Names of the custom properties."""

_CUSTOM_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def core(document: Document) -> str:
    """docProps/core.xml. The author is the organization, never a person."""
    values = {
        "dc:title": document.title,
        "dc:subject": document.subject,
        "dc:creator": document.organization,
        "cp:keywords": document.keywords,
        "cp:lastModifiedBy": document.organization,
    }
    items = "".join(
        f"<{tag}>{plain(value, 'document properties')}</{tag}>" for tag, value in values.items()
    )
    dates = "".join(
        f'<dcterms:{tag} xsi:type="dcterms:W3CDTF">{_DATE}</dcterms:{tag}>'
        for tag in ("created", "modified")
    )
    language = plain(document.language, "document language")
    return (
        f"{DECLARATION}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}{dates}<dc:language>{language}</dc:language></cp:coreProperties>"
    )


def app(document: Document) -> str:
    """docProps/app.xml."""
    return (
        f"{DECLARATION}<Properties"
        ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>HTSSP Builder</Application><DocSecurity>0</DocSecurity>"
        f"<Company>{plain(document.organization, 'organization')}</Company></Properties>"
    )


def custom(document: Document) -> str:
    """docProps/custom.xml: build id, document id and edition, so that a file is known again."""
    values = {BUILD: document.build, DOCUMENT: document.id, EDITION: document.edition}
    items = "".join(
        f'<property fmtid="{_CUSTOM_FORMAT}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{plain(value, name)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(values.items(), 2)
    )
    return (
        f"{DECLARATION}<Properties"
        ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{items}</Properties>"
    )
