"""Times and distances in towns small enough to do in one's head."""

import pytest
from towns import at, open_town, write_town

from visitplan.domain.travel import UNREACHABLE
from visitplan.errors import TravelDataError
from visitplan.travel.geodesy import degrees_of

STREET = {"highway": "residential", "maxspeed": "36"}  # 36 km/h: 10 m/s
ONE_WAY = {**STREET, "oneway": "yes"}
BLOCK = {"a": (0, 0), "b": (400, 0), "c": (400, 300), "d": (0, 300)}


def the_leg(travel, origin, destination, mode="drive"):
    return travel.matrix([at(*origin), at(*destination)], mode).leg(at(*origin), at(*destination))


def test_a_street_is_driven_at_its_limit(tmp_path):
    travel = open_town(write_town(tmp_path / "t.osm", BLOCK, [("abcd", STREET)]))
    assert the_leg(travel, (0, 0), (400, 300)) == (70, 700)


def test_calibration_slows_driving_and_not_walking(tmp_path):
    town = write_town(tmp_path / "t.osm", BLOCK, [("ab", STREET)])
    slow = open_town(town, calibration=1.5, walking_kmh=3.6)
    assert the_leg(slow, (0, 0), (400, 0)) == (60, 400)
    assert the_leg(slow, (0, 0), (400, 0), "walk") == (400, 400)


def test_speeds_by_class_in_the_settings_win(tmp_path):
    town = write_town(tmp_path / "t.osm", BLOCK, [("ab", STREET)])
    assert the_leg(open_town(town, speeds_kmh={"residential": 18.0}), (0, 0), (400, 0)) == (80, 400)


def test_seconds_are_rounded_up(tmp_path):
    travel = open_town(write_town(tmp_path / "t.osm", BLOCK, [("ab", STREET)]))
    assert the_leg(travel, (0, 0), (101, 0)).seconds == 11


def test_cars_go_around_a_one_way_block_and_people_do_not(tmp_path):
    travel = open_town(write_town(tmp_path / "t.osm", BLOCK, [("abcda", ONE_WAY)]))
    assert the_leg(travel, (0, 0), (400, 0)) == (40, 400)
    assert the_leg(travel, (400, 0), (0, 0)) == (100, 1000)
    assert the_leg(travel, (400, 0), (0, 0), "walk").metres == 400


def test_a_way_mapped_against_its_direction_is_driven_against_its_nodes(tmp_path):
    reverse = {**STREET, "oneway": "-1"}
    travel = open_town(write_town(tmp_path / "t.osm", BLOCK, [("adcba", reverse)]))
    assert the_leg(travel, (0, 0), (400, 0)) == (40, 400)


def test_on_one_segment_the_way_is_direct_in_the_allowed_direction_only(tmp_path):
    travel = open_town(write_town(tmp_path / "t.osm", BLOCK, [("abcda", ONE_WAY)]))
    assert the_leg(travel, (100, 0), (300, 0)) == (20, 200)
    assert the_leg(travel, (300, 0), (100, 0)) == (120, 1200)


def test_on_one_two_way_segment_both_directions_are_direct(tmp_path):
    travel = open_town(write_town(tmp_path / "t.osm", BLOCK, [("ab", STREET)]))
    assert the_leg(travel, (100, 0), (300, 0)) == (20, 200)
    assert the_leg(travel, (300, 0), (100, 0)) == (20, 200)


def test_leaving_a_segment_by_its_other_end_may_be_faster_than_along_it(tmp_path):
    slow = {"highway": "residential", "maxspeed": "5"}
    fast = {"highway": "primary", "maxspeed": "100"}
    nodes = {"a": (0, 0), "b": (400, 0), "p": (0, 50), "q": (400, 50)}
    travel = open_town(write_town(tmp_path / "t.osm", nodes, [("ab", slow), ("apqb", fast)]))
    assert the_leg(travel, (10, 0), (390, 0)).metres == 520


def test_of_parallel_streets_the_faster_counts_and_never_their_sum(tmp_path):
    nodes = {"a": (0, 0), "b": (400, 0), "m": (200, 1)}
    fast, slow = {**STREET, "maxspeed": "72"}, {**STREET, "maxspeed": "36"}
    for ways in ([("ab", fast), ("amb", slow)], [("amb", slow), ("ab", fast)]):
        travel = open_town(write_town(tmp_path / "t.osm", nodes, ways))
        assert the_leg(travel, (0, 0), (400, 0)) == (20, 400)


def test_of_equally_fast_ways_the_shorter_counts(tmp_path):
    nodes = {"a": (0, 0), "b": (400, 0), "m": (200, 150)}
    long = {**STREET, "maxspeed": "45"}
    travel = open_town(write_town(tmp_path / "t.osm", nodes, [("amb", long), ("ab", STREET)]))
    assert the_leg(travel, (0, 0), (400, 0)) == (40, 400)


def test_streets_that_cross_without_a_common_node_do_not_meet(tmp_path):
    nodes = {"a": (0, 0), "b": (400, 0), "c": (200, -200), "d": (200, 200), "e": (400, 200)}
    ways = [("ab", STREET), ("cd", STREET), ("bed", STREET)]
    travel = open_town(write_town(tmp_path / "t.osm", nodes, ways))
    assert the_leg(travel, (200, 0), (200, 100)).metres > 500


