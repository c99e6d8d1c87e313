"""Whatever stands in the answers: the check gives an answer, and names nobody who is not shown."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readiness_cases import changed, example, findings, opened

from htssp_builder.readiness.known import known_rules

BASE = "texas-midsize"
SIGNS = st.text(alphabet="{}()[]%.,;:?!-_+*/\\\"' \n\t0123456789abcXYZéñ\u202e", max_size=24)
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    SIGNS,
    st.sampled_from(
        ["2026-02-30", "1-888-373-7888", "911", "no", "tbd", "immediately", "99999999"]
    ),
)
ANSWERS = st.recursive(
    VALUES,
    lambda parts: st.lists(parts, max_size=3)
    | st.dictionaries(st.sampled_from(["id", "name", "unknown", "who", "by", "on", "x"]), parts,
                      max_size=3),
    max_leaves=6,
)  # fmt: skip


def paths_of(data: Any, path: str = "") -> list[str]:
    """Every place in plain answers, rows by their id."""
    found = []
    if isinstance(data, dict):
        for name, part in data.items():
            here = f"{path}.{name}" if path else name
            found += [here, *paths_of(part, here)]
    if isinstance(data, list):
        for row in data:
            found += paths_of(row, f"{path}.{row['id']}")
    return found


PATHS = [
    p for p in paths_of(example(BASE)) if not p.endswith(".id") and p not in ("format", "pack")
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(PATHS), ANSWERS, min_size=1, max_size=4))
def test_no_answer_stops_the_check(change: dict[str, Any]) -> None:
    data = example(BASE)
    # A whole and a part of it in one change would meet a row that is not there any more.
    for path, value in sorted(change.items(), reverse=True):
        data = changed(data, {path: value if value != "empty" else "full"})
    for final in (False, True):
        for finding in findings(data, final=final):
            assert finding.what
            assert finding.severity in ("error", "warning", "note")
            assert finding.rule in known_rules(opened().pack.findings)


QUESTIONS = [
    question.id
    for question in opened().pack.questions()
    if question.required and question.type in ("text", "paragraph", "phone", "date", "number")
]


def missing(data: Any, path: str) -> set[str]:
    return {
        finding.rule
        for finding in findings(data)
        if finding.path == path and finding.rule.startswith(("question-", "parts-"))
    }


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(QUESTIONS), st.text(alphabet="abc XYZ0123456789", min_size=1, max_size=20))
def test_an_answer_never_adds_that_it_is_missing(path: str, answer: str) -> None:
    without = changed(example("half-answered"), {path: "empty"})
    answered = changed(without, {path: answer.strip() or "x"})
    assert missing(answered, path) == set()


NAMES = st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=4, max_size=12).map(
    lambda word: f"Zz{word.lower()} {word.capitalize()}qq"
)


@settings(max_examples=25, deadline=None)
@given(NAMES, st.sampled_from(["role", "unlisted"]), st.sampled_from(["tbd", "empty", "Adviser"]))
def test_a_person_who_is_not_shown_is_named_nowhere(name: str, shown: str, role: str) -> None:
    ident = name.lower().replace(" ", "-")
    data = changed(example("half-answered"), {})
    data["committee"].append({"id": ident, "name": name, "shown_as": shown, "role": "r"})
    data = changed(data, {f"committee.{ident}.role": role})
    data["roles"]["nurse"] = {
        "primary": {"name": name, "phone": "(313) 555-0190", "shown_as": shown,
                    "verified": {"by": name, "on": "2026-01-02"}},
        "alternate": {"name": name, "phone": "(313) 555-0190", "shown_as": shown},
    }  # fmt: skip
    data["records"]["retention"] = {"unknown": {"who": name, "by": "2026-01-05"}}
    found = findings(data, composed=True)
    told = " ".join(repr(finding) for finding in found).lower()
    assert name.lower() not in told
    assert ident not in told
    assert [f for f in found if f.path.startswith("roles.nurse")]
