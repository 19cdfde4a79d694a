"""Who may use a way, and in which direction, by its OpenStreetMap tags.

Not modelled: turn restrictions, conditional restrictions (``access:conditional``), and anything
that depends on the hour. A reversible lane is closed to driving, because nothing in the map says
which way it runs when the agent comes.
"""

from typing import NamedTuple

from visitplan.domain.value import Mode
from visitplan.travel.extract import Tags
from visitplan.travel.speeds import USUAL_KMH

WALKABLE = (frozenset(USUAL_KMH) - {"motorway", "motorway_link"}) | {
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
    {"no", "private", "agricultural", "forestry", "military", "emergency", "permit", "residents"}
    | {"delivery", "use_sidepath", "psv", "bus", "hov"}
)
DRIVE_KEYS = ("motorcar", "motor_vehicle", "vehicle", "access")
"""The tags that say whether cars may pass, the most specific first."""

_WALK_KEYS = ("foot", "access")
_BARRIERS = frozenset(
    {"bollard", "block", "planter", "chain", "log", "debris", "jersey_barrier", "cycle_barrier"}
    | {"motorcycle_barrier", "kissing_gate", "stile", "turnstile", "full-height_turnstile"}
)
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
    return _drive(tags) if mode == "drive" else _walk(tags)


def may_stop(tags: Tags) -> bool:
    """Return whether somebody can stop there to visit: not on a motorway nor in a tunnel."""
    fast = tags.get("highway") in {"motorway", "motorway_link"} or tags.get("motorroad") == "yes"
    return not fast and tags.get("tunnel", "no") in {"no", "building_passage"}


def stops_cars(tags: Tags) -> bool:
    """Return whether a thing that stands on a street lets no car pass: a bollard, a locked gate."""
    permission = _most_specific(tags, DRIVE_KEYS)
    if permission is not None:
        return permission in _FORBIDDING
    return tags.get("barrier") in _BARRIERS or tags.get("locked") == "yes"


def _drive(tags: Tags) -> Directions:
    road_class = tags.get("highway")
    if road_class not in USUAL_KMH or tags.get("area") == "yes":
        return CLOSED
    permission = _most_specific(tags, DRIVE_KEYS)
    if permission in _FORBIDDING or tags.get("service") in _EMERGENCY_ONLY:
        return CLOSED
    if road_class == "track" and permission is None:
        return CLOSED
    return _one_way(tags)


def _walk(tags: Tags) -> Directions:
    if tags.get("highway") not in WALKABLE:
        return CLOSED
    permission = _most_specific(tags, _WALK_KEYS)
    if permission in _FORBIDDING or (permission is None and tags.get("motorroad") == "yes"):
        return CLOSED
    return BOTH


def _most_specific(tags: Tags, keys: tuple[str, ...]) -> str | None:
    return next((tags[key] for key in keys if key in tags), None)


def _one_way(tags: Tags) -> Directions:
    oneway = tags.get("oneway:motor_vehicle", tags.get("oneway", "")).casefold()
    if oneway == "reversible":
        return CLOSED
    if oneway in _BACKWARD_ONLY:
        return Directions(forward=False, backward=True)
    if oneway in _FORWARD_ONLY or (oneway not in {"no", "alternating"} and _implied(tags)):
        return Directions(forward=True, backward=False)
    return BOTH


def _implied(tags: Tags) -> bool:
    circling = tags.get("junction") in {"roundabout", "circular"}
    return circling or tags.get("highway") in {"motorway", "motorway_link"}
