"""Cases at one address or in one building share a door: one parks, and walks there, once.

Coordinates of two flats of one house are rarely the same, and setup is owed wherever the place
changes. So the places of one house become one point, that of its first case in order of ids.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from visitplan.domain.case import Case
from visitplan.domain.place import Point
from visitplan.travel.geocoding.numbers import house_number
from visitplan.travel.geocoding.spelling import readings
from visitplan.travel.geodesy import degrees_of, great_circle_metres

ONE_BUILDING_METRES = 20
"""Points this near are one building's, unless their addresses have different house numbers."""

ONE_ADDRESS_METRES = 100
"""Points of the same address, flats left out, may be this far apart; farther, one is wrong."""

_CELLS_A_DEGREE = 2_000
"""Cells of a thousandth of a degree or less: 56 m from south to north, half of that far north."""

Words = tuple[str, ...]


@dataclass(frozen=True)
class _Door:
    """Where somebody stands for all of a house."""

    point: Point
    words: Words

    def serves(self, point: Point, words: Words) -> bool:
        metres = float(great_circle_metres(*degrees_of((self.point, point))))
        if self.words and self.words == words:
            return metres <= ONE_ADDRESS_METRES
        return metres <= ONE_BUILDING_METRES and _may_be_one_house(self.words, words)


@dataclass
class _Doors:
    """The doors found so far, by address and by cell of the map."""

    by_words: dict[Words, list[_Door]] = field(default_factory=lambda: defaultdict(list))
    by_cell: dict[tuple[int, int], list[_Door]] = field(default_factory=lambda: defaultdict(list))

    def of(self, point: Point, words: Words) -> _Door:
        """Return the door that serves a place: one that was found before, or its own."""
        for door in self._near(point, words):
            if door.serves(point, words):
                return door
        door = _Door(point, words)
        self.by_words[words].append(door)
        self.by_cell[_cell(point)].append(door)
        return door

    def _near(self, point: Point, words: Words) -> Iterator[_Door]:
        yield from self.by_words.get(words, ()) if words else ()
        north, east = _cell(point)
        for row in range(north - 1, north + 2):
            for column in range(east - 1, east + 2):
                yield from self.by_cell.get((row, column), ())


def share_doors(cases: tuple[Case, ...]) -> tuple[Case, ...]:
    """Return the cases in their order, each at the door of its house, if it has a point."""
    doors, point_of = _Doors(), dict[str, Point]()
    for case in sorted(cases, key=lambda case: case.id):
        if case.place.point and not case.place.problem:
            point_of[case.id] = doors.of(case.place.point, _words(case)).point
    return tuple(_at(case, point_of.get(case.id, case.place.point)) for case in cases)


def _words(case: Case) -> Words:
    return tuple(readings(case.place.address)[0]) if case.place.address else ()


def _may_be_one_house(one: Words, other: Words) -> bool:
    """Tell whether addresses may be one house's: their first numbers agree, or one has none."""
    numbers = [
        next((found for word in words if (found := house_number(word))), None)
        for words in (one, other)
    ]
    return None in numbers or numbers[0] == numbers[1]


def _cell(point: Point) -> tuple[int, int]:
    return int(np.floor(point.lat * _CELLS_A_DEGREE)), int(np.floor(point.lon * _CELLS_A_DEGREE))


def _at(case: Case, point: Point | None) -> Case:
    if point == case.place.point:
        return case
    return case.model_copy(update={"place": case.place.model_copy(update={"point": point})})
