"""When to leave and when to arrive, for a shift's visits in a given order.

The departure stays open until the end. With it left open, a partial timetable is three numbers:
it is ready at ``max(ready, departure + busy)`` for every departure up to ``last`` (Savelsbergh,
*ORSA Journal on Computing* 4(2), 1992, for windows; a break is one more thing to do on the way).
One such profile is kept for every set of breaks already taken. Where leaving later than ``last``
would reach a visit in a later span of its hours, the whole is tried again from there on.
"""

import itertools
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


class Profile(NamedTuple):
    """When a partial route is ready, as a function of its departure.

    ``places`` says before which hop each break was taken.
    """

    ready: int
    busy: int
    last: int
    places: tuple[tuple[int, int], ...] = ()


class Passage(NamedTuple):
    """Finished profiles by set of breaks taken, and the next departure that changes a span."""

    profiles: dict[int, Profile]
    again: int | None


def timetable(statement: Statement, shift: int, visits: Sequence[int]) -> TimedRoute | None:
    """Return the cheapest timetable found for these visits in this order.

    Returns None where none keeps all windows, shift hours and breaks, or no way leads.
    """
    terms = statement.shifts[shift]
    hops = hops_of(statement, terms, visits)
    if hops is None:
        return None
    found = (
        _timed(shift, visits, hops, terms, leaves, profile)
        for leaves, profile in _departures(terms, hops)
    )
    return min(found, key=lambda route: _price(terms, route), default=None)


def _price(terms: ShiftTerms, route: TimedRoute) -> int:
    taken = (terms.breaks[number] for number, _ in route.breaks)
    unpaid = sum(rest.duration for rest in taken if not rest.paid)
    return price_of_time(terms.pay, route.ends - route.leaves, unpaid)


def hops_of(
    statement: Statement, terms: ShiftTerms, visits: Sequence[int]
) -> tuple[Hop, ...] | None:
    """Return the way hop by hop, the return included; None where no way leads."""
    seconds, here = statement.seconds[terms.profile], terms.start
    hops: list[Hop] = []
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


def _departures(terms: ShiftTerms, hops: Sequence[Hop]) -> Iterator[tuple[int, Profile]]:
    """Yield the best departure of every finished profile."""
    first: int | None = terms.opening
    while first is not None and first <= terms.closing:
        passage = _pass(terms, hops, first)
        for mask, profile in passage.profiles.items():
            leaves = _latest_useful(terms, mask, profile, first)
            if leaves is not None:
                yield leaves, profile
        first = passage.again


def _pass(terms: ShiftTerms, hops: Sequence[Hop], first: int) -> Passage:
    """Carry the profiles of all departures from ``first`` on over all hops."""
    profiles, again = {0: Profile(first, 0, terms.closing)}, terms.closing + 1
    for position, hop in enumerate(hops):
        reached: dict[int, Profile] = {}
        for mask, profile in profiles.items():
            for taken, moved in _ways_on(terms, hop, position, mask, profile):
                arrived, change = _arrive(hop, moved)
                again = min(again, change)
                if arrived and _is_better(arrived, reached.get(taken)):
                    reached[taken] = arrived
        profiles = reached
    return Passage(profiles, again if again <= terms.closing else None)


def _is_better(profile: Profile, known: Profile | None) -> bool:
    return known is None or (profile.ready, -profile.last) < (known.ready, -known.last)


def _ways_on(
    terms: ShiftTerms, hop: Hop, position: int, mask: int, profile: Profile
) -> Iterator[tuple[int, Profile]]:
    """Yield the profile on reaching the next stop, with each choice of the breaks left."""
    left = [number for number in range(len(terms.breaks)) if not mask >> number & 1]
    for size in range(len(left) + 1):
        for taken in itertools.combinations(left, size):
            rested = _rested(terms, taken, position, profile)
            if rested:
                resting = rested.busy - profile.busy
                ready = max(rested.ready, profile.ready + hop.way + resting)
                moved = rested._replace(ready=ready, busy=rested.busy + hop.way)
                yield mask | sum(1 << number for number in taken), moved


def _rested(
    terms: ShiftTerms, taken: Sequence[int], position: int, profile: Profile
) -> Profile | None:
    """Return the profile after these breaks, one after the other; None where one comes too late."""
    for number in taken:
        rest = terms.breaks[number]
        latest = rest.latest - rest.duration
        if profile.ready > latest:
            return None
        profile = Profile(
            max(profile.ready, rest.earliest) + rest.duration,
            profile.busy + rest.duration,
            min(profile.last, latest - profile.busy),
            (*profile.places, (number, position)),
        )
    return profile


def _arrive(hop: Hop, profile: Profile) -> tuple[Profile | None, int]:
    """Return the profile after the stay, and the first departure that meets a later span."""
    for number, (opening, closing) in enumerate(hop.arrivals):
        if profile.ready <= closing:
            last = min(profile.last, closing - profile.busy)
            ready = max(profile.ready, opening) + hop.stay
            arrived = profile._replace(ready=ready, busy=profile.busy + hop.stay, last=last)
            has_later = number + 1 < len(hop.arrivals)
            return arrived, closing - profile.busy + 1 if has_later else _NEVER
    return None, _NEVER


_NEVER = 2**60


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
        rested, reached = now, now + hop.way
        for number in (number for number, place in profile.places if place == position):
            rest = terms.breaks[number]
            breaks.append((number, max(rested, rest.earliest)))
            rested = breaks[-1][1] + rest.duration
            reached += rest.duration
        reached = max(reached, rested)
        arrivals.append(max(reached, _opening(hop, reached)))
        now = arrivals[-1] + hop.stay
    return TimedRoute(
        shift=shift,
        visits=tuple(visits),
        arrivals=tuple(arrivals[:-1]),
        leaves=leaves,
        ends=now,
        breaks=tuple(breaks),
    )


def _opening(hop: Hop, reached: int) -> int:
    return next(opening for opening, closing in hop.arrivals if reached <= closing)
