"""The streets that one mode may use, as arrays."""

from dataclasses import dataclass, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

BARRED = -1
"""Stands for the time along a segment in a direction that is not allowed."""

_PER_SEGMENT = (
    *("head", "into_tail", "into_head", "forward_ms", "backward_ms", "decimetres"),
    *("road_class", "name", "stops"),
)
_PER_ARC = ("arc_segment", "arc_onward", "arc_ms")
_PER_SPARE = ("spare_tail", "spare_segment", "spare_onward")
_JUNCTIONS = ("tail", "head", "into_tail", "into_head", "arc_head", "spare_tail", "spare_head")
_SEGMENTS = ("arc_segment", "spare_segment")


@dataclass(frozen=True, eq=False)
class StreetGraph:
    """Segments between junctions, and the arcs between junctions for searching.

    Segment ``s`` leads from junction ``tail[s]`` to ``head[s]`` (both may be one: a loop) in
    ``forward_ms`` and back in ``backward_ms`` milliseconds (BARRED where not allowed), is
    ``decimetres`` long, of class ``ROAD_CLASSES[road_class]``, and has the points ``offsets[s]``
    up to ``offsets[s + 1]`` of ``shape`` (n, 2: latitude, longitude in whole 1e-7 degrees).
    ``stops`` tells where one may stop. ``name`` points into the network's street names, -1 where
    it has none.

    A junction of the map may be several here, so that rules about turns and about streets that
    only visitors may enter are in the graph's shape (``layout``). A segment is entered from
    ``tail`` or ``head``; who leaves it there arrives at ``into_tail`` or ``into_head``. The last
    segments may be turns between such junctions: one-way, of no length, of 1 ms.

    Arcs are a CSR matrix with one arc per ordered pair of junctions, the fastest segment (then the
    shortest, then the first): junction ``j`` leads to ``arc_head[first_arc[j]:first_arc[j + 1]]``
    over segment ``arc_segment``, from its tail to its head where ``arc_onward``, in ``arc_ms``.
    Slower arcs beside them are *spare*: at another hour they may be the faster ones. Every place
    where one may stop can be reached from every other.
    """

    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    into_tail: NDArray[np.int32]
    into_head: NDArray[np.int32]
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
    arc_onward: NDArray[np.bool_]
    arc_ms: NDArray[np.int32]
    spare_tail: NDArray[np.int32]
    spare_head: NDArray[np.int32]
    spare_segment: NDArray[np.int32]
    spare_onward: NDArray[np.bool_]

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
        sound = (
            all(len(arrays[name]) == graph.segments for name in _PER_SEGMENT)
            and all(len(arrays[name]) == len(graph.arc_head) for name in _PER_ARC)
            and all(len(arrays[name]) == len(graph.spare_head) for name in _PER_SPARE)
            and all(_within(arrays[name], graph.junctions) for name in _JUNCTIONS)
            and all(_within(arrays[name], graph.segments) for name in _SEGMENTS)
            and _partition(graph.offsets, graph.segments, len(graph.shape))
            and _partition(graph.first_arc, graph.junctions, len(graph.arc_head))
        )
        if not sound:
            raise ValueError("the arrays of a street graph contradict each other")
        return graph


def _partition(bounds: NDArray[np.int32], parts: int, whole: int) -> bool:
    rising = bool((np.diff(bounds) >= 0).all())
    return len(bounds) == parts + 1 and bounds[0] == 0 and bounds[-1] == whole and rising


def _within(numbers: NDArray[np.int32], size: int) -> bool:
    return not len(numbers) or bool(numbers.min() >= 0 and numbers.max() < size)
