"""Our own files: every answer, every box and every block is found again, whoever saved the file."""

import re
import shutil
import subprocess
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from read_files import W

from htssp_builder.document.text import CHECKED, anchors, digest
from htssp_builder.document.tree import (
    Box,
    Cell,
    Document,
    Field,
    Figure,
    Heading,
    Item,
    Paragraph,
    Row,
    Table,
    Text,
)
from htssp_builder.word.names import tag
from htssp_builder.word.ooxml.package import archive, deflate
from htssp_builder.word.read.anchors import as_written, block_ids, ids_in, names_of
from htssp_builder.word.read.fields import fields, unfound
from htssp_builder.word.read.package import open_file
from htssp_builder.word.read.positions import moved, spans
from htssp_builder.word.read.reader import read
from htssp_builder.word.writer import write

ABSENT = ("missing", "unknown")


def inlines(document):
    """All that stands in a document, the boxes that check lines are given among them."""
    for block in document.blocks:
        if isinstance(block, Table):
            for row in (block.head, *block.rows):
                for cell in row.cells if row else ():
                    yield from cell.inlines
        elif isinstance(block, Heading | Paragraph | Item):
            first = block.inlines[0] if block.inlines else None
            if isinstance(block, Item) and block.kind == "check" and not isinstance(first, Box):
                yield Box("")
            yield from block.inlines


def wanted(document):
    every = list(inlines(document))
    given = Counter((i.path, i.text, i.state in ABSENT) for i in every if isinstance(i, Field))
    boxes = Counter((i.path, i.checked) for i in every if isinstance(i, Box))
    return given, boxes


def got(found):
    given = Counter((f.path, f.text, f.placeholder) for f in found if f.checked is None)
    boxes = Counter((f.path, f.checked) for f in found if f.checked is not None)
    return given, boxes


def read_bytes(content):
    return read(open_file(content, "ours.docx"))


def tables(document):
    return [block.id for block in document.blocks if isinstance(block, Table)]


def check_identity(file, document):
    names = names_of(block_id for block_id, _ in anchors(document))
    found = {one for block in file.final for one in ids_in(block, names)}
    assert found == set(names.values())
    headings = {b.id for b in document.blocks if isinstance(b, Heading)}
    named = {name for p in file.paragraphs for name in p.bookmarks}
    assert len(headings) <= len(named)


def test_every_field_box_and_block_of_our_own_documents_is_found(examples):
    assert len(examples) >= 12
    for document, content in examples.values():
        file = read_bytes(content)
        found = fields(file)
        assert got(found) == wanted(document)
        assert all(one.how == "tag" for one in found if one.path)
        assert all(one.block and one.base for one in found)
        assert unfound(file.base, found) == []
        assert file.unknown == {}
        assert file.revisions == ()
        assert (file.base.document, file.base.build) == (document.id, document.build)
        assert file.properties.custom["htssp.build"] == document.build
        check_identity(file, document)


def test_the_text_of_an_untouched_block_is_what_its_bookmark_says(examples):
    """What the reader reads is what was written, to the letter."""
    checked = 0
    for document, content in examples.values():
        file = read_bytes(content)
        written = {one.id: one for one in file.base.blocks}
        apart = {b.id for b in document.blocks if isinstance(b, Table | Figure)}
        names = names_of(written)
        for block in file.final:
            for anchor in block.anchors:
                name = names[anchor.id_digest]
                if name in apart or written[name].table:
                    continue
                assert digest(as_written(block.text, written[name])) == anchor.text_digest
                checked += 1
    assert checked > 2000


def test_a_field_knows_the_row_it_stands_in(examples):
    for document, content in examples.values():
        rows = {
            row.id: {inline.path for cell in row.cells for inline in cell.inlines if inline.path}
            for block in document.blocks
            if isinstance(block, Table)
            for row in block.rows
            if row.id and all(isinstance(i, Field) for c in row.cells for i in c.inlines)
        }
        found = fields(read_bytes(content))
        for row_id, paths in rows.items():
            assert {one.path for one in found if one.block == row_id} == paths


