"""`set` and `get`: one answer, checked, and not a byte of the file changed beside it."""

import json
from datetime import UTC, datetime

import pytest

from htssp_builder.workspace.folder import open_workspace
from htssp_builder.workspace.lock import writing

COORDINATOR = "roles.coordinator.primary.phone"


def lines_of(folder):
    return (folder / "district.yaml").read_bytes().decode("utf-8").splitlines(keepends=True)


def changed(folder, before):
    """(lines taken out, lines put in) since `before`, in order."""
    from difflib import SequenceMatcher

    after = lines_of(folder)
    gone, new = [], []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, False).get_opcodes():
        if kind != "equal":
            gone += before[a:b]
            new += after[c:d]
    return "".join(gone), "".join(new)


GOOD = [
    ("response.relief", "the office, #3 & “any” adult: *at once*", None),
    ("response.relief", "- yes", None),
    ("response.relief", "null", None),
    ("legal.confirmed", "One line.\nAnother, with 'quotes' and \"quotes\".", None),
    ("scope.adults", "No", "no"),
    ("scope.adults", "TRUE", "yes"),
    ("district.state", "california", "CA"),
    ("district.kind", "charter", "charter"),
    ("scope.programs", "Buses, classrooms", "buses, classrooms"),
    ("timeline.start_on", "6/14/2027", "2027-06-14"),
    ("timeline.start_on", "2028-02-29", "2028-02-29"),
    ("team.minimum", "3", "3"),
    ("team.meet_now", "2 School Days", "2 school days"),
    ("emergency.district_line", "530-555-0142", "(530) 555-0142"),
    ("emergency.district_line", "530 555 0142 x12", "(530) 555-0142 ext. 12"),
    ("emergency.district_line", "911", "911"),
    ("roles.coordinator.primary.email", "ana.ruiz@example.org", None),
    ("district.website", "https://www.example.org/safety", None),
    ("campuses.live-oak.phone", "(530) 555-0150", None),
    ("reporting.oral.at_latest", "48", None),
    ("roles.counsel.primary.verified.on", "2027-01-12", None),
    ("law_pages.penalty.text", "A Class A misdemeanor.", None),
    ("committee.adviser-one.shown_as", "unlisted", None),
]


@pytest.mark.parametrize(("path", "typed", "kept"), GOOD)
def test_a_good_answer_is_kept_in_its_one_place(path, typed, kept, texas, htssp):
    before = lines_of(texas)
    outcome = htssp("-C", texas, "set", "--", path, typed)
    assert (outcome.code, outcome.err) == (0, "")
    assert f"({path}): " in outcome.out
    shown = json.loads(htssp("-C", texas, "get", path, "--json").out)
    [found] = shown["data"]
    assert found["state"] == "given"
    assert (shown["schema"], shown["problems"], found["path"]) == ("htssp/answers/1", [], path)
    from htssp_builder.actions.district import open_district

    assert open_district(texas).answers.text(path) == (kept or typed)
    gone, new = changed(texas, before)
    assert "#" not in gone.replace("#3", "")
    assert len(new.splitlines()) <= 4 + typed.count("\n")


BAD = [
    ("response.relief", "one\ntwo", "It has more than one line. Put it on one line."),
    ("response.relief", "a\x07b", "control character (U+0007)"),
    ("response.relief", "a\udcffb", "control character (U+DCFF)"),
    ("legal.confirmed", "x" * 20_001, "It is 20,001 characters long."),
    ("response.relief", "   ", "No value was given. Type one, or take the answer out with "),
    ("scope.adults", "maybe", "'maybe' is neither yes nor no. Type yes or no."),
    ("district.state", "ZZ", "'ZZ' is not one of the choices. Choose one of: AL"),
    ("scope.programs", "buses, ships", "'ships' is not one of the choices."),
    ("timeline.start_on", "2026-02-30", "'2026-02-30' is not a day of the calendar."),
    ("timeline.start_on", "14/6/2027", "is not a day of the calendar."),
    ("timeline.start_on", "soon", "'soon' is not a date. Type it like 2027-06-14 or 6/14/2027."),
    ("team.minimum", "three", "'three' is not a number."),
    ("team.minimum", "-3", "is not a number."),
    ("team.meet_now", "soon", "'soon' is not a length of time."),
    ("emergency.district_line", "555-0142", "has 7 digits. Type all ten digits"),
    ("emergency.district_line", "(530) 155-0142", "is not a phone"),
    ("emergency.district_line", "Ana", "'Ana' is not a phone number."),
    ("roles.coordinator.primary.email", "ana at example", "is not an e-mail address."),
    ("district.website", "not a page", "is not a web address."),
    ("district.website", "javascript:alert(1)", "is not a web address."),
    ("roles.coordinator", "Ana", "It has parts of its own. Set one of: roles.coordinator.primary"),
    ("roles.coordinator.primary", "Ana", "It has parts of its own. Set one of:"),
    ("campuses", "Lincoln", "It has parts of its own. Add a row with PATH.+ name=..."),
    ("campuses.live-oak", "x", "It has parts of its own. Set one of: campuses.live-oak.name"),
    ("roles.coordnator.primary.phone", "x", "Did you mean 'roles.coordinator.primary.phone'?"),
    ("student.name", "x", "The questionnaire has no such answer."),
    ("", "x", "The questionnaire has no such answer."),
    ("..", "x", "The questionnaire has no such answer."),
    ("campuses.live-oka.phone", "(530) 555-0142", "There is no 'live-oka' in campuses."),
    ("campuses.*.phone", "(530) 555-0142", "There is no '*' in campuses. Known: bluebonnet"),
    ("campuses.0.phone", "(530) 555-0142", "There is no '0' in campuses."),
]


