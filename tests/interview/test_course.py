"""The row of stops: every question once, back the way one came, conditions at work."""

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_pack import answers as small_answers
from small_pack import pack as small_pack

from htssp_builder.interview.answers import Answers
from htssp_builder.interview.course import (
    Ground,
    Stop,
    after,
    before,
    course,
    lacking,
    place_of,
    record_stops,
    touches,
)
from htssp_builder.interview.gaps import question_gaps
from htssp_builder.interview.shapes import Shape, make_shape
from htssp_builder.pack.find import pack_folder, shipped
from htssp_builder.pack.load import load_pack, read_files
from htssp_builder.yamlfile.nodes import Mapping, Node, Sequence
from htssp_builder.yamlfile.read import read

HHS = load_pack(read_files(pack_folder("hhs")))
SHAPE = make_shape(HHS.questions())
EXAMPLES = sorted(folder.name for folder in shipped("examples").iterdir() if folder.is_dir())
LAW = {"law.oral.when": "immediately", "law.hotline.phone": "1-800-422-4453"}


def law(path: str) -> str:
    return LAW.get(path, "")


def example(name: str) -> Mapping:
    text = (shipped("examples") / name / "district.yaml").read_text(encoding="utf-8")
    return read(text, "district.yaml")[0]


ROOTS = {name: example(name) for name in EXAMPLES}


def everywhere(stop: Stop) -> bool:
    return True


def thinned(node: Node, chance: Random) -> Node:
    """The node without some of its answers, as a half-filled questionnaire has them."""
    if isinstance(node, Mapping):
        kept = {
            name: thinned(part, chance)
            for name, part in node.entries.items()
            if name == "id" or chance.random() > 0.2
        }
        return Mapping(kept, dict.fromkeys(kept, 1), 1)
    if isinstance(node, Sequence):
        return Sequence([thinned(item, chance) for item in node.items[:2]], 1)
    return node


def half_filled(name: str, seed: int) -> Answers:
    return Answers(SHAPE, thinned(ROOTS[name], Random(seed)), "x")


def opened_all(shape: Shape, path: str = "") -> Iterator[str]:
    """The keys of every group of optional parts."""
    for name, part in shape.parts.items():
        here = f"{path}.{name}" if path else name
        if part.kind in ("person", "clock"):
            yield f"{here}?more"
            yield f"{here}?own"
        yield from opened_all(part, here)


OPENED = frozenset(opened_all(SHAPE))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(EXAMPLES), st.integers(), st.booleans())
def test_every_question_asked_is_reached_once_and_no_other(name, seed, opened):
    ground = Ground(half_filled(name, seed), law, OPENED if opened else frozenset())
    row = course(HHS.sections, ground)
    keys = [stop.key for stop in row]
    assert len(set(keys)) == len(keys)
    reached, key = [], row[0].key
    while key:
        reached.append(key)
        key = after(row, key, everywhere)
    assert reached == keys
    asked = [q.id for q in HHS.questions() if ground.answers.asked(q.when)]
    assert list(dict.fromkeys(stop.whole for stop in row)) == asked
    sections = [stop.section for stop in row]
    assert list(dict.fromkeys(sections)) == [s.id for s in HHS.sections if s.id in sections]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(EXAMPLES), st.integers(), st.sets(st.integers(0, 60)))
def test_back_undoes_next_whatever_is_left_out(name, seed, left_out):
    ground = Ground(half_filled(name, seed), law)
    row = course(HHS.sections, ground)
    places = {stop.key: n for n, stop in enumerate(row)}

    def wanted(stop: Stop) -> bool:
        return places[stop.key] not in left_out

    for stop in list(filter(wanted, row))[::7]:
        following = after(row, stop.key, wanted)
        if following:
            assert before(row, following, wanted) == stop.key


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(EXAMPLES), st.integers())
def test_whatever_is_open_can_be_mended_at_a_stop(name, seed):
    """A part may wait for another one, such as a day for the person; then that one is asked."""
    ground = Ground(half_filled(name, seed), law, OPENED)
    row = course(HHS.sections, ground)
    for question in HHS.questions():
        gaps = [gap.path for gap in question_gaps(question, ground, checked=False)]
        for path in gaps:
            assert [s for s in row if lacking([path])(s)] == [s for s in row if touches(s, path)]
        assert not gaps or any(map(lacking(gaps), row)), gaps
        depth = question.id.count(".") + 2
        for record in {".".join(p.split(".")[:depth]) for p in gaps if p != question.id}:
            if question.type == "records":
                stops = record_stops(question, record, "", ground)
                assert any(map(lacking(gaps), stops)), (record, gaps)


def put(given: str) -> list[str]:
    made = small_pack()
    ground = Ground(small_answers(made, given), law)
    return [stop.key for stop in course(made.sections, ground)]


def hhs(text: str, opened: frozenset[str] = frozenset()) -> list[str]:
    root, problems = read(text, "x")
    assert not problems
    return [
        stop.key for stop in course(HHS.sections, Ground(Answers(SHAPE, root, "x"), law, opened))
    ]


