"""Ways are split where they meet: pieces from one junction to the next."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from visitplan.travel.extract import Extract
from visitplan.travel.geodesy import great_circle_metres, to_degrees

Ints = NDArray[np.int64]


class Pieces(NamedTuple):
    """Parts of ways between junctions.

    ``way`` counts among the ways that were split. The first and the last node of each by
    position, and which junctions those are (``tail`` and ``head``, numbered from 0); at a wall
    each piece has an end of its own, so that no way leads past it.
    """

    way: Ints
    first: Ints
    last: Ints
    tail: Ints
    head: Ints


def split_at_junctions(extract: Extract, ways: Ints, walls: Sequence[int]) -> Pieces:
    """Split ways at nodes passed more than once, by one way or several, at walls and at ends."""
    begins, ends = extract.offsets[ways], extract.offsets[ways + 1]
    positions = ranges(begins, ends)
    nodes = extract.nodes[positions]
    _, node, uses = np.unique(nodes, return_inverse=True, return_counts=True)
    opens, closes = np.isin(positions, begins), np.isin(positions, ends - 1)
    breaks = (uses[node] > 1) | np.isin(nodes, np.array(walls, np.int64)) | opens | closes
    way = np.repeat(np.arange(len(begins)), ends - begins)
    first, last = positions[breaks & ~closes], positions[breaks & ~opens]
    tail, head = _junctions(extract, first, last, np.array(walls, np.int64))
    return Pieces(way[breaks & ~closes], first, last, tail, head)


def metres_of(extract: Extract, first: Ints, last: Ints) -> NDArray[np.float64]:
    """Return the lengths between nodes of the same way, given by position."""
    degrees = to_degrees(extract.places)
    steps = great_circle_metres(degrees[:-1], degrees[1:])
    along = np.concatenate(([0.0], np.cumsum(steps)))
    metres: NDArray[np.float64] = along[last] - along[first]
    return metres


def ranges(begins: Ints, ends: Ints) -> Ints:
    """Return begin, begin + 1, … end - 1 of each range, one after the other."""
    lengths = ends - begins
    shift = begins - (np.cumsum(lengths) - lengths)
    found: Ints = np.arange(lengths.sum()) + np.repeat(shift, lengths)
    return found


def _junctions(extract: Extract, first: Ints, last: Ints, walls: Ints) -> tuple[Ints, Ints]:
    """Return the nodes at each end as numbers; at a wall each end is a junction of its own."""
    nodes = np.concatenate((extract.nodes[first], extract.nodes[last]))
    own = int(extract.nodes.max(initial=0)) + 1 + np.arange(len(nodes))
    _, number = np.unique(np.where(np.isin(nodes, walls), own, nodes), return_inverse=True)
    return number[: len(first)], number[len(first) :]
