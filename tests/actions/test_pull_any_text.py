"""Whatever people type: nothing is found where nothing was changed, and what was taken in stays."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readback.pull_edits import change, fill

from htssp_builder.actions.answer import get_answers, set_answer
from htssp_builder.actions.build import build
from htssp_builder.actions.pull import open_pull, take_in
from htssp_builder.pack.find import shipped
from htssp_builder.problems import HtsspError

NOW = datetime.fromisoformat("2027-01-12T15:30:00+00:00")
NAME = "roles.coordinator.primary.name"

# What Word can hold on one line.
signs = st.characters(
    min_codepoint=32,
    exclude_categories=("Cs", "Cc", "Zl", "Zp"),
    exclude_characters="\ufffe\uffff",
)
typed = st.text(signs, min_size=1, max_size=60)
odd = st.sampled_from(
    (
        *("{{ 7*7 }}", "*bold* | #1", "<w:p/>", "[To complete: x", "[Not known", "–", "A\xa0B"),
        *("O’Neil ", "the coordinator", "☒ done", "Click or tap here", "a&b", "Ünal, É.", "=1+1"),
        "(254) 555-0100",
    )
)
settled = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("any") / "texas"
    made.mkdir()
    for file in sorted((shipped("examples") / "texas-midsize").glob("*.yaml")):
        shutil.copy(file, made)
    return made


def fresh(folder: Path) -> Path:
    """The timeline, built anew."""
    path = folder / "documents" / "timeline.docx"
    path.unlink(missing_ok=True)
    build(folder, ("timeline",), ("docx",), now=NOW)
    return path


@pytest.mark.slow
@settled
@given(typed | odd)
def test_a_file_nobody_edited_has_nothing_to_take_in(folder: Path, text: str) -> None:
    try:
        set_answer(folder, NAME, text, now=NOW)
    except HtsspError:
        return
    pull = open_pull(folder, [fresh(folder)], now=NOW)
    assert (pull.offers, pull.problems) == ((), ())


@pytest.mark.slow
@settled
@given(typed | odd)
def test_what_was_taken_in_is_not_found_again(folder: Path, text: str) -> None:
    set_answer(folder, NAME, "Imani Brooks", now=NOW)
    path = change(fresh(folder), lambda o: fill(o.control(NAME, 2), text))
    pull = open_pull(folder, [path], now=NOW)
    assert all(offer.path == NAME for offer in pull.offers)
    chosen = [offer for offer in pull.offers if offer.how == "set"]
    if not take_in(pull, chosen, now=NOW).offers:
        return
    (kept,) = get_answers(folder, NAME)
    assert " ".join(kept.text.split()) == " ".join(text.split())
    again = open_pull(folder, [path], now=NOW)
    assert (again.offers, again.problems) == ((), ())
    again = open_pull(folder, [fresh(folder)], now=NOW)
    assert (again.offers, again.problems) == ((), ())
