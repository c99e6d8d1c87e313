"""Rules about agencies, providers and agreements: who is called, and whether it still holds."""

from collections.abc import Iterator
from datetime import date

from htssp_builder.document.dates import show_date
from htssp_builder.interview.values import canonical, read_date
from htssp_builder.readiness.case import Case, Record
from htssp_builder.readiness.hits import Hit, listed


def kinds(case: Case, table: str, column: str) -> set[str]:
    """The kinds that some row of a table has, with a name and a number."""
    return {
        kind_of(case, record, table, column)
        for record in case.records(table)
        if record.name and (record.text("phone") or record.text("after_hours"))
    }


def kind_of(case: Case, record: Record, table: str, column: str) -> str:
    """The kind of a row by its value, also where its label was typed."""
    shape = case.shape(f"{table}.any.{column}")
    return canonical("choice", record.text(column), shape.choices) if shape is not None else ""


def agencies(case: Case) -> Iterator[Hit]:
    """Without law enforcement and child welfare nothing goes live; three more are partners."""
    agency, provider = kinds(case, "agencies", "kind"), kinds(case, "providers", "category")
    for rule, kind in (
        ("no-law-enforcement", "law-enforcement"),
        ("no-child-welfare", "child-welfare"),
    ):
        if kind not in agency:
            yield Hit(rule, "agencies")
    for rule, kind, category in (
        ("no-advocacy-center", "advocacy-center", "advocacy"),
        ("no-trafficking-services", "trafficking-services", "trafficking"),
        ("no-health-partner", "health", "health"),
    ):
        if kind not in agency and category not in provider:
            yield Hit(rule, "agencies")


def provider_categories(case: Case) -> Iterator[Hit]:
    """A student may need any of these; each needs a name and a number."""
    shape = case.shape("providers.any.category")
    if shape is None or not case.records("providers"):
        return
    labels = dict(shape.choices)
    there = kinds(case, "providers", "category")
    wanted = case.words("provider_categories")
    missing = [labels.get(one, one).lower() for one in wanted if one not in there]
    if missing:
        yield Hit("provider-categories", "providers", {"categories": listed(missing, 9)},
                  mends=len(missing))  # fmt: skip


def agreements(case: Case) -> Iterator[Hit]:
    """Agreements that have ended, end soon, or end before the next review."""
    review = case.day("control.review_on")
    for table in ("agencies", "providers"):
        for record in case.records(table):
            until = read_date(record.text("agreement_until"))
            if until is not None:
                yield from _agreement(case, record, until, review)


def _agreement(case: Case, record: Record, until: date, review: date | None) -> Iterator[Hit]:
    left = (until - case.today).days
    words = {"who": record.name, "until": show_date(until)}
    path = f"{record.path}.agreement_until"
    if left < 0:
        yield Hit("agreement-ended", path, words)
    elif left <= case.limit("agreement_days"):
        yield Hit("agreement-ends-soon", path, {**words, "days": str(left)})
    elif review is not None and until < review:
        yield Hit("agreement-before-review", path, {**words, "review": show_date(review)})
