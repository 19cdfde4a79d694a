"""Valhalla over HTTP: sources_to_targets, locate and route.

https://valhalla.github.io/valhalla/api/ — questions are JSON in the body; times are seconds,
lengths kilometres with three decimals, null where no way leads. One server knows every mode.
"""

from collections.abc import Mapping, Sequence
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
from visitplan.travel.engines.remote.answers import (
    coordinate,
    entries,
    listed,
    member,
    number,
    reading,
)
from visitplan.travel.engines.remote.server import Budget
from visitplan.travel.engines.remote.servers import Servers
from visitplan.travel.engines.remote.service import NOWHERE, Block
from visitplan.travel.geodesy import degrees_of, great_circle_metres

_COSTINGS: Mapping[Mode, str] = {
    "drive": "auto",
    "two_wheeler": "motor_scooter",
    "walk": "pedestrian",
}
_NO_WAY = {170, 171, 442}
"""Error codes: locations in unconnected regions, no edge near a location, no path."""

_TOO_MUCH = {150, 151, 152, 153, 154, 158}
"""Error codes: more locations or pairs, or farther apart, than the server's limits allow."""


class Valhalla:
    """Valhalla servers."""

    longest_chain = 20

    def __init__(self, settings: RoutingServer) -> None:
        self._servers = Servers("Valhalla", settings)
        self._costings = {**_COSTINGS, **settings.profiles}

    @property
    def name(self) -> str:
        """Valhalla, and where it stands."""
        return self._servers.name

    def source(self, mode: Mode) -> str:
        """Return the server of a mode, and its costing."""
        return self._servers.source(mode, self._costings.get(mode, mode))

    def snaps(self, points: Sequence[Point], mode: Mode, budget: Budget) -> NDArray[np.float64]:
        """Return the metres from each point to the nearest street that the mode may use."""
        content = self._ask("locate", {"locations": _places(points)}, mode, budget)
        with reading(self.name):
            found = listed(content, "locations", len(points))
            return np.array([_snap(*pair) for pair in zip(points, found, strict=True)])

    def block(
        self, origins: Sequence[Point], destinations: Sequence[Point], mode: Mode, budget: Budget
    ) -> Block:
        """Return the ways from all origins to all destinations."""
        question = {"sources": _places(origins), "targets": _places(destinations), "verbose": True}
        content = self._ask("sources_to_targets", question, mode, budget)
        shape = (len(origins), len(destinations))
        with reading(self.name):
            ways = answers.cells(member(content, "sources_to_targets"), "ways", shape)
            lengths = [_metres(member(way, "distance")) for way in ways]
            return answers.block([member(way, "time") for way in ways], lengths, shape)

    def chain(self, points: Sequence[Point], mode: Mode, budget: Budget) -> tuple[Course, ...]:
        """Return the course of each leg; where one has no way, each is asked for alone."""
        question = {"locations": _places(points), "directions_type": "maneuvers"}
        content = self._ask("route", question, mode, budget)
        legs = [LegEnds(*ends) for ends in pairwise(points)]
        if _error(content) in _NO_WAY:
            alone = [self.chain(leg.points, mode, budget) for leg in legs] if len(legs) > 1 else []
            return tuple(course for courses in alone for course in courses) or (answers.NO_WAY,)
        with reading(self.name):
            found = entries(member(content, "trip"), "legs", len(legs))
            return tuple(_course(leg, told) for leg, told in zip(legs, found, strict=True))

    def _ask(self, action: str, question: Mapping[str, object], mode: Mode, budget: Budget) -> Any:
        whole = {**question, "costing": self._costings.get(mode, mode), "units": "kilometers"}
        content = self._servers.ask(mode, f"/{action}", budget, question=whole).content
        error = _error(content)
        if error in _TOO_MUCH:
            raise TravelDataError(
                f"{self.name} refused: it is asked for more, or for longer ways, than it allows;"
                " lower points_per_request in [streets], or raise its service_limits"
            )
        if error is not None and error not in _NO_WAY:
            raise TravelDataError(f"{self.name} refused what was asked (its error {error})")
        return content


def _places(points: Sequence[Point]) -> list[dict[str, float]]:
    return [{"lat": round(point.lat, 6), "lon": round(point.lon, 6)} for point in points]


def _error(content: object) -> int | None:
    code = content.get("error_code") if isinstance(content, Mapping) else None
    return code if isinstance(code, int) else None


def _metres(kilometres: object) -> float | None:
    return None if kilometres is None else number(kilometres) * 1000


def _snap(point: Point, location: object) -> float:
    """Return the distance to the nearest of the edges that a location may stand for."""
    edges = member(location, "edges") or []
    met = [
        (coordinate(member(e, "correlated_lat"), 90), coordinate(member(e, "correlated_lon"), 180))
        for e in listed(edges, "edges", len(edges))
    ]
    if not met:
        return NOWHERE
    return float(great_circle_metres(degrees_of([point]), np.array(met)).min())


def _course(ends: LegEnds, leg: object) -> Course:
    maneuvers = member(leg, "maneuvers")
    named = [
        (_first(member(part, "street_names")), number(member(part, "length")) * 1000)
        for part in (maneuvers if isinstance(maneuvers, list) else [])
    ]
    line = answers.line([member(leg, "shape")])
    return answers.course(ends, line, answers.streets(named))


def _first(names: object) -> object:
    return names[0] if isinstance(names, list) and names else None
