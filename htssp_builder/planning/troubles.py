"""Says why dates cannot hold and what would mend it, and what was assumed in laying them."""

from collections.abc import Iterator
from datetime import date

from htssp_builder.document.dates import show_date
from htssp_builder.pack.plan import Plan
from htssp_builder.planning.attempt import Attempt, attempt, begin_by
from htssp_builder.planning.inputs import Inputs
from htssp_builder.planning.laying import chain
from htssp_builder.planning.remedies import Change, Situation, changes
from htssp_builder.planning.schedule import Remedy, Trouble


def find_troubles(plan: Plan, made: Attempt, today: date) -> Iterator[Trouble]:
    """Everything about the dates of this attempt that is not right."""
    if made.board.adopted_on is not None:
        return
    landing, ready, wanted = made.laid.landing, made.laid.ready, made.inputs.adopt_by
    if landing is None or ready is None:
        return
    latest = None if made.holds else begin_by(plan, made.inputs, today)
    now = Situation(plan, made.inputs, today, ready, landing.end, made.voted, latest)
    if made.voted and made.timely:
        return
    remedies = tuple(_working(now)) if wanted is not None else ()
    start = made.inputs.start_on
    if wanted is not None and (made.voted or (start is not None and start > wanted)):
        yield _late(made, now, wanted, remedies)
        remedies = ()
    if not made.voted:
        yield _no_meeting(made, now, remedies)


def _late(made: Attempt, now: Situation, wanted: date, remedies: tuple[Remedy, ...]) -> Trouble:
    inputs, laid = made.inputs, made.laid
    days = (now.adoption - wanted).days
    blamed = chain(laid, laid.network.adoption)
    after = inputs.start_on is not None and inputs.start_on > wanted
    return Trouble(
        "order" if after else "late",
        "error",
        "timeline.start_on" if after else "timeline.adopt_by",
        " ".join(_what(made, now, wanted, blamed)),
        _mending(remedies),
        days,
        blamed,
        now.begin_by,
        remedies,
    )


def _what(made: Attempt, now: Situation, wanted: date, blamed: tuple[str, ...]) -> Iterator[str]:
    inputs, latest, adoption = made.inputs, now.begin_by, show_date(now.adoption)
    count = _count((now.adoption - wanted).days)
    if inputs.start_on is None:
        begun = "Even if the work begins today"
    elif inputs.start_on > wanted:
        yield (
            f"The work begins on {show_date(inputs.start_on)}, after the day wanted for "
            f"adoption, {show_date(wanted)}."
        )
        begun = "Begun then"
    else:
        begun = f"With a start on {show_date(made.laid.start)}"
    yield (
        f"{begun}, adoption comes on {adoption} at the earliest, {count} after {show_date(wanted)}."
    )
    if latest is not None:
        verb = "holds" if latest >= now.today else "would have held"
        yield f"It {verb} with a start by {show_date(latest)}, and not a school day later."
    if len(blamed) > 1:
        yield f"What decides it: {', '.join(blamed[:-1])} and {blamed[-1]}."


def _mending(remedies: tuple[Remedy, ...]) -> str:
    if not remedies:
        return (
            "No single change is enough. Give a later adoption date, or combine a faster pace "
            "with fewer readings or more board meetings."
        )
    texts = [f"{r.text} (adoption on {show_date(r.adoption)})" for r in remedies]
    return f"Any of these mends it: {'; '.join(texts)}."


def _working(now: Situation) -> Iterator[Remedy]:
    """Of each group of changes the first that works when the plan is laid again."""
    for group in changes(now):
        found = next(filter(None, (_tried(change, now) for change in group)), None)
        if found is not None:
            yield found


def _tried(change: Change, now: Situation) -> Remedy | None:
    again = attempt(now.plan, change.inputs, now.today)
    landing = again.laid.landing
    if landing is None or not again.holds:
        return None
    return Remedy(change.kind, change.text, landing.end, change.inputs)


def _no_meeting(made: Attempt, now: Situation, remedies: tuple[Remedy, ...]) -> Trouble:
    inputs, wanted = made.inputs, made.inputs.adopt_by
    last = max(inputs.meetings, key=lambda m: m.day)
    count = len({meeting.day for meeting in inputs.meetings})
    if count < inputs.readings:
        given = "one board meeting is" if count == 1 else f"{count} board meetings are"
        why = f"adoption takes {inputs.readings} readings, and {given} given"
    else:
        ready = show_date(now.ready)
        why = f"the work is ready for the board on {ready}, too late for the meetings given"
    days = max((now.adoption - wanted).days, 0) if wanted is not None else 0
    late = f", {_count(days)} after {show_date(wanted)}" if wanted is not None and days else ""
    return Trouble(
        "no-meeting",
        "error" if wanted else "warning",
        "board.meetings",
        f"No board meeting is in reach: {why} (the last is {show_date(last.day)}). "
        f"A vote on {show_date(now.adoption)}{late} is assumed.",
        "Add the meetings to come (htssp set board.meetings.+ date=...).",
        days,
        chain(made.laid, made.laid.network.adoption),
        now.begin_by,
        remedies,
    )


def _count(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def state_assumed(plan: Plan, given: Inputs, made: Attempt) -> tuple[str, ...]:
    """What nobody answered, and what stands in its place."""
    return tuple(_assumed(plan, given, made))


def _assumed(plan: Plan, given: Inputs, made: Attempt) -> Iterator[str]:
    inputs, laid = made.inputs, made.laid
    if inputs.start_on is None and inputs.adopt_by is None and inputs.adopted_on is None:
        yield "No start and no adoption date are used, so the work begins today."
    elif inputs.start_on is None and made.holds:
        latest = show_date(laid.start)
        yield f"No start is given, so the latest is taken that keeps the date, {latest}."
    if given.pace != inputs.pace:
        title = next((pace.title for pace in plan.paces if pace.id == inputs.pace), inputs.pace)
        yield f"No known pace is given, so the pace “{title}” is taken."
    yield from _assumed_board(made)
    yield from given.doubts


def _assumed_board(made: Attempt) -> Iterator[str]:
    inputs, landing = made.inputs, made.laid.landing
    if landing is None or inputs.adopted_on is not None:
        return
    if inputs.readings < 1:
        yield "No reading by the board is asked for, so adoption is laid without a meeting."
    elif not inputs.meetings:
        yield (
            f"No board meetings are given, so a vote on {show_date(landing.end)} is assumed; "
            "adoption is possible only at a meeting."
        )
    elif landing.vote and not made.laid.calendar.is_open(landing.end):
        yield (
            f"The board meets on {show_date(landing.end)}, a day without school, and is taken "
            "to vote then."
        )
