"""plan.yaml is read whole or refused with the line, and `pack check` proves that it fits."""

import json
from typing import Any

import pytest
from small_pack import QUESTIONS, files, pack

from htssp_builder.pack.load import load_pack
from htssp_builder.pack.plan import Plan
from htssp_builder.problems import HtsspError, Problem
from htssp_builder.proof.development import check_plan

SOUND: dict[str, Any] = {
    "phases": [{"id": "all", "title": "All of it", "intro": "Everything."}],
    "paces": [{"id": "slow", "title": "Slow"}, {"id": "quick", "title": "Quick"}],
    "owners": {
        "coordinator": {"title": "Coordinator", "path": "roles.coordinator"},
        "campus": {"title": "Point of contact", "path": "campuses"},
        "board": {"title": "Board"},
    },
    "groups": [{"id": "A", "title": "First"}],
    "steps": [
        {
            "id": "T1",
            "phase": "all",
            "title": "Write it",
            "lead": "coordinator",
            "support": ["board"],
            "output": "Draft",
            "weeks": {"slow": [0, "4"], "quick": [0, 2]},
            "basis": ["R"],
        },
        {
            "id": "T2",
            "phase": "all",
            "title": "Adopt it",
            "lead": "board",
            "output": "Minute",
            "weeks": {"slow": [4, 2], "quick": [2, 1]},
            "waits_for": ["T1", "A1"],
            "lands": "adoption",
            "basis": ["R", "S1"],
        },
        {
            "id": "T3",
            "phase": "all",
            "title": "Use it",
            "lead": "coordinator",
            "output": "Notes",
            "weeks": {"slow": [-1, 3], "quick": [0, 1]},
            "after": "adoption",
            "lands": "go-live",
            "waits_for": ["T2"],
            "basis": ["R"],
        },
    ],
    "items": [
        {
            "id": "A1",
            "group": "A",
            "step": "T1",
            "title": "It is written here.",
            "owner": "campus",
            "evidence": "Page",
            "basis": ["R"],
            "per": "campus",
            "when": "district.adults and district.kind in [plain, joint]",
        }
    ],
}


def changed(path: str, value: Any) -> str:
    """The sound plan with one place changed, as YAML; None takes the place out."""
    made = json.loads(json.dumps(SOUND))
    *steps, last = [int(s) if s.isdigit() else s for s in path.split(".")]
    here = made
    for step in steps:
        here = here[step]
    if value is None:
        del here[last]
    else:
        here[last] = value
    return json.dumps(made, indent=1)


def problems(plan: str) -> list[Problem]:
    return list(check_plan(pack(plan_dot_yaml=plan)))


def test_a_pack_without_the_file_has_an_empty_plan_and_no_problem() -> None:
    made = pack()
    assert made.plan == Plan()
    assert list(check_plan(made)) == []


def test_a_sound_plan_is_read_whole() -> None:
    made = pack(plan_dot_yaml=json.dumps(SOUND, indent=1))
    assert list(check_plan(made)) == []
    plan = made.plan
    assert plan.steps[0].weeks == {"slow": (0, 4), "quick": (0, 2)}
    assert plan.steps[2].weeks["slow"] == (-1, 3)
    assert plan.owners["campus"].path == "campuses"
    assert plan.items[0].per == "campus"
    assert plan.steps[0].where.startswith("plan.yaml:")


WRONG = [
    ("steps.0.phase", "al", "There is no phase 'al'", "all"),
    ("steps.0.lead", "coordinatr", "There is no owner 'coordinatr'", "coordinator"),
    ("steps.0.support", ["bord"], "There is no owner 'bord'", "board"),
    ("steps.1.waits_for", ["T9"], "There is no step or item 'T9'", ""),
    ("steps.0.waits_for", ["T2"], "so none can begin", "Take one"),
    ("steps.0.waits_for", ["T1"], "so none can begin", "Take one"),
    ("steps.0.basis", ["X9"], "The basis 'X9' stands for nothing", ""),
    ("steps.0.weeks", {"slow": [0, 4]}, "no weeks at the pace 'quick'", "quick:"),
    ("steps.0.weeks", {"slow": [0, 4], "quick": [0, 2], "fast": [0, 1]}, "no pace 'fast'", ""),
    ("steps.1.lands", "", "0 steps say 'lands: adoption'", "board's vote"),
    ("steps.0.lands", "adoption", "2 steps say 'lands: adoption'", "board's vote"),
    ("steps.1.after", "go-live", "cannot land on adoption", "after"),
    ("steps.2.lands", "", "0 steps say 'lands: go-live'", "in force"),
    ("steps.1.id", "T1", "The id 'T1' stands twice", "its own"),
    ("items.0.id", "T1", "The id 'T1' stands twice", "its own"),
    ("items.0.group", "B", "There is no group 'B'", "A"),
    ("items.0.step", "T7", "There is no step 'T7'", "T1"),
    ("items.0.owner", "campuss", "There is no owner 'campuss'", "campus"),
    ("items.0.weeks", {"slow": [0, 1]}, "no weeks at the pace 'quick'", "quick:"),
    ("items.0.basis", ["X9"], "The basis 'X9' stands for nothing", ""),
    ("items.0.when", "district.adults and", "cannot be read", "Write paths"),
    ("items.0.when", "district.adlts", "asks for 'district.adlts'", "district.adults"),
    ("items.0.when", "district.kind == plan", "compares 'district.kind' with 'plan'", "plain"),
    ("owners.coordinator.path", "roles.cordinator", "looked for in 'roles.cordinator'",
     "roles.coordinator"),
    ("owners.coordinator.path", "district.name", "which is no role", "role"),
    ("phases", [{"id": "all", "title": "a"}, {"id": "all", "title": "b"}],
     "phase 'all' stands twice", "Remove"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "what", "remedy"), WRONG)
def test_what_does_not_fit_is_named_with_file_and_line(
    path: str, value: Any, what: str, remedy: str
) -> None:
    found = problems(changed(path, value))
    hit = [p for p in found if what in p.what]
    assert hit, [p.sentence() for p in found]
    assert hit[0].where.startswith("plan.yaml")
    assert remedy in hit[0].remedy


def test_campus_items_need_a_question_about_campuses() -> None:
    questions = QUESTIONS.replace("- id: campuses", "- id: sites")
    made = pack(questions=questions, plan_dot_yaml=json.dumps(SOUND, indent=1))
    whats = [p.what for p in check_plan(made)]
    assert "The questionnaire has no campuses." in whats


UNREADABLE = [
    ("steps.0.weeks", {"slow": [0, 0]}, "at least one week"),
    ("steps.0.weeks", {"slow": ["soon", 2]}, "integer"),
    ("steps.0.weeks", {"slow": [1]}, "missing"),
    ("steps.0.title", None, "'title' is missing"),
    ("steps.0.colour", "red", "'colour' is not known here"),
    ("steps.0.lands", "moon", "adoption"),
    ("steps.0.basis", [], "at least 1"),
    ("items.0.basis", None, "'basis' is missing"),
    ("items.0.per", "school", "campus"),
    ("steps.0.id", "T 1", "is not an id"),
    ("steps", [], "at least 1"),
]


@pytest.mark.parametrize(("path", "value", "what"), UNREADABLE)
def test_what_cannot_be_read_is_refused_with_file_and_line(
    path: str, value: Any, what: str
) -> None:
    with pytest.raises(HtsspError) as wrong:
        load_pack(files(plan_dot_yaml=changed(path, value)))
    found = wrong.value.problems
    assert all(p.where.startswith("plan.yaml:") for p in found)
    assert what in " ".join(p.sentence() for p in found)
