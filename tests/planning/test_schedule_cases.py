"""The cases of tests/cases/schedule.yaml, which a person of a school district can read."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from schedule_samples import shipped_plan

from htssp_builder.interview.answers import Answers
from htssp_builder.interview.shapes import Shape, make_shape
from htssp_builder.interview.values import read_date
from htssp_builder.pack.definitions import SectionDefinition, define, placed
from htssp_builder.pack.find import pack_folder
from htssp_builder.planning.inputs import read_inputs
from htssp_builder.planning.schedule import Schedule, lay
from htssp_builder.yamlfile.nodes import Mapping, Sequence, plain
from htssp_builder.yamlfile.read import read

FILE = Path(__file__).parent.parent / "cases" / "schedule.yaml"
DAYS = ("start", "papers_due", "first_reading", "adoption", "go_live")
FACTS = ("days_late", "begin_by", "chain", "mends", "adopts_with")
KNOWN = {*DAYS, *FACTS, "meeting", "spare", "begins", "ends", "troubles", "says"}


def cases() -> list[Mapping]:
    text = FILE.read_text(encoding="utf-8")
    indented = "".join(f"  {line}\n" for line in text.splitlines())
    root, problems = read(f"cases:\n{indented}", FILE.name)
    assert not problems, problems
    found = root.entries["cases"]
    assert isinstance(found, Sequence)
    return [case for case in found.items if isinstance(case, Mapping)]


@pytest.fixture(scope="module")
def shape() -> Shape:
    """What the base pack asks about dates."""
    questions = []
    for name in ("board", "control", "sites"):
        file = pack_folder("hhs") / "questionnaire" / f"{name}.yaml"
        node, problems = read(file.read_text(encoding="utf-8"), file.name)
        made, wrong = define(SectionDefinition, node, file.name)
        assert made is not None, problems + wrong
        questions += made.made(placed(node, file.name)).questions
    return make_shape(questions)


@pytest.mark.parametrize("case", cases(), ids=lambda case: plain(case.entries["case"]))
def test_case(case: Mapping, shape: Shape) -> None:
    said: Any = plain(case)
    given = case.entries["answers"]
    root = given if isinstance(given, Mapping) else Mapping({}, {}, 1)
    today = read_date(said["today"])
    assert today is not None
    plan = shipped_plan()
    made = lay(plan, read_inputs(Answers(shape, root, "case"), plan), today)
    expected = said["expect"]
    assert not set(expected) - KNOWN, "a misspelled expectation looks at nothing"
    found = dict(facts(made))
    assert {key: found[key] for key in expected if key in found} == {
        key: value for key, value in expected.items() if key in found
    }
    dated = {**made.lines, **made.steps}
    for key, day in expected.get("begins", {}).items():
        assert dated[key].start.isoformat() == day, key
    for key, day in expected.get("ends", {}).items():
        assert dated[key].end.isoformat() == day, key
    with_each = {r.kind: r.adoption.isoformat() for t in made.troubles for r in t.remedies}
    for kind, day in expected.get("adopts_with", {}).items():
        assert with_each[kind] == day, kind
    assert expected.get("says", "") in words(made)


def facts(made: Schedule) -> Iterator[tuple[str, Any]]:
    """What a case can expect, written as in the file."""
    for name in DAYS:
        yield name, written(getattr(made, name))
    yield "meeting", made.meeting
    yield "spare", str(made.spare)
    kinds = [trouble.kind for trouble in made.troubles]
    yield "troubles", kinds or "none"
    for trouble in made.troubles:
        yield "days_late", str(trouble.days)
        yield "begin_by", written(trouble.begin_by)
        yield "chain", list(trouble.chain)
        yield "mends", [remedy.kind for remedy in trouble.remedies]


def written(day: date | None) -> str:
    return day.isoformat() if day else "none"


def words(made: Schedule) -> str:
    """Everything that is said about a schedule."""
    said = [*made.assumed]
    for trouble in made.troubles:
        said += [trouble.what, trouble.remedy, *(r.text for r in trouble.remedies)]
    return " ".join(said)
