"""Files that are refused as a whole, in one sentence, with nothing changed or kept."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree
from readback import pull_edits as word
from readback.pull_districts import answer, example, protocol, pulled, rebuilt, refused
from readback.pull_edits import Opened, change, fill

from htssp_builder.actions.answer import clear_answer, set_answer
from htssp_builder.actions.pull import open_pull

LINE = "emergency.district_line"


@pytest.fixture
def district(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """A district with every answer and all documents, to be changed."""
    return shutil.copytree(example("texas-midsize", tmp_path_factory), tmp_path / "texas")


@pytest.fixture
def half(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    return shutil.copytree(example("half-answered", tmp_path_factory), tmp_path / "half")


def test_a_filled_in_case_form_is_refused_and_its_words_are_not_repeated(
    district: Path, now: datetime
) -> None:
    plain = protocol(district).read_bytes()
    edits = {
        "a cell": lambda o: word.write_in(o.row("What I saw (facts only)"), 1, "She came in"),
        "behind a box": lambda o: word.write_in(o.row("Danger now?"), 1, " 10:45"),
        "a tick": lambda o: word.tick(next(word.boxes(o, o.row("Place or setting")))),
    }
    for edit in edits.values():
        protocol(district).write_bytes(plain)
        change(protocol(district), edit, lambda o: fill(o.control(LINE), "(254) 555-0177"))
        said = refused(district, protocol(district), now=now)
        assert "case form" in said
        assert "Appendix E" in said
        assert "She came in" not in said


def test_a_label_of_a_blank_form_may_be_reworded(district: Path, now: datetime) -> None:
    def edit(o: Opened) -> None:
        cell = o.row("What I saw (facts only)").find(f"{word.W}tc")
        next(cell.iter(f"{word.W}t")).text = "What I saw and heard"

    change(protocol(district), edit)
    pull = open_pull(district, [protocol(district)], now=now)
    assert (pull.offers, pull.problems) == ((), ())


def test_a_document_of_another_district_is_refused(
    district: Path, tmp_path_factory: pytest.TempPathFactory, now: datetime
) -> None:
    said = refused(district, protocol(example("half-answered", tmp_path_factory)), now=now)
    assert "Larkspur Academies" in said
    assert "Pecan Bend" in said


def test_a_district_that_was_renamed_still_knows_its_files(district: Path, now: datetime) -> None:
    set_answer(district, "district.name", "Pecan Bend Schools", now=now)
    change(protocol(district), lambda o: fill(o.control(LINE), "(254) 555-0177"))
    assert pulled(open_pull(district, [protocol(district)], now=now)) == {LINE: "(254) 555-0177"}


def test_a_lost_copy_does_not_make_a_stranger_of_a_file_without_a_name(
    half: Path, now: datetime
) -> None:
    name = answer(half, "district.name")
    clear_answer(half, "district.name", now=now)
    rebuilt(half, "protocol")
    shutil.rmtree(half / ".htssp")
    set_answer(half, "district.name", name, now=now)
    assert open_pull(half, [protocol(half)], now=now).offers == ()
    change(protocol(half), Opened.without_base)
    assert not open_pull(half, [protocol(half)], now=now).files[0].sound


def test_swapped_files_are_refused(district: Path, now: datetime) -> None:
    documents = district / "documents"
    shutil.copy(documents / "checklist.docx", documents / "protocol.docx")
    assert "swapped" in refused(district, documents / "protocol.docx", now=now)


def test_other_files_are_refused_in_one_sentence(
    district: Path, tmp_path: Path, now: datetime
) -> None:
    from docx import Document

    foreign, text = tmp_path / "letter.docx", tmp_path / "notes.docx"
    document = Document()
    document.add_paragraph("Dear colleagues")
    document.save(str(foreign))
    text.write_text("not a Word file", encoding="utf-8")
    assert "not one of the documents" in refused(district, foreign, now=now)
    assert "not a Word file" in refused(district, text, now=now)
    assert "cannot be read" in refused(district, tmp_path / "absent.docx", now=now)
    cut = tmp_path / "cut.docx"
    cut.write_bytes(protocol(district).read_bytes()[:20_000])
    assert "cut.docx" in refused(district, cut, now=now)
    bad = tmp_path / "other.docx"
    opened = Opened(protocol(district).read_bytes())
    opened.body = etree.fromstring(b"<other/>")
    bad.write_bytes(opened.saved())
    assert "other.docx" in refused(district, bad, now=now)
