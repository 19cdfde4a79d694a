"""Travel as the crow flies, where there are no streets."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from visitplan.domain.course import Course, LegEnds
from visitplan.domain.day import Day, TravelSettings
from visitplan.domain.finding import Finding
from visitplan.domain.place import Point
from visitplan.domain.travel import Bounds, StreetLine, TravelMatrix
from visitplan.domain.value import Mode
from visitplan.errors import TravelDataError
from visitplan.travel.geodesy import degrees_of, great_circle_metres
from visitplan.travel.resolving import resolve_places
from visitplan.travel.shared_doors import share_doors


@dataclass(frozen=True)
class BeelineTravel:
    """Great circle × detour at one speed a mode; whatever has a point can be reached."""

    settings: TravelSettings

    @property
    def description(self) -> str:
        """What every output prints, so that nobody takes this for streets."""
        return f"as the crow flies × {self.settings.detour:g} (no streets)"

    @property
    def attribution(self) -> None:
        """Nobody's data is used, so nobody is credited."""
        return

    def locate(self, day: Day) -> tuple[Day, tuple[Finding, ...]]:
        """Return the day with every place's point or problem; addresses alone are a problem.

        Cases of one house are at one door.

        Raises TravelDataError when an agent's start or end has no coordinates.
        """
        located, findings = resolve_places(day, lambda _: "no address index")
        return located.model_copy(update={"cases": share_doors(located.cases)}), findings

    def matrix(self, points: Sequence[Point], mode: Mode) -> TravelMatrix:
        """Return the matrix between all points; seconds and metres are rounded up.

        Raises TravelDataError for public transport.
        """
        if mode == "transit":
            raise TravelDataError(
                "a straight line tells nothing about public transport;"
                ' give a matrix of its times, engine = "matrix"'
            )
        degrees = degrees_of(points)
        metres = great_circle_metres(degrees[:, None], degrees[None, :]) * self.settings.detour
        seconds = metres / self._metres_per_second(mode)
        return TravelMatrix(
            tuple(points), np.ceil(seconds).astype(np.int64), np.ceil(metres).astype(np.int64)
        )

    def courses(self, legs: Sequence[LegEnds], mode: Mode) -> tuple[Course, ...]:  # noqa: ARG002
        """Return a straight line for each leg."""
        return tuple(Course(degrees_of(leg.points)) for leg in legs)

    def street_lines(self, bounds: Bounds) -> tuple[StreetLine, ...]:  # noqa: ARG002
        """Return nothing: there are no streets to draw."""
        return ()

    def _metres_per_second(self, mode: Mode) -> float:
        settings = self.settings
        kmh = settings.walking_kmh if mode == "walk" else settings.beeline_drive_kmh
        return kmh / 3.6
