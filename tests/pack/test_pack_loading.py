"""A broken pack ends in one clear sentence with the file and the line, never in a traceback."""

import json
from pathlib import Path

import pytest

from htssp_builder.pack.find import pack_folder, pack_names
from htssp_builder.pack.load import Files, load_pack, read_files
from htssp_builder.problems import HtsspError, Problem

SOURCE = {
    "title": "Design",
    "publisher": "Us",
    "kind": "other",
    "status": "unknown",
    "note": "Ours.",
}
TEXTS = {
    "pack.yaml": """\
format: 1
id: small
version: "1.0"
title: Small pack
questionnaire: [all]
documents: [paper]
""",
    "style.yaml": "font: Calibri\ncolours: {accent: 1F4E79}\n",
    "questionnaire/all.yaml": """\
section: all
title: All
questions:
  - id: district.name
    label: Name
    required: draft
  - id: campuses
    label: Campuses
    type: records
    columns:
      - id: name
        label: Name
""",
    "documents/paper.yaml": """\
id: paper
title: Paper
subject: A paper
sections:
  - {id: body, number: "1", title: Body, file: body.md.j2}
""",
    "documents/paper/body.md.j2": "Words.\n",
    "sources.yaml": json.dumps({"sources": {"R": SOURCE}}),
    "contacts.yaml": "contacts: []\n",
    "screening.yaml": "factors: []\n",
}


def _load(**changes: str | None) -> object:
    """The small pack with some files changed, or taken away with None."""
    texts = dict(TEXTS)
    for name, text in changes.items():
        file = next(f for f in TEXTS if name in f.replace("/", "_").replace(".", "_"))
        if text is None:
            del texts[file]
        else:
            texts[file] = text
    return load_pack(Files(texts, "digest"))


def _problems(**changes: str | None) -> tuple[Problem, ...]:
    with pytest.raises(HtsspError) as caught:
        _load(**changes)
    for problem in caught.value.problems:
        assert problem.where
        assert problem.what.endswith((".", "?"))
        assert problem.remedy.endswith((".", "?"))
    return caught.value.problems


def test_the_small_pack_loads_with_the_lines_of_its_questions() -> None:
    pack = load_pack(Files(TEXTS, "digest"))
    assert [(q.id, q.where) for q in pack.questions()] == [
        ("district.name", "questionnaire/all.yaml:4"),
        ("campuses", "questionnaire/all.yaml:7"),
    ]
    assert pack.questions()[1].columns[0].where == "questionnaire/all.yaml:11"
    section = pack.documents["paper"].sections[0]
    assert (section.where, section.file) == ("documents/paper.yaml:5", "documents/paper/body.md.j2")
    assert pack.style.accent == "1F4E79"
    assert pack.digest == "digest"


MISSING = ["pack_yaml", "style", "all_yaml", "paper_yaml", "sources", "contacts", "screening"]


@pytest.mark.parametrize("name", MISSING)
def test_a_missing_file_is_named(name: str) -> None:
    (problem, *_) = _problems(**{name: None})
    assert problem.where.endswith(".yaml")
    assert problem.what == "The file is missing."


