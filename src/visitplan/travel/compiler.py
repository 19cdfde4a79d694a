"""From ways with tags to the graph of one mode.

Ways are split where they meet; each piece gets its time by direction; turns that may not be taken,
and streets that only visitors may enter, shape how the pieces hang together; what cannot be
reached from the rest of the town and left again is cut away, so a travel matrix has no dead rows
or columns.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.day import TravelSettings
from visitplan.domain.value import Mode
from visitplan.travel.access import WALKABLE, directions, may_stop, stops, visitors_only
from visitplan.travel.arcs import fastest, milliseconds_of
from visitplan.travel.barred_moves import Crossing, barred_turns
from visitplan.travel.extract import Extract, Tags
from visitplan.travel.ferries import FERRY, ferry_kmh, is_ferry, road_class
from visitplan.travel.graph import BARRED, StreetGraph
from visitplan.travel.layout import Arcs, Layout, Segments, open_both_layers
from visitplan.travel.pieces import Pieces, metres_of, ranges, split_at_junctions
from visitplan.travel.reaching import reachable_part
from visitplan.travel.speeds import USUAL_KMH, free_flow_kmh
from visitplan.travel.turns import bar_turns

ROAD_CLASSES = (*USUAL_KMH, *sorted(WALKABLE - set(USUAL_KMH)), FERRY, "turn")
"""What ``StreetGraph.road_class`` points into; a turn is no street, but a step between nodes."""

TURN = ROAD_CLASSES.index("turn")

_CLASS_NUMBER = {name: number for number, name in enumerate(ROAD_CLASSES)}
_MS_PER_METRE_AT_1_KMH = 3_600.0
_TURN_MS = 1
_LONGEST_MS = np.iinfo(np.int32).max

Ints = NDArray[np.int64]


class _Ways(NamedTuple):
    """The ways that a mode may use, one entry each; paces in milliseconds a metre, NaN barred."""

    number: Ints
    forward: NDArray[np.float64]
    backward: NDArray[np.float64]
    road_class: NDArray[np.uint8]
    stops: NDArray[np.bool_]
    visitors: NDArray[np.bool_]
    name: NDArray[np.int32]


class _Streets(NamedTuple):
    """Segments as they are stored, one entry each; the last ones may be turns."""

    forward_ms: NDArray[np.int32]
    backward_ms: NDArray[np.int32]
    decimetres: NDArray[np.int32]
    road_class: NDArray[np.uint8]
    name: NDArray[np.int32]
    stops: NDArray[np.bool_]
    offsets: NDArray[np.int32]
    shape: NDArray[np.int32]


def compile_graph(
    extract: Extract, mode: Mode, settings: TravelSettings, names: dict[str, int]
) -> StreetGraph:
    """Return the graph of the streets that a mode may use; it may be empty.

    ``names`` numbers the street names seen so far and is extended. Raises ValueError when a
    street is impossibly long.
    """
    ways = _usable_ways(extract, mode, settings, names)
    walls = [node for node, tags in extract.barriers.items() if stops(tags, mode)]
    pieces = split_at_junctions(extract, ways.number, walls)
    segments = _segments(extract, ways, pieces)
    layout = open_both_layers(segments)
    ends = extract.nodes[pieces.first], extract.nodes[pieces.last]
    crossing = Crossing(extract.ways[ways.number[pieces.way]], *ends)
    barred = barred_turns(extract.restrictions, mode, segments, crossing)
    kept, layout = reachable_part(bar_turns(layout, barred), segments)
    streets = _streets(extract, ways, Pieces(*(part[kept] for part in pieces)))
    return _graph(_with_turns(streets, layout, _places(extract, pieces)), layout)


def _usable_ways(
    extract: Extract, mode: Mode, settings: TravelSettings, names: dict[str, int]
) -> _Ways:
    rows = []
    lengths = metres_of(extract, extract.offsets[:-1], extract.offsets[1:] - 1)
    for number, tags in enumerate(extract.tags):
        allowed = directions(tags, mode)
        if any(allowed):
            pace = _MS_PER_METRE_AT_1_KMH / _kmh(tags, lengths[number], mode, settings)
            forward, backward = (pace if allow else np.nan for allow in allowed)
            kind, visitors = _CLASS_NUMBER[road_class(tags)], visitors_only(tags, mode)
            name = names.setdefault(tags["name"], len(names)) if "name" in tags else -1
            rows.append((number, forward, backward, kind, may_stop(tags), visitors, name))
    columns = list(zip(*rows, strict=True)) or [()] * 7
    kinds = (np.int64, np.float64, np.float64, np.uint8, np.bool_, np.bool_, np.int32)
    return _Ways(*map(np.array, columns, kinds))


def _kmh(tags: Tags, metres: float, mode: Mode, settings: TravelSettings) -> float:
    if is_ferry(tags):
        return ferry_kmh(tags.get("duration"), metres)
    if mode == "walk":
        return settings.walking_kmh
    free_flow = free_flow_kmh(tags["highway"], tags.get("maxspeed"), settings.speeds_kmh)
    if mode == "two_wheeler":
        free_flow = min(free_flow, settings.two_wheeler_kmh)
    return free_flow / settings.calibration


def _segments(extract: Extract, ways: _Ways, pieces: Pieces) -> Segments:
    return Segments(
        pieces.tail,
        pieces.head,
        ~np.isnan(ways.forward[pieces.way]),
        ~np.isnan(ways.backward[pieces.way]),
        ways.visitors[pieces.way],
        metres_of(extract, pieces.first, pieces.last),
    )


def _places(extract: Extract, pieces: Pieces) -> NDArray[np.int32]:
    """Return where each junction lies."""
    numbers = np.concatenate((pieces.tail, pieces.head))
    _, first = np.unique(numbers, return_index=True)
    places: NDArray[np.int32] = extract.places[np.concatenate((pieces.first, pieces.last))[first]]
    return places


def _streets(extract: Extract, ways: _Ways, pieces: Pieces) -> _Streets:
    metres = metres_of(extract, pieces.first, pieces.last)
    sizes = pieces.last + 1 - pieces.first
    return _Streets(
        forward_ms=_milliseconds(metres, ways.forward[pieces.way]),
        backward_ms=_milliseconds(metres, ways.backward[pieces.way]),
        decimetres=np.rint(metres * 10).astype(np.int32),
        road_class=ways.road_class[pieces.way],
        name=ways.name[pieces.way],
        stops=ways.stops[pieces.way],
        offsets=np.concatenate(([0], np.cumsum(sizes))).astype(np.int32),
        shape=extract.places[ranges(pieces.first, pieces.last + 1)],
    )


def _milliseconds(metres: NDArray[np.float64], pace: NDArray[np.float64]) -> NDArray[np.int32]:
    """Return at least 1 ms where allowed: a search may not wander along segments for nothing."""
    barred = np.isnan(pace)
    times = np.maximum(np.rint(metres * np.where(barred, 0.0, pace)), 1)
    if times.max(initial=0) > _LONGEST_MS:
        raise ValueError("a street takes more than 24 days from one junction to the next")
    return np.where(barred, BARRED, times).astype(np.int32)


def _with_turns(streets: _Streets, layout: Layout, places: NDArray[np.int32]) -> _Streets:
    """Append turns: one-way segments without length, where nobody stops."""
    turns = len(layout.turns)
    spots = np.repeat(places[layout.junction[layout.turns[:, 0]]], 2, axis=0)
    more = _Streets(
        forward_ms=np.full(turns, _TURN_MS, np.int32),
        backward_ms=np.full(turns, BARRED, np.int32),
        decimetres=np.zeros(turns, np.int32),
        road_class=np.full(turns, TURN, np.uint8),
        name=np.full(turns, -1, np.int32),
        stops=np.zeros(turns, np.bool_),
        offsets=(streets.offsets[-1] + 2 * np.arange(1, turns + 1)).astype(np.int32),
        shape=spots,
    )
    both: list[NDArray[Any]] = [
        np.concatenate(parts) for parts in zip(_arrays(streets), _arrays(more), strict=True)
    ]
    return _Streets(*both)


def _arrays(streets: _Streets) -> tuple[NDArray[Any], ...]:
    return tuple(streets)


def _graph(streets: _Streets, layout: Layout) -> StreetGraph:
    before, after = layout.turns.T
    ends = layout.ends
    tail, head, into_tail, into_head = (
        np.concatenate((own, of_turns)).astype(np.int32)
        for own, of_turns in zip(ends, (before, after, before, after), strict=True)
    )
    arcs = _with_turn_arcs(layout)
    times = milliseconds_of(arcs, streets.forward_ms, streets.backward_ms)
    best, spare = fastest(arcs, times, streets.decimetres)
    return StreetGraph(
        tail=tail,
        head=head,
        into_tail=into_tail,
        into_head=into_head,
        **streets._asdict(),
        first_arc=np.searchsorted(arcs.tail[best], np.arange(len(layout.junction) + 1)).astype(
            np.int32
        ),
        arc_head=arcs.head[best].astype(np.int32),
        arc_segment=arcs.segment[best].astype(np.int32),
        arc_onward=arcs.onward[best],
        arc_ms=times[best].astype(np.int32),
        spare_tail=arcs.tail[spare].astype(np.int32),
        spare_head=arcs.head[spare].astype(np.int32),
        spare_segment=arcs.segment[spare].astype(np.int32),
        spare_onward=arcs.onward[spare],
    )


def _with_turn_arcs(layout: Layout) -> Arcs:
    turns, segments = len(layout.turns), len(layout.ends.tail)
    before, after = layout.turns.T
    numbers = segments + np.arange(turns)
    return layout.arcs.and_(Arcs(before, after, numbers, np.ones(turns, np.bool_)))
