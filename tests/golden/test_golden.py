"""What each example district gets, word for word: a change of the text is seen before it is kept.

`pytest tests/golden --update-goldens` writes the files anew; read the difference.
"""

import re
from difflib import unified_diff

import pytest
from example_files import DOCUMENTS, EXAMPLES

from htssp_builder.pack.find import shipped


def test_a_document_is_word_for_word_what_was_last_approved(example, request):
    made = example.bytes_of("md").decode("utf-8")
    path = example.folder / "expected" / f"{example.document.id}.md"
    if request.config.getoption("--update-goldens", default=False):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made.encode("utf-8"))
        pytest.skip("the expected text was written anew; read the difference before it is kept")
    expected = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    changes = unified_diff(
        expected.splitlines(), made.splitlines(), "expected", "made", n=1, lineterm=""
    )
    assert "\n".join(list(changes)[:60]) == ""
    assert made == expected


def test_every_example_is_compared():
    folders = {path.parent.name for path in shipped("examples").glob("*/district.yaml")}
    kept = {
        (path.parents[1].name, path.stem) for path in shipped("examples").glob("*/expected/*.md")
    }
    assert folders == set(EXAMPLES)
    assert kept == {(name, kind) for name in EXAMPLES for kind in DOCUMENTS}


def test_the_command_makes_the_same_text(example, tmp_path, capsys):
    from htssp_builder.cli.main import run

    assert run(["demo", str(tmp_path / "d"), "--example", example.name, "--format", "md"]) == 0
    capsys.readouterr()
    made = (tmp_path / "d" / "documents" / f"{example.document.id}.md").read_bytes()
    assert made == example.bytes_of("md")


def test_what_is_printed_is_words_and_never_how_the_program_writes_them_down(example):
    made = example.bytes_of("md").decode("utf-8")
    assert not re.search(
        r"\b(Text|Field|Box|Link|Reference|Given|LawFact)\(|\bNone\b,|<object", made
    )