@pytest.mark.parametrize(("path", "typed", "sentence"), BAD)
def test_a_bad_answer_is_one_sentence_and_nothing_changes(path, typed, sentence, texas, refused):
    before = lines_of(texas)
    found = refused("-C", texas, "set", "--", path, typed)
    assert sentence in found
    assert found.count("\n") == 1 + typed.count("\n") * (typed in found)
    assert lines_of(texas) == before
    assert not (texas / ".htssp").exists()


def test_a_changed_answer_leaves_the_version_before_it(texas, htssp):
    before = "".join(lines_of(texas))
    htssp("-C", texas, "set", COORDINATOR, "(530) 555-0199")
    [kept] = (texas / ".htssp" / "backups" / "district.yaml").iterdir()
    assert kept.read_bytes().decode("utf-8") == before


def test_the_same_answer_again_writes_nothing(texas, htssp):
    htssp("-C", texas, "set", COORDINATOR, "(530) 555-0199")
    stamp = (texas / "district.yaml").stat().st_mtime_ns
    assert htssp("-C", texas, "set", COORDINATOR, "530-555-0199").code == 0
    assert (texas / "district.yaml").stat().st_mtime_ns == stamp
    assert len(list((texas / ".htssp" / "backups" / "district.yaml").iterdir())) == 1


def test_windows_line_ends_and_a_mark_stay(texas, htssp):
    path = texas / "district.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = lines_of(texas)
    htssp("-C", texas, "set", COORDINATOR, "(530) 555-0199")
    gone, new = changed(texas, before)
    assert gone.endswith("\r\n")
    assert new == '      phone: "(530) 555-0199"\r\n'


# -- records ----------------------------------------------------------------------------------


def test_a_new_record_gets_an_id_from_its_name_and_stands_last(texas, htssp):
    before = lines_of(texas)
    outcome = htssp(
        "-C", texas, "set", "campuses.+", "name=Lincoln  Élementary (K–5)",
        "phone=530-555-0150", "contact.name=Ana Ruiz", "level=elementary",
    )  # fmt: skip
    assert outcome.code == 0
    assert outcome.out.startswith("campus (campuses.lincoln-elementary-k5): ")
    gone, new = changed(texas, before)
    assert gone == ""
    assert "- id: lincoln-elementary-k5" in new
    assert '"(530) 555-0150"' in new
    shown = htssp("-C", texas, "get", "campuses.lincoln-elementary-k5.contact.name").out
    assert shown == "Ana Ruiz\n"
    htssp("-C", texas, "set", "campuses.lincoln-elementary-k5.name", "Lincoln School")
    assert htssp("-C", texas, "get", "campuses.lincoln-elementary-k5.name").out == (
        "Lincoln School\n"
    )


def test_the_first_record_of_a_table_and_ids_that_would_be_the_same(tmp_path, htssp):
    htssp("new", "mine", "--state", "CA")
    for name in ("St. Mary's", "St Marys", "学校", "---"):
        assert htssp("-C", "mine", "set", "campuses.+", f"name={name}").code == 0
    out = htssp("-C", "mine", "get", "campuses", "--json").out
    names = {d["path"].split(".")[1]: d["text"] for d in json.loads(out)["data"]}
    assert names == {
        "st-mary-s": "St. Mary's", "st-marys": "St Marys", "record": "学校", "record-2": "---"
    }  # fmt: skip


