"""`htssp pull` at the terminal: shown first, taken in when somebody says so."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from readback.pull_edits import change, fill, retype

Htssp = Callable[..., "object"]
LINE = "emergency.district_line"
NEW, NIGHT = "(979) 555-0142", "(737) 555-0103"
"""Stand nowhere in the answers, and once: so that it can be told what was taken in."""
SENTENCE = "Contacts are called and checked every quarter"


@pytest.fixture
def edited(ready: Path) -> Path:
    """A protocol in which a number was changed, one emptied, and one typed into a sentence."""
    return change(
        ready / "documents" / "protocol.docx",
        lambda o: fill(o.control(LINE), NEW),
        lambda o: fill(o.control("roles.coordinator.primary.after_hours")),
    )


def text(ready: Path) -> str:
    return (ready / "district.yaml").read_text(encoding="utf-8")


def test_without_a_terminal_it_shows_and_changes_nothing(htssp, ready: Path, edited: Path) -> None:
    before = text(ready)
    assert (before.count(NEW), before.count(NIGHT)) == (0, 1)
    outcome = htssp("-C", ready, "pull", edited)
    assert outcome.code == 1
    assert f"(254) 555-0100\t{NEW}\tprotocol.docx, 1. When a student is in danger" in (outcome.out)
    assert "Only offered" in outcome.out
    assert "(taken out)" in outcome.out
    assert "Nothing was taken in" in outcome.out
    assert text(ready) == before


def test_yes_takes_in_what_was_plainly_meant_and_also_the_rest(
    htssp, ready: Path, edited: Path
) -> None:
    outcome = htssp("-C", ready, "pull", edited, "--yes")
    assert outcome.code == 1
    assert "Taken in: 1 of 2." in outcome.out
    assert NEW in text(ready)
    assert NIGHT in text(ready)
    outcome = htssp("-C", ready, "pull", edited, "--yes", "--also")
    assert outcome.code == 0
    assert NIGHT not in text(ready)


def test_a_file_without_changes_is_done(htssp, ready: Path) -> None:
    outcome = htssp("-C", ready, "pull", *sorted((ready / "documents").glob("*.docx")))
    assert outcome.code == 0
    assert outcome.out == "Nothing was changed in the fields.\n"


@pytest.mark.parametrize(
    ("typed", "taken"),
    [("y\nn\n", (True, False)), ("n\ny\n", (False, True)), ("\n\n", (False,) * 2)],
)
def test_at_a_terminal_it_asks_for_the_list_and_then_one_by_one(
    htssp, ready: Path, edited: Path, monkeypatch: pytest.MonkeyPatch, typed: str,
    taken: tuple[bool, bool],
) -> None:  # fmt: skip
    answers = iter(typed.split("\n"))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: next(answers))
    outcome = htssp("-C", ready, "pull", edited)
    assert (NEW in text(ready), NIGHT not in text(ready)) == taken
    assert outcome.code == 1  # something is left either way


def test_a_refused_value_is_said_and_the_exit_code_tells(htssp, ready: Path, edited: Path) -> None:
    change(edited, lambda o: fill(o.control("roles.coordinator.primary.phone"), "ask the office"))
    outcome = htssp("-C", ready, "pull", edited, "--yes")
    assert outcome.code == 1
    assert "not a phone number" in outcome.out
    assert NEW in text(ready)


@pytest.mark.parametrize("more", [(), ("--yes",), ("--yes", "--also")])
def test_the_report_keeps_to_its_schema(
    htssp, ready: Path, edited: Path, more: tuple[str, ...]
) -> None:
    change(
        edited,
        lambda o: retype(o.paragraph(SENTENCE), "Out of hours call (254) 555-0178 instead."),
        lambda o: fill(o.control("control.review_on"), "soon"),
        lambda o: fill(o.control("roles.coordinator.primary.phone"), "(254) 555-0196"),
    )
    outcome = htssp("-C", ready, "pull", edited, "--json", *more)
    made = json.loads(outcome.out)
    root = Path(__file__).parents[2]
    schema = json.loads((root / "docs/schemas/pull.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert not list(Draft202012Validator(schema).iter_errors(made))
    assert list(Draft202012Validator(schema).iter_errors({**made, "more": 1}))
    assert made["problems"]
    assert any(one["taken"] for one in made["data"]["changes"]) == bool(more)
    assert outcome.code == 1


def test_bad_input_is_one_sentence(refused, ready: Path, tmp_path: Path) -> None:
    other = tmp_path / "notes.docx"
    other.write_text("not Word", encoding="utf-8")
    said = refused("-C", ready, "pull", other)
    assert said.startswith("notes.docx: ")
    assert len(said.strip().splitlines()) == 1
    assert "absent.docx" in refused("-C", ready, "pull", tmp_path / "absent.docx")
