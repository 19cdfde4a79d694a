"""When to leave and when to arrive, for a shift's visits in a given order.

The departure stays open until the end (see ``passage``). Where leaving later than ``last`` would
reach a visit in a later span of its hours, or set out on a way at another hour, the whole is tried
again from there on. Where arrivals have prices, departures are tried at some distance, and waiting
for hours that cost less as well.

A way begins when the stop before it is left. A break that falls into it interrupts it, and it
takes the time of its start all the same.
"""

from collections.abc import Iterator, Sequence

from visitplan.routing.hops import Hop, hops_of
from visitplan.routing.passage import Passage, Profile, at_once, with_patience
from visitplan.routing.price import price_of_time
from visitplan.routing.statement import ShiftTerms, Statement, TimedRoute

STEP = 900
"""Seconds that departures lie apart at least which are tried for the price of arrivals alone."""


def timetable(statement: Statement, shift: int, visits: Sequence[int]) -> TimedRoute | None:
    """Return the cheapest timetable found for these visits in this order.

    Returns None where none keeps all windows, shift hours and breaks, or no way leads.
    """
    terms = statement.shifts[shift]
    hops = hops_of(statement, terms, visits)
    if hops is None:
        return None
    step = STEP if statement.prices_arrivals else 0
    found = (
        (_timed(shift, visits, hops, terms, leaves, profile), profile)
        for leaves, profile in _departures(terms, hops, step)
    )
    cheapest = min(found, key=lambda timed: _price(terms, *timed), default=None)
    return cheapest[0] if cheapest else None


def _price(terms: ShiftTerms, route: TimedRoute, profile: Profile) -> int:
    """Return what differs between the timetables of one order: times, arrivals and the way."""
    taken = (terms.breaks[number] for number, _ in route.breaks)
    unpaid = sum(rest.duration for rest in taken if not rest.paid)
    time = price_of_time(terms.pay, route.ends - route.leaves, unpaid)
    return time + profile.lost + profile.metres * terms.pay.per_metre


def _departures(terms: ShiftTerms, hops: Sequence[Hop], step: int) -> Iterator[tuple[int, Profile]]:
    """Yield the best departure of every finished profile.

    Once one is found, the next first departure is ``step`` later at least.
    """
    first: int | None = terms.opening
    found = False
    while first is not None and first <= terms.closing:
        passage = at_once(terms, hops, first)
        if not passage.profiles:
            break  # whoever leaves later arrives later
        useful = list(_useful(terms, passage, first))
        yield from useful
        found = found or bool(useful)
        again = passage.again
        first = max(again, first + step) if again is not None and found else again
    if found and step:
        yield from _useful(terms, with_patience(terms, hops), terms.opening)


def _useful(terms: ShiftTerms, passage: Passage, first: int) -> Iterator[tuple[int, Profile]]:
    for mask, profile in passage.profiles.items():
        leaves = _latest_useful(terms, mask, profile, first)
        if leaves is not None:
            yield leaves, profile


def _latest_useful(terms: ShiftTerms, mask: int, profile: Profile, first: int) -> int | None:
    """Return the latest departure that does not end later, with all other breaks outside.

    A break that is not taken inside lies before the departure if that can be, else after the
    end. Returns None where it can be neither.
    """
    earliest, latest = first, profile.last
    for number, rest in enumerate(terms.breaks):
        if mask >> number & 1:
            continue
        before, after = rest.earliest + rest.duration, rest.latest - rest.duration
        if before <= latest:
            earliest = max(earliest, before)
        elif profile.ready <= after:
            latest = min(latest, after - profile.busy)
        else:
            return None
    if earliest > latest:
        return None
    return max(earliest, min(latest, profile.ready - profile.busy))


def _timed(
    shift: int,
    visits: Sequence[int],
    hops: Sequence[Hop],
    terms: ShiftTerms,
    leaves: int,
    profile: Profile,
) -> TimedRoute:
    """Walk a decided departure and decided breaks through, as early as possible."""
    now, arrivals, breaks = leaves, list[int](), list[tuple[int, int]]()
    for position, hop in enumerate(hops):
        rested, reached = now, hop.reached(now)
        for number in (number for number, place in profile.places if place == position):
            rest = terms.breaks[number]
            breaks.append((number, max(rested, rest.earliest)))
            rested = breaks[-1][1] + rest.duration
            reached += rest.duration
        reached = max(reached, rested)
        arrivals.append(max(reached, _opening(hop, profile, position)))
        now = arrivals[-1] + hop.stay
    return TimedRoute(
        shift=shift,
        visits=tuple(visits),
        arrivals=tuple(arrivals[:-1]),
        leaves=leaves,
        ends=now,
        breaks=tuple(breaks),
    )


def _opening(hop: Hop, profile: Profile, position: int) -> int:
    """Return when the span opens in which a profile reaches a stop, or its end."""
    return hop.arrivals[profile.spans[position]][0]
