"""A rule that a pack does not state, or leaves out on purpose, is named by every check."""

from readiness_cases import changed, example, findings, opened, without

from htssp_builder.pack.findings import NO_FINDINGS
from htssp_builder.readiness.findings import Finding
from htssp_builder.readiness.known import KNOWN, LIMITS, WORDS, rules_off

BASE = "texas-midsize"
TRAFFICKING_LINE = {"hotline.phone": "(888) 373-7888"}


def found(rule: str, told: list[Finding]) -> list[Finding]:
    return [one for one in told if one.rule == rule]


def test_the_shipped_pack_states_every_rule_limit_and_list_that_the_code_looks_up() -> None:
    rules = opened().pack.findings
    assert set(rules.rules) - {seat.rule for seat in rules.seats} == KNOWN
    assert set(rules.limits) == LIMITS
    assert set(rules.words) == WORDS
    assert rules_off(rules) == []


def test_a_forgotten_rule_is_told_beside_the_mistake_that_it_would_have_found() -> None:
    data = changed(example(BASE), TRAFFICKING_LINE)
    assert found("report-line-national", findings(data))
    told = findings(data, rules=without(["report-line-national", "nights-role"]))
    (missing,) = found("rules-missing", told)
    assert "nights-role and report-line-national" in missing.what
    assert missing.where.startswith("findings.yaml:")
    assert not found("report-line-national", told)


def test_a_forgotten_rule_stops_a_final_build_and_one_left_out_on_purpose_does_not() -> None:
    forgotten, chosen = without(["stand-in"]), without(off={"stand-in": "Counsel reads each page."})
    (missing,) = found("rules-missing", findings(example(BASE), rules=forgotten, final=True))
    assert missing.severity == "error"
    told = findings(example(BASE), rules=chosen, final=True)
    assert not found("rules-missing", told)
    (off,) = found("rules-off", told)
    assert off.severity == "note"
    assert "stand-in (Counsel reads each page)" in off.what


def test_nothing_silences_that_rules_are_silent() -> None:
    told = findings(example(BASE), rules=without(["rules-missing", "rules-off", "mistake"]))
    assert found("rules-missing", told) == []  # these three are told by every pack
    told = findings(example(BASE), rules=without(["rules-missing", "law-check-old"]))
    assert "law-check-old" in found("rules-missing", told)[0].what


def test_a_pack_without_rules_says_that_it_finds_nothing() -> None:
    told = findings(changed(example(BASE), TRAFFICKING_LINE), rules=NO_FINDINGS)
    (one,) = told
    assert one.rule == "rules-missing"
    assert f"all {len(KNOWN) - 3} of them" in one.what
