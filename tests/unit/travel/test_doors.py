"""The way between street and door is walked, at both ends of a leg."""

from towns import at, open_town, write_town

STREET = {"highway": "residential", "maxspeed": "36"}  # 36 km/h: 10 m/s


def a_leg(tmp_path, origin, destination, mode="drive"):
    nodes = {"a": (0, 0), "b": (400, 0)}
    travel = open_town(write_town(tmp_path / "t.osm", nodes, [("ab", STREET)]), walking_kmh=3.6)
    return travel.matrix([at(*origin), at(*destination)], mode).leg(at(*origin), at(*destination))


def test_a_door_at_the_street_is_no_walk(tmp_path):
    assert a_leg(tmp_path, (0, 0), (400, 0)) == (40, 400)


def test_both_walks_are_part_of_the_legs_time_and_not_of_what_is_driven(tmp_path):
    assert a_leg(tmp_path, (0, 20), (400, -30)) == (40 + 20 + 30, 400)
    assert a_leg(tmp_path, (400, -30), (0, 20)) == (40 + 20 + 30, 400)


def test_whoever_walks_anyway_walks_them_too(tmp_path):
    assert a_leg(tmp_path, (0, 20), (400, -30), "walk") == (450, 450)


def test_a_point_is_no_way_from_itself(tmp_path):
    assert a_leg(tmp_path, (100, 20), (100, 20)) == (0, 0)
