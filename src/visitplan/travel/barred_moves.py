"""Which moves restrictions of turns bar, on the segments of one mode."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.value import Mode
from visitplan.travel.extract import TurnRestriction
from visitplan.travel.layout import Segments
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


Barred = Mapping[tuple[Move, ...], frozenset[Move]]
"""The moves that may not follow a move, or two moves one after the other."""


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
    two arms it means; unless it forbids turning round, it is left out. So is one that leads over
    a way which meets other streets in between.
    """
    bound = [each for each in restrictions if binds(each, mode)]
    moves = _Moves(segments, crossing, bound)
    barred: dict[tuple[Move, ...], set[Move]] = defaultdict(set)
    for restriction in bound:
        over = moves.over_a_way if restriction.through else moves.at_a_node
        for before, others in over(restriction):
            barred[before] |= others
    return {before: frozenset(others) for before, others in barred.items()}


class _Moves:
    """The moves that arrive at, and depart from, the nodes that restrictions name."""

    def __init__(
        self, segments: Segments, crossing: Crossing, bound: list[TurnRestriction]
    ) -> None:
        self._way = crossing.way
        self._arriving: dict[int, list[Move]] = defaultdict(list)
        self._departing: dict[int, list[Move]] = defaultdict(list)
        self._between: dict[int, list[tuple[Move, int, int]]] = defaultdict(list)
        throughs = {each.through for each in bound if each.through}
        linking = np.isin(crossing.way, sorted(throughs))
        nodes = {each.via for each in bound} | set(crossing.first[linking].tolist())
        wanted = sorted(nodes | set(crossing.last[linking].tolist()))
        near = np.isin(crossing.first, wanted) | np.isin(crossing.last, wanted)
        for segment in np.flatnonzero(near).tolist():
            ends = int(crossing.first[segment]), int(crossing.last[segment])
            if segments.onward[segment]:
                self._add(Move(segment, onward=True), *ends)
            if segments.back[segment]:
                self._add(Move(segment, onward=False), *ends[::-1])

    def at_a_node(
        self, restriction: TurnRestriction
    ) -> Iterator[tuple[tuple[Move, ...], set[Move]]]:
        """Yield what may not follow the moves that come from the restriction's first way."""
        via = self._departing[restriction.via]
        comes = self._of(self._arriving[restriction.via], restriction.from_way)
        goes = self._of(via, restriction.to_way)
        if restriction.from_way == restriction.to_way and not restriction.only:
            yield from (((move,), {move.reverse}) for move in comes)
        elif len(comes) == len(goes) == 1:
            yield (comes[0],), set(via) - {goes[0]} if restriction.only else {goes[0]}

    def over_a_way(
        self, restriction: TurnRestriction
    ) -> Iterator[tuple[tuple[Move, ...], set[Move]]]:
        """Yield what may not follow when one came from the first way over the one between.

        Nor may one turn round there, or whoever went over it three times would be past the rule.
        """
        links = self._between[restriction.through]
        if restriction.only or len({move.segment for move, _, _ in links}) != 1:
            return
        for link, first, last in links:
            comes = self._of(self._arriving[first], restriction.from_way)
            goes = self._of(self._departing[last], restriction.to_way)
            if len(comes) == len(goes) == 1:
                yield (comes[0], link), {goes[0], link.reverse}

    def _add(self, move: Move, first: int, last: int) -> None:
        self._departing[first].append(move)
        self._arriving[last].append(move)
        self._between[int(self._way[move.segment])].append((move, first, last))

    def _of(self, moves: list[Move], way: int) -> list[Move]:
        return [move for move in moves if self._way[move.segment] == way]
