"""The school calendar against a walk from day to day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from schedule_samples import MONDAY

from htssp_builder.planning.calendar import SchoolCalendar
from htssp_builder.planning.inputs import Break, DayOff
from htssp_builder.planning.proposed import propose_days_off

DAY = timedelta(days=1)
STATES = """
AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY
NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI
"""
days = st.dates(date(2026, 8, 1), date(2027, 8, 1))
breaks = st.lists(
    st.builds(lambda first, n: Break("b", first, first + n * DAY), days, st.integers(0, 40)),
    max_size=4,
)
days_off = st.lists(st.builds(DayOff, days, st.just("d")), max_size=6)


def closed(day: date, given_breaks: list[Break], off: list[DayOff]) -> bool:
    return (
        day.weekday() >= 5
        or any(b.first <= day <= b.last for b in given_breaks)
        or any(o.day == day for o in off)
    )


@given(breaks, days_off, days)
def test_open_days_are_weekdays_without_breaks_and_days_off(
    given_breaks: list[Break], off: list[DayOff], day: date
) -> None:
    calendar = SchoolCalendar(given_breaks, off)
    assert calendar.is_open(day) != closed(day, given_breaks, off)
    later, earlier = day, day
    while closed(later, given_breaks, off):
        later += DAY
    while closed(earlier, given_breaks, off):
        earlier -= DAY
    assert calendar.next_open(day) == later
    assert calendar.previous_open(day) == earlier


@given(breaks, days_off, days, st.integers(-400, 400))
def test_school_days_are_counted_one_by_one(
    given_breaks: list[Break], off: list[DayOff], day: date, gap: int
) -> None:
    calendar = SchoolCalendar(given_breaks, off)
    first, last = sorted((day, day + gap * DAY))
    walked = sum(
        not closed(first + n * DAY, given_breaks, off) for n in range(1, (last - first).days + 1)
    )
    assert calendar.school_days(day, day + gap * DAY) == (walked if gap >= 0 else -walked)


@given(breaks, days_off, days, st.integers(1, 20))
def test_the_latest_first_day_is_the_latest(
    given_breaks: list[Break], off: list[DayOff], day: date, weeks: int
) -> None:
    calendar = SchoolCalendar(given_breaks, off)
    last = calendar.previous_open(day)
    first = calendar.latest_first_day(last, weeks)
    assert calendar.is_open(first)
    assert calendar.last_day(first, weeks) <= last
    assert calendar.last_day(calendar.next_open(first + DAY), weeks) > last


@given(breaks, days_off, days, days, st.integers(1, 20))
def test_who_begins_later_never_ends_earlier(
    given_breaks: list[Break], off: list[DayOff], one: date, other: date, weeks: int
) -> None:
    calendar = SchoolCalendar(given_breaks, off)
    first, second = (calendar.next_open(day) for day in sorted((one, other)))
    assert calendar.last_day(first, weeks) <= calendar.last_day(second, weeks)
    assert calendar.add_weeks(first, weeks) <= calendar.add_weeks(second, weeks)


def test_two_weeks_from_a_monday_end_on_a_friday() -> None:
    assert SchoolCalendar().last_day(MONDAY, 2) == date(2027, 2, 12)


def test_two_weeks_from_a_wednesday_end_on_a_tuesday() -> None:
    assert SchoolCalendar().last_day(date(2027, 2, 3), 2) == date(2027, 2, 16)


def test_a_break_of_one_week_moves_only_a_date_that_falls_on_it() -> None:
    week = Break("Spring", date(2027, 2, 8), date(2027, 2, 12))
    calendar = SchoolCalendar([week])
    assert calendar.last_day(MONDAY, 2) == date(2027, 2, 15)  # its last Friday is free
    assert calendar.last_day(MONDAY, 3) == date(2027, 2, 19)  # not later than without the break


def test_a_week_typed_with_both_weekends_is_a_week() -> None:
    typed = Break("Spring", date(2027, 2, 6), date(2027, 2, 14))
    assert SchoolCalendar([typed]).last_day(MONDAY, 3) == date(2027, 2, 19)


def test_a_break_of_two_weeks_stops_the_clock() -> None:
    winter = Break("Winter", date(2027, 2, 8), date(2027, 2, 19))
    assert SchoolCalendar([winter]).last_day(MONDAY, 3) == date(2027, 3, 5)


def test_two_breaks_with_a_weekend_between_are_one() -> None:
    halves = [
        Break("a", date(2027, 2, 8), date(2027, 2, 12)),
        Break("b", date(2027, 2, 15), date(2027, 2, 19)),
    ]
    assert SchoolCalendar(halves).last_day(MONDAY, 3) == date(2027, 3, 5)


def test_holidays_are_proposed_for_the_state_and_only_on_school_days() -> None:
    span = (date(2026, 8, 1), date(2027, 7, 31))
    texas = {d.day: d.name for d in propose_days_off("TX", *span)}
    assert "Labor Day" in texas[date(2026, 9, 7)]
    assert date(2026, 11, 26) in texas
    assert not any(day.weekday() >= 5 for day in texas)
    assert all(span[0] <= day <= span[1] for day in texas)
    free = SchoolCalendar([Break("Fall", date(2026, 11, 23), date(2026, 11, 27))])
    left = {d.day for d in propose_days_off("TX", *span, free)}
    assert date(2026, 11, 26) not in left
    assert date(2026, 9, 7) in left


def test_every_state_and_territory_has_proposals_and_an_unknown_one_the_federal_days() -> None:
    span = (date(2027, 1, 1), date(2027, 12, 31))
    codes = STATES.split()
    assert len(codes) == 56
    for code in codes:
        assert propose_days_off(code, *span), code
    assert date(2027, 5, 31) in {d.day for d in propose_days_off("XX", *span)}
