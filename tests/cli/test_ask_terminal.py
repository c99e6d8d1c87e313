"""`htssp ask` in a real pseudo-terminal: arrows, editing, resize, Ctrl-C at every question."""

import sys
from datetime import UTC, datetime

import pytest

from htssp_builder.actions.ask import Sitting

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminal of this kind.", allow_module_level=True)

from ask_pty import CTRL_C, CTRL_D, DOWN, ENTER, UP, Screen, plain

pytestmark = pytest.mark.slow

START = "format: 1\npack: hhs@1.0\ndistrict: {state: CA}\n"


@pytest.fixture
def district(tmp_path):
    """A folder in which only the state is answered."""
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "district.yaml").write_text(START, encoding="utf-8")
    return folder


def text_of(folder):
    return (folder / "district.yaml").read_text(encoding="utf-8")


def test_answers_arrows_back_and_quit(district):
    screen = Screen("-C", district, "ask")
    screen.wait_for("Full name of the district (Enter skips):")
    screen.type("Vale Unified" + ENTER)
    screen.wait_for("State or territory (Enter keeps; type a few letters")
    screen.type("tex" + ENTER)
    screen.wait_for("County or counties (Enter skips):")
    screen.type("<" + ENTER)
    screen.wait_for("Now: Texas")
    screen.type(ENTER)
    screen.wait_for("County or counties (Enter skips):")
    screen.type("Caliche County" + ENTER)
    screen.wait_for("Regional agency or consortium")
    screen.type(DOWN + DOWN + DOWN + UP + ENTER)
    screen.wait_for("Grades served (Enter skips):")
    screen.type("q" + ENTER)
    assert screen.close() == 0
    for kept in ("name: Vale Unified", "state: TX", "county: Caliche County", "kind: charter"):
        assert kept in text_of(district)


def test_enter_in_a_list_keeps_what_stands_and_invents_nothing(district):
    screen = Screen("-C", district, "ask", "legal.labor")
    screen.wait_for("Counsel is finding out")
    screen.type(ENTER)
    screen.wait_for("(Enter skips):")
    screen.type("q" + ENTER)
    assert screen.close() == 0
    assert text_of(district) == START


def test_a_sign_works_in_a_list_as_soon_as_its_key_is_pressed(district):
    screen = Screen("-C", district, "ask", "district.kind")
    screen.wait_for("Regional agency or consortium")
    screen.type("?")
    screen.wait_for("Its path is district.kind.")
    screen.type("<")
    screen.wait_for("County or counties (Enter skips):")
    screen.type("q" + ENTER)
    assert screen.close() == 0


def test_several_choices_are_ticked(district):
    screen = Screen("-C", district, "ask", "scope.programs")
    screen.wait_for("residential programs")
    screen.type(" " + DOWN + " " + ENTER)
    screen.wait_for("Are students of 18 and older covered")
    screen.type("q")
    assert screen.close() == 0
    assert "programs: events, after-school, virtual, work" in text_of(district)


def test_a_paragraph_ends_with_an_empty_line_and_is_edited_in_place(district):
    screen = Screen("-C", district, "ask", "screening.local")
    screen.wait_for("an empty line ends it")
    screen.type("One line." + ENTER)
    screen.read(0.2)
    screen.type("- another" + ENTER)
    screen.read(0.2)
    screen.type(ENTER)
    screen.wait_for("Your choice (Enter when done):")
    assert "local: |-\n    One line.\n    - another\n" in text_of(district)
    screen.type("<" + ENTER)
    screen.wait_for("Now: One line.")
    screen.type("+" + ENTER)
    screen.wait_for("- another")
    screen.type("!" + ENTER)
    screen.read(0.2)
    screen.type(ENTER)
    screen.wait_for("Your choice (Enter when done):")
    screen.type(CTRL_D)
    assert screen.close() == 0
    assert "local: |-\n    One line.\n    - another!\n" in text_of(district)


@pytest.mark.parametrize("columns", [(80, 120), (120, 60), (100, 40)])
def test_the_window_is_resized_in_the_middle_of_a_question(district, columns):
    first, then = columns
    screen = Screen("-C", district, "ask", "district.kind", columns=first)
    screen.wait_for("Regional agency or consortium")
    screen.type(DOWN)
    screen.resize(then)
    screen.read(0.3)
    screen.type(DOWN + ENTER)
    screen.wait_for("Grades served (Enter skips):")
    screen.type("pre")
    screen.resize(first)
    screen.read(0.3)
    screen.type("school to 12" + ENTER)
    screen.wait_for("Languages spoken by families (Enter skips):")
    screen.type("q" + ENTER)
    assert screen.close() == 0
    assert "kind: charter" in text_of(district)
    assert "grades: preschool to 12" in text_of(district)


def test_a_screen_of_eighty_columns_has_no_longer_line(district):
    screen = Screen("-C", district, "ask", "essentials", columns=80)
    screen.wait_for("(Enter skips):")
    shown = plain(screen.text).replace("\r", "")
    lines = shown[: shown.index("(Enter skips)")].split("\n")
    assert max(map(len, lines)) <= 80
    screen.type("q" + ENTER)
    assert screen.close() == 0


def test_the_end_of_input_saves_and_quits(district):
    screen = Screen("-C", district, "ask")
    screen.wait_for("Full name of the district (Enter skips):")
    screen.type("Vale Unified" + ENTER)
    screen.wait_for("arrows choose):")
    screen.type(CTRL_D)
    assert screen.close() == 0
    assert 'Stopped at "State or territory".' in plain(screen.text)
    assert "Vale Unified" in text_of(district)


