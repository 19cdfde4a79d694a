"""Whether the places of a day can be reached on the streets, and why not.

No text here quotes an address or an exact coordinate: findings end up in logs.
"""

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.case import Case
from visitplan.domain.day import Day, TravelSettings
from visitplan.domain.finding import Finding
from visitplan.domain.place import Point
from visitplan.domain.travel import Bounds
from visitplan.domain.value import Mode
from visitplan.errors import TravelDataError
from visitplan.travel.geocoding.book import AddressBook
from visitplan.travel.geodesy import Degrees, degrees_of
from visitplan.travel.network import StreetNetwork
from visitplan.travel.resolving import Spot, case_spot, resolve_places
from visitplan.travel.shared_doors import share_doors
from visitplan.travel.snapping import Snaps

LONG_WALK_METRES = 100
"""A walk between the street and the door that is longer is worth a word."""

SHIFTED_MAP_METRES = 150
"""A median distance to the street above this smells of another coordinate system (GCJ-02)."""

_NOWHERE_DEGREES = 0.01
"""So near to where the equator meets the meridian of Greenwich there is only sea."""


class Streets(Protocol):
    """What locating asks of travel on streets."""

    @property
    def network(self) -> StreetNetwork:
        """The streets."""

    @property
    def settings(self) -> TravelSettings:
        """The day's travel settings."""

    @property
    def address_book(self) -> AddressBook:
        """The house numbers."""

    def snaps(self, degrees: Degrees, mode: Mode) -> Snaps:
        """Where points meet the streets of a mode."""


class _Reach(NamedTuple):
    """The cases that have a point, and how far each is from a street that somebody may use."""

    cases: tuple[Case, ...]
    points: tuple[Point, ...]
    metres: NDArray[np.float64]
    outside: NDArray[np.bool_]


def locate(day: Day, streets: Streets) -> tuple[Day, tuple[Finding, ...]]:
    """Return the day with every place located, or with its problem, and what was noticed.

    Cases of one house are at one door. Raises TravelDataError when an agent's start or end cannot
    be reached by the agent's mode, or when more than half of the cases with a point lie outside
    of the network.
    """
    day, findings = resolve_places(day, streets.address_book.find)
    _refuse_stranded_shifts(day, streets)
    reach = _reach(day, streets)
    _refuse_another_town(reach, streets)
    problems = {
        case.id: _too_far(point, metres, streets)
        for case, point, metres, outside in zip(*reach, strict=True)
        if outside
    }
    cases = tuple(_with_problem(case, problems.get(case.id)) for case in day.cases)
    far = [_far_finding(case, problems[case.id]) for case in cases if case.id in problems]
    noticed = (*findings, *far, *_long_walks(reach), *_shifted_map(reach))
    return day.model_copy(update={"cases": share_doors(cases)}), noticed


def _refuse_stranded_shifts(day: Day, streets: Streets) -> None:
    limit = streets.settings.snap_limit_metres
    stranded = []
    for shift in day.shifts:
        ends = [place.point for place in (shift.start, shift.end) if place and place.point]
        metres = streets.snaps(degrees_of(ends), day.agent(shift.agent_id).mode).metres
        if metres.max() > limit:
            stranded.append(f"shift {shift.id} ({_rounded(metres.max())} from the nearest street)")
    if stranded:
        raise TravelDataError(
            f"the start or end of {', '.join(stranded)} cannot be reached: the limit is {limit} m;"
            " mend the coordinates, use an extract that holds the place, or raise"
            " snap_limit_metres"
        )


def _reach(day: Day, streets: Streets) -> _Reach:
    located = [
        (case, case.place.point)
        for case in day.cases
        if case.place.point and not case.place.problem
    ]
    cases, points = zip(*located, strict=True) if located else ((), ())
    modes = {day.agent(shift.agent_id).mode for shift in day.shifts} or {"drive"}
    degrees = degrees_of(points)
    metres = np.stack([streets.snaps(degrees, mode).metres for mode in sorted(modes)]).min(axis=0)
    return _Reach(cases, points, metres, metres > streets.settings.snap_limit_metres)


def _refuse_another_town(reach: _Reach, streets: Streets) -> None:
    outside, all_ = int(reach.outside.sum()), len(reach.cases)
    if 2 * outside <= all_:
        return
    swapped = sum(_inside_when_swapped(point, streets) for point in reach.points)
    hint = "; latitude and longitude look swapped" if 2 * swapped > all_ else ""
    raise TravelDataError(
        f"{outside} of {all_} cases ({outside / all_:.0%}) lie outside of the streets{hint}:"
        f" the cases span {_box(_bounds(reach.points))}, the streets"
        f" {_box(streets.network.bounds)}; use the extract of the cases' town"
    )


def _too_far(point: Point, metres: float, streets: Streets) -> str:
    problem = (
        f"{_rounded(metres)} from the nearest street (limit {streets.settings.snap_limit_metres} m)"
    )
    if _inside_when_swapped(point, streets):
        return f"{problem}; latitude and longitude look swapped"
    if max(abs(point.lat), abs(point.lon)) < _NOWHERE_DEGREES:
        return f"{problem}; its coordinates are 0, 0, as where nobody filled them in"
    return problem


def _with_problem(case: Case, problem: str | None) -> Case:
    if problem is None:
        return case
    place = case.place.model_copy(update={"problem": problem})
    return case.model_copy(update={"place": place})


def _far_finding(case: Case, problem: str) -> Finding:
    remedy = "mend the coordinates, or use an extract that holds the place and a way there"
    return case_spot(case).warn("VP-TR-010", problem, remedy)


def _long_walks(reach: _Reach) -> tuple[Finding, ...]:
    return tuple(
        case_spot(case).warn(
            "VP-TR-012",
            f"{_rounded(metres)} from the nearest street, walked straight there and back",
            "check the coordinates, or raise the case's setup time if the way winds",
        )
        for case, _, metres, outside in zip(*reach, strict=True)
        if metres > LONG_WALK_METRES and not outside
    )


def _shifted_map(reach: _Reach) -> tuple[Finding, ...]:
    given = [case.place.precision == "given" for case in reach.cases]
    metres = reach.metres[np.array(given, np.bool_) & ~reach.outside]
    if len(metres) < 5 or np.median(metres) <= SHIFTED_MAP_METRES:
        return ()
    problem = f"half of the places are more than {_rounded(float(np.median(metres)))} from a street"
    remedy = "check the coordinate system: WGS84 is expected, not GCJ-02 or BD-09"
    return (Spot("cases", "all cases").warn("VP-TR-011", problem, remedy),)


def _inside_when_swapped(point: Point, streets: Streets) -> bool:
    box = streets.network.bounds
    return box.south <= point.lon <= box.north and box.west <= point.lat <= box.east


def _bounds(points: tuple[Point, ...]) -> Bounds:
    (south, west), (north, east) = degrees_of(points).min(axis=0), degrees_of(points).max(axis=0)
    return Bounds(south, west, north, east)


def _box(box: Bounds) -> str:
    """Return a box to a kilometre or so, too coarse to tell anybody's door."""
    return f"{box.south:.2f}…{box.north:.2f} N, {box.west:.2f}…{box.east:.2f} E"


def _rounded(metres: float) -> str:
    return f"{metres:.0f} m" if metres < 10_000 else f"{metres / 1000:.0f} km"
