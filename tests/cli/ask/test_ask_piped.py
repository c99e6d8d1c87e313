"""`htssp ask` with lines typed into it: every sign, every way to stop, no control sequences."""

import re
import signal

import pytest
from ask_files import START, text_of


def test_it_ends_well_where_the_input_ends(district, ask):
    done = ask(district, lines=["Vale Unified", "CA"])
    assert (done.code, done.err) == (0, "")
    assert 'Stopped at "County or counties". Every answer is saved;' in done.words
    assert f"go on with `htssp -C {district} ask`." in done.words
    assert "name: Vale Unified" in text_of(district)
    assert "state: CA" in text_of(district)


def test_the_next_time_it_goes_on_where_one_stopped(district, ask):
    ask(district, lines=["Vale Unified", "CA"])
    done = ask(district, lines=["Placer County", "q"])
    assert "Full name of the district" not in done.words
    assert "county: Placer County" in text_of(district)


def test_every_screen_says_why_how_far_and_which_keys(district, ask):
    done = ask(district)
    assert "1 of 15: Your district" in done.words
    assert "Full name of the district (needed for a draft)" in done.words
    assert "The legal name, as the board writes it." in done.words
    assert "Example: Sierra Vista Unified School District" in done.words
    assert "Your district: 0 of 9, 1 by default; whole: 0 of 1" in done.words
    keys = next(line for line in done.out.splitlines() if line.startswith("? help"))
    assert len(keys) <= 79
    for sign in ("< back", "> next", "! not known yet", "# jump", "= review", "~ text", "q quit"):
        assert sign in keys


def test_an_empty_line_answers_nothing(district, ask):
    done = ask(district, "district", lines=[""] * 40)
    assert done.code == 0
    assert text_of(district) == START
    assert "That was the last question of this section." in done.words
    assert "missing for a draft" in done.words
    assert "htssp" in done.words
    assert "check" in done.words


def test_a_wrong_value_says_why_and_asks_again(district, ask):
    done = ask(district, "essentials", lines=["call the office", "530-555-0142", "q"])
    assert "'call the office' is not a phone number." in done.words
    assert "Saved as: (530) 555-0142" in done.words
    assert 'district_line: "(530) 555-0142"' in text_of(district)


@pytest.mark.parametrize("answer", ["<3", "- none", "?", "=", "~", "-", "!", "quit", "> 5", "#4"])
def test_only_a_sign_alone_is_a_command(district, ask, answer):
    ask(district, "district.grades", lines=[answer, "", "q"])
    typed = answer not in ("?", "=", "~", "-", "!")
    assert ("grades:" in text_of(district)) is typed
    if typed:
        assert answer in text_of(district)


def test_help_tells_the_path_the_example_and_the_sources(district, ask):
    done = ask(district, "district.languages", lines=["?", "q"])
    assert "Its path is district.languages." in done.words
    assert re.search(r"Asked because of: .{20}", done.out)
    assert "HTYPE" not in done.words


def test_back_skip_clear_and_edit(district, ask):
    done = ask(district, lines=["Vale", "CA", "<", "<", "+", "Vale Unified", "q"])
    assert "name: Vale Unified" in text_of(district)
    done = ask(district, "district", lines=["-", "-", "<", "q"])
    assert "The answer is taken out." in done.words
    assert "There is no answer to clear." in done.words
    assert "This is the first question." in done.words
    assert "Vale" not in text_of(district)


def test_the_next_question_leaves_out_the_rest_of_a_role(district, ask):
    done = ask(district, "roles", lines=["Ana", ">", "q"])
    assert 'Stopped at "HTSSP coordinator: Name".' in done.words


def test_what_is_not_known_yet_gets_a_name_and_a_day(district, ask):
    lines = ["!", "Ana Ruiz", "someday", "2/1/2027", "", "q"]  # only the day is asked again
    done = ask(district, "district.grades", lines=lines)
    assert "'someday' is not a date." in done.words
    assert 'unknown: {who: Ana Ruiz, by: "2027-02-01"}' in text_of(district)
    done = ask(district, "district.grades", lines=["K to 12", "q"])
    assert "not known yet; Ana Ruiz will find out by February 1, 2027." in done.words
    assert "unknown" not in text_of(district)


