"""Streets with every way turned round: what leads to a place is what leads from it there.

Who searches on them from a place finds the fastest ways *to* that place.
"""

from dataclasses import replace

import numpy as np

from visitplan.travel.graph import StreetGraph
from visitplan.travel.snapping import Snaps


def mirrored(graph: StreetGraph) -> StreetGraph:
    """Return the streets as whoever goes back on his way would need them.

    Segments keep their numbers and their tails; spare arcs are not turned, nobody searches them
    here.
    """
    tails = np.repeat(np.arange(graph.junctions, dtype=np.int32), np.diff(graph.first_arc))
    order = np.lexsort((tails, graph.arc_head))
    begins = np.searchsorted(graph.arc_head[order], np.arange(graph.junctions + 1))
    return replace(
        graph,
        tail=graph.into_tail,
        head=graph.into_head,
        into_tail=graph.tail,
        into_head=graph.head,
        forward_ms=graph.backward_ms,
        backward_ms=graph.forward_ms,
        first_arc=begins.astype(np.int32),
        arc_head=tails[order],
        arc_segment=graph.arc_segment[order],
        arc_onward=~graph.arc_onward[order],
        arc_ms=graph.arc_ms[order],
    )


def turned(snaps: Snaps) -> Snaps:
    """Return where points meet mirrored streets: at the same places, on the same side."""
    return snaps if snaps.only is None else replace(snaps, only=-snaps.only)
