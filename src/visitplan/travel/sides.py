"""Which side of a major road a door is on: nobody parks across the traffic there."""

from dataclasses import replace

import numpy as np

from visitplan.domain.day import SideOfRoad
from visitplan.domain.street_hours import ARTERIALS
from visitplan.travel.compiler import ROAD_CLASSES
from visitplan.travel.geodesy import Degrees
from visitplan.travel.graph import BARRED, StreetGraph
from visitplan.travel.snapping import Snapper, Snaps

_MAJOR = np.array([name.removesuffix("_link") in ARTERIALS for name in ROAD_CLASSES])


def on_own_side(
    snaps: Snaps, degrees: Degrees, *, traffic: SideOfRoad, graph: StreetGraph, snapper: Snapper
) -> Snaps:
    """Return snaps that are reached and left on their own side of major two-way roads.

    Where traffic keeps right, a door on the right is reached from tail to head. Where a road ends
    at rules of turning, or only visitors may enter it, its doors are reached from either side, so
    that every door can be reached.
    """
    segment = snaps.segment
    two_way = (graph.forward_ms[segment] != BARRED) & (graph.backward_ms[segment] != BARRED)
    plain = (graph.tail == graph.into_tail)[segment] & (graph.head == graph.into_head)[segment]
    bound = two_way & plain & _MAJOR[graph.road_class[segment]]
    side = snapper.sides(degrees, snaps) * (1 if traffic == "right" else -1)
    return replace(snaps, only=np.where(bound, side, 0).astype(np.int8))
