"""Which parts of which segments the fastest ways of many legs follow."""

import numpy as np

from visitplan.travel.engines.embedded.engine import Goals, Retrace
from visitplan.travel.following import along_one_segment, over_junctions
from visitplan.travel.legs import Legs, Traced, in_order
from visitplan.travel.search import Search
from visitplan.travel.searching_nearby import search_nearby


def trace(search: Search, legs: Legs) -> Traced:
    """Return the runs along the fastest way of each leg, and what it weighs."""
    retrace = search.engine.retracing(search.graph)
    return _retraced(search, legs, retrace) if retrace else search_nearby(search, legs)


def _retraced(search: Search, legs: Legs, retrace: Retrace) -> Traced:
    """Let the engine find the way of each leg that does not stay on one segment."""
    every = np.arange(len(legs.origin))
    direct = search.direct(legs.origin, legs.destination)
    passed = retrace(search.node(legs.origin), _goals(search, legs))
    straight, around = np.flatnonzero(direct <= passed.weight), direct > passed.weight
    chosen = around[passed.way]
    place = np.cumsum(around) - 1
    circling = every[around]
    runs = [
        along_one_segment(search, legs.only(straight), straight),
        over_junctions(
            search,
            legs.only(circling),
            circling,
            place[passed.way[chosen]],
            passed.junction[chosen],
        ),
    ]
    return Traced(in_order(runs), np.minimum(direct, passed.weight))


def _goals(search: Search, legs: Legs) -> Goals:
    segment, access = search.snaps.segment[legs.destination], search.access
    junction = np.stack((search.streets.tail[segment], search.streets.head[segment]), axis=1)
    left = (access.from_tail[legs.destination], access.from_head[legs.destination])
    return Goals(junction, np.stack(left, axis=1))
