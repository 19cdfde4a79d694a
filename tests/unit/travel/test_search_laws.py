"""On any small street graph, the matrix is what networkx finds, and the ways add up to it."""

from itertools import pairwise
from typing import NamedTuple

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from visitplan.domain.day import TravelSettings
from visitplan.travel.compiler import compile_graph
from visitplan.travel.engines.embedded.dijkstra import DIJKSTRA
from visitplan.travel.engines.embedded.hierarchies import Hierarchies
from visitplan.travel.extract import ExtractBuilder
from visitplan.travel.graph import BARRED
from visitplan.travel.legs import Legs, Runs
from visitplan.travel.search import Search
from visitplan.travel.shapes import Shapes
from visitplan.travel.snapping import Snaps
from visitplan.travel.tracing import trace

NODES = 7
SETTINGS = TravelSettings(calibration=1.0)

ways = st.lists(
    st.tuples(
        st.lists(st.integers(0, NODES - 1), min_size=2, max_size=5),
        st.sampled_from(["no", "no", "yes", "-1"]),
        st.sampled_from(["20", "50", "90"]),
    ),
    min_size=1,
    max_size=8,
)
spots = st.lists(
    st.tuples(st.integers(0, 10**6), st.sampled_from([0.0, 0.1, 0.5, 0.7, 1.0])),
    min_size=1,
    max_size=5,
)


@st.composite
def street_graphs(draw):
    """Draw a graph with at least one segment: whatever the ways, a ring holds them together."""
    builder = ExtractBuilder()
    places = [(60 + draw(st.integers(0, 9)) / 1000, 24 + node / 1000) for node in range(NODES)]
    ring = [*range(NODES), 0]
    for nodes, oneway, limit in [*draw(ways), (ring, draw(st.sampled_from(["no", "yes"])), "30")]:
        tags = {"highway": "residential", "oneway": oneway, "maxspeed": limit}
        builder.add_way(tags, nodes, [places[node] for node in nodes])
    return compile_graph(builder.build(), "drive", SETTINGS, {})


def snapped(graph, drawn):
    segment = np.array([number % graph.segments for number, _ in drawn])
    share = np.array([share for _, share in drawn])
    points = Runs(np.arange(len(drawn)), segment, share, share)
    foot = Shapes(graph).along(points)[1][::2]  # where a run begins is where it ends
    return Snaps(segment, share, foot, np.zeros(len(drawn)))


def with_points_as_nodes(graph, snaps):
    """Return the same streets for networkx, cut where the points are; weights (ms, dm)."""
    streets = nx.MultiDiGraph()
    for segment in range(graph.segments):
        on_it = [p for p in range(len(snaps.segment)) if snaps.segment[p] == segment]
        on_it.sort(key=lambda point: snaps.share[point])
        stations = [
            (int(graph.tail[segment]), 0.0),
            *((f"point {point}", float(snaps.share[point])) for point in on_it),
            (int(graph.head[segment]), 1.0),
        ]
        for (here, begin), (there, end) in pairwise(stations):
            if str(here).startswith("point") and begin == end and str(there).startswith("point"):
                streets.add_edges_from([(here, there), (there, here)], weight=0)  # one spot
            forward, backward = graph.forward_ms[segment], graph.backward_ms[segment]
            length = between(graph.decimetres[segment], begin, end)
            if forward != BARRED:
                streets.add_edge(here, there, weight=(between(forward, begin, end) << 24) + length)
            if backward != BARRED:
                streets.add_edge(there, here, weight=(between(backward, begin, end) << 24) + length)
    return streets


def between(whole, begin, end):
    return int(np.rint(whole * end) - np.rint(whole * begin))


@given(street_graphs(), spots)
def test_the_matrix_is_what_networkx_finds_on_the_same_weights(graph, drawn):
    snaps = snapped(graph, drawn)
    times, lengths = Search.of(graph, snaps).times_and_lengths()
    oracle = with_points_as_nodes(graph, snaps)
    for origin in range(len(drawn)):
        found = nx.single_source_dijkstra_path_length(oracle, f"point {origin}")
        for destination in range(len(drawn)):
            weight = (int(times[origin, destination]) << 24) + int(lengths[origin, destination])
            assert weight == found[f"point {destination}"]


@settings(deadline=None)  # loops are compiled first
@given(street_graphs(), spots, st.none() | st.randoms(use_true_random=False))
def test_the_runs_of_a_way_add_up_to_the_matrix_and_join_up(graph, drawn, chance):
    """Whichever engine finds the way, hierarchies in whatever order of contraction."""
    snaps = snapped(graph, drawn)
    engine = hierarchies_of(graph, chance) if chance else DIJKSTRA
    times, lengths = Search.of(graph, snaps).times_and_lengths()
    every = np.arange(len(drawn))
    legs = Legs(np.repeat(every, len(drawn)), np.tile(every, len(drawn)))
    traced, weight = trace(Search.of(graph, snaps, engine), legs)
    assert (weight == (times * (1 << 24) + lengths)[legs]).all()
    for leg, (origin, destination) in enumerate(zip(*legs, strict=True)):
        runs = [Run(*run) for run in zip(*traced, strict=True) if run[0] == leg]
        assert (runs[0].begin, runs[-1].end) == tuple(snaps.share[[origin, destination]])
        assert sum(length_of(graph, run) for run in runs) == lengths[origin, destination]
        assert sum(time_of(graph, run) for run in runs) == times[origin, destination]
        assert all(end_of(graph, a) == start_of(graph, b) for a, b in pairwise(runs))


@given(street_graphs(), spots)
def test_no_detour_is_faster_than_the_way(graph, drawn):
    times, _ = Search.of(graph, snapped(graph, drawn)).times_and_lengths()
    assert (times[:, None, :] <= times[:, :, None] + times[None, :, :]).all()


@given(street_graphs())
def test_every_junction_is_reached_from_every_other(graph):
    corners = nx.DiGraph()
    corners.add_nodes_from(range(graph.junctions))
    for tail in range(graph.junctions):
        heads = graph.arc_head[graph.first_arc[tail] : graph.first_arc[tail + 1]]
        corners.add_edges_from((tail, head) for head in heads.tolist())
    assert nx.is_strongly_connected(corners)


class Run(NamedTuple):
    leg: int
    segment: int
    begin: float
    end: float


def hierarchies_of(graph, chance):
    order = np.array(chance.sample(range(graph.junctions), graph.junctions), np.int32)
    return Hierarchies.of(graph.first_arc, graph.arc_head, order=order)


def length_of(graph, run):
    return abs(between(graph.decimetres[run.segment], run.begin, run.end))


def time_of(graph, run):
    ahead = run.end >= run.begin
    whole = (graph.forward_ms if ahead else graph.backward_ms)[run.segment]
    if run.begin == run.end:
        return 0
    assert whole != BARRED
    return abs(between(whole, run.begin, run.end))


def start_of(graph, run):
    return graph.tail[run.segment] if run.begin == 0.0 else graph.head[run.segment]


def end_of(graph, run):
    return graph.head[run.segment] if run.end == 1.0 else graph.tail[run.segment]