def test_one_jumps_by_number_and_by_word(district, ask):
    done = ask(district, lines=["#", "4", "#", "nurse", "#", "nosuchword", "q"])
    assert "4 of 15: Who does what" in done.words
    assert 'Stopped at "Lead school nurse: Name".' in done.words
    assert "No question that is asked of you has 'nosuchword' in it." in done.words


def test_review_and_the_words_of_the_protocol(district, ask):
    done = ask(district, lines=["Vale Unified", "CA", "=", "<", "<", "~", "q"])
    assert "Your district: the answers so far" in done.words
    assert "Full name of the district: Vale Unified" in done.words
    assert "County or counties: missing" in done.words
    assert "Cover:" in done.words


def test_a_value_of_the_law_is_marked_with_its_source(district, ask):
    ask(district, "district.state", lines=["CA", "q"])
    done = ask(district, "reporting.oral", lines=["", "Ana Ruiz", "t", "q"])
    shown = done.words
    assert "Unverified, from the law data: immediately or as soon as" in shown
    assert "read on November 24, 2026" in shown
    assert "by: Ana Ruiz" in text_of(district)
    assert re.search(r'on: "?20\d\d-\d\d-\d\d', text_of(district))
    assert "immediately" not in text_of(district)


def test_a_weak_source_is_shown_as_a_hint(district, ask):
    ask(district, "district.state", lines=["TX", "q"])
    done = ask(district, "reporting.oral", lines=["q"])
    shown = done.words
    assert "Hint only, from a weak source and never filled in: within 24 hours" in shown


def test_a_paragraph_has_several_lines_and_can_be_edited(district, ask):
    ask(district, "screening.local", lines=["- first", "?", "third", "", "q"])
    assert "local: |-\n    - first\n    ?\n    third\n" in text_of(district)
    ask(district, "screening.local", lines=["+", "", "-", "THIRD", "fourth", "", "q"])
    assert "local: |-\n    - first\n    THIRD\n    fourth\n" in text_of(district)


def test_a_table_is_added_to_changed_and_cut(district, ask):
    lines = ["a", "Lincoln", "elementary", ">", ">", "(530) 555-0150", "", "", "", "",
             "a", "Lincoln", "Adams", "q"]  # fmt: skip
    done = ask(district, "campuses", lines=lines)
    assert "'Lincoln' is there already." in done.words
    assert "1 Lincoln, Elementary, (530) 555-0150; something is open" in done.words
    done = ask(
        district, "campuses", lines=["1", "Lincoln School", "<", "<", "r2", "y", "r1", "", "q"]
    )
    assert "With Adams these answers go:" in done.words
    assert "id: lincoln" in text_of(district)
    assert "name: Lincoln School" in text_of(district)
    assert "Adams" not in text_of(district)


def test_what_is_open_in_a_table_can_be_asked_alone(district, ask):
    ask(district, "campuses", lines=["a", "Lincoln", "q"])
    done = ask(district, "campuses", lines=["m", "elementary", "Ana Ruiz", "q"])
    assert "Room" not in done.words
    assert "level: elementary" in text_of(district)
    assert "name: Ana Ruiz" in text_of(district)


def test_an_answer_opens_the_question_that_depends_on_it(district, ask):
    done = ask(district, "district.kind", lines=["consortium", *[""] * 5, "q"])
    assert 'Stopped at "Member districts' in done.words
    done = ask(district, "district.kind", lines=["charter", *[""] * 5, "q"])
    assert "Member districts" not in done.words


def test_only_what_is_missing_is_asked(texas, ask):
    done = ask(texas, "district.county", lines=["-", "q"])
    done = ask(texas, "--missing", "district", lines=["Pecan County"])
    assert "County or counties" in done.words
    assert "Full name" not in done.words
    assert "That was the last question of this section." in done.words
    assert "county: Pecan County" in text_of(texas)


def test_a_section_is_known_by_id_number_title_and_question(district, ask):
    for name in ("roles", "4", "who does what", "roles.sponsor"):
        assert "4 of 15: Who does what" in ask(district, name, lines=["q"]).out
    done = ask(district, "role", lines=["q"])
    assert done.code == 2
    assert "Did you mean 'roles'?" in done.err


def test_ctrl_c_keeps_every_answer(district, ask):
    def interrupt():
        raise KeyboardInterrupt

    done = ask(district, lines=["Vale Unified", "CA", interrupt])
    assert done.code == 130
    assert done.err.strip().count("\n") == 0
    assert 'Stopped at "County or counties". Every answer you gave is saved;' in done.err
    assert "state: CA" in text_of(district)


