"""All departures at once over a shift's stops: when a partial route is ready, left open until last.

A partial timetable is ready at ``max(ready, departure + busy)`` for every departure up to ``last``
(Savelsbergh, *ORSA Journal on Computing* 4(2), 1992, for windows; a break is one more thing to do
on the way). One such profile is kept for every set of breaks already taken.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from visitplan.domain.way import FOREVER, Way, first_there, kept_until
from visitplan.routing.hops import Hop, latest_arrivals
from visitplan.routing.statement import ShiftTerms


class Profile(NamedTuple):
    """When a partial route is ready, as a function of its departure; how far it went, and its loss.

    ``places`` says before which hop each break was taken, ``spans`` in which of its spans each
    stop was reached; ``lost`` are the ticks that those cost.
    """

    ready: int
    busy: int
    last: int
    metres: int = 0
    lost: int = 0
    places: tuple[tuple[int, int], ...] = ()
    spans: tuple[int, ...] = ()


class Passage(NamedTuple):
    """Finished profiles by set of breaks taken, and the next departure that changes a span."""

    profiles: dict[int, Profile]
    again: int | None


class Patience(NamedTuple):
    """Who waits for a better hour where it pays, what a second of it costs, by when to arrive."""

    wage: int
    latest: Sequence[int]


def at_once(terms: ShiftTerms, hops: Sequence[Hop], first: int) -> Passage:
    """Return the passage of all departures from ``first`` on, each stop made as soon as may be."""
    return _pass(terms, hops, first, None)


def with_patience(terms: ShiftTerms, hops: Sequence[Hop]) -> Passage:
    """Return the passage in which each stop waits for the hour that costs least, pay counted.

    Nobody waits so long that a later stop would be reached too late, breaks not counted.
    """
    wage = terms.pay.per_second if terms.pay.whole_shift is None else 0
    return _pass(terms, hops, terms.opening, Patience(wage, latest_arrivals(hops)))


def _pass(terms: ShiftTerms, hops: Sequence[Hop], first: int, patience: Patience | None) -> Passage:
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
                arrived, change = _arrive(hop, moved, patience)
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
    return profile.ready, -profile.last, profile.busy, profile.metres, profile.lost


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
            ready = max(rested.ready, arrival + rested.busy - profile.busy)
            busy, metres = rested.busy + way.seconds, rested.metres + way.metres
            yield taken, rested._replace(ready=ready, busy=busy, metres=metres)


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


def _arrive(hop: Hop, profile: Profile, patience: Patience | None) -> tuple[Profile | None, int]:
    """Return the profile after the stay, and the first departure that meets a later span."""
    for span, (_, closing) in enumerate(hop.arrivals):
        if profile.ready <= closing:
            chosen = _worth_most(hop, profile, span, patience) if patience else span
            has_later = chosen + 1 < len(hop.arrivals)
            later = hop.arrivals[chosen][1] - profile.busy + 1 if has_later else FOREVER
            return _stayed(hop, profile, chosen), later
    return None, FOREVER


def _stayed(hop: Hop, profile: Profile, span: int) -> Profile:
    opening, closing = hop.arrivals[span]
    return profile._replace(
        ready=max(profile.ready, opening) + hop.stay,
        busy=profile.busy + hop.stay,
        last=min(profile.last, closing - profile.busy),
        lost=profile.lost + hop.price(span),
        spans=(*profile.spans, span),
    )


def _worth_most(hop: Hop, profile: Profile, first: int, patience: Patience) -> int:
    """Return the span, from the first one on, that costs least with the pay for waiting for it.

    Whoever can set out later instead does not wait.
    """
    by = patience.latest[len(profile.spans)]

    def price(span: int) -> int:
        opening, closing = hop.arrivals[span]
        leaves = min(profile.last, closing - profile.busy)
        waiting = max(0, max(profile.ready, opening) - profile.busy - leaves)
        return hop.price(span) + patience.wage * waiting

    in_time = (n for n in range(first + 1, len(hop.arrivals)) if hop.arrivals[n][0] <= by)
    return min((first, *in_time), key=price)
