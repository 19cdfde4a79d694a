"""The courses of legs on the streets: lines for maps, street names for people."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.course import Course, FollowedStreet, LegEnds
from visitplan.travel.compiler import ROAD_CLASSES
from visitplan.travel.geodesy import Degrees, degrees_of
from visitplan.travel.graph import StreetGraph
from visitplan.travel.legs import Ints, Runs
from visitplan.travel.shapes import Shapes

NO_COURSE = Course(np.empty((0, 2)))


def courses_along(
    runs: Runs, graph: StreetGraph, ends: Sequence[LegEnds], names: Sequence[str]
) -> tuple[Course, ...]:
    """Return the course of each leg; ``ends`` are its points, off the street, where it joins them.

    ``names`` are the street names that the graph points into.
    """
    if not ends:
        return ()
    lines = _lines(runs, graph, ends)
    streets = _followed(runs, graph, names, len(ends))
    return tuple(Course(line, along) for line, along in zip(lines, streets, strict=True))


def _lines(runs: Runs, graph: StreetGraph, ends: Sequence[LegEnds]) -> list[Degrees]:
    """Return the points along each leg, from end to end, without any that repeats the one before.

    A line has two points at least, the same one twice where nobody moves.
    """
    every = np.arange(len(ends))
    leg, along = Shapes(graph).along(runs)
    first = degrees_of([leg.origin for leg in ends])
    last = degrees_of([leg.destination for leg in ends])
    leg, line = np.concatenate((every, leg, every)), np.concatenate((first, along, last))
    order = np.argsort(leg, kind="stable")
    leg, line = leg[order], line[order]
    bend = _changes(leg, *line.T)
    begins = np.searchsorted(leg[bend], every)
    alone = np.flatnonzero(np.diff(begins, append=len(bend)) == 1)
    bend = np.insert(bend, begins[alone], bend[begins[alone]])
    return np.split(line[bend], np.searchsorted(leg[bend], every[1:]))


def _followed(
    runs: Runs, graph: StreetGraph, names: Sequence[str], legs: int
) -> list[tuple[FollowedStreet, ...]]:
    """Return the streets of each leg; runs along one street, one after the other, are one."""
    name = graph.name[runs.segment].astype(np.int64)
    road = graph.road_class[runs.segment]
    metres = graph.decimetres[runs.segment] * np.abs(runs.end - runs.begin) / 10
    turns = _changes(runs.leg, name, np.where(name < 0, road, -1))
    along = np.rint(np.add.reduceat(metres, turns)).astype(int) if len(turns) else metres[:0]
    found: list[list[FollowedStreet]] = [[] for _ in range(legs)]
    columns = (runs.leg[turns], name[turns], road[turns], along)
    for leg, number, kind, length in zip(*(each.tolist() for each in columns), strict=True):
        if length:  # a street that is only touched at a crossing is not gone along
            called = names[number] if number >= 0 else None
            found[leg].append(FollowedStreet(called, ROAD_CLASSES[kind], length))
    return [tuple(streets) for streets in found]


def _changes(*columns: NDArray[Any]) -> Ints:
    """Return where an entry differs from the one before in any column."""
    changed = np.ones(len(columns[0]), np.bool_)
    changed[1:] = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    return np.flatnonzero(changed)
