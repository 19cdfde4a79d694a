"""The fastest ways of many legs, by one search from each origin.

Such a search is stopped where its legs have surely ended, and does not look farther: legs of a day
are short, the town is wide. How far that is, is a guess by the beeline; the few legs that lie
farther are searched again, with a wider guess and at last without any. Legs that have their end in
common, as those back to a branch have, are searched from there on mirrored streets.
"""

from collections.abc import Iterator

import numpy as np

from visitplan.travel.engines.embedded.engine import Weights
from visitplan.travel.geodesy import great_circle_metres
from visitplan.travel.legs import Ints, Legs, Runs, Traced, in_order, no_runs
from visitplan.travel.mirror import mirrored, turned
from visitplan.travel.nearby import Nearby
from visitplan.travel.reached import Reached, runs_of
from visitplan.travel.search import Search, arc_weights

_WIDENINGS = (1.5, 4.0, np.inf)
"""How many times as long as the beeline a way may be, guessed one after the other."""

_HEADWAY_METRES = 200
"""What is added to a beeline: the shortest legs go the longest way round."""

_ORIGINS_AT_ONCE = 64
"""Origins searched together: 90 MB for a town of 110,000 junctions that is searched as a whole."""

_SLAB_DEGREES = 0.01
"""Origins are taken together by slabs of latitude of some 1.1 km, and along them."""


def search_nearby(search: Search, legs: Legs) -> Traced:
    """Return the runs along the fastest way of each leg, and what it weighs."""
    towards = _uses(legs.destination) > _uses(legs.origin)
    from_there, from_here = np.flatnonzero(towards), np.flatnonzero(~towards)
    mirror = Search.of(mirrored(search.streets), turned(search.snaps))
    back = _searched(mirror, legs.only(from_there).back)
    ahead = _searched(search, legs.only(from_here))
    weight = np.empty(len(legs.origin))
    weight[from_there], weight[from_here] = back.weight, ahead.weight
    turned_back = _turned(back.runs)
    runs = [
        turned_back._replace(leg=from_there[turned_back.leg]),
        ahead.runs._replace(leg=from_here[ahead.runs.leg]),
    ]
    return Traced(in_order(runs), weight)


def _uses(point: Ints) -> Ints:
    """Return of each entry how many have the same point."""
    return np.bincount(point)[point]


def _turned(runs: Runs) -> Runs:
    """Return runs in the opposite direction; the legs' order is not kept."""
    segment, begin, end = runs.segment[::-1], runs.end[::-1], runs.begin[::-1]
    return Runs(runs.leg[::-1], segment, begin, end)


def _searched(search: Search, legs: Legs) -> Traced:
    open_ = np.arange(len(legs.origin))
    found, nearby, weight = [no_runs()], Nearby(search), np.full(len(open_), np.inf)
    for widening in _WIDENINGS:
        limits = _limits(search, legs.only(open_), widening)
        late = []
        for chunk, limit in _chunks(search, legs, open_, limits):
            part = nearby.part(np.unique(legs.origin[chunk]), limit)
            reached = Reached.of(search, part, legs.only(chunk), limit)
            done = np.flatnonzero(reached.weight <= limit)
            late.append(np.delete(chunk, done))
            weight[chunk[done]] = reached.weight[done]
            found.append(runs_of(search, reached.only(done), chunk[done]))
        open_ = np.concatenate([open_[:0], *late])
    return Traced(in_order(found), weight)


def _limits(search: Search, legs: Legs, widening: float) -> Weights:
    """Return the weight within which each leg is guessed to end."""
    foot, streets = search.snaps.foot, search.streets
    beeline = great_circle_metres(foot[legs.origin], foot[legs.destination])
    decimetres = streets.decimetres[streets.arc_segment].sum(dtype=np.int64)
    pace = max(arc_weights(streets).sum(), 1.0) / max(decimetres, 1)  # of a decimetre, on average
    limits: Weights = (beeline + _HEADWAY_METRES) * widening * 10 * pace
    return limits


def _chunks(
    search: Search, legs: Legs, open_: Ints, limits: Weights
) -> Iterator[tuple[Ints, float]]:
    """Yield legs to be searched together: of one origin always, then of neighbours, alike long."""
    origins, number = np.unique(legs.origin[open_], return_inverse=True)
    farthest = np.zeros(len(origins))
    np.maximum.at(farthest, number, limits)
    lat, lon = search.snaps.foot[origins].T
    magnitude = np.frexp(farthest)[1]
    order = np.lexsort((lon, np.floor(lat / _SLAB_DEGREES), magnitude))
    for alike in np.split(order, np.flatnonzero(np.diff(magnitude[order])) + 1):
        for begin in range(0, len(alike), _ORIGINS_AT_ONCE):
            chosen = np.flatnonzero(np.isin(number, alike[begin : begin + _ORIGINS_AT_ONCE]))
            yield open_[chosen], float(limits[chosen].max())
