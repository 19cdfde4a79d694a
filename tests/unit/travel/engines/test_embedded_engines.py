"""Every embedded engine finds, to the last bit, what networkx finds on the same weights."""

from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from visitplan.travel.engines.embedded.dijkstra import DIJKSTRA, FEW
from visitplan.travel.engines.embedded.engine import Goals
from visitplan.travel.engines.embedded.hierarchies import Hierarchies
from visitplan.travel.engines.embedded.thinning import thinned

HEAVY = 1 << 24
"""What a millisecond weighs; a decimetre weighs 1."""


class Town:
    """Junctions, arcs between them, and behind the junctions points that lead to some of them."""

    def __init__(self, junctions, arcs, points):
        self.junctions, self.points = junctions, len(points)
        entries = dict(arcs)  # the last weight of a pair counts
        entries |= {(junctions + n, end): w for n, ends in enumerate(points) for end, w in ends}
        tail, head = np.array(list(entries)).reshape(-1, 2).T
        size = junctions + len(points)
        weights = np.array(list(entries.values()), np.float64)
        self.graph = csr_array((weights, (tail, head)), shape=(size, size))
        self.graph.sort_indices()
        self.weights = entries

    @property
    def origins(self):
        return self.junctions + np.arange(self.points)

    def hierarchies(self, order):
        streets = self.graph[: self.junctions, : self.junctions]
        return Hierarchies.of(streets.indptr, streets.indices, order=order)

    def by_networkx(self, targets):
        graph = nx.DiGraph()
        graph.add_nodes_from(range(self.junctions + self.points))
        graph.add_weighted_edges_from((*ends, weight) for ends, weight in self.weights.items())
        found = [nx.single_source_dijkstra_path_length(graph, int(o)) for o in self.origins]
        return np.array([[lengths.get(int(t), np.inf) for t in targets] for lengths in found])


weights = st.integers(1, 3).map(lambda ms: ms * HEAVY) | st.integers(1, 2**34)


@st.composite
def towns(draw, most=14):
    """Draw any town: not connected, one-way, with ties; as a line or a star or a thicket."""
    junctions = draw(st.integers(2, most))
    node = st.integers(0, junctions - 1)
    pairs = st.tuples(node, node).filter(lambda pair: pair[0] != pair[1])
    arcs = draw(st.dictionaries(pairs, weights, max_size=4 * junctions))
    for (tail, head), weight in list(arcs.items()):
        if draw(st.booleans()):  # most streets lead both ways
            arcs.setdefault((head, tail), weight)
    ends = st.lists(st.tuples(node, weights), min_size=1, max_size=2, unique_by=lambda e: e[0])
    return Town(junctions, arcs, draw(st.lists(ends, min_size=1, max_size=10)))


@settings(max_examples=100, deadline=None)
@given(towns(), st.randoms(use_true_random=False))
def test_hierarchies_find_what_networkx_finds_in_any_order_of_contraction(town, chance):
    order = np.array(chance.sample(range(town.junctions), town.junctions), np.int32)
    targets = np.array(chance.choices(range(town.junctions), k=6))  # some of them twice
    found = town.hierarchies(order).towards(town.graph, targets)(town.origins)
    assert (found == town.by_networkx(targets)).all()


@settings(max_examples=100, deadline=None)
@given(towns(), st.randoms(use_true_random=False))
def test_a_retraced_way_passes_streets_alone_and_weighs_what_networkx_finds(town, chance):
    order = np.array(chance.sample(range(town.junctions), town.junctions), np.int32)
    count = len(town.origins)
    enters = np.array(chance.choices(range(town.junctions), k=2 * count)).reshape(-1, 2)
    left = np.array([chance.choice([5.0, 2.0**30, np.inf]) for _ in range(2 * count)])
    goals = Goals(enters, left.reshape(-1, 2))
    found = town.hierarchies(order).retracing(town.graph)(town.origins, goals)
    known = town.by_networkx(range(town.junctions))
    for way, origin in enumerate(town.origins.tolist()):
        assert found.weight[way] == (known[way, enters[way]] + goals.weight[way]).min()
        passed = found.junction[found.way == way].tolist()
        assert bool(passed) == np.isfinite(found.weight[way])
        over = sum(town.weights[ends] for ends in pairwise([origin, *passed]))
        last = [w for end, w in zip(*(g[way] for g in goals), strict=True) if end in passed[-1:]]
        assert not passed or over + min(last) == found.weight[way]


