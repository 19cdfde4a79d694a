"""What can be reached from the rest of the town and left again; the rest is cut away."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from visitplan.travel.layout import Arcs, Ends, Layout, Segments

Bools = NDArray[np.bool_]


def reachable_part(layout: Layout, segments: Segments) -> tuple[Bools, Layout]:
    """Return which segments can be reached from the rest of the town and left again.

    With them comes their layout alone, its nodes numbered anew. The rest of the town is the
    strongly connected part with the longest public streets. What leads only through a segment
    that is cut away is cut away with it.
    """
    kept = np.ones(len(segments.tail), np.bool_)
    if not len(kept):
        return kept, layout
    core = _core(_graph(layout, kept), layout, segments)
    while True:
        graph = _graph(layout, kept)
        reached, returns = _from(core, graph), _from(core, csr_array(graph.T))
        stays = kept & _arrives(layout.ends, segments, reached)
        stays &= _leaves(layout.ends, segments, returns)
        if (stays == kept).all():
            return kept, _only(layout, kept)
        kept = stays


def _graph(layout: Layout, kept: Bools) -> csr_array:
    arcs, size = layout.arcs.only(kept[layout.arcs.segment]), len(layout.junction)
    rows = np.concatenate((arcs.tail, layout.turns[:, 0]))
    columns = np.concatenate((arcs.head, layout.turns[:, 1]))
    return csr_array((np.ones(len(rows), np.int8), (rows, columns)), shape=(size, size))


def _core(graph: csr_array, layout: Layout, segments: Segments) -> int:
    """Return a node of the longest part in which everything can be reached and left."""
    _, part = connected_components(graph, directed=True, connection="strong")
    tail, head = layout.ends.tail, layout.ends.head
    within = np.flatnonzero(~segments.closed_to_passage & (part[tail] == part[head]))
    if not len(within):
        return int(tail[0])
    longest = np.bincount(part[tail[within]], weights=segments.metres[within]).argmax()
    return int(tail[within[np.argmax(part[tail[within]] == longest)]])


def _from(node: int, graph: csr_array) -> Bools:
    reached = np.zeros(graph.shape[0], np.bool_)
    reached[breadth_first_order(graph, node, return_predecessors=False)] = True
    return reached


def _arrives(ends: Ends, segments: Segments, reached: Bools) -> Bools:
    return segments.onward & reached[ends.tail] | segments.back & reached[ends.head]


def _leaves(ends: Ends, segments: Segments, returns: Bools) -> Bools:
    return segments.onward & returns[ends.into_head] | segments.back & returns[ends.into_tail]


def _only(layout: Layout, kept: Bools) -> Layout:
    """Return the layout of some segments, and of the turns at their junctions."""
    arcs = layout.arcs.only(kept[layout.arcs.segment])
    ends = Ends(*(part[kept] for part in layout.ends))
    used = np.zeros(len(layout.junction), np.bool_)
    junctions = layout.junction[np.concatenate(ends)]
    turns = layout.turns[np.isin(layout.junction[layout.turns[:, 0]], junctions)]
    for nodes in (arcs.tail, arcs.head, *ends, turns):
        used[nodes] = True
    number, segment = np.cumsum(used) - 1, np.cumsum(kept) - 1
    return Layout(
        Ends(*(number[part] for part in ends)),
        Arcs(number[arcs.tail], number[arcs.head], segment[arcs.segment], arcs.onward),
        number[turns],
        layout.junction[used],
    )
