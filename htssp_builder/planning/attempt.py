"""One laying of the plan: from usable inputs to dates, with the start that they ask for."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from htssp_builder.pack.plan import Plan
from htssp_builder.planning.board import Board, make_board
from htssp_builder.planning.calendar import SchoolCalendar
from htssp_builder.planning.inputs import Inputs
from htssp_builder.planning.laying import Laid, forward
from htssp_builder.planning.network import make_network

LONGEST = timedelta(days=366 * 6)
"""No work of ours takes longer from its start to adoption."""


class Attempt(NamedTuple):
    """A plan laid once. start: the first school day of the work."""

    inputs: Inputs
    board: Board
    laid: Laid

    @property
    def holds(self) -> bool:
        """Whether the board can vote by the day wanted, where one is wanted."""
        return self.timely and self.voted

    @property
    def timely(self) -> bool:
        """Whether adoption lands on the day wanted or before; true where none is wanted."""
        return _timely(self.laid, self.board)

    @property
    def voted(self) -> bool:
        """Whether adoption lands on a meeting given; true where none is given or needed."""
        return _voted(self.laid, self.board)


def _timely(laid: Laid, board: Board) -> bool:
    if laid.landing is None or laid.ready is None:
        return True
    if board.adopted_on is not None:
        return laid.ready <= board.adopted_on
    return board.adopt_by is None or laid.landing.end <= board.adopt_by


def _voted(laid: Laid, board: Board) -> bool:
    landing = laid.landing
    voted = landing is None or landing.vote is not None or not board.known
    return voted or board.adopted_on is not None


def _holds(laid: Laid, board: Board) -> bool:
    return _timely(laid, board) and _voted(laid, board)


def attempt(plan: Plan, inputs: Inputs, today: date) -> Attempt:
    """The plan laid forward from its start, or from the latest start that keeps the day wanted.

    Where no start keeps it, the work is taken to begin today.
    """
    calendar = SchoolCalendar(inputs.breaks, inputs.days_off)
    board = make_board(inputs, calendar, today)
    network = make_network(plan, inputs.pace, inputs.left_out)

    def laid(start: date) -> Laid:
        return forward(network, calendar, board, start)

    if inputs.start_on is not None:
        return Attempt(inputs, board, laid(calendar.next_open(inputs.start_on)))
    start = None
    wanted = inputs.adopted_on or inputs.adopt_by
    if wanted is not None and network.adoption:
        first = wanted - LONGEST if inputs.adopted_on else today
        start = latest_start(lambda day: _holds(laid(day), board), calendar, first, wanted)
    return Attempt(inputs, board, laid(start or calendar.next_open(today)))


def begin_by(plan: Plan, inputs: Inputs, today: date) -> date | None:
    """The latest start that keeps the day wanted, be it past; None where no start does."""
    calendar = SchoolCalendar(inputs.breaks, inputs.days_off)
    board = make_board(inputs, calendar, today)
    network = make_network(plan, inputs.pace, inputs.left_out)
    wanted = inputs.adopt_by
    if wanted is None:
        return None

    def keeps(day: date) -> bool:
        return _holds(forward(network, calendar, board, day), board)

    return latest_start(keeps, calendar, wanted - LONGEST, wanted)


def latest_start(
    keeps: Callable[[date], bool], calendar: SchoolCalendar, first: date, last: date
) -> date | None:
    """The latest school day from `first` to `last` for which `keeps` is true, None where it is
    false for the first. A later start never makes adoption earlier, so halving finds it."""
    if first > last or not keeps(calendar.next_open(first)):
        return None
    low, high = first.toordinal(), last.toordinal() + 1
    while high - low > 1:
        middle = (low + high) // 2
        if keeps(calendar.next_open(date.fromordinal(middle))):
            low = middle
        else:
            high = middle
    return calendar.next_open(date.fromordinal(low))