def test_ctrl_c_right_after_enter_waits_for_the_save(district, ask, monkeypatch):
    from htssp_builder.actions import ask as sitting

    real = sitting.save

    def interrupted(*arguments, **more):
        signal.raise_signal(signal.SIGINT)
        return real(*arguments, **more)

    monkeypatch.setattr(sitting, "save", interrupted)
    done = ask(district, lines=["Vale Unified", "CA"])
    assert done.code == 130
    assert "name: Vale Unified" in text_of(district)
    assert "state" not in text_of(district)


def test_a_mistake_typed_into_the_file_meanwhile_is_named_and_waited_for(district, ask):
    path = district / "district.yaml"

    def spoil():
        path.write_text(text_of(district) + "board: 'open\n", encoding="utf-8")

    def mend():
        path.write_text(text_of(district).replace("'open\n", "{readings: '1'}\n"), encoding="utf-8")

    lines = ["Vale Unified", spoil, "CA", "", mend, "", "Placer County", "q"]
    done = ask(district, lines=lines)
    assert done.code == 0
    assert "Nothing is lost" in done.words
    assert re.search(r"district\.yaml:\d+: ", done.words)
    for kept in ("name: Vale Unified", "state: CA", "county: Placer County", "readings: '1'"):
        assert kept in text_of(district)


def test_one_can_quit_while_the_file_has_a_mistake(district, ask):
    path = district / "district.yaml"
    spoiled = []

    def spoil():
        path.write_text(text_of(district) + "board: 'open\n", encoding="utf-8")
        spoiled.append(text_of(district))

    for last in (["q"], []):
        path.write_text(START, encoding="utf-8")
        done = ask(district, lines=["Vale Unified", spoil, "CA", *last])
        assert done.code == 2
        assert "district.yaml:" in done.err
        assert text_of(district) == spoiled.pop()


def test_a_file_with_a_mistake_is_refused_at_the_start(district, ask):
    (district / "district.yaml").write_text("district: {name: 'x\n", encoding="utf-8")
    done = ask(district, lines=["q"])
    assert done.code == 2
    assert "district.yaml:1" in done.err


def test_wrong_answers_in_the_file_are_told_at_the_start(district, ask):
    (district / "district.yaml").write_text(START + "emergency: {district_line: 12}\n")
    done = ask(district, lines=["q"])
    assert "district.yaml:3: " in done.words


def test_rows_from_a_spreadsheet_are_shown_first(district, ask, tmp_path):
    table = tmp_path / "campuses.csv"
    table.write_text("Name,Level\nLincoln,elementary\nAdams,high\n", encoding="utf-8")
    done = ask(district, "sites", "--from", table, lines=[""])
    assert "2 new" in done.words
    assert "Nothing was taken in." in done.words
    assert text_of(district) == START
    done = ask(district, "campuses", "--from", table, lines=["y"])
    assert (done.code, done.err) == (0, "")
    assert "Taken in." in done.words
    assert "Lincoln" in text_of(district)
    before = text_of(district)
    done = ask(district, "sites", "--from", table)
    assert "There is nothing to take in." in done.words
    assert text_of(district) == before


@pytest.mark.parametrize(
    ("section", "says"),
    [("district.name", "members"), ("roles", "no table"), ("board", "Name one")],
)
def test_a_spreadsheet_needs_a_table_to_go_to(district, ask, tmp_path, section, says):
    table = tmp_path / "rows.csv"
    table.write_text("Name\nLincoln\n", encoding="utf-8")
    done = ask(district, section, "--from", table)
    if section == "district.name":  # the only table of its section
        assert "Member districts" in done.words
    else:
        assert done.code == 2
        assert says in done.err
    assert text_of(district) == START


def test_a_spreadsheet_with_wrong_headers_changes_nothing(district, ask, tmp_path):
    table = tmp_path / "rows.csv"
    table.write_text("Nmae,Lvl\nLincoln,high\n", encoding="utf-8")
    done = ask(district, "sites", "--from", table, lines=["y"])
    assert done.code == 2
    assert text_of(district) == START


def test_input_saved_with_the_windows_code_page_is_read(district, ask, monkeypatch):
    typed = "Cañada".encode("cp1252").decode("utf-8", "surrogateescape")
    ask(district, lines=["\ufeffVale", "CA", typed, "q"])
    assert "county: Cañada" in text_of(district)
    assert "name: Vale" in text_of(district)
