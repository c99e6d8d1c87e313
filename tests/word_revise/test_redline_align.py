"""Which block became which: an alignment is whole, mirrored, and knows a block that moved."""

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from htssp_builder.word.revise.align import Item, align

WORDS = ("call", "the", "county", "line", "at", "once", "then", "write", "staff", "report")
texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
items = st.lists(
    st.builds(Item, texts, st.sampled_from(("", "", "a", "b", "c", "d")), st.sampled_from("pt")),
    max_size=12,
)


def once(items):
    """The ids that stand once, with their kind."""
    ids = [(b.id, b.kind) for b in items if b.id]
    return {one for one in ids if ids.count(one) == 1}


@given(items, items)
def test_every_place_is_named_once_and_pairs_rise(old, new):
    found = align(old, new)
    pairs = [*found.pairs, *found.moves]
    assert sorted([i for i, _ in pairs] + list(found.deleted)) == list(range(len(old)))
    assert sorted([j for _, j in pairs] + list(found.inserted)) == list(range(len(new)))
    assert [j for _, j in found.pairs] == sorted(j for _, j in found.pairs)
    assert [i for i, _ in found.pairs] == sorted(i for i, _ in found.pairs)
    assert all(old[i].kind == new[j].kind for i, j in pairs)
    known = once(old) & once(new)
    for i, j in pairs:
        one, other = old[i], new[j]
        named = [(b.id, b.kind) for b in (one, other) if (b.id, b.kind) in known]
        assert len(set(named)) < 2


@given(items)
def test_a_text_aligned_with_itself_is_kept_whole(old):
    found = align(old, old)
    assert found.pairs == tuple((i, i) for i in range(len(old)))
    assert not found.moves


@given(items, items)
def test_the_other_way_round_is_the_mirror_image(old, new):
    there, back = align(old, new), align(new, old)
    assert back.deleted == there.inserted
    assert back.inserted == there.deleted
    assert back.pairs == tuple(sorted((j, i) for i, j in there.pairs))
    assert back.moves == tuple(sorted((j, i) for i, j in there.moves))


@given(st.integers(4, 9), st.data())
def test_a_block_that_stands_elsewhere_is_a_move(count, data):
    old = [Item(f"block number {n} of the text") for n in range(count)]
    at = data.draw(st.integers(0, count - 1))
    to = data.draw(st.integers(0, count - 2).filter(lambda place: abs(place - at) > 1))
    new = [*old[:at], *old[at + 1 :]]
    new.insert(to, old[at])
    found = align(old, new)
    assert found.moves == ((at, to),)
    assert len(found.pairs) == count - 1


def test_an_id_says_more_than_a_text():
    old = [Item("Call the county.", "a"), Item("Write within 36 hours.", "b")]
    new = [Item("Write within 36 hours.", "a"), Item("Something else.", "b")]
    assert align(old, new).pairs == ((0, 0), (1, 1))


def test_an_edited_block_is_known_by_its_words_and_a_new_one_is_not():
    old = [Item("Staff report to the county at once, by telephone."), Item("End.")]
    edited = Item("Staff report to the county immediately, by telephone.")
    new = [Item("Nobody asks the student for details."), edited, Item("End.")]
    found = align(old, new)
    assert found.pairs == ((0, 1), (1, 2))
    assert found.inserted == (0,)


def test_a_text_of_600_pages_takes_ten_times_as_long_as_one_of_60():
    def took(count):
        dice = random.Random(1)
        words = [f"word{n}" for n in range(4000)]
        old = [Item(" ".join(dice.choices(words, k=30))) for _ in range(count)]
        # A tenth of all blocks edited, another tenth gone, all anchors between them far apart.
        new = [
            Item(f"{item.text} and more") if dice.random() < 0.5 else item
            for item in old
            if dice.random() < 0.9
        ]
        start = time.perf_counter()
        found = align(old, new)
        assert len(found.pairs) > 0.85 * count
        return time.perf_counter() - start

    took(100)
    small, large = min(took(700) for _ in range(3)), took(7000)
    assert large < 30 * small
