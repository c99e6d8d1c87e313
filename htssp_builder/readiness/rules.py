"""All rules, in the order in which a person would go through them."""

from collections.abc import Callable, Iterator

from htssp_builder.readiness import (
    committee,
    dates,
    law,
    numbers,
    partners,
    people,
    plan,
    scope,
    unanswered,
)
from htssp_builder.readiness.case import Case
from htssp_builder.readiness.hits import Hit

Rule = Callable[[Case], Iterator[Hit]]

RULES: tuple[Rule, ...] = (
    unanswered.promises,
    numbers.report_line,
    numbers.lines,
    numbers.shared,
    numbers.campus_numbers,
    people.alternates,
    people.reach,
    people.busy_contacts,
    people.verified,
    partners.agencies,
    partners.provider_categories,
    partners.agreements,
    law.state_known,
    law.pages_confirmed,
    law.limits_confirmed,
    law.limits_whole,
    law.limits_worded,
    law.limits_no_longer,
    law.labor,
    law.adults,
    plan.schedule,
    dates.statements_checked,
    dates.timeline,
    dates.meetings,
    dates.breaks,
    dates.force,
    dates.status,
    dates.changes,
    committee.seats,
    committee.members_seated,
    committee.open_meetings,
    scope.languages,
    scope.technology,
    scope.screening,
    scope.stand_ins,
    scope.training,
    scope.signatures,
)


def hits(case: Case) -> list[Hit]:
    """Everything that any rule finds. What a particular rule says of a question stands in the
    place of "not answered" for the same one."""
    found = [hit for rule in RULES for hit in rule(case)]
    rules = case.pack.findings.rules
    particular = {hit.path for hit in found if not is_open(hit) and _stops(hit.rule, case)}
    return [
        hit
        for hit in found
        if hit.rule in rules and not (_is_missing(hit) and hit.path in particular)
    ]


def _is_missing(hit: Hit) -> bool:
    return hit.rule.startswith(("question-", "parts-"))


def is_open(hit: Hit) -> bool:
    """Whether the hit says that an answer is missing or not known yet."""
    return _is_missing(hit) or hit.rule.startswith(("unknown-", "promise-"))


def _stops(rule: str, case: Case) -> bool:
    known = case.pack.findings.rules.get(rule)
    return known is not None and "error" in (known.severity, known.final)
