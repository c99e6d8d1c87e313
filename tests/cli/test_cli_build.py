"""`build` and `restore`: the files, what people wrote in them, and the report."""

import io
import json
import zipfile
from pathlib import Path

import docx
import pytest

COORDINATOR = "roles.coordinator.primary.phone"


def word_text(path):
    """Every word of a Word file's body, as python-docx's XML gives it."""
    return "".join(docx.Document(str(path)).element.itertext())


def edit(path, words):
    """Adds a paragraph as a person with another program would."""
    opened = docx.Document(str(path))
    opened.add_paragraph(words)
    opened.save(str(path))


DOCUMENTS = ("protocol", "checklist", "timeline")


def state_of(folder):
    """Bytes and time of every document."""
    return {
        f.name: (f.read_bytes(), f.stat().st_mtime_ns) for f in (folder / "documents").iterdir()
    }


STARTS = {"docx": b"PK\x03\x04", "html": b"<!doctype html>", "md": b"Pecan Bend", "pdf": b"%PDF-"}


def test_every_format_is_written_and_is_what_its_name_says(made, htssp):
    assert (made.told.code, made.told.err) == (0, "")
    documents = made.folder / "documents"
    names = {f"{document}.{ending}" for document in DOCUMENTS for ending in STARTS}
    assert {f.name for f in documents.iterdir()} == names
    for name in names:
        path = documents / name
        start = STARTS[name.partition(".")[2]]
        assert path.read_bytes()[: len(start)].lower() == start.lower()
        assert f"Written: {path}\n" in made.told.out
    phone = htssp("-C", made.folder, "get", COORDINATOR).out.strip()
    for ending in ("html", "md"):
        assert phone in (documents / f"protocol.{ending}").read_text(encoding="utf-8")
    assert phone in word_text(documents / "protocol.docx")


def test_one_document_by_its_name(texas, htssp):
    outcome = htssp("-C", texas, "build", "checklist", "checklist", "--format", "md")
    assert outcome.out.startswith(f"Written: {texas / 'documents' / 'checklist.md'}\n")
    assert [f.name for f in (texas / "documents").iterdir()] == ["checklist.md"]


def test_nothing_new_leaves_every_byte_and_time(ready, htssp):
    before = state_of(ready)
    assert len(before) == len(DOCUMENTS) * len(STARTS)
    outcome = htssp("-C", ready, "build", "--format", "docx,md,html,pdf")
    assert outcome.code == 0
    assert outcome.out.count("Unchanged:") == len(before)
    assert state_of(ready) == before
    assert not (ready / ".htssp" / "backups").exists()


def test_a_changed_answer_reaches_the_documents_and_the_older_one_is_kept(ready, htssp):
    before = state_of(ready)
    htssp("-C", ready, "set", COORDINATOR, "(530) 555-0199")
    outcome = htssp("-C", ready, "build")
    path = ready / "documents" / "protocol.docx"
    assert f"Written: {path}" in outcome.out
    assert "(530) 555-0199" in word_text(path)
    [kept] = (ready / ".htssp" / "backups" / "documents" / "protocol.docx").iterdir()
    assert kept.read_bytes() == before["protocol.docx"][0]
    # A document in which the answer does not stand is left alone.
    assert f"Unchanged: {path.with_name('checklist.docx')}" in outcome.out
    assert state_of(ready)["checklist.docx"] == before["checklist.docx"]


@pytest.mark.parametrize(
    ("document", "answer", "words"),
    [
        ("protocol", (COORDINATOR, "(530) 555-0199"), "(530) 555-0199"),
        ("checklist", ("district.name", "Quillfeather Unified"), "Quillfeather Unified"),
        ("timeline", ("district.name", "Quillfeather Unified"), "Quillfeather Unified"),
    ],
    ids=DOCUMENTS,
)
def test_an_edited_word_file_stays_and_the_new_one_is_written_beside(
    document, answer, words, ready, htssp
):
    path = ready / "documents" / f"{document}.docx"
    edit(path, "By counsel.")
    edited = path.read_bytes()
    htssp("-C", ready, "set", *answer)
    outcome = htssp("-C", ready, "build")
    assert outcome.code == 0
    [beside] = (ready / "documents").glob("*-new-*")
    assert beside.name.startswith(f"{document}-new-")
    told = f"{path} was edited and stays as it is; the new text is in {beside}\n"
    assert told in outcome.out
    assert path.read_bytes() == edited
    assert words in word_text(beside)
    again = htssp("-C", ready, "build", "--json")
    files = {Path(f["path"]).stem: f for f in json.loads(again.out)["data"]["files"]}
    assert files.keys() == set(DOCUMENTS)
    own = files.pop(document)
    assert own == {"path": str(path), "status": "beside", "beside": str(beside)}
    assert {file["status"] for file in files.values()} == {"unchanged"}
    assert list((ready / "documents").glob("*-new-*")) == [beside]


