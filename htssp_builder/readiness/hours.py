"""Who answers at 5 a.m., in school hours, evenings, weekends and in summer."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from htssp_builder.readiness.case import Case, Person, Place
from htssp_builder.readiness.partners import kind_of
from htssp_builder.readiness.sameness import same_number

COLUMNS = ("5 a.m.", "School hours", "Evenings", "Weekends", "Summer")
DAY = 1
"""The column in which an office answers; in all others nobody is there."""

State = Literal["number", "mobile", "unsure", "hole"]


class Cell(NamedTuple):
    """The number that would be dialed. state: mobile, where only a mobile number is known;
    unsure, where it is not known whether anybody answers; hole, where there is no number."""

    number: str
    state: State


class Line(NamedTuple):
    """One function with a cell for each of COLUMNS. path: where its numbers are answered."""

    label: str
    path: str
    cells: tuple[Cell, ...]

    @property
    def holes(self) -> int:
        return sum(cell.state == "hole" for cell in self.cells)


HOLE = Cell("", "hole")


def hours_grid(case: Case) -> list[Line]:
    """A line for the district line, the roles that a case waits for, agencies and campuses."""
    lines = [_always("District line", "emergency.district_line", case)]
    for path in ("roles.coordinator", "roles.safety", "roles.transport"):
        lines += _role(case, path)
    lines += [_report_line(case), _police(case)]
    lines += _agencies(case)
    lines.append(_interpreter(case))
    return lines + [_campus(place) for place in case.campuses]


def _two(day: Cell, night: Cell) -> tuple[Cell, ...]:
    return tuple(day if column == DAY else night for column in range(len(COLUMNS)))


def _cell(number: str, state: State = "number") -> Cell:
    return Cell(number, state) if number else HOLE


def _always(label: str, path: str, case: Case) -> Line:
    cell = _cell(case.text(path))
    return Line(label, path, _two(cell, cell))


def _night(person: Person | None) -> Cell:
    if person is None:
        return HOLE
    number = person.text("after_hours")
    return _cell(number) if number else _cell(person.text("mobile"), "mobile")


def _day(person: Person | None) -> Cell:
    if person is None:
        return HOLE
    return _cell(person.text("phone")) if person.text("phone") else _night(person)


def _role(case: Case, path: str) -> Iterator[Line]:
    place = next((place for place in case.roles if place.path == path), None)
    shape = case.shape(path)
    if shape is None:
        return
    for person, part in ((place and place.first, "primary"), (place and place.second, "alternate")):
        label = shape.label + (" alternate" if part == "alternate" else "")
        yield Line(label, f"{path}.{part}", _two(_day(person or None), _night(person or None)))


def _report_line(case: Case) -> Line:
    number, night = case.said("hotline.phone"), case.text("hotline.after_hours")
    law = case.law.get("hotline") or {}
    same = same_number(number) == same_number(str(law.get("phone") or ""))
    stated = str(law.get("hours") or "").lower()
    always = same and any(word in stated for word in case.words("always"))
    dark = _cell(night) if night else _cell(number, "number" if always else "unsure")
    return Line("Child abuse report line", "hotline.phone", _two(_cell(number), dark))


def _police(case: Case) -> Line:
    name = case.text("emergency.police_name") or "Local law enforcement"
    number = case.text("emergency.police_phone")
    return Line(name, "emergency.police_phone", _two(_cell(number), _cell(number)))


def _agencies(case: Case) -> Iterator[Line]:
    for record in case.records("agencies"):
        if kind_of(case, record, "agencies", "kind") in ("law-enforcement", "child-welfare"):
            unit = record.text("unit")
            label = f"{record.name}, {unit}" if unit else record.name
            day, night = record.text("phone"), record.text("after_hours")
            yield Line(label, record.path, _two(_cell(day or night), _cell(night)))


def _interpreter(case: Case) -> Line:
    number = case.text("interpreter.phone")
    return Line("Interpreter", "interpreter.phone", _two(_cell(number), _cell(number, "unsure")))


def _campus(place: Place) -> Line:
    phone = place.record.text("phone") if place.record is not None else ""
    nights = [_night(person) for person in place.people]
    best = next((cell for cell in nights if cell.state == "number"), None)
    night = best or next((cell for cell in nights if cell.state == "mobile"), HOLE)
    day = _cell(phone) if phone else next(iter(_day(p) for p in place.people), HOLE)
    return Line(place.called, place.path, _two(day, night))
