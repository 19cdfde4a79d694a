"""Which parts of which segments the fastest ways of many legs follow.

A search from one origin is stopped where its legs have surely ended: legs of a day are short, the
town is wide. How far that is, is a guess by the beeline; the few legs that lie farther are searched
again, with a wider guess and at last without any. Legs that have their end in common, as those back
to a branch have, are searched from there on mirrored streets.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra

from visitplan.travel.compiler import TURN
from visitplan.travel.engines.embedded.engine import Weights
from visitplan.travel.geodesy import great_circle_metres
from visitplan.travel.graph import StreetGraph
from visitplan.travel.mirror import mirrored
from visitplan.travel.search import Search, arc_weights

Ints = NDArray[np.int64]

_WIDENINGS = (1.5, 4.0, np.inf)
"""How many times as long as the beeline a way may be, guessed one after the other."""

_HEADWAY_METRES = 200
"""What is added to a beeline: the shortest legs go the longest way round."""

_CELLS_AT_ONCE = 2_000_000
"""Origins × nodes searched together: 24 MB for weights and predecessors."""


class Legs(NamedTuple):
    """Legs between the points of a search, by number: two arrays of shape (n,)."""

    origin: Ints
    destination: Ints

    def only(self, chosen: Ints) -> "Legs":
        """Return some of the legs."""
        return Legs(self.origin[chosen], self.destination[chosen])

    @property
    def back(self) -> "Legs":
        """The same legs the other way."""
        return Legs(self.destination, self.origin)


class Runs(NamedTuple):
    """The parts of segments that legs follow, r entries in the order of legs and of travel.

    Run ``k`` belongs to leg ``leg[k]`` and follows ``segment[k]`` from the share ``begin[k]`` of
    its length to ``end[k]``, against the segment where ``end`` is less.
    """

    leg: Ints
    segment: Ints
    begin: NDArray[np.float64]
    end: NDArray[np.float64]


def trace(search: Search, legs: Legs) -> Runs:
    """Return the runs along the fastest way of each leg."""
    towards = _uses(legs.destination) > _uses(legs.origin)
    from_there, from_here = np.flatnonzero(towards), np.flatnonzero(~towards)
    mirror = Search.of(mirrored(search.streets), search.snaps)
    back = _turned(_trace(mirror, legs.only(from_there).back))
    ahead = _trace(search, legs.only(from_here))
    return _in_order(
        [
            back._replace(leg=from_there[back.leg]),
            ahead._replace(leg=from_here[ahead.leg]),
        ]
    )


def _uses(point: Ints) -> Ints:
    """Return of each entry how many have the same point."""
    return np.bincount(point)[point]


def _turned(runs: Runs) -> Runs:
    """Return runs in the opposite direction; the legs' order is not kept."""
    segment, begin, end = runs.segment[::-1], runs.end[::-1], runs.begin[::-1]
    return Runs(runs.leg[::-1], segment, begin, end)


def _trace(search: Search, legs: Legs) -> Runs:
    open_ = np.arange(len(legs.origin))
    found = [_none()]
    for widening in _WIDENINGS:
        limits = _limits(search, legs.only(open_), widening)
        late = []
        for chunk, limit in _chunks(search, legs, open_, limits):
            reached = _Reached.of(search, legs.only(chunk), limit)
            done = np.flatnonzero(reached.weight <= limit)
            late.append(np.delete(chunk, done))
            found.append(_runs(search, reached.only(done), chunk[done]))
        open_ = np.concatenate([open_[:0], *late])
    return _in_order(found)


def _none() -> Runs:
    return Runs._make(np.zeros(0, kind) for kind in (np.int64, np.int64, np.float64, np.float64))


