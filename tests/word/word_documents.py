"""Documents that the Word tests share, and an independent reading of the files made of them."""

import io
import random
import zipfile

from htssp_builder.document.tree import (
    Box,
    Cell,
    Contents,
    Document,
    Duty,
    Field,
    Heading,
    Item,
    Link,
    Meta,
    Paragraph,
    Reference,
    Row,
    Table,
    Text,
)

PHONE = "roles.coordinator.primary.phone"
NAME = "roles.coordinator.primary.name"


def cell(*inlines):
    return Cell(tuple(Text(i) if isinstance(i, str) else i for i in inlines))


def p(block_id, *inlines, role="body", meta=Meta()):  # noqa: B008
    made = tuple(Text(i) if isinstance(i, str) else i for i in inlines)
    return Paragraph(block_id, made, role, meta)


def document(*blocks, **more):
    given = {
        "id": "protocol",
        "title": "Human Trafficking School Safety Protocol",
        "organization": "Sierra Vista Unified School District",
        "build": "b7c1",
    } | more
    return Document(blocks=tuple(blocks), **given)


def protocol():
    """A short document with every kind of block and inline."""
    duty = Meta(
        "board",
        ("HTYPE", "R"),
        Duty("Every employee", "reports", "immediately", "the child welfare hotline", True),
    )
    return document(
        p("cover.title", "Human Trafficking School Safety Protocol", role="title"),
        p(
            "cover.subtitle",
            Field("district.name", "District", "Sierra Vista Unified School District"),
            role="subtitle",
        ),
        p("cover.version", "Version 1, adopted by the Board of Education", role="cover"),
        p(
            "cover.date",
            Field("board.adopted", "Date of adoption", "June 14, 2027", kind="date"),
            role="cover",
        ),
        Contents("contents", "Contents", 2),
        Table(
            "call",
            "Who to call first",
            Row("call.head", (cell("If a child is in danger now, call 911"),)),
            (
                Row(
                    "call.first",
                    (
                        cell(
                            Text("HTSSP coordinator: ", strong=True),
                            Field(NAME, "HTSSP coordinator, name", "Maria Lopez"),
                            ", ",
                            Field(
                                PHONE, "HTSSP coordinator, phone", "(530) 555-0142", kind="phone"
                            ),
                        ),
                    ),
                ),
            ),
            (1.0,),
            "box",
        ),
        Heading("purpose", 1, (Text("Purpose and scope"),), "1", new_page=True),
        p("purpose.lead", "This protocol says who is told what, and when.", role="lead"),
        p(
            "purpose.body",
            "It covers ",
            Text("every", strong=True),
            " campus & program; see section ",
            Reference("reporting", "2"),
            " and ",
            Link("the hotline", "https://humantraffickinghotline.org/en?a=1&b=2"),
            ".",
        ),
        Heading("reporting", 1, (Text("Reporting"),), "2"),
        p(
            "reporting.duty",
            "Any employee who has reason to suspect it reports at once.",
            meta=duty,
        ),
        p("reporting.caution", "Telling a supervisor is not a report.", role="caution"),
        p("reporting.script", "“I am glad you told me.”", role="script"),
        p("reporting.note", "The hotline takes calls at any hour.", role="note"),
        p("reporting.small", "Working design of this protocol.", role="small"),
        Heading("reporting.steps", 2, (Text("Steps"),), "2.1"),
        Item("s.1", (Text("Make sure the student is safe."),), "number", "steps"),
        Item("s.1a", (Text("Stay with the student."),), "number", "steps", 1),
        Item("s.2", (Text("Call the hotline."),), "number", "steps"),
        Item("b.1", (Text("Keep what you heard to yourself."),), "bullet", "keep"),
        Item("b.2", (Text("Do not question the student."),), "bullet", "keep", 1),
        Item("t.1", (Text("First again."),), "number", "again"),
        Item(
            "c.1",
            (Box("Hotline called", True, "plan.A1"), Text(" The hotline has been called.")),
            "check",
            "done",
        ),
        Item("c.2", (Text("The form is filed."),), "check", "done"),
        Table(
            "contacts",
            "Contacts of this campus",
            Row("contacts.head", (cell("Role"), cell("Name"), cell("Phone"))),
            (
                Row(
                    "contacts.coordinator",
                    (
                        cell("HTSSP coordinator"),
                        cell(Field(NAME, "HTSSP coordinator, name", "Maria Lopez")),
                        cell(
                            Field(
                                PHONE,
                                "HTSSP coordinator, phone",
                                "[HTSSP coordinator, phone]",
                                "missing",
                            )
                        ),
                    ),
                ),
                Row(
                    "contacts.counsel",
                    (
                        cell("Counsel"),
                        cell(
                            Field(
                                "roles.counsel.primary.name",
                                "Counsel, name",
                                "not known yet",
                                "unknown",
                            )
                        ),
                        cell(
                            Field("reporting.oral", "Oral report", "within 24 hours", "unverified")
                        ),
                    ),
                ),
            ),
            (0.3, 0.4, 0.3),
            number="1",
        ),
        Table(
            "form",
            "Report form",
            None,
            (
                Row("form.date", (cell("Date"), cell())),
                Row("form.level", (cell("Level"), cell(Box("Elementary"), " Elementary"))),
            ),
            (0.35, 0.65),
            "form",
        ),
        Heading("appendix-a", 1, (Text("Words in Arabic"),), "Appendix A"),
        p("arabic", "أنا سعيد لأنك أخبرتني"),
        p(
            "choice",
            "Pace: ",
            Field("timeline.pace", "Pace", "standard", kind="choice", choices=("standard", "fast")),
        ),
        running="Version 1 · June 14, 2027",
        subject="School safety",
        keywords="trafficking, schools",
    )


