"""Real files by Word and others, against what their origin states and readers we did not write."""

import csv
import io
import re
import time
import warnings
import zipfile
from collections import Counter

import pytest
from lxml import etree
from read_files import corpus, final, original

from htssp_builder.problems import HtsspError
from htssp_builder.word.read.fields import fields
from htssp_builder.word.read.package import open_file
from htssp_builder.word.read.reader import read

REFUSED = {
    "SimpleMacro.docm": "macros",
    "truncated62886.docx": "damaged",
    "document with password.docx": "password",
}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SECONDS_A_MEGABYTE = 1.0

# Signs of boxes and formulas are text to us and not to mammoth.
BOXES = re.compile(r"[\s☐☒☑]+")
FORMULAS = (
    "equation.docx",
    "HC031-Complicated-Document.docx",
    "WC012-Math-Before.docx",
    "WC012-Math-After.docx",
)


def every():
    """Every file that opens, with its content and what the reader makes of it."""
    for path in sorted(corpus().rglob("*.doc[xm]")):
        if path.name not in REFUSED:
            content = path.read_bytes()
            yield path.name, content, read(open_file(content, path.name))


def triples():
    with (corpus() / "pairs.tsv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            if row["kind"] == "accept-reject":
                folder = corpus() / row["repo"].replace("/", "+")
                names = (row["before_or_base"], row["after_or_left"], row["right"])
                yield [read(open_file((folder / n).read_bytes(), n)) for n in names]


def test_every_file_is_read_or_refused_for_its_own_reason():
    seen = Counter()
    for path in sorted(corpus().rglob("*.doc[xm]")):
        if said := REFUSED.get(path.name):
            with pytest.raises(HtsspError, match=said):
                open_file(path.read_bytes(), path.name)
            seen["refused"] += 1
            continue
        file = read(open_file(path.read_bytes(), path.name))
        assert file.paragraphs
        assert [p.number for p in file.paragraphs] == list(range(len(file.paragraphs)))
        assert sum(file.unknown.values()) == (path.name == "CA009-altChunk.docx")
        fields(file)
        seen["read"] += 1
    assert seen == {"refused": 3, "read": 68}


def test_accepting_and_rejecting_give_what_the_origin_states():
    count = 0
    for source, accepted, rejected in triples():
        assert final(source) == final(accepted)
        assert original(source) == final(rejected)
        assert final(source) != original(source)
        count += 1
    assert count == 2


def test_both_views_are_what_another_engine_accepts_and_rejects():
    jubarte = pytest.importorskip("jubarte_redlines", reason="jubarte-redlines is not installed")
    count = 0
    for name, content, file in every():
        if not file.revisions:
            continue
        for settle, blocks in (
            (jubarte.accept_revisions, file.final),
            (jubarte.reject_revisions, file.original),
        ):
            settled = read(open_file(settle(content), name))
            # It drops the comments of words that go; we keep them until somebody deletes them.
            theirs, ours = (
                [b.text for b in some if b.paragraph.story.kind != "comment"]
                for some in (settled.final, blocks)
            )
            assert ours == theirs, name
        count += 1
    assert count >= 10


def test_mammoth_reads_the_same_words():
    mammoth = pytest.importorskip("mammoth", reason="mammoth is not installed")
    same = 0
    for name, content, file in every():
        if name in FORMULAS:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = mammoth.extract_raw_text(io.BytesIO(content)).value
        ours = "".join(b.text for b in file.final if b.paragraph.story.kind in ("body", "textbox"))
        assert BOXES.sub("", ours) == BOXES.sub("", theirs), name
        same += 1
    assert same >= 60


AWAY = "ancestor::w:{} or ancestor::mc:Fallback"
SPACES = {
    "w": W[1:-1],
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}


@pytest.mark.parametrize(("final_view", "gone"), [(True, ("del", "moveFrom")), (False, ("ins",))])
def test_every_text_in_the_xml_is_in_the_view_it_belongs_to(final_view, gone):
    """An XPath over the raw XML counts the texts: none is lost, none is there twice."""
    checked = 0
    for _, content, file in every():
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if "word/document.xml" not in packed.namelist():
                continue
            tree = etree.fromstring(packed.read("word/document.xml"))
        away = " or ".join(AWAY.format(name) for name in (*gone, *_moved(final_view)))
        rows = "trPr/w:del" if final_view else "trPr/w:ins"
        # Inserted words that were deleted again are in neither view, old ones only in one.
        kinds = "self::w:t" if final_view else "self::w:t or self::w:delText"
        path = f"//*[{kinds}][not({away} or ancestor::w:tr[w:{rows}])]"
        raw = Counter(str(one.text or "") for one in tree.xpath(path, namespaces=SPACES))
        ours = Counter(
            piece.text
            for p in file.paragraphs
            if (p.final if final_view else p.original) and p.story.part.endswith("document.xml")
            for piece in p.pieces
            if (piece.final if final_view else piece.original)
            and piece.element.tag in (f"{W}t", f"{W}delText")
        )
        raw.pop("", None)
        # What stands in the instruction of a field is in the XML and not in the text.
        assert not ours - raw
        assert (raw - ours).total() <= len(tree.findall(f".//{W}fldChar"))
        if not tree.findall(f".//{W}fldChar"):
            assert ours == raw
            checked += 1
    assert checked >= 50


def _moved(final_view):
    return () if final_view else ("moveTo",)


def test_comments_stand_on_their_words():
    found = {name: file.comments for name, _, file in every() if file.comments}
    assert len(found) >= 5
    thread = found["Comment024.docx"]
    assert any(one.parent for one in thread)
    assert {one.id for one in thread} >= {one.parent for one in thread if one.parent}
    (inside,) = found["comment_in_delete_in_insert.docx"]
    assert inside.author
    assert inside.paragraphs


def test_controls_of_every_kind_are_seen():
    kinds, levels = Counter(), Counter()
    for _, _, file in every():
        kinds.update(control.kind for control in file.controls)
        levels.update(control.level for control in file.controls)
    assert {"text", "date", "combo", "check", "repeat", "picture"} <= set(kinds)
    assert set(levels) == {"inline", "block", "row", "cell", "legacy"}


def test_a_megabyte_takes_less_than_a_second():
    for name, content, _ in every():
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(info.file_size for info in packed.infolist()) / 1e6
        best = min(_seconds(content, name) for _ in range(3))
        assert best < max(size, 0.05) * SECONDS_A_MEGABYTE, name


def _seconds(content, name):
    start = time.perf_counter()
    read(open_file(content, name))
    return time.perf_counter() - start
