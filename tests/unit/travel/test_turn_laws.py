"""On any small town, ways obey restrictions and keep out of streets that only visitors may enter.

Held against a search over moves, from segment to segment, that asks the rules at every step.
"""

import heapq
from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from visitplan.domain.day import TravelSettings
from visitplan.travel.compiler import compile_graph
from visitplan.travel.extract import ExtractBuilder, TurnRestriction
from visitplan.travel.search import Search
from visitplan.travel.snapping import Snaps

NODES = 6
SETTINGS = TravelSettings(calibration=1.0)
LEAVING, PUBLIC, ARRIVING = range(3)
HALF_WAY = 0.5
THERE = (-1, -1)
NOWHERE = (-2, -2)

streets = st.lists(
    st.tuples(
        st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)).filter(
            lambda p: p[0] != p[1]
        ),
        st.sampled_from(["no", "no", "yes"]),
        st.sampled_from(["yes", "yes", "destination"]),
        st.sampled_from(["20", "50", "90"]),
    ),
    max_size=7,
)
rules = st.lists(st.tuples(st.integers(), st.integers(), st.booleans()), max_size=4)
links = st.lists(st.tuples(st.integers(), st.integers(), st.integers()), max_size=3)


class Town:
    """Streets of one edge each, named by number, and restrictions between those that meet."""

    def __init__(self, drawn, ring_oneway, rules, links=()):
        ring = [((n, (n + 1) % NODES), ring_oneway, "yes", "30") for n in range(NODES)]
        self.streets = [*ring, *drawn]
        self.restrictions = []
        for come, go, only in rules:
            pair = come % len(self.streets), go % len(self.streets)
            meet = sorted(set(self.streets[pair[0]][0]) & set(self.streets[pair[1]][0]))
            if meet and pair[0] != pair[1]:
                self.restrictions.append((pair[0], meet[0], pair[1], only))

        count = len(self.streets)
        self.links = [(come % count, link % count, go % count) for come, link, go in links]

    def graph(self):
        builder = ExtractBuilder()
        for number, (nodes, oneway, access, limit) in enumerate(self.streets):
            tags = {"highway": "residential", "oneway": oneway, "access": access}
            tags |= {"maxspeed": limit, "name": str(number)}
            places = [(60 + node % 3 / 1000, 24 + node / 1000) for node in nodes]
            builder.add_way(tags, list(nodes), places, identity=number + 1)
        builder.restrictions += [
            TurnRestriction(come + 1, via, go + 1, only, frozenset())
            for come, via, go, only in self.restrictions
        ]
        builder.restrictions += [
            TurnRestriction(come + 1, 0, go + 1, False, frozenset(), through=link + 1)
            for come, link, go in self.links
        ]
        names = {}
        graph = compile_graph(builder.build(), "drive", SETTINGS, names)
        return graph, [int(name) for name in names]

    def may_turn(self, before, move, after):
        (come, comes_to), (go, goes_to) = move, after
        ends = self.streets[go][0]
        if comes_to not in ends or goes_to == comes_to:
            return False
        for from_street, via, to_street, only in self.restrictions:
            if (come, comes_to) == (from_street, via) and self.can_leave(to_street, via):
                if not only and go == to_street:
                    return False
                if only and go != to_street:
                    return False
        return not any(
            before[0] == first
            and come == link
            and self.can_leave(last, comes_to)
            and go in {link, last}
            for first, link, last in self.links
        )

    def can_leave(self, street, node):
        nodes, oneway, *_ = self.streets[street]
        return nodes[0] == node or (oneway == "no" and nodes[1] == node)

    def moves(self, street):
        """Over a street to one of its ends."""
        nodes, oneway, *_ = self.streets[street]
        return [(street, nodes[1])] + ([(street, nodes[0])] if oneway == "no" else [])

    def visitors(self, street):
        return self.streets[street][2] == "destination"

    def enters(self, layer, street):
        if self.visitors(street):
            return LEAVING if layer == LEAVING else ARRIVING
        return None if layer == ARRIVING else PUBLIC


def fastest(town, took, origin, destination):
    """From the middle of a street to the middle of another, by a search over moves."""
    layer = LEAVING if town.visitors(origin) else PUBLIC
    starts = [move for move in town.moves(origin) if move in took]
    heap = [(took[move] * HALF_WAY, NOWHERE, move, layer) for move in starts]
    seen = set()
    while heap:
        time, before, move, layer = heapq.heappop(heap)
        if (before, move, layer) in seen:
            continue
        seen.add((before, move, layer))
        if move == THERE:
            return time
        for after in took:
            entered = town.enters(layer, after[0])
            if entered is not None and town.may_turn(before, move, after):
                if after[0] == destination:
                    heapq.heappush(heap, (time + took[after] * HALF_WAY, move, THERE, entered))
                heapq.heappush(heap, (time + took[after], move, after, entered))
    return None


@given(streets, st.sampled_from(["no", "yes"]), rules, links)
def test_ways_are_as_fast_as_the_rules_of_turning_and_visiting_allow(
    drawn, ring_oneway, rules, links
):
    town = Town(drawn, ring_oneway, rules, links)
    graph, names = town.graph()
    stops = np.flatnonzero(graph.stops)
    street = {int(segment): names[graph.name[segment]] for segment in stops}
    took = {}
    for segment, number in street.items():
        first, last = town.streets[number][0]
        took[number, last] = float(graph.forward_ms[segment])
        if graph.backward_ms[segment] >= 0:
            took[number, first] = float(graph.backward_ms[segment])
    count = len(stops)
    snaps = Snaps(stops, np.full(count, HALF_WAY), np.zeros((count, 2)), np.zeros(count))
    times, _ = Search.of(graph, snaps).times_and_lengths()
    for (a, origin), (b, destination) in product(enumerate(stops), repeat=2):
        if a != b:
            best = fastest(town, took, street[int(origin)], street[int(destination)])
            # Between junctions' nodes a turn takes a millisecond, and halves are rounded.
            assert 0 <= times[a, b] - best + 2 <= 4 * NODES
