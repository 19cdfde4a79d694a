"""OSRM over HTTP: the services table and route of version 1 of its interface.

https://project-osrm.org/docs/v5.24.0/api/ — coordinates stand in the path, because there is no
other way to ask; so that server's log may hold them, and nothing of ours does. Durations are
seconds with one decimal, distances metres, null where no way leads. A server answers for the one
profile that its data was extracted with, whatever the profile in the path.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.course import Course, LegEnds
from visitplan.domain.place import Point
from visitplan.domain.routing_server import RoutingServer
from visitplan.domain.value import Mode
from visitplan.errors import TravelDataError
from visitplan.travel.engines.remote import answers
from visitplan.travel.engines.remote.answers import entries, member, number, reading
from visitplan.travel.engines.remote.server import Budget
from visitplan.travel.engines.remote.servers import Servers, numbered
from visitplan.travel.engines.remote.service import NOWHERE, Block

_PROFILES: Mapping[Mode, str] = {"drive": "driving", "two_wheeler": "driving", "walk": "foot"}
_NO_WAY = {"NoRoute", "NoSegment"}
_REMEDIES = {
    "TooBig": "it is asked for more than it allows; lower points_per_request in [streets]",
    "InvalidValue": "it does not know the profile; name it in [streets.profiles]",
    "DisabledDataset": "it was started without what is asked for",
}


class Osrm:
    """OSRM servers, one for each mode."""

    longest_chain = 100

    def __init__(self, settings: RoutingServer) -> None:
        self._servers = Servers("OSRM", settings)
        self._profiles = {**_PROFILES, **settings.profiles}

    @property
    def name(self) -> str:
        """OSRM, and where it stands."""
        return self._servers.name

    def source(self, mode: Mode) -> str:
        """Return the server of a mode, and its profile."""
        return self._servers.source(mode, self._profiles.get(mode, mode))

    def snaps(self, points: Sequence[Point], mode: Mode, budget: Budget) -> NDArray[np.float64]:
        """Return the metres from each point to its street.

        One point without a street spoils the answer for all; then each half is asked for.
        """
        places = _at_least_two(numbered(points))
        content = self._ask("table", places, "sources=0&annotations=duration", mode, budget)
        if member(content, "code") in _NO_WAY:
            return self._halved(points, mode, budget)
        with reading(self.name):
            met = entries(content, "destinations", len(places))
            metres = dict(zip(places, (number(member(p, "distance")) for p in met), strict=True))
        return np.array([metres[point] for point in points])

    def block(
        self, origins: Sequence[Point], destinations: Sequence[Point], mode: Mode, budget: Budget
    ) -> Block:
        """Return the ways from all origins to all destinations."""
        place = numbered((*origins, *destinations))
        sources, targets = (
            ";".join(str(place[point]) for point in points) for points in (origins, destinations)
        )
        asked = f"sources={sources}&destinations={targets}&annotations=duration,distance"
        content = self._ask("table", _at_least_two(place), asked, mode, budget)
        shape = (len(origins), len(destinations))
        with reading(self.name):
            times = answers.cells(member(content, "durations"), "durations", shape)
            lengths = answers.cells(member(content, "distances"), "distances", shape)
            return answers.block(times, lengths, shape)

    def chain(self, points: Sequence[Point], mode: Mode, budget: Budget) -> tuple[Course, ...]:
        """Return the course of each leg; where one has no way, each is asked for alone."""
        asked = "overview=false&steps=true&geometries=polyline6&continue_straight=false"
        content = self._ask("route", points, asked, mode, budget)
        legs = [LegEnds(*ends) for ends in pairwise(points)]
        if member(content, "code") in _NO_WAY:
            alone = [self.chain(leg.points, mode, budget) for leg in legs] if len(legs) > 1 else []
            return tuple(course for courses in alone for course in courses) or (answers.NO_WAY,)
        with reading(self.name):
            route = entries(content, "routes", 1)[0]
            found = entries(route, "legs", len(legs))
            return tuple(_course(leg, told) for leg, told in zip(legs, found, strict=True))

    def _halved(self, points: Sequence[Point], mode: Mode, budget: Budget) -> NDArray[np.float64]:
        if len(points) == 1:
            return np.array([NOWHERE])
        middle = len(points) // 2
        halves = (points[:middle], points[middle:])
        return np.concatenate([self.snaps(half, mode, budget) for half in halves])

    def _ask(
        self, service: str, points: Sequence[Point], asked: str, mode: Mode, budget: Budget
    ) -> Any:
        profile = self._profiles.get(mode, mode)
        places = ";".join(f"{point.lon:.6f},{point.lat:.6f}" for point in points)
        path = f"/{service}/v1/{profile}/{places}?{asked}&generate_hints=false"
        content = self._servers.ask(mode, path, budget).content
        with reading(self.name):
            code = str(member(content, "code"))
        if code != "Ok" and code not in _NO_WAY:
            raise TravelDataError(
                f"{self.name} refused: {_REMEDIES.get(code, 'no reason we know')}"
            )
        return content


def _at_least_two(places: Collection[Point]) -> tuple[Point, ...]:
    """Return places as OSRM takes them: a lone one twice, which changes no answer."""
    return tuple(places) * 2 if len(places) == 1 else tuple(places)


def _course(ends: LegEnds, leg: object) -> Course:
    steps = member(leg, "steps")
    steps = steps if isinstance(steps, list) else []
    named = [(member(step, "name"), number(member(step, "distance"))) for step in steps]
    line = answers.line(member(step, "geometry") for step in steps)
    return answers.course(ends, line, answers.streets(named))
