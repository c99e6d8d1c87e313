"""The measure of reading: what is a sentence, what is a word, how many syllables it has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from htssp_builder.document.tree import (
    Cell,
    Document,
    Field,
    Heading,
    Item,
    Paragraph,
    Row,
    Table,
    Text,
)
from htssp_builder.proof.readability import grade, sentences_by_section, split, syllables

SYLLABLES = {
    1: "school asked times safe whole ends ride",
    2: "about any student report people police used-up number away rely safely threaten",
    3: "agency employee suspected trafficking supervise principal enforcement contacted",
    4: "exploitation emergency confidential information supervisor",
    5: "coordinator administrator",
}


@pytest.mark.parametrize(("count", "words"), SYLLABLES.items())
def test_syllables(count: int, words: str) -> None:
    assert {w: n for w in words.split() if (n := syllables(w)) != count} == {}


SENTENCES = {
    "Call 911. Then tell the principal.": 2,
    "Danger now? Call. Do not wait!": 3,
    "See Dr. Ruiz at the U.S. office, e.g. on Monday.": 1,
    "Tell them “I hear you.” Then stop.": 2,
    "The limit is 1.5 hours.": 1,
    "One short line here\nand another line there": 2,
    "District line": 0,
    "Phone: (530) 555-0142": 0,
    "(530) 555-0142": 0,
    "ana.ruiz@example.org": 0,
    "": 0,
}


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences(text: str) -> None:
    assert len(list(split(text))) == SENTENCES[text]


def test_the_grade_is_flesch_and_kincaids() -> None:
    (one,) = split("The cat sat on the mat.")
    assert (one.words, one.syllables) == (6, 6)
    assert one.grade == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert grade([]) == 0


def test_items_and_cells_each_end_a_sentence_and_headings_are_left_out() -> None:
    words = (Text("Keep the student in sight"),)
    row = Row("s.r", (Cell(words), Cell((Text("Yes"),)), Cell(words)))
    head = Row("s.h", (Cell((Text("Not a sentence at all."),)),))
    document = Document(
        "d",
        "D",
        "O",
        (
            Heading("s", 1, (Text("A long heading of many words here"),)),
            Paragraph("s.p", (Text("First it is so. Then "), Field("a", "A", "it is not"))),
            Item("s.i", words, "bullet", "s.l"),
            Item("s.j", words, "bullet", "s.l"),
            Table("s.t", "T", head, (row,), (0.3, 0.3, 0.4)),
        ),
        "build",
    )
    assert [s.text for s in sentences_by_section(document)["s"]] == [
        "First it is so.",
        "Then it is not",
        *["Keep the student in sight"] * 4,
    ]


@given(st.text(max_size=80))
def test_any_text_can_be_measured(text: str) -> None:
    for sentence in split(text):
        assert sentence.words > 0
        assert sentence.syllables >= sentence.words
