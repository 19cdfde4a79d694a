"""What a street network is made of: size, pieces, speeds, and which tags are missing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from visitplan.domain.street_report import (
    LONGEST_RULE,
    ClassReport,
    HourlyRule,
    ModeReport,
    StreetReport,
)
from visitplan.domain.value import Mode
from visitplan.travel.access import BOTH, CLOSED, directions
from visitplan.travel.compiler import ROAD_CLASSES
from visitplan.travel.extract import HOURLY_TAGS, Extract, Tags
from visitplan.travel.ferries import road_class
from visitplan.travel.geodesy import great_circle_metres, to_degrees
from visitplan.travel.graph import StreetGraph
from visitplan.travel.streets import StreetTravel

Lengths = NDArray[np.float64]


def inspect(extract: Extract, travel: StreetTravel) -> StreetReport:
    """Return the report of an extract and of the network that was compiled from it."""
    metres = _metres(extract)
    graphs = travel.network.graphs
    return StreetReport(
        label=travel.label,
        as_of=travel.network.as_of,
        attribution=travel.attribution,
        calibration=travel.settings.calibration,
        addresses=len(extract.addresses),
        turn_restrictions=len(extract.restrictions) if extract.tells_turns else None,
        hourly_turns=extract.hourly_turns,
        hourly_rules=tuple(_hourly_rules(extract, metres)),
        modes=tuple(_of_mode(extract, mode, graph, metres) for mode, graph in graphs.items()),
        classes=tuple(_of_classes(extract, graphs["drive"], metres)),
    )


def _hourly_rules(extract: Extract, metres: Lengths) -> Iterator[HourlyRule]:
    """Yield the rules that hold at some hours only, those of the longest streets first."""
    lengths: dict[tuple[str, str], float] = defaultdict(float)
    for tags, length in zip(extract.tags, metres.tolist(), strict=True):
        if _kind(tags):
            for key in HOURLY_TAGS:
                if key in tags:
                    lengths[key, tags[key][:LONGEST_RULE]] += length
    for (tag, rule), length in sorted(lengths.items(), key=lambda item: -item[1]):
        yield HourlyRule(tag=tag, rule=rule, metres=round(length))


def _metres(extract: Extract) -> Lengths:
    """Return the length of each way."""
    degrees = to_degrees(extract.places)
    along = np.concatenate(([0.0], np.cumsum(great_circle_metres(degrees[:-1], degrees[1:]))))
    lengths: Lengths = along[extract.offsets[1:] - 1] - along[extract.offsets[:-1]]
    return lengths


def _of_mode(extract: Extract, mode: Mode, graph: StreetGraph, metres: Lengths) -> ModeReport:
    usable = np.array([directions(tags, mode) != CLOSED for tags in extract.tags], np.bool_)
    return ModeReport(
        mode=mode,
        junctions=graph.junctions,
        segments=graph.segments,
        pieces=_pieces(extract, usable),
        metres=round(metres[usable].sum()),
        kept_metres=round(graph.decimetres.sum(dtype=np.int64) / 10),
    )


def _pieces(extract: Extract, usable: NDArray[np.bool_]) -> int:
    """Count the parts that usable ways make up, joined where they share a node."""
    way = np.repeat(np.arange(len(usable)), np.diff(extract.offsets))
    on_usable = usable[way]
    if not on_usable.any():
        return 0
    nodes, node = np.unique(extract.nodes[on_usable], return_inverse=True)
    ends = (way[on_usable], len(usable) + node)
    size = len(usable) + len(nodes)
    joined = coo_array((np.ones(len(node), np.int8), ends), shape=(size, size))
    _, part = connected_components(joined, directed=False)
    return len(np.unique(part[: len(usable)][usable]))


def _of_classes(extract: Extract, graph: StreetGraph, metres: Lengths) -> Iterator[ClassReport]:
    """Yield the classes that anybody may use, the longest first."""
    kinds = np.array([_kind(tags) for tags in extract.tags])
    lengths = {kind: metres[kinds == kind].sum() for kind in np.unique(kinds) if kind}
    for kind in sorted(lengths, key=lambda kind: -lengths[kind]):
        own = np.flatnonzero(kinds == kind)
        tags, length = [extract.tags[way] for way in own], metres[own]
        yield ClassReport(
            road_class=str(kind),
            metres=round(lengths[kind]),
            kmh=_kmh(graph, str(kind)),
            limit_share=_share(length, ("maxspeed" in each for each in tags)),
            name_share=_share(length, ("name" in each for each in tags)),
            one_way_share=_share(length, map(_is_one_way, tags)),
        )


def _kind(tags: Tags) -> str:
    """Return the class of a way, nothing for one that nobody may use."""
    used = any(directions(tags, mode) != CLOSED for mode in ("drive", "walk"))
    return road_class(tags) if used else ""


def _is_one_way(tags: Tags) -> bool:
    return directions(tags, "drive") not in {CLOSED, BOTH}


def _share(metres: Lengths, holds: Iterable[bool]) -> float:
    """Return the share of the length on which something holds."""
    whole = metres.sum()
    return round(float(metres[np.fromiter(holds, np.bool_)].sum() / whole), 3) if whole else 0.0


def _kmh(graph: StreetGraph, kind: str) -> float | None:
    """Return the mean speed at which the segments of a class are driven, either way."""
    own = graph.road_class == ROAD_CLASSES.index(kind)
    paces = np.maximum(graph.forward_ms, graph.backward_ms)[own].sum(dtype=np.int64)
    decimetres = graph.decimetres[own].sum(dtype=np.int64)
    return round(float(decimetres / paces * 360), 1) if decimetres else None
