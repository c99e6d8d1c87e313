"""`demo` and `new`: a folder to begin with, whole or not at all."""

import csv
import io
import json
import os
import stat
import zipfile
from datetime import date

import docx
import openpyxl
import pytest
import yaml

from htssp_builder.pack.find import shipped

EXAMPLES = ("california-small", "half-answered", "michigan-consortium", "texas-midsize")


def answers(folder):
    """The answers file as an independent parser reads it, every scalar as text."""
    text = (folder / "district.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)


def test_demo_makes_a_district_with_its_documents_and_says_where(htssp, tmp_path):
    outcome = htssp("demo")
    assert (outcome.code, outcome.err) == (0, "")
    word = tmp_path / "demo" / "documents" / "protocol.docx"
    assert f"Written: {word}\n" in outcome.out
    assert f"Open {word} in Word." in outcome.out
    name = answers(tmp_path / "demo")["district"]["name"]
    assert docx.Document(str(word)).core_properties.author == name
    original = shipped("examples") / "texas-midsize" / "district.yaml"
    assert (tmp_path / "demo" / "district.yaml").read_bytes() == original.read_bytes()


def test_demo_again_changes_nothing_and_another_example_is_another_folder(htssp, tmp_path):
    htssp("demo", "d", "--format", "md")
    before = (tmp_path / "d" / "documents" / "protocol.md").read_bytes()
    outcome = htssp("demo", "d", "--format", "md")
    assert outcome.code == 0
    assert "Unchanged:" in outcome.out
    assert "in Word" not in outcome.out
    assert (tmp_path / "d" / "documents" / "protocol.md").read_bytes() == before
    htssp("demo", "e", "--format", "md", "--example", "half-answered")
    assert answers(tmp_path / "e")["district"]["name"] == "Larkspur Academies"


def test_demo_lists_the_examples(htssp, tmp_path):
    outcome = htssp("demo", "--list")
    assert tuple(outcome.out.split()) == EXAMPLES
    assert list(tmp_path.iterdir()) == []


def test_demo_refuses_what_it_cannot_do(refused, tmp_path):
    assert refused("demo", "d", "--example", "texas") == (
        "texas: There is no such example. Choose: " + ", ".join(EXAMPLES) + ".\n"
    )
    assert "'doc' is not a format" in refused("demo", "d", "--format", "doc")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.docx").write_bytes(b"mine")
    assert "There is something at this place already." in refused("demo", "full")
    assert [f.name for f in (tmp_path / "full").iterdir()] == ["letter.docx"]


def test_new_writes_the_questions_of_the_ten_minute_part(htssp, tmp_path):
    outcome = htssp("new", "mine")
    assert (outcome.code, outcome.err) == (0, "")
    assert "`htssp -C mine ask`" in outcome.out
    assert "`htssp -C mine build`" in outcome.out
    text = (tmp_path / "mine" / "district.yaml").read_text(encoding="utf-8")
    assert answers(tmp_path / "mine")["district"] == {"name": "", "state": "", "county": ""}
    before = text[: text.index("  district_line:")].splitlines()[-1]
    assert before.startswith("  # District line that is answered day and night")
    built = htssp("-C", "mine", "build", "--format", "md")
    assert built.code == 0
    assert "not answered: Full name of the district" in built.out


@pytest.mark.skipif(os.name == "nt", reason="permissions are those of POSIX")
def test_a_new_folder_is_private_to_the_user(htssp, tmp_path):
    htssp("new", "mine")
    assert stat.S_IMODE((tmp_path / "mine").stat().st_mode) == 0o700


@pytest.mark.parametrize("typed", ["CA", "ca", "California"])
def test_the_state_brings_its_law(typed, htssp, tmp_path):
    assert htssp("new", "mine", "--state", typed).code == 0
    assert answers(tmp_path / "mine")["district"]["state"] == "CA"
    htssp("-C", "mine", "build", "--format", "md")
    text = (tmp_path / "mine" / "documents" / "protocol.md").read_text(encoding="utf-8")
    assert "36 hours" in text
    assert "Penal Code" in text


def test_a_state_that_is_none_is_refused(refused, tmp_path):
    found = refused("new", "mine", "--state", "ZZ")
    assert found.startswith("--state: 'ZZ' is not one of the choices. Choose one of: AL, ")
    assert not (tmp_path / "mine").exists()


def test_a_folder_that_holds_something_is_left_alone(refused, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "district.yaml").write_text("format: 1\n", encoding="utf-8")
    assert "There is something at this place already." in refused("new", "mine")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "There is something at this place already." in refused("new", "file")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"
    assert (tmp_path / "mine" / "district.yaml").read_text(encoding="utf-8") == "format: 1\n"


# -- answers from a file ----------------------------------------------------------------------

PLAIN = {"district.name": "Coöperative Schools, No. 7", "district.state": "TX",
         "hotline.phone": "(530) 555-0142", "timeline.start_on": "2026-10-01"}  # fmt: skip


def as_csv(rows, encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(*rows, title="Answers"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def nested():
    tree = {}
    for path, value in PLAIN.items():
        group, name = path.split(".")
        tree.setdefault(group, {})[name] = value
    return tree


TABLE = (list(PLAIN), list(PLAIN.values()))
SOURCES = {
    "a.yaml": yaml.safe_dump(nested(), allow_unicode=True).encode(),
    "a.yml": b"\xef\xbb\xbf" + yaml.safe_dump(nested(), allow_unicode=True).encode(),
    "nested.json": json.dumps(nested()).encode(),
    "flat.json": json.dumps(PLAIN).encode(),
    "utf8.csv": as_csv(TABLE),
    "excel.csv": as_csv(TABLE, "utf-8-sig"),
    "windows.csv": as_csv(TABLE, "cp1252"),
    "unicode.csv": as_csv(TABLE, "utf-16"),
    "blank-lines.csv": b"\r\n" + as_csv(TABLE) + b",,,\r\n",
    "a.xlsx": as_xlsx(*TABLE),
}


@pytest.mark.parametrize("name", SOURCES)
def test_answers_come_from_a_file_as_they_stand_in_it(name, htssp, tmp_path):
    (tmp_path / name).write_bytes(SOURCES[name])
    outcome = htssp("new", "mine", "--from", name)
    assert (outcome.code, outcome.err) == (0, "")
    assert "with 4 answers." in outcome.out
    found = answers(tmp_path / "mine")
    assert {k: found[k] for k in ("district", "hotline", "timeline")} == nested()


def test_numbers_and_dates_of_a_workbook_are_what_they_look_like(htssp, tmp_path):
    paths = ["district.name", "hotline.phone", "timeline.start_on", "scope.adults", "team.minimum"]
    row = ["A", 5305550142, date(2026, 10, 1), True, 3.0]
    (tmp_path / "a.xlsx").write_bytes(as_xlsx(paths, row))
    assert htssp("new", "mine", "--from", "a.xlsx").code == 0
    found = answers(tmp_path / "mine")
    assert found["hotline"]["phone"] == "5305550142"
    assert found["timeline"]["start_on"] == "2026-10-01"
    assert found["scope"]["adults"] == "yes"
    assert found["team"]["minimum"] == "3"


def test_numbers_of_json_keep_their_digits(htssp, tmp_path):
    (tmp_path / "a.json").write_text('{"control": {"version": 1.10}}', encoding="utf-8")
    htssp("new", "mine", "--from", "a.json")
    assert answers(tmp_path / "mine")["control"]["version"] == "1.10"


def test_a_whole_answers_file_is_taken_over(htssp, tmp_path):
    source = shipped("examples") / "michigan-consortium" / "district.yaml"
    assert htssp("new", "mine", "--from", source).code == 0
    given = yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert answers(tmp_path / "mine") == given


def test_text_of_a_file_that_looks_like_a_formula_or_markup_stays_text(htssp, tmp_path):
    typed = "=cmd|' /C calc'!A0 **x** {{ 7*7 }} <b>"
    (tmp_path / "a.csv").write_bytes(as_csv([["response.relief"], [typed]]))
    htssp("new", "mine", "--from", "a.csv")
    assert answers(tmp_path / "mine")["response"]["relief"] == typed
    assert htssp("-C", "mine", "get", "response.relief").out == f"{typed}\n"


def formula():
    return as_xlsx(["district.name", "hotline.phone"], ["A", '=CONCAT("530","5550142")'])


def bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b" " * 201_000_000)
    return packed.getvalue()


BAD = [
    ("gone.csv", None, "gone.csv: The file cannot be read"),
    ("a.txt", b"x", "a.txt: This kind of file is not read. Use YAML, JSON, CSV or XLSX."),
    # a row too many or too few, paths that are none, values that belong to nothing
    ("a.csv", as_csv([["district.name"], ["A"], ["B"]]), "It has 2 rows of answers."),
    ("a.csv", as_csv([["district.name"]]), "It has 0 rows of answers."),
    ("a.csv", b"", "It has 0 rows of answers."),
    ("a.csv", as_csv([["district.nam"], ["A"]]), "Did you mean 'district.name'?"),
    ("a.csv", as_csv([["Ms. Q"], ["A"]]), "See `htssp pack show` for the paths."),
    ("a.csv", as_csv([["district"], ["A"]]), "'district' has parts. Name one of: district."),
    ("a.csv", as_csv([["campuses.x.name"], ["A"]]), "must be a list"),
    ("a.csv", as_csv([["roles.hr"], ["A"]]), "'Human resources lead' has parts"),
    ("a.csv", as_csv([["roles.hr.primary.name", "roles.hr"], ["A", "B"]]), "as a whole and in "),
    ("a.csv", as_csv([["roles.hr", "roles.hr.primary.name"], ["A", "B"]]), "as a whole and in "),
    ("a.csv", as_csv([["district.name", "district.name"], ["A", "B"]]), "'district.name' stands "),
    ("a.csv", as_csv([["district.name", ""], ["A", "lost"]]), "Above 'lost' stands no path."),
    ("a.csv", as_csv([["district.name"], ["A", "lost"]]), "Above 'lost' stands no path."),
    ("a.csv", b"district.name;district.state\nA;CA\n", "Did you mean 'district.state'?"),
    ("a.csv", as_csv([["district.name"], ["A" * 200_000]]), "It is not a CSV file (field larger"),
    ("a.csv", as_csv([["district.name"], ["A" * 30_000]]), "It is 30,000 characters long."),
    ("a.csv", b"x" * 20_000_001, "The file is too large. Keep it under 20 MB."),
    ("a.csv", as_csv([["hotline.phone"], ["555"]]), "a.csv: Child abuse report line, phone"),
    ("a.csv", as_csv([["timeline.start_on"], ["2026-02-30"]]), "is not a day of the calendar"),
    ("a.csv", as_csv([["district.state"], ["ZZ"]]), "'ZZ' is not one of the choices."),
    ("a.csv", b"district.name\nA\x01B\n", "control character (U+0001)"),
    ("a.xlsx", b"x", "a.xlsx: It is not an Excel workbook. Save it again as .xlsx."),
    ("a.xlsx", as_xlsx(["district.name"], ["A"], ["B"]), "It has 2 rows of answers."),
    ("a.xlsx", formula(), "A cell holds a formula that has never been worked out."),
    ("a.xlsx", bomb(), "It unpacks to more than 200 MB."),
    ("a.json", b'{"district": ', "a.json: It is not JSON (Expecting value"),
    ("a.json", b"[]", "a.json: It is not an object."),
    ("a.json", b"[" * 100_000, "a.json: It is not JSON"),
    ("a.json", b'{"district": {"name": "A", "name": "B"}}', "'name' stands twice in it."),
    ("a.json", b'{"district": {"name": "Jos\xe9"}}', "a.json:1: The file is not saved as UTF-8"),
    ("a.json", b'{"district": {"name": ["A", "B"]}}', "but one value is expected."),
    ("a.json", b'{"district": {"name": "A\\u0000"}}', "control character (U+0000)"),
    ("a.json", b'{"district": {"name": "A\\ud800"}}', "broken character"),
    ("a.json", b'{"": "A"}', "The questionnaire has no ''."),
    ("a.yaml", b"district:\n  name: A\n  name: B\n", "a.yaml:3: \"name\" stands on line 2"),
    ("a.yaml", b"district:\n  name: Jos\xe9\n", "a.yaml:2: The file is not saved as UTF-8 text."),
    ("a.yaml", b"district:\n\n  state: ZZ\n", "a.yaml:3: State or territory"),
    ("a.yaml", b"district:\n  nam: A\n", "a.yaml:2: The questionnaire has no 'district.nam'."),
    ("a.yaml", b"campuses:\n- {id: a, name: X}\n- {id: b, name: x}\n", "'x' stands twice"),
    ("a.yaml", b"- A\n", "a.yaml:1: The file does not begin with a name and a colon."),
    ("a.yaml", b"[" * 100_000, "a.yaml:1: Hundreds of brackets"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "sentence"), BAD, ids=range(len(BAD)))
def test_a_file_that_is_wrong_is_refused_and_no_folder_made(
    name, content, sentence, refused, tmp_path
):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    found = refused("new", "mine", "--from", name)
    assert sentence in found
    assert found.count("\n") == 1
    assert not (tmp_path / "mine").exists()


def test_two_states_are_a_question_not_a_choice_of_ours(refused, htssp, tmp_path):
    (tmp_path / "a.json").write_text('{"district.state": "Texas"}', encoding="utf-8")
    found = refused("new", "mine", "--from", "a.json", "--state", "CA")
    assert found.startswith("a.json: The state in it is 'Texas', but --state says 'CA'.")
    assert htssp("new", "mine", "--from", "a.json", "--state", "TX").code == 0
    assert answers(tmp_path / "mine")["district"]["state"] == "TX"
