"""Streets as lines to draw."""

from collections import Counter

from towns import MARKET, at, open_town, write_town

from visitplan.domain.travel import Bounds
from visitplan.travel.geodesy import degrees_of

NODES = {"a": (0, 0), "b": (200, 0), "c": (400, 0), "d": (200, 200), "e": (400, 200)}


def everywhere():
    return around((-1000, -1000), (1000, 1000))


def around(low, high):
    south_west, north_east = at(*low), at(*high)
    return Bounds(south_west.lat, south_west.lon, north_east.lat, north_east.lon)


def test_each_street_is_drawn_once_by_its_class(tmp_path):
    ways = [
        ("abc", {"highway": "primary"}),
        ("bd", {"highway": "residential"}),
        ("de", {"highway": "footway"}),
    ]
    travel = open_town(write_town(tmp_path / "t.osm", NODES, ways))
    kinds = Counter(line.kind for line in travel.street_lines(everywhere()))
    assert kinds == {"major": 1, "minor": 1, "path": 1}


def test_straight_pieces_are_one_long_line_without_points_in_between(tmp_path):
    ways = [("ab", {"highway": "primary"}), ("bc", {"highway": "secondary"})]
    travel = open_town(write_town(tmp_path / "t.osm", NODES, ways))
    (line,) = travel.street_lines(everywhere())
    ends = MARKET.project(degrees_of(line.points)).round().tolist()
    assert sorted(ends) == [[0, 0], [400, 0]]


def test_only_streets_that_touch_the_box_are_drawn(tmp_path):
    ways = [("abc", {"highway": "primary"}), ("bd", {"highway": "residential"})]
    travel = open_town(write_town(tmp_path / "t.osm", NODES, ways))
    assert [line.kind for line in travel.street_lines(around((150, 100), (250, 300)))] == ["minor"]
    assert travel.street_lines(around((5000, 5000), (6000, 6000))) == ()


def test_a_town_without_cars_draws_its_paths(tmp_path):
    travel = open_town(write_town(tmp_path / "t.osm", NODES, [("abc", {"highway": "pedestrian"})]))
    assert [line.kind for line in travel.street_lines(everywhere())] == ["path"]
