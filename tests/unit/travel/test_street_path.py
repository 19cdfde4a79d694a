"""The course of a leg is the way of the matrix, and knows its streets."""

from itertools import groupby, pairwise

import pytest
from towns import MARKET, at, open_town, write_town

from visitplan.domain.course import LegEnds
from visitplan.travel.geodesy import great_circle_metres

STREET = {"highway": "residential", "maxspeed": "36"}
BLOCK = {"a": (0, 0), "b": (400, 0), "c": (400, 300), "d": (0, 300)}


def courses(travel, *places, mode="drive"):
    legs = [LegEnds(*ends) for ends in pairwise(at(*place) for place in places)]
    return travel.courses(legs, mode)


def length(line):
    return float(great_circle_metres(line[:-1], line[1:]).sum())


def corners(course):
    """Return a course's points in whole metres on the town's map, repeated ones once."""
    places = MARKET.project(course.line).round().astype(int).tolist()
    return [tuple(place) for place, _ in groupby(places)]


def the_way(travel, *places, mode="drive"):
    return [corners(course) for course in courses(travel, *places, mode=mode)]


def test_a_way_follows_the_street_from_foot_to_foot(tmp_path):
    travel = open_town(write_town(tmp_path / "t.osm", BLOCK, [("abc", STREET)]))
    (way,) = the_way(travel, (100, 0), (400, 200))
    assert way == [(100, 0), (400, 0), (400, 200)]


def test_a_way_begins_and_ends_at_the_points_themselves(tmp_path):
    travel = open_town(write_town(tmp_path / "t.osm", BLOCK, [("abc", STREET)]))
    (way,) = the_way(travel, (100, -30), (430, 200))
    assert way == [(100, -30), (100, 0), (400, 0), (400, 200), (430, 200)]


def test_a_segment_against_its_nodes_is_drawn_backwards(tmp_path):
    ways = [("ab", STREET), ("cb", STREET)]
    travel = open_town(write_town(tmp_path / "t.osm", BLOCK, ways))
    (way,) = the_way(travel, (0, 0), (400, 300))
    assert way == [(0, 0), (400, 0), (400, 300)]


def test_on_one_way_streets_the_way_goes_around(tmp_path):
    travel = open_town(
        write_town(tmp_path / "t.osm", BLOCK, [("abcda", {**STREET, "oneway": "yes"})])
    )
    (way,) = the_way(travel, (300, 0), (100, 0))
    assert way == [(300, 0), (400, 0), (400, 300), (0, 300), (0, 0), (100, 0)]


def test_there_is_one_way_per_consecutive_pair(tmp_path):
    travel = open_town(write_town(tmp_path / "t.osm", BLOCK, [("abc", STREET)]))
    there, back = the_way(travel, (0, 0), (400, 0), (0, 0))
    assert there == back[::-1] == [(0, 0), (400, 0)]


def test_a_way_to_the_same_point_stays_there(tmp_path):
    travel = open_town(write_town(tmp_path / "t.osm", BLOCK, [("abc", STREET)]))
    (course,) = courses(travel, (100, 0), (100, 0))
    assert len(course.line) >= 2
    assert corners(course) == [(100, 0)]


def test_no_way_is_drawn_where_the_matrix_knows_none(tmp_path):
    travel = open_town(write_town(tmp_path / "t.osm", BLOCK, [("abc", STREET)]))
    assert the_way(travel, (0, 0), (0, 3000), (400, 0)) == [[], []]


@pytest.mark.parametrize("ways", [["ab", "amb"], ["amb", "ab"]])
def test_of_parallel_streets_the_one_that_counts_is_drawn(tmp_path, ways):
    nodes = BLOCK | {"m": (200, 50), "x": (-100, 0), "y": (500, 0)}
    streets = [(way, STREET) for way in [*ways, "xa", "by"]]
    travel = open_town(write_town(tmp_path / "t.osm", nodes, streets))
    (way,) = the_way(travel, (-100, 0), (500, 0))
    assert (200, 50) not in way


def test_a_loop_is_left_by_its_nearer_side(tmp_path):
    nodes = {"a": (0, 0), "b": (400, 0), "c": (500, 100), "d": (500, -100)}
    travel = open_town(write_town(tmp_path / "t.osm", nodes, [("ab", STREET), ("bcdb", STREET)]))
    for east, north in ((450, 50), (450, -50)):
        (way,) = the_way(travel, (east, north), (0, 0))
        assert way == [(east, north), (400, 0), (0, 0)]


