"""`htssp comments`, `htssp clean` and `htssp lint`, typed."""

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from htssp_builder.cli.main import run
from htssp_builder.pack.find import shipped
from htssp_builder.word.read.package import open_file
from htssp_builder.word.read.reader import read

DOCUMENTS = ("protocol", "checklist", "timeline")
CHANGE = ' w:id="9001" w:author="Ana Ruiz" w:date="2027-01-12T09:30:00Z"'


def edited(path: Path, change: Callable[[str], str], part: str = "word/document.xml") -> Path:
    """The file with one part written anew, as an editor would leave it."""
    held = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == part:
                changed = change(data.decode()).encode()
                assert changed != data
                data = changed
            new.writestr(name, data)
    path.write_bytes(held.getvalue())
    return path


def tracked(text: str) -> str:
    """One sentence more, tracked, at the end of the text."""
    return text.replace(
        "<w:sectPr", f"<w:p><w:ins{CHANGE}><w:r><w:t>Call first.</w:t></w:r></w:ins></w:p>"
        "<w:sectPr", 1)  # fmt: skip


def words(path: Path) -> list[str]:
    return [one.text for one in read(open_file(path.read_bytes(), path.name)).final]


def keeps_to_its_schema(made: Any) -> bool:
    name = made["schema"].split("/")[1]
    path = Path(__file__).parents[2] / "docs" / "schemas" / f"{name}.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    return not list(Draft202012Validator(schema).iter_errors(made))


def test_comments_lists_a_change_with_its_section_and_leaves_the_file_alone(htssp, ready):
    file = edited(ready / "documents" / "timeline.docx", tracked)
    before = file.read_bytes()
    outcome = htssp("comments", file)
    assert outcome.code == 0
    header, row = outcome.out.splitlines()
    assert header.split("\t") == ["Who", "When", "What", "On", "Says", "Section", "File"]
    assert row.split("\t")[:4] == ["Ana Ruiz", "January 12, 2027, 09:30", "added", "Call first."]
    assert row.endswith("timeline.docx")
    made = json.loads(htssp("comments", file, "--json").out)
    assert keeps_to_its_schema(made)
    assert made["data"]["remarks"][0]["section"]["title"]
    assert file.read_bytes() == before


def test_comments_of_a_file_without_any_says_so(htssp, ready):
    outcome = htssp("comments", ready / "documents" / "protocol.docx")
    assert outcome.out == "0 comments and 0 tracked changes in 1 file.\n"


def test_comments_names_every_file_that_cannot_be_read(refused, ready, tmp_path):
    bad, old = tmp_path / "bad.docx", tmp_path / "old.docx"
    bad.write_bytes(b"%PDF-1.7")
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    told = refused("comments", bad, ready / "documents" / "protocol.docx", old)
    assert "PDF" in told
    assert "old kind" in told
    assert len(told.splitlines()) == 2


def test_clean_writes_a_copy_that_reads_the_same_and_says_what_it_took(htssp, ready, tmp_path):
    file, out = ready / "documents" / "protocol.docx", tmp_path / "out.docx"
    before = file.read_bytes()
    outcome = htssp("clean", file, "-o", out)
    assert outcome.code == 0
    assert "Content controls: " in outcome.out
    assert "names that are not to be shown; none is in the copy" in outcome.out
    assert file.read_bytes() == before
    assert words(out) == words(file)
    made = read(open_file(out.read_bytes(), "out.docx"))
    assert (made.controls, made.base, made.properties.custom) == ((), None, {})
    assert not [one for one in made.paragraphs if one.anchors]
    again = htssp("clean", out, "-o", tmp_path / "again.docx", "--json")
    assert keeps_to_its_schema(json.loads(again.out))
    assert json.loads(again.out)["data"]["taken"] == []


def test_clean_never_writes_over_a_file(refused, ready):
    file = ready / "documents" / "protocol.docx"
    before = file.read_bytes()
    assert "the file itself" in refused("clean", file, "-o", file)
    assert "already" in refused("clean", file, "-o", file.with_name("timeline.docx"))
    assert ".docx" in refused("clean", file, "-o", file.with_name("copy.pdf"))
    assert "not both" in refused("clean", file, "-o", "x.docx", "--accept", "--reject")
    assert file.read_bytes() == before


def test_clean_asks_what_to_do_with_pending_changes(htssp, ready, tmp_path):
    file, out = edited(ready / "documents" / "timeline.docx", tracked), tmp_path / "out.docx"
    outcome = htssp("clean", file, "-o", out)
    assert outcome.code == 1
    assert "1 tracked change is not settled yet (1 by Ana Ruiz)" in outcome.err
    assert not out.exists()
    assert htssp("clean", file, "-o", out, "--reject").code == 0
    assert "Call first." not in words(out)
    assert htssp("clean", file, "-o", tmp_path / "all.docx", "--accept").code == 0
    assert "Call first." in words(tmp_path / "all.docx")


