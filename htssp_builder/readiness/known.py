"""What the rules need from a pack: their wording by id, the limits and the lists they look up.

A rule without wording reports nothing, so whatever a pack lacks of this has to be told.
"""

from typing import NamedTuple

from htssp_builder.pack.findings import Findings

KNOWN = frozenset([
    "mistake", "rules-missing", "rules-off", "second-copy", "private-cloud", "document-open",
    "law-open", "schedule-trouble", "progress-mistake", "progress-doubt", "done-in-future",
    "done-before-start", "owner-unknown", "blocked-long", "items-overdue", "question-draft",
    "question-final", "parts-draft", "parts-final", "unknown-required", "unknown-optional",
    "promise-passed", "stand-in", "report-line-national", "report-line-ours",
    "report-line-differs", "report-line-hint", "police-911", "line-is-office", "number-twice",
    "campus-private-number", "alternate-same", "alternate-same-night-number",
    "nights-coordinator", "nights-role", "nights-campus", "contact-many-campuses",
    "contact-never-called", "contact-stale", "contact-called-in-future", "contact-called-self",
    "no-law-enforcement", "no-child-welfare", "no-advocacy-center", "no-trafficking-services",
    "no-health-partner", "provider-categories", "agreement-ended", "agreement-ends-soon",
    "agreement-before-review", "no-law-data", "law-unconfirmed", "law-check-old",
    "law-checked-in-future", "limit-unconfirmed", "limit-confirmed-in-future",
    "limit-without-citation", "limit-without-recipient", "further-limit-without-recipient",
    "limit-half", "limit-in-words", "limit-lost-word", "limit-longer", "labor-ask", "labor-no",
    "adult-services-age", "start-after-adoption", "adoption-day-passed", "no-meeting-ahead",
    "no-meeting-in-time", "break-backwards", "breaks-overlap", "force-before-vote",
    "force-without-vote", "review-passed", "review-before-force", "review-late", "vote-in-future",
    "vote-without-day", "status-behind", "version-not-recorded", "change-in-future",
    "members-without-seat", "open-meeting-law", "no-interpreter", "no-translation",
    "virtual-without-technology", "screening-untrained", "training-groups", "signatory-unnamed",
])  # fmt: skip
"""Ids of every rule that is code. A seat at the committee's table names a rule of its own."""

LIMITS = frozenset([
    "verified_days", "agreement_days", "law_days", "campuses_per_contact", "blocked_days",
])  # fmt: skip
"""Numbers without which a rule would judge by nought."""

WORDS = frozenset([
    "stand_ins", "nobody", "always", "provider_categories", "trained_buses", "trained_food",
    "trained_front_desk", "trained_coaches", "trained_substitutes", "office_answers_central",
    "office_answers_campus", "office_answers_agency",
])  # fmt: skip
"""Lists without which a rule finds nothing."""


class Off(NamedTuple):
    """A rule that reports nothing here. why: as the pack says, "" where it was only left out."""

    rule: str
    why: str


def known_rules(findings: Findings) -> frozenset[str]:
    """Every rule that can fire with this pack: those of the code, and those that its seats name."""
    return KNOWN | {seat.rule for seat in findings.seats}


def rules_off(findings: Findings) -> list[Off]:
    """The rules that report nothing with this pack, those without a reason first."""
    silent = known_rules(findings) - set(findings.rules)
    off = [Off(rule, findings.off.get(rule, "")) for rule in silent]
    return sorted(off, key=lambda one: (bool(one.why), one.rule))
