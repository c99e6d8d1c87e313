"""Lays a network on a calendar: the forward and the backward pass of the critical path method.

Forward: everything as early as what it waits for allows, adoption where the board can vote.
Backward: how late each thing could be without moving the end. The difference is its slack.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from htssp_builder.planning.board import Board, Landing
from htssp_builder.planning.calendar import SchoolCalendar
from htssp_builder.planning.network import START, Link, Network, Node

_DAY = timedelta(days=1)


class Laid(NamedTuple):
    """A network with its dates.

    early: node id -> first and last day. start: the first day of the work. ready: the first day
    on which all that adoption waits for is done. landing: of adoption. Both are None where the
    plan has no such step.
    """

    network: Network
    calendar: SchoolCalendar
    start: date
    early: dict[str, tuple[date, date]]
    ready: date | None
    landing: Landing | None

    @property
    def end(self) -> date:
        """The last day of all that does not come again."""
        ends = (self.early[node.id][1] for node in self.network.nodes if not node.repeats)
        return max(ends, default=self.start)

    def bound(self, link: Link) -> date:
        """The first day on which this link lets its node begin."""
        if link.to == START:
            base = self.start
        else:
            first, last = self.early[link.to]
            base = first if link.from_start else last + _DAY
        return self.calendar.next_open(self.calendar.add_weeks(base, link.weeks))


def forward(network: Network, calendar: SchoolCalendar, board: Board, start: date) -> Laid:
    """Everything laid as early as it can be when the work begins on `start`, a school day."""
    laid = Laid(network, calendar, start, {}, None, None)
    for node in network.nodes:
        first = max((laid.bound(link) for link in node.links), default=start)
        first = max(first, start)
        if node.lands:
            landing = board.land(first, node.weeks)
            laid = laid._replace(ready=first, landing=landing)
            laid.early[node.id] = (landing.start, landing.end)
        else:
            laid.early[node.id] = (first, calendar.last_day(first, node.weeks))
    return laid


def backward(laid: Laid, board: Board) -> dict[str, tuple[date, date]]:
    """Node id -> the latest first and last day that do not move the end."""
    end = laid.end
    starts = {node.id: end for node in laid.network.nodes}
    ends = dict(starts)
    late: dict[str, tuple[date, date]] = {}
    for node in reversed(laid.network.nodes):
        if node.repeats:
            late[node.id] = laid.early[node.id]
            continue
        late[node.id] = _latest(laid, node, board, starts[node.id], ends[node.id])
        for link in node.links:
            if link.to != START:
                limits = starts if link.from_start else ends
                limit = _latest_before(link, late[node.id][0], laid.calendar)
                limits[link.to] = min(limits[link.to], limit)
    return late


def _latest(laid: Laid, node: Node, board: Board, start: date, end: date) -> tuple[date, date]:
    if node.lands and laid.landing is not None:
        return board.latest(laid.landing, end, node.weeks)
    first = min(laid.calendar.latest_first_day(end, node.weeks), start)
    return first, laid.calendar.last_day(first, node.weeks)


def _latest_before(link: Link, start: date, calendar: SchoolCalendar) -> date:
    """The latest day for the other end of a link that lets its node begin on `start`."""
    gap = timedelta(0) if link.from_start else _DAY

    def begins(day: date) -> date:
        return calendar.next_open(calendar.add_weeks(day + gap, link.weeks))

    day = calendar.previous_open(calendar.add_weeks(start, -link.weeks) - gap)
    while begins(day) > start:
        day = calendar.previous_open(day - _DAY)
    while begins(later := calendar.next_open(day + _DAY)) <= start:
        day = later
    return day


def drivers(laid: Laid, node: Node, first: date) -> Iterator[str]:
    """What a node has to wait for until `first`, the start of the work left aside."""
    for link in node.links:
        if link.to != START and laid.bound(link) == first:
            yield link.to


def chain(laid: Laid, last: str, slack: dict[str, int] | None = None) -> tuple[str, ...]:
    """The nodes that decide when `last` ends, first to last, each waiting for the one before.

    slack: node id -> school days. With it, only nodes without slack are followed.
    """
    nodes = {node.id: node for node in laid.network.nodes}
    found = [last]
    while True:
        node = nodes[found[-1]]
        first = laid.early[node.id][0]
        if node.lands and slack is None and laid.ready is not None:
            first = laid.ready
        waits = [key for key in drivers(laid, node, first) if not (slack and slack[key])]
        if not waits:
            return tuple(reversed(found))
        found.append(waits[0])
