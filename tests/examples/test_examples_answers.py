"""The example districts: right, complete where they say so, and safe to show to anybody."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from htssp_builder.compose.facts import Facts
from htssp_builder.interview.answers import Answers, check_answers, record_id, unknown
from htssp_builder.interview.shapes import Shape, make_shape
from htssp_builder.interview.values import read_date
from htssp_builder.pack.find import pack_folder, shipped
from htssp_builder.pack.load import load_pack, read_files
from htssp_builder.pack.model import Pack
from htssp_builder.problems import Problem
from htssp_builder.yamlfile.nodes import Mapping, Node, Scalar, Sequence
from htssp_builder.yamlfile.read import read

COMPLETE = ("california-small", "michigan-consortium", "texas-midsize")
EVERY = (*COMPLETE, "half-answered")
TODAY = date(2026, 11, 24)
FIRST_CHECK = date(2026, 10, 1)


@lru_cache
def pack() -> Pack:
    return load_pack(read_files(pack_folder("hhs")))


@lru_cache
def shape() -> Shape:
    return make_shape(pack().questions())


def text_of(name: str) -> str:
    return (shipped("examples") / name / "district.yaml").read_text(encoding="utf-8")


def answers_in(text: str) -> tuple[Answers, list[Problem]]:
    root, problems = read(text, "district.yaml")
    answers = Answers(shape(), root, "district.yaml")
    return answers, problems + check_answers(answers)


@lru_cache
def district(name: str) -> Answers:
    return answers_in(text_of(name))[0]


def scalars(node: Node, path: str = "") -> Iterator[tuple[str, str]]:
    """Every value that was typed, with its path; a record is a step by its id."""
    if isinstance(node, Scalar):
        yield path, node.text
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item, f"{path}.{record_id(item)}")
    else:
        for key, value in node.entries.items():
            yield from scalars(value, f"{path}.{key}" if path else key)


def mappings(node: Node, path: str = "") -> Iterator[tuple[str, Mapping]]:
    if isinstance(node, Sequence):
        for item in node.items:
            yield from mappings(item, f"{path}.{record_id(item)}")
    elif isinstance(node, Mapping):
        yield path, node
        for key, value in node.entries.items():
            yield from mappings(value, f"{path}.{key}" if path else key)


def part(node: Mapping, name: str) -> str:
    found = node.entries.get(name)
    return found.text if isinstance(found, Scalar) else ""


def law_gives(answers: Answers, path: str) -> bool:
    """Whether the law data of the district's state holds this value, and may be filled in."""
    return bool(Facts(answers, pack().law[answers.text("district.state")]).law_text(path))


def required(
    answers: Answers, node: Node | None, here: Shape, path: str, law: str = ""
) -> Iterator[tuple[str, bool]]:
    """Every required leaf that this district is asked, and whether it is answered.

    law: the place in the law data that is filled in where the file says nothing.
    """
    if not answers.asked(here.when):
        return
    if here.kind == "records":
        items = node.items if isinstance(node, Sequence) else []
        if here.required:
            yield path, bool(items)
        for item in items:
            yield from required(answers, item, here.parts["*"], f"{path}.{record_id(item)}")
        return
    law = here.default if here.default.startswith("law.") else law
    if here.parts and unknown(node) is None:
        for name, below in here.parts.items():
            inner = node.entries.get(name) if isinstance(node, Mapping) else None
            inside = f"{path}.{name}" if path else name
            yield from required(answers, inner, below, inside, law and f"{law}.{name}")
    elif here.required:
        yield path, typed(node) or (bool(law) and law_gives(answers, law))


def typed(node: Node | None) -> bool:
    return bool(node.items if isinstance(node, Sequence) else part_text(node))


def part_text(node: Node | None) -> str:
    return node.text.strip() if isinstance(node, Scalar) else ""


def missing(answers: Answers) -> list[str]:
    return [p for p, given in required(answers, answers.root, answers.shape, "") if not given]


# -- right ------------------------------------------------------------------------------------


def test_there_are_four_examples_each_with_a_page_that_explains_it() -> None:
    folders = {f.parent.name for f in shipped("examples").glob("*/district.yaml")}
    assert folders == set(EVERY)
    for name in EVERY:
        page = (shipped("examples") / name / "README.md").read_text(encoding="utf-8")
        assert district(name).text("district.name") in page


