"""Extracts and places as they should not be: each is told, none stops what can be planned."""

import pytest
from test_locating import a_town_day, codes, placed
from towns import at, open_town, write_town

from visitplan.domain.place import Place, Point
from visitplan.errors import TravelDataError
from visitplan.travel.geodesy import degrees_of

STREET = {"highway": "residential", "maxspeed": "36"}  # 36 km/h: 10 m/s
SQUARE = {"a": (0, 0), "b": (400, 0), "c": (400, 400), "d": (0, 400)}
HERE = placed(2, point=at(9, 0))


@pytest.fixture
def ten_parts(tmp_path):
    """A square, and nine lonely streets north of it."""
    letters = "efghijklmnopqrstuv"
    islands = {name: (200 * (n % 2), 1000 + 300 * (n // 2)) for n, name in enumerate(letters)}
    lonely = [(letters[n : n + 2], STREET) for n in range(0, 18, 2)]
    return write_town(tmp_path / "t.osm", SQUARE | islands, [("abcda", STREET), *lonely])


def problem_of(travel, point):
    day, findings = travel.locate(a_town_day(placed(1, point=point), HERE))
    assert codes(findings)[-1] == "VP-TR-010"
    return day.cases[0].place.problem


def test_of_ten_parts_that_no_street_joins_the_largest_is_the_town(ten_parts):
    assert open_town(ten_parts).network.graphs["drive"].junctions == 1  # a ring, met nowhere


def test_a_place_on_an_island_is_far_from_the_town(ten_parts):
    assert problem_of(open_town(ten_parts), at(100, 1000)).startswith("600 m from the nearest")


def test_a_place_in_the_sea_is_told_by_its_distance(ten_parts):
    assert problem_of(open_town(ten_parts), at(-20_000, 0)).startswith("20 km from the nearest")


def test_coordinates_that_nobody_filled_in_are_said_to_be_that(ten_parts):
    problem = problem_of(open_town(ten_parts), Point(lat=0.0, lon=0.0))
    assert problem.endswith("its coordinates are 0, 0, as where nobody filled them in")


def test_a_day_whose_places_are_all_nowhere_is_an_error(ten_parts):
    nowhere = Place(point=Point(lat=0.0, lon=0.0))
    with pytest.raises(TravelDataError, match="100%"):
        open_town(ten_parts).locate(a_town_day(placed(1, point=nowhere.point)))


def test_an_extract_without_streets_is_an_error_with_a_remedy(tmp_path):
    town = write_town(tmp_path / "t.osm", SQUARE, [("abcda", {"waterway": "river"})])
    with pytest.raises(TravelDataError, match="no street that can be driven or walked"):
        open_town(town)


def test_an_extract_of_ferries_alone_has_nowhere_to_stop(tmp_path):
    town = write_town(tmp_path / "t.osm", SQUARE, [("abcda", {"route": "ferry"})])
    with pytest.raises(TravelDataError, match="no street for the mode walk"):
        open_town(town).snaps(degrees_of([at(0, 0)]), "walk")


@pytest.mark.parametrize(
    ("maxspeed", "seconds"),
    [("walk", 240), ("none", 12), ("RO:urban", 29), ("30 mph", 30), ("nonsense", 42)],
)
def test_streets_have_a_speed_whatever_is_written_on_their_signs(tmp_path, maxspeed, seconds):
    ways = [("ab", {**STREET, "maxspeed": maxspeed})]
    travel = open_town(write_town(tmp_path / "t.osm", SQUARE, ways))
    points = [at(0, 0), at(400, 0)]
    assert travel.matrix(points, "drive").seconds[0, 1] == seconds


def test_a_two_wheeler_is_no_faster_than_it_can_go(tmp_path):
    ways = [("ab", {"highway": "primary", "maxspeed": "100"})]
    town = write_town(tmp_path / "t.osm", SQUARE, ways)
    points = [at(0, 0), at(400, 0)]
    assert open_town(town).matrix(points, "drive").seconds[0, 1] == 15
    assert open_town(town).matrix(points, "two_wheeler").seconds[0, 1] == 24
    assert open_town(town, two_wheeler_kmh=36.0).matrix(points, "two_wheeler").seconds[0, 1] == 40


def test_a_gated_town_has_streets_of_its_own(tmp_path):
    """Where every street is private, whoever visits is inside."""
    ways = [("abcda", {**STREET, "access": "private"})]
    travel = open_town(write_town(tmp_path / "t.osm", SQUARE, ways))
    assert travel.matrix([at(100, 0), at(300, 0)], "drive").metres[0, 1] == 200


def test_a_private_road_is_entered_for_a_visit_and_no_short_cut(tmp_path):
    ways = [("abcd", STREET), ("da", {**STREET, "access": "private"})]
    travel = open_town(write_town(tmp_path / "t.osm", SQUARE, ways))
    ends = [at(10, 0), at(10, 400), at(0, 200)]
    metres = travel.matrix(ends, "drive").metres
    assert metres[0, 1] == 390 + 400 + 390
    assert metres[0, 2] == metres[2, 0] == 210
    assert metres[2, 1] == 210


def test_a_ferry_takes_as_long_as_it_says_and_nobody_stops_on_it(tmp_path):
    ferry = {"route": "ferry", "motor_vehicle": "yes", "duration": "00:10"}
    nodes = {"a": (0, 0), "b": (400, 0), "c": (1400, 0), "d": (1800, 0)}
    ways = [("ab", STREET), ("bc", ferry), ("cd", STREET)]
    travel = open_town(write_town(tmp_path / "t.osm", nodes, ways))
    leg = travel.matrix([at(0, 0), at(1800, 0)], "drive")
    assert leg.seconds[0, 1] == pytest.approx(40 + 600 + 40, abs=1)
    assert travel.snaps(degrees_of([at(900, 0)]), "drive").metres[0] == pytest.approx(500, abs=1)
