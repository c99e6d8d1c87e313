"""What people change in Word flows back into the answers; nothing is guessed and nothing lost."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from lxml import etree
from readback import pull_edits as word
from readback.pull_edits import Opened, change, fill

from htssp_builder.actions.answer import clear_answer, get_answers, set_answer
from htssp_builder.actions.build import build
from htssp_builder.actions.pull import Pull, open_pull, take_in
from htssp_builder.pack.find import shipped
from htssp_builder.problems import HtsspError

LINE = "emergency.district_line"
COORDINATOR = "roles.coordinator.primary"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """An example with its documents, built once; not to be changed."""
    made: dict[str, Path] = {}

    def example(name: str) -> Path:
        if name not in made:
            folder = tmp_path_factory.mktemp("built") / name
            folder.mkdir()
            for file in sorted((shipped("examples") / name).glob("*.yaml")):
                shutil.copy(file, folder)
            build(folder, (), ("docx",), now=datetime.fromisoformat("2027-01-12T15:30:00+00:00"))
            made[name] = folder
        return made[name]

    return example


@pytest.fixture
def district(built: Callable[[str], Path], tmp_path: Path) -> Path:
    """A district with every answer and all documents, to be changed."""
    return shutil.copytree(built("texas-midsize"), tmp_path / "texas")


@pytest.fixture
def half(built: Callable[[str], Path], tmp_path: Path) -> Path:
    return shutil.copytree(built("half-answered"), tmp_path / "half")


def protocol(folder: Path) -> Path:
    return folder / "documents" / "protocol.docx"


def answer(folder: Path, path: str) -> str:
    (found,) = get_answers(folder, path)
    return found.text if found.state == "given" else ""


def pulled(pull: Pull) -> dict[str, str]:
    return {offer.path: offer.now for offer in pull.plain}


def sentences(pull: Pull) -> str:
    return "\n".join(problem.sentence() for problem in pull.problems)


@pytest.mark.parametrize(
    "name", ["texas-midsize", "half-answered", "california-small", "michigan-consortium"]
)
def test_without_an_edit_nothing_is_found(
    built: Callable[[str], Path], name: str, now: datetime
) -> None:
    folder = built(name)
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


def test_pulled_built_and_pulled_again_there_is_nothing_left(
    district: Path, now: datetime
) -> None:
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


# What is refused as a whole


def refused(folder: Path, *files: Path, now: datetime) -> str:
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    with pytest.raises(HtsspError) as caught:
        open_pull(folder, files, now=now)
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    (problem,) = caught.value.problems
    return problem.sentence()


def test_a_filled_in_case_form_is_refused_and_its_words_are_not_repeated(
    district: Path, now: datetime
) -> None:
    plain = protocol(district).read_bytes()
    edits = {
        "a cell": lambda o: word.write_in(o.row("What I saw (facts only)"), 1, "She came in"),
        "behind a box": lambda o: word.write_in(o.row("Danger now?"), 1, " 10:45"),
        "a tick": lambda o: word.tick(next(word.boxes(o, o.row("Place or setting")))),
    }
    for edit in edits.values():
        protocol(district).write_bytes(plain)
        change(protocol(district), edit, lambda o: fill(o.control(LINE), "(254) 555-0177"))
        said = refused(district, protocol(district), now=now)
        assert "case form" in said
        assert "Appendix E" in said
        assert "She came in" not in said


def test_a_label_of_a_blank_form_may_be_reworded(district: Path, now: datetime) -> None:
    def edit(o: Opened) -> None:
        cell = o.row("What I saw (facts only)").find(f"{word.W}tc")
        next(cell.iter(f"{word.W}t")).text = "What I saw and heard"

    change(protocol(district), edit)
    pull = open_pull(district, [protocol(district)], now=now)
    assert (pull.offers, pull.problems) == ((), ())


def test_a_document_of_another_district_is_refused(
    district: Path, built: Callable[[str], Path], now: datetime
) -> None:
    said = refused(district, protocol(built("half-answered")), now=now)
    assert "Larkspur Academies" in said
    assert "Pecan Bend" in said


def test_a_district_that_was_renamed_still_knows_its_files(district: Path, now: datetime) -> None:
    set_answer(district, "district.name", "Pecan Bend Schools", now=now)
    change(protocol(district), lambda o: fill(o.control(LINE), "(254) 555-0177"))
    assert pulled(open_pull(district, [protocol(district)], now=now)) == {LINE: "(254) 555-0177"}


def test_swapped_files_are_refused(district: Path, now: datetime) -> None:
    documents = district / "documents"
    shutil.copy(documents / "checklist.docx", documents / "protocol.docx")
    assert "swapped" in refused(district, documents / "protocol.docx", now=now)


def test_other_files_are_refused_in_one_sentence(
    district: Path, tmp_path: Path, now: datetime
) -> None:
    from docx import Document

    foreign, text = tmp_path / "letter.docx", tmp_path / "notes.docx"
    document = Document()
    document.add_paragraph("Dear colleagues")
    document.save(str(foreign))
    text.write_text("not a Word file", encoding="utf-8")
    assert "not one of the documents" in refused(district, foreign, now=now)
    assert "not a Word file" in refused(district, text, now=now)
    assert "cannot be read" in refused(district, tmp_path / "absent.docx", now=now)
    cut = tmp_path / "cut.docx"
    cut.write_bytes(protocol(district).read_bytes()[:20_000])
    assert "cut.docx" in refused(district, cut, now=now)
    bad = tmp_path / "other.docx"
    opened = Opened(protocol(district).read_bytes())
    opened.body = etree.fromstring(b"<other/>")
    bad.write_bytes(opened.saved())
    assert "other.docx" in refused(district, bad, now=now)
