"""Days off that a district may want to take over: public holidays of its state.

They are proposals. The library also knows days on which schools are open, so a day counts only
once it stands among the answers (`timeline.days_off`).
"""

from datetime import date

from htssp_builder.planning.calendar import SchoolCalendar
from htssp_builder.planning.inputs import DayOff

MOST_YEARS = 5


def propose_days_off(
    state: str, first: date, last: date, calendar: SchoolCalendar | None = None
) -> tuple[DayOff, ...]:
    """The holidays of a state (two letters), federal ones included, from `first` to `last`.

    Only school days are proposed: with a calendar, days that are free already are left out. A
    state that is not known gets the federal holidays. At most five years are looked at.
    """
    from holidays import country_holidays

    years = range(first.year, min(last.year, first.year + MOST_YEARS - 1) + 1)
    known = calendar or SchoolCalendar()
    try:
        found = country_holidays("US", subdiv=state or None, years=years)
    except NotImplementedError:
        found = country_holidays("US", years=years)
    return tuple(
        DayOff(day, found[day])
        for day in sorted(found)
        if first <= day <= last and known.is_open(day)
    )