def test_a_meeting_is_named_by_its_date(texas, htssp):
    outcome = htssp("-C", texas, "set", "board.meetings.+", "date=1/5/2027", "name=Special")
    assert outcome.code == 0
    assert "January 5, 2027" in htssp("-C", texas, "get", "board.meetings").out


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["campuses.+", "name=LIVE OAK  Elementary "], "is there already. Change it with"),
        (["campuses.+", "nam=Lincoln"], "There is no column 'nam'. Columns: name, level, contact."),
        (["campuses.+", "contact=Ana"], "There is no column 'contact'."),
        (["campuses.+", "id=x"], "There is no column 'id'."),
        (["campuses.+", "name=A", "phone=5551"], "campuses.+ phone: '5551' has 4 digits."),
        (["campuses.+", "Lincoln"], "'Lincoln' is no pair; write it like name="),
        (["campuses.+", "name=A", "name=B"], "'name' is given twice; keep the right one."),
        (["campuses.+"], "Give a VALUE, or --clear, or --unknown WHO."),
        (["district.+", "name=A"], "It is not a table. Use `htssp set PATH VALUE`."),
        (["campusses.+", "name=A"], "Did you mean 'campuses'?"),
    ],
)
def test_a_record_that_is_wrong_is_not_added(typed, sentence, texas, htssp):
    before = lines_of(texas)
    outcome = htssp("-C", texas, "set", *typed)
    assert outcome.code == 2
    assert sentence in outcome.err
    assert lines_of(texas) == before


def test_a_record_taken_out_takes_its_comment_and_no_other(texas, htssp):
    before = lines_of(texas)
    outcome = htssp("-C", texas, "set", "committee.adviser-two", "--clear")
    assert outcome.code == 0
    gone, new = changed(texas, before)
    assert new == ""
    assert gone.startswith("  # Reviews by phone only.")
    assert gone.count("#") == 1
    assert gone.count("- id:") == 1
    assert "unlisted" in gone


def test_an_answer_taken_out_is_missing_again(texas, htssp):
    before = lines_of(texas)
    assert htssp("-C", texas, "set", "emergency.radio", "--clear").code == 0
    gone, new = changed(texas, before)
    assert (gone.count("\n"), new) == (1, "")
    assert htssp("-C", texas, "get", "emergency.radio").out == "(no answer)\n"


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("district", "It holds many answers. Take out one by one, like district."),
        ("campuses", "It holds many answers. Take out one by one, like campuses.<id>."),
        ("campuses.gone", "There is no 'gone' in campuses."),
        ("reporting.portal", "There is no answer. Nothing was changed."),
        ("nowhere", "The questionnaire has no such answer."),
    ],
)
def test_what_cannot_be_taken_out_stays(path, sentence, texas, refused):
    before = lines_of(texas)
    assert sentence in refused("-C", texas, "set", path, "--clear")
    assert lines_of(texas) == before


# -- not known yet ----------------------------------------------------------------------------


def test_not_known_yet_names_who_and_when(texas, htssp):
    outcome = htssp("-C", texas, "set", "interpreter.name", "--unknown", "Ana Ruiz", "--by",
                    "2/1/2027")  # fmt: skip
    assert outcome.code == 0
    assert "not known yet, Ana Ruiz will find out" in outcome.out
    assert htssp("-C", texas, "get", "interpreter.name").out == (
        "not known yet: Ana Ruiz will find out by February 1, 2027\n"
    )
    built = htssp("-C", texas, "build", "--format", "md").out
    assert "not known yet: Interpreter service" in built


def test_a_part_that_becomes_known_ends_the_not_known_of_the_whole(half, htssp):
    alternate = "roles.sponsor.alternate"
    assert htssp("-C", half, "get", f"{alternate}.name").out.startswith("not known yet")
    htssp("-C", half, "set", f"{alternate}.name", "Bea Lindt")
    assert htssp("-C", half, "get", f"{alternate}.name").out == "Bea Lindt\n"
    assert htssp("-C", half, "get", f"{alternate}.phone").out == "(no answer)\n"
    htssp("-C", half, "set", "reporting.oral.verified.by", "Deborah Flint")
    assert htssp("-C", half, "get", "reporting.oral.verified.by").out == "Deborah Flint\n"
    htssp("-C", half, "build", "--format", "md")
    assert "Bea Lindt" in (half / "documents" / "protocol.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["district", "campuses", "campuses.live-oak", "roles.coordinator",
                                  "roles.coordinator.primary"])  # fmt: skip
