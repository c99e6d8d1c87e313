"""Rules about people: two of them for each role and site, whom one reaches, when last called."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from htssp_builder.document.dates import show_date
from htssp_builder.interview.values import read_date
from htssp_builder.readiness.case import Case, Person, Place, Record, text_of
from htssp_builder.readiness.hits import Hit, counted
from htssp_builder.readiness.sameness import same_name, same_number
from htssp_builder.yamlfile.nodes import Mapping


def alternates(case: Case) -> Iterator[Hit]:
    """The alternate is another person, with a number of their own at night.

    The district line is answered day and night by itself, so two people may share that one.
    """
    line = same_number(case.text("emergency.district_line"))
    for place in (*case.roles, *case.campuses):
        if place.first is None or place.second is None:
            continue
        if _same_person(place.first, place.second):
            yield Hit("alternate-same", place.second_path, {"place": place.called})
        elif _shared_night(place.first, place.second) not in ("", line):
            words = {"place": place.called, "number": place.second.text("after_hours")}
            yield Hit("alternate-same-night-number", f"{place.second_path}.after_hours", words)


def _same_person(one: Person, other: Person) -> bool:
    if same_name(one.name) == same_name(other.name):
        return True
    phones = same_number(one.text("phone")), same_number(other.text("phone"))
    mails = one.text("email").lower(), other.text("email").lower()
    return bool(phones[0]) and phones[0] == phones[1] and bool(mails[0]) and mails[0] == mails[1]


def _shared_night(one: Person, other: Person) -> str:
    """The one number at which both can be reached at night and at no other, "" where none."""
    nights = {same_number(p.text(part)) for p in (one, other) for part in ("after_hours", "mobile")}
    nights.discard("")
    both = all(p.text("after_hours") or p.text("mobile") for p in (one, other))
    return nights.pop() if both and len(nights) == 1 else ""


NIGHT_ROLES = ("roles.sponsor", "roles.safety", "roles.transport")


def reach(case: Case) -> Iterator[Hit]:
    """Somebody answers after hours for the roles that a case cannot wait for, and each campus."""
    for place in case.roles:
        if place.people and not any(map(has_night_number, place.people)):
            path = f"{place.people[0].path}.after_hours"
            if place.path == "roles.coordinator":
                yield Hit("nights-coordinator", path, {"place": place.called})
            elif place.path in NIGHT_ROLES:
                yield Hit("nights-role", path, {"place": place.called})
    for place in case.campuses:
        if place.people and not any(map(has_night_number, place.people)):
            yield Hit("nights-campus", f"{place.people[0].path}.after_hours",
                      {"place": place.called})  # fmt: skip


def has_night_number(person: Person) -> bool:
    """Whether the person can be called outside school hours."""
    return bool(person.text("after_hours") or person.text("mobile"))


def busy_contacts(case: Case) -> Iterator[Hit]:
    """One person cannot be the point of contact of many sites."""
    most = case.limit("campuses_per_contact")
    served: dict[str, list[Place]] = {}
    for place in case.campuses:
        if place.first is not None:
            served.setdefault(same_name(place.first.name), []).append(place)
    for places in served.values():
        first = places[0].first
        if len(places) > most and first is not None:
            yield Hit("contact-many-campuses", first.path, {
                "who": _shown(first, "The point of contact"),
                "campuses": counted(len(places), "campus", "campuses"),
            })  # fmt: skip


def _shown(person: Person, instead: str) -> str:
    return instead if text_of(person.node, "shown_as") in ("role", "unlisted") else person.name


class Verified(NamedTuple):
    """When a contact was last called, and by whom. name: of the person called, "" for a desk."""

    path: str
    who: str
    name: str
    by: str
    on: date | None
    told: bool


def contacts(case: Case) -> Iterator[Verified]:
    """Everybody and every desk whose number is printed."""
    for person in case.people:
        yield _verified(person.node, f"{person.path}.verified", person.who, person.name)
    for table in ("agencies", "providers"):
        for record in case.records(table):
            yield _desk(record)
    found = case.answers.node("hotline.verified")
    if isinstance(found, Mapping):
        yield _read(found, "hotline.verified", "The child abuse report line", "")


def _desk(record: Record) -> Verified:
    who = record.name or f"Row {record.number}"
    unit = record.text("unit")
    return _verified(record.node, f"{record.path}.verified", f"{who} ({unit})" if unit else who, "")


def _verified(node: Mapping, path: str, who: str, name: str) -> Verified:
    found = node.entries.get("verified")
    if not isinstance(found, Mapping):
        return Verified(path, who, name, "", None, False)
    return _read(found, path, who, name)


def _read(node: Mapping, path: str, who: str, name: str) -> Verified:
    told = "unknown" in node.entries
    return Verified(path, who, name, text_of(node, "by"), read_date(text_of(node, "on")), told)


def verified(case: Case) -> Iterator[Hit]:
    """Every number was called by somebody else, and not long ago."""
    called = {_same_line(p) for p in case.people if text_of(p.node, "verified", "on")}
    known = {f"{p.path}.verified" for p in case.people if _same_line(p) in called}
    for found in contacts(case):
        # The same person at the same number, called under another role, has been called.
        if found.on is not None or found.path not in known:
            yield from _judged(case, found)


def _same_line(person: Person) -> tuple[str, str]:
    return same_name(person.name), same_number(person.text("phone"))


def _judged(case: Case, found: Verified) -> Iterator[Hit]:
    words = {"who": found.who, "by": found.by}
    if found.on is None:
        if found.name and not found.told:
            yield Hit("contact-never-called", found.path, words)
        return
    words["on"] = show_date(found.on)
    age = (case.today - found.on).days
    if age < 0:
        yield Hit("contact-called-in-future", f"{found.path}.on", words)
    elif age > case.limit("verified_days"):
        yield Hit("contact-stale", f"{found.path}.on", {**words, "days": str(age)})
    if found.name and found.by and same_name(found.name) == same_name(found.by):
        yield Hit("contact-called-self", f"{found.path}.by", words)
