"""What a person is shown of the law: words, sources, days, doubts, and what is not known."""

from pathlib import Path
from typing import Any

import pytest

from htssp_builder.actions import law
from htssp_builder.actions.law import Group, LawView, law_of
from htssp_builder.actions.law_words import TITLES, lines_of
from htssp_builder.actions.packs import open_pack
from htssp_builder.pack.find import shipped
from htssp_builder.problems import HtsspError

CODES = sorted(file.stem for file in shipped("templates").glob("hhs/law/??.yaml"))
UNREAD = ("identity_to_employer", "parent_notice", "release_to_officer", "retention")


def groups(view: LawView, topic: str) -> list[Group]:
    return [group for group in view.groups if group.topic == topic]


def shown(view: LawView, topic: str, label: str) -> list[str]:
    return [line.text for g in groups(view, topic) for line in g.lines if line.label == label]


@pytest.mark.parametrize("typed", ["CA", "ca", "california", " California ", "CALIFORNIA"])
def test_a_state_is_found_by_code_or_name(tmp_path: Path, typed: str) -> None:
    assert law_of(tmp_path, typed).code == "CA"


@pytest.mark.parametrize("typed", ["FED", "fed", "federal", "United States", "us"])
def test_federal_law_is_found_by_any_of_its_names(tmp_path: Path, typed: str) -> None:
    view = law_of(tmp_path, typed)
    assert (view.code, view.name) == ("FED", "Federal law")
    assert {group.topic for group in view.groups} == set(open_pack("hhs").pack.federal)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Calfornia", "Did you mean California (CA)?"),
        ("Texass", "Did you mean Texas (TX)?"),
        ("Atlantis 7", "Write its two letters, like CA, or FED for federal law."),
        ("", "Name one: htssp law CA."),
    ],
)
def test_an_unknown_state_is_told_with_the_nearest_name(
    tmp_path: Path, typed: str, words: str
) -> None:
    with pytest.raises(HtsspError) as wrong:
        law_of(tmp_path, typed)
    assert words in str(wrong.value)


def test_a_part_is_chosen_by_its_id_or_its_title(tmp_path: Path) -> None:
    for topic in ("oral", "Oral", "report by phone"):
        view = law_of(tmp_path, "CA", topic=topic)
        assert [group.topic for group in view.groups] == ["oral"]
    assert view.notes
    assert all(note.startswith("oral") for note in view.notes)


def test_an_unknown_part_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(HtsspError, match="Did you mean 'immunity'"):
        law_of(tmp_path, "CA", topic="imunity")
    with pytest.raises(HtsspError, match="Parts: hotline, reporters, oral, written"):
        law_of(tmp_path, "CA", topic="zzz")


def test_a_clock_is_shown_in_the_words_of_the_law_and_no_word_becomes_hours(
    tmp_path: Path,
) -> None:
    view = law_of(tmp_path, "CA")
    oral, written = groups(view, "oral")[0], groups(view, "written")[0]
    assert shown(view, "oral", "The law's own word") == [
        "immediately or as soon as practicably possible"
    ]
    assert shown(view, "oral", "Outer limit") == [""]
    assert shown(view, "written", "Outer limit") == ["36 hours"]
    assert len(shown(view, "oral", "Goes to, one of these")) == 3
    assert oral.evidence.confidence == written.evidence.confidence == "high"
    assert oral.evidence.source.startswith("https://leginfo.legislature.ca.gov/")
    assert oral.evidence.read is not None


def test_a_recipient_that_was_read_elsewhere_has_its_own_source(tmp_path: Path) -> None:
    line = next(
        line
        for group in groups(law_of(tmp_path, "CA"), "oral")
        for line in group.lines
        if line.label == "Does not count"
    )
    assert line.text == "a school district police or security department"
    assert line.evidence is not None
    assert line.evidence.citation == "Penal Code § 11165.9"


@pytest.mark.parametrize("topic", UNREAD)
def test_what_nobody_has_read_has_no_lines_and_is_no_hint(tmp_path: Path, topic: str) -> None:
    (group,) = groups(law_of(tmp_path, "TX"), topic)
    assert group.lines == ()
    assert not group.hint


def test_a_value_of_a_weak_source_is_a_hint(tmp_path: Path) -> None:
    (oral,) = groups(law_of(tmp_path, "TX"), "oral")
    assert oral.hint
    assert not groups(law_of(tmp_path, "TX"), "hotline")[0].hint


def test_where_counties_answer_it_is_said_and_a_county_is_found(tmp_path: Path) -> None:
    (phone,) = shown(law_of(tmp_path, "CA"), "hotline", "Phone")
    assert phone.startswith("no state-wide number")
    assert "htssp law CA --county NAME" in phone
    for typed in ("Placer", "placer county", " PLACER "):
        view = law_of(tmp_path, "CA", county=typed)
        assert shown(view, "county", "Phone") == ["916-872-6549"]
    assert view.groups[0].hint
    assert "call before printing" in view.notes[0]


