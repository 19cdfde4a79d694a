"""From ways with tags to the graph of one mode.

Ways are split where they meet; each piece gets its time by direction; what cannot be reached from
the rest of the town and left again is cut away (the largest strongly connected component stays),
so a travel matrix has no dead rows or columns.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from visitplan.domain.day import TravelSettings
from visitplan.domain.value import Mode
from visitplan.travel.access import CLOSED, WALKABLE, directions, may_stop
from visitplan.travel.extract import Extract, Tags
from visitplan.travel.geodesy import great_circle_metres, to_degrees
from visitplan.travel.graph import BARRED, StreetGraph
from visitplan.travel.speeds import USUAL_KMH, free_flow_kmh

ROAD_CLASSES = (*USUAL_KMH, *sorted(WALKABLE - set(USUAL_KMH)))
"""What ``StreetGraph.road_class`` points into."""

_CLASS_NUMBER = {road_class: number for number, road_class in enumerate(ROAD_CLASSES)}
_MS_PER_METRE_AT_1_KMH = 3_600.0

_LONGEST_MS = np.iinfo(np.int32).max

Ints = NDArray[np.int64]


class _Ways(NamedTuple):
    """The ways that a mode may use, one entry each; paces in milliseconds a metre, NaN barred."""

    number: Ints
    forward: NDArray[np.float64]
    backward: NDArray[np.float64]
    road_class: NDArray[np.uint8]
    stops: NDArray[np.bool_]
    name: NDArray[np.int32]


class _Pieces(NamedTuple):
    """Parts of ways between junctions.

    The first and the last node of each by position, and which nodes those are (``tail`` and
    ``head``); at a wall each piece has an end of its own, so that no way leads past it.
    """

    way: Ints
    first: Ints
    last: Ints
    tail: Ints
    head: Ints


class Arcs(NamedTuple):
    """One arc per ordered pair of junctions, sorted by pair."""

    tail: Ints
    head: Ints
    milliseconds: Ints
    segment: Ints


def compile_graph(
    extract: Extract, mode: Mode, settings: TravelSettings, names: dict[str, int]
) -> StreetGraph:
    """Return the graph of the streets that a mode may use; it may be empty.

    ``names`` numbers the street names seen so far and is extended. Raises ValueError when a
    street is impossibly long.
    """
    ways = _usable_ways(extract, mode, settings, names)
    walls = extract.blocked if mode == "drive" else extract.blocked[:0]
    pieces = _split_at_junctions(extract, ways, walls)
    return _assemble(extract, ways, pieces)


def _usable_ways(
    extract: Extract, mode: Mode, settings: TravelSettings, names: dict[str, int]
) -> _Ways:
    rows = []
    for number, tags in enumerate(extract.tags):
        allowed = directions(tags, mode)
        if allowed != CLOSED:
            pace = _MS_PER_METRE_AT_1_KMH / _kmh(tags, mode, settings)
            forward, backward = (pace if allow else np.nan for allow in allowed)
            road_class, stops = _CLASS_NUMBER[tags["highway"]], may_stop(tags)
            rows.append((number, forward, backward, road_class, stops, _name(tags, names)))
    columns = list(zip(*rows, strict=True)) or [()] * 6
    kinds = (np.int64, np.float64, np.float64, np.uint8, np.bool_, np.int32)
    return _Ways(*map(np.array, columns, kinds))


def _kmh(tags: Tags, mode: Mode, settings: TravelSettings) -> float:
    if mode == "walk":
        return settings.walking_kmh
    free_flow = free_flow_kmh(tags["highway"], tags.get("maxspeed"), settings.speeds_kmh)
    return free_flow / settings.calibration


def _name(tags: Tags, names: dict[str, int]) -> int:
    return names.setdefault(tags["name"], len(names)) if "name" in tags else -1


def _split_at_junctions(extract: Extract, ways: _Ways, walls: Ints) -> _Pieces:
    """Split ways at nodes passed more than once, by one way or several, at walls and at ends."""
    begins, ends = extract.offsets[ways.number], extract.offsets[ways.number + 1]
    positions = _ranges(begins, ends)
    _, node, uses = np.unique(extract.nodes[positions], return_inverse=True, return_counts=True)
    opens, closes = np.isin(positions, begins), np.isin(positions, ends - 1)
    breaks = (uses[node] > 1) | np.isin(extract.nodes[positions], walls) | opens | closes
    way = np.repeat(np.arange(len(begins)), ends - begins)
    first, last = positions[breaks & ~closes], positions[breaks & ~opens]
    tail, head = _ends(extract, first, last, walls)
    return _Pieces(way[breaks & ~closes], first, last, tail, head)


def _ends(extract: Extract, first: Ints, last: Ints, walls: Ints) -> tuple[Ints, Ints]:
    """Return the node at each end; at a wall a number of its own, above all nodes'."""
    tail, head = extract.nodes[first], extract.nodes[last]
    free = int(extract.nodes.max(initial=0)) + 1
    own = free + np.arange(len(first))
    tail = np.where(np.isin(tail, walls), own, tail)
    return tail, np.where(np.isin(head, walls), own + len(first), head)