def test_not_known_never_takes_the_place_of_answers(path, texas, refused):
    before = lines_of(texas)
    found = refused("-C", texas, "set", path, "--unknown", "Ana")
    assert "There are answers below it, which would be lost." in found
    assert lines_of(texas) == before


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["--unknown", " "], "Nobody is named. Name who will find out."),
        (["--unknown", "Ana", "--by", "soon"], "'soon' is not a date."),
        (["--unknown", "Ana", "--by", "2027-02-30"], "is not a day of the calendar."),
        (["--unknown", "Ana", "--clear"], "Give a VALUE, or --clear, or --unknown WHO."),
        (["x", "--by", "2027-02-01"], "--by goes with --unknown WHO."),
        (["x", "y"], "interpreter.name takes one value; put it in quotation marks."),
        ([], "Give a VALUE, or --clear, or --unknown WHO."),
    ],
)
def test_options_that_do_not_go_together(typed, sentence, texas, refused):
    before = lines_of(texas)
    assert sentence in refused("-C", texas, "set", "interpreter.name", *typed)
    assert lines_of(texas) == before


# -- showing ----------------------------------------------------------------------------------


def test_get_shows_what_stands_in_the_documents(texas, htssp):
    assert htssp("-C", texas, "get", COORDINATOR).out.startswith("(254) 555-")
    assert htssp("-C", texas, "get", "timeline.start_on").out == "August 17, 2026\n"
    assert htssp("-C", texas, "get", "district.state").out == "Texas\n"
    rows = htssp("-C", texas, "get", "roles.coordinator").out.splitlines()
    assert rows[0] == "Path\tQuestion\tAnswer"
    paths = [row.split("\t")[0] for row in rows[1:]]
    assert paths[0] == "roles.coordinator.primary.name"
    assert all(path.startswith("roles.coordinator.") for path in paths)


def test_get_says_where_an_answer_comes_from(half, htssp):
    out = htssp("-C", half, "get", "hotline").out
    assert "(default)" in next(line for line in out.splitlines() if "hotline.phone" in line)
    shown = json.loads(htssp("-C", half, "get", "interpreter", "--json").out)
    assert [d["state"] for d in shown["data"]] == ["unknown", "missing"]
    assert set(shown) == {"schema", "problems", "data"}
    assert set(shown["data"][0]) == {"path", "label", "text", "state"}


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("district.nam", "Did you mean 'district.name'?"),
        ("pack", "The questionnaire has no such answer."),
        ("", "The questionnaire has no such answer."),
        ("campuses.nowhere", "There is no 'nowhere' in campuses. Known: bluebonnet"),
        ("campuses.nowhere.phone", "There is no 'nowhere' in campuses."),
        ("campuses.+", "There is no '+' in campuses."),
    ],
)
def test_a_path_that_is_none_is_not_an_empty_answer(path, sentence, texas, refused):
    assert sentence in refused("-C", texas, "get", path)


def test_somebody_else_is_writing(texas, refused, monkeypatch):
    from htssp_builder.workspace import lock

    before = lines_of(texas)
    monkeypatch.setattr(lock.writing.__wrapped__, "__kwdefaults__", {"patience": 0.05})
    with writing(open_workspace(texas)):
        found = refused("-C", texas, "set", COORDINATOR, "(530) 555-0199")
    assert "Somebody else, or another window of yours, is changing this folder." in found
    assert lines_of(texas) == before


def test_a_file_that_changed_in_the_meantime_is_not_overwritten(texas, refused, monkeypatch):
    from htssp_builder.actions import change

    real = change.set_value

    def slow(*arguments, **more):
        path = texas / "district.yaml"
        path.write_bytes(path.read_bytes() + b"# by a colleague\n")
        return real(*arguments, **more)

    monkeypatch.setattr(change, "set_value", slow)
    found = refused("-C", texas, "set", COORDINATOR, "(530) 555-0199")
    assert "The file was changed by someone else in the meantime. Nothing was changed." in found
    assert lines_of(texas)[-1] == "# by a colleague\n"


def test_answers_are_given_by_python_through_the_same_door(texas):
    from htssp_builder.actions.answer import get_answers, set_answer

    shown = set_answer(texas, COORDINATOR, "5305550199", now=datetime(2027, 1, 12, tzinfo=UTC))
    assert shown == get_answers(texas, COORDINATOR)[0]
    assert shown.text == "(530) 555-0199"
    [kept] = (texas / ".htssp" / "backups" / "district.yaml").iterdir()
    assert kept.name == "20270112T000000Z-1.yaml"