def test_a_county_without_a_number_shows_none(tmp_path: Path) -> None:
    (group,) = law_of(tmp_path, "CA", county="Alpine").groups
    assert group.lines == ()


@pytest.mark.parametrize(
    ("state", "county", "words"),
    [
        ("CA", "Plaser", "Did you mean Placer?"),
        ("CA", "zz", "Counties: Alameda, Alpine"),
        ("TX", "Travis", "They are kept for: CA."),
    ],
)
def test_an_unknown_county_is_told(tmp_path: Path, state: str, county: str, words: str) -> None:
    with pytest.raises(HtsspError) as wrong:
        law_of(tmp_path, state, county=county)
    assert words in str(wrong.value)


def test_all_58_counties_can_be_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = open_pack("hhs")
    names = [entry["county"] for entry in opened.pack.counties["CA"]]
    assert len(names) == 58
    monkeypatch.setattr(law, "open_pack", lambda _: opened)  # once for all of them
    for name in names:
        assert law_of(tmp_path, "CA", county=name).groups[0].title.endswith(f"{name} County")


# -- in a district's folder


def test_in_its_folder_the_state_need_not_be_named(texas: Path) -> None:
    assert law_of(texas).code == "TX"


def test_it_says_who_of_the_district_confirmed_what(texas: Path) -> None:
    view = law_of(texas)
    confirmed = {group.topic: group.confirmed for group in view.groups if group.confirmed}
    assert confirmed["hotline"].path == "hotline.verified"
    assert confirmed["hotline"].by == "Imani Brooks"
    assert confirmed["oral"].path == "reporting.oral.verified"
    assert confirmed["oral"].own == "reporting.oral"
    assert confirmed["penalty"].path == "legal.checked"
    assert str(confirmed["penalty"].on) == "2026-10-30"


def test_what_is_not_confirmed_says_so(texas: Path) -> None:
    file = texas / "district.yaml"
    text = file.read_text(encoding="utf-8")
    assert "verified: {by: Imani Brooks, on: 2026-10-28}" in text
    file.write_text(
        text.replace(
            "verified: {by: Imani Brooks, on: 2026-10-28}", "verified: {by: Imani Brooks}"
        ),
        encoding="utf-8",
    )
    (hotline,) = groups(law_of(texas), "hotline")
    assert hotline.confirmed is not None
    assert (hotline.confirmed.by, hotline.confirmed.on) == ("", None)


def test_nobody_can_have_confirmed_what_nobody_read_or_said(texas: Path) -> None:
    (retention,) = groups(law_of(texas), "retention")
    assert retention.confirmed is None


def test_another_state_is_not_confirmed_by_this_district(texas: Path) -> None:
    assert all(group.confirmed is None for group in law_of(texas, "CA").groups)


def test_the_law_is_shown_though_the_answers_have_a_mistake(texas: Path) -> None:
    file = texas / "district.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "\nformat: 1\n", encoding="utf-8")
    view = law_of(texas)
    assert view.code == "TX"
    assert "format" in view.problems[0].what


# -- every jurisdiction


@pytest.mark.parametrize("code", CODES)
def test_every_jurisdiction_is_shown_whole(tmp_path: Path, code: str) -> None:
    """Nothing that was read is left out, and nothing is made of what was not."""
    law = open_pack("hhs").pack.law[code]
    view = law_of(tmp_path, code)
    assert {group.topic for group in view.groups} >= set(TITLES) - {"school_law", "facts"}
    text = " ".join(line.text for group in view.groups for line in group.lines)
    for number in _numbers(law):
        assert number in text
    assert not {"None", "True", "False"} & {line.text for g in view.groups for line in g.lines}
    for group in view.groups:
        if group.lines:
            assert group.evidence.source
            assert group.evidence.read
            assert group.evidence.confidence in ("high", "medium", "low")


def _numbers(law: dict[str, Any]) -> list[str]:
    lines = [law["hotline"], law["trafficking_hotline"], *law["hotline"]["others"]]
    return [line["phone"] for line in lines if line.get("phone")]


def test_a_value_that_is_false_is_said_and_is_not_taken_for_unread() -> None:
    lines = {line.label: line.text for line in lines_of("reporters", {"everyone": False})}
    assert lines["Every adult must report"] == "No"
    assert lines["School staff"] == ""


def test_where_no_written_report_is_asked_its_empty_parts_are_not_questions() -> None:
    lines = list(lines_of("written", {"required": False, "when": None}))
    assert [(line.label, line.text) for line in lines] == [("Required", "No")]


def test_the_report_for_programs_holds_the_same(tmp_path: Path) -> None:
    data = law_of(tmp_path, "CA", topic="oral").report()
    assert data["schema"] == "htssp/law/1"
    (group,) = data["data"]["groups"]
    assert {line["label"]: line["text"] for line in group["lines"]}["Outer limit"] is None
    assert group["evidence"]["read"] == "2026-11-24"
    assert group["confirmed"] is None
