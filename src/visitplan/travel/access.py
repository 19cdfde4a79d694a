"""Who may use a way, and in which direction, by its OpenStreetMap tags.

A two-wheeler is a small motorcycle or scooter: whether its plate makes it a motorcycle or a moped
is not known, so it keeps to where both may go, and stays off motorways unless the map lets it on
by name. It passes the bollards that stop cars.

Not obeyed, but told by ``inspecting``: conditional restrictions (``access:conditional``), and
anything that depends on the hour. A reversible lane is closed to driving, because nothing in the
map says which way it runs when the agent comes.
"""

from collections.abc import Mapping
from typing import NamedTuple

from visitplan.domain.value import Mode
from visitplan.travel.extract import Tags
from visitplan.travel.ferries import is_ferry
from visitplan.travel.speeds import USUAL_KMH

_MOTORWAYS = frozenset({"motorway", "motorway_link"})

WALKABLE = (frozenset(USUAL_KMH) - _MOTORWAYS) | {
    "footway",
    "path",
    "pedestrian",
    "steps",
    "cycleway",
    "bridleway",
    "corridor",
    "platform",
}

_FORBIDDING = frozenset(
    {"no", "agricultural", "forestry", "military", "emergency", "permit", "delivery"}
    | {"use_sidepath", "psv", "bus", "hov"}
)
_VISITORS_ONLY = frozenset({"private", "residents", "destination", "customers"})
_BY_NAME = frozenset({"yes", "designated", "permissive"})

DRIVE_KEYS = ("motorcar", "motor_vehicle", "vehicle", "access")
"""The tags that say whether cars may pass, the most specific first."""

RIDE_KEYS = ("motorcycle", "motor_vehicle", "vehicle", "access")
"""The tags that say whether motorcycles may pass, the most specific first."""

_WALK_KEYS = ("foot", "access")
_KEYS: Mapping[Mode, tuple[str, ...]] = {
    "drive": DRIVE_KEYS,
    "two_wheeler": RIDE_KEYS,
    "walk": _WALK_KEYS,
}
_STOP_ALL = frozenset(
    {"chain", "log", "debris", "jersey_barrier", "cycle_barrier", "motorcycle_barrier"}
    | {"kissing_gate", "stile", "turnstile", "full-height_turnstile"}
)
_STOP_CARS = _STOP_ALL | {"bollard", "block", "planter"}
_EMERGENCY_ONLY = frozenset({"emergency_access", "bus", "busway"})
_FORWARD_ONLY = frozenset({"yes", "true", "1"})
_BACKWARD_ONLY = frozenset({"-1", "reverse"})


class Directions(NamedTuple):
    """Whether a way may be used in the order of its nodes, and against it."""

    forward: bool
    backward: bool


CLOSED = Directions(forward=False, backward=False)
BOTH = Directions(forward=True, backward=True)


def directions(tags: Tags, mode: Mode) -> Directions:
    """Return in which directions the mode may use a way."""
    if is_ferry(tags):
        return _board(tags, mode)
    if mode == "walk":
        return _walk(tags)
    return _drive(tags) if mode == "drive" else _ride(tags)


def visitors_only(tags: Tags, mode: Mode) -> bool:
    """Return whether one may enter a way only to visit somebody on it, not to pass through.

    People on foot pass where it says ``destination``, which means wheels.
    """
    permission = _most_specific(tags, _KEYS[mode])
    return permission in _VISITORS_ONLY and (mode != "walk" or permission != "destination")


def may_stop(tags: Tags) -> bool:
    """Return whether somebody can stop there to visit: no motorway, no tunnel, no ferry."""
    return not (_is_fast(tags) or is_ferry(tags)) and tags.get("tunnel", "no") in {
        "no",
        "building_passage",
    }


def stops(tags: Tags, mode: Mode) -> bool:
    """Return whether a thing that stands on a street lets nobody of a mode pass.

    A bollard stops cars, a chain two-wheelers too, a locked gate both; whoever walks gets past.
    """
    if mode == "walk":
        return False
    permission = _most_specific(tags, _KEYS[mode])
    if permission is not None:
        return permission in _FORBIDDING | {"private", "residents"}
    barriers = _STOP_CARS if mode == "drive" else _STOP_ALL
    return tags.get("barrier") in barriers or tags.get("locked") == "yes"


def _drive(tags: Tags) -> Directions:
    if tags.get("highway") not in USUAL_KMH or _closed_to_engines(tags, DRIVE_KEYS):
        return CLOSED
    return _one_way(tags, ("oneway:motor_vehicle", "oneway"))


def _ride(tags: Tags) -> Directions:
    by_name = tags.get("motorcycle") in _BY_NAME
    road = tags.get("highway") in USUAL_KMH and (by_name or not _is_fast(tags))
    path = tags.get("highway") in WALKABLE - {"steps", "corridor", "platform"} and by_name
    if not (road or path) or _closed_to_engines(tags, RIDE_KEYS):
        return CLOSED
    if tags.get("moped") in _FORBIDDING:
        return CLOSED
    return _one_way(tags, ("oneway:motorcycle", "oneway:motor_vehicle", "oneway"))


def _closed_to_engines(tags: Tags, keys: tuple[str, ...]) -> bool:
    permission = _most_specific(tags, keys)
    return (
        tags.get("area") == "yes"
        or permission in _FORBIDDING
        or tags.get("service") in _EMERGENCY_ONLY
        or (tags.get("highway") == "track" and permission is None)
    )


def _board(tags: Tags, mode: Mode) -> Directions:
    """Let on a ferry whoever walks unless it says no, and wheels only if it says so."""
    permission = _most_specific(tags, _KEYS[mode])
    if permission in _FORBIDDING or (mode != "walk" and permission is None):
        return CLOSED
    return _one_way(tags, ("oneway",))


def _walk(tags: Tags) -> Directions:
    if tags.get("highway") not in WALKABLE:
        return CLOSED
    permission = _most_specific(tags, _WALK_KEYS)
    if permission in _FORBIDDING or (permission is None and _is_fast(tags)):
        return CLOSED
    return BOTH


def _most_specific(tags: Tags, keys: tuple[str, ...]) -> str | None:
    return next((tags[key] for key in keys if key in tags), None)


def _one_way(tags: Tags, keys: tuple[str, ...]) -> Directions:
    oneway = (_most_specific(tags, keys) or "").casefold()
    if oneway == "reversible":
        return CLOSED
    if oneway in _BACKWARD_ONLY:
        return Directions(forward=False, backward=True)
    if oneway in _FORWARD_ONLY or (oneway not in {"no", "alternating"} and _implied(tags)):
        return Directions(forward=True, backward=False)
    return BOTH


def _implied(tags: Tags) -> bool:
    circling = tags.get("junction") in {"roundabout", "circular"}
    return circling or tags.get("highway") in _MOTORWAYS


def _is_fast(tags: Tags) -> bool:
    return tags.get("highway") in _MOTORWAYS or tags.get("motorroad") == "yes"
