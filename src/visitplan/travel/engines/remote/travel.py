"""Travel as a routing server knows it."""

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.course import Course, LegEnds
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.place import Point
from visitplan.domain.routing_server import RoutingServer
from visitplan.domain.travel import UNREACHABLE, Bounds, StreetLine, TravelMatrix
from visitplan.domain.value import Mode
from visitplan.travel.engines.marking import marked, points_by_mode
from visitplan.travel.engines.remote.answers import NO_WAY
from visitplan.travel.engines.remote.server import Budget
from visitplan.travel.engines.remote.service import RoutingService
from visitplan.travel.resolving import resolve_places
from visitplan.travel.shared_doors import share_doors

ATTRIBUTION = "© OpenStreetMap contributors, ODbL"

Slice = NDArray[np.int64]


class RemoteTravel:
    """Travel by the times of one service, which knows its own streets, speeds and turns.

    A matrix is made of the answers of this service alone: where it fails, there is no matrix.
    Only coordinates are sent. A point farther than ``snap_limit_metres`` from the street that the
    service found for it has no way.
    """

    def __init__(
        self, service: RoutingService, settings: RoutingServer, *, snap_limit_metres: int
    ) -> None:
        self._service = service
        self._limit = snap_limit_metres
        self._at_once = settings.points_per_request
        self._seconds = settings.budget_seconds
        self._snapped: dict[tuple[Mode, Point], float] = {}

    @property
    def description(self) -> str:
        """What every output prints: the kind of server and where it stands."""
        return f"{self._service.name}, with its own streets and speeds"

    @property
    def attribution(self) -> str:
        """The credit for the data that both kinds of server are made from."""
        return ATTRIBUTION

    def locate(self, day: Day) -> tuple[Day, tuple[Finding, ...]]:
        """Return the day with every place's point or problem; addresses alone are a problem.

        Raises TravelDataError when an agent's start or end has no coordinates or cannot be
        reached, when more than half of the cases cannot, and when the server gives no answer.
        """
        located, noticed = resolve_places(day, lambda _: "no address index")
        problems = {
            mode: self._too_far(points, mode) for mode, points in points_by_mode(located).items()
        }
        remedy = "check the coordinates, and that the server's data holds the place"
        with_problems, far = marked(located, problems, remedy)
        at_doors = share_doors(with_problems.cases)
        return with_problems.model_copy(update={"cases": at_doors}), noticed + far

    def matrix(self, points: Sequence[Point], mode: Mode) -> TravelMatrix:
        """Return the matrix between all points; rows and columns of far-off ones UNREACHABLE.

        Raises TravelDataError when the server does not answer all of it within its budget.
        """
        budget = Budget(self._seconds)
        near = np.flatnonzero(self._snaps(points, mode, budget) <= self._limit)
        seconds, metres = np.full((2, len(points), len(points)), UNREACHABLE, np.int64)
        for rows, columns in product(self._chunks(near), repeat=2):
            cells = np.ix_(rows, columns)
            origins, destinations = ([points[n] for n in chunk] for chunk in (rows, columns))
            seconds[cells], metres[cells] = self._service.block(origins, destinations, mode, budget)
        for array in (seconds, metres):
            np.fill_diagonal(array, 0)
        return TravelMatrix(tuple(points), seconds, metres)

    def courses(self, legs: Sequence[LegEnds], mode: Mode) -> tuple[Course, ...]:
        """Return the way of each leg with the streets it follows, without a line for no way."""
        budget = Budget(self._seconds)
        ends = tuple(dict.fromkeys(point for leg in legs for point in leg.points))
        snapped = zip(ends, self._snaps(ends, mode, budget).tolist(), strict=True)
        near = {point for point, metres in snapped if metres <= self._limit}
        reached = [leg for leg in legs if near.issuperset(leg.points)]
        chains = _chains(reached, self._service.longest_chain)
        found = [course for c in chains for course in self._service.chain(c, mode, budget)]
        by_leg = dict(zip(reached, found, strict=True))
        return tuple(by_leg.get(leg, NO_WAY) for leg in legs)

    def street_lines(self, bounds: Bounds) -> tuple[StreetLine, ...]:  # noqa: ARG002
        """Return nothing: the server's streets are not asked for to be drawn."""
        return ()

    def _chunks(self, numbers: Slice) -> list[Slice]:
        return [
            numbers[begin : begin + self._at_once]
            for begin in range(0, len(numbers), self._at_once)
        ]

    def _snaps(self, points: Sequence[Point], mode: Mode, budget: Budget) -> NDArray[np.float64]:
        """Return how far each point is from its street; each is asked for once."""
        unknown = [point for point in points if (mode, point) not in self._snapped]
        for numbers in self._chunks(np.arange(len(unknown))):
            asked = [unknown[number] for number in numbers]
            metres = self._service.snaps(asked, mode, budget).tolist()
            self._snapped |= {(mode, p): far for p, far in zip(asked, metres, strict=True)}
        return np.array([self._snapped[mode, point] for point in points])

    def _too_far(self, points: Sequence[Point], mode: Mode) -> dict[Point, str]:
        metres = self._snaps(points, mode, Budget(self._seconds)).tolist()
        return {
            point: f"more than {self._limit} m from the nearest street of the mode {mode}"
            for point, far in zip(points, metres, strict=True)
            if far > self._limit
        }


def _chains(legs: Sequence[LegEnds], longest: int) -> Iterator[list[Point]]:
    """Yield runs of legs that follow each other, as the points they pass."""
    chain: list[Point] = []
    for leg in legs:
        if not chain or chain[-1] != leg.origin or len(chain) == longest:
            if chain:
                yield chain
            chain = [leg.origin]
        chain.append(leg.destination)
    if chain:
        yield chain
