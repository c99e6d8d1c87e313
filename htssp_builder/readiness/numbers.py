"""Rules about phone numbers: a wrong one, or one that is somebody else's."""

from collections.abc import Iterator
from typing import NamedTuple

from htssp_builder.readiness.case import Case, Person
from htssp_builder.readiness.hits import Hit
from htssp_builder.readiness.sameness import same_name, same_number


def report_line(case: Case) -> Iterator[Hit]:
    """The report line is the agency's: not a national line, not one of our own."""
    typed = case.said("hotline.phone")
    number = same_number(typed)
    if not number:
        yield from _hint(case)
        return
    for line in case.pack.contacts:
        if number == same_number(str(line.get("phone") or "")):
            yield Hit("report-line-national", "hotline.phone",
                      {"number": typed, "line": str(line["name"])})  # fmt: skip
            return
    owner = _own_numbers(case).get(number)
    if owner:
        yield Hit("report-line-ours", "hotline.phone", {"number": typed, "who": owner})
    yield from _differs(case, typed, number)


def _own_numbers(case: Case) -> dict[str, str]:
    own = {same_number(p.text(part)): p.who for p in case.people for part in PERSONAL}
    for place in case.campuses:
        if place.record is not None:
            own[same_number(place.record.text("phone"))] = place.called
    own[same_number(case.text("district.phone"))] = "the district office"
    own[same_number(case.text("emergency.district_line"))] = "the district line"
    own.pop("", None)
    return own


def _differs(case: Case, typed: str, number: str) -> Iterator[Hit]:
    line = case.law.get("hotline") or {}
    if line.get("county_based") or not line.get("phone"):
        return
    others = line.get("others") or ()
    known = [line["phone"], *(o.get("phone") if isinstance(o, dict) else o for o in others)]
    if number not in {same_number(str(phone)) for phone in known if phone}:
        yield Hit("report-line-differs", "hotline.phone", {
            "number": typed, "law": str(line["phone"]), "source": str(line.get("source") or ""),
        })  # fmt: skip


def _hint(case: Case) -> Iterator[Hit]:
    """A number that was read in a weak source only is offered, never filled in."""
    line = case.law.get("hotline") or {}
    if line.get("phone"):
        yield Hit("report-line-hint", "hotline.phone", {
            "law": str(line["phone"]), "source": str(line.get("source") or "no source"),
        })  # fmt: skip


def lines(case: Case) -> Iterator[Hit]:
    """The district line and the police number are what they are said to be."""
    police = case.text("emergency.police_phone")
    if same_number(police) == "911":
        yield Hit("police-911", "emergency.police_phone")
    line = same_number(case.text("emergency.district_line"))
    if not line:
        return
    owners = ["the district office"] if line == same_number(case.text("district.phone")) else []
    owners += [person.who for person in case.people if line == same_number(person.text("phone"))]
    if owners:
        yield Hit("line-is-office", "emergency.district_line",
                  {"number": case.text("emergency.district_line"), "who": owners[0]})  # fmt: skip


PERSONAL = ("phone", "mobile", "after_hours")


class Number(NamedTuple):
    """One number as it was given. owner: whose it is, for telling two owners apart."""

    path: str
    owner: str
    who: str
    text: str


def shared(case: Case) -> Iterator[Hit]:
    """One number given to two different people, or to two different agencies: one of the two may
    be mistyped. A person may well have the number of the agency that they work for."""
    public = _public(case)
    for numbers in (_people(case), _agencies(case)):
        given: dict[str, dict[str, Number]] = {}
        for number in numbers:
            given.setdefault(same_number(number.text), {}).setdefault(number.owner, number)
        for digits, owners in given.items():
            if len(owners) > 1 and digits and digits not in public:
                one, other = list(owners.values())[:2]
                yield Hit("number-twice", other.path,
                          {"number": other.text, "who": one.who, "other": other.who})  # fmt: skip


def _people(case: Case) -> Iterator[Number]:
    for person in case.people:
        for part in ("phone", "mobile"):
            if person.text(part):
                yield Number(f"{person.path}.{part}", same_name(person.name), person.who,
                             person.text(part))  # fmt: skip


def _agencies(case: Case) -> Iterator[Number]:
    for table in ("agencies", "providers"):
        for record in case.records(table):
            if record.text("phone"):
                # Units of one agency are told apart by what follows its name.
                owner = " ".join(same_name(record.name).split()[:3])
                yield Number(f"{record.path}.phone", owner, record.name, record.text("phone"))


def _public(case: Case) -> set[str]:
    """Numbers that many share with good reason: a switchboard, a campus's front office."""
    found = {same_number(case.text(p)) for p in ("district.phone", "emergency.district_line")}
    for place in case.campuses:
        if place.record is not None:
            found.add(same_number(place.record.text("phone")))
    return found


def campus_numbers(case: Case) -> Iterator[Hit]:
    """The number of a campus is printed for everybody; a private one is not."""
    for place in case.campuses:
        number = same_number(place.record.text("phone")) if place.record is not None else ""
        for person in place.people if number else ():
            if number in _private(person):
                yield Hit("campus-private-number", f"{place.path}.phone",
                          {"place": place.called, "who": person.who})  # fmt: skip
                break


def _private(person: Person) -> set[str]:
    """Numbers that are a person's own and not the office's."""
    own = {same_number(person.text(part)) for part in ("mobile", "after_hours")}
    return own - {"", same_number(person.text("phone"))}
