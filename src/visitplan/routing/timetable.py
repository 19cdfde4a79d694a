"""When to leave and when to arrive, for a shift's visits in a given order.

The departure stays open until the end. With it left open, a partial timetable is three numbers:
it is ready at ``max(ready, departure + busy)`` for every departure up to ``last`` (Savelsbergh,
*ORSA Journal on Computing* 4(2), 1992, for windows; a break is one more thing to do on the way).
One such profile is kept for every set of breaks already taken. Where leaving later than ``last``
would reach a visit in a later span of its hours, or set out on a way at another hour, the whole is
tried again from there on.

A way begins when the stop before it is left. A break that falls into it interrupts it, and it
takes the time of its start all the same.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from visitplan.domain.way import FOREVER, Way, Ways, first_there, kept_until
from visitplan.routing.price import price_of_time
from visitplan.routing.statement import ShiftTerms, Span, Statement, TimedRoute
from visitplan.routing.ways import ways_of


class Hop(NamedTuple):
    """From one stop to the next: ways there by the hour, spans to arrive in, seconds to stay.

    The seconds of the ways include the setup.
    """

    ways: Ways
    arrivals: tuple[Span, ...]
    stay: int

    def reached(self, leaves: int) -> int:
        """Return when the next stop is reached at the earliest, setup done; FOREVER for no way."""
        way = first_there(self.ways, leaves)
        return way.arrival(leaves) if way else FOREVER

    @property
    def least(self) -> int:
        """The seconds on the way at the best hour."""
        return min(way.seconds for way in self.ways)

    @property
    def most(self) -> int:
        """The seconds on the way at the worst hour; no end where at some no way leads."""
        is_gapless = all(one.ends == other.begins for one, other in pairwise(self.ways))
        if not is_gapless or self.ways[0].begins > 0 or self.ways[-1].ends < FOREVER:
            return FOREVER
        return max(way.seconds for way in self.ways)

    @property
    def least_metres(self) -> int:
        """The metres to the next stop at the best hour."""
        return min(way.metres for way in self.ways)


class Profile(NamedTuple):
    """When a partial route is ready, as a function of its departure; and how far it went.

    ``places`` says before which hop each break was taken.
    """

    ready: int
    busy: int
    last: int
    metres: int = 0
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
        (_timed(shift, visits, hops, terms, leaves, profile), profile.metres)
        for leaves, profile in _departures(terms, hops)
    )
    cheapest = min(found, key=lambda timed: _price(terms, *timed), default=None)
    return cheapest[0] if cheapest else None


def _price(terms: ShiftTerms, route: TimedRoute, metres: int) -> int:
    """Return what differs between the timetables of one order: the time and the way."""
    taken = (terms.breaks[number] for number, _ in route.breaks)
    unpaid = sum(rest.duration for rest in taken if not rest.paid)
    time = price_of_time(terms.pay, route.ends - route.leaves, unpaid)
    return time + metres * terms.pay.per_metre


def hops_of(
    statement: Statement, terms: ShiftTerms, visits: Sequence[int]
) -> tuple[Hop, ...] | None:
    """Return the ways hop by hop, the return included; None where no way leads."""
    hops, here = [], terms.start
    *to_visits, home = ways_of(statement, terms, visits)
    for number, ways in zip(visits, to_visits, strict=True):
        visit = statement.visits[number]
        setup = visit.setup if visit.location != here else 0
        hops.append(Hop(_prepared(ways, setup), visit.arrivals, visit.service))
        here = visit.location
    hops.append(Hop(home, ((terms.opening, terms.closing),), 0))
    return tuple(hops) if all(hop.ways for hop in hops) else None


def _prepared(ways: Ways, setup: int) -> Ways:
    """Return the ways with the setup behind each."""
    return [way._replace(seconds=way.seconds + setup) for way in ways] if setup else ways


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
        for mask, profile in sorted(profiles.items()):
            way = first_there(hop.ways, profile.ready)
            if way is None:
                continue
            change = kept_until(hop.ways, way) - profile.busy
            again = min(again, change)
            own = profile if profile.last < change else profile._replace(last=change - 1)
            for taken, moved in _ways_on(terms, way, position, mask, own):
                arrived, change = _arrive(hop, moved)
                again = min(again, change)
                if arrived:
                    reached[taken], change = _better(arrived, reached.get(taken))
                    again = min(again, change)
        profiles = reached
    return Passage(profiles, again if again <= terms.closing else None)


def _better(one: Profile, other: Profile | None) -> tuple[Profile, int]:
    """Return the profile that is ready first, and the first departure at which it no longer is.

    By the hour, one may be ready sooner and yet have less time to spare for leaving later.
    """
    if other is None:
        return one, FOREVER
    kept, dropped = sorted((other, one), key=_when_ready)
    if kept.busy <= dropped.busy:
        return kept, FOREVER
    change = dropped.ready - kept.busy + 1
    return kept._replace(last=min(kept.last, change - 1)), change


def _when_ready(profile: Profile) -> tuple[int, ...]:
    return profile.ready, -profile.last, profile.busy, profile.metres


def _ways_on(
    terms: ShiftTerms, way: Way, position: int, mask: int, profile: Profile
) -> Iterator[tuple[int, Profile]]:
    """Yield the profile on reaching the next stop, with each choice of the breaks left."""
    arrival = way.arrival(profile.ready)
    for taken in range(mask, 1 << len(terms.breaks)):
        if taken & mask != mask:
            continue
        now = [number for number in range(len(terms.breaks)) if (taken ^ mask) >> number & 1]
        rested = _rested(terms, now, position, profile)
        if rested:
            ready, busy, last, metres, places = rested
            ready = max(ready, arrival + busy - profile.busy)
            yield taken, Profile(ready, busy + way.seconds, last, metres + way.metres, places)


def _rested(
    terms: ShiftTerms, taken: Sequence[int], position: int, profile: Profile
) -> Profile | None:
    """Return the profile after these breaks, one after the other; None where one comes too late."""
    for number in taken:
        rest = terms.breaks[number]
        latest = rest.latest - rest.duration
        if profile.ready > latest:
            return None
        profile = profile._replace(
            ready=max(profile.ready, rest.earliest) + rest.duration,
            busy=profile.busy + rest.duration,
            last=min(profile.last, latest - profile.busy),
            places=(*profile.places, (number, position)),
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
            return arrived, closing - profile.busy + 1 if has_later else FOREVER
    return None, FOREVER


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
