"""Documents that the tests of the writers share: a filled protocol, and texts that people type."""

from hypothesis import strategies as st

from htssp_builder.document.tree import (
    Block,
    Box,
    Cell,
    Contents,
    Document,
    Field,
    Heading,
    Inline,
    Item,
    Link,
    Paragraph,
    Reference,
    Row,
    Table,
    Text,
)

HOSTILE = (
    "{{ district.name }}",
    "<w:p>",
    "<script>alert(1)</script>",
    "&amp; &lt; &#65;",
    "a | b",
    "**not bold** __nor this__ _x_",
    "1. not a list",
    "# not a heading",
    "- not an item",
    "> not a quote",
    "[x](javascript:alert(1))",
    "![x](y) [z]: q",
    "`code` ~~gone~~ ```",
    "---",
    "===",
    "\\ \\* \\n",
    '#import "@preview/x:1.0.0" #read("/etc/passwd") $x$ @label',
    "two\nlines",
    "three\n\nlines",
    "\tindented    wide  ",
    "]]> --> </style> {% raw %}",
    'O\'Brien-"Quoted" (A.B.) C/D, 50 % & more; e.g. #5 + 6 = 11: yes!',
    "مدرسة الأمل",
    "בית ספר",
    "李小龙 学校",
    "Ünïcødé ½ – — … “”",
    "😀👩‍👩‍👧",
)

MARKS = "*_`[]()<>!&|\\#-+=:~.) \n\t1a;{}\"'@$/?x\u00a0"

anything = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(alphabet=MARKS, max_size=24),
    st.text(max_size=20),
    st.lists(st.sampled_from(HOSTILE), max_size=3).map("".join),
)

plain_inlines = st.one_of(
    st.builds(Text, anything, st.booleans(), st.booleans()),
    st.builds(
        Field,
        path=st.just("district.name"),
        label=anything,
        text=anything,
        state=st.sampled_from(("given", "missing", "unknown", "unverified")),
        strong=st.booleans(),
        emphasis=st.booleans(),
    ),
    st.builds(Reference, target=st.just("reporting"), text=anything),
    st.builds(Box, label=anything, checked=st.booleans()),
)
targets = st.one_of(
    st.sampled_from(
        (
            "https://www.acf.gov/otip?a=1&copy=2#x_(y)",
            "mailto:m.o'brien_x@sv-usd.example",
            "tel:+18883737888",
            "javascript:alert(1)",
            "https://a b",
            'https://a"><b>',
            "",
        )
    ),
    anything,
)
inlines = st.one_of(plain_inlines, st.builds(Link, anything, targets))
inline_lists = st.lists(inlines, max_size=6).map(tuple)


def document(*blocks: Block, title: str = "Protocol", language: str = "en-US") -> Document:
    return Document("protocol", title, "Sierra Vista", blocks, "b0", language=language)


def text(words: str) -> tuple[Inline, ...]:
    return (Text(words),)


def field(path: str, label: str, words: str, state: str = "given") -> Field:
    return Field(path, label, words, state)  # type: ignore[arg-type]


def row(id: str, *cells: str | Inline) -> Row:
    return Row(id, tuple(Cell((Text(cell) if isinstance(cell, str) else cell,)) for cell in cells))


PHONE = field("roles.coordinator.primary.phone", "HTSSP coordinator, phone", "(530) 555-0142")
MISSING = field(
    "roles.counsel.primary.name", "Counsel, name", "[Counsel, name: not answered]", "missing"
)
UNVERIFIED = field("reporting.oral", "Report by phone", "Immediately", "unverified")

