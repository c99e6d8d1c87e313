"""What holds for the shipped plan, whatever a district's dates are."""

from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from schedule_samples import monthly, shipped_plan

from htssp_builder.planning.calendar import SchoolCalendar
from htssp_builder.planning.inputs import Break, DayOff, Inputs, Meeting
from htssp_builder.planning.network import make_network
from htssp_builder.planning.schedule import Schedule, lay

DAY = timedelta(days=1)
TODAY = date(2026, 11, 24)
PLAN = shipped_plan()
LINKED = ["T18", "T21", "G2", "E13"]

days = st.dates(TODAY, date(2028, 6, 30))
breaks = st.lists(
    st.builds(lambda first, n: Break("b", first, first + n * DAY), days, st.integers(0, 75)),
    max_size=4,
).filter(lambda found: sum((b.last - b.first).days for b in found) < 160)
off = st.lists(st.builds(DayOff, days, st.just("d")), max_size=8)
boards = st.one_of(
    st.just(()),
    st.builds(monthly, days, st.integers(1, 30)),
    st.lists(days, max_size=8, unique=True).map(
        lambda found: tuple(Meeting(f"m{n}", day) for n, day in enumerate(found))
    ),
)
inputs = st.builds(
    Inputs,
    start_on=st.none() | days,
    adopt_by=st.none() | days,
    pace=st.sampled_from(["fast", "standard", "consortium"]),
    breaks=breaks.map(tuple),
    days_off=off.map(tuple),
    meetings=boards,
    readings=st.integers(0, 3),
    packet_days=st.integers(0, 21),
    left_out=st.just(frozenset()),
    adopted_on=st.none(),
    doubts=st.just(()),
    campuses=st.sampled_from([(), (("lincoln", "Lincoln"),), (("a", "A"), ("b", "B"))]),
)


def calendar_of(given_inputs: Inputs) -> SchoolCalendar:
    return SchoolCalendar(given_inputs.breaks, given_inputs.days_off)


def spans_of(made: Schedule) -> dict[str, tuple[date, date]]:
    """Step and item ids with their dates; lines of one item have the same."""
    lines = {key.split(".")[0]: span for key, span in made.lines.items()}
    return {key: (s.start, s.end) for key, s in {**lines, **made.steps}.items()}


@settings(max_examples=80, deadline=None)
@given(inputs)
def test_nothing_begins_before_what_it_waits_for_has_ended(some: Inputs) -> None:
    spans = spans_of(lay(PLAN, some, TODAY))
    for part in (*PLAN.steps, *PLAN.items):
        for key in part.waits_for:
            assert spans[part.id][0] > spans[key][1], f"{part.id} waits for {key}"


@settings(max_examples=80, deadline=None)
@given(inputs)
def test_nothing_begins_or_ends_on_a_day_off_but_a_vote(some: Inputs) -> None:
    made, calendar = lay(PLAN, some, TODAY), calendar_of(some)
    votes = {meeting.day for meeting in some.meetings}
    for key, (first, last) in spans_of(made).items():
        assert calendar.is_open(first), key
        vote = key in ("T18", "F7") and last in votes
        assert calendar.is_open(last) or vote, key
        assert first <= last


@settings(max_examples=80, deadline=None)
@given(inputs)
def test_adoption_is_on_a_meeting_after_its_readings_with_papers_in_time(some: Inputs) -> None:
    made, calendar = lay(PLAN, some, TODAY), calendar_of(some)
    assert made.adoption is not None
    days_of_board = sorted({meeting.day for meeting in some.meetings})
    if not some.readings or not days_of_board:
        assert made.meeting == ""
        return
    if made.papers_due is None or made.first_reading is None:
        assert "no-meeting" in [trouble.kind for trouble in made.troubles]
        return
    at = days_of_board.index(made.adoption)
    assert made.first_reading == days_of_board[at - some.readings + 1]
    latest = made.first_reading - some.packet_days * DAY
    assert made.papers_due == calendar.previous_open(latest)
    for key in ("T16", "T17"):
        assert made.steps[key].end < made.papers_due
    assert {m.id: m.day for m in some.meetings}[made.meeting] == made.adoption


@settings(max_examples=80, deadline=None)
@given(inputs)
def test_go_live_waits_for_the_vote_training_and_called_contacts(some: Inputs) -> None:
    made = lay(PLAN, some, TODAY)
    spans = spans_of(made)
    assert made.go_live == made.steps["T21"].start
    for key in ("T18", "T19", "T20", "E7", "G2"):
        assert spans[key][1] < made.go_live
    assert spans["G2"][0] > spans["T18"][1]


@settings(max_examples=60, deadline=None)
@given(inputs)
def test_the_same_answers_on_the_same_day_give_the_same_schedule(some: Inputs) -> None:
    assert lay(PLAN, some, TODAY) == lay(PLAN, some, TODAY)


