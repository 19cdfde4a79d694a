"""The streets at another hour: the same graph with slower, or faster, segments."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.street_hours import SlowPeriod
from visitplan.travel.arcs import fastest, milliseconds_of
from visitplan.travel.compiler import ROAD_CLASSES
from visitplan.travel.ferries import FERRY
from visitplan.travel.graph import BARRED, StreetGraph
from visitplan.travel.layout import Arcs

_AT_ANY_HOUR = frozenset({FERRY, "turn"})


def streets_in(graph: StreetGraph, period: SlowPeriod) -> StreetGraph:
    """Return a graph whose segments take as long as in a period; ferries keep their timetable.

    Parallel arcs may change places; which junctions are joined stays as it is.
    """
    slowness = _by_class(period)[graph.road_class]
    if (slowness == 1.0).all():
        return graph
    forward, backward = (_slowed(ms, slowness) for ms in (graph.forward_ms, graph.backward_ms))
    arcs = _every_arc(graph)
    times = milliseconds_of(arcs, forward, backward)
    best, spare = fastest(arcs, times, graph.decimetres)
    chosen, others = arcs.only(best), arcs.only(spare)
    return replace(
        graph,
        forward_ms=forward,
        backward_ms=backward,
        arc_segment=chosen.segment.astype(np.int32),
        arc_onward=chosen.onward,
        arc_ms=times[best].astype(np.int32),
        spare_tail=others.tail.astype(np.int32),
        spare_head=others.head.astype(np.int32),
        spare_segment=others.segment.astype(np.int32),
        spare_onward=others.onward,
    )


def _by_class(period: SlowPeriod) -> NDArray[np.float64]:
    """Return the slowness of each of ``ROAD_CLASSES``; a link is as slow as what it leads to."""
    named = period.by_class
    return np.array(
        [
            1.0
            if name in _AT_ANY_HOUR
            else named.get(name, named.get(name.removesuffix("_link"), period.other))
            for name in ROAD_CLASSES
        ]
    )


def _slowed(ms: NDArray[np.int32], slowness: NDArray[np.float64]) -> NDArray[np.int32]:
    times = np.clip(np.rint(ms * slowness), 1, np.iinfo(np.int32).max)
    slower: NDArray[np.int32] = np.where(ms == BARRED, BARRED, times).astype(np.int32)
    return slower


def _every_arc(graph: StreetGraph) -> Arcs:
    tails = np.repeat(np.arange(graph.junctions), np.diff(graph.first_arc))
    best = Arcs(tails, _wide(graph.arc_head), _wide(graph.arc_segment), graph.arc_onward)
    spare = Arcs(
        _wide(graph.spare_tail),
        _wide(graph.spare_head),
        _wide(graph.spare_segment),
        graph.spare_onward,
    )
    return best.and_(spare)


def _wide(numbers: NDArray[np.int32]) -> NDArray[np.int64]:
    return numbers.astype(np.int64)