def _ranges(begins: Ints, ends: Ints) -> Ints:
    """Return begin, begin + 1, … end - 1 of each range, one after the other."""
    lengths = ends - begins
    shift = begins - (np.cumsum(lengths) - lengths)
    ranges: Ints = np.arange(lengths.sum()) + np.repeat(shift, lengths)
    return ranges


def _assemble(extract: Extract, ways: _Ways, pieces: _Pieces) -> StreetGraph:
    metres = _lengths(extract, pieces)
    forward = _milliseconds(metres, ways.forward[pieces.way])
    backward = _milliseconds(metres, ways.backward[pieces.way])
    decimetres = np.rint(metres * 10).astype(np.int64)

    kept, tail, head = _strongest_component(pieces.tail, pieces.head, forward, backward)
    forward, backward, decimetres = forward[kept], backward[kept], decimetres[kept]
    arcs = merge_parallel(tail, head, forward, backward, decimetres)
    way, first, last = pieces.way[kept], pieces.first[kept], pieces.last[kept]
    junctions = int(max(tail.max(), head.max())) + 1 if len(tail) else 0
    return StreetGraph(
        tail=tail.astype(np.int32),
        head=head.astype(np.int32),
        forward_ms=forward.astype(np.int32),
        backward_ms=backward.astype(np.int32),
        decimetres=decimetres.astype(np.int32),
        road_class=ways.road_class[way],
        name=ways.name[way],
        stops=ways.stops[way],
        offsets=np.concatenate(([0], np.cumsum(last + 1 - first))).astype(np.int32),
        shape=extract.places[_ranges(first, last + 1)],
        first_arc=np.searchsorted(arcs.tail, np.arange(junctions + 1)).astype(np.int32),
        arc_head=arcs.head.astype(np.int32),
        arc_segment=arcs.segment.astype(np.int32),
        arc_ms=arcs.milliseconds.astype(np.int32),
    )


def _lengths(extract: Extract, pieces: _Pieces) -> NDArray[np.float64]:
    degrees = to_degrees(extract.places)
    steps = great_circle_metres(degrees[:-1], degrees[1:])
    along = np.concatenate(([0.0], np.cumsum(steps)))
    metres: NDArray[np.float64] = along[pieces.last] - along[pieces.first]
    return metres


def _milliseconds(metres: NDArray[np.float64], pace: NDArray[np.float64]) -> Ints:
    """Return at least 1 ms where allowed: a search may not wander along segments for nothing."""
    barred = np.isnan(pace)
    times = np.maximum(np.rint(metres * np.where(barred, 0.0, pace)), 1)
    if times.max(initial=0) > _LONGEST_MS:
        raise ValueError("a street takes more than 24 days from one junction to the next")
    return np.where(barred, BARRED, times).astype(np.int64)


def _strongest_component(
    tail: Ints, head: Ints, forward: Ints, backward: Ints
) -> tuple[NDArray[np.bool_], Ints, Ints]:
    """Return which segments stay, and their junctions numbered anew."""
    nodes, ends = np.unique(np.concatenate((tail, head)), return_inverse=True)
    tail, head = ends[: len(tail)], ends[len(tail) :]
    out, back = forward != BARRED, backward != BARRED
    rows = np.concatenate((tail[out], head[back]))
    columns = np.concatenate((head[out], tail[back]))
    arcs = csr_array((np.ones(len(rows), np.int8), (rows, columns)), shape=(len(nodes),) * 2)
    if not len(nodes):
        return np.zeros(0, np.bool_), tail, head
    _, component = connected_components(arcs, directed=True, connection="strong")
    stays = component == np.bincount(component).argmax()
    kept = stays[tail] & stays[head]
    numbers = np.cumsum(stays) - 1
    return kept, numbers[tail[kept]], numbers[head[kept]]


def merge_parallel(tail: Ints, head: Ints, forward: Ints, backward: Ints, decimetres: Ints) -> Arcs:
    """Return the arcs of segments, keeping the fastest (then the shortest, first) of parallel ones.

    Loops are no arcs: nothing is reached by them. Sparse matrices would *add* parallel arcs.
    """
    segment = np.arange(len(tail))
    both = Arcs(
        np.concatenate((tail, head)),
        np.concatenate((head, tail)),
        np.concatenate((forward, backward)),
        np.concatenate((segment, segment)),
    )
    useful = np.flatnonzero((both.milliseconds != BARRED) & (both.tail != both.head))
    arcs = Arcs(*(part[useful] for part in both))
    by_pair = np.lexsort(
        (arcs.segment, decimetres[arcs.segment], arcs.milliseconds, arcs.head, arcs.tail)
    )
    arcs = Arcs(*(part[by_pair] for part in arcs))
    first = np.ones(len(by_pair), np.bool_)
    first[1:] = (np.diff(arcs.tail) != 0) | (np.diff(arcs.head) != 0)
    return Arcs(*(part[first] for part in arcs))