def test_clean_refuses_a_copy_that_names_a_person_who_is_not_to_be_named(htssp, ready, tmp_path):
    answers = ready / "district.yaml"
    text = answers.read_text(encoding="utf-8")
    more = "\nextra_person: {name: Rosa Delgado, shown_as: unlisted}\n"
    answers.write_text(text + more, encoding="utf-8")
    file = edited(
        ready / "documents" / "timeline.docx",
        lambda t: t.replace("<w:sectPr", "<w:p><w:r><w:t>Thanks to R</w:t></w:r><w:r><w:t>osa "
                            "Delgado.</w:t></w:r></w:p><w:sectPr", 1),
    )  # fmt: skip
    out = tmp_path / "out.docx"
    outcome = htssp("clean", file, "-o", out)
    assert outcome.code == 1
    assert "Rosa Delgado" in outcome.err
    assert "the text" in outcome.err
    assert not out.exists()
    away = tmp_path / "elsewhere" / "deep" / "down" / "timeline.docx"
    away.parent.mkdir(parents=True)
    shutil.copy(file, away)
    assert "no names were looked for" in htssp("clean", away, "-o", out).out
    named = htssp("-C", ready, "clean", away, "-o", tmp_path / "second.docx")
    assert named.code == 1


def test_clean_refuses_where_the_answers_cannot_be_read_whole(refused, ready, tmp_path):
    answers = ready / "district.yaml"
    answers.write_text("district: {name: A}\ndistrict: {name: B}\n", encoding="utf-8")
    told = refused("clean", ready / "documents" / "timeline.docx", "-o", tmp_path / "out.docx")
    assert "district.yaml" in told
    assert not (tmp_path / "out.docx").exists()


def test_lint_finds_nothing_in_what_was_just_built(htssp, ready):
    for name in DOCUMENTS:
        outcome = htssp("lint", ready / "documents" / f"{name}.docx", "--json")
        made = json.loads(outcome.out)
        assert keeps_to_its_schema(made)
        assert (outcome.code, made["data"]["findings"]) == (0, []), name
        assert made["data"]["compared"]


@pytest.mark.slow
@pytest.mark.parametrize("example", ["california-small", "half-answered", "michigan-consortium"])
def test_lint_finds_nothing_in_the_documents_of_any_example(htssp, tmp_path, example):
    folder = tmp_path / "district"
    folder.mkdir()
    for file in (shipped("examples") / example).glob("*.yaml"):
        shutil.copy(file, folder)
    assert run(["-C", str(folder), "build"]) == 0
    for name in DOCUMENTS:
        outcome = htssp("lint", folder / "documents" / f"{name}.docx")
        assert (outcome.code, outcome.out.count("\n")) == (0, 1), outcome.out
    final = htssp("lint", folder / "documents" / "protocol.docx", "--final")
    assert (final.code == 1) == ("[To complete" in " ".join(words(folder / "documents" /
                                                                  "protocol.docx")))  # fmt: skip


def test_lint_says_where_the_document_and_the_answers_differ(htssp, ready):
    file = ready / "documents" / "protocol.docx"
    content = read(open_file(file.read_bytes(), "x"))
    phone = next(one for one in content.controls if one.tag == "roles.coordinator.primary.phone")
    number = phone.text
    start = f'<w:tag w:val="{phone.tag}"/>'

    def typed(text: str) -> str:
        at = text.index(start)
        return text[:at] + text[at:].replace(f"<w:t>{number}<", "<w:t>(512) 555-0199<", 1)

    edited(file, typed)
    outcome = htssp("lint", file, "--json")
    (finding,) = json.loads(outcome.out)["data"]["findings"]
    assert outcome.code == 1
    assert finding["rule"] == "answer-differs"
    assert "(512) 555-0199" in finding["what"]
    assert number in finding["what"]
    fixed = htssp("lint", file, "--fix", "-o", "mended.docx")
    assert fixed.code == 1
    assert "0 mended, 1 comment added" in fixed.out
    said = htssp("comments", "mended.docx").out
    assert "HTSSP Builder" in said
    assert "(512) 555-0199" in said


def test_lint_mends_a_copy_only_where_it_is_told_to(htssp, refused, ready):
    file = ready / "documents" / "timeline.docx"
    assert "go together" in refused("lint", file, "--fix")
    assert "go together" in refused("lint", file, "-o", "out.docx")
    assert "the file itself" in refused("lint", file, "--fix", "-o", file)
    edited(file, lambda t: t.replace("<w:tblHeader/>", ""))
    before = file.read_bytes()
    outcome = htssp("lint", file, "--fix", "-o", "out.docx")
    assert outcome.code == 0, outcome.out
    assert "mended\theader-row" in outcome.out
    assert file.read_bytes() == before
    assert words(Path("out.docx")) == words(file)
    assert htssp("lint", "out.docx").code == 0


@pytest.mark.slow
def test_clean_copies_of_ours_are_sound_to_validators_of_others(htssp, ready, tmp_path):
    import ooxml_integrity
    from openxml_audit import OpenXmlValidator

    for name in DOCUMENTS:
        file, out = ready / "documents" / f"{name}.docx", tmp_path / f"{name}-out.docx"
        assert htssp("clean", edited(file, tracked), "-o", out, "--accept").code == 0
        assert [str(one) for one in OpenXmlValidator().validate(str(out)).errors] == []
        assert list(ooxml_integrity.check(str(out))) == []
