"""A smaller graph with the same ways between the nodes that matter.

Most junctions of a town are bends where one way ends and the next begins, dead ends, and crossings
of three streets. Taking such a node out and joining its neighbours directly loses no way and adds
no arcs, and leaves a search with a third of the nodes.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from visitplan.travel.engines.embedded.engine import Nodes, Weights

MOST_ARCS = 3
"""A node with more arcs than these, in or out, would leave more arcs behind than it takes along."""

ENOUGH = 0.02
"""Rounds end when a round takes out less than this part of the nodes."""

Mask = NDArray[np.bool_]


class Thinned(NamedTuple):
    """A smaller graph, and the number that each node has in it; -1 for those that are gone."""

    graph: csr_array
    number: Nodes


class _Arcs(NamedTuple):
    tail: Nodes
    head: Nodes
    weight: Weights


def thinned(graph: csr_array, kept: Nodes) -> Thinned:
    """Return the graph without whatever is neither ``kept`` nor needed between what is.

    Weights between kept nodes, and from nodes that nothing leads to, stay what they are.
    """
    size = graph.shape[0]
    tails = np.repeat(np.arange(size), np.diff(graph.indptr))
    arcs = _Arcs(tails, graph.indices.astype(np.int64), graph.data)
    needed = np.bincount(arcs.head, minlength=size) == 0
    needed[kept] = True
    there = np.ones(size, np.bool_)
    while True:
        out = _taken_out(arcs, there & ~needed)
        if out.sum() < ENOUGH * size:
            return _renumbered(arcs, there)
        there &= ~out
        arcs = _without(arcs, out)


def _taken_out(arcs: _Arcs, free: Mask) -> Mask:
    """Return free nodes of few arcs, no two of which are neighbours."""
    ways_in, ways_out = (np.bincount(ends, minlength=len(free)) for ends in (arcs.head, arcs.tail))
    out: Mask = free & (ways_in <= MOST_ARCS) & (ways_out <= MOST_ARCS)
    both = out[arcs.tail] & out[arcs.head]
    rank = _scattered(len(free))
    first, second = arcs.tail[both], arcs.head[both]
    out[np.where(rank[first] > rank[second], first, second)] = False
    return out


def _scattered(size: int) -> Nodes:
    """Return different numbers in no order: neighbours in a row would let only their first go."""
    return np.arange(1, size + 1) * 0x9E3779B1 % (1 << 32)


def _without(arcs: _Arcs, out: Mask) -> _Arcs:
    """Return the arcs that are left when nodes are taken out and their neighbours joined."""
    comes, leaves = np.flatnonzero(out[arcs.head]), np.flatnonzero(out[arcs.tail])
    entries = comes[np.argsort(arcs.head[comes], kind="stable")]
    exits = leaves[np.argsort(arcs.tail[leaves], kind="stable")]
    begins, ends = (
        np.searchsorted(arcs.tail[exits], arcs.head[entries], side) for side in ("left", "right")
    )
    pairs = ends - begins
    come = np.repeat(entries, pairs)
    before = np.cumsum(pairs) - pairs
    leave = exits[np.arange(pairs.sum()) + np.repeat(begins - before, pairs)]
    turns = arcs.tail[come] != arcs.head[leave]
    come, leave = come[turns], leave[turns]
    stay = ~(out[arcs.tail] | out[arcs.head])
    return _lightest(
        np.concatenate((arcs.tail[stay], arcs.tail[come])),
        np.concatenate((arcs.head[stay], arcs.head[leave])),
        np.concatenate((arcs.weight[stay], arcs.weight[come] + arcs.weight[leave])),
        size=len(out),
    )


def _lightest(tail: Nodes, head: Nodes, weight: Weights, *, size: int) -> _Arcs:
    """Return one arc for each pair of nodes, the lightest."""
    pair = tail * size + head
    order = np.lexsort((weight, pair))
    first = np.ones(len(pair), np.bool_)
    first[1:] = np.diff(pair[order]) != 0
    best = order[first]
    return _Arcs(tail[best], head[best], weight[best])


def _renumbered(arcs: _Arcs, there: Mask) -> Thinned:
    number = np.where(there, np.cumsum(there) - 1, -1)
    size = int(there.sum())
    ends = (number[arcs.tail], number[arcs.head])
    return Thinned(csr_array((arcs.weight, ends), shape=(size, size)), number)
