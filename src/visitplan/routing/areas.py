"""Areas: visits near each other dealt to shifts that can serve them.

Visits are assigned to the areas' middles, and the middles moved into the middle of what they got,
turn by turn (k-medoids with limited sizes; the assignment is a linear one: Crouse, *IEEE
Transactions on Aerospace and Electronic Systems* 52(4), 2016, as SciPy has it).
"""

import math
from typing import Any, NamedTuple

import numpy as np

ROOM = 1.3
"""How much more than its even part an area may hold: towns are not made of equal parts."""

ROUNDS = 10

UNABLE = 100_000.0
"""Seconds: farther than anything is, nearer than nowhere."""


class Chart(NamedTuple):
    """What the areas of n visits and m shifts depend on, in seconds; inf where no way leads.

    ``ways`` (n, n) between visits, ``starts`` (m, n) to them from where shifts start, ``able``
    (n, m) to serve them, and the ``hours`` (m,) of the shifts.
    """

    ways: Any
    starts: Any
    able: Any
    hours: Any


def dealt(chart: Chart, count: int) -> list[int | None]:
    """Return each visit's shift, of ``count`` shifts that get an area; None: no area is for it."""
    ways = np.minimum(chart.ways, UNABLE)
    chart = chart._replace(ways=ways, starts=np.minimum(chart.starts, UNABLE))
    middles = _spread(chart, count)
    shifts, area = _manned(chart, middles), np.full(len(ways), -1)
    for _ in range(ROUNDS):
        before = area
        area = _assigned(chart, middles, shifts)
        if np.array_equal(area, before):
            break
        middles = _moved(chart, middles, shifts, area)
        shifts = _manned(chart, middles)
    owners = shifts[area].tolist()
    return [owner if chart.able[visit, owner] else None for visit, owner in enumerate(owners)]


def _spread(chart: Chart, count: int) -> Any:
    """Return visits far from each other, the first one far from where everybody starts."""
    middles = [int(chart.starts.min(axis=0).argmax())]
    while len(middles) < count:
        middles.append(int(chart.ways[middles].min(axis=0).argmax()))
    return np.array(middles)


def _manned(chart: Chart, middles: Any) -> Any:
    """Return a shift for each middle: near it, and able to serve many visits."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - slow to load

    unable = 3600 * (1 - chart.able.mean(axis=0))
    _, shifts = linear_sum_assignment((chart.starts[:, middles] + unable[:, None]).T)
    return shifts


def _assigned(chart: Chart, middles: Any, shifts: Any) -> Any:
    """Return the number of the nearest middle that has room, for each visit."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - slow to load

    hours = chart.hours[shifts]
    rooms = [math.ceil(len(chart.ways) * ROOM * own / max(1, hours.sum())) for own in hours]
    seats = np.repeat(np.arange(len(middles)), [max(1, room) for room in rooms])
    far = chart.ways[:, middles] + UNABLE * ~chart.able[:, shifts]
    _, chosen = linear_sum_assignment(far[:, seats])
    return seats[chosen]


def _moved(chart: Chart, middles: Any, shifts: Any, area: Any) -> Any:
    """Return, for each area, the visit from which all others and the start are nearest."""
    moved = middles.copy()
    for number, shift in enumerate(shifts):
        own = np.flatnonzero(area == number)
        if own.size:
            apart = chart.ways[np.ix_(own, own)].sum(axis=1) + chart.starts[shift, own]
            moved[number] = own[apart.argmin()]
    return moved
