"""Who answers at 5 a.m., in school hours, evenings, weekends and in summer."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from htssp_builder.readiness.case import Case, Person, Place
from htssp_builder.readiness.partners import kind_of
from htssp_builder.readiness.sameness import same_number

COLUMNS = ("5 a.m.", "School hours", "Evenings", "Weekends", "Summer")
"""Summer: a working day without school."""

Office = Literal["central", "agency", "campus"]
"""Whose office it is. In which columns one answers is a judgement, and data of the pack."""

_SCHOOL_HOURS = ("school hours",)

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
    return lines + [_campus(case, place) for place in case.campuses]


def answering(case: Case, office: Office) -> tuple[str, ...]:
    """The columns in which an office answers, in small letters. Where the pack does not say, only
    school hours: a number must not be shown for a time in which nobody may be there."""
    return case.words(f"office_answers_{office}") or _SCHOOL_HOURS


def _spread(case: Case, office: Office, day: Cell, night: Cell) -> tuple[Cell, ...]:
    open_ = answering(case, office)
    return tuple(day if column.lower() in open_ else night for column in COLUMNS)


def _cell(number: str, state: State = "number") -> Cell:
    return Cell(number, state) if number else HOLE


def _always(label: str, path: str, case: Case) -> Line:
    return Line(label, path, (_cell(case.text(path)),) * len(COLUMNS))


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
        cells = _spread(case, "central", _day(person or None), _night(person or None))
        yield Line(label, f"{path}.{part}", cells)


def _report_line(case: Case) -> Line:
    number, night = case.said("hotline.phone"), case.text("hotline.after_hours")
    law = case.law.get("hotline") or {}
    same = same_number(number) == same_number(str(law.get("phone") or ""))
    stated = str(law.get("hours") or "").lower()
    always = same and any(word in stated for word in case.words("always"))
    dark = _cell(night) if night else _cell(number, "number" if always else "unsure")
    cells = _spread(case, "agency", _cell(number), dark)
    return Line("Child abuse report line", "hotline.phone", cells)


def _police(case: Case) -> Line:
    name = case.text("emergency.police_name") or "Local law enforcement"
    return _always(name, "emergency.police_phone", case)


def _agencies(case: Case) -> Iterator[Line]:
    for record in case.records("agencies"):
        if kind_of(case, record, "agencies", "kind") in ("law-enforcement", "child-welfare"):
            unit = record.text("unit")
            label = f"{record.name}, {unit}" if unit else record.name
            day, night = record.text("phone"), record.text("after_hours")
            cells = _spread(case, "agency", _cell(day or night), _cell(night))
            yield Line(label, record.path, cells)


def _interpreter(case: Case) -> Line:
    number = case.text("interpreter.phone")
    cells = _spread(case, "agency", _cell(number), _cell(number, "unsure"))
    return Line("Interpreter", "interpreter.phone", cells)


def _campus(case: Case, place: Place) -> Line:
    phone = place.record.text("phone") if place.record is not None else ""
    nights = [_night(person) for person in place.people]
    best = next((cell for cell in nights if cell.state == "number"), None)
    night = best or next((cell for cell in nights if cell.state == "mobile"), HOLE)
    day = _cell(phone) if phone else next(iter(_day(p) for p in place.people), HOLE)
    return Line(place.called, place.path, _spread(case, "campus", day, night))