def test_the_file_beside_it_stays_too_once_somebody_edits_that_one(ready, htssp):
    edit(ready / "documents" / "protocol.docx", "By counsel.")
    htssp("-C", ready, "set", COORDINATOR, "(530) 555-0199")
    htssp("-C", ready, "build", "protocol")
    [beside] = (ready / "documents").glob("protocol-new-*.docx")
    edit(beside, "By the principal.")
    edited = state_of(ready)
    outcome = htssp("-C", ready, "build", "protocol")
    after = state_of(ready)
    assert edited.items() <= after.items()
    [third] = after.keys() - edited.keys()
    assert third in outcome.out
    htssp("-C", ready, "build", "protocol")
    assert state_of(ready) == after


@pytest.mark.parametrize("form", ["docx", "html", "md"])
def test_a_file_that_was_there_before_the_first_build_stays(form, texas, htssp):
    (texas / "documents").mkdir()
    mine = [texas / "documents" / f"{document}.{form}" for document in DOCUMENTS]
    for path in mine:
        path.write_bytes(b"ours, since 2019")
    outcome = htssp("-C", texas, "build", "--format", form)
    for path in mine:
        assert f"{path} was " in outcome.out
        assert f"{path.stem}-new-" in outcome.out
        assert path.read_bytes() == b"ours, since 2019"


def test_an_edit_stays_when_what_was_last_built_is_not_known_any_more(ready, htssp):
    mine = [ready / "documents" / f"{document}.md" for document in DOCUMENTS]
    for path in mine:
        path.write_text("mine", encoding="utf-8")
    for kept in (ready / ".htssp" / "snapshots").rglob("*.json"):
        kept.write_text("{", encoding="utf-8")
    outcome = htssp("-C", ready, "build", "--format", "md")
    assert outcome.code == 0
    assert [path.read_text(encoding="utf-8") for path in mine] == ["mine"] * 3


def test_the_report_as_data_has_the_published_names(half, htssp):
    outcome = htssp("-C", half, "build", "--format", "md", "--json")
    assert (outcome.code, outcome.err) == (0, "")
    report = json.loads(outcome.out)
    assert list(report) == ["schema", "problems", "data"]
    assert report["schema"] == "htssp/build/1"
    assert all(list(p) == ["severity", "where", "what", "remedy"] for p in report["problems"])
    assert {p["severity"] for p in report["problems"]} == {"warning"}
    assert len({p["where"] for p in report["problems"]}) == len(report["problems"])
    found = {p["where"]: p["what"] for p in report["problems"]}
    assert found["interpreter.name"] == "Interpreter service: not known yet."
    assert found["roles.student_services.primary.name"].endswith(": not answered.")
    assert found["hotline.phone"].endswith(": not confirmed by a named person.")
    files = report["data"]["files"]
    assert [(Path(f["path"]).name, f["status"], f["beside"]) for f in files] == [
        (f"{document}.md", "written", None) for document in DOCUMENTS
    ]


def test_what_is_open_is_counted_by_kind(half, htssp):
    out = htssp("-C", half, "build", "--format", "md").out
    report = json.loads(htssp("-C", half, "build", "--format", "md", "--json").out)
    for words in ("not answered", "not known yet", "not confirmed by a named person"):
        count = sum(p["what"].endswith(f": {words}.") for p in report["problems"])
        assert f"{count} {words}: " in out
    texts = (half / "documents" / "protocol.md").read_text(encoding="utf-8")
    assert "[To complete: Student services lead, name]" in texts.replace("\\", "")


def test_a_complete_district_has_nothing_unanswered(texas, htssp):
    assert "not answered" not in htssp("-C", texas, "build", "--format", "md").out


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["protocoll"], "protocoll: There is no such document. "
                        f"Choose from: {', '.join(DOCUMENTS)}."),
        (["--format", "doc"], "'doc' is not a format. Use: docx, html, md, pdf."),
        (["--format", "docx,doc,x"], "'doc, x' is not a format."),
        (["--format", ""], "'' is not a format."),
        (["--format", ","], "',' is not a format."),
    ],
)  # fmt: skip
def test_what_cannot_be_built_is_refused_before_anything_is_written(
    typed, sentence, texas, refused
):
    assert sentence in refused("-C", texas, "build", *typed)
    assert [f.name for f in texas.iterdir()] == ["district.yaml"]


