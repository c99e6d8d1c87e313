"""Random texts, random edits, random changes: nothing drifts and no word goes."""

import itertools
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from merge_cases import NOW, W, changed_parts, run

from htssp_builder.document.tree import Document, Field, Heading, Paragraph, Text
from htssp_builder.word.merge.merge import merge
from htssp_builder.word.merge.weave import weave
from htssp_builder.word.merge.whole import whole
from htssp_builder.word.read.package import open_file
from htssp_builder.word.read.reader import read
from htssp_builder.word.writer import write

_CHOSEN = ["call", "the", "office", "police", "school", "child", "report", "at", "once", "911"]
WORDS = st.lists(st.sampled_from(_CHOSEN), min_size=1, max_size=8).map(" ".join)
TEXTS = st.dictionaries(st.integers(0, 5), st.tuples(WORDS, WORDS), min_size=1, max_size=6)


def made_of(texts, build):
    blocks = [Heading("top", 1, (Text("Top"),), "1")]
    for key, (before, answer) in sorted(texts.items()):
        field = Field(f"a.{key}", f"Answer {key}", answer)
        blocks.append(Paragraph(f"p.{key}", (Text(f"{before} "), field, Text(" end."))))
    return Document("small", "Small", "District", tuple(blocks), build)


def words(data):
    file = read(open_file(data, "x.docx"))
    found = [block.text for block in file.final if block.paragraph.story.kind == "body"]
    return Counter(word for text in found for word in re.findall(r"\w+", text))


def typed(data, number, place):
    """One word that stands nowhere else, typed into a paragraph or added as one."""

    def change(root, parts):
        body = root[0]
        paragraphs = list(body.iter(W + "p"))
        at = paragraphs[place % len(paragraphs)]
        texts = list(at.iter(W + "t"))
        if place % 3 == 0 or not texts:
            new = at.makeelement(W + "p")
            new.append(run(f"mine{number}"))
            at.addnext(new)
        else:
            chosen = texts[place % len(texts)]
            chosen.text = f"{chosen.text or ''} mine{number} "

    return changed_parts(data, change)


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(st.lists(TEXTS, min_size=10, max_size=10), st.lists(st.integers(0, 40), min_size=10,
                                                           max_size=10), st.booleans())  # fmt: skip
def test_ten_rounds_keep_every_word_of_the_person(texts, places, track):
    file = write(made_of(texts[0], "b0"))
    for number, (now, place) in enumerate(zip(texts, places, strict=True)):
        file = typed(file, number, place)
        ours = made_of(now, f"b{number + 1}")
        made = merge(file, None, ours, track=track, when=NOW)
        assert made is not None
        file = made.content
        again = merge(file, None, ours, track=track, when=NOW)
        assert again is not None
        assert again.content == file
        found = words(file)
        assert [found[f"mine{n}"] for n in range(number + 1)] == [1] * (number + 1)


@settings(max_examples=25, deadline=None)
@given(TEXTS, st.lists(TEXTS, min_size=3, max_size=3))
def test_without_edits_many_rounds_end_where_one_ends(first, later):
    file = write(made_of(first, "b0"))
    for number, now in enumerate(later):
        ours = made_of(now, f"b{number + 1}")
        made = merge(file, None, ours, track=False, when=NOW)
        assert made is not None
        file = made.content
        assert made.conflicts == ()
        assert words(file) == words(write(ours))


@given(WORDS, WORDS, WORDS)
def test_weaving_takes_all_where_one_side_did_nothing(base, one, other):
    assert weave(base, one, base)[:2] == ((), ())
    taken, clashes, own = weave(base, base, other)
    assert (clashes, own) == ((), ())
    assert woven(base, other, taken) == other
    assert weave(base, one, one) == ((), (), ())


def woven(theirs, ours, changes):
    """`theirs` with changes taken over."""
    result, at = "", 0
    for change in changes:
        result += theirs[at : change.start] + ours[change.new_start : change.new_end]
        at = change.end
    return result + theirs[at:]


RANGES = st.lists(st.integers(0, 60), max_size=6, unique=True).map(
    lambda places: list(zip(sorted(places)[::2], sorted(places)[1::2], strict=False))
)


@given(WORDS, WORDS, WORDS, RANGES, RANGES)
def test_wide_changes_lead_where_the_narrow_ones_do_and_cut_nothing(base, one, other, old, new):
    old = [(a, b) for a, b in old if b <= len(one)]
    new = [(a, b) for a, b in new if b <= len(other)]
    plain = weave(base, one, other)
    made = whole(plain, old, new)
    every = sorted((*made.take, *made.clashes))
    for before, after in itertools.pairwise(every):
        assert before.end <= after.start
        assert before.new_end <= after.new_start
    for change in made.take:
        assert not any(a < change.start < b or a < change.end < b for a, b in old)
        assert not any(a < change.new_start < b or a < change.new_end < b for a, b in new)
        for edit in (*plain.own, *plain.clashes):
            assert not (edit.start < change.end and change.start < edit.end)
    if not made.clashes:
        assert woven(one, other, made.take) == woven(one, other, plain.take)
