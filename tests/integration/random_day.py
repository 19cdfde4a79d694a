"""A random day on any network: made-up cases and agents at places along its streets."""

import numpy as np

from builders import a_case, a_day, a_place, a_shift, an_agent
from visitplan.domain.day import Day, SearchLimits, TravelSettings
from visitplan.domain.place import Point
from visitplan.travel.geodesy import to_degrees
from visitplan.travel.streets import StreetTravel


def points_along(travel: StreetTravel, count: int, seed: int) -> list[Point]:
    """Return at most ``count`` different points on streets where one may stop by car."""
    graph = travel.network.graphs["drive"]
    stretches = np.flatnonzero(graph.stops)
    chance = np.random.default_rng(seed)
    chosen = chance.choice(stretches, min(2 * count, len(stretches)), replace=False)
    corners = to_degrees(graph.shape[graph.offsets[chosen]]).round(7)
    return list(dict.fromkeys(Point(lat=lat, lon=lon) for lat, lon in corners.tolist()))[:count]


def a_random_day(travel: StreetTravel, *, cases: int, agents: int, limits: SearchLimits) -> Day:
    """Return a day of so many cases and agents; every second agent's route has an open end."""
    places = [a_place(p.lat, p.lon) for p in points_along(travel, cases + agents, limits.seed)]
    homes, doors = places[:agents], places[agents:]
    return a_day(
        travel=TravelSettings(streets=travel.label),
        limits=limits,
        cases=tuple(a_case(number, place=door) for number, door in enumerate(doors, 1)),
        agents=tuple(an_agent(number) for number in range(1, agents + 1)),
        shifts=tuple(
            a_shift(number, start=home, end=home if number % 2 else None)
            for number, home in enumerate(homes, 1)
        ),
    )