@pytest.mark.parametrize("name", EVERY)
def test_no_answer_is_a_mistake(name: str) -> None:
    assert answers_in(text_of(name))[1] == []


@pytest.mark.parametrize("name", EVERY)
def test_a_broken_phone_number_would_be_noticed(name: str) -> None:
    broken = re.sub(r"\) 555-01(\d)\d\"", r') 555-01\1"', text_of(name), count=1)
    problems = answers_in(broken)[1]
    assert len(problems) == 1
    assert "9 digits" in problems[0].what


@pytest.mark.parametrize("name", EVERY)
def test_the_file_is_written_for_the_pack_as_it_is(name: str) -> None:
    answers = district(name)
    assert answers.text("format") == "1"
    assert answers.text("pack") == f"{pack().id}@{pack().version}"


# -- complete ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMPLETE)
def test_every_required_question_is_answered(name: str) -> None:
    assert missing(district(name)) == []


@pytest.mark.parametrize("name", COMPLETE)
def test_an_answer_taken_out_is_found_missing(name: str) -> None:
    lines = text_of(name).split("\n")
    without = [line for line in lines if not line.startswith("  effective_on:")]
    assert len(without) == len(lines) - 1
    assert missing(answers_in("\n".join(without))[0]) == ["control.effective_on"]


@pytest.mark.parametrize("name", COMPLETE)
def test_nothing_is_left_unknown(name: str) -> None:
    assert [p for p, node in mappings(district(name).root) if unknown(node)] == []


def test_about_half_of_what_is_required_is_missing_in_the_half_answered_one() -> None:
    answers = district("half-answered")
    found = list(required(answers, answers.root, answers.shape, ""))
    assert 0.35 < sum(given for _, given in found) / len(found) < 0.65
    assert sum(unknown(node) is not None for _, node in mappings(answers.root)) >= 10


def test_the_half_answered_one_has_no_confirmed_law() -> None:
    answers = district("half-answered")
    for path in ("reporting.oral.verified", "legal.checked", "hotline.verified"):
        assert answers.text(f"{path}.by") == ""


# -- people and numbers -----------------------------------------------------------------------


def same_person(answers: Answers) -> list[str]:
    found = []
    for path, node in mappings(answers.root):
        first = node.entries.get("primary", node.entries.get("contact"))
        second = node.entries.get("alternate")
        if (
            isinstance(first, Mapping)
            and isinstance(second, Mapping)
            and part(first, "name")
            and part(first, "name") == part(second, "name")
        ):
            found.append(path)
    return found


@pytest.mark.parametrize("name", COMPLETE)
def test_nobody_is_their_own_alternate(name: str) -> None:
    assert same_person(district(name)) == []


def test_one_alternate_of_the_half_answered_one_is_its_primary() -> None:
    assert same_person(district("half-answered")) == ["roles.safety"]


@pytest.mark.parametrize("name", COMPLETE)
def test_every_contact_can_be_reached_after_hours_and_was_called(name: str) -> None:
    steps = (".primary", ".alternate", ".contact")
    people = [(p, n) for p, n in mappings(district(name).root) if p.endswith(steps)]
    agencies = [(p, n) for p, n in mappings(district(name).root) if p.startswith("agencies.")]
    agencies = [(p, n) for p, n in agencies if p.count(".") == 1]
    assert len(people) > 34
    assert len(agencies) > 7
    for path, node in people + agencies:
        assert part(node, "after_hours"), path
        assert "verified" in node.entries, path


@pytest.mark.parametrize("name", COMPLETE)
def test_every_check_is_recent_and_by_somebody_else(name: str) -> None:
    checks = [
        (path, node, node.entries["verified"])
        for path, node in mappings(district(name).root)
        if isinstance(node.entries.get("verified"), Mapping)
    ]
    assert len(checks) > 40
    for path, node, check in checks:
        assert isinstance(check, Mapping)
        day = read_date(part(check, "on"))
        assert day is not None
        assert FIRST_CHECK <= day <= TODAY, path
        assert part(check, "by"), path
        assert part(check, "by") != part(node, "name"), path


