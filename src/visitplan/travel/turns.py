"""Turns that may not be taken: only the junctions that they touch get more nodes.

Whoever comes by a restricted segment arrives at a node of his own, from which turns lead to the
segments that he may go on by; all others pass the junction as before. On real extracts with some
40 restrictions that adds a tenth to the nodes and nothing that could be measured to a search; a
graph of all turns of a town has 2.2 times as many nodes and 2.5 times as many arcs, and takes 2.4
times as long to search (Porto Alegre's centre).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.value import Mode
from visitplan.travel.extract import TurnRestriction
from visitplan.travel.layout import Ends, Layout, Segments
from visitplan.travel.restrictions import binds

Ints = NDArray[np.int64]


class Move(NamedTuple):
    """Over a whole segment: onward from its tail to its head, or back."""

    segment: int
    onward: bool

    @property
    def reverse(self) -> "Move":
        """The move back over the same segment."""
        return Move(self.segment, not self.onward)


Barred = Mapping[Move, frozenset[Move]]
"""The moves that may not follow a move."""


class Crossing(NamedTuple):
    """The ways of segments, and the map's nodes at their ends."""

    way: Ints
    first: Ints
    last: Ints


def barred_turns(
    restrictions: Iterable[TurnRestriction], mode: Mode, segments: Segments, crossing: Crossing
) -> Barred:
    """Return the moves that restrictions bar to a mode.

    A restriction whose ways pass the node instead of ending there does not say which of their
    two arms it means; unless it forbids turning round, it is left out.
    """
    bound = [each for each in restrictions if binds(each, mode)]
    arriving, departing = _moves_at({each.via for each in bound}, segments, crossing)
    barred: dict[Move, set[Move]] = defaultdict(set)
    for restriction in bound:
        via = departing[restriction.via]
        comes = [
            m for m in arriving[restriction.via] if crossing.way[m.segment] == restriction.from_way
        ]
        goes = [m for m in via if crossing.way[m.segment] == restriction.to_way]
        if restriction.from_way == restriction.to_way and not restriction.only:
            for move in comes:
                barred[move].add(move.reverse)
        elif len(comes) == len(goes) == 1:
            barred[comes[0]] |= set(via) - {goes[0]} if restriction.only else {goes[0]}
    return {move: frozenset(others) for move, others in barred.items()}


def bar_turns(layout: Layout, barred: Barred) -> Layout:
    """Return a layout in which no barred move directly follows its move."""
    if not barred:
        return layout
    return _Rebuilding(layout).without(barred)


def _moves_at(
    vias: set[int], segments: Segments, crossing: Crossing
) -> tuple[dict[int, list[Move]], dict[int, list[Move]]]:
    """Return the moves that arrive at, and depart from, each of some nodes of the map."""
    arriving: dict[int, list[Move]] = defaultdict(list)
    departing: dict[int, list[Move]] = defaultdict(list)
    wanted = np.array(sorted(vias), np.int64)
    near = np.isin(crossing.first, wanted) | np.isin(crossing.last, wanted)
    for segment in np.flatnonzero(near).tolist():
        first, last = int(crossing.first[segment]), int(crossing.last[segment])
        if segments.onward[segment]:
            departing[first].append(Move(segment, onward=True))
            arriving[last].append(Move(segment, onward=True))
        if segments.back[segment]:
            departing[last].append(Move(segment, onward=False))
            arriving[first].append(Move(segment, onward=False))
    return arriving, departing


class _Rebuilding:
    """Gives the touched arcs of a layout ends of their own."""

    def __init__(self, layout: Layout) -> None:
        self._junction = layout.junction.tolist()
        self._turns: list[tuple[int, int]] = [(a, b) for a, b in layout.turns.tolist()]
        self._steps: dict[int, list[int]] = defaultdict(list)
        for before, after in self._turns:
            self._steps[before].append(after)
        self._arcs = layout.arcs.only(np.arange(len(layout.arcs.tail)))
        self._ends = Ends(*(part.copy() for part in layout.ends))
        self._tails = layout.arcs.tail
        self._order = np.argsort(self._tails, kind="stable")
        self._exits: dict[int, int] = {}

    def without(self, barred: Barred) -> Layout:
        heads = self._arcs.head.copy()
        for move, others in barred.items():
            over = (self._arcs.segment == move.segment) & (self._arcs.onward == move.onward)
            into = self._ends.into_head if move.onward else self._ends.into_tail
            for node in {*heads[over].tolist(), int(into[move.segment])}:
                own = self._arrival(node, others)
                self._arcs.head[over & (heads == node)] = own
                if into[move.segment] == node:
                    into[move.segment] = own
        turns = np.array(self._turns, np.int64).reshape(-1, 2)
        return Layout(self._ends, self._arcs, turns, np.array(self._junction, np.int64))

    def _arrival(self, node: int, others: frozenset[Move]) -> int:
        """Add the node where one arrives who may go on from ``node`` by all but some moves."""
        own = self._add_like(node)
        for arc in self._leaving(node):
            exit_ = self._exit(arc)
            if Move(int(self._arcs.segment[arc]), bool(self._arcs.onward[arc])) not in others:
                self._turns.append((own, exit_))
        return own

    def _leaving(self, node: int) -> list[int]:
        """Return the arcs by which one may go on from a node, turns in between included."""
        nodes, found = [node], list[int]()
        for each in nodes:
            nodes += [after for after in self._steps[each] if after not in nodes]
            first, last = np.searchsorted(self._tails, [each, each + 1], sorter=self._order)
            found += self._order[first:last].tolist()
        return found

    def _exit(self, arc: int) -> int:
        """Return the node where an arc alone begins, with a turn that leads there as before."""
        if arc not in self._exits:
            before = int(self._tails[arc])
            own = self._exits[arc] = self._add_like(before)
            self._turns.append((before, own))
            self._arcs.tail[arc] = own
            entry = self._ends.tail if self._arcs.onward[arc] else self._ends.head
            if entry[self._arcs.segment[arc]] == before:
                entry[self._arcs.segment[arc]] = own
        return self._exits[arc]

    def _add_like(self, node: int) -> int:
        self._junction.append(self._junction[node])
        return len(self._junction) - 1
