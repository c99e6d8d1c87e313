"""The public holidays of a district's state as days off that it may want to take over."""

from datetime import date, timedelta

from htssp_builder.actions.ask import Sitting
from htssp_builder.planning.calendar import SchoolCalendar
from htssp_builder.planning.inputs import DayOff, read_inputs
from htssp_builder.planning.proposed import propose_days_off

PATH = "timeline.days_off"
_YEAR = timedelta(days=365)


def proposed_days(sitting: Sitting, today: date) -> tuple[DayOff, ...]:
    """The holidays from the start of the work to a year after the day of adoption, without those
    that are free already. today: the start where none is given, and then the least that is looked
    at is a year and a half."""
    inputs = read_inputs(sitting.answers, sitting.district.opened.pack.plan)
    first = inputs.start_on or today
    last = max(inputs.adopt_by or first + _YEAR // 2, first) + _YEAR
    free = SchoolCalendar(inputs.breaks, inputs.days_off)
    return propose_days_off(sitting.answers.text("district.state"), first, last, free)
