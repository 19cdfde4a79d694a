"""From edges, as OSMnx graphs have them, to ways."""

from collections.abc import Sequence
from itertools import count

from visitplan.travel.extract import Extract, ExtractBuilder, Tags

Line = Sequence[tuple[float, float]]
"""Points (latitude, longitude) in degrees."""


class EdgeBuilder:
    """Collects edges one by one; each becomes a way of its own."""

    def __init__(self) -> None:
        self.ways = ExtractBuilder()
        self._inner = count(-1, -1)
        self._seen: set[tuple[object, ...]] = set()

    def add_one_way(
        self, tags: Tags, nodes: tuple[int, int], line: Line, *, identity: int = 0
    ) -> None:
        """Add an edge between two nodes, in the direction of its tags; it is part of a way."""
        inner = [next(self._inner) for _ in line[1:-1]]
        self.ways.add_way(tags, [nodes[0], *inner, nodes[1]], list(line), identity=identity)

    def add_two_way(self, tags: Tags, nodes: tuple[int, int], line: Line) -> None:
        """Add an edge that has a twin against it, of which only one is kept.

        Were both kept, a point would meet only one of them, and could leave only one way.
        """
        ahead, back = (nodes, tuple(line)), (nodes[::-1], tuple(line)[::-1])
        twin = (*min(ahead, back), *sorted(tags.items()))
        if twin not in self._seen:
            self._seen.add(twin)
            self.add_one_way(tags, nodes, line)

    def build(self) -> Extract:
        """Return what was collected."""
        return self.ways.build()
