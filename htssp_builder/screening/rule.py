"""The at-risk rule of San Mateo County, and our own default beside it. Pure: nothing is kept.

The county's rule is about commercial sexual exploitation of a child. It has three factors, of
which one is enough, and five indicators, of which two are enough; the two lists are never added
together. Its words stand in the pack's screening.yaml; here is only the logic.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Answer = Literal["yes", "no", "unknown"]
Factor = Literal["RF1", "RF2", "RF3"]
Indicator = Literal["RI1", "RI2", "RI3", "RI4", "RI5"]
Event = Literal["suspected_recruitment_on_campus", "suspected_victim_on_campus", "confirmed"]
Item = Factor | Indicator | Event

FACTORS: tuple[Factor, ...] = ("RF1", "RF2", "RF3")
INDICATORS: tuple[Indicator, ...] = ("RI1", "RI2", "RI3", "RI4", "RI5")
EVENTS: tuple[Event, ...] = (
    "suspected_recruitment_on_campus",
    "suspected_victim_on_campus",
    "confirmed",
)
FACTORS_NEEDED = 1
INDICATORS_NEEDED = 2
OURS = "R"
"""The basis key of what is our own design and not the county's."""

ReportStep = Literal["make-report", "below-threshold"]
PoliceStep = Literal["involve", "not-named"]


class Result(NamedTuple):
    """What the county's rule says to what is known now.

    child_welfare_report: "below-threshold" is no finding that all is well: a mandated reporter
        who reasonably suspects any abuse reports, whatever the count.
    law_enforcement: "not-named" means that the rule does not name it here.
    outcomes: ids of the pack's sentences to show, in order; never empty.
    may_change: items answered "unknown" that, with other unknowns, could still add a step.
    """

    child_welfare_report: ReportStep
    law_enforcement: PoliceStep
    outcomes: tuple[str, ...]
    may_change: tuple[Item, ...]


class Default(NamedTuple):
    """What we print beside the county's result. basis is always ours (R): counsel may strike it.

    added: ids of the pack's own default sentences that made a difference.
    may_change: "suspected_off_campus" where it is unknown and could still add a step.
    """

    child_welfare_report: ReportStep
    law_enforcement: PoliceStep
    added: tuple[str, ...]
    may_change: tuple[str, ...]
    basis: str = OURS


def county_rule(answers: Mapping[str, Answer]) -> Result:
    """What the rule of San Mateo County says.

    answers: of each item of FACTORS, INDICATORS and EVENTS; one that is left out is unknown. An
    unknown counts as not true and is named where it could change the result.
    Raises ValueError for an item or an answer that the rule does not have.
    """
    known = _complete(answers)
    report = _at_risk(known, unknown_counts=False)
    police = _enforcement(known, unknown_counts=False)
    open_items = (*_open_in_report(known, report), *_open_in_enforcement(known, police))
    return Result(
        child_welfare_report="make-report" if report else "below-threshold",
        law_enforcement="involve" if police else "not-named",
        outcomes=_outcomes(report, police, bool(open_items)),
        may_change=open_items,
    )


def our_default(result: Result, *, suspected_off_campus: Answer) -> Default:
    """Our own addition to the county's result, never a part of it.

    Suspicion that arises off campus counts like suspicion on campus, and where law enforcement
    is involved a child-welfare report is made as well.
    """
    not_named = result.law_enforcement == "not-named"
    off_campus = not_named and suspected_off_campus == "yes"
    still_open = not_named and suspected_off_campus == "unknown"
    police: PoliceStep = "involve" if off_campus else result.law_enforcement
    both = police == "involve" and result.child_welfare_report == "below-threshold"
    report: ReportStep = "make-report" if both else result.child_welfare_report
    added = (*(("off-campus",) if off_campus else ()), *(("both-reports",) if both else ()))
    return Default(report, police, added, ("suspected_off_campus",) if still_open else ())


def _complete(answers: Mapping[str, Answer]) -> dict[Item, Answer]:
    items: tuple[Item, ...] = (*FACTORS, *INDICATORS, *EVENTS)
    foreign = sorted(set(answers) - set(items))
    if foreign:
        raise ValueError(f"The rule has no item called {', '.join(foreign)}.")
    known: dict[Item, Answer] = {item: answers.get(item, "unknown") for item in items}
    for item, answer in known.items():
        if answer not in ("yes", "no", "unknown"):
            raise ValueError(f"{item} is answered “{answer}”; it takes yes, no or unknown.")
    return known


def _count(known: Mapping[Item, Answer], items: tuple[Item, ...], unknown_counts: bool) -> int:
    counted = ("yes", "unknown") if unknown_counts else ("yes",)
    return sum(known[item] in counted for item in items)


def _at_risk(known: Mapping[Item, Answer], unknown_counts: bool) -> bool:
    return (
        _count(known, FACTORS, unknown_counts) >= FACTORS_NEEDED
        or _count(known, INDICATORS, unknown_counts) >= INDICATORS_NEEDED
    )


def _enforcement(known: Mapping[Item, Answer], unknown_counts: bool) -> bool:
    return _count(known, EVENTS, unknown_counts) > 0


def _unknown(known: Mapping[Item, Answer], items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(item for item in items if known[item] == "unknown")


def _open_in_report(known: Mapping[Item, Answer], report: bool) -> tuple[Item, ...]:
    """Unknown indicators matter only where enough of them remain to reach two."""
    if report:
        return ()
    within_reach = _count(known, INDICATORS, unknown_counts=True) >= INDICATORS_NEEDED
    indicators = _unknown(known, INDICATORS) if within_reach else ()
    return (*_unknown(known, FACTORS), *indicators)


def _open_in_enforcement(known: Mapping[Item, Answer], police: bool) -> tuple[Item, ...]:
    return () if police else _unknown(known, EVENTS)


def _outcomes(report: bool, police: bool, may_change: bool) -> tuple[str, ...]:
    said = [
        *(["law-enforcement"] if police else []),
        *(["child-welfare-report"] if report else ["below-threshold"]),
        *(["may-change"] if may_change else []),
    ]
    return tuple(said)
