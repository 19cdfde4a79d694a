"""When to leave and when to arrive, for a shift's visits in a given order.

Time only moves forward: at each hop the earliest arrival is kept for every set of breaks already
taken (arriving earlier is never worse, since one may wait). The departure from the start is then
moved later for as long as that removes waiting, and the cheapest timetable is kept.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from visitplan.domain.travel import UNREACHABLE
from visitplan.routing.price import price_of_time
from visitplan.routing.statement import ShiftTerms, Span, Statement, TimedRoute


class Hop(NamedTuple):
    """From one stop to the next: seconds on the way, spans to arrive in, seconds to stay."""

    way: int
    arrivals: tuple[Span, ...]
    stay: int


class Progress(NamedTuple):
    """A partial timetable: where it came from, what it took, and when it is ready to go on."""

    before: "Progress | None"
    taken: tuple[tuple[int, int], ...]
    arrival: int
    waiting: int
    room: int
    ready: int


def timetable(statement: Statement, shift: int, visits: Sequence[int]) -> TimedRoute | None:
    """Return the cheapest timetable found for these visits in this order.

    Returns None where none keeps all windows, shift hours and breaks, or no way leads.
    """
    terms = statement.shifts[shift]
    hops = hops_of(statement, terms, visits)
    if hops is None:
        return None
    found = [_route(shift, visits, leaves, end) for leaves, end in _candidates(terms, hops)]
    return min(found, key=lambda route: _price(terms, route), default=None)


def _price(terms: ShiftTerms, route: TimedRoute) -> int:
    unpaid = (terms.breaks[number] for number, _ in route.breaks)
    resting = sum(rest.duration for rest in unpaid if not rest.paid)
    return price_of_time(terms.pay, route.ends - route.leaves, resting)


def _candidates(terms: ShiftTerms, hops: Sequence[Hop]) -> Iterator[tuple[int, Progress]]:
    """Yield timetables by departure: as early as possible, after an early break, then later."""
    early_breaks = [rest.earliest + rest.duration for rest in terms.breaks]
    departures = [terms.opening, *(d for d in early_breaks if terms.opening < d < terms.closing)]
    seen: set[int] = set()
    while departures:
        leaves = departures.pop()
        if leaves in seen:
            continue
        seen.add(leaves)
        for end in _finished(terms, leaves, hops):
            yield leaves, end
            later = _leave_later(leaves, end)
            if later is not None:
                departures.append(later)


def hops_of(
    statement: Statement, terms: ShiftTerms, visits: Sequence[int]
) -> tuple[Hop, ...] | None:
    """Return the way hop by hop, the return included; None where no way leads."""
    seconds, hops, here = statement.seconds[terms.profile], [], terms.start
    for number in visits:
        visit = statement.visits[number]
        way = seconds[here][visit.location]
        if way == UNREACHABLE:
            return None
        setup = visit.setup if visit.location != here else 0
        hops.append(Hop(way + setup, visit.arrivals, visit.service))
        here = visit.location
    back = 0 if terms.end is None else seconds[here][terms.end]
    if back == UNREACHABLE:
        return None
    return (*hops, Hop(back, ((terms.opening, terms.closing),), 0))


def _finished(terms: ShiftTerms, leaves: int, hops: Sequence[Hop]) -> list[Progress]:
    """Return one finished timetable per set of breaks taken, with all others outside."""
    states = {0: Progress(None, (), leaves, 0, terms.closing - leaves, leaves)}
    for hop in hops:
        reached: dict[int, Progress] = {}
        for mask, state in states.items():
            for taken, next_state in _hop(terms, hop, mask, state):
                known = reached.get(taken)
                if known is None or next_state.ready < known.ready:
                    reached[taken] = next_state
        states = reached
    return [
        end for mask, end in states.items() if _others_fit_outside(terms, mask, leaves, end.ready)
    ]


def _hop(terms: ShiftTerms, hop: Hop, mask: int, state: Progress) -> Iterator[tuple[int, Progress]]:
    arrived = _arrive(hop, state, state.ready + hop.way, 0)
    if arrived:
        yield mask, arrived
    for number, rest in enumerate(terms.breaks):
        begins = max(state.ready, rest.earliest)
        if mask >> number & 1 or begins + rest.duration > rest.latest:
            continue
        idle = max(0, begins - state.ready - hop.way)
        reached = max(state.ready + hop.way, begins) + rest.duration
        arrived = _arrive(hop, state, reached, idle)
        if arrived:
            took = (*state.taken, (number, begins))
            yield mask | 1 << number, arrived._replace(taken=took)


def _arrive(hop: Hop, state: Progress, reached: int, idle: int) -> Progress | None:
    for opening, closing in hop.arrivals:
        if reached <= closing:
            arrival = max(reached, opening)
            waiting, room = idle + arrival - reached, closing - arrival
            return Progress(state, state.taken, arrival, waiting, room, arrival + hop.stay)
    return None


def _others_fit_outside(terms: ShiftTerms, mask: int, leaves: int, ends: int) -> bool:
    return all(
        mask >> number & 1
        or leaves - rest.earliest >= rest.duration
        or rest.latest - ends >= rest.duration
        for number, rest in enumerate(terms.breaks)
    )


def _leave_later(leaves: int, end: Progress) -> int | None:
    """Return the departure that removes the first waiting, or uses up the room before it."""
    room: int | None = None
    for state in _chain(end):
        if state.waiting:
            return leaves + (min(state.waiting, room) if room else state.waiting)
        room = state.room if room is None else min(room, state.room)
    return None


def _chain(end: Progress) -> Iterator[Progress]:
    states: list[Progress] = []
    state: Progress | None = end
    while state is not None and state.before is not None:
        states.append(state)
        state = state.before
    return reversed(states)


def _route(shift: int, visits: Sequence[int], leaves: int, end: Progress) -> TimedRoute:
    arrivals = tuple(state.arrival for state in _chain(end))[:-1]
    return TimedRoute(
        shift=shift,
        visits=tuple(visits),
        arrivals=arrivals,
        leaves=leaves,
        ends=end.ready,
        breaks=end.taken,
    )