def _in_order(found: list[Runs]) -> Runs:
    runs = Runs._make(np.concatenate(column) for column in zip(*found, strict=True))
    order = np.argsort(runs.leg, kind="stable")
    return Runs._make(column[order] for column in runs)


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
    """Yield legs to be searched together, those of one origin always, the shortest first."""
    origins, number = np.unique(legs.origin[open_], return_inverse=True)
    farthest = np.zeros(len(origins))
    np.maximum.at(farthest, number, limits)
    rank = np.argsort(np.argsort(farthest, kind="stable"))[number]
    size = max(1, _CELLS_AT_ONCE // search.graph.shape[0])
    for begin in range(0, len(origins), size):
        chosen = np.flatnonzero((rank >= begin) & (rank < begin + size))
        yield open_[chosen], float(limits[chosen].max())


class _Reached(NamedTuple):
    """How legs end: the weight, whether along one segment, by which end their goal is entered.

    ``before`` is what leads to each node, one row per origin, ``row`` the row of each leg.
    """

    legs: Legs
    weight: Weights
    direct: NDArray[np.bool_]
    by_tail: NDArray[np.bool_]
    row: Ints
    before: NDArray[np.int32]

    @classmethod
    def of(cls, search: Search, legs: Legs, limit: float) -> "_Reached":
        origins, row = np.unique(legs.origin, return_inverse=True)
        weights, before = dijkstra(
            search.graph, indices=search.node(origins), return_predecessors=True, limit=limit
        )
        streets, access, goal = (
            search.streets,
            search.access,
            search.snaps.segment[legs.destination],
        )
        by_tail = weights[row, streets.tail[goal]] + access.from_tail[legs.destination]
        by_head = weights[row, streets.head[goal]] + access.from_head[legs.destination]
        around = np.minimum(by_tail, by_head)
        direct = search.direct(legs.origin, legs.destination)
        weight = np.minimum(around, direct)
        return cls(legs, weight, direct <= around, by_tail <= by_head, row, before)

    def only(self, chosen: Ints) -> "_Reached":
        """Return some of the legs."""
        return self._replace(
            legs=self.legs.only(chosen),
            weight=self.weight[chosen],
            direct=self.direct[chosen],
            by_tail=self.by_tail[chosen],
            row=self.row[chosen],
        )


def _runs(search: Search, reached: _Reached, number: Ints) -> Runs:
    """Return the runs of legs that were reached, which are called by their ``number``."""
    straight, around = np.flatnonzero(reached.direct), np.flatnonzero(~reached.direct)
    return _in_order(
        [
            _along_one_segment(search, reached.legs.only(straight), number[straight]),
            _over_junctions(search, reached.only(around), number[around]),
        ]
    )


def _along_one_segment(search: Search, legs: Legs, number: Ints) -> Runs:
    share = search.snaps.share
    segment = search.snaps.segment[legs.origin]
    return Runs(number, segment, share[legs.origin], share[legs.destination])


def _over_junctions(search: Search, reached: _Reached, number: Ints) -> Runs:
    snaps, legs = search.snaps, reached.legs
    goal = snaps.segment[legs.destination]
    last = np.where(reached.by_tail, search.streets.tail[goal], search.streets.head[goal])
    leg, junction = _walk_back(reached, last, search.streets.junctions)
    begins = np.searchsorted(leg, np.arange(len(number)))
    first = Runs(
        number,
        snaps.segment[legs.origin],
        snaps.share[legs.origin],
        search.exits(legs.origin, junction[begins]),
    )
    enters = np.where(reached.by_tail, 0.0, 1.0)
    final = Runs(number, goal, enters, snaps.share[legs.destination])
    return _in_order([first, _between(search, number[leg], junction), final])


def _walk_back(reached: _Reached, last: Ints, junctions: int) -> tuple[Ints, Ints]:
    """Return the junctions of all ways, from first to last, and whose they are."""
    walking, here = np.arange(len(last)), last.astype(np.int64)
    legs, passed = [walking[:0]], [here[:0]]
    while len(walking):
        legs.append(walking)
        passed.append(here)
        here = reached.before[reached.row[walking], here].astype(np.int64)
        goes_on = here < junctions  # beyond them are the origins
        walking, here = walking[goes_on], here[goes_on]
    leg = np.concatenate(legs[::-1])
    order = np.argsort(leg, kind="stable")
    return leg[order], np.concatenate(passed[::-1])[order]


def _between(search: Search, leg: Ints, junction: Ints) -> Runs:
    """Return the whole segments between junctions that follow each other on one leg."""
    pair = np.flatnonzero(leg[1:] == leg[:-1])
    tail, streets = junction[pair], search.streets
    arc = search.arc(tail, junction[pair + 1])
    arc, leg = _no_turns(streets, arc, leg[pair])
    against = np.where(streets.arc_onward[arc], 0.0, 1.0)
    return Runs(leg, streets.arc_segment[arc].astype(np.int64), against, 1.0 - against)


def _no_turns(streets: StreetGraph, arc: Ints, leg: Ints) -> tuple[Ints, Ints]:
    """Return the arcs over streets, and their legs; turns have no length and no line."""
    streets_only = streets.road_class[streets.arc_segment[arc]] != TURN
    return arc[streets_only], leg[streets_only]