def test_a_mistake_made_in_the_file_meanwhile(district):
    screen = Screen("-C", district, "ask")
    screen.wait_for("Full name of the district (Enter skips):")
    (district / "district.yaml").write_text(START + "board: 'open\n", encoding="utf-8")
    screen.type("Vale Unified" + ENTER)
    screen.wait_for("Mend it, then press Enter")
    assert "district.yaml:4" in plain(screen.text)
    (district / "district.yaml").write_text(START + "board: {readings: 1}\n", encoding="utf-8")
    screen.type(ENTER)
    screen.wait_for("arrows choose):")
    screen.type("q" + ENTER)
    assert screen.close() == 0
    assert "Vale Unified" in text_of(district)
    assert "readings: 1" in text_of(district)


ESSENTIALS = [
    ("emergency.district_line", "answered day and night (", "(530) 555-0100"),
    ("emergency.police_name", "enforcement agency (Enter", "Placer County Sheriff"),
    ("emergency.police_phone", "non-emergency phone (Enter", "(530) 555-0101"),
    ("emergency.radio", "code for an emergency (Enter", "Channel 1"),
    ("hotline.name", "report line, name (Enter", "Placer County Child Protection"),
    ("hotline.phone", "report line, phone (Enter", "(530) 555-0102"),
    ("hotline.after_hours", "after hours (Enter", "(530) 555-0103"),
    ("hotline.verified.by", "Checked by (", "Ana Ruiz"),
    ("hotline.verified.on", "Checked on (", "2026-11-02"),
    ("interpreter.name", "Interpreter service (Enter", "Language line"),
    ("interpreter.phone", "Interpreter service, phone (Enter", "(530) 555-0104"),
]
"""Every stop of a section: path, words of its prompt, answer."""


def test_the_list_above_has_every_stop_of_its_section(district):
    sitting = Sitting(district)
    for path, _, value in ESSENTIALS:
        sitting.give(path, value, now=datetime(2027, 1, 12, tzinfo=UTC))
    assert [stop.path for stop in sitting.row(section="essentials")] == [e[0] for e in ESSENTIALS]


@pytest.mark.parametrize("place", range(len(ESSENTIALS)))
def test_ctrl_c_at_every_question_keeps_the_answers_before_it(district, place):
    screen = Screen("-C", district, "ask", "essentials")
    for _, words, value in ESSENTIALS[:place]:
        screen.wait_for(words)
        screen.type(value + ENTER)
    screen.wait_for(ESSENTIALS[place][1])
    screen.read(0.2)
    screen.type("half an ans" + CTRL_C)
    assert screen.close() == 130
    assert "Every answer you gave is saved;" in plain(screen.text)
    assert "Traceback" not in screen.text
    answers = Sitting(district).answers
    for number, (path, _, value) in enumerate(ESSENTIALS):
        assert answers.text(path) == (value if number < place else "")


def test_ctrl_c_in_a_list_and_in_a_table(district):
    screen = Screen("-C", district, "ask", "campuses")
    screen.wait_for("Your choice (Enter when done):")
    screen.type("a" + ENTER)
    screen.wait_for("Enter adds none):")
    screen.type("Lincoln" + ENTER)
    screen.wait_for("Program site")
    screen.type(CTRL_C)
    assert screen.close() == 130
    assert "Lincoln" in text_of(district)
    assert "level" not in text_of(district)


@pytest.mark.parametrize("more", [{"TERM": "dumb"}, {"NO_COLOR": "1"}])
def test_a_plain_terminal_gets_plain_lines(district, more):
    screen = Screen("-C", district, "ask", "district.grades", **more)
    screen.wait_for("Grades served (Enter skips):")
    screen.type("K to 12" + ("\n" if "TERM" in more else ENTER))
    screen.wait_for("Languages spoken by families (Enter skips):")
    screen.type("q" + ("\n" if "TERM" in more else ENTER))
    assert screen.close() == 0
    assert "grades: K to 12" in text_of(district)
    if "TERM" in more:
        assert "\x1b" not in screen.text
    else:
        colours = [f"\x1b[{n}m" for n in range(30, 48)]
        assert not any(colour in screen.text for colour in colours)
        assert "38;" not in screen.text


def test_public_holidays_are_ticked_off_in_a_list(district):
    planned = f"{START}timeline: {{start_on: 2027-01-11, adopt_by: 2027-05-28}}\n"
    (district / "district.yaml").write_text(planned, encoding="utf-8")
    screen = Screen("-C", district, "ask", "timeline.days_off")
    screen.wait_for("Your choice (Enter when done):")
    screen.type("p" + ENTER)
    screen.wait_for("Memorial Day")
    screen.read(0.2)
    screen.type(" " + ENTER)  # the first is struck out
    screen.wait_for("Your choice (Enter when done):")
    screen.type("q" + ENTER)
    assert screen.close() == 0
    assert "2027-01-18" not in text_of(district)
    assert "2027-02-15" in text_of(district)
    assert "Cesar Chavez" in text_of(district) or "César" in text_of(district)  # of California


def test_the_prompt_of_a_paragraph_is_whole_in_a_narrow_window(district):
    screen = Screen("-C", district, "ask", "law_pages.interview", columns=50)
    screen.wait_for("an empty")
    screen.read(0.3)
    shown = " ".join(plain(screen.text).split())
    assert "Your answer (Enter keeps; an empty line ends it):" in shown
    screen.type(CTRL_C)
    assert screen.close() == 130
