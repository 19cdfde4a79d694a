"""The compiled loops of a contraction hierarchy: eliminate, customise, climb and descend.

Nodes are called by their rank: the order in which they are contracted. All compiled functions
stand in this one file, because Numba's cache looks only at the file of the function it loads.
"""

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

LANES = 8
"""Origins that descend together: a processor adds and compares so many numbers at a time."""

Ints = NDArray[np.int32]
Weights = NDArray[np.float64]


class Upwards(NamedTuple):
    """Node ``v`` leads up to ``head[first[v]:first[v + 1]]``, in rising rank.

    The first of them is its parent: whatever can be reached upwards is on the way to the root.
    """

    first: Ints
    head: Ints


@numba.njit(cache=True)
def eliminate(first: Ints, higher: Ints) -> Upwards:
    """Return the graph with the shortcuts that contraction in the order of rank leaves behind.

    Node ``v`` is joined to ``higher[first[v]:first[v + 1]]``, all of a higher rank. A node's upper
    neighbours are its own and those of its children, one node being the child of the lowest of
    its upper neighbours (Liu's elimination tree).
    """
    nodes = len(first) - 1
    up_first, head = np.zeros(nodes + 1, np.int32), np.empty(4 * len(higher) + 16, np.int32)
    youngest, sibling = np.full(nodes, -1, np.int32), np.full(nodes, -1, np.int32)
    seen = np.full(nodes, -1, np.int32)
    for node in range(nodes):
        begin = end = up_first[node]
        if end + nodes - node > len(head):
            head = np.concatenate((head, np.empty(len(head) + nodes, np.int32)))
        seen[node] = node
        for place in range(first[node], first[node + 1]):
            end = _note(higher[place], node, seen, head, end)
        child = youngest[node]
        while child >= 0:
            for place in range(up_first[child], up_first[child + 1]):
                end = _note(head[place], node, seen, head, end)
            child = sibling[child]
        _sort(head, begin, end)
        if end > begin:
            parent = head[begin]
            sibling[node], youngest[parent] = youngest[parent], node
        up_first[node + 1] = end
    return Upwards(up_first, head[: up_first[nodes]].copy())


@numba.njit(cache=True)
def _note(neighbour: int, node: int, seen: Ints, head: Ints, end: int) -> int:
    """Append an upper neighbour of a node unless it is there, and return the new end."""
    if seen[neighbour] == node:
        return end
    seen[neighbour] = node
    head[end] = neighbour
    return end + 1


@numba.njit(cache=True)
def _sort(numbers: Ints, begin: int, end: int) -> None:
    """Sort a short stretch by insertion."""
    for place in range(begin + 1, end):
        number, before = numbers[place], place - 1
        while before >= begin and numbers[before] > number:
            numbers[before + 1] = numbers[before]
            before -= 1
        numbers[before + 1] = number


@numba.njit(cache=True)
def customise(upwards: Upwards, up: Weights, down: Weights) -> None:
    """Let each shortcut weigh no more than the way over any lower node.

    ``up[e]`` weighs edge ``e`` from its lower to its upper end, ``down[e]`` back.
    """
    first, head = upwards
    for node in range(len(first) - 1):
        for near in range(first[node], first[node + 1]):
            edge = first[head[near]]
            for far in range(near + 1, first[node + 1]):
                while head[edge] != head[far]:
                    edge += 1
                up[edge] = min(up[edge], down[near] + up[far])
                down[edge] = min(down[edge], down[far] + up[near])


@numba.njit(cache=True)
def _parent(upwards: Upwards, node: int) -> int:
    """Return the lowest of a node's upper neighbours, -1 where it has none."""
    first, head = upwards
    return head[first[node]] if first[node] < first[node + 1] else -1


@numba.njit(cache=True)
def above(upwards: Upwards, ranks: Ints) -> Ints:
    """Return all that can be reached upwards from some nodes, themselves included, falling."""
    met = np.zeros(len(upwards.first) - 1, np.bool_)
    for rank in ranks:
        node = rank
        while node >= 0 and not met[node]:
            met[node] = True
            node = _parent(upwards, node)
    return np.flatnonzero(met)[::-1].astype(np.int32)


class Origins(NamedTuple):
    """Origin ``o`` can leave for ``rank[first[o]:first[o + 1]]``, at these weights."""

    first: Ints
    rank: Ints
    weight: Weights


class Descent(NamedTuple):
    """The part of a hierarchy that leads down to the destinations, its nodes numbered anew.

    ``place`` is the new number of each rank, -1 where it is not part of it; node ``v`` is reached
    from ``head[first[v]:first[v + 1]]``, which have lower numbers, at the weights ``down``.
    """

    place: Ints
    first: Ints
    head: Ints
    down: Weights


@numba.njit(cache=True)
def reach_nodes(origins: Origins, upwards: Upwards, up: Weights, descent: Descent) -> Weights:
    """Return the weights from origins to the nodes of a descent, shape (origins, nodes)."""
    count, nodes = len(origins.first) - 1, len(descent.first) - 1
    found = np.empty((count, nodes))
    climbed = np.full(len(upwards.first) - 1, np.inf)
    lanes = np.empty((nodes, LANES))
    for begin in range(0, count, LANES):
        together = min(LANES, count - begin)
        lanes[:] = np.inf
        for lane in range(together):
            _climb(begin + lane, origins, upwards, up, climbed)
            _hand_over(begin + lane, origins, upwards, climbed, descent.place, lanes[:, lane])
        _descend(descent, lanes)
        for lane in range(together):
            found[begin + lane] = lanes[:, lane]
    return found


@numba.njit(cache=True)
def _climb(origin: int, origins: Origins, upwards: Upwards, up: Weights, climbed: Weights) -> None:
    """Weigh all that can be reached upwards from an origin."""
    first, head = upwards
    for start in range(origins.first[origin], origins.first[origin + 1]):
        node = origins.rank[start]
        climbed[node] = min(climbed[node], origins.weight[start])
        while node >= 0:
            for edge in range(first[node], first[node + 1]):
                climbed[head[edge]] = min(climbed[head[edge]], climbed[node] + up[edge])
            node = _parent(upwards, node)


@numba.njit(cache=True)
def _hand_over(
    origin: int, origins: Origins, upwards: Upwards, climbed: Weights, place: Ints, lane: Weights
) -> None:
    """Move what was climbed to where the descent begins."""
    for start in range(origins.first[origin], origins.first[origin + 1]):
        node = origins.rank[start]
        while node >= 0:
            if place[node] >= 0:
                lane[place[node]] = min(lane[place[node]], climbed[node])
            climbed[node] = np.inf
            node = _parent(upwards, node)


@numba.njit(cache=True)
def _descend(descent: Descent, lanes: Weights) -> None:
    """Weigh node after node, from the root down, all lanes at once."""
    first = descent.first
    for node in range(len(first) - 1):
        for edge in range(first[node], first[node + 1]):
            above_it, weight = descent.head[edge], descent.down[edge]
            for lane in range(LANES):
                by_it = lanes[above_it, lane] + weight
                lanes[node, lane] = min(lanes[node, lane], by_it)