@pytest.mark.parametrize(
    ("answers", "path", "asked"),
    [
        ("district: {kind: consortium}", "district.members", True),
        ("district: {kind: Regional agency or consortium}", "district.members", True),
        ("district: {kind: charter}", "district.members", False),
        ("district: {name: Vale}", "district.members", False),
        ("screening: {tool: CSE-IT}", "screening.trained", True),
        ("screening: {tool: {unknown: {who: Ana}}}", "screening.trained", False),
        ("screening: {trained: Ana}", "screening.trained", False),
    ],
)
def test_a_condition_opens_and_closes_its_question(answers, path, asked):
    assert (path in hhs(answers)) is asked


def test_the_further_parts_of_a_person_wait_for_the_name():
    person = "roles.coordinator.primary"
    assert [k for k in put("") if k.startswith(person)] == [f"{person}.name"]
    found = [k for k in put("roles: {coordinator: {primary: {name: Ana}}}") if person in k]
    parts = ("name", "title", "phone", "after_hours", "email", "verified.by")
    assert found == [*(f"{person}.{part}" for part in parts), f"{person}?more"]


def test_the_optional_parts_of_a_person_are_asked_on_request():
    person = "roles.coordinator.primary"
    opened = hhs("roles: {coordinator: {primary: {name: Ana}}}", frozenset({f"{person}?more"}))
    assert [k for k in opened if k.startswith(person)][-3:] == [
        f"{person}.mobile",
        f"{person}.languages",
        f"{person}.shown_as",
    ]


def test_somebody_who_is_not_known_yet_is_asked_for_by_name_only():
    alternate = "roles.coordinator.alternate"
    found = hhs("roles: {coordinator: {alternate: {unknown: {who: Ana}}}}")
    assert [k for k in found if k.startswith(alternate)] == [f"{alternate}.name"]


def test_a_time_limit_of_the_law_is_confirmed_and_need_not_be_typed():
    found = [k for k in hhs("district: {state: CA}") if k.startswith("reporting.oral")]
    assert found == ["reporting.oral?own", "reporting.oral.verified.by"]


def test_words_of_ones_own_beside_the_law_are_asked_without_typing_the_limit_again():
    opened = frozenset({"reporting.oral?own"})
    found = [k for k in hhs("district: {state: CA}", opened) if k.startswith("reporting.oral")]
    parts = ("?own", ".when", ".at_latest", ".to", ".citation", "?more", ".verified.by")
    assert found == [f"reporting.oral{part}" for part in parts]
    kept = hhs("reporting: {oral: {to: the county}}")
    assert "reporting.oral?own" not in kept
    assert "reporting.oral.to" in kept


def test_a_time_limit_that_no_law_sets_is_typed_part_by_part():
    found = [k for k in hhs("reporting: {written: {at_latest: 2}}") if "reporting.written" in k]
    assert found[:4] == [
        f"reporting.written.{p}" for p in ("when", "at_latest", "unit", "counts_from")
    ]
    assert "reporting.written.verified.by" in found


def test_a_stop_that_is_gone_leaves_one_at_its_question():
    made = small_pack()
    row = course(made.sections, Ground(small_answers(made, ""), law))
    place = place_of(row, "roles.coordinator.primary.phone")
    assert row[place].key == "roles.coordinator.primary.name"
    assert row[place_of(row, "reporting.oral.when")].key == "reporting.oral?own"
    assert place_of(row, "no.such") == 0


def test_the_next_question_leaves_out_the_other_parts():
    made = small_pack()
    said = small_answers(made, "roles: {coordinator: {primary: {name: Ana}}}")
    row = course(made.sections, Ground(said, law))
    key = after(row, "roles.coordinator.primary.title", everywhere, whole=True)
    assert key == "roles.nurse.primary.name"


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("", ["missing"]),
        ("district: {state: XA}", []),
        ("district: {state: Xanadu}", []),
        ("district: {state: Narnia}", ["wrong"]),
        ("district: {state: {unknown: {who: Ana}}}", ["unknown"]),
    ],
)
def test_what_a_question_lacks(text, states):
    made = small_pack()
    state = next(q for q in made.questions() if q.id == "district.state")
    found = question_gaps(state, Ground(small_answers(made, text), law), checked=False)
    assert [gap.state for gap in found] == states


def test_a_contact_whose_number_nobody_called_is_open():
    made = small_pack()
    nurse = next(q for q in made.questions() if q.id == "roles.nurse")
    typed = "roles: {nurse: {primary: {name: Ana, title: RN, phone: 530-555-0142}}}"
    found = question_gaps(nurse, Ground(small_answers(made, typed), law), checked=False)
    assert [(gap.path, gap.state) for gap in found] == [
        ("roles.nurse.primary.verified.by", "unverified"),
        ("roles.nurse.primary.verified.on", "unverified"),
    ]


@pytest.mark.parametrize(("checked", "states"), [(False, ["unverified"]), (True, [])])
def test_a_value_of_the_law_is_open_until_counsel_has_read_it(checked, states):
    made = small_pack()
    line = next(q for q in made.questions() if q.id == "hotline.phone")
    found = question_gaps(line, Ground(small_answers(made, ""), law), checked)
    assert [gap.state for gap in found] == states
