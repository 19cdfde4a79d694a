"""Doors on major roads are reached and left on their own side, where the settings say so."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from towns import at, open_town, write_town

from visitplan.domain.course import LegEnds

MAJOR = {"highway": "primary", "maxspeed": "36"}  # 36 km/h: 10 m/s
STREET = {"highway": "residential", "maxspeed": "36"}
NODES = {"a": (0, 0), "b": (400, 0), "c": (400, 300), "d": (0, 300)}
NORTH, SOUTH = (200, 10), (200, -10)
WEST_END = (0, 150)


def a_town(tmp_path, side, tags=MAJOR):
    """A road from west to east, at whose ends one may turn round, and a way behind it."""
    return open_town(
        write_town(tmp_path / "t.osm", NODES, [("ab", tags), ("bcda", STREET)]), side_of_road=side
    )


def metres(travel, origin, destination, mode="drive"):
    points = [at(*origin), at(*destination)]
    return int(travel.matrix(points, mode).metres[0, 1])


def test_where_traffic_keeps_right_a_door_on_the_left_is_reached_from_the_other_end(tmp_path):
    travel = a_town(tmp_path, "right")
    assert metres(travel, WEST_END, SOUTH) == 350
    assert metres(travel, WEST_END, NORTH) == 150 + 400 + 200


def test_where_traffic_keeps_left_it_is_the_other_door(tmp_path):
    travel = a_town(tmp_path, "left")
    assert metres(travel, WEST_END, NORTH) == 350
    assert metres(travel, WEST_END, SOUTH) == 150 + 400 + 200


def test_one_leaves_on_the_side_of_the_door_too(tmp_path):
    travel = a_town(tmp_path, "right")
    assert metres(travel, NORTH, WEST_END) == 350
    assert metres(travel, SOUTH, WEST_END) == 200 + 400 + 150


def test_on_one_road_a_door_ahead_is_reached_directly_only_on_the_same_side(tmp_path):
    travel = a_town(tmp_path, "right")
    assert metres(travel, (100, -10), (300, -10)) == 200
    assert metres(travel, (300, -10), (100, -10)) == 100 + 400 + 100
    assert metres(travel, (100, -10), (300, 10)) > 200


@pytest.mark.parametrize("side", ["right", "left"])
def test_small_streets_are_crossed(tmp_path, side):
    travel = a_town(tmp_path, side, tags=STREET)
    assert metres(travel, WEST_END, SOUTH) == metres(travel, WEST_END, NORTH) == 350


def test_without_the_setting_every_road_is_crossed_and_on_foot_always(tmp_path):
    assert metres(a_town(tmp_path, None), WEST_END, NORTH) == 350
    walked = metres(a_town(tmp_path, "right"), WEST_END, NORTH, "walk")
    assert walked == metres(a_town(tmp_path, "right"), WEST_END, SOUTH, "walk")


def test_a_point_on_the_road_itself_is_on_either_side(tmp_path):
    travel = a_town(tmp_path, "right")
    assert metres(travel, WEST_END, (200, 2)) == 350


def test_the_course_of_a_leg_goes_the_way_of_the_matrix(tmp_path):
    travel = a_town(tmp_path, "right")
    (course,) = travel.courses([LegEnds(at(*WEST_END), at(*NORTH))], "drive")
    assert sum(street.metres for street in course.streets) == pytest.approx(750, abs=2)


places = st.tuples(st.integers(-50, 450), st.integers(-50, 350))


@given(st.lists(places, min_size=2, max_size=6, unique=True), st.sampled_from(["right", "left"]))
def test_every_door_is_still_reached_and_none_sooner(tmp_path_factory, drawn, side):
    folder = tmp_path_factory.getbasetemp()
    points = [at(*place) for place in drawn]
    free = a_town(folder, None).matrix(points, "drive").seconds
    bound = a_town(folder, side).matrix(points, "drive").seconds
    assert (bound >= free).all()
    assert (bound < np.iinfo(np.int32).max).all()
