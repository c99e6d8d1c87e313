"""What people write in Word against what a later build says otherwise: nothing is lost."""

import io
import re
import zipfile
from collections import Counter

import pytest
from lxml import etree
from merge_cases import CHANGES, EDITS, NEW_PHONE, NOW, W, changed_parts, find, protocol, words_of

from htssp_builder.word.merge.merge import merge
from htssp_builder.word.read.package import open_file
from htssp_builder.word.read.reader import read
from htssp_builder.word.writer import write

OLD = write(protocol())


def edited(name):
    return changed_parts(OLD, EDITS[name])


def merged(theirs, ours, track=False):
    made = merge(theirs, None, ours, track=track, when=NOW)
    assert made is not None
    return made


def root_of(data, part="word/document.xml"):
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return etree.fromstring(packed.read(part))


def lines(data):
    """The text of the body as an independent reading: final view, without the contents."""
    file = read(open_file(data, "x.docx"))
    return [b.text for b in file.final if b.paragraph.story.kind == "body" and "toc" not in
            b.paragraph.style_name.lower()]  # fmt: skip


def all_words(data):
    file = read(open_file(data, "x.docx"))
    return Counter(word for block in file.final for word in re.findall(r"[\w()-]+", block.text))


def sound(data, tmp_path):
    import ooxml_integrity
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "merged.docx"
    path.write_bytes(data)
    assert [str(e) for e in OpenXmlValidator().validate(str(path)).errors] == []
    assert list(ooxml_integrity.check(str(path))) == []


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("track", [False, True], ids=["plain", "tracked"])
def test_no_word_of_the_person_is_lost_and_a_second_build_does_nothing(edit, change, track):
    theirs = edited(edit)
    made = merged(theirs, CHANGES[change], track)
    own = all_words(theirs) - all_words(OLD)
    assert own - all_words(made.content) == Counter()
    again = merged(made.content, CHANGES[change], track)
    assert again.content == made.content
    assert (again.report, again.conflicts) == ((), ())
    if change == "nothing":
        assert made.content == theirs


@pytest.mark.parametrize("change", [one for one in CHANGES if one != "nothing"])
def test_an_unedited_file_says_what_a_new_one_says(change):
    touched = changed_parts(OLD, lambda root, parts: None)
    made = merged(touched, CHANGES[change])
    assert lines(made.content) == lines(write(CHANGES[change]))
    assert made.conflicts == ()


