"""The compiled loops that find single ways in a contraction hierarchy, junction by junction.

Both ends of a way climb to the root of the elimination tree; where they meet at the least weight,
the way goes over. Each shortcut on it is then taken apart into the two edges that it stands for,
until only streets are left. Nodes are called by their rank. All compiled functions stand in this
one file, because Numba's cache looks only at the file of the function it loads.
"""

from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from visitplan.travel.engines.embedded.contraction import Origins, Upwards

Ints = NDArray[np.int32]
Weights = NDArray[np.float64]


class Shortcuts(NamedTuple):
    """A customised hierarchy: what each edge weighs, and the lower node that it leads over.

    ``up_over`` and ``down_over`` are -1 where an edge is a street, up and down.
    """

    up: Weights
    down: Weights
    up_over: Ints
    down_over: Ints


class Retraced(NamedTuple):
    """Way ``n`` passes ``rank[first[n]:first[n + 1]]``, from its first junction to its last.

    Where no way leads, it passes none and its ``weight`` is infinite.
    """

    first: NDArray[np.int64]
    rank: Ints
    weight: Weights


class _Climbed(NamedTuple):
    """The least weight at which each node is reached from below, and from which one; -1 at once.

    The ``nodes`` that were climbed to stand in the order of their ranks.
    """

    weight: Weights
    below: Ints
    nodes: Ints


@numba.njit(cache=True)
def customise_with_nodes(upwards: Upwards, up: Weights, down: Weights) -> Shortcuts:
    """Let each shortcut weigh no more than the way over any lower node, and note which it is.

    ``up[e]`` weighs edge ``e`` from its lower to its upper end, ``down[e]`` back; both are changed.
    """
    first, head = upwards
    up_over, down_over = np.full(len(up), -1, np.int32), np.full(len(up), -1, np.int32)
    for node in range(len(first) - 1):
        for near in range(first[node], first[node + 1]):
            edge = first[head[near]]
            for far in range(near + 1, first[node + 1]):
                while head[edge] != head[far]:
                    edge += 1
                if down[near] + up[far] < up[edge]:
                    up[edge], up_over[edge] = down[near] + up[far], node
                if down[far] + up[near] < down[edge]:
                    down[edge], down_over[edge] = down[far] + up[near], node
    return Shortcuts(up, down, up_over, down_over)


@numba.njit(cache=True)
def find_ways(upwards: Upwards, shortcuts: Shortcuts, origins: Origins, goals: Origins) -> Retraced:
    """Return the lightest way from each origin to the goal of the same number.

    ``goals`` are to ends what origins are to beginnings: the nodes by which a goal is entered.
    Both are the ends of one segment, so none has more than two.
    """
    count, nodes = len(origins.first) - 1, len(upwards.first) - 1
    ahead, back = _no_climb(nodes), _no_climb(nodes)
    first, weight = np.zeros(count + 1, np.int64), np.empty(count)
    rank, chain = np.empty(64 * count + 64, np.int32), np.empty(nodes, np.int32)
    for way in range(count):
        climbed = _climb(way, origins, upwards, shortcuts.up, ahead)
        descended = _climb(way, goals, upwards, shortcuts.down, back)
        top, weight[way] = _meeting(ahead, back, climbed)
        end = first[way]
        if top >= 0:
            stops = _chain(top, ahead, back, chain)
            rank, end = _unpack(chain[:stops], upwards, shortcuts, rank, end)
        first[way + 1] = end
        _forget(ahead, climbed)
        _forget(back, descended)
    return Retraced(first, rank[: first[count]].copy(), weight)


@numba.njit(cache=True)
def _no_climb(nodes: int) -> _Climbed:
    below = np.full(nodes, -1, np.int32)
    return _Climbed(np.full(nodes, np.inf), below, np.empty(nodes, np.int32))


