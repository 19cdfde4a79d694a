"""Who may use a way, and in which direction."""

import pytest

from visitplan.travel.access import (
    BOTH,
    CLOSED,
    Directions,
    directions,
    may_stop,
    stops,
    visitors_only,
)

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
        ({"access": "private"}, True),
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
        ({"highway": "path", "access": "private"}, True),
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
        ({"route": "ferry"}, False),
    ],
)
def test_nobody_stops_on_a_motorway_in_a_tunnel_or_on_a_ferry(tags, allowed):
    assert may_stop(tags) is allowed


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"highway": "residential"}, BOTH),
        ({"highway": "residential", "oneway": "yes"}, FORWARD),
        ({"highway": "residential", "oneway": "yes", "oneway:motorcycle": "no"}, BOTH),
        ({"highway": "residential", "motorcycle": "no"}, CLOSED),
        ({"highway": "residential", "moped": "no"}, CLOSED),
        ({"highway": "residential", "motorcar": "no"}, BOTH),
        ({"highway": "residential", "motor_vehicle": "no", "motorcycle": "yes"}, BOTH),
        ({"highway": "path"}, CLOSED),
        ({"highway": "path", "motorcycle": "yes"}, BOTH),
        ({"highway": "steps", "motorcycle": "yes"}, CLOSED),
        ({"highway": "motorway"}, CLOSED),
        ({"highway": "motorway", "motorcycle": "yes"}, FORWARD),
        ({"highway": "trunk", "motorroad": "yes"}, CLOSED),
        ({"highway": "track"}, CLOSED),
    ],
)
def test_two_wheelers_keep_to_where_motorcycles_and_mopeds_may_go(tags, expected):
    assert directions(tags, "two_wheeler") == expected


@pytest.mark.parametrize(
    ("tags", "drive", "walk"),
    [
        ({"route": "ferry"}, CLOSED, BOTH),
        ({"route": "ferry", "motor_vehicle": "yes"}, BOTH, BOTH),
        ({"route": "ferry", "motor_vehicle": "yes", "foot": "no"}, BOTH, CLOSED),
        ({"route": "ferry", "motorcar": "yes", "oneway": "yes"}, FORWARD, FORWARD),
        ({"route": "ferry", "access": "private"}, BOTH, BOTH),
        ({"route": "bus"}, CLOSED, CLOSED),
    ],
)
def test_a_ferry_takes_cars_only_where_it_says_so(tags, drive, walk):
    assert (directions(tags, "drive"), directions(tags, "walk")) == (drive, walk)


@pytest.mark.parametrize(
    ("access", "drive", "walk"),
    [
        ("destination", True, False),
        ("private", True, True),
        ("residents", True, True),
        ("customers", True, True),
        ("yes", False, False),
    ],
)
def test_who_only_visits_may_enter_where_nobody_may_pass(access, drive, walk):
    tags = {"highway": "residential", "access": access}
    assert (visitors_only(tags, "drive"), visitors_only(tags, "walk")) == (drive, walk)


def test_the_most_specific_tag_tells_who_may_pass():
    tags = {"highway": "residential", "access": "destination", "motorcar": "yes"}
    assert not visitors_only(tags, "drive")
    assert visitors_only(tags, "two_wheeler")


@pytest.mark.parametrize(
    ("tags", "modes"),
    [
        ({"barrier": "bollard"}, {"drive"}),
        ({"barrier": "block"}, {"drive"}),
        ({"barrier": "chain"}, {"drive", "two_wheeler"}),
        ({"barrier": "motorcycle_barrier"}, {"drive", "two_wheeler"}),
        ({"barrier": "gate"}, set()),
        ({"barrier": "gate", "locked": "yes"}, {"drive", "two_wheeler"}),
        ({"barrier": "bollard", "motorcycle": "no"}, {"drive", "two_wheeler"}),
        ({"barrier": "lift_gate", "access": "private"}, {"drive", "two_wheeler"}),
    ],
)
def test_what_stops_a_car_may_let_a_two_wheeler_pass_and_whoever_walks(tags, modes):
    every = ("drive", "two_wheeler", "walk")
    assert {mode for mode in every if stops(tags, mode)} == modes
