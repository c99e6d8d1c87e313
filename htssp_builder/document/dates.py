"""How a day is printed: by our own words, as those of strftime depend on the machine."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what writes a file must not be able to look at a clock
    from datetime import date

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def show_date(day: "date") -> str:
    """June 14, 2027."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def show_short_date(day: "date") -> str:
    """Jun 14, 2027: where there is little room."""
    return f"{MONTHS[day.month - 1][:3]} {day.day}, {day.year}"