def test_what_cannot_be_left_again_is_no_part_of_the_network(tmp_path):
    nodes = BLOCK | {"x": (800, 0)}
    ways = [("abcda", STREET), ("bx", ONE_WAY)]
    travel = open_town(write_town(tmp_path / "t.osm", nodes, ways), snap_limit_metres=500)
    assert the_leg(travel, (0, 0), (700, 0)) == (40 + 225, 400)  # the last 300 m on foot


def test_an_island_of_streets_is_no_part_of_the_network(tmp_path):
    nodes = BLOCK | {"x": (0, 900), "y": (200, 900)}
    ways = [("abcda", STREET), ("xy", STREET)]
    travel = open_town(write_town(tmp_path / "t.osm", nodes, ways))
    assert travel.network.graphs["drive"].segments == 4 - 3  # one ring, met nowhere
    assert the_leg(travel, (0, 0), (100, 900)) is None


def test_a_point_beyond_the_limit_has_no_way_and_its_own_diagonal(tmp_path):
    town = write_town(tmp_path / "t.osm", BLOCK, [("ab", STREET)])
    points = [at(0, 0), at(0, -99), at(0, -102)]
    matrix = open_town(town, snap_limit_metres=100, walking_kmh=3.6).matrix(points, "drive")
    assert matrix.seconds.tolist() == [[0, 99, UNREACHABLE], [99, 0, UNREACHABLE], [-1, -1, 0]]
    assert matrix.metres.tolist() == [[0, 0, UNREACHABLE], [0, 0, UNREACHABLE], [-1, -1, 0]]


def test_the_nearest_street_is_one_that_the_mode_may_use(tmp_path):
    nodes = {"a": (0, 0), "b": (400, 0), "f": (0, 50), "g": (400, 50)}
    ways = [("ab", STREET), ("fg", {"highway": "footway"}), ("af", {"highway": "steps"})]
    travel = open_town(write_town(tmp_path / "t.osm", nodes, ways))
    assert the_leg(travel, (0, 0), (400, 49)).metres == 400
    assert the_leg(travel, (0, 0), (400, 49), "walk").metres == 451


@pytest.mark.parametrize(
    ("tags", "metres"),
    [
        ({"barrier": "bollard"}, 1200),
        ({"barrier": "gate"}, 200),
        ({"barrier": "gate", "locked": "yes"}, 1200),
        ({"barrier": "gate", "access": "private"}, 1200),
        ({"barrier": "bollard", "motor_vehicle": "yes"}, 200),
        ({"highway": "crossing"}, 200),
    ],
)
def test_cars_go_around_a_bollard_and_people_do_not(tmp_path, tags, metres):
    nodes = BLOCK | {"x": (200, 0)}
    town = write_town(tmp_path / "t.osm", nodes, [("axbcda", STREET)], barriers={"x": tags})
    travel = open_town(town)
    assert the_leg(travel, (100, 0), (300, 0)).metres == metres
    assert the_leg(travel, (100, 0), (300, 0), "walk").metres == 200


def test_nobody_is_dropped_off_on_the_motorway(tmp_path):
    nodes = BLOCK | {"m": (0, -20), "n": (400, -20)}
    motorway = {"highway": "motorway", "oneway": "no"}
    ways = [("abcda", STREET), ("mn", motorway), ("ma", motorway), ("nb", motorway)]
    travel = open_town(write_town(tmp_path / "t.osm", nodes, ways))
    snaps = travel.snaps(degrees_of([at(200, -15)]), "drive")
    assert snaps.metres[0] == pytest.approx(15, abs=0.1)


def test_a_mode_without_streets_is_an_error_with_a_remedy(tmp_path):
    travel = open_town(write_town(tmp_path / "t.osm", BLOCK, [("ab", {"highway": "footway"})]))
    assert the_leg(travel, (0, 0), (400, 0), "walk").metres == 400
    with pytest.raises(TravelDataError, match="no street for the mode drive"):
        travel.matrix([at(0, 0)], "drive")


def test_a_dead_end_loop_is_left_by_its_nearer_side(tmp_path):
    nodes = {"a": (0, 0), "b": (400, 0), "c": (500, 100), "d": (500, -100)}
    travel = open_town(write_town(tmp_path / "t.osm", nodes, [("ab", STREET), ("bcdb", STREET)]))
    matrix = travel.matrix([at(400, 0), at(450, 50), at(450, -50)], "drive")
    assert matrix.metres[0].tolist() == [0, 71, 71]
    assert matrix.metres[1].tolist() == [71, 0, 141]


def test_a_way_too_long_to_be_exact_is_an_error(tmp_path):
    town = write_town(tmp_path / "t.osm", BLOCK, [("ab", STREET), ("bc", STREET)])
    snails = open_town(town, walking_kmh=0.003)
    with pytest.raises(TravelDataError, match="more than 149 hours"):
        snails.matrix([at(0, 0), at(400, 300)], "walk")


def test_no_points_make_an_empty_matrix(tmp_path):
    travel = open_town(write_town(tmp_path / "t.osm", BLOCK, [("ab", STREET)]))
    assert travel.matrix([], "drive").seconds.shape == (0, 0)
    assert travel.courses([], "drive") == ()
