"""From addresses to points, for whoever can find addresses.

No text here quotes an address or a coordinate: findings end up in logs.
"""

from collections.abc import Callable
from typing import NamedTuple

from visitplan.domain.agent import Shift
from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.place import Place
from visitplan.errors import TravelDataError
from visitplan.travel.geocoding.found import Found, NotFound

Find = Callable[[str], Found | NotFound]

GIVE_COORDINATES = "give coordinates (lat, lon)"

_UNFOUND: dict[NotFound, tuple[str, str, str]] = {
    "no street": (
        "VP-TR-001",
        "the address's street is not in the street data",
        f"check the spelling, or {GIVE_COORDINATES}",
    ),
    "no house number": (
        "VP-TR-002",
        "the address has no house number",
        f"add the house number, or {GIVE_COORDINATES}",
    ),
    "no such number": (
        "VP-TR-003",
        "the house number, and any near it, is not in the street data",
        f"check the house number, or {GIVE_COORDINATES}",
    ),
    "another town": (
        "VP-TR-004",
        "the street data has this street and number only in another town or postcode",
        f"write the town as the map does, or {GIVE_COORDINATES}",
    ),
    "ambiguous": (
        "VP-TR-005",
        "the address fits several places that are far apart",
        f"add the town and postcode, or {GIVE_COORDINATES}",
    ),
    "no address index": (
        "VP-TR-006",
        "there is no address index without streets",
        f"{GIVE_COORDINATES}, or name street data in day.toml",
    ),
}


class Spot(NamedTuple):
    """Whose place it is, as findings name it: the table, and what the row is about."""

    file: str
    owner: str

    def warn(self, code: str, problem: str, remedy: str) -> Finding:
        """Return a warning about this spot."""
        return Finding(
            severity="warning",
            code=code,
            file=self.file,
            problem=f"{self.owner}: {problem}",
            remedy=remedy,
        )


def case_spot(case: Case) -> Spot:
    """Return how findings name a case's place."""
    return Spot("cases", f"case {case.id}")


def resolve_places(day: Day, find: Find) -> tuple[Day, tuple[Finding, ...]]:
    """Return the day with a point or a problem for every place, and what was noticed.

    Raises TravelDataError when an agent's start or end has no point.
    """
    cases, of_cases = _resolve_cases(day.cases, find)
    shifts, of_shifts = _resolve_shifts(day.shifts, find)
    return day.model_copy(update={"cases": cases, "shifts": shifts}), of_cases + of_shifts


def _resolve_cases(
    cases: tuple[Case, ...], find: Find
) -> tuple[tuple[Case, ...], tuple[Finding, ...]]:
    resolved = [_resolve(case.place, case_spot(case), find) for case in cases]
    located = tuple(
        case.model_copy(update={"place": place})
        for case, (place, _) in zip(cases, resolved, strict=True)
    )
    return located, tuple(finding for _, noticed in resolved for finding in noticed)


def _resolve_shifts(
    shifts: tuple[Shift, ...], find: Find
) -> tuple[tuple[Shift, ...], tuple[Finding, ...]]:
    located: list[Shift] = []
    findings: list[Finding] = []
    lost: list[str] = []
    for shift in shifts:
        spot = Spot("agents", f"shift {shift.id}")
        start, of_start = _resolve(shift.start, spot, find)
        end, of_end = _resolve(shift.end, spot, find) if shift.end else (None, ())
        located.append(shift.model_copy(update={"start": start, "end": end}))
        findings += of_start + of_end
        ends = (("start", start), ("end", end))
        lost += [
            f"shift {shift.id}: its {name} cannot be found: {place.problem}"
            for name, place in ends
            if place and place.problem
        ]
    if lost:
        raise TravelDataError(f"{'; '.join(lost)}; {GIVE_COORDINATES}")
    return tuple(located), tuple(dict.fromkeys(findings))


def _resolve(place: Place, spot: Spot, find: Find) -> tuple[Place, tuple[Finding, ...]]:
    if place.problem:
        return place, ()
    if place.point:
        return place.model_copy(update={"precision": place.precision or "given"}), ()
    if not place.address:
        return _without_point(
            place, spot, "VP-TR-007", "neither an address nor coordinates", "give one of them"
        )
    found = find(place.address)
    if isinstance(found, str):
        return _without_point(place, spot, *_UNFOUND[found])
    located = place.model_copy(update={"point": found.point, "precision": found.precision})
    stand_in = _stand_in(spot) if found.precision == "interpolated" else ()
    return located, stand_in + (() if found.as_written else _spelt_otherwise(spot))


def _without_point(
    place: Place, spot: Spot, code: str, problem: str, remedy: str
) -> tuple[Place, tuple[Finding, ...]]:
    return place.model_copy(update={"problem": problem}), (spot.warn(code, problem, remedy),)


def _stand_in(spot: Spot) -> tuple[Finding, ...]:
    problem = "the house number is not in the street data; the nearest of its street stands in"
    return (spot.warn("VP-TR-008", problem, f"check the place on the map, or {GIVE_COORDINATES}"),)


def _spelt_otherwise(spot: Spot) -> tuple[Finding, ...]:
    problem = "the street data spells the address's street otherwise, by one letter or its order"
    return (spot.warn("VP-TR-014", problem, "look whether it is the street that is meant"),)
