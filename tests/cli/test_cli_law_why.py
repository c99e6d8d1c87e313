"""`htssp law` and `htssp why` as they are typed: screens, pipes, JSON and mistakes."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from htssp_builder.cli.pages import Page

Htssp = Callable[..., Any]


def test_law_shows_a_line_for_each_fact_when_it_is_piped(htssp: Htssp) -> None:
    outcome = htssp("law", "CA", "--topic", "oral")
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[0] == "California (CA), read by November 24, 2026"
    assert "The law's own word\timmediately or as soon as practicably possible" in lines
    assert "Outer limit\tNot read: a question for your counsel." in lines
    assert "Read on\tNovember 24, 2026; confidence: high" in lines
    assert "\x1b" not in outcome.out


def test_a_hint_is_marked_on_every_line_that_could_be_copied(htssp: Htssp) -> None:
    out = htssp("law", "CA", "--county", "Placer").out
    numbers = [line for line in out.splitlines() if re.search(r"\t.*\d{3}-\d{4}", line)]
    assert len(numbers) == 2
    assert all(line.endswith("(hint only)") for line in numbers)


def test_law_in_a_folder_says_what_the_district_confirmed(htssp: Htssp, texas: Path) -> None:
    out = htssp("-C", texas, "law", "--topic", "hotline").out
    assert "In this district\tconfirmed by Imani Brooks on October 28, 2026" in out


def test_what_nobody_read_is_one_line(htssp: Htssp) -> None:
    out = htssp("law", "TX", "--topic", "retention").out
    assert out.endswith("How long records are kept\n\tNot read: a question for your counsel.\n")


@pytest.mark.parametrize("words", [("law", "CA"), ("law", "FED"), ("why", "reporting")])
def test_json_has_the_shape_of_every_report(htssp: Htssp, words: tuple[str, ...]) -> None:
    data = json.loads(htssp(*words, "--json").out)
    assert set(data) == {"schema", "problems", "data"}
    assert data["schema"].startswith(f"htssp/{words[0]}/")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("law", "Calfornia"), "Did you mean California (CA)?"),
        (("law",), "Name one: htssp law CA."),
        (("law", "CA", "--topic", "oral", "--county", "Placer"), "Give --topic or --county"),
        (("why", "roles.cordinator"), "Did you mean 'roles.coordinator'?"),
        (("why",), "Missing argument"),
    ],
)
def test_mistakes_are_told_in_one_sentence(
    refused: Callable[..., str], words: tuple[str, ...], sentence: str
) -> None:
    assert sentence in refused(*words)


def test_why_tells_our_own_design_from_a_requirement(htssp: Htssp) -> None:
    out = htssp("why", "T9").out
    assert "R: Our own working design: not a requirement of HHS and not law." in out


@pytest.mark.parametrize("width", [80, 120])
def test_a_page_fits_the_terminal_and_loses_no_word(
    capsys: pytest.CaptureFixture[str], width: int
) -> None:
    page, text = Page(width), " ".join(f"word{n}" for n in range(60))
    page.title("A title")
    page.pair("Label", text)
    page.pair("A label that is longer than its column", text)
    page.point(text)
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) < width
    assert out.split().count("word59") == 3


def test_an_address_is_never_broken(capsys: pytest.CaptureFixture[str]) -> None:
    address = "https://example.org/" + "a-long-path/" * 20
    Page(80).pair("Source", address)
    assert address in capsys.readouterr().out
