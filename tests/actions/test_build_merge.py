"""`build` on documents that somebody has edited: in place, with a backup, or not at all."""

import io
import re
import zipfile

import docx
import pytest

from htssp_builder.actions.answer import set_answer
from htssp_builder.actions.build import build
from htssp_builder.problems import HtsspError
from htssp_builder.workspace.snapshots import load_snapshot

PHONE = "roles.coordinator.primary.phone"
NEW = "(530) 555-0199"


def words(path):
    return "".join(docx.Document(str(path)).element.itertext())


def without(path, *parts):
    """The file as a program writes it that keeps nothing it does not know."""
    with zipfile.ZipFile(path) as packed:
        kept = {n: packed.read(n) for n in packed.namelist() if not n.startswith(parts)}
    rels = kept["word/_rels/document.xml.rels"].decode()
    rels = re.sub(r"<Relationship [^>]*customXml/item1[^>]*/>", "", rels)
    kept["word/_rels/document.xml.rels"] = rels.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in kept.items():
            packed.writestr(name, data)
    path.write_bytes(out.getvalue())


def say(path, sentence):
    opened = docx.Document(str(path))
    opened.add_paragraph(sentence)
    opened.save(str(path))


@pytest.fixture
def edited(texas, now):
    """A district whose built protocol somebody has edited, and whose answer then changed."""
    build(texas, ("protocol",), ("docx",), now=now)
    path = texas / "documents" / "protocol.docx"
    say(path, "By counsel.")
    return path


def changed(folder, now):
    set_answer(folder, PHONE, NEW, now=now)


def test_an_answer_reaches_the_edited_file_and_the_edit_stays(edited, texas, now):
    before = edited.read_bytes()
    changed(texas, now)
    [file] = build(texas, ("protocol",), ("docx",), now=now).files
    assert file.status == "merged"
    assert {one.what for one in file.changes} == {"updated"}
    assert NEW in words(edited)
    assert "By counsel." in words(edited)
    [kept] = (texas / ".htssp" / "backups" / "documents" / "protocol.docx").iterdir()
    assert kept.read_bytes() == before


def test_an_edited_file_is_never_taken_for_one_as_built(edited, texas, now):
    """Twice in a row: the second answer must not bring the file as nobody edited it."""
    changed(texas, now)
    build(texas, ("protocol",), ("docx",), now=now)
    set_answer(texas, PHONE, "(530) 555-0111", now=now)
    [file] = build(texas, ("protocol",), ("docx",), now=now).files
    assert file.status == "merged"
    assert "By counsel." in words(edited)
    assert "(530) 555-0111" in words(edited)
    assert NEW not in words(edited)


def test_nothing_new_leaves_every_byte_of_an_edited_file(edited, texas, now):
    before = edited.read_bytes()
    [file] = build(texas, ("protocol",), ("docx",), now=now).files
    assert file.status == "unchanged"
    assert edited.read_bytes() == before
    assert not (texas / ".htssp" / "backups" / "documents").exists()


def test_a_file_that_lost_its_base_is_merged_from_the_snapshot_of_its_build(edited, texas, now):
    without(edited, "customXml/")
    changed(texas, now)
    [file] = build(texas, ("protocol",), ("docx",), now=now).files
    assert file.status == "merged"
    assert NEW in words(edited)
    assert "By counsel." in words(edited)


def test_a_file_with_its_own_base_is_merged_without_a_snapshot(edited, texas, now):
    for one in (texas / ".htssp" / "snapshots").rglob("*.json"):
        one.unlink()
    changed(texas, now)
    [file] = build(texas, ("protocol",), ("docx",), now=now).files
    assert file.status == "merged"
    assert NEW in words(edited)


def test_without_base_and_snapshot_the_new_text_is_written_beside(edited, texas, now):
    without(edited, "customXml/")
    for one in (texas / ".htssp" / "snapshots").rglob("*.json"):
        one.unlink()
    before = edited.read_bytes()
    changed(texas, now)
    [file] = build(texas, ("protocol",), ("docx",), now=now).files
    assert file.status == "beside"
    assert edited.read_bytes() == before
    assert file.beside is not None
    assert NEW in words(file.beside)


def test_two_documents_files_swapped_are_left_alone(texas, now):
    build(texas, ("protocol", "checklist"), ("docx",), now=now)
    documents = texas / "documents"
    one, other = documents / "protocol.docx", documents / "checklist.docx"
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    done = build(texas, ("protocol", "checklist"), ("docx",), now=now)
    assert [file.status for file in done.files] == ["beside", "beside"]
    assert (one.read_bytes(), other.read_bytes()) == (second, first)


@pytest.mark.parametrize("sign", ["~$otocol.docx", ".~lock.protocol.docx#"])
def test_a_file_that_is_open_elsewhere_is_not_written(sign, edited, texas, now):
    changed(texas, now)
    before = edited.read_bytes()
    edited.with_name(sign).write_bytes(b"")
    with pytest.raises(HtsspError, match="open in Word or another program"):
        build(texas, ("protocol",), ("docx",), now=now)
    assert edited.read_bytes() == before


def test_words_that_both_changed_are_told_once(edited, texas, now):
    opened = docx.Document(str(edited))
    number = next(
        one for one in opened.element.iter() if (one.text or "").strip() and one.tag.endswith("}t")
        and one.getparent().getparent().tag.endswith("}sdtContent")
        and any(str(tag.get(tag.nsmap["w"] and f"{{{tag.nsmap['w']}}}val")) == PHONE
                for tag in one.getparent().getparent().getparent().iter() if
                tag.tag.endswith("}tag"))
    )  # fmt: skip
    number.text = "(530) 555-0777"
    opened.save(str(edited))
    changed(texas, now)
    done = build(texas, ("protocol",), ("docx",), now=now)
    assert done.conflicts == 1
    [clash] = done.files[0].conflicts
    assert (clash.theirs, clash.ours) == ("(530) 555-0777", NEW)
    assert "answer" in clash.why
    assert "(530) 555-0777" in words(edited)
    assert any("To settle" in line for line in done.lines())
    assert build(texas, ("protocol",), ("docx",), now=now).conflicts == 0


def test_the_snapshot_says_what_the_file_was_given(edited, texas, now):
    from htssp_builder.actions.district import open_district
    from htssp_builder.word.merge.merge import base_of

    snapshot, _ = load_snapshot(open_district(texas).workspace, "protocol.docx")
    assert snapshot is not None
    base = base_of(snapshot.base)
    assert base is not None
    assert (base.document, base.build) == ("protocol", snapshot.build)
    assert base_of("<base") is None