@pytest.mark.parametrize("name", EVERY)
def test_a_person_has_the_same_numbers_wherever_the_person_is_named(name: str) -> None:
    seen: dict[tuple[str, str], str] = {}
    steps = (".primary", ".alternate", ".contact")
    for path, node in mappings(district(name).root):
        if path.endswith(steps) and part(node, "name"):
            for key in ("title", "phone", "mobile", "after_hours", "email"):
                known = seen.setdefault((part(node, "name"), key), part(node, key))
                assert part(node, key) == known, path


@pytest.mark.parametrize("name", EVERY)
def test_phones_are_the_numbers_kept_free_for_examples(name: str) -> None:
    text = text_of(name)
    numbers = re.findall(r"\(\d{3}\)\s*\d{3}-\d{4}", text)
    assert len(numbers) > 25
    for number in numbers:
        assert re.fullmatch(r"\([2-9]\d\d\) 555-01\d\d", number)
    rest = re.sub(r"\(\d{3}\) 555-01\d\d|555-01xx", "", text)
    assert re.findall(r"\b\d{3}[-. ]\d{4}\b|\b\d{10,11}\b|555", rest) == []


@pytest.mark.parametrize("name", EVERY)
def test_addresses_are_of_example_domains(name: str) -> None:
    text = text_of(name)
    domains = re.findall(r"@([\w.-]+\.[a-z]+)", text) + re.findall(r"https?://([\w.-]+)", text)
    assert len(domains) > 5
    for domain in domains:
        assert re.fullmatch(r"([\w-]+\.)*example\.(org|com|net)", domain), domain
    assert not re.search(r"\bwww\.(?![\w.-]*example\.)", text)


# -- people who are not to be shown -------------------------------------------------------------


@pytest.mark.parametrize("name", COMPLETE)
def test_one_member_of_the_committee_is_unlisted_and_one_shown_by_role(name: str) -> None:
    committee = district(name).node("committee")
    assert isinstance(committee, Sequence)
    assert 12 <= len(committee.items) <= 25
    shown = [part(item, "shown_as") for item in committee.items if isinstance(item, Mapping)]
    assert shown.count("unlisted") == 1
    assert shown.count("role") == 1


@pytest.mark.parametrize("name", COMPLETE)
def test_the_name_of_a_person_who_is_not_shown_stands_in_one_place_only(name: str) -> None:
    files = sorted((shipped("examples") / name).glob("*"))  # what is made of them: tests/golden
    text = "\n".join(f.read_text(encoding="utf-8") for f in files if f.is_file())
    hidden = [
        node
        for _, node in mappings(district(name).root)
        if part(node, "shown_as") != "" and part(node, "shown_as") != "name"
    ]
    assert len(hidden) == 2
    for node in hidden:
        person = part(node, "name")
        assert text.count(person) == 1
        assert text.lower().count(person.split()[-1].lower()) == 1
        assert not {"phone", "email", "mobile"} & set(node.entries)


# -- law, clocks, dates -------------------------------------------------------------------------


def test_california_and_michigan_confirm_the_time_limits_of_the_law_and_type_none() -> None:
    for name in ("california-small", "michigan-consortium"):
        for clock in ("reporting.oral", "reporting.written"):
            node = district(name).node(clock)
            assert isinstance(node, Mapping)
            assert set(node.entries) - {"to"} == {"verified"}
        assert law_gives(district(name), "law.oral.when")
        assert law_gives(district(name), "law.written.at_latest")


def test_texas_types_its_clock_because_the_law_data_is_not_sure_enough() -> None:
    answers = district("texas-midsize")
    assert not law_gives(answers, "law.oral.at_latest")
    assert answers.text("reporting.oral.at_latest") == "24"
    assert answers.text("reporting.oral.unit") == "hours"
    assert "§ 261.101(b)" in answers.text("reporting.oral.citation")
    assert "district police" in answers.text("reporting.oral.not_to")
    assert "police" in answers.text("reporting.oral.to")
    assert "district police" not in answers.text("reporting.oral.to")
    assert answers.node("reporting.written") is None


