"""What people change in Word flows back into the answers; no conflict is ever decided."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from readback import pull_edits as word
from readback.pull_districts import answer, example, protocol, pulled, sentences
from readback.pull_edits import Opened, change, fill

from htssp_builder.actions.answer import clear_answer, set_answer
from htssp_builder.actions.build import build
from htssp_builder.actions.pull import open_pull, take_in
from htssp_builder.problems import HtsspError

LINE = "emergency.district_line"
COORDINATOR = "roles.coordinator.primary"


@pytest.fixture
def district(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """A district with every answer and all documents, to be changed."""
    return shutil.copytree(example("texas-midsize", tmp_path_factory), tmp_path / "texas")


@pytest.fixture
def half(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    return shutil.copytree(example("half-answered", tmp_path_factory), tmp_path / "half")


@pytest.mark.parametrize(
    "name", ["texas-midsize", "half-answered", "california-small", "michigan-consortium"]
)
def test_without_an_edit_nothing_is_found(
    tmp_path_factory: pytest.TempPathFactory, name: str, now: datetime
) -> None:
    folder = example(name, tmp_path_factory)
    pull = open_pull(folder, sorted((folder / "documents").glob("*.docx")), now=now)
    assert len(pull.files) >= 3
    assert pull.offers == ()
    assert pull.problems == ()


@pytest.mark.parametrize("at", [0, 3, 5])
def test_the_one_place_that_changed_wins_over_its_siblings(
    district: Path, now: datetime, at: int
) -> None:
    change(protocol(district), lambda o: fill(o.control(LINE, at), "(254) ", "555", "-0177"))
    pull = open_pull(district, [protocol(district)], now=now)
    assert pulled(pull) == {LINE: "(254) 555-0177"}
    (offer,) = pull.plain
    assert offer.was == "(254) 555-0100"
    assert offer.where().startswith("protocol.docx")
    before = (district / "district.yaml").read_text(encoding="utf-8")
    take_in(pull, pull.plain, now=now)
    after = (district / "district.yaml").read_text(encoding="utf-8")
    assert after == before.replace("(254) 555-0100", "(254) 555-0177", 1)
    assert len(list((district / ".htssp" / "backups" / "district.yaml").iterdir())) == 1


def test_a_tracked_change_and_a_section_are_read(district: Path, now: datetime) -> None:
    path = f"{COORDINATOR}.phone"
    change(protocol(district), lambda o: word.tracked(o.control(path, 1), "(254) 555-0188"))
    pull = open_pull(district, [protocol(district)], now=now)
    assert pulled(pull) == {path: "(254) 555-0188"}
    assert pull.plain[0].where() == "protocol.docx, 4. Roles and responsibilities"


@pytest.mark.parametrize("text", ["June 14, 2027", "14 June 2027", "6/14/2027", "2027-06-14"])
def test_a_date_goes_back_as_the_file_keeps_it(district: Path, now: datetime, text: str) -> None:
    change(protocol(district), lambda o: fill(o.control("control.review_on"), text))
    pull = open_pull(district, [protocol(district)], now=now)
    assert pulled(pull) == {"control.review_on": "June 14, 2027"}
    take_in(pull, pull.plain, now=now)
    assert "2027-06-14" in (district / "district.yaml").read_text(encoding="utf-8")


def test_a_choice_is_read_by_its_label(district: Path, now: datetime) -> None:
    path = "campuses.bluebonnet.level"
    change(protocol(district), lambda o: fill(o.control(path), "High"))
    pull = open_pull(district, [protocol(district)], now=now)
    assert pulled(pull) == {path: "High"}
    assert pull.plain[0].value == "High"
    take_in(pull, pull.plain, now=now)
    assert answer(district, path) == "High"


def test_two_different_changes_are_a_conflict_and_nothing_is_taken(
    district: Path, now: datetime
) -> None:
    change(
        protocol(district),
        lambda o: fill(o.control(LINE, 0), "(254) 555-0177"),
        lambda o: fill(o.control(LINE, 4), "(254) 555-0178"),
        lambda o: fill(o.control("control.review_on"), "June 14, 2027"),
    )
    pull = open_pull(district, [protocol(district)], now=now)
    assert pulled(pull) == {"control.review_on": "June 14, 2027"}
    assert pull.open
    assert "(254) 555-0177" in sentences(pull)
    assert "(254) 555-0178" in sentences(pull)


def test_two_ways_of_writing_one_number_agree(district: Path, now: datetime) -> None:
    change(
        protocol(district),
        lambda o: fill(o.control(LINE, 0), "254-555-0177"),
        lambda o: fill(o.control(LINE, 4), "(254) 555-0177"),
    )
    pull = open_pull(district, [protocol(district)], now=now)
    assert pulled(pull) == {LINE: "(254) 555-0177"}
    assert not pull.problems
    assert len(pull.plain[0].places) == 2


def test_two_files_that_disagree_are_a_conflict_in_either_order(
    district: Path, tmp_path: Path, now: datetime
) -> None:
    one, two = tmp_path / "from ana.docx", tmp_path / "from bo.docx"
    for path, number in ((one, "(254) 555-0177"), (two, "(254) 555-0178")):
        shutil.copy(protocol(district), path)
        change(path, lambda o, number=number: fill(o.control(LINE), number))
    for files in ([one, two], [two, one]):
        pull = open_pull(district, files, now=now)
        assert pull.offers == ()
        assert "from ana.docx" in sentences(pull)
        assert "from bo.docx" in sentences(pull)


def test_an_answer_that_changed_meanwhile_is_a_conflict(district: Path, now: datetime) -> None:
    change(protocol(district), lambda o: fill(o.control(LINE), "(254) 555-0177"))
    set_answer(district, LINE, "(254) 555-0179", now=now)
    pull = open_pull(district, [protocol(district)], now=now)
    assert pull.offers == ()
    for number in ("0100", "0177", "0179"):
        assert f"(254) 555-{number}" in sentences(pull)
    set_answer(district, LINE, "(254) 555-0177", now=now)
    pull = open_pull(district, [protocol(district)], now=now)
    assert (pull.offers, pull.problems) == ((), ())


def test_an_invalid_value_is_refused_with_its_place_and_the_rest_goes_in(
    district: Path, now: datetime
) -> None:
    path = f"{COORDINATOR}.phone"
    change(
        protocol(district),
        lambda o: fill(o.control(path, 1), "call the office"),
        lambda o: fill(o.control(LINE), "(254) 555-0177"),
    )
    pull = open_pull(district, [protocol(district)], now=now)
    assert pulled(pull) == {LINE: "(254) 555-0177"}
    (problem,) = pull.problems
    assert problem.where.startswith("protocol.docx, 4. Roles and responsibilities, ")
    assert "coordinator, phone" in problem.where
    assert "not a phone number" in problem.what


def test_an_open_mark_is_filled_in_and_one_left_alone_is_no_answer(
    half: Path, now: datetime
) -> None:
    opened = Opened(protocol(half).read_bytes())
    phone = next(
        tag.get(f"{word.W}val")
        for tag in opened.body.iter(f"{word.W}tag")
        if tag.get(f"{word.W}val").endswith("primary.phone")
        and "[To complete" in word.words(tag.getparent().getparent())
    )
    change(protocol(half), lambda o: fill(o.control(phone), "(313) 555-0144"))
    pull = open_pull(half, [protocol(half)], now=now)
    assert pulled(pull) == {phone: "(313) 555-0144"}
    assert pull.plain[0].was == ""
    take_in(pull, pull.plain, now=now)
    assert answer(half, phone) == "(313) 555-0144"


def test_parts_of_a_whole_that_was_not_known_yet_both_go_in(half: Path, now: datetime) -> None:
    name, phone = "interpreter.name", "interpreter.phone"
    opened = Opened(protocol(half).read_bytes())
    present = [path for path in (name, phone) if opened.controls(path)]
    assert name in present
    change(
        protocol(half),
        *(lambda o, p=p: fill(o.control(p), "Lingua" if p == name else "(313) 555-0145")
          for p in present),
    )  # fmt: skip
    pull = open_pull(half, [protocol(half)], now=now)
    assert set(pulled(pull)) == set(present)
    taken = take_in(pull, pull.plain, now=now)
    assert taken.problems == ()
    assert answer(half, name) == "Lingua"


def test_a_record_that_is_gone_is_said_with_its_place(district: Path, now: datetime) -> None:
    path = "campuses.bluebonnet.phone"
    change(protocol(district), lambda o: fill(o.control(path), "(254) 555-0177"))
    clear_answer(district, "campuses.bluebonnet", now=now)
    pull = open_pull(district, [protocol(district)], now=now)
    assert pull.offers == ()
    assert pull.open
    assert "protocol.docx" in sentences(pull)


def test_a_name_that_another_campus_has_is_left_out_and_the_rest_goes_in(
    district: Path, now: datetime
) -> None:
    other = answer(district, "campuses.cottonwood.name")
    change(
        protocol(district),
        lambda o: fill(o.control("campuses.bluebonnet.name"), other),
        lambda o: fill(o.control(LINE), "(254) 555-0177"),
    )
    pull = open_pull(district, [protocol(district)], now=now)
    taken = take_in(pull, pull.plain, now=now)
    assert [offer.path for offer in taken.offers] == [LINE]
    assert "stands twice" in taken.problems[0].what
    assert answer(district, "campuses.bluebonnet.name") != other


def test_whoever_confirmed_the_old_number_is_named(district: Path, now: datetime) -> None:
    change(protocol(district), lambda o: fill(o.control(f"{COORDINATOR}.phone"), "(254) 555-0177"))
    pull = open_pull(district, [protocol(district)], now=now)
    (note,) = take_in(pull, pull.plain, now=now).notes
    assert "not confirmed yet" in note


def test_a_file_that_changed_between_the_list_and_the_yes_is_not_overwritten(
    district: Path, now: datetime
) -> None:
    change(protocol(district), lambda o: fill(o.control(LINE), "(254) 555-0177"))
    pull = open_pull(district, [protocol(district)], now=now)
    set_answer(district, "district.website", "https://other.example.org", now=now)
    before = (district / "district.yaml").read_bytes()
    with pytest.raises(HtsspError, match="changed by someone else"):
        take_in(pull, pull.plain, now=now)
    assert (district / "district.yaml").read_bytes() == before


def test_pulled_built_and_pulled_again_there_is_nothing_left(district: Path, now: datetime) -> None:
    changes = {
        LINE: "(254) 555-0177",
        f"{COORDINATOR}.name": "Noor <Haddad> & Söhne {{ 7*7 }}",
        "control.review_on": "July 1, 2028",
    }
    change(
        protocol(district),
        *(lambda o, p=p, t=t: fill(o.control(p), t) for p, t in changes.items()),
    )
    pull = open_pull(district, [protocol(district)], now=now)
    assert pulled(pull) == changes
    take_in(pull, pull.plain, now=now)
    again = open_pull(district, [protocol(district)], now=now)
    assert (again.offers, again.problems) == ((), ())
    protocol(district).unlink()
    build(district, (), ("docx",), now=now)
    again = open_pull(district, sorted((district / "documents").glob("*.docx")), now=now)
    assert (again.offers, again.problems) == ((), ())


def test_a_line_break_in_a_paragraph_is_a_change(district: Path, now: datetime) -> None:
    path = "legal.confirmed"
    old = answer(district, path)
    new = old.replace(", ", ",\n", 1)
    change(protocol(district), lambda o: fill(o.control(path), new))
    pull = open_pull(district, [protocol(district)], now=now)
    assert pulled(pull) == {path: new}
    take_in(pull, pull.plain, now=now)
    assert answer(district, path) == new


def test_progress_and_answers_go_in_together_or_not_at_all(district: Path, now: datetime) -> None:
    checklist = district / "documents" / "checklist.docx"
    change(protocol(district), lambda o: fill(o.control(LINE), "(254) 555-0177"))
    change(checklist, lambda o: fill(o.control("progress.A2.evidence"), "Letters"))
    pull = open_pull(district, [protocol(district), checklist], now=now, who="Ana Ruiz")
    assert len(pull.plain) == 2
    before = (district / "progress.yaml").read_bytes()
    set_answer(district, "district.website", "https://other.example.org", now=now)
    with pytest.raises(HtsspError, match="changed by someone else"):
        take_in(pull, pull.plain, now=now)
    assert (district / "progress.yaml").read_bytes() == before
