"""Who may use a way, and in which direction."""

import pytest

from visitplan.travel.access import BOTH, CLOSED, Directions, directions, may_stop

FORWARD = Directions(forward=True, backward=False)
BACKWARD = Directions(forward=False, backward=True)


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"highway": "residential"}, BOTH),
        ({"highway": "residential", "oneway": "no"}, BOTH),
        ({"highway": "residential", "oneway": "yes"}, FORWARD),
        ({"highway": "residential", "oneway": "1"}, FORWARD),
        ({"highway": "residential", "oneway": "-1"}, BACKWARD),
        ({"highway": "residential", "oneway": "alternating"}, BOTH),
        ({"highway": "residential", "oneway": "reversible"}, CLOSED),
        ({"highway": "residential", "oneway": "yes", "oneway:motor_vehicle": "no"}, BOTH),
        ({"highway": "tertiary", "junction": "roundabout"}, FORWARD),
        ({"highway": "tertiary", "junction": "circular", "oneway": "no"}, BOTH),
        ({"highway": "motorway"}, FORWARD),
        ({"highway": "motorway_link", "oneway": "no"}, BOTH),
        ({"highway": "service"}, BOTH),
        ({"highway": "service", "service": "emergency_access"}, CLOSED),
        ({"highway": "residential", "area": "yes"}, CLOSED),
        ({"highway": "footway"}, CLOSED),
        ({"highway": "steps"}, CLOSED),
        ({"highway": "pedestrian"}, CLOSED),
        ({"highway": "construction"}, CLOSED),
        ({"highway": "track"}, CLOSED),
        ({"highway": "track", "motor_vehicle": "yes"}, BOTH),
        ({"railway": "tram"}, CLOSED),
    ],
)
def test_cars_keep_to_streets_and_to_their_direction(tags, expected):
    assert directions(tags, "drive") == expected


@pytest.mark.parametrize(
    ("tags", "allowed"),
    [
        ({"access": "private"}, False),
        ({"access": "no"}, False),
        ({"access": "no", "motor_vehicle": "yes"}, True),
        ({"access": "yes", "vehicle": "no"}, False),
        ({"vehicle": "no", "motorcar": "yes"}, True),
        ({"motor_vehicle": "no", "motorcar": "permissive"}, True),
        ({"motor_vehicle": "delivery"}, False),
        ({"access": "destination"}, True),
        ({"access": "customers"}, True),
        ({"foot": "no"}, True),
    ],
)
def test_the_most_specific_tag_decides_for_cars(tags, allowed):
    assert (directions({"highway": "residential", **tags}, "drive") == BOTH) is allowed


@pytest.mark.parametrize(
    ("tags", "allowed"),
    [
        ({"highway": "footway"}, True),
        ({"highway": "steps"}, True),
        ({"highway": "cycleway"}, True),
        ({"highway": "cycleway", "foot": "no"}, False),
        ({"highway": "residential", "oneway": "yes"}, True),
        ({"highway": "path", "access": "private"}, False),
        ({"highway": "service", "access": "private", "foot": "yes"}, True),
        ({"highway": "primary", "motor_vehicle": "no"}, True),
        ({"highway": "motorway"}, False),
        ({"highway": "trunk", "motorroad": "yes"}, False),
        ({"highway": "trunk", "motorroad": "yes", "foot": "yes"}, True),
        ({"highway": "proposed"}, False),
    ],
)
def test_people_walk_both_directions_wherever_they_may(tags, allowed):
    assert directions(tags, "walk") == (BOTH if allowed else CLOSED)


@pytest.mark.parametrize(
    ("tags", "allowed"),
    [
        ({"highway": "residential"}, True),
        ({"highway": "primary", "tunnel": "building_passage"}, True),
        ({"highway": "primary", "tunnel": "yes"}, False),
        ({"highway": "motorway"}, False),
        ({"highway": "trunk", "motorroad": "yes"}, False),
    ],
)
def test_nobody_stops_on_a_motorway_or_in_a_tunnel(tags, allowed):
    assert may_stop(tags) is allowed
