"""A stranger's change: a question of their own and its place in the protocol, in data alone."""

import io
import shutil
import zipfile

import pytest
from lxml import etree

from htssp_builder.actions.answer import get_answers, set_answer
from htssp_builder.actions.build import build
from htssp_builder.actions.pack_view import check_folder, fill_folder
from htssp_builder.pack import find
from htssp_builder.problems import HtsspError

QUESTIONS = "questionnaire/recovery.yaml"
PAGE = "documents/protocol/19-staff-care.md.j2"
QUESTION = """\
  - id: care.chaplain
    label: Chaplain for staff
    type: person
    required: draft
    help: Comes within the hour when a member of staff asks for it.
"""
SENTENCE = """

A chaplain is there for staff who ask: {{ care.chaplain | contact }}.
{: #staff-care.chaplain basis="R" }
"""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(autouse=True)
def _installed(few_states, texas, monkeypatch):
    """None of these changes has to do with a state."""
    monkeypatch.setattr(find, "_PACKAGE", few_states)


@pytest.fixture
def changed(texas, request):
    """A district that asks one question more and prints its answer."""
    base, own = find.pack_folder("hhs"), texas / "pack"
    if getattr(request, "param", "") == "whole pack":
        shutil.copytree(base, own)
    else:
        for name in (QUESTIONS, PAGE):
            (own / name).parent.mkdir(parents=True)
            shutil.copy(base / name, own / name)
    for name, more in ((QUESTIONS, QUESTION), (PAGE, SENTENCE)):
        text = (own / name).read_text(encoding="utf-8").rstrip("\n")
        (own / name).write_text(f"{text}\n{more}", encoding="utf-8")
    return texas


def control(word, path):
    """(title, text) of the first content control of a path."""
    with zipfile.ZipFile(io.BytesIO(word)) as opened:
        root = etree.fromstring(opened.read("word/document.xml"))
    for found in root.iter(f"{W}sdt"):
        tag = found.find(f"{W}sdtPr/{W}tag")
        if tag is not None and tag.get(f"{W}val") == path:
            text = "".join(t.text or "" for t in found.iter(f"{W}t"))
            return found.find(f"{W}sdtPr/{W}alias").get(f"{W}val"), text
    return None


def word_of(folder):
    return (folder / "documents" / "protocol.docx").read_bytes()


@pytest.mark.parametrize(
    "changed", ["two files", pytest.param("whole pack", marks=pytest.mark.slow)], indirect=True
)
def test_a_new_question_is_asked_answered_and_printed(changed, now):
    assert check_folder(str(changed / "pack")) == []
    done = build(changed, (), ("docx",), now=now)
    assert [file.path.stem for file in done.files] == ["protocol", "checklist", "timeline"]
    assert "care.chaplain.name" in {gap.path for gap in done.gaps}
    title, text = control(word_of(changed), "care.chaplain.name")
    assert (title, text) == ("Chaplain for staff, name", "[To complete: Chaplain for staff, name]")
    set_answer(changed, "care.chaplain.name", "Rev. Ana Ruiz", now=now)
    set_answer(changed, "care.chaplain.phone", "530-555-0142", now=now)
    assert get_answers(changed, "care.chaplain.phone")[0].text == "(530) 555-0142"
    done = build(changed, (), ("docx",), now=now)
    # The answer stands in the protocol, and nothing else is touched for it.
    assert [file.status for file in done.files] == ["written", "unchanged", "unchanged"]
    assert "care.chaplain.name" not in {gap.path for gap in done.gaps}
    assert control(word_of(changed), "care.chaplain.name")[1] == "Rev. Ana Ruiz"
    assert control(word_of(changed), "care.chaplain.phone")[1] == "(530) 555-0142"


def test_the_question_is_of_this_district_only(changed, texas, tmp_path, now):
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(texas / "district.yaml", other)
    with pytest.raises(HtsspError, match=r"care\.chaplain\.name: The questionnaire has no such"):
        set_answer(other, "care.chaplain.name", "Rev. Ana Ruiz", now=now)


def test_a_block_without_an_id_is_refused_until_it_has_one(changed, now):
    page = changed / "pack" / PAGE
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace('{: #staff-care.chaplain basis="R" }\n', ""), encoding="utf-8")
    changed_files = fill_folder(changed / "pack", write=True)
    assert changed_files == [PAGE]
    assert check_folder(str(changed / "pack")) == []
    build(changed, (), ("docx",), now=now)
    assert control(word_of(changed), "care.chaplain.name")


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        (PAGE, "care.chaplain | contact", "care.chaplan | contact", r"19-staff-care\.md\.j2:\d+: "),
        (PAGE, "{{ care.chaplain | contact }}", "{{ 'a' ~ care.chaplain.name }}", r"'~' makes a "),
        (QUESTIONS, "type: person", "type: persn", r"recovery\.yaml:\d+: "),
        (QUESTIONS, "required: draft", "required: later", r"recovery\.yaml:\d+: "),
    ],
)  # fmt: skip
def test_a_mistake_in_it_is_named_with_file_and_line(name, old, new, sentence, changed, now):
    path = changed / "pack" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(HtsspError, match=sentence):
        build(changed, (), ("docx",), now=now)
    assert not (changed / "documents").exists()
    found = check_folder(str(changed / "pack"))
    assert found
    assert all(problem.where and problem.remedy for problem in found)


def test_a_question_that_is_asked_already_is_found_by_the_check(changed):
    path = changed / "pack" / QUESTIONS
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("id: care.chaplain", "id: care.phone"), encoding="utf-8")
    found = [problem.sentence() for problem in check_folder(str(changed / "pack"))]
    assert any(
        sentence.startswith("questionnaire/recovery.yaml:") and "a second time" in sentence
        for sentence in found
    )


@pytest.mark.parametrize("stated", ["hhs@2.0", "hhs@0.9", "hhs@two"])
def test_a_pack_of_another_generation_is_refused_with_a_sentence(stated, texas, now):
    path = texas / "district.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("pack: hhs@1.0", f"pack: {stated}", 1),
        encoding="utf-8",
    )
    with pytest.raises(HtsspError) as refused:
        build(texas, (), ("docx",), now=now)
    [problem] = refused.value.problems
    assert problem.what == f"It was written for {stated}, but the installed pack is 1.0."
    assert problem.remedy.endswith(".")
    assert refused.value.exit_code == 2
    assert not (texas / "documents").exists()


def test_a_later_version_of_the_same_generation_is_taken(texas, now):
    path = texas / "district.yaml"
    text = path.read_text(encoding="utf-8").replace("hhs@1.0", "hhs@1.7", 1)
    path.write_text(text, encoding="utf-8")
    assert build(texas, (), ("md",), now=now).files[0].status == "written"