# Edits whose words the change of that name touches too.
MEET = {
    ("answer changed", "field"),
    ("pack text changed", "reword duty"), ("pack text changed", "rewritten"),
    ("clock changed", "rewritten"), ("pack text changed", "delete duty"),
    ("campus removed", "row edited"), ("campus removed", "column added"),
    ("campus added", "column added"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("edit", EDITS)
def test_what_does_not_meet_an_edit_is_taken_over_whole(edit, change):
    if (change, edit) in MEET:
        pytest.skip("both change the same words")
    made = merged(edited(edit), CHANGES[change])
    assert made.conflicts == ()
    new = all_words(write(CHANGES[change])) - all_words(OLD)
    assert new - all_words(made.content) == Counter()


@pytest.mark.parametrize(
    ("change", "edit", "words"),
    [
        ("answer changed", "field", "0199"),
        ("pack text changed", "reword duty", "does not count"),
        ("pack text changed", "rewritten", "does not count"),
        ("clock changed", "rewritten", "36 hours"),
    ],
)
def test_words_that_both_changed_stay_and_the_new_ones_are_a_comment(change, edit, words, tmp_path):
    theirs = edited(edit)
    made = merged(theirs, CHANGES[change])
    assert len(made.conflicts) >= 1
    file = read(open_file(made.content, "x.docx"))
    said = [one.text for one in file.comments if one.author == "HTSSP Builder"]
    assert len(said) == len(made.conflicts)
    assert all(one.paragraphs for one in file.comments)
    assert words in " ".join(said)
    assert lines(made.content) == lines(theirs)
    sound(made.content, tmp_path)


@pytest.mark.parametrize(
    ("change", "edit", "what"),
    [
        ("pack text changed", "delete duty", "stays-deleted"),
        ("campus removed", "row edited", "kept"),
    ],
)
def test_what_a_person_deleted_or_worked_on_is_reported_once(change, edit, what):
    theirs = edited(edit)
    made = merged(theirs, CHANGES[change])
    assert [one.what for one in made.report].count(what) == 1
    assert lines(made.content) == lines(theirs)


@pytest.mark.parametrize("track", [False, True], ids=["plain", "tracked"])
@pytest.mark.parametrize(
    ("edit", "change"),
    [
        ("reword", "answer changed"), ("comment", "pack text changed"),
        ("tracked", "clock changed"), ("row added", "campus added"),
        ("row deleted", "campus removed"), ("move", "section added"),
        ("column added", "campus added"), ("join", "clock changed"), ("split", "answer changed"),
        ("control removed", "answer changed"), ("picture", "answer changed"),
        ("page break", "item added"), ("rewritten", "pack text changed"),
    ],
)  # fmt: skip
def test_the_result_is_sound(edit, change, track, tmp_path):
    sound(merged(edited(edit), CHANGES[change], track).content, tmp_path)


def test_a_number_in_a_sentence_that_was_retyped_is_brought_up_to_date():
    made = merged(edited("retype call"), CHANGES["answer changed"])
    block = find(root_of(made.content), "Ring our coordinator")
    assert words_of(block) == f"Ring our coordinator at {NEW_PHONE} before noon, please."


def test_a_bold_number_is_bold_when_it_changes():
    made = merged(edited("bold"), CHANGES["answer changed"])
    runs = [r for r in root_of(made.content).iter(W + "r") if words_of(r) == NEW_PHONE]
    assert [r.find(f"{W}rPr/{W}b") is not None for r in runs] == [True]


def test_a_changed_number_stands_in_its_control_still():
    made = merged(edited("reword"), CHANGES["answer changed"])
    [control] = find(root_of(made.content), "Call the coordinator").iter(W + "sdt")
    assert words_of(control) == NEW_PHONE


def test_a_control_taken_out_stays_out():
    made = merged(edited("control removed"), CHANGES["answer changed"])
    block = find(root_of(made.content), "Call the coordinator")
    assert list(block.iter(W + "sdt")) == []
    assert words_of(block) == f"Call the coordinator at {NEW_PHONE} before the end of the day."


def test_a_new_row_stands_behind_the_one_before_it_and_has_the_added_column():
    made = merged(edited("column added"), CHANGES["campus added"])
    assert made.conflicts == ()
    rows = [[words_of(c) for c in r.iter(W + "tc")] for r in root_of(made.content).iter(W + "tr")]
    assert [row[0] for row in rows] == [
        "Campus", "Lincoln Elementary", "Grant High", "Taft Academy", "Polk Middle",
    ]  # fmt: skip
    assert rows[3] == ["Taft Academy", "Front office of Taft Academy", ""]


def test_a_new_section_stands_behind_its_neighbour_and_in_the_contents():
    made = merged(edited("reword"), CHANGES["section added"])
    texts = lines(made.content)
    at = texts.index("3. Virtual programs")
    assert texts[at - 1].startswith("Call the coordinator")
    entries = [words_of(p) for p in root_of(made.content).iter(W + "p")
               if "PAGEREF" in etree.tostring(p).decode()]  # fmt: skip
    assert [one.rstrip("0123456789") for one in entries] == [
        "1. Purpose", "3. Virtual programs", "2. Reporting",
    ]  # fmt: skip


def test_a_removed_campus_goes_and_the_rows_beside_it_stay():
    made = merged(edited("row added"), CHANGES["campus removed"])
    rows = [words_of(next(r.iter(W + "tc"))) for r in root_of(made.content).iter(W + "tr")]
    assert rows == ["Campus", "Lincoln Elementary", "Polk Middle", "Hoover Annex"]


def test_tracked_updates_are_ours_and_those_of_others_stay():
    made = merged(edited("tracked"), CHANGES["clock changed"], track=True)
    file = read(open_file(made.content, "x.docx"))
    assert {(one.author, one.text) for one in file.revisions} >= {
        ("Ana Ruiz", "As counsel says, "), ("HTSSP Builder", "36"), ("HTSSP Builder", "48"),
    }  # fmt: skip
    originals = [b.text for b in file.original if b.paragraph.story.kind == "body"]
    assert any("within 48 hours" in one for one in originals)


def test_a_header_and_a_style_that_were_changed_stay():
    made = merged(edited("header"), CHANGES["answer changed"])
    assert "Our own" in words_of(root_of(made.content, "word/header1.xml"))
    restyled = merged(edited("restyle"), CHANGES["pack text changed"])
    style = find(root_of(restyled.content), "Telling").find(f"{W}pPr/{W}pStyle")
    assert style.get(W + "val") == "Note"


def test_a_file_of_another_document_or_without_a_base_is_not_merged():
    other = protocol()._replace(id="checklist")
    assert merge(OLD, None, other, track=False, when=NOW) is None
    bare = changed_parts(OLD, lambda root, parts: parts.pop("customXml/item1.xml") and None)
    assert merge(bare, None, CHANGES["answer changed"], track=False, when=NOW) is None


def _plan(bar, build):
    from htssp_builder.document.tree import Document, Figure, Paragraph, Text

    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
        "0000000d49444154789c63606060f80f00010401000c3b3a1f0000000049454e44ae426082"
    )
    figure = Figure(
        "plan", "The plan", f"Bars end {bar}", png + bar.encode(), f"<svg>{bar}</svg>", 4, 2, "1"
    )
    end = Paragraph("end", (Text("That is the plan."),))
    return Document("protocol", "Plan", "District", (figure, end), build)


@pytest.mark.parametrize("known", [True, False], ids=["as written", "another"])
def test_a_picture_that_is_as_we_wrote_it_is_exchanged_and_any_other_stays(known):
    from htssp_builder.word.merge.pictures import digest

    old, new = _plan("in May", "b1"), _plan("in June", "b2")
    theirs = changed_parts(write(old), lambda root, parts: None)
    pictures = {"plan": digest(old.blocks[0].png if known else b"theirs")}
    made = merge(theirs, None, new, track=False, when=NOW, pictures=pictures)
    assert made is not None
    with zipfile.ZipFile(io.BytesIO(made.content)) as packed:
        main = packed.read("word/document.xml").decode()
        held = {packed.read(n) for n in packed.namelist() if "/media/" in n}
    assert (new.blocks[0].png in held) == known
    assert ('descr="Bars end in June"' in main) == known
    assert [one.what for one in made.report] == ["updated" if known else "conflict"]
    assert len(made.conflicts) == int(not known)
    again = merge(made.content, None, new, track=False, when=NOW, pictures=pictures)
    assert again is not None
    assert again.content == made.content


@pytest.mark.parametrize("edit", EDITS)
def test_no_old_number_stands_in_a_control_beside_the_new_one(edit):
    """LibreOffice shows both as valid where a change is tracked inside a control."""
    made = merged(edited(edit), CHANGES["answer changed"], track=True)
    for control in root_of(made.content).iter(W + "sdt"):
        assert list(control.iter(W + "del")) == []


def test_an_edit_beside_a_tracked_change_in_one_control_stays():
    old = protocol(number="Call the front office at noon or the principal at night")
    new = protocol(number="Call the front office at noon or the nurse at night", build="b2")

    def edit(root, parts):
        from merge_cases import replace

        replace(find(root, "Call the coordinator"), "front office", "main desk")

    theirs = changed_parts(write(old), edit)
    for track in (False, True):
        made = merged(theirs, new, track)
        words = all_words(made.content)
        assert words["desk"] == 1
        file = read(open_file(made.content, "x.docx"))
        assert "nurse" in " ".join([b.text for b in file.final] + [c.text for c in file.comments])
