"""From stop to stop: the ways there by the hour, when to arrive, how long to stay."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from visitplan.domain.way import FOREVER, Ways, first_there, leave_by
from visitplan.routing.statement import ShiftTerms, Span, Statement
from visitplan.routing.ways import ways_of


class Hop(NamedTuple):
    """From one stop to the next: ways there by the hour, spans to arrive in, seconds to stay.

    The seconds of the ways include the setup. ``prices`` are those of the spans (empty: none).
    """

    ways: Ways
    arrivals: tuple[Span, ...]
    stay: int
    prices: tuple[int, ...] = ()

    def reached(self, leaves: int) -> int:
        """Return when the next stop is reached at the earliest, setup done; FOREVER for no way."""
        way = first_there(self.ways, leaves)
        return way.arrival(leaves) if way else FOREVER

    def price(self, span: int) -> int:
        """Return what arriving in one of the spans costs."""
        return self.prices[span] if self.prices else 0

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


def hops_of(
    statement: Statement, terms: ShiftTerms, visits: Sequence[int]
) -> tuple[Hop, ...] | None:
    """Return the ways hop by hop, the return included; None where no way leads."""
    hops, here = [], terms.start
    *to_visits, home = ways_of(statement, terms, visits)
    for number, ways in zip(visits, to_visits, strict=True):
        visit = statement.visits[number]
        setup = visit.setup if visit.location != here else 0
        hops.append(
            Hop(_prepared(ways, setup), visit.arrivals, visit.service, visit.arrival_prices)
        )
        here = visit.location
    hops.append(Hop(home, ((terms.opening, terms.closing),), 0))
    return tuple(hops) if all(hop.ways for hop in hops) else None


def _prepared(ways: Ways, setup: int) -> Ways:
    """Return the ways with the setup behind each."""
    return [way._replace(seconds=way.seconds + setup) for way in ways] if setup else ways


def latest_arrivals(hops: Sequence[Hop]) -> list[int]:
    """Return the latest moment to reach each stop and the end, breaks not taken.

    The setup of a stop is part of the way to it. Negative where there is no such moment.
    """
    latest = [hops[-1].arrivals[-1][1]]
    for hop, following in zip(hops[-2::-1], hops[:0:-1], strict=True):
        left = leave_by(following.ways, latest[0])
        most = -1 if left is None else left - hop.stay
        latest.insert(0, max((min(b, most) for a, b in hop.arrivals if a <= most), default=-1))
    return latest
