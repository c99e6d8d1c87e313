"""Where a thing comes from: every question, section, block, step, rule and source can be asked."""

import re
from datetime import date
from pathlib import Path

import pytest

from htssp_builder.actions.packs import open_pack
from htssp_builder.actions.why import Why, explain
from htssp_builder.actions.why_answers import about_answers
from htssp_builder.actions.why_documents import about_documents, block_lines
from htssp_builder.actions.why_ground import OWN_DESIGN, Ground, Reason
from htssp_builder.actions.why_plan import about_plan, about_rules, about_sources, source_keys
from htssp_builder.problems import HtsspError

TODAY = date(2026, 11, 24)


def why(folder: Path, thing: str) -> Why:
    return explain(folder, thing, today=TODAY)


def one(folder: Path, thing: str, kind: str) -> Reason:
    (found,) = [reason for reason in why(folder, thing).reasons if reason.kind == kind]
    return found


def test_a_question_says_why_it_is_asked_where_it_is_printed_and_what_it_stands_on(
    tmp_path: Path,
) -> None:
    reason = one(tmp_path, "hotline.phone", "question")
    facts = dict(reason.facts)
    assert reason.title == "Child abuse report line, phone"
    assert "questionnaire/essentials.yaml:" in facts["Asked in"]
    assert "wrong number" in facts["Why it is asked"]
    assert "section 1, When a student is in danger" in facts["Printed in"]
    assert "Appendix F, Hotlines" in facts["Printed in"]
    assert "report-line-ours" in facts["Rules, among others"]
    assert [source.key for source in reason.sources] == ["law.hotline"]
    assert "htssp law STATE --topic hotline" in reason.sources[0].note


def test_a_question_of_a_district_has_its_law_and_its_open_findings(texas: Path) -> None:
    file = texas / "district.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("{by: Imani Brooks, on: 2026-10-28}", "{}"), encoding="utf-8")
    reason = one(texas, "hotline.phone", "question")
    assert reason.sources[0].title == "Texas law: Child abuse report line"
    assert reason.sources[0].address.startswith("https://")
    assert "the law data says: 1-800-252-5400" in dict(reason.facts)["If not answered"]
    verified = dict(one(texas, "hotline.verified", "question").facts)
    assert "To be settled now" in verified
    assert not (texas / ".htssp").exists(), "explaining saves nothing"


@pytest.mark.parametrize(
    "path", ["campuses.<id>.phone", "campuses.*.phone", "campuses.bluebonnet.phone"]
)
def test_a_column_of_a_table_is_explained_for_any_record(texas: Path, path: str) -> None:
    facts = dict(one(texas, path, "question").facts)
    assert facts["Part of"] == "Campuses and program sites"
    assert "section 5, Campus points of contact" in facts["Printed in"]


def test_an_answer_that_only_decides_what_is_printed_says_where(tmp_path: Path) -> None:
    facts = dict(one(tmp_path, "scope.adults", "question").facts)
    assert "(it decides what is printed there)" in facts["Printed in"]
    assert facts["If not answered"] == "it is taken to be: yes"


def test_a_name_that_means_several_things_is_explained_as_each(tmp_path: Path) -> None:
    kinds = [reason.kind for reason in why(tmp_path, "reporting").reasons]
    assert kinds == [
        "group of questions",
        "section of the questionnaire",
        "section of a document",
    ]


@pytest.mark.parametrize("thing", ["reporting", "9"])
def test_a_section_says_who_may_change_it_and_what_it_rests_on(tmp_path: Path, thing: str) -> None:
    reasons = [r for r in why(tmp_path, thing).reasons if r.kind == "section of a document"]
    reason = next(r for r in reasons if r.title == "9 Making the report")
    assert "the board only" in dict(reason.facts)["Who may change it"]
    assert {"law.oral", "law.written"} <= {source.key for source in reason.sources}


def test_a_block_shows_its_duty_and_its_line(texas: Path) -> None:
    reason = one(texas, "reporting.any-employee-who", "block of a document")
    facts = dict(reason.facts)
    assert "Texas Department of Family and Protective Services" in facts["Text"]
    assert facts["Duty: who"] == "Any employee"
    assert facts["Duty: by when"].startswith("immediately")
    assert re.fullmatch(r"documents/protocol/09-reporting\.md\.j2:\d+", facts["Written in"])
    assert [source.key for source in reason.sources] == ["law.oral"]


def test_no_made_up_answer_is_ever_shown_as_text(tmp_path: Path) -> None:
    """A sample's time limit could be taken for the law's."""
    open_text = dict(one(tmp_path, "reporting.any-employee-who", "block of a document").facts)
    assert "[To complete: Time limit for the report by phone]" in open_text["Text"]
    facts = dict(one(tmp_path, "reporting.same-employee-sends", "block of a document").facts)
    assert facts["Text"] == "printed on a condition that does not hold here"
    assert "{{ reporting.written }}" in facts["Written as"]


