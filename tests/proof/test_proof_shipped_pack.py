"""The pack that is shipped is sound, and reads as easily as it must."""

import pytest

from htssp_builder.compose.build import compile_document, compose
from htssp_builder.compose.facts import Facts
from htssp_builder.document.tree import Document
from htssp_builder.interview.answers import Answers, check_answers
from htssp_builder.interview.shapes import Shape, leaves, make_shape
from htssp_builder.pack.find import pack_folder, pack_names
from htssp_builder.pack.load import load_pack, read_files
from htssp_builder.pack.model import Pack
from htssp_builder.proof.ids import fill_pack_ids
from htssp_builder.proof.readability import MOST
from htssp_builder.proof.sample import emptiest, fullest
from htssp_builder.proof.soundness import check_pack, grades


@pytest.fixture(scope="module")
def hhs() -> Pack:
    return load_pack(read_files(pack_folder("hhs")))


@pytest.fixture(scope="module")
def shape(hhs: Pack) -> Shape:
    return make_shape(hhs.questions())


@pytest.mark.parametrize("name", pack_names())
def test_a_shipped_pack_is_sound(name: str) -> None:
    found = check_pack(load_pack(read_files(pack_folder(name))))
    assert not found, "\n".join(problem.sentence() for problem in found)


def test_sections_for_staff_read_at_grade_nine_or_below(hhs: Pack) -> None:
    found = grades(hhs, "protocol")
    staff = [s.id for s in hhs.documents["protocol"].sections if s.reader == "staff"]
    assert staff
    assert {s: round(found[s], 1) for s in staff if not 0 < found[s] <= MOST} == {}


def test_every_block_has_its_id_already(hhs: Pack) -> None:
    filled = fill_pack_ids(hhs.templates, hhs.documents.values())
    assert filled == {file: hhs.templates[file] for file in filled}
    assert filled


@pytest.mark.parametrize("state", ["CA", "MI", "TX"])
def test_sample_answers_are_answers_that_a_district_could_give(shape: Shape, state: str) -> None:
    for answers in (
        emptiest(shape, state),
        fullest(shape, state),
        fullest(shape, state, law=False),
    ):
        assert check_answers(answers) == []


def test_the_fullest_answers_leave_nothing_open(shape: Shape, hhs: Pack) -> None:
    answers = fullest(shape, "CA", law=False)
    given = [path for path, _ in leaves(shape) if answers.text(path.replace("*", "sample-one"))]
    assert len(given) == len(list(leaves(shape)))
    document = _composed(hhs, answers)
    assert "[To complete" not in repr(document.blocks)


def _composed(pack: Pack, answers: Answers) -> Document:
    spec = pack.documents["protocol"]
    facts = Facts(answers, pack.law.get(answers.text("district.state"), {}))
    return compose(pack, compile_document(pack, spec), spec, facts)


def test_the_same_answers_give_the_same_document(hhs: Pack, shape: Shape) -> None:
    first, second = (_composed(hhs, fullest(shape, "TX")) for _ in range(2))
    assert first == second
    assert repr(first) == repr(second)