@settings(max_examples=100, deadline=None)
@given(towns(), st.randoms(use_true_random=False))
def test_a_thinned_graph_keeps_every_way_between_what_is_kept(town, chance):
    kept = np.array(chance.sample(range(town.junctions), chance.randint(1, town.junctions)))
    smaller = thinned(town.graph, kept)
    found = dijkstra(smaller.graph, indices=smaller.number[town.origins])[:, smaller.number[kept]]
    assert (found == town.by_networkx(kept)).all()


@settings(max_examples=60, deadline=None)
@given(towns(), st.booleans())
def test_scipy_finds_what_networkx_finds_for_few_destinations_and_for_many(town, many):
    targets = np.arange(town.junctions).repeat(FEW if many else 1)
    found = DIJKSTRA.towards(town.graph, targets)(town.origins)
    assert (found == town.by_networkx(targets)).all()


def test_one_hierarchy_serves_other_speeds_on_the_same_streets():
    slow = {(n, (n + 1) % 5): 9 * HEAVY for n in range(5)} | {(1, 0): HEAVY, (2, 1): HEAVY}
    fast = dict.fromkeys(slow, HEAVY)
    points = [[(0, 5), (1, 7)], [(3, 2)]]
    towns_ = [Town(5, arcs, points) for arcs in (slow, fast)]
    engine = towns_[0].hierarchies(np.arange(5, dtype=np.int32))
    for town in towns_:
        found = engine.towards(town.graph, np.arange(5))(town.origins)
        assert (found == town.by_networkx(range(5))).all()


def a_line(length):
    """Return a street of ``length`` junctions with a point at each end."""
    there = {(n, n + 1): HEAVY + n for n in range(length - 1)}
    back = {(n + 1, n): HEAVY + n for n in range(length - 1)}
    return Town(length, there | back, [[(0, 1)], [(length - 1, 1)]])


def test_a_long_street_is_thinned_to_its_ends():
    town = a_line(200)
    smaller = thinned(town.graph, np.array([0, 199]))
    assert smaller.graph.shape[0] < 20
    assert (smaller.number[[0, 199, 200, 201]] >= 0).all()


def test_a_crossing_of_four_streets_is_not_taken_out():
    star = {(0, n): HEAVY for n in range(1, 5)} | {(n, 0): HEAVY for n in range(1, 5)}
    smaller = thinned(Town(5, star, [[(1, 1)]]).graph, np.array([1, 2, 3, 4]))
    assert smaller.number[0] >= 0


@pytest.mark.parametrize("count", [1, 7, 8, 9, 33])
def test_origins_descend_in_lanes_of_any_number(count):
    length = 40
    streets = {ends: w for ends, w in a_line(length).weights.items() if max(ends) < length}
    town = Town(length, streets, [[(n, n + 1)] for n in range(count)])
    order = np.random.default_rng(1).permutation(length).astype(np.int32)
    targets = np.arange(length)
    found = town.hierarchies(order).towards(town.graph, targets)(town.origins)
    assert (found == town.by_networkx(targets)).all()


def test_a_hierarchy_of_other_streets_is_refused():
    engine = Town(3, {(0, 1): HEAVY, (1, 2): HEAVY}, [[(0, 1)]]).hierarchies(np.arange(3))
    other = Town(3, {(0, 2): HEAVY, (1, 2): HEAVY}, [[(0, 1)]])
    with pytest.raises(ValueError, match="other streets"):
        engine.towards(other.graph, np.arange(3))