WORDS = """
    the coordinator reports what was seen to the hotline and to the campus principal without delay
    because a student who may be trafficked needs an adult who listens and a call that is made at
    once by the person who noticed it even when a supervisor has been told already or a
    law-enforcement agency is at school for another reason the district keeps one list of contacts
    with after-hours numbers and every employee knows where it hangs training covers indicators
    disclosure documentation confidentiality and the first questions that must not be asked
    families receive information in their own language
""".split()  # noqa: SIM905 - prose reads better than a list of 90 strings


def sentences(seed, count):
    """`count` words in sentences, the same for the same seed."""
    chance = random.Random(seed)
    words = [chance.choice(WORDS) for _ in range(count)]
    for at in range(0, count, 14):
        words[at] = words[at].capitalize()
        if at:
            words[at - 1] += "."
    return " ".join(words) + "."


def long_document(headings=60, paragraphs=240, items=300, tables=40, rows=10, fields=800):
    """A document of some 40 pages with all that a protocol has, answers printed everywhere."""
    blocks = [
        p("title", "Human Trafficking School Safety Protocol", role="title"),
        p("subtitle", "Sierra Vista Unified School District", role="subtitle"),
        Contents("contents", "Contents", 2),
    ]
    left = {"fields": fields}

    def answer(block_id):
        if left["fields"] <= 0:
            return Text("as the table shows")
        left["fields"] -= 1
        at = left["fields"] % 160
        state = "missing" if at % 20 == 7 else "unverified" if at % 20 == 3 else "given"
        return Field(f"campuses.c{at}.phone", f"Campus {at}, phone", f"(530) 555-{at:04}", state)

    for at in range(headings):
        name = f"s{at}"
        first = at % 5 == 0
        blocks.append(
            Heading(
                name,
                1 if first else 2,
                (Text(sentences(name, 3 + at % 4)[:-1]),),
                section_number(at),
                new_page=at == 0,
            )
        )
        blocks += _section(at, name, answer, paragraphs / headings, items / headings)
        if at * tables // headings != (at + 1) * tables // headings:
            blocks.append(_table(at * tables // headings + 1, rows, answer))
    return document(*blocks, running="Version 1", subject="School safety")


def section_number(at):
    return f"{at // 5 + 1}.{at % 5}" if at % 5 else f"{at // 5 + 1}"


def _section(at, name, answer, paragraphs, items):
    roles = ("body", "body", "lead", "body", "note", "body", "caution", "body", "script", "body")
    for n in range(round(paragraphs)):
        block_id = f"{name}.p{n}"
        yield p(
            block_id,
            sentences(block_id, 20 + (at * 7 + n * 13) % 60) + " Call ",
            answer(block_id),
            " or see ",
            Text("the list of contacts", strong=True),
            " in section ",
            Reference(f"s{at - at % 5}", section_number(at - at % 5)),
            ".",
            role=roles[(at + n * 3) % 10],
        )
    kind = ("bullet", "number", "check")[at % 3]
    for n in range(round(items)):
        block_id = f"{name}.i{n}"
        words = (Text(sentences(block_id, 8 + (at + n * 5) % 14)), Text(" "), answer(block_id))
        if kind == "check":
            words = (Box(block_id, n % 2 == 0, f"plan.{block_id}"), Text(" "), *words)
        yield Item(block_id, words, kind, name, int(n == 2))


def _table(number, rows, answer):
    name = f"t{number}"
    return Table(
        name,
        sentences(name, 5)[:-1],
        Row(f"{name}.head", (cell("Role"), cell("Who"), cell("Phone"), cell("When"))),
        tuple(
            Row(
                f"{name}.r{n}",
                (
                    cell(sentences(f"{name}{n}a", 2)),
                    cell(sentences(f"{name}{n}b", 3 + n % 7)),
                    cell(answer(name) if n % 10 < 6 else "None"),
                    cell(sentences(f"{name}{n}c", 1 + n % 4)),
                ),
            )
            for n in range(rows)
        ),
        (0.25, 0.35, 0.2, 0.2),
        number=str(number),
    )


def part(data, name):
    """The text of one part of a .docx file."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return opened.read(name).decode("utf-8")


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def body(data):
    """The w:body of a .docx file as an lxml element."""
    from lxml import etree

    return etree.fromstring(part(data, "word/document.xml").encode())[0]


def shown(element):
    """The text under an element, as a reader that knows nothing of the writer finds it."""
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    runs = (child for run in element.iter(f"{W}r") for child in run)
    return "".join(
        (child.text or "") if child.tag == f"{W}t" else signs.get(child.tag, "") for child in runs
    )
