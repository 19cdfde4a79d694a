"""How a leg is told: how long it takes, how far it is, and along which streets."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from visitplan.domain.course import Course, FollowedStreet
from visitplan.domain.plan import Route
from visitplan.render.way import Ways
from visitplan.render.wording import distance, minutes

AT_MOST = 3
SHARE_WORTH_NAMING = 1 / 6
"""A street shorter than this share of the leg is passed in silence."""

_UNNAMED = {
    "motorway": "a motorway",
    "trunk": "a main road",
    "primary": "a main road",
    "secondary": "a main road",
    "service": "service roads",
    "track": "tracks",
    "living_street": "living streets",
    "pedestrian": "pedestrian streets",
    "cycleway": "cycle paths",
    "bridleway": "bridleways",
    "footway": "footpaths",
    "path": "footpaths",
    "steps": "steps",
    "corridor": "a passage",
    "platform": "a platform",
    "ferry": "a ferry",
}


class LegView(NamedTuple):
    """A leg as people read it; ``streets`` are its main streets in the order of travel."""

    seconds: int
    metres: int
    streets: tuple[str, ...]

    @property
    def measure(self) -> str:
        """How long it takes and how far it is: ``4 min, 1.2 km``."""
        return f"{minutes(self.seconds)}, {distance(self.metres)}"

    @property
    def text(self) -> str:
        """All of it in one line; nothing where nobody moves."""
        along = f" along {_listed(self.streets)}" if self.streets else ""
        return f"{self.measure}{along}" if self.metres else ""


def legs_of(route: Route, ways: Ways) -> tuple[LegView, ...]:
    """Return the legs of a route, the way back last; without streets where nobody knows them."""
    lengths = [(stop.travel_seconds, stop.travel_metres) for stop in route.stops]
    lengths.append((route.return_seconds, route.return_metres))
    courses = ways.get(route.shift_id, ())
    streets = [main_streets(course) for course in courses] + [()] * (len(lengths) - len(courses))
    return tuple(LegView(*length, along) for length, along in zip(lengths, streets, strict=True))


def main_streets(course: Course) -> tuple[str, ...]:
    """Return the longest streets of a leg in the order of travel, three at most.

    Streets without a name are told by their class, and only where no street with a name is worth
    telling. Nothing is told of a leg whose streets nobody knows.
    """
    named = [street for street in course.streets if street.name]
    return _longest(named, course) or _longest(course.streets, course)


def _listed(streets: Sequence[str]) -> str:
    """Return names as people list them: ``First Street, Second Street and footpaths``."""
    *others, last = streets
    return f"{', '.join(others)} and {last}" if others else last


def _longest(streets: Sequence[FollowedStreet], course: Course) -> tuple[str, ...]:
    metres: dict[str, int] = defaultdict(int)
    for street in streets:
        metres[_called(street)] += street.metres
    whole = sum(street.metres for street in course.streets)
    worth = [name for name, length in metres.items() if 0 < whole * SHARE_WORTH_NAMING <= length]
    kept = sorted(worth, key=lambda name: -metres[name])[:AT_MOST]
    return tuple(name for name in worth if name in kept)


def _called(street: FollowedStreet) -> str:
    unnamed = _UNNAMED.get(street.road_class.removesuffix("_link"), "side streets")
    return street.name or unnamed