@pytest.fixture(scope="session")
def by_libreoffice(examples, tmp_path_factory):
    """Saves files with LibreOffice: (files by name, formats) -> files by name."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")

    def save(files, *formats):
        folder = tmp_path_factory.mktemp("office")
        for step, form in enumerate(formats):
            source, target = folder / f"{step}", folder / f"{step}-saved"
            shutil.rmtree(source, ignore_errors=True)
            source.mkdir()
            kind = "docx" if not step else formats[step - 1].partition(":")[0]
            for name, content in files.items():
                (source / f"{name}.{kind}").write_bytes(content)
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            every = [str(path) for path in sorted(source.iterdir())]
            command = [office, profile, "--headless", "--convert-to", form, "--outdir", str(target)]
            subprocess.run([*command, *every], check=True, capture_output=True, timeout=300)
            files = {path.stem: path.read_bytes() for path in target.iterdir()}
        return files

    return save


@pytest.mark.slow
def test_everything_is_found_after_libreoffice_saved_the_file_twice(examples, by_libreoffice):
    word = "docx:MS Word 2007 XML"
    saved = by_libreoffice({name: content for name, (_, content) in examples.items()}, word, word)
    assert len(saved) == len(examples)
    for name, (document, _) in examples.items():
        file = read_bytes(saved[name])
        found = fields(file)
        assert got(found) == wanted(document)
        assert unfound(file.base, found) == []
        assert not any(one.how == "tag" for one in found)
        check_identity(file, document)


@pytest.mark.slow
def test_answers_are_found_by_their_place_when_every_control_is_gone(examples, by_libreoffice):
    """Through OpenDocument and back only the bookmarks are left, as in other editors."""
    some = {name: one for name, one in examples.items() if name.startswith("half")}
    files = {name: content for name, (_, content) in some.items()}
    saved = by_libreoffice(files, "odt", "docx:MS Word 2007 XML")
    for name, (document, content) in some.items():
        file = read_bytes(saved[name])
        assert file.base is None
        assert fields(file) == []
        base = read_bytes(content).base
        found = fields(file, base)
        given, boxes = wanted(document)
        assert {one.how for one in found} == {"position"}
        assert got(found)[1] == boxes
        # Whatever could stand at two places is not guessed at; none is wrong.
        assert not got(found)[0] - given
        assert (got(found)[0]).total() >= 0.99 * given.total()
        lost = unfound(base, found)
        assert len(lost) == given.total() - got(found)[0].total()


PHONE, NAME, DAY = "roles.lead.phone", "roles.lead.name", "board.adopted"


def small():
    """A document with a sentence, a heading, a check line and a table row to edit."""
    phone = Field(PHONE, "Lead, phone", "(530) 555-0142", kind="phone")
    name = Field(NAME, "Lead, name", "Maria Lopez")
    blocks = (
        Heading("h", 1, (Field(DAY, "Adopted", "June 14, 2027", kind="date"),), "3"),
        Paragraph("p", (Text("Call "), name, Text(" at "), phone, Text(" at once."))),
        Item("c", (name, Text(" has been told.")), "check", "l"),
        Item("d", (Box("Told", True, "progress.A1"), Text(" A1")), "check", "l"),
        Table("t", "T", None, (Row("t.r", (Cell((name,)), Cell((phone,)))),), (1, 1)),
    )
    return Document("protocol", "P", "District", blocks, "b1")


def edited(content, change):
    """The file with its text changed: `change` takes the XML of the main part."""
    parts = dict(open_file(content, "a.docx").parts)
    parts["word/document.xml"] = change(parts["word/document.xml"].decode()).encode()
    return archive(deflate(name, data) for name, data in parts.items())


def without_names(xml):
    return re.sub(r"<w:(tag|alias) [^>]*/>", "", xml)


def without_controls(xml):
    xml = re.sub(r"<w:sdtPr>.*?</w:sdtPr>", "", xml)
    return re.sub(r"</?w:sdt(Content)?>", "", xml)


def values(file, base=None):
    return sorted((f.path, f.text, f.how, f.block) for f in fields(file, base))


WHOLE = sorted(
    [
        (DAY, "June 14, 2027", "h"),
        (NAME, "Maria Lopez", "p"),
        (PHONE, "(530) 555-0142", "p"),
        ("", "☐", "c"),
        (NAME, "Maria Lopez", "c"),
        ("progress.A1", CHECKED, "d"),
        (NAME, "Maria Lopez", "t.r"),
        (PHONE, "(530) 555-0142", "t.r"),
    ]
)


@pytest.mark.parametrize(
    ("change", "how"),
    [
        (lambda xml: xml, {"tag", "title"}),
        (lambda xml: re.sub(r"<w:tag [^>]*/>", "", xml), {"title"}),
        (without_names, {"position"}),
        (without_controls, {"position"}),
    ],
)
def test_fields_by_tag_by_title_and_by_place(change, how):
    found = values(read_bytes(edited(write(small()), change)))
    assert sorted((path, text, block) for path, text, _, block in found) == WHOLE
    assert {one[2] for one in found} == how


def test_what_a_person_typed_is_found_by_its_place():
    def change(xml):
        xml = without_controls(xml)
        xml = xml.replace("Maria Lopez</w:t></w:r><w:r><w:t", "José Núñez</w:t></w:r><w:r><w:t", 1)
        return xml.replace("(530) 555-0142", "530-555-0199 ext. 4", 1)

    found = values(read_bytes(edited(write(small()), change)))
    assert (NAME, "José Núñez", "position", "p") in found
    assert (PHONE, "530-555-0199 ext. 4", "position", "p") in found
    assert (PHONE, "(530) 555-0142", "position", "t.r") in found


@pytest.mark.parametrize(
    ("after", "found"),
    [
        # Changed words further away do not matter ...
        ("Call Ana Ruiz on 555-0199 at once. At night dial 911.", ["Ana Ruiz", "555-0199"]),
        ("Call  on 555-0199 at once.", ["", "555-0199"]),
        ("At night: Call Ana Ruiz on 555-0199 at once.", ["Ana Ruiz", "555-0199"]),
        # ... and where those next to an answer changed, or stand there twice, nothing is guessed.
        ("Please ring Ana Ruiz on 555-0199 today.", [None, None]),
        ("Call Ana Ruiz, then write. Ring 555-0199 at once.", [None, None]),
        ("Recall Ana Ruiz on 555-0199 at once.", [None, "555-0199"]),
        ("Call Ana Ruiz on or before noon on 555-0199 now.", [None, None]),
        ("", [None, None]),
    ],
)
def test_words_around_an_answer_tell_it_or_it_is_left_open(after, found):
    before = "Call Maria Lopez on (530) 555-0142 at once."
    assert moved(before, after, spans(before, ["Maria Lopez", "(530) 555-0142"])) == found


def test_an_answer_is_told_by_its_nearest_words_when_others_change():
    before = "The lead is Maria Lopez of the district office, by day and by night."
    places = spans(before, ["Maria Lopez"])
    for after, found in (
        ("From now on the lead is Ana Ruiz of the district office, by day.", "Ana Ruiz"),
        ("The lead is Ana Ruiz of the county office, by day and by night.", "Ana Ruiz"),
        ("The lead is Ana Ruiz from the district office, by day and by night.", None),
        ("The leader was Ana Ruiz of the district office, by day.", None),
    ):
        assert moved(before, after, places) == [found]


def test_a_place_that_cannot_be_told_is_not_guessed_at():
    def rewritten(xml):
        xml = without_controls(xml)
        start = xml.index("Call ")
        end = xml.index("</w:p>", start)
        return f"{xml[:start]}Ring 911, then tell Ana Ruiz (555-0100).</w:t></w:r>{xml[end:]}"

    content = write(small())
    file = read_bytes(edited(content, rewritten))
    found = fields(file)
    assert not any(one.block == "p" for one in found)
    assert [(one.path, one.block) for one in unfound(file.base, found)] == [
        (NAME, "p"),
        (PHONE, "p"),
    ]


def test_a_field_twice_on_one_page_of_equal_text_is_told_apart_by_its_title():
    xml = open_file(write(small()), "a").parts["word/document.xml"].decode()
    changed = xml.replace("(530) 555-0142", "(530) 555-0199", 1)
    file = read_bytes(edited(write(small()), lambda _: changed))
    one, two = (f for f in fields(file) if f.path == PHONE)
    assert (one.label, one.text, one.base.text) == (
        "Lead, phone",
        "(530) 555-0199",
        "(530) 555-0142",
    )
    assert (two.label, two.text) == ("Lead, phone (2)", "(530) 555-0142")


def test_prompts_and_what_is_typed_over_them():
    missing = Field("a.b", "Hotline", "[To complete: Hotline]", "missing")
    given = Field("a.c", "Name", "Ana")
    content = write(
        Document("d", "D", "O", (Paragraph("p", (missing, Text(" and "), given)),), "b")
    )

    def text(change):
        return [(f.text, f.placeholder) for f in fields(read_bytes(edited(content, change)))]

    prompt = "[To complete: Hotline]"
    assert text(lambda x: x) == [(prompt, True), ("Ana", False)]
    assert text(lambda x: x.replace("<w:showingPlcHdr/>", ""))[0] == (prompt, True)
    # LibreOffice keeps the flag when somebody types over the prompt.
    assert text(lambda x: x.replace(prompt, "555-0100"))[0] == ("555-0100", False)
    emptied = "Click or tap here to enter text."
    assert text(lambda x: x.replace(prompt, emptied))[0] == (emptied, True)
    cleared = text(
        lambda x: x.replace("<w:text/></w:sdtPr><w:sdtContent><w:r><w:t>Ana", "<w:showingPlcHdr/>"
        f"<w:text/></w:sdtPr><w:sdtContent><w:r><w:t>{emptied}")
    )  # fmt: skip
    assert cleared[1] == (emptied, True)


def test_fields_that_a_tracked_change_deletes_are_left_out_and_inserted_ones_are_in():
    by = 'w:id="1" w:author="A"'

    def change(xml):
        start = xml.index("<w:sdt>", xml.index("Call "))
        end = xml.index("</w:sdt>", start) + len("</w:sdt>")
        control = xml[start:end].replace("<w:t>", "<w:delText>").replace("</w:t>", "</w:delText>")
        return f"{xml[:start]}<w:del {by}>{control}</w:del>{xml[end:]}"

    file = read_bytes(edited(write(small()), change))
    found = fields(file)
    assert not any(one.path == NAME and one.block == "p" for one in found)
    assert [(one.path, one.block) for one in unfound(file.base, found)] == [(NAME, "p")]
    assert [r.text for r in file.revisions] == ["Maria Lopez"]


def test_a_path_too_long_for_a_tag_comes_back_whole():
    path = "campuses." + "very-long-record-name-" * 4 + ".phone"
    assert tag(path) != path
    content = write(Document("d", "D", "O", (Paragraph("p", (Field(path, "Phone", "555"),)),), "b"))
    assert [(f.path, f.how) for f in fields(read_bytes(content))] == [(path, "tag")]


def test_without_a_base_fields_are_found_by_their_tags_alone():
    content = write(small())
    bare = {
        name: data
        for name, data in open_file(content, "a").parts.items()
        if not name.startswith("customXml")
    }
    file = read_bytes(archive(deflate(name, data) for name, data in bare.items()))
    found = fields(file)
    assert file.base is None
    assert Counter(f.path for f in found) == {DAY: 1, NAME: 3, PHONE: 2, "progress.A1": 1, "": 1}
    assert all(f.base is None for f in found)


def test_blocks_are_known_by_their_text_where_their_bookmarks_are_gone():
    def change(xml):
        return re.sub(r"<w:bookmark(Start|End) [^>]*/>", "", without_controls(xml))

    found = values(read_bytes(edited(write(small()), change)))
    assert {(path, block) for path, _, _, block in found} == {
        (NAME, "p"),
        (PHONE, "p"),
        ("progress.A1", "d"),
    }
    assert (PHONE, "(530) 555-0142", "position", "p") in found


def test_a_block_that_was_added_has_no_id():
    content = edited(
        write(small()),
        lambda xml: xml.replace("<w:tbl>", "<w:p><w:r><w:t>Ours</w:t></w:r></w:p><w:tbl>", 1),
    )
    file = read_bytes(content)
    ids = block_ids(file, names_of(one.id for one in file.base.blocks), ["t"])
    by_text = {b.text: ids.get(b.paragraph.number) for b in file.final}
    assert by_text["Ours"] is None
    assert by_text["Call Maria Lopez at (530) 555-0142 at once."] == "p"
    assert W in file.namespace


words = st.text(alphabet="abcé 0-9", min_size=1, max_size=8).map(str.strip).filter(bool)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(words, words), min_size=1, max_size=4), st.data())
def test_what_is_found_by_place_is_never_wrong(parts, data):
    """Answers replaced by others in a text without controls: found as typed, or not at all."""
    made = []
    for at, (said, value) in enumerate(parts):
        made += [Text(f"{said}: "), Field(f"a.f{at}", f"F{at}", value), Text("; ")]
    document = Document("d", "D", "O", (Paragraph("p", tuple(made)),), "b")
    content = write(document)
    base = read_bytes(content).base
    typed = [data.draw(words) for _ in parts]
    changed = [
        inline._replace(text=typed[int(inline.path[3:])]) if isinstance(inline, Field) else inline
        for inline in made
    ]
    again = write(document._replace(blocks=(Paragraph("p", tuple(changed)),)))
    plain = {
        name: data
        for name, data in open_file(edited(again, without_controls), "a").parts.items()
        if not name.startswith("customXml")
    }
    file = read_bytes(archive(deflate(name, data) for name, data in plain.items()))
    for one in fields(file, base):
        assert one.text == typed[int(one.path[3:])]