BLOCKS: tuple[Block, ...] = (
    Paragraph("cover.org", text("Sierra Vista Unified School District"), "cover"),
    Paragraph("cover.title", text("Human Trafficking School Safety Protocol"), "title"),
    Paragraph("cover.sub", text("Response, reporting and support"), "subtitle"),
    Paragraph("cover.date", text("Adopted June 14, 2027\nVersion 1.0"), "cover"),
    Contents("toc", "Contents", 2),
    Heading("purpose", 1, text("Purpose and scope"), "1", new_page=True),
    Paragraph(
        "purpose.lead",
        text("This protocol says who is told what, in which order and within what time."),
        "lead",
    ),
    Paragraph(
        "purpose.who",
        (
            Text("It covers every employee of "),
            field("district.name", "District name", "Sierra Vista Unified School District"),
            Text(". Suspicion is enough: "),
            Text("nobody has to prove anything", strong=True),
            Text(" before reporting. See section "),
            Reference("reporting", "2"),
            Text(" and "),
            Link("the state's guidance", "https://www.cde.ca.gov/ls/ss/ap/"),
            Text("."),
        ),
    ),
    Heading("reporting", 1, text("Reporting"), "2"),
    Heading("reporting.duty", 2, text("Who reports"), "2.1"),
    Paragraph(
        "reporting.duty.text",
        (Text("Staff report "), UNVERIFIED, Text(" by phone. Counsel is "), MISSING, Text(".")),
    ),
    Paragraph(
        "reporting.caution",
        text("Do not confront the person suspected, and do not question the student."),
        "caution",
    ),
    Paragraph("reporting.note", text("Telling a supervisor is not a report."), "note"),
    Paragraph(
        "reporting.say",
        text("I am glad you told me.\nI cannot promise to keep this secret."),
        "script",
    ),
    Table(
        "call",
        "Numbers to call first",
        None,
        (
            row("call.911", "A child is in danger now", "911"),
            row("call.hotline", "National Human Trafficking Hotline", "1-888-373-7888"),
        ),
        (0.6, 0.4),
        "box",
    ),
    Item("s1", text("Stay with the student."), "number", "steps"),
    Item("s1a", text("Keep your voice calm."), "bullet", "steps", 1),
    Item("s1b", text("Keep other students away."), "bullet", "steps", 1),
    Item("s2", (Text("Call the coordinator at "), PHONE, Text(".")), "number", "steps"),
    Item("s3", text("Write down the student's own words."), "number", "steps"),
    Item("n1", text("A new list starts at one."), "number", "again"),
    Item("c1", (Box("Report made", True), Text(" Report made by phone")), "check", "done"),
    Item("c2", (Box("Form sent"), Text(" Written form sent")), "check", "done"),
    Heading("contacts", 1, text("Contacts"), "Appendix B", new_page=True),
    Table(
        "contacts.table",
        "Campus contacts",
        row("contacts.head", "Campus", "Contact", "E-mail", "Phone"),
        (
            row(
                "contacts.lincoln",
                field("campuses.lincoln.name", "Lincoln Elementary, name", "Lincoln Elementary"),
                "Maria Lopez",
                "maria.lopez-hernandez@sierravistaunified.k12.ca.us",
                PHONE,
            ),
            row("contacts.grant", "Grant High | North", MISSING, "", "(530) 555-0150"),
        ),
        (0.28, 0.24, 0.26, 0.22),
        number="1",
    ),
    Paragraph("contacts.small", text("Checked every quarter by the coordinator."), "small"),
    Table(
        "form",
        "Record of a report",
        None,
        (row("form.date", "Date and time", ""), row("form.by", "Reported by", "")),
        (0.35, 0.65),
        "form",
    ),
)

PROTOCOL = Document(
    "protocol",
    "Human Trafficking School Safety Protocol",
    "Sierra Vista Unified School District",
    BLOCKS,
    "4f1c2d9a0b",
    running="Version 1.0, internal edition",
    subject="School safety",
    keywords="school safety, human trafficking",
)


def forty_pages() -> Document:
    """As long as a district's protocol: 60 headings, 240 paragraphs, 300 items, 40 tables."""
    blocks: list[Block] = [
        Paragraph("t", text("Human Trafficking School Safety Protocol"), "title"),
        Contents("toc", "Contents", 2),
    ]
    sentence = (
        "Any employee who has reason to suspect that a student is being trafficked reports it at "
        "once to the county child welfare agency, and tells the coordinator afterwards (section 4)."
    )
    for section in range(60):
        level = 1 if section % 3 == 0 else 2
        blocks.append(Heading(f"h{section}", level, text(f"Part {section}"), str(section + 1)))
        for paragraph in range(4):
            blocks.append(
                Paragraph(f"p{section}.{paragraph}", (Text(sentence), PHONE, Text(sentence)))
            )
        for item in range(5):
            blocks.append(
                Item(f"i{section}.{item}", (Text(sentence[:90]), PHONE), "bullet", f"l{section}")
            )
        if section % 3 != 2:
            blocks.append(_table(section))
    return PROTOCOL._replace(blocks=tuple(blocks))


def _table(section: int) -> Table:
    head = row(f"t{section}.h", "Campus", "Contact", "E-mail", "Phone")
    rows = tuple(
        row(f"t{section}.{n}", "Lincoln Elementary", "Maria Lopez", "m.lopez@svusd.example", PHONE)
        for n in range(10)
    )
    widths = (0.3, 0.2, 0.25, 0.25)
    return Table(f"t{section}", "Campus contacts", head, rows, widths, number=str(section + 1))
