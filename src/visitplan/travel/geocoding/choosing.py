"""Choosing the house that an address means among those of its street."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np

from visitplan.domain.place import Point
from visitplan.travel.extract import Address
from visitplan.travel.geocoding.found import Found, NotFound
from visitplan.travel.geocoding.mentions import Meaning
from visitplan.travel.geocoding.towns import agreement
from visitplan.travel.geodesy import great_circle_metres

ONE_PLACE_METRES = 200.0
"""Entries of one address farther apart than this are different places with one name."""

FARTHEST_NUMBER = 20
"""A neighbouring number stands in for a missing one only this near by counting."""

ONE_STREET_METRES = 1000.0
"""Neighbouring numbers farther apart than this are not on one street."""


class House(NamedTuple):
    """One number of one address of the map."""

    number: int
    suffix: str
    address: Address


def choose(houses: Sequence[House], meaning: Meaning) -> Found | NotFound:
    """Return the one place of a meaning on its street, or why there is none.

    The very number, or else a point between its neighbours on its side, or else the nearest
    number.
    """
    exact = _exact(houses, meaning)
    if exact:
        return _told_apart(exact, meaning, "exact")
    wanted = meaning.number.first
    near = [house for house in houses if abs(house.number - wanted) <= FARTHEST_NUMBER]
    if not near:
        return "no such number"
    here = _in_town(near, meaning)
    if not here:
        return "another town"
    return _between(here, meaning) or _told_apart(_nearest(here, wanted), meaning, "interpolated")


def numbered(houses: Sequence[House], meaning: Meaning) -> list[Found]:
    """Return each house of the very number, one for each place, the town agreeing or not."""
    found: list[Found] = []
    for house in _exact(houses, meaning):
        alone = _found([house], meaning, "exact")
        if not any(one_place([alone, other]) for other in found):
            found.append(alone)
    return found


def one_place(found: Sequence[Found]) -> Found | None:
    """Return the first where all are one place."""
    points = np.array([(each.point.lat, each.point.lon) for each in found])
    return found[0] if _together(points, ONE_PLACE_METRES) else None


def _exact(houses: Sequence[House], meaning: Meaning) -> list[House]:
    suffix = meaning.number.suffix
    for number in meaning.number.covered:
        if same := [house for house in houses if (house.number, house.suffix) == (number, suffix)]:
            return same
    return []


def _in_town(houses: Sequence[House], meaning: Meaning) -> list[House]:
    return [house for house in houses if agreement(house.address, meaning.elsewhere) >= 0]


def _between(houses: Sequence[House], meaning: Meaning) -> Found | None:
    """Return the point between the neighbours on the number's side, in proportion."""
    wanted = meaning.number.first
    side = [house for house in houses if (house.number - wanted) % 2 == 0]
    below = max((house.number for house in side if house.number < wanted), default=None)
    above = min((house.number for house in side if house.number > wanted), default=None)
    if below is None or above is None or any(house.number == wanted for house in side):
        return None
    ends = np.array([_middle([h for h in side if h.number == end]) for end in (below, above)])
    corners = _points([house for house in side if house.number in (below, above)])
    if not _together(corners, ONE_STREET_METRES):
        return None
    lat, lon = ends[0] + (ends[1] - ends[0]) * (wanted - below) / (above - below)
    return Found(
        _point(lat, lon), "interpolated", _label(side[0].address, meaning), meaning.as_written
    )


def _nearest(houses: Sequence[House], wanted: int) -> list[House]:
    best = min(_apart(house, wanted) for house in houses)
    return [house for house in houses if _apart(house, wanted) == best]


def _apart(house: House, wanted: int) -> tuple[int, bool]:
    """Count the numbers between; of equally near ones, those across the street come last."""
    between = abs(house.number - wanted)
    return between, between % 2 == 1


def _told_apart(
    houses: Sequence[House], meaning: Meaning, precision: Literal["exact", "interpolated"]
) -> Found | NotFound:
    """Return the one place of equal houses; the town and postcode asked for tell them apart."""
    agreeing = [agreement(house.address, meaning.elsewhere) for house in houses]
    if max(agreeing) < 0:
        return "another town"
    named = [house for house, a in zip(houses, agreeing, strict=True) if a == max(agreeing)]
    if not _together(_points(named), ONE_PLACE_METRES):
        return "ambiguous"
    return _found(named, meaning, precision)


def _found(
    houses: Sequence[House], meaning: Meaning, precision: Literal["exact", "interpolated"]
) -> Found:
    label = _label(houses[0].address, meaning, houses[0].address.number)
    return Found(_point(*_middle(houses)), precision, label, meaning.as_written)


def _label(address: Address, meaning: Meaning, number: str = "") -> str:
    town = f"{address.postcode} {address.city}".strip()
    house = f"{address.street} {number or meaning.number.first}"
    return f"{house}, {town}" if town else house


def _middle(houses: Sequence[House]) -> tuple[float, float]:
    lat, lon = _points(houses).mean(axis=0)
    return float(lat), float(lon)


def _points(houses: Sequence[House]) -> np.ndarray:
    return np.array([(house.address.lat, house.address.lon) for house in houses])


def _point(lat: float, lon: float) -> Point:
    return Point(lat=round(float(lat), 7), lon=round(float(lon), 7))


def _together(points: np.ndarray, metres: float) -> bool:
    return bool((great_circle_metres(points[:1], points) <= metres).all())
