"""The drawn way is the way of the matrix."""

from itertools import groupby

import pytest
from towns import MARKET, at, open_town, write_town

from visitplan.travel.geodesy import degrees_of

STREET = {"highway": "residential", "maxspeed": "36"}
BLOCK = {"a": (0, 0), "b": (400, 0), "c": (400, 300), "d": (0, 300)}


def corners(way):
    """Return a way's points in whole metres on the town's map, repeated ones once."""
    places = MARKET.project(degrees_of(way)).round().astype(int).tolist()
    return [tuple(place) for place, _ in groupby(places)]


def the_way(travel, *places, mode="drive"):
    return [corners(way) for way in travel.path([at(*place) for place in places], mode)]


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
    (way,) = travel.path([at(100, 0), at(100, 0)], "drive")
    assert len(way) >= 2
    assert corners(way) == [(100, 0)]


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