@settings(max_examples=60, deadline=None)
@given(inputs, days, st.integers(0, 40))
def test_one_more_break_never_makes_the_end_earlier(some: Inputs, first: date, n: int) -> None:
    some = some._replace(start_on=some.start_on or TODAY, adopt_by=None)
    more = some._replace(breaks=(*some.breaks, Break("more", first, first + n * DAY)))
    assume(not any(t.kind == "breaks" for t in lay(PLAN, more, TODAY).troubles))
    assert lay(PLAN, more, TODAY).end >= lay(PLAN, some, TODAY).end


@settings(max_examples=60, deadline=None)
@given(inputs)
def test_what_is_critical_has_no_slack_and_explains_the_end(some: Inputs) -> None:
    made, calendar = lay(PLAN, some, TODAY), calendar_of(some)
    network = make_network(PLAN, some.pace, some.left_out)
    nodes = {node.id: node for node in network.nodes}
    spans = spans_of(made)
    slack = {**{k.split(".")[0]: s.slack for k, s in made.lines.items()},
             **{k: s.slack for k, s in made.steps.items()}}  # fmt: skip
    assert made.critical
    assert spans[made.critical[-1]][1] == made.end
    for key in made.critical:
        assert slack[key] == 0
    for before, after in zip(made.critical, made.critical[1:], strict=False):
        link = next(link for link in nodes[after].links if link.to == before)
        base = spans[before][0] if link.from_start else spans[before][1] + DAY
        assert spans[after][0] == calendar.next_open(calendar.add_weeks(base, link.weeks))


@settings(max_examples=80, deadline=None)
@given(inputs)
def test_a_date_that_cannot_hold_says_by_how_much_and_its_remedies_work(some: Inputs) -> None:
    made = lay(PLAN, some, TODAY)
    calendar = calendar_of(some)
    for trouble in made.troubles:
        if trouble.kind in ("late", "order"):
            assert some.adopt_by is not None
            assert made.adoption is not None
            assert trouble.days == (made.adoption - some.adopt_by).days > 0
            assert trouble.chain[-1] == "T18"
        if trouble.begin_by is not None:
            day = trouble.begin_by
            later = calendar.next_open(day + DAY)
            assert not kinds(some._replace(start_on=day)) & {"late", "no-meeting"}
            assert kinds(some._replace(start_on=later)) & {"late", "order", "no-meeting"}
        for remedy in trouble.remedies:
            again = lay(PLAN, remedy.inputs, TODAY)
            assert again.holds, remedy.text
            assert again.adoption == remedy.adoption
    if not made.troubles and some.adopt_by is not None:
        assert made.adoption is not None
        assert made.adoption <= some.adopt_by


def kinds(some: Inputs) -> set[str]:
    return {trouble.kind for trouble in lay(PLAN, some, TODAY).troubles}


@settings(max_examples=80, deadline=None)
@given(inputs, st.integers(350, 900), st.booleans())
def test_back_from_a_date_the_latest_start_is_taken(some: Inputs, far: int, board: bool) -> None:
    some = some._replace(
        start_on=None,
        adopt_by=TODAY + far * DAY,
        meetings=monthly(TODAY, 40) if board else (),
    )
    made = lay(PLAN, some, TODAY)
    if not made.holds:
        assert made.start == calendar_of(some).next_open(TODAY)
        return
    later = calendar_of(some).next_open(made.start + DAY)
    assert kinds(some._replace(start_on=later)) & {"late", "order", "no-meeting"}


wild = st.dates(date(1, 1, 1), date(9999, 12, 31))


@settings(max_examples=80, deadline=None)
@given(
    st.builds(
        Inputs,
        start_on=st.none() | wild,
        adopt_by=st.none() | wild,
        pace=st.text(max_size=8),
        breaks=st.lists(
            st.tuples(wild, wild).map(lambda pair: Break("b", min(pair), max(pair))), max_size=3
        ).map(tuple),
        days_off=st.lists(st.builds(DayOff, wild, st.text()), max_size=3).map(tuple),
        meetings=st.lists(st.builds(Meeting, st.text(), wild), max_size=5).map(tuple),
        readings=st.integers(-3, 400),
        packet_days=st.integers(-30, 400),
        campuses=st.just(()),
        left_out=st.just(frozenset()),
        adopted_on=st.none() | wild,
        doubts=st.just(()),
    ),
    st.dates(date(2020, 1, 1), date(2090, 1, 1)),
)
def test_no_dates_make_it_fall_over(some: Inputs, today: date) -> None:
    made = lay(PLAN, some, today)
    assert set(made.steps) == {step.id for step in PLAN.steps}
    assert len(made.lines) == len(PLAN.items)
