"""Charts that the tests of the figures share."""

from datetime import date, timedelta

from htssp_builder.figures.gantt import Bar, Chart

START = date(2026, 8, 10)
STEPS = (
    ("Executive sponsor and mandate", "Plan", 0, 2, "done"),
    ("Name HTSSP coordinator and alternate", "Plan", 1, 2, "done"),
    ("Recruit the committee; conflict, confidentiality and safety ground rules", "Plan", 2, 4,
     "critical"),
    ("Law and policy review", "Plan", 3, 4, "bar"),
    ("Inventory of policies, services and agreements", "Plan", 4, 4, "bar"),
    ("Understand the situation", "Plan", 6, 6, "critical"),
    ("Goals, scope, success measures", "Plan", 11, 2, "critical"),
    ("Definitions, risk and indicator set, activation thresholds", "Develop", 13, 3, "critical"),
    ("Roles, contacts, alternates, after-hours chain for the district and every campus",
     "Develop", 13, 4, "bar"),
    ("Response procedures and flowcharts for each scenario", "Develop", 15, 6, "critical"),
    ("Caregiver decision, confidentiality, documentation, records, information-sharing",
     "Develop", 17, 4, "bar"),
    ("Referral pathways and agreements with every partner", "Develop", 17, 8, "bar"),
    ("Return to school, safety plan and academic support", "Develop", 20, 3, "bar"),
    ("Training, prevention education and communications plan", "Develop", 20, 4, "bar"),
    ("External review", "Develop", 24, 4, "critical"),
    ("Legal sign-off", "Develop", 27, 2, "critical"),
    ("Tabletop on the draft; fix", "Develop", 28, 2, "critical"),
    ("Adoption by the board", "Develop", 32, 0, "milestone"),
    ("Train response team and campus points of contact, then all staff", "Implement", 32, 6, "bar"),
    ("Publish: staff one-page, family notice, posters, web page", "Implement", 33, 4, "bar"),
    ("Go live; check-ins of the first 90 days", "Implement", 38, 12, "bar"),
    ("Quarterly contact check", "Sustain", 51, 1, "bar"),
    ("Annual drill, survey, evaluation, revision", "Sustain", 52, 8, "bar"),
)  # fmt: skip


def rows() -> tuple[Bar, ...]:
    """The 23 steps of a plan, as long as they are in the pack."""
    made = []
    for at, (label, group, week, weeks, kind) in enumerate(STEPS, 1):
        begin = START + timedelta(weeks=week)
        end = begin + timedelta(days=max(7 * weeks - 3, 0))
        made.append(Bar(f"T{at} {label}", begin, end, group, kind))
    return tuple(made)


def plan(**more: object) -> Chart:
    """A whole plan with breaks and a day that is today."""
    given = {
        "title": "Timeline of the protocol",
        "start": START,
        "end": START + timedelta(weeks=40),
        "rows": rows(),
        "today": date(2026, 11, 24),
        "shaded": (
            (date(2026, 12, 21), date(2027, 1, 3), "Winter break"),
            (date(2027, 3, 22), date(2027, 3, 22), "Spring day"),
        ),
    }
    return Chart(**{**given, **more})  # type: ignore[arg-type]