def test_a_row_of_a_loop_is_found_by_its_written_id(texas: Path) -> None:
    ground, file = Ground(texas), "documents/protocol/05-campuses.md.j2"
    written = re.findall(r"#(campuses\.[\w.-]+)", ground.pack.templates[file])
    assert written
    for ident in written:
        (found,) = about_documents(ground, ident)
        assert dict(found.facts)["Written in"].startswith(f"{file}:")


@pytest.mark.parametrize("thing", ["T9", "t9"])
def test_a_step_says_who_leads_it_and_what_it_waits_for(tmp_path: Path, thing: str) -> None:
    reason = one(tmp_path, thing, "step of the plan")
    facts = dict(reason.facts)
    assert reason.id == "T9"
    assert facts["Led by"] == "HTSSP coordinator (roles.coordinator)"
    assert "T4 " in facts["Waits for"]
    assert "A3 " in facts["Items"]
    assert reason.sources


@pytest.mark.parametrize("thing", ["A3", "a3", "A3.bluebonnet"])
def test_an_item_is_explained_also_for_one_campus(texas: Path, thing: str) -> None:
    reason = one(texas, thing, "item of the checklist")
    assert reason.id == "A3"
    assert dict(reason.facts)["Lines"] == "one for each campus"
    assert dict(reason.facts)["Step"].startswith("T9 ")


def test_our_own_design_is_never_passed_off_as_a_requirement(tmp_path: Path) -> None:
    reason = one(tmp_path, "R", "source")
    assert reason.title == "Our own working design"
    assert "not a requirement of HHS and not law" in dict(reason.facts)["Stands for"]
    for thing in ("T9", "emergency.radio", "contact-stale"):
        found = {s.key: s.title for r in why(tmp_path, thing).reasons for s in r.sources}
        assert found["R"] == OWN_DESIGN


def test_a_source_says_what_stands_on_it(tmp_path: Path) -> None:
    facts = dict(one(tmp_path, "htype", "source").facts)
    assert facts["Address"].startswith("https://www.acf.hhs.gov/")
    assert "agencies" in facts["Questions on it"]
    assert "24 Equity and access" in facts["Sections on it"]


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        ("roles.cordinator", "Did you mean 'roles.coordinator'?"),
        ("HTYPES", "Did you mean 'HTYPE'?"),
        ("contact-stael", "Did you mean 'contact-stale'?"),
        ("reporting.any-employee-woh", "Did you mean 'reporting.any-employee-who'?"),
        ("", "Name a question"),
        ("☃ snow", "Name a question"),
    ],
)
def test_what_has_no_name_in_the_pack_is_told_with_the_nearest(
    tmp_path: Path, thing: str, words: str
) -> None:
    with pytest.raises(HtsspError) as wrong:
        why(tmp_path, thing)
    assert words in str(wrong.value)


def test_every_step_item_rule_and_source_can_be_asked(tmp_path: Path) -> None:
    ground = Ground(tmp_path)
    plan = ground.pack.plan
    names = [s.id for s in plan.steps] + [i.id for i in plan.items]
    assert len(names) == 23 + len(plan.items) > 80
    for name in names:
        (reason,) = about_plan(ground, name)
        assert reason.sources
    for rule in ground.pack.findings.rules:
        assert len(list(about_rules(ground, rule))) == 1
    for key in source_keys(ground):
        (reason,) = about_sources(ground, key)
        assert reason.title != "This key stands for nothing in the pack."


@pytest.mark.slow
def test_every_section_and_every_written_block_can_be_asked(tmp_path: Path) -> None:
    ground = Ground(tmp_path)
    for spec in ground.pack.documents.values():
        for section in spec.sections:
            assert any(r.id == section.id for r in about_documents(ground, section.id))
    lines = block_lines(ground)
    assert len(lines) > 300
    for ident in list(lines)[::17]:
        found = [r for r in about_documents(ground, ident) if r.kind == "block of a document"]
        assert found, ident
        assert all(source.title for source in found[0].sources)


@pytest.mark.slow
def test_every_question_is_explained_with_a_source(texas: Path) -> None:
    pack = open_pack("hhs").pack
    ground = Ground(texas)
    for question in pack.questions()[::9]:
        found = [r for r in about_answers(ground, question.id, TODAY) if r.kind == "question"]
        assert [reason.title for reason in found] == [question.label]
        assert len(found[0].sources) == len(dict.fromkeys(question.basis))


def test_the_report_for_programs_holds_the_same(tmp_path: Path) -> None:
    report = why(tmp_path, "T9").report()
    assert report["schema"] == "htssp/why/1"
    (reason,) = report["data"]["reasons"]
    assert reason["id"] == "T9"
    assert {"label": "Phase", "text": "Develop"} in reason["facts"]
