"""A small protocol, what a person does to it in Word, and what a later build says otherwise."""

import io
import re
import zipfile
from datetime import UTC, datetime

from lxml import etree

from htssp_builder.document.tree import (
    Box,
    Cell,
    Contents,
    Document,
    Field,
    Heading,
    Item,
    Paragraph,
    Reference,
    Row,
    Table,
    Text,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOW = datetime(2027, 1, 12, 9, 30, tzinfo=UTC)
OLD_PHONE, NEW_PHONE = "(530) 555-0142", "(530) 555-0199"
CAMPUSES = (("lincoln", "Lincoln Elementary"), ("grant", "Grant High"), ("polk", "Polk Middle"))


def text(*parts):
    return tuple(Text(one) if isinstance(one, str) else one for one in parts)


def phone(number):
    path = "roles.coordinator.primary.phone"
    return Field(path, "HTSSP coordinator, phone", number, kind="phone")


def protocol(
    number=OLD_PHONE,
    campuses=CAMPUSES,
    duty="Telling a supervisor is not a report.",
    clock="within 48 hours",
    section=False,
    listed=False,
    build="b1",
):
    """The document of one build."""
    rows = tuple(
        Row(f"campus.{key}", (Cell(text(name)), Cell(text("Front office of ", name))))
        for key, name in campuses
    )
    added = (
        Heading("virtual", 1, text("Virtual programs"), "3"),
        Paragraph("virtual.body", text("A virtual program follows the same steps online.")),
    )
    more = (Item("steps.c", text("Write down what you heard."), "number", "steps"),)
    blocks = (
        Paragraph("title", text("Safety protocol"), "title"),
        Contents("contents", "Contents"),
        Heading("purpose", 1, text("Purpose"), "1", new_page=True),
        Paragraph("purpose.body", text("This page says who is told what, and when it is told.")),
        Paragraph(
            "purpose.call",
            text("Call the coordinator at ", phone(number), " before the end of the day."),
        ),
        *(added if section else ()),
        Heading("report", 1, text("Reporting"), "2"),
        Paragraph("report.duty", text(duty)),
        Paragraph(
            "report.clock", text(f"The written report follows {clock}; see section ",
                                 Reference("purpose", "1"), " for its purpose.")
        ),
        Item("steps.a", text("Make sure the student is safe."), "number", "steps"),
        Item("steps.b", text("Call the hotline with another adult."), "number", "steps"),
        *(more if listed else ()),
        Item("check.a", text("The principal has a copy."), "check", "done"),
        Item("check.b", text(Box("Trained", path="plan.A1"), " All are trained."), "check", "done"),
        Table(
            "campuses",
            "Campuses",
            Row("campuses.head", (Cell(text("Campus")), Cell(text("Office")))),
            rows,
            (0.5, 0.5),
            number="1",
        ),
        Paragraph("end", text("The committee looks at this page every year.")),
    )  # fmt: skip
    return Document("protocol", "Safety protocol", "Sierra Vista Unified", blocks, build)


CHANGES = {
    "answer changed": protocol(NEW_PHONE, build="b2"),
    "campus added": protocol(
        campuses=(*CAMPUSES[:2], ("taft", "Taft Academy"), CAMPUSES[2]), build="b2"
    ),
    "campus removed": protocol(campuses=(CAMPUSES[0], CAMPUSES[2]), build="b2"),
    "pack text changed": protocol(
        duty="Telling a supervisor does not count as a report.", build="b2"
    ),
    "section added": protocol(section=True, build="b2"),
    "item added": protocol(listed=True, build="b2"),
    "clock changed": protocol(clock="within 36 hours", build="b2"),
    "nothing": protocol(),
}


def changed_parts(data, change):
    """The file with parts changed by `change`, a function of the main part's root."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    more = change(root, parts)
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8",
                                                standalone=True)  # fmt: skip
    parts |= more or {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def words_of(element):
    return "".join(one.text or "" for one in element.iter(W + "t"))


def find(root, beginning, tag="p"):
    return next(one for one in root.iter(W + tag) if words_of(one).startswith(beginning))


def run(words, looks=""):
    return etree.fromstring(
        f'<w:r xmlns:w="{W[1:-1]}"><w:rPr>{looks}</w:rPr>'
        f'<w:t xml:space="preserve">{words}</w:t></w:r>'
    )


def paragraph(words):
    made = etree.Element(W + "p")
    made.append(run(words))
    return made


def replace(element, old, new):
    one = next(t for t in element.iter(W + "t") if old in (t.text or ""))
    one.text = one.text.replace(old, new)


def _reword(root, parts):
    replace(find(root, "This page says"), "who is told what", "which person is told what")


def _reword_duty(root, parts):
    replace(find(root, "Telling"), "is not a report", "never counts as one")


def _retype(root, parts):
    block = find(root, "This page says")
    for child in [one for one in block if one.tag != W + "pPr"]:
        block.remove(child)
    block.append(run("Everything about telling people, retyped by counsel."))


def _retype_call(root, parts):
    block = find(root, "Call the coordinator")
    for child in [one for one in block if one.tag != W + "pPr"]:
        block.remove(child)
    block.append(run(f"Ring our coordinator at {OLD_PHONE} before noon, please."))


def _insert(root, parts):
    find(root, "Telling").addnext(paragraph("Counsel added this paragraph."))


def _delete(root, parts):
    block = find(root, "This page says")
    block.getparent().remove(block)


def _delete_duty(root, parts):
    block = find(root, "Telling")
    block.getparent().remove(block)


def _move(root, parts):
    blocks = [find(root, "1. Purpose"), find(root, "This page says"),
              find(root, "Call the coordinator")]  # fmt: skip
    place = find(root, "The committee looks")
    for block in blocks:
        place.addnext(block)
        place = block


def _split(root, parts):
    block = find(root, "Call the coordinator")
    last = [one for one in block if one.tag == W + "r"][-1]
    block.remove(last)
    made = etree.Element(W + "p")
    made.append(last)
    block.addnext(made)


def _join(root, parts):
    first, second = find(root, "Telling"), find(root, "The written report")
    first.append(run(" "))
    for child in [one for one in second if one.tag != W + "pPr"]:
        first.append(child)
    second.getparent().remove(second)


def _restyle(root, parts):
    find(root, "Telling").find(f"{W}pPr/{W}pStyle").set(W + "val", "Note")


def _bold(root, parts):
    for one in find(root, "Call the coordinator").iter(W + "r"):
        if words_of(one) == OLD_PHONE:
            one.insert(0, etree.fromstring(f'<w:rPr xmlns:w="{W[1:-1]}"><w:b/></w:rPr>'))


def _row_added(root, parts):
    row = find(root, "Polk", "tr")
    made = etree.fromstring(etree.tostring(row))
    for one in list(made.iter(W + "bookmarkStart", W + "bookmarkEnd")):
        one.getparent().remove(one)
    replace(made, "Polk Middle", "Hoover Annex")
    row.addnext(made)


def _row_deleted(root, parts):
    row = find(root, "Polk", "tr")
    row.getparent().remove(row)


def _row_edited(root, parts):
    replace(find(root, "Grant", "tr"), "Front office of ", "Room 12 at ")


def _column_added(root, parts):
    for row in next(root.iter(W + "tbl")).iter(W + "tr"):
        cell = etree.SubElement(row, W + "tc")
        cell.append(paragraph("Mine"))
    grid = next(root.iter(W + "tblGrid"))
    etree.SubElement(grid, W + "gridCol").set(W + "w", "900")


def _page_break(root, parts):
    made = etree.fromstring(f'<w:r xmlns:w="{W[1:-1]}"><w:br w:type="page"/></w:r>')
    find(root, "Telling").append(made)


def _header(root, parts):
    return {"word/header1.xml": parts["word/header1.xml"].replace(b"Sierra Vista", b"Our own")}


def _comment(root, parts):
    block = find(root, "Telling")
    last = [one for one in block if one.tag == W + "r"][-1]
    for tag, place in (("commentRangeStart", last.addprevious), ("commentRangeEnd", last.addnext)):
        made = etree.Element(W + tag)
        made.set(W + "id", "0")
        place(made)
    sign = etree.SubElement(block, W + "r")
    etree.SubElement(sign, W + "commentReference").set(W + "id", "0")
    comments = (
        f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="0" w:author="Ana Ruiz" w:initials="A">'
        "<w:p><w:r><w:t>Is that the law?</w:t></w:r></w:p></w:comment></w:comments>"
    )
    rels = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdC" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/comments" Target="comments.xml"/></Relationships>',
    )
    types = parts["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.wordprocessingml.comments+xml"/></Types>',
    )
    return {
        "word/comments.xml": comments.encode(),
        "word/_rels/document.xml.rels": rels,
        "[Content_Types].xml": types,
    }


def _tracked(root, parts):
    block = find(root, "The written report")
    first = next(one for one in block if one.tag == W + "r")
    made = etree.Element(W + "ins")
    for name, value in (("id", "900"), ("author", "Ana Ruiz"), ("date", "2027-01-01T00:00:00Z")):
        made.set(W + name, value)
    made.append(run("As counsel says, "))
    first.addprevious(made)


def _field(root, parts):
    replace(find(root, "Call the coordinator"), OLD_PHONE, "(530) 555-0777")


def _tick(root, parts):
    replace(find(root, "☐ The principal"), "☐", "☒")


def _control_removed(root, parts):
    block = find(root, "Call the coordinator")
    control = block.find(W + "sdt")
    for child in list(control.find(W + "sdtContent")):
        control.addprevious(child)
    block.remove(control)


def _rewritten(root, parts):
    for beginning in ("Telling", "The written report"):
        block = find(root, beginning)
        for child in [one for one in block if one.tag != W + "pPr"]:
            block.remove(child)
        block.append(run(f"Section rewritten by counsel, part {beginning.split()[0].lower()}."))


def _picture(root, parts):
    made = etree.fromstring(
        f'<w:r xmlns:w="{W[1:-1]}"><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" '
        'style="width:9pt;height:9pt"/></w:pict></w:r>'
    )
    find(root, "Call the coordinator").append(made)


EDITS = {
    name.removeprefix("_").replace("_", " "): made
    for name, made in list(globals().items())
    if re.fullmatch(r"_[a-z_]+", name) and getattr(made, "__module__", "") == __name__
}
