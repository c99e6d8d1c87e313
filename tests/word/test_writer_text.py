"""What a person typed stands in the Word file exactly as typed, or is refused with the place."""

import io
import re

import mammoth
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_documents import W, body, cell, document, p, part, shown

from htssp_builder.document.tree import Field, Heading, Item, Row, Table, Text
from htssp_builder.problems import HtsspError
from htssp_builder.word.writer import write

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# Text of all kinds, with what is likely to go wrong more often than chance would bring it.
texts = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            (
                *("<w:p>", "&amp;", "&", '"', "'", "\t", "\n", " ", "  ", "]]>", "\r", "😀"),
                *("שלום", "مرحبا", "{{ 7*7 }}", "\u00a0", "\u2028", "a", "é", "\x85", "{x}", "%s"),
            )
        )
    ).map("".join),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=60),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, texts, st.booleans(), st.booleans())
def test_any_text_comes_back_exactly_or_is_refused(words, answer, strong, emphasis):
    field = Field("a.b", "Answer", answer, strong=strong, emphasis=emphasis)
    made = document(p("x", Text(words, strong, emphasis)), p("y", field))
    if FORBIDDEN.search(words + answer):
        with pytest.raises(HtsspError):
            write(made)
        return
    data = write(made)
    first, second = body(data).findall(f"{W}p")
    assert shown(first) == words
    assert shown(second) == answer
    # mammoth leaves line breaks out of raw text, and XML's own reader turns a lone CR into one.
    raw = mammoth.extract_raw_text(io.BytesIO(data)).value
    assert raw == (words.replace("\n", "") + "\n\n" + answer.replace("\n", "") + "\n\n")


@settings(max_examples=60, deadline=None)
@given(texts)
def test_any_text_can_be_a_title_a_label_a_cell_and_a_property(words):
    made = document(
        Heading("h", 1, (Text(words),), "1"),
        Table("t", words, Row("t.h", (cell(words),)), (Row("t.r", (cell(words),)),), (1.0,)),
        p("y", Field("a.b", words, "x", kind="choice", choices=("x", words))),
        title=words,
        organization=words,
        subject=words,
        keywords=words,
        running=words,
    )
    if FORBIDDEN.search(words):
        with pytest.raises(HtsspError):
            write(made)
        return
    data = write(made)
    cells = body(data).findall(f".//{W}tc")
    assert [shown(c) for c in cells] == [words, words]
    for name in ("docProps/core.xml", "word/header1.xml", "word/footer1.xml"):
        assert _reads(part(data, name))


def _reads(xml):
    from lxml import etree

    return etree.fromstring(xml.encode()) is not None


def test_a_text_of_ten_thousand_characters_comes_back():
    words = "Long\tanswer\n<w:p>&“x” 😀 " * 400
    (paragraph,) = body(write(document(p("x", Field("a", "A", words))))).findall(f"{W}p")
    assert shown(paragraph) == words


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_a_refusal_names_the_answer_or_the_block_and_the_mend(bad):
    field = Field("roles.counsel.primary.name", "Counsel, name", f"Ann{bad}a")
    with pytest.raises(HtsspError) as caught:
        write(document(p("x", "well", field)))
    (problem,) = caught.value.problems
    assert problem.where == "roles.counsel.primary.name"
    assert "place 4" in problem.what
    assert "type them again" in problem.remedy
    with pytest.raises(HtsspError) as caught:
        write(document(p("purpose.lead", f"A{bad}")))
    assert caught.value.problems[0].where == "purpose.lead"


def test_a_refusal_is_the_same_the_second_time():
    for block in ("one", "two"):
        with pytest.raises(HtsspError) as caught:
            write(document(p(block, "never\x01")))
        assert caught.value.problems[0].where == block


def test_arabic_and_hebrew_run_from_right_to_left():
    arabic, mixed = "أنا سعيد لأنك أخبرتني", "The word مرحبا means hello to them"
    made = document(
        p("a", arabic), p("b", mixed), p("c", Text("שלום", strong=True)), p("d", "naïve “quotes”")
    )
    first, second, third, fourth = body(write(made)).findall(f"{W}p")
    assert first.find(f"{W}pPr/{W}bidi") is not None
    assert first.find(f"{W}r/{W}rPr/{W}rtl") is not None
    assert third.find(f"{W}r/{W}rPr/{W}bCs") is not None
    for left in (second, fourth):
        assert left.find(f"{W}pPr/{W}bidi") is None
        assert left.find(f".//{W}rtl") is None


def test_a_list_item_and_a_table_cell_run_from_right_to_left_too():
    made = document(
        Item("i", (Text("مرحبا بكم"),), "number", "n"),
        Table("t", "Words", None, (Row("t.1", (cell("שלום"),)),), (1.0,)),
        language="he",
    )
    tree = body(write(made))
    properties = tree.find(f"{W}p/{W}pPr")
    order = [child.tag.removeprefix(W) for child in properties]
    assert order == ["pStyle", "numPr", "bidi", "spacing"]
    assert tree.find(f".//{W}tc/{W}p/{W}pPr/{W}bidi") is not None
    assert tree.find(f".//{W}tblPr/{W}bidiVisual") is not None
