"""What may have been meant is offered; what cannot be an answer is told."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from readback import pull_edits as word
from readback.pull_districts import answer, example, protocol, pulled, rebuilt, sentences
from readback.pull_edits import Opened, change, fill

from htssp_builder.actions.answer import set_answer
from htssp_builder.actions.pull import open_pull, take_in

LINE = "emergency.district_line"
COORDINATOR = "roles.coordinator.primary"


@pytest.fixture
def district(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """A district with every answer and all documents, to be changed."""
    return shutil.copytree(example("texas-midsize", tmp_path_factory), tmp_path / "texas")


@pytest.fixture
def half(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    return shutil.copytree(example("half-answered", tmp_path_factory), tmp_path / "half")


def test_an_emptied_answer_is_only_offered(district: Path, now: datetime) -> None:
    path = f"{COORDINATOR}.after_hours"
    change(protocol(district), lambda o: fill(o.control(path)))
    pull = open_pull(district, [protocol(district)], now=now)
    assert pull.plain == ()
    (offer,) = pull.doubtful
    assert (offer.path, offer.now, offer.how) == (path, "", "clear")
    assert offer.was
    take_in(pull, pull.doubtful, now=now)
    assert answer(district, path) == ""


def test_a_number_in_a_retyped_sentence_is_offered_and_never_taken_by_itself(
    district: Path, now: datetime
) -> None:
    start = "Contacts are called and checked every quarter"

    def edit(o: Opened) -> None:
        word.retype(o.paragraph(start), "We call and check contacts each quarter. After hours, "
                    "call the district line, (254) 555-0177.")  # fmt: skip

    change(protocol(district), edit)
    pull = open_pull(district, [protocol(district)], now=now)
    assert pull.plain == ()
    (offer,) = pull.doubtful
    assert (offer.path, offer.was, offer.now) == (LINE, "(254) 555-0100", "(254) 555-0177")
    assert "hand" in offer.doubt
    assert take_in(pull, (), now=now).offers == ()
    assert answer(district, LINE) == "(254) 555-0100"


def test_a_name_that_was_replaced_in_derived_words_is_offered(
    district: Path, now: datetime
) -> None:
    """A list made of answers has no fields; whoever replaces a name there means the answer."""
    checklist = district / "documents" / "checklist.docx"
    old = answer(district, "campuses.mission-hills.contact.name")

    def edit(o: Opened) -> None:
        row = o.row(f"{old}, campus point of contact")
        word.retype(next(row.iter(f"{word.W}p")), "Ana Ruiz, LCSW, campus point of contact")

    change(checklist, edit)
    pull = open_pull(district, [checklist], now=now)
    assert pull.plain == ()
    (offer,) = pull.doubtful
    assert (offer.was, offer.now) == (old, "Ana Ruiz, LCSW")
    assert offer.path == "campuses.mission-hills.contact.name"


def test_a_name_that_is_more_than_one_answer_is_only_told(district: Path, now: datetime) -> None:
    checklist = district / "documents" / "checklist.docx"
    old = answer(district, f"{COORDINATOR}.name")
    set_answer(district, "campuses.mission-hills.contact.name", old, now=now)

    def edit(o: Opened) -> None:
        row = o.row(f"{old}, HTSSP coordinator")
        word.retype(next(row.iter(f"{word.W}p")), "Ana Ruiz, HTSSP coordinator")

    change(checklist, edit)
    pull = open_pull(district, [checklist], now=now)
    assert pull.offers == ()
    assert "more than one answer" in sentences(pull)
    assert not pull.open


def test_a_number_inside_another_answer_is_that_answer_alone(district: Path, now: datetime) -> None:
    path = "records.system"
    set_answer(district, path, "the case module; call (254) 555-0100", now=now)
    rebuilt(district, "protocol")
    new = "the case module; call (254) 555-0177"
    change(protocol(district), lambda o: fill(o.control(path), new))
    pull = open_pull(district, [protocol(district)], now=now)
    assert pulled(pull) == {path: new}
    assert pull.doubtful == ()


def test_words_that_are_no_answer_are_left_to_the_document(district: Path, now: datetime) -> None:
    start = "Contacts are called and checked every quarter"

    def edit(o: Opened) -> None:
        o.paragraph(start).insert(1, word.run("Please note: "))

    change(protocol(district), edit)
    pull = open_pull(district, [protocol(district)], now=now)
    assert (pull.offers, pull.problems) == ((), ())


def test_a_renamed_file_and_a_lost_folder_of_records_change_nothing(
    district: Path, tmp_path: Path, now: datetime
) -> None:
    shutil.rmtree(district / ".htssp")
    mailed = tmp_path / "HTSSP draft (2) final.docx"
    shutil.copy(protocol(district), mailed)
    change(mailed, lambda o: fill(o.control(LINE), "(254) 555-0177"))
    assert pulled(open_pull(district, [mailed], now=now)) == {LINE: "(254) 555-0177"}


def test_a_file_without_its_own_copy_is_read_by_the_record_of_its_build(
    district: Path, now: datetime
) -> None:
    change(
        protocol(district),
        Opened.without_base,
        lambda o: fill(o.control(LINE), "(254) 555-0177"),
    )
    set_answer(district, f"{COORDINATOR}.phone", "(254) 555-0155", now=now)  # after the build
    pull = open_pull(district, [protocol(district)], now=now)
    assert pulled(pull) == {LINE: "(254) 555-0177"}
    assert pull.problems == ()


def test_a_file_of_which_nothing_is_on_record_is_only_offered(
    district: Path, now: datetime
) -> None:
    change(
        protocol(district),
        Opened.without_base,
        lambda o: fill(o.control(LINE), "(254) 555-0177"),
    )
    shutil.rmtree(district / ".htssp")
    pull = open_pull(district, [protocol(district)], now=now)
    assert pull.plain == ()
    assert [(o.path, o.now) for o in pull.doubtful] == [(LINE, "(254) 555-0177")]
    assert not pull.files[0].sound


def test_what_is_put_together_from_several_answers_is_told(half: Path, now: datetime) -> None:
    change(protocol(half), lambda o: fill(o.control("reporting.oral"), "within 3 days"))
    pull = open_pull(half, [protocol(half)], now=now)
    assert pull.offers == ()
    (problem,) = pull.problems
    assert problem.severity == "warning"
    assert "within 3 days" in problem.what
    assert "htssp get reporting.oral" in problem.remedy


def test_an_answer_with_a_name_that_is_not_shown_is_not_overwritten(
    district: Path, now: datetime
) -> None:
    """The file shows other words in place of the name, which would be gone from the answer."""
    path, name = "records.system", "Theodora Vance"
    set_answer(district, path, f"the case module, kept by {name}", now=now)
    rebuilt(district, "protocol")
    assert (open_pull(district, [protocol(district)], now=now).offers) == ()
    shown = word.words(Opened(protocol(district).read_bytes()).control(path))
    assert name not in shown
    change(protocol(district), lambda o: fill(o.control(path), f"{shown} and counsel"))
    pull = open_pull(district, [protocol(district)], now=now)
    assert pull.offers == ()
    assert pull.open
    assert name not in sentences(pull)
