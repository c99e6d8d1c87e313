"""Public holidays offered as days off: a list to tick, or to strike out from."""

from collections.abc import Iterable

from htssp_builder.actions.days_off import PATH, proposed_days
from htssp_builder.cli.ask_console import SIGNS
from htssp_builder.cli.ask_signs import Leave
from htssp_builder.cli.ask_talk import Talk
from htssp_builder.document.dates import show_date
from htssp_builder.interview.course import Stop
from htssp_builder.planning.inputs import DayOff

KEY = "p"


def offered(stop: Stop) -> bool:
    """Whether holidays can be proposed for a table."""
    return stop.path == PATH


def propose(talk: Talk, stop: Stop) -> None:
    """Show the holidays, and add those that the person leaves ticked."""
    days = proposed_days(talk.sitting, talk.today())
    if not days:
        talk.console.say("  There is no public holiday on a school day that is not here already.")
        return
    talk.console.say("  Strike out the days on which your schools are open.")
    listed = [(day.day.isoformat(), f"{show_date(day.day)}, {day.name}") for day in days]
    reply = talk.console.strike("Public holidays", listed)
    if reply == "q":
        raise Leave
    kept = set(reply.split(", "))
    if reply not in SIGNS and talk.save(lambda: _add(talk, stop, days, kept)) == "next":
        talk.console.say(f"  Added: {sum(day.day.isoformat() in kept for day in days)}.")


def _add(talk: Talk, stop: Stop, days: Iterable[DayOff], kept: set[str]) -> None:
    for day in days:
        if day.day.isoformat() in kept:
            values = {"name": day.name, "date": day.day.isoformat()}
            talk.sitting.add_record(stop.path, values, now=talk.now())
