"""The streets that one mode may use, as arrays."""

from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

BARRED = -1
"""Stands for the time along a segment in a direction that is not allowed."""


@dataclass(frozen=True, eq=False)
class StreetGraph:
    """Segments between junctions, and the arcs between junctions for searching.

    Segment ``s`` leads from junction ``tail[s]`` to ``head[s]`` (both may be one: a loop) in
    ``forward_ms`` and back in ``backward_ms`` milliseconds (BARRED where not allowed), is
    ``decimetres`` long, of class ``ROAD_CLASSES[road_class]``, and has the points ``offsets[s]``
    up to ``offsets[s + 1]`` of ``shape`` (n, 2: latitude, longitude in whole 1e-7 degrees).
    ``stops`` tells where one may stop. ``name`` points into the network's street names, -1 where
    it has none.

    Arcs are a CSR matrix with one arc per ordered pair of junctions, the fastest segment (then the
    shortest, then the first): junction ``j`` leads to ``arc_head[first_arc[j]:first_arc[j + 1]]``
    over segment ``arc_segment`` in ``arc_ms``. Every junction can be reached from every other.
    """

    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    forward_ms: NDArray[np.int32]
    backward_ms: NDArray[np.int32]
    decimetres: NDArray[np.int32]
    road_class: NDArray[np.uint8]
    name: NDArray[np.int32]
    stops: NDArray[np.bool_]
    offsets: NDArray[np.int32]
    shape: NDArray[np.int32]
    first_arc: NDArray[np.int32]
    arc_head: NDArray[np.int32]
    arc_segment: NDArray[np.int32]
    arc_ms: NDArray[np.int32]

    @property
    def junctions(self) -> int:
        """How many junctions there are."""
        return len(self.first_arc) - 1

    @property
    def segments(self) -> int:
        """How many segments there are."""
        return len(self.tail)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the arrays by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def of_arrays(cls, arrays: dict[str, NDArray[Any]]) -> Self:
        """Return the graph of such arrays; ValueError where they contradict each other.

        A compiled library searches these arrays without bounds checks, so a file that was
        damaged in a way that its checksum misses must not get that far.
        """
        graph = cls(**arrays)
        per_segment = ("head", "forward_ms", "backward_ms", "decimetres", "road_class", "name")
        sound = (
            all(len(arrays[name]) == graph.segments for name in per_segment)
            and _partition(graph.offsets, graph.segments, len(graph.shape))
            and _partition(graph.first_arc, graph.junctions, len(graph.arc_head))
            and len(graph.arc_ms) == len(graph.arc_segment) == len(graph.arc_head)
            and all(_within(ends, graph.junctions) for ends in (graph.tail, graph.head))
            and _within(graph.arc_head, graph.junctions)
            and _within(graph.arc_segment, graph.segments)
        )
        if not sound:
            raise ValueError("the arrays of a street graph contradict each other")
        return graph


def _partition(bounds: NDArray[np.int32], parts: int, whole: int) -> bool:
    rising = bool((np.diff(bounds) >= 0).all())
    return len(bounds) == parts + 1 and bounds[0] == 0 and bounds[-1] == whole and rising


def _within(numbers: NDArray[np.int32], size: int) -> bool:
    return not len(numbers) or bool(numbers.min() >= 0 and numbers.max() < size)