@numba.njit(cache=True)
def _climb(way: int, starts: Origins, upwards: Upwards, weights: Weights, climbed: _Climbed) -> int:
    """Weigh all that can be reached upwards from where a way starts; return how many nodes."""
    first, head = upwards
    size = _path(way, starts, upwards, climbed.nodes)
    for start in range(starts.first[way], starts.first[way + 1]):
        node = starts.rank[start]
        climbed.weight[node] = min(climbed.weight[node], starts.weight[start])
    for node in climbed.nodes[:size]:
        for edge in range(first[node], first[node + 1]):
            weight = climbed.weight[node] + weights[edge]
            if weight < climbed.weight[head[edge]]:
                climbed.weight[head[edge]], climbed.below[head[edge]] = weight, node
    return size


@numba.njit(cache=True)
def _path(way: int, starts: Origins, upwards: Upwards, path: Ints) -> int:
    """Write the nodes from one or two starts to the root, in the order of ranks; return how many.

    Two climb in turn, whoever is lower, until they are at one node.
    """
    size, nobody = 0, len(upwards.first) - 1
    if starts.first[way] == starts.first[way + 1]:
        return 0
    one, other = starts.rank[starts.first[way]], starts.rank[starts.first[way + 1] - 1]
    while one < nobody or other < nobody:
        path[size] = min(one, other)
        size += 1
        one, other = (
            _parent(upwards, one) if one <= other else one,
            _parent(upwards, other) if other <= one else other,
        )
    return size


@numba.njit(cache=True)
def _parent(upwards: Upwards, node: int) -> int:
    """Return the lowest of a node's upper neighbours; the number of all where it has none."""
    first, head = upwards
    return head[first[node]] if first[node] < first[node + 1] else len(first) - 1


@numba.njit(cache=True)
def _meeting(ahead: _Climbed, back: _Climbed, climbed: int) -> tuple[int, float]:
    """Return the node over which the lightest way leads, -1 for no way, and what it weighs."""
    top, least = -1, np.inf
    for node in ahead.nodes[:climbed]:
        if ahead.weight[node] + back.weight[node] < least:
            top, least = node, ahead.weight[node] + back.weight[node]
    return top, least


@numba.njit(cache=True)
def _chain(top: int, ahead: _Climbed, back: _Climbed, chain: Ints) -> int:
    """Write the nodes of a way over edges and shortcuts, and return how many they are."""
    size, node = 0, top
    while node >= 0:
        chain[size] = node
        size, node = size + 1, ahead.below[node]
    chain[:size] = chain[:size][::-1].copy()
    node = back.below[top]
    while node >= 0:
        chain[size] = node
        size, node = size + 1, back.below[node]
    return size


@numba.njit(cache=True)
def _unpack(
    chain: Ints, upwards: Upwards, shortcuts: Shortcuts, rank: Ints, end: int
) -> tuple[Ints, int]:
    """Append the nodes of a way over streets alone; return what they stand in, and its new end."""
    ahead = np.empty(len(upwards.first), np.int32)  # of the shortcut that is taken apart
    rank, end = _append(rank, end, chain[0])
    here = chain[0]
    for stop in chain[1:]:
        ahead[0], waiting = stop, 1
        while waiting:
            over = _over(here, ahead[waiting - 1], upwards, shortcuts)
            if over >= 0:
                ahead[waiting] = over
                waiting += 1
            else:
                waiting -= 1
                here = ahead[waiting]
                rank, end = _append(rank, end, here)
    return rank, end


@numba.njit(cache=True)
def _over(tail: int, head: int, upwards: Upwards, shortcuts: Shortcuts) -> int:
    """Return the lower node that leads from one node to another, -1 where a street does."""
    low, high = min(tail, head), max(tail, head)
    begin, stop = upwards.first[low], upwards.first[low + 1]
    edge = begin + np.searchsorted(upwards.head[begin:stop], high)
    over: int = shortcuts.up_over[edge] if tail < head else shortcuts.down_over[edge]
    return over


@numba.njit(cache=True)
def _append(rank: Ints, end: int, node: int) -> tuple[Ints, int]:
    if end == len(rank):
        rank = np.concatenate((rank, np.empty(len(rank), np.int32)))
    rank[end] = node
    return rank, end + 1


@numba.njit(cache=True)
def _forget(climb: _Climbed, climbed: int) -> None:
    """Make ready for the next way."""
    for node in climb.nodes[:climbed]:
        climb.weight[node], climb.below[node] = np.inf, -1