def test_a_name_of_a_district_never_leaves_its_folder(texas, htssp):
    htssp("-C", texas, "set", "district.name", "../../../etc/x: <y> | con")
    htssp("-C", texas, "build")
    assert sorted(f.name for f in texas.iterdir()) == [".htssp", "district.yaml", "documents"]
    built = {f.name for f in (texas / "documents").iterdir()}
    assert built == {f"{document}.docx" for document in DOCUMENTS}


def test_the_folder_may_have_any_name(tmp_path, htssp):
    folder = tmp_path / "Schutz & Ñandú – 100% {x} [1]"
    assert htssp("demo", folder).code == 0
    for document in DOCUMENTS:
        assert zipfile.is_zipfile(folder / "documents" / f"{document}.docx")
    assert htssp("-C", folder, "build").out.count("Unchanged: ") == len(DOCUMENTS)


# -- restore ----------------------------------------------------------------------------------


def test_versions_are_listed_and_brought_back(texas, htssp):
    first = (texas / "district.yaml").read_bytes()
    for phone in ("(530) 555-0101", "(530) 555-0102"):
        htssp("-C", texas, "set", COORDINATOR, phone)
    last = (texas / "district.yaml").read_bytes()
    rows = htssp("-C", texas, "restore", "district.yaml").out.splitlines()
    assert rows[0] == "Version\tKept on (UTC)\tBytes"
    assert [row.split("\t")[0] for row in rows[1:]] == ["1", "2"]
    outcome = htssp("-C", texas, "restore", "district.yaml", "2")
    assert outcome.out.endswith("is version 2 again; the one before it is kept.\n")
    assert (texas / "district.yaml").read_bytes() == first
    htssp("-C", texas, "restore", "district.yaml", "1")
    assert (texas / "district.yaml").read_bytes() == last


def test_a_document_that_was_deleted_comes_back(ready, htssp):
    path = ready / "documents" / "protocol.docx"
    before = path.read_bytes()
    htssp("-C", ready, "set", COORDINATOR, "(530) 555-0199")
    htssp("-C", ready, "build")
    path.unlink()
    assert htssp("-C", ready, "restore", "documents/protocol.docx", "1").code == 0
    assert path.read_bytes() == before
    assert docx.Document(io.BytesIO(before)).paragraphs


def test_an_older_version_that_was_brought_back_is_no_edit(ready, htssp):
    htssp("-C", ready, "set", COORDINATOR, "(530) 555-0199")
    htssp("-C", ready, "build", "--format", "md")
    htssp("-C", ready, "restore", "documents/protocol.md", "1")
    out = htssp("-C", ready, "build", "--format", "md").out
    assert out.startswith("Written:")
    text = (ready / "documents" / "protocol.md").read_text(encoding="utf-8")
    assert "(530) 555-0199" in text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["district.yaml"], "No earlier version of it is kept."),
        (["nothing.yaml"], "No earlier version of it is kept."),
        (["../outside.yaml"], "This is not a file of the district's folder."),
        (["/etc/passwd", "1"], "This is not a file of the district's folder."),
        ([".htssp/lock"], "This is not a file of the district's folder."),
        (["C:\\x"], "This is not a file of the district's folder."),
        (["district.yaml", "first"], "'first' is not a valid integer."),
    ],
)
def test_what_cannot_be_brought_back(typed, sentence, texas, refused):
    before = (texas / "district.yaml").read_bytes()
    assert sentence in refused("-C", texas, "restore", *typed)
    assert (texas / "district.yaml").read_bytes() == before


@pytest.mark.parametrize("number", ["0", "2", "99", "-1"])
def test_a_version_that_is_not_there(number, texas, htssp, refused):
    htssp("-C", texas, "set", COORDINATOR, "(530) 555-0199")
    before = (texas / "district.yaml").read_bytes()
    found = refused("-C", texas, "restore", "district.yaml", "--", number)
    assert f"There is no version {number}. Choose 1 to 1." in found
    assert (texas / "district.yaml").read_bytes() == before
