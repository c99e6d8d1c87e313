"""Files that LibreOffice has saved in between: tags and numbers gone, everything else as it was."""

import shutil
import subprocess

import pytest
from merge_cases import CHANGES, EDITS, NOW, changed_parts, protocol

from htssp_builder.word.merge.merge import merge
from htssp_builder.word.read.package import open_file
from htssp_builder.word.read.reader import read
from htssp_builder.word.writer import write

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def saved(files, folder):
    """Each file opened and saved by LibreOffice."""
    source, target = folder / "in", folder / "out"
    source.mkdir()
    for name, data in files.items():
        (source / f"{name}.docx").write_bytes(data)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'home').as_uri()}", "--headless",
         "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target),
         *map(str, sorted(source.iterdir()))],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return {name: (target / f"{name}.docx").read_bytes() for name in files}


def lines(data):
    file = read(open_file(data, "x.docx"))
    return [
        block.text.rstrip()
        for block in file.final
        if block.paragraph.story.kind == "body"
        and "toc" not in block.paragraph.style_name.lower()
        and "contents" not in block.paragraph.style_name.lower()
        and block.text.strip()
    ]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Edited files, saved twice."""
    old = write(protocol())
    names = ("reword", "insert", "row_added", "comment", "tracked", "tick", "field")
    made = {name: changed_parts(old, EDITS[name.replace("_", " ")]) for name in names}
    made["untouched"] = old
    once = saved(made, tmp_path_factory.mktemp("once"))
    return saved(once, tmp_path_factory.mktemp("twice"))


@pytest.mark.parametrize("change", CHANGES)
def test_what_libreoffice_saved_gets_the_new_text_and_keeps_the_edits(change, files):
    for name, data in files.items():
        made = merge(data, None, CHANGES[change], track=False, when=NOW)
        assert made is not None, name
        meet = (name, change) == ("field", "answer changed")
        assert len(made.conflicts) == int(meet), (name, made.conflicts)
        if change == "nothing":
            assert made.content == data
        again = merge(made.content, None, CHANGES[change], track=False, when=NOW)
        assert again is not None
        assert again.content == made.content
    made = merge(files["untouched"], None, CHANGES[change], track=False, when=NOW)
    assert made is not None
    assert lines(made.content) == lines(write(CHANGES[change]))


def test_libreoffice_never_shows_an_old_number_as_valid_beside_the_new_one(tmp_path):
    old = write(protocol())
    theirs = changed_parts(old, EDITS["reword"])
    made = merge(theirs, None, CHANGES["answer changed"], track=True, when=NOW)
    assert made is not None
    back = saved({"tracked": made.content}, tmp_path)["tracked"]
    texts = " ".join(lines(back))
    assert "(530) 555-0199" in texts
    assert "(530) 555-0142" not in texts
