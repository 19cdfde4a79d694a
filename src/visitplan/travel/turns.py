"""Turns that may not be taken: only the junctions that they touch get more nodes.

Whoever comes by a restricted segment arrives at a node of his own, from which turns lead to the
segments that he may go on by; all others pass the junction as before. Where a town's map has some
40 restrictions (Helsinki's centre, the country north of Bayreuth) that adds a tenth to the nodes
and nothing that could be measured to a search. A graph of all turns has 2.3 times as many nodes
and 2.5 times as many arcs, and takes twice as long to search (Porto Alegre's centre).
"""

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from visitplan.travel.barred_moves import Barred, Move
from visitplan.travel.layout import Arcs, Ends, Layout

Others = frozenset[Move]

NOTHING: Mapping[Move, Others] = MappingProxyType({})


def bar_turns(layout: Layout, barred: Barred) -> Layout:
    """Return a layout in which no barred move directly follows its move."""
    if not barred:
        return layout
    return _Rebuilding(layout).without(barred)


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
        self._tails, self._heads = layout.arcs.tail, layout.arcs.head
        self._order = np.argsort(self._tails, kind="stable")
        self._exits: dict[int, int] = {}
        self._stops: dict[int, int] = {}
        self._branches: list[tuple[int, int, int]] = []

    def without(self, barred: Barred) -> Layout:
        for move in dict.fromkeys(before[0] for before in barred):
            others = barred.get((move,), frozenset())
            over = {
                before[1]: after | barred.get(before[1:], frozenset())
                for before, after in barred.items()
                if len(before) > 1 and before[0] == move
            }
            self._part(move, others, over)
        turns = np.array(self._turns, np.int64).reshape(-1, 2)
        junction = np.array(self._junction, np.int64)
        return Layout(self._ends, self._arcs.and_(self._branched()), turns, junction)

    def _part(self, move: Move, others: Others, over: Mapping[Move, Others]) -> None:
        """Let whoever comes by a move arrive at nodes of his own."""
        arcs = (self._arcs.segment == move.segment) & (self._arcs.onward == move.onward)
        into = self._ends.into_head if move.onward else self._ends.into_tail
        for node in {*self._heads[arcs].tolist(), int(into[move.segment])}:
            own = self._arrival(node, others, over)
            self._arcs.head[arcs & (self._heads == node)] = own
            if into[move.segment] == node:
                into[move.segment] = own

    def _arrival(self, node: int, others: Others, over: Mapping[Move, Others] = NOTHING) -> int:
        """Add the node where one arrives who may go on from ``node`` by all but some moves.

        After the moves ``over``, others yet are barred.
        """
        own = self._add_like(node)
        for arc in self._leaving(node):
            exit_, move = self._exit(arc), self._move(arc)
            if move in over and move not in others:
                self._turns.append((own, self._stopping(arc)))
                self._branches.append((own, self._arrival(int(self._heads[arc]), over[move]), arc))
            elif move not in others:
                self._turns.append((own, exit_))
        return own

    def _move(self, arc: int) -> Move:
        return Move(int(self._arcs.segment[arc]), bool(self._arcs.onward[arc]))

    def _branched(self) -> Arcs:
        """Return the arcs that branch off others, for those who may not go on as all do."""
        tail, head, arc = np.array(self._branches, np.int64).reshape(-1, 3).T
        return Arcs(tail, head, self._arcs.segment[arc], self._arcs.onward[arc])

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
            self._exits[arc] = self._arcs.tail[arc] = self._enter_at(arc, before)
        return self._exits[arc]

    def _stopping(self, arc: int) -> int:
        """Return the node from which one enters a segment only to stop there."""
        if arc not in self._stops:
            self._stops[arc] = self._enter_at(arc, self._exit(arc))
        return self._stops[arc]

    def _enter_at(self, arc: int, before: int) -> int:
        """Add a node behind another; who entered the arc's segment there enters it here."""
        own = self._add_like(before)
        self._turns.append((before, own))
        entry = self._ends.tail if self._arcs.onward[arc] else self._ends.head
        if entry[self._arcs.segment[arc]] == before:
            entry[self._arcs.segment[arc]] = own
        return own

    def _add_like(self, node: int) -> int:
        self._junction.append(self._junction[node])
        return len(self._junction) - 1