QUESTIONS = TEXTS["questionnaire/all.yaml"]
PAPER = TEXTS["documents/paper.yaml"]
PACK = TEXTS["pack.yaml"]
BROKEN: list[tuple[str, str, str, str]] = [
    ("all_yaml", QUESTIONS.replace("label: Name\n    req", "lable: Name\n    req"),
     "questionnaire/all.yaml:5", "'lable' is not known here"),
    ("all_yaml", QUESTIONS.replace("    label: Name\n    req", "    req"),
     "questionnaire/all.yaml:4", "'label' is missing"),
    ("all_yaml", QUESTIONS.replace("required: draft", "required: often"),
     "questionnaire/all.yaml:6", "questions.0.required"),
    ("all_yaml", QUESTIONS.replace("type: records", "type: recrods"),
     "questionnaire/all.yaml:9", "'recrods' is not a type"),
    ("all_yaml", QUESTIONS.replace("district.name", "District Name"),
     "questionnaire/all.yaml:4", "'District Name' is not an id"),
    ("all_yaml", QUESTIONS.replace("      - id: name", "      - id: Na me"),
     "questionnaire/all.yaml:11", "'Na me' is not an id"),
    ("all_yaml", "section: all\ntitle: All\nquestions: []\n",
     "questionnaire/all.yaml:3", "questions"),
    ("all_yaml", "section: all\ntitle: [All\n", "questionnaire/all.yaml:2", "bracket"),
    ("all_yaml", QUESTIONS + "title: Again\n", "questionnaire/all.yaml:13", '"title" stands'),
    ("paper_yaml", PAPER.replace("id: body", "id: Body!"),
     "documents/paper.yaml:5", "'Body!' is not a section id"),
    ("paper_yaml", PAPER.replace("subject: A paper\n", ""),
     "documents/paper.yaml:1", "'subject' is missing"),
    ("paper_yaml", PAPER.replace("file: body.md.j2", "file: body.md.j2, authority: king"),
     "documents/paper.yaml:5", "authority"),
    ("style", "font: Calibri\nsize: huge\n", "style.yaml:2", "size"),
    ("style", "font: Calibri\nmargin: 9\n", "style.yaml:2", "margin"),
    ("style", "colours: {accent: red}\n", "style.yaml:1", "not a colour"),
    ("style", "colours: {acent: 1F4E79}\n", "style.yaml:1", "not a colour"),
    ("pack_yaml", PACK.replace("title: Small pack\n", ""), "pack.yaml:1", "'title' is missing"),
    ("pack_yaml", PACK.replace("format: 1", "format: 9"), "pack.yaml", "Its format is 9"),
    ("pack_yaml", PACK.replace("[all]", "[all, more]"), "questionnaire/more.yaml", "missing"),
    ("pack_yaml", PACK.replace("[paper]", "[paper, more]"), "documents/more.yaml", "missing"),
    ("sources", json.dumps({"sources": {"R": {**SOURCE, "status": "free"}}}),
     "sources.yaml: sources.R.status", "is not one of"),
    ("contacts", "contacts:\n  - {id: line, name: Line}\n", "contacts.yaml", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "where", "what"),
    BROKEN,
    ids=[f"{w}-{n}" for n, (_, _, w, _) in enumerate(BROKEN)],
)
def test_each_kind_of_broken_pack_is_one_clear_sentence(
    name: str, text: str, where: str, what: str
) -> None:
    found = _problems(**{name: text})
    assert any(p.where.startswith(where) and what in p.what for p in found), found


def test_all_mistakes_of_all_files_come_together() -> None:
    found = _problems(
        all_yaml=QUESTIONS.replace("type: records", "type: recrods").replace("draft", "often"),
        style="size: huge\n",
        paper_yaml=None,
    )
    assert {p.where.split(":")[0] for p in found} == {
        "questionnaire/all.yaml",
        "style.yaml",
        "documents/paper.yaml",
    }
    assert len([p for p in found if p.where.startswith("questionnaire")]) == 2


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_bytes("title: Caf\xe9\n".encode("latin-1"))
    with pytest.raises(HtsspError, match=r"pack\.yaml: The file is not UTF-8"):
        read_files(tmp_path)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "pack.yaml").write_bytes(b"\xef\xbb\xbfid: a\r\ntitle: b\r\n")
    (tmp_path / "documents" / "x.md.j2").write_bytes(b"One\r\nTwo\r\n")
    texts = read_files(tmp_path).texts
    assert texts == {"pack.yaml": "id: a\ntitle: b\n", "documents/x.md.j2": "One\nTwo\n"}


def test_a_later_folder_overrides_single_files(tmp_path: Path) -> None:
    for folder, text in (("base", "a: 1\n"), ("own", "a: 2\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "pack.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "base" / "style.yaml").write_text("b: 1\n", encoding="utf-8")
    (tmp_path / "base" / "notes.txt").write_text("not a file of a pack", encoding="utf-8")
    both = read_files(tmp_path / "base", tmp_path / "own")
    assert both.texts == {"pack.yaml": "a: 2\n", "style.yaml": "b: 1\n"}
    assert both.digest != read_files(tmp_path / "base").digest
    assert both.digest == read_files(tmp_path / "base", tmp_path / "own").digest


def test_shipped_packs_are_found_by_name_and_others_are_refused() -> None:
    assert "hhs" in pack_names()
    assert (pack_folder("hhs") / "pack.yaml").is_file()
    with pytest.raises(HtsspError, match=r"Known packs: .*hhs"):
        pack_folder("nowhere")
