"""How fast a street is driven when nothing is in the way.

The table holds what is usually posted, or usually possible, on a street of that class in a town:
OpenStreetMap's class says how important a street is, and importance and limit go together. Where
a limit is tagged, it replaces the table's figure; on the classes of ``SLOW_BY_NATURE`` (yards,
home zones, tracks) width and people, not the sign, keep the pace down, so there the lower of both
holds. Free flow knows neither signals nor turns nor traffic: published engines are 1.2–1.5 times
slower on the same streets, which is what ``TravelSettings.calibration`` stands for. A class named
in ``TravelSettings.speeds_kmh`` is taken as measured: it wins over the table and every tag.
"""

import re
from collections.abc import Mapping

USUAL_KMH: Mapping[str, float] = {
    "motorway": 100,
    "motorway_link": 60,
    "trunk": 80,
    "trunk_link": 50,
    "primary": 50,
    "primary_link": 45,
    "secondary": 50,
    "secondary_link": 45,
    "tertiary": 45,
    "tertiary_link": 40,
    "unclassified": 40,
    "residential": 35,
    "road": 35,
    "living_street": 12,
    "service": 15,
    "track": 15,
}

SLOW_BY_NATURE = frozenset({"living_street", "service", "track"})

_ZONES_KMH: Mapping[str, float] = {
    "urban": 50,
    "rural": 80,
    "trunk": 100,
    "motorway": 120,
    "living_street": 12,
    "bicycle_road": 30,
    "school": 30,
    "walk": 6,
    "none": 130,
}
_LIMIT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*(km/h|kmh|kph|mph|knots)?")
_ZONE = re.compile(r"(?:[a-z]{2}(?:-[a-z]+)?:)?(?:zone:?)?(\w+)")
_KMH_PER_UNIT = {"mph": 1.609344, "knots": 1.852}
_SLOWEST, _FASTEST = 5.0, 130.0


def posted_kmh(text: str) -> float | None:
    """Return a ``maxspeed`` tag in km/h, None where it gives no figure.

    Reads ``50``, ``50 km/h``, ``30 mph``, ``FI:urban``, ``DE:zone:30``, ``none``, ``walk``; of
    several (``50;30``) the lowest. ``signals`` and ``variable`` give no figure.
    """
    figures = [_one_limit(part.strip().casefold()) for part in re.split(r"[;|,]", text)]
    known = [figure for figure in figures if figure]
    return min(max(min(known), _SLOWEST), _FASTEST) if known else None


def _one_limit(text: str) -> float | None:
    if limit := _LIMIT.fullmatch(text):
        return float(limit[1]) * _KMH_PER_UNIT.get(limit[2] or "", 1.0)
    if zone := _ZONE.fullmatch(text):
        return float(zone[1]) if zone[1].isdecimal() else _ZONES_KMH.get(zone[1])
    return None


def free_flow_kmh(road_class: str, limit: str | None, measured_kmh: Mapping[str, float]) -> float:
    """Return the free-flow speed of a street of a class in ``USUAL_KMH``."""
    if road_class in measured_kmh:
        return measured_kmh[road_class]
    usual = USUAL_KMH[road_class]
    posted = posted_kmh(limit) if limit else None
    if posted is None:
        return usual
    return min(usual, posted) if road_class in SLOW_BY_NATURE else posted
