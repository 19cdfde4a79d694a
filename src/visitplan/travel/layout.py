"""How segments hang together: the nodes that a search passes, and the arcs between them.

Mostly a junction is one node. Where not every turn may be taken, or where one may come in but not
pass through, it is several, and *turns* lead from one of them to another: steps that cost nothing.
That keeps the rules in the shape of the graph, so every search that knows only weights obeys
them, whichever way it searches.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Segments(NamedTuple):
    """From junction ``tail`` to ``head``: which directions are open, who may enter, how long."""

    tail: Ints
    head: Ints
    onward: Bools
    back: Bools
    visitors: Bools
    metres: NDArray[np.float64]

    @property
    def closed_to_passage(self) -> Bools:
        """Which ones only visitors may enter; where all are so, none: the town is gated."""
        return self.visitors & ~self.visitors.all()


class Ends(NamedTuple):
    """The nodes at the ends of segments.

    ``tail`` and ``head`` are those from which a segment is entered; ``into_tail`` and
    ``into_head`` those where one arrives who has left it.
    """

    tail: Ints
    head: Ints
    into_tail: Ints
    into_head: Ints


class Arcs(NamedTuple):
    """One per way over a segment from a node to a node; ``onward`` from its tail to its head."""

    tail: Ints
    head: Ints
    segment: Ints
    onward: Bools

    def only(self, chosen: Ints | Bools) -> "Arcs":
        """Return some of the arcs."""
        return Arcs(self.tail[chosen], self.head[chosen], self.segment[chosen], self.onward[chosen])

    def and_(self, others: "Arcs") -> "Arcs":
        """Return these arcs and others behind them."""
        return Arcs(
            np.concatenate((self.tail, others.tail)),
            np.concatenate((self.head, others.head)),
            np.concatenate((self.segment, others.segment)),
            np.concatenate((self.onward, others.onward)),
        )


class Layout(NamedTuple):
    """Nodes are numbered from 0; ``junction`` tells where each lies. ``turns`` is (n, 2)."""

    ends: Ends
    arcs: Arcs
    turns: Ints
    junction: Ints


def open_both_layers(segments: Segments) -> Layout:
    """Lay out segments so that nobody passes through those that only visitors may enter.

    A junction of such segments is three nodes: *leaving*, where whoever starts there comes from
    and may still go anywhere; the public one; and *arriving*, from which only such segments lead
    on. Turns lead from leaving to public to arriving, or straight there, and never back.
    """
    visitors = segments.closed_to_passage
    junctions = int(max(segments.tail.max(initial=-1), segments.head.max(initial=-1))) + 1
    public, touched = (_touching(segments, which, junctions) for which in (~visitors, visitors))
    leaving, arriving = np.arange(junctions), np.arange(junctions)
    mixed = np.flatnonzero(touched & public)
    leaving[touched] = junctions + np.arange(touched.sum())
    arriving[mixed] = junctions + touched.sum() + np.arange(len(mixed))
    turns = np.concatenate(
        [
            np.stack((leaving[mixed], mixed), axis=1),
            np.stack((mixed, arriving[mixed]), axis=1),
            np.stack((leaving[touched], arriving[touched]), axis=1),
        ]
    )
    tail, head = segments.tail, segments.head
    ends = Ends(
        np.where(visitors, arriving[tail], tail),
        np.where(visitors, arriving[head], head),
        np.where(visitors, leaving[tail], tail),
        np.where(visitors, leaving[head], head),
    )
    within = np.flatnonzero(visitors)
    every = np.arange(len(tail))
    leave = _arcs(ends.into_tail[within], ends.into_head[within], within, segments)
    arcs = _arcs(ends.tail, ends.head, every, segments).and_(leave)
    junction = np.concatenate((np.arange(junctions), np.flatnonzero(touched), mixed))
    return Layout(ends, arcs, turns, junction)


def _touching(segments: Segments, which: Bools, junctions: int) -> Bools:
    touched = np.zeros(junctions, np.bool_)
    touched[segments.tail[which]] = touched[segments.head[which]] = True
    return touched


def _arcs(tail: Ints, head: Ints, segment: Ints, segments: Segments) -> Arcs:
    onward, back = segments.onward[segment], segments.back[segment]
    return Arcs(
        np.concatenate((tail[onward], head[back])),
        np.concatenate((head[onward], tail[back])),
        np.concatenate((segment[onward], segment[back])),
        np.repeat([True, False], [onward.sum(), back.sum()]),
    )
