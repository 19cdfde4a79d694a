"""Travel by a file of the user's own times."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from visitplan.domain.course import Course, LegEnds
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.place import Place, Point
from visitplan.domain.travel import UNREACHABLE, Bounds, StreetLine, TravelMatrix
from visitplan.domain.value import Mode
from visitplan.errors import TravelDataError
from visitplan.travel.engines.marking import marked, points_by_mode
from visitplan.travel.engines.matrix.file import read_matrix_file
from visitplan.travel.engines.matrix.tables import PlaceName, one_sided, spot_of
from visitplan.travel.geodesy import degrees_of
from visitplan.travel.resolving import Spot, resolve_places


class MatrixTravel:
    """Travel by the times in a file, between its places and no others.

    ``locate`` learns where the places are that the file knows by an id: a case's, a branch's
    name, or an agent's id for their home.
    """

    def __init__(self, path: Path) -> None:
        self._file = read_matrix_file(path)
        self._label = path.name
        self._rows: dict[PlaceName, int] = {name: row for row, name in enumerate(self._file.places)}
        self._row_of: dict[PlaceName, int] = {}

    @property
    def description(self) -> str:
        """What every output prints: whose times these are."""
        return f"travel times of the file {self._label}"

    @property
    def attribution(self) -> None:
        """Whose data went into the file is not known."""
        return

    def locate(self, day: Day) -> tuple[Day, tuple[Finding, ...]]:
        """Return the day with every place's point or problem; addresses alone are a problem.

        Raises TravelDataError when the file has no times for the mode of somebody on duty or does
        not know where a shift starts or ends, and when it knows fewer than half of the cases.
        """
        located, noticed = resolve_places(day, lambda _: "no address index")
        self._row_of = {
            _spot(point): self._rows[name] for point, name in _names(located) if name in self._rows
        }
        modes = points_by_mode(located)
        self._refuse_unknown_modes(list(modes))
        problem = f"the file {self._label} does not know this place"
        problems = {
            mode: {point: problem for point in points if self._row_at(point) is None}
            for mode, points in modes.items()
        }
        remedy = f"add it to {self._label} by its id or its coordinates"
        with_problems, unknown = marked(located, problems, remedy)
        return with_problems, noticed + unknown + self._one_sided(list(modes))

    def matrix(self, points: Sequence[Point], mode: Mode) -> TravelMatrix:
        """Return the matrix between all points, UNREACHABLE for those the file does not know."""
        self._refuse_unknown_modes([mode])
        rows = np.array([-1 if (r := self._row_at(p)) is None else r for p in points], np.int64)
        known = np.flatnonzero(rows >= 0)
        seconds, metres = np.full((2, len(points), len(points)), UNREACHABLE, np.int64)
        for array, table in zip((seconds, metres), self._file.times[mode], strict=True):
            array[np.ix_(known, known)] = table[np.ix_(rows[known], rows[known])]
            np.fill_diagonal(array, 0)
        return TravelMatrix(tuple(points), seconds, metres)

    def courses(self, legs: Sequence[LegEnds], mode: Mode) -> tuple[Course, ...]:  # noqa: ARG002
        """Return a straight line for each leg: times know nothing of streets."""
        return tuple(Course(degrees_of(leg.points)) for leg in legs)

    def street_lines(self, bounds: Bounds) -> tuple[StreetLine, ...]:  # noqa: ARG002
        """Return nothing: there are no streets to draw."""
        return ()

    def _row_at(self, point: Point) -> int | None:
        return self._row_of.get(_spot(point), self._rows.get(_spot(point)))

    def _refuse_unknown_modes(self, modes: Sequence[Mode]) -> None:
        unknown = [mode for mode in modes if mode not in self._file.times]
        if unknown:
            raise TravelDataError(
                f"{self._label}: there are no times for the mode {', '.join(unknown)}; add them"
            )

    def _one_sided(self, modes: Sequence[Mode]) -> tuple[Finding, ...]:
        odd = sum(one_sided(self._file.times[mode]) for mode in modes)
        if not odd:
            return ()
        problem = f"{odd} pairs take over twice as long one way as the other, or have no way back"
        return (Spot(self._label, "the travel times").warn("VP-TR-013", problem, "check them"),)


def _spot(point: Point) -> PlaceName:
    return spot_of(point.lat, point.lon)


def _names(day: Day) -> list[tuple[Point, str]]:
    """Return by which ids a file may know the points of a day."""
    ends: list[tuple[Place | None, str, str]] = [
        end
        for shift in day.shifts
        for end in (
            (shift.start, shift.start_label, shift.agent_id),
            (shift.end, shift.end_label, shift.agent_id),
        )
    ]
    of_shifts = [
        (place.point, agent if label == "home" else label)
        for place, label, agent in ends
        if place and place.point
    ]
    return [*of_shifts, *((c.place.point, c.id) for c in day.cases if c.place.point)]
