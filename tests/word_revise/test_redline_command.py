"""`htssp redline`: what it writes, what it says, what it refuses."""

import json
import shutil
from datetime import UTC, datetime

import pytest
from redline_files import docx, h, p
from redline_readers import ours

from htssp_builder.actions.compare import compare
from htssp_builder.actions.compare_words import section_name, sentence
from htssp_builder.cli.main import run
from htssp_builder.pack.find import shipped
from htssp_builder.word.revise.changes import Change

OLD = docx(h("9. Making the report"), p("Staff report within 36 hours."), p("End."))
NEW = docx(h("9. Making the report"), p("Staff report within 24 hours."), p("End."), p("More."))


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "old.docx").write_bytes(OLD)
    (tmp_path / "new.docx").write_bytes(NEW)
    return tmp_path


def typed(capsys, *arguments):
    code = run(["redline", *arguments])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_it_writes_the_file_and_tells_the_changes_by_section(files, capsys):
    code, out, err = typed(capsys, "old.docx", "new.docx", "-o", "out.docx")
    assert (code, err) == (0, "")
    made = (files / "out.docx").read_bytes()
    assert ours(made) == ours(NEW)
    assert ours(made, final=False) == ours(OLD)
    assert "Section 9, Making the report" in out
    assert "changed from “36” to “24”." in out
    assert "- Added: “More.”." in out
    assert "record of changes" in out
    assert (files / "old.docx").read_bytes() == OLD


def test_json_holds_the_same(files, capsys):
    code, out, _ = typed(capsys, "old.docx", "new.docx", "-o", "out.docx", "--json")
    report = json.loads(out)
    assert code == 0
    assert report["schema"] == "htssp/redline/1"
    assert [(c["before"], c["after"]) for c in report["data"]["changes"]] == [
        ("36", "24"), ("", "More."),
    ]  # fmt: skip
    assert report["data"]["vote"] is None


@pytest.mark.parametrize("out", ["old.docx", "new.docx", "./sub/../new.docx", "out.pdf"])
def test_an_input_is_never_written_over(files, capsys, out):
    (files / "sub").mkdir()
    code, _, err = typed(capsys, "old.docx", "new.docx", "-o", out, "--replace")
    assert code == 2
    assert err.count("\n") == 1
    assert (files / "old.docx").read_bytes() == OLD
    assert (files / "new.docx").read_bytes() == NEW


def test_a_file_that_is_there_is_replaced_only_when_told(files, capsys):
    (files / "out.docx").write_bytes(b"work of a person")
    assert typed(capsys, "old.docx", "new.docx", "-o", "out.docx")[0] == 2
    assert (files / "out.docx").read_bytes() == b"work of a person"
    assert typed(capsys, "old.docx", "new.docx", "-o", "out.docx", "--replace")[0] == 0


@pytest.mark.parametrize("content", [b"%PDF-1.7 x", b"", None])
def test_bad_input_is_one_sentence_and_nothing_is_written(files, capsys, content):
    if content is None:
        (files / "new.docx").unlink()
    else:
        (files / "new.docx").write_bytes(content)
    code, out, err = typed(capsys, "old.docx", "new.docx", "-o", "out.docx")
    assert (code, out) == (2, "")
    assert "new.docx" in err
    assert not (files / "out.docx").exists()


def test_equal_files_are_said_to_be_equal(files, capsys):
    (files / "new.docx").write_bytes(OLD)
    code, out, _ = typed(capsys, "old.docx", "new.docx", "-o", "out.docx")
    assert code == 0
    assert "says nothing else" in out


@pytest.mark.slow
def test_a_change_in_a_board_part_of_our_own_files_names_the_next_vote(tmp_path, capsys):
    for name in ("one", "two"):
        shutil.copytree(shipped("examples") / "california-small", tmp_path / name)
    two = str(tmp_path / "two")
    assert run(["-C", two, "set", "district.name", "Newtown Unified School District"]) == 0
    assert run(["-C", two, "set", "roles.coordinator.primary.phone", "(530) 555-0188"]) == 0
    for name in ("one", "two"):
        assert run(["-C", str(tmp_path / name), "build", "protocol"]) == 0
    paths = [tmp_path / name / "documents" / "protocol.docx" for name in ("one", "two")]
    now = datetime(2026, 12, 1, 9, tzinfo=UTC)
    done = compare(*paths, tmp_path / "out.docx", now=now, folder=tmp_path / "two")
    content = (tmp_path / "out.docx").read_bytes()
    assert ours(content) == ours(paths[1].read_bytes())
    assert ours(content, final=False) == ours(paths[0].read_bytes())
    phones = [c for c in done.changes if c.after == "(530) 555-0188"]
    assert phones
    assert all(c.label.startswith("HTSSP coordinator, phone") for c in phones)
    assert {c.authority for c in phones} <= {"maintained", "superintendent"}
    assert all(c.block for c in phones)
    assert {c.label for c in done.substantive} >= {"Full name of the district"}
    assert done.vote is not None
    assert now.date() <= done.vote.papers_due <= done.vote.first_reading <= done.vote.adoption
    assert any("the vote is on" in line for line in done.lines())
    assert compare(*paths, tmp_path / "alone.docx", now=now).vote is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change("changed", "", "36", "24", beside="Staff report …"),
         "In “Staff report …”: changed from “36” to “24”."),
        (Change("changed", "", "1", "2", label="Lead, phone"),
         "Lead, phone: changed from “1” to “2”."),
        (Change("changed", "", "", "at once", beside="Call"), "In “Call”: added “at once”."),
        (Change("changed", "", "soon", "", beside="Call"), "In “Call”: taken out “soon”."),
        (Change("changed", "Header", "1", "2"), "Changed from “1” to “2”."),
        (Change("row deleted", "", "Adams\t555-0102", ""), "Row taken out: “Adams | 555-0102”."),
        (Change("moved", "", "a", "a"), "Moved here, unchanged: “a”."),
    ],
)  # fmt: skip
def test_a_change_reads_as_a_sentence(change, said):
    assert sentence(change) == said


def test_sections_are_named_as_people_name_them():
    assert section_name("9. Making the report") == "Section 9, Making the report"
    assert section_name("9.2 By whom") == "Section 9.2, By whom"
    assert section_name("Appendix I. Record of changes") == "Appendix I, Record of changes"
    assert section_name("Header") == "Header"
    assert section_name("") == "Before the first section"


def test_a_table_with_few_words_is_told_in_one_line():
    made = sentence(Change("table inserted", "", "", "a\tb\nc\td"))
    assert made == "Table added: “a | b c | d”."
