"""The parts of segments that a way follows: along one of them, or over junctions."""

import numpy as np

from visitplan.travel.compiler import TURN
from visitplan.travel.graph import StreetGraph
from visitplan.travel.legs import Ints, Legs, Runs, in_order
from visitplan.travel.search import Search


def along_one_segment(search: Search, legs: Legs, number: Ints) -> Runs:
    """Return the runs of legs that stay on one segment, which are called by their ``number``."""
    share = search.snaps.share
    segment = search.snaps.segment[legs.origin]
    return Runs(number, segment, share[legs.origin], share[legs.destination])


def over_junctions(search: Search, legs: Legs, number: Ints, leg: Ints, junction: Ints) -> Runs:
    """Return the runs of legs that pass junctions: ``leg[k]`` passes ``junction[k]``, in order.

    Legs count from 0 in ``leg``; in the runs they are called by their ``number``.
    """
    snaps = search.snaps
    begins, ends = (
        np.searchsorted(leg, np.arange(len(number)), side) for side in ("left", "right")
    )
    first = Runs(
        number,
        snaps.segment[legs.origin],
        snaps.share[legs.origin],
        search.exits(legs.origin, junction[begins]),
    )
    final = Runs(
        number,
        snaps.segment[legs.destination],
        search.enters(legs.destination, junction[ends - 1]),
        snaps.share[legs.destination],
    )
    return in_order([first, _between(search, number[leg], junction), final])


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
