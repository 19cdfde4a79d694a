"""Travel on real streets."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.course import Course, LegEnds
from visitplan.domain.day import Day, TravelSettings
from visitplan.domain.finding import Finding
from visitplan.domain.place import Point
from visitplan.domain.street_hours import SlowPeriod, periods_of
from visitplan.domain.travel import UNREACHABLE, Bounds, Period, StreetLine, TravelMatrix
from visitplan.domain.value import Mode
from visitplan.errors import TravelDataError
from visitplan.travel.courses import NO_COURSE, courses_along
from visitplan.travel.departures import trace_at_departure
from visitplan.travel.doors import walks_of
from visitplan.travel.drawing import street_lines
from visitplan.travel.engines.embedded.choice import Choose, always_dijkstra
from visitplan.travel.geocoding.book import AddressBook
from visitplan.travel.geodesy import Degrees, degrees_of
from visitplan.travel.hourly import streets_in
from visitplan.travel.legs import Legs
from visitplan.travel.locating import locate
from visitplan.travel.network import MODES, StreetNetwork
from visitplan.travel.search import Search
from visitplan.travel.sides import on_own_side
from visitplan.travel.snapping import Snapper, Snaps

Times = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Seconds and metres between points, shape (n, n) each."""

ATTRIBUTION = "© OpenStreetMap contributors, ODbL"


@dataclass(frozen=True, eq=False)
class StreetTravel:
    """Travel on a compiled street network.

    Times are free flow × calibration by road class and limit, by the hour where the settings say
    so, and at both ends the walk between door and street; distances run from where a point meets
    the nearest street to where the other one does, and on foot from door to door. A case's setup
    time is what parking takes. A point farther than ``settings.snap_limit_metres`` from every
    street of a mode has no way in that mode.
    """

    network: StreetNetwork
    settings: TravelSettings
    label: str
    choose_engine: Choose = always_dijkstra

    @property
    def description(self) -> str:
        """What every output prints: the network, the age of its data, and its calibration."""
        as_of = self.network.as_of
        data = f"OpenStreetMap, data of {as_of}" if as_of else "OpenStreetMap"
        pace = f"free flow × {self.settings.calibration:g}"
        by_hour = ", by the hour" if self.settings.hours else ""
        return f"streets of {self.label} ({data}), {pace}{by_hour}"

    @property
    def attribution(self) -> str:
        """The credit that the Open Database License asks for."""
        return ATTRIBUTION

    def locate(self, day: Day) -> tuple[Day, tuple[Finding, ...]]:
        """Return the day with every place located or with its problem, and what was noticed.

        Raises TravelDataError when an agent's start or end cannot be reached, or when more than
        half of the cases lie outside of the network.
        """
        return locate(day, self)

    def matrix(self, points: Sequence[Point], mode: Mode) -> TravelMatrix:
        """Return the matrix between all points; rows and columns of far-off ones UNREACHABLE.

        Raises TravelDataError when the network has no street for the mode.
        """
        snaps = self.snaps(degrees_of(points), mode)
        periods = self._periods(mode)
        alike = {slow.pace: slow for slow in periods}  # most of them come every day
        times = {pace: self._times(slow, snaps, mode) for pace, slow in alike.items()}
        first, *later = (Period(slow.begins, *times[slow.pace]) for slow in periods)
        return TravelMatrix(tuple(points), first.seconds, first.metres, tuple(later))

    def courses(self, legs: Sequence[LegEnds], mode: Mode) -> tuple[Course, ...]:
        """Return the way of each leg that is the fastest when it starts, with its streets.

        It is the way of the matrix, and begins and ends at the points themselves, not only at the
        street before them; it is empty where the matrix says UNREACHABLE. Raises TravelDataError
        as ``matrix`` does.
        """
        number: dict[Point, int] = {}
        ends = [number.setdefault(point, len(number)) for leg in legs for point in leg.points]
        snaps = self.snaps(degrees_of(tuple(number)), mode)
        numbers = Legs(*np.array(ends, np.int64).reshape(-1, 2).T)
        far = snaps.metres > self.settings.snap_limit_metres
        near = np.flatnonzero(~(far[numbers.origin] | far[numbers.destination]))
        reached = [legs[leg] for leg in near.tolist()]
        runs = trace_at_departure(
            numbers.only(near),
            np.array([leg.leaves for leg in reached], np.int64),
            self._periods(mode),
            lambda slow: self._search(slow, snaps, mode),
        )
        graph = self.network.graphs[mode]
        found = courses_along(runs, graph, reached, self.network.street_names)
        by_number = dict(zip(near.tolist(), found, strict=True))
        return tuple(by_number.get(leg, NO_COURSE) for leg in range(len(legs)))

    def street_lines(self, bounds: Bounds) -> tuple[StreetLine, ...]:
        """Return the streets that touch a box, simplified to 3 m, each once."""
        return street_lines(self.network, bounds)

    def snaps(self, degrees: Degrees, mode: Mode) -> Snaps:
        """Return where points, shape (n, 2), meet the streets of a mode, however far those are."""
        if mode not in self._snappers:
            raise TravelDataError(
                f"{self.label}: there is no street for the mode {mode};"
                " use an extract that has some, or another mode"
            )
        snapper, traffic = self._snappers[mode], self.settings.side_of_road
        snaps = snapper.snap(degrees)
        if mode == "walk" or traffic is None:
            return snaps
        graph = self.network.graphs[mode]
        return on_own_side(snaps, degrees, traffic=traffic, graph=graph, snapper=snapper)

    @cached_property
    def address_book(self) -> AddressBook:
        """The house numbers of the extract, to be asked for addresses."""
        return AddressBook(self.network.addresses, self.network.street_names)

    @cached_property
    def _snappers(self) -> dict[Mode, Snapper]:
        graphs = self.network.graphs
        return {mode: Snapper(graphs[mode]) for mode in MODES if graphs[mode].stops.any()}

    def _periods(self, mode: Mode) -> tuple[SlowPeriod, ...]:
        return periods_of(() if mode == "walk" else self.settings.hours)

    def _search(self, slow: SlowPeriod, snaps: Snaps, mode: Mode) -> Search:
        graph = self.network.graphs[mode]
        engine = self.choose_engine(graph, len(snaps.metres))
        return Search.of(streets_in(graph, slow), snaps, engine)

    def _times(self, slow: SlowPeriod, snaps: Snaps, mode: Mode) -> Times:
        times, lengths = self._search(slow, snaps, mode).times_and_lengths()
        walks = walks_of(snaps, self.settings.walking_kmh)
        times += walks.milliseconds[:, None] + walks.milliseconds
        if mode == "walk":
            lengths += walks.decimetres[:, None] + walks.decimetres
        seconds, metres = -(-times // 1000), (lengths + 5) // 10
        for array in (seconds, metres):
            self._bar_far_points(array, snaps)
        return seconds, metres

    def _bar_far_points(self, array: NDArray[np.int64], snaps: Snaps) -> None:
        far = snaps.metres > self.settings.snap_limit_metres
        array[far, :] = array[:, far] = UNREACHABLE
        np.fill_diagonal(array, 0)