def test_the_county_line_of_california_is_typed_and_the_state_lines_come_from_the_law() -> None:
    assert answers_line("california-small").startswith("(530) 555-01")
    for name in ("texas-midsize", "michigan-consortium", "half-answered"):
        assert answers_line(name) == ""
        assert law_gives(district(name), "law.hotline.phone")


def answers_line(name: str) -> str:
    return district(name).text("hotline.phone")


def test_the_examples_differ_in_what_decides_a_protocol() -> None:
    def differ(path: str, names: tuple[str, ...] = COMPLETE) -> None:
        values = [district(name).text(path) for name in names]
        assert len(set(values)) == len(values), path

    for path in ("district.state", "district.languages", "control.form"):
        differ(path)
    for path in (
        "team.meet_at_risk",
        "returning.before",
        "levels.danger_lead",
        "board.packet_days",
    ):
        differ(path)
    differ("screening.local")
    differ("district.kind", ("california-small", "michigan-consortium", "half-answered"))


def test_sites_and_members_are_as_many_as_the_pages_say() -> None:
    counts = {}
    for name in COMPLETE:
        campuses = district(name).node("campuses")
        assert isinstance(campuses, Sequence)
        counts[name] = len(campuses.items)
    assert counts == {"california-small": 2, "michigan-consortium": 9, "texas-midsize": 14}


def test_the_campuses_of_the_consortium_belong_to_its_members_or_to_itself() -> None:
    answers = district("michigan-consortium")
    members, campuses = answers.node("district.members"), answers.node("campuses")
    assert isinstance(members, Sequence)
    assert isinstance(campuses, Sequence)
    names = {part(m, "name") for m in members.items if isinstance(m, Mapping)}
    homes = {part(c, "district") for c in campuses.items if isinstance(c, Mapping)}
    assert len(names) == 5
    assert homes - names == {"Birch Sound ISD"}
    assert names <= homes


@pytest.mark.parametrize("name", COMPLETE)
def test_adoption_falls_on_a_meeting_in_spring_before_the_protocol_is_in_force(name: str) -> None:
    answers = district(name)
    meetings = answers.node("board.meetings")
    assert isinstance(meetings, Sequence)
    days = {part(m, "date") for m in meetings.items if isinstance(m, Mapping)}
    adopted = answers.text("timeline.adopt_by")
    assert adopted in days
    assert "2027-03-20" <= adopted <= "2027-06-20"
    assert adopted < answers.text("control.effective_on") < answers.text("control.review_on")


@pytest.mark.parametrize("name", EVERY)
def test_breaks_end_after_they_begin_and_meetings_avoid_them(name: str) -> None:
    answers = district(name)
    breaks, meetings = answers.node("timeline.breaks"), answers.node("board.meetings")
    assert isinstance(breaks, Sequence)
    assert isinstance(meetings, Sequence)
    spans = [(part(b, "from_on"), part(b, "to_on")) for b in breaks.items if isinstance(b, Mapping)]
    assert all(first <= last for first, last in spans)
    for meeting in meetings.items:
        assert isinstance(meeting, Mapping)
        day = read_date(part(meeting, "date"))
        assert day is not None
        assert day.weekday() < 5
        summer = "-06-"
        inside = [s for s in spans if s[0] <= day.isoformat() <= s[1]]
        assert not inside or summer in day.isoformat()


@pytest.mark.parametrize("name", EVERY)
def test_a_comment_stands_above_records_and_answers(name: str) -> None:
    comments = [line for line in text_of(name).split("\n") if line.strip().startswith("# ")]
    assert len(comments) >= 18
    assert all(len(line) <= 120 for line in comments)


@pytest.mark.parametrize("name", EVERY)
def test_no_file_names_a_machine_or_a_student(name: str) -> None:
    files = [f for f in Path(shipped("examples") / name).rglob("*") if f.is_file()]
    made = {"protocol.md", "checklist.md", "timeline.md"}
    assert {f.name for f in files} == {"README.md", "district.yaml", "progress.yaml", *made}
    for file in files:
        content = file.read_bytes()
        assert b"\r" not in content
        assert not re.search(rb"/home/|/wor[k]/|/tm[p]/|C:\\", content)