def named(name, road_class="residential"):
    return {"highway": road_class, "maxspeed": "36"} | ({"name": name} if name else {})


def streets_of(course):
    return [tuple(street) for street in course.streets]


def test_a_course_names_its_streets_in_order_with_the_metres_on_each(tmp_path):
    ways = [("ab", named("First Street")), ("bc", named("Second Street", "primary"))]
    travel = open_town(write_town(tmp_path / "t.osm", BLOCK, ways))
    (course,) = courses(travel, (100, 0), (400, 200))
    assert streets_of(course) == [
        ("First Street", "residential", 300),
        ("Second Street", "primary", 200),
    ]


def test_pieces_of_one_street_that_follow_each_other_are_one_street(tmp_path):
    nodes = BLOCK | {"m": (200, 0), "x": (200, 200)}
    ways = [("am", named("Long Street")), ("mb", named("Long Street")), ("mx", named("Side"))]
    travel = open_town(write_town(tmp_path / "t.osm", nodes, ways))
    (course,) = courses(travel, (0, 0), (400, 0))
    assert streets_of(course) == [("Long Street", "residential", 400)]


def test_streets_without_a_name_are_told_apart_by_class_alone(tmp_path):
    nodes = BLOCK | {"m": (200, 0)}
    ways = [("am", named(None)), ("mb", named(None)), ("bc", named(None, "service"))]
    travel = open_town(write_town(tmp_path / "t.osm", nodes, ways))
    (course,) = courses(travel, (0, 0), (400, 300))
    assert streets_of(course) == [(None, "residential", 400), (None, "service", 300)]


def test_where_no_way_leads_a_course_has_no_streets(tmp_path):
    travel = open_town(write_town(tmp_path / "t.osm", BLOCK, [("abc", STREET)]))
    (course,) = courses(travel, (0, 0), (0, 3000))
    assert len(course.line) == 0
    assert course.streets == ()


def test_legs_may_come_in_any_order_and_repeat(tmp_path):
    travel = open_town(write_town(tmp_path / "t.osm", BLOCK, [("abc", STREET)]))
    there, back = LegEnds(at(0, 0), at(400, 300)), LegEnds(at(400, 300), at(100, 0))
    found = travel.courses([back, there, back], "drive")
    assert [corners(course)[0] for course in found] == [(400, 300), (0, 0), (400, 300)]
    assert travel.courses([], "drive") == ()


def test_a_way_far_longer_than_the_beeline_is_found(tmp_path):
    nodes = {"a": (0, 0), "b": (9000, 0), "c": (9000, 50), "d": (0, 50)}
    travel = open_town(write_town(tmp_path / "t.osm", nodes, [("abcd", STREET)]))
    (way,) = the_way(travel, (0, 0), (0, 50))
    assert way == [(0, 0), (9000, 0), (9000, 50), (0, 50)]


@pytest.mark.parametrize("settings", [{}, {"side_of_road": "right"}])
def test_legs_to_and_from_one_place_are_as_long_as_the_matrix_says(tmp_path, settings):
    """They are searched from that place, on streets with every way turned round."""
    nodes = BLOCK | {"x": (-300, 0), "y": (700, 0)}
    road = {"highway": "secondary", "maxspeed": "36"}
    ways = [("xab", road), ("by", road), ("bcda", {**STREET, "oneway": "yes"})]
    travel = open_town(write_town(tmp_path / "t.osm", nodes, ways), **settings)
    home, *doors = (
        at(*place) for place in ((650, 15), (100, 12), (200, -12), (395, 100), (5, 200))
    )
    legs = [LegEnds(*ends) for door in doors for ends in ((home, door), (door, home))]
    matrix = travel.matrix([home, *doors], "drive")
    for leg, course in zip(legs, travel.courses(legs, "drive"), strict=True):
        walked = sum(length(course.line[ends]) for ends in ([0, 1], [-2, -1]))
        driven = length(course.line) - walked
        expected = matrix.metres[matrix.row(leg.origin), matrix.row(leg.destination)]
        assert driven == pytest.approx(expected, abs=1)
        assert sum(street.metres for street in course.streets) == pytest.approx(expected, abs=3)
