"""Turns that OpenStreetMap forbids are not taken, and everything else still is."""

import pytest
from towns import at, open_town, write_town

from visitplan.domain.course import LegEnds

STREET = {"highway": "residential", "maxspeed": "36"}  # 36 km/h: 10 m/s
CROSS = {
    "c": (0, 0), "w": (-100, 0), "e": (100, 0), "n": (0, 100), "s": (0, -100),
    "ne": (100, 100), "se": (100, -100), "nw": (-100, 100), "sw": (-100, -100),
}  # fmt: skip
ARMS = [("wc", STREET), ("ce", STREET), ("cn", STREET), ("sc", STREET)]
AROUND = ("n", "ne", "e", "se", "s", "sw", "w", "nw", "n")
WEST, EAST, NORTH, SOUTH = 1, 2, 3, 4
FROM_SOUTH, TO_WEST, TO_NORTH, TO_EAST = (0, -50), (-50, 0), (0, 50), (50, 0)


def a_crossing(tmp_path, *relations):
    """Four arms of 100 m meet at c; around them runs a ring of 800 m."""
    letters = {name: chr(ord("A") + number) for number, name in enumerate(CROSS)}
    nodes = {letters[name]: place for name, place in CROSS.items()}
    ways = [("".join(letters[node] for node in way), tags) for way, tags in ARMS]
    ways.append(("".join(letters[node] for node in AROUND), STREET))
    path = write_town(tmp_path / "t.osm", nodes, ways, relations=relations)
    return open_town(path)


def a_turn(kind, come, go, **more):
    members = [("way", come, "from"), ("node", 1, "via"), ("way", go, "to")]
    return {"type": "restriction", "restriction": kind, **more}, members


def metres(travel, origin, destination, mode="drive"):
    points = [at(*origin), at(*destination)]
    return int(travel.matrix(points, mode).metres[0, 1])


def test_without_restrictions_every_turn_is_taken(tmp_path):
    travel = a_crossing(tmp_path)
    assert metres(travel, FROM_SOUTH, TO_WEST) == 100


@pytest.mark.parametrize("mode", ["drive", "two_wheeler"])
def test_a_forbidden_left_turn_is_driven_around(tmp_path, mode):
    travel = a_crossing(tmp_path, a_turn("no_left_turn", SOUTH, WEST))
    # On to the next corner, round there, and to the right: 50 + 100 + 100 + 50 m.
    assert metres(travel, FROM_SOUTH, TO_WEST, mode) == 300
    assert metres(travel, FROM_SOUTH, TO_NORTH, mode) == 100
    assert metres(travel, FROM_SOUTH, TO_EAST, mode) == 100
    assert metres(travel, TO_WEST, FROM_SOUTH, mode) == 100


def test_the_turn_is_forbidden_only_from_its_own_arm(tmp_path):
    travel = a_crossing(tmp_path, a_turn("no_left_turn", SOUTH, WEST))
    assert metres(travel, TO_NORTH, TO_WEST) == 100
    assert metres(travel, TO_EAST, TO_WEST) == 100


def test_where_only_straight_on_is_allowed_no_other_turn_is_taken(tmp_path):
    travel = a_crossing(tmp_path, a_turn("only_straight_on", SOUTH, NORTH))
    assert metres(travel, FROM_SOUTH, TO_NORTH) == 100
    assert metres(travel, FROM_SOUTH, TO_WEST) > 100
    assert metres(travel, FROM_SOUTH, TO_EAST) > 100
    assert metres(travel, TO_WEST, TO_EAST) == 100


def test_two_restrictions_from_one_arm_hold_both(tmp_path):
    left, right = a_turn("no_left_turn", SOUTH, WEST), a_turn("no_right_turn", SOUTH, EAST)
    travel = a_crossing(tmp_path, left, right)
    assert metres(travel, FROM_SOUTH, TO_WEST) > 100
    assert metres(travel, FROM_SOUTH, TO_EAST) > 100
    assert metres(travel, FROM_SOUTH, TO_NORTH) == 100


def test_two_restrictions_at_one_junction_from_two_arms_hold_both(tmp_path):
    travel = a_crossing(
        tmp_path, a_turn("no_left_turn", SOUTH, WEST), a_turn("no_left_turn", NORTH, EAST)
    )
    assert metres(travel, FROM_SOUTH, TO_WEST) > 100
    assert metres(travel, TO_NORTH, TO_EAST) > 100
    assert metres(travel, TO_NORTH, TO_WEST) == 100
    assert metres(travel, FROM_SOUTH, TO_EAST) == 100


@pytest.mark.parametrize(
    ("more", "drive", "two_wheeler"),
    [
        ({"except": "motorcar"}, False, True),
        ({"except": "psv;motorcycle"}, True, False),
        ({"except": "motor_vehicle"}, False, False),
        ({"except": "bicycle"}, True, True),
    ],
)
def test_who_is_spared_by_a_restriction_may_turn(tmp_path, more, drive, two_wheeler):
    travel = a_crossing(tmp_path, a_turn("no_left_turn", SOUTH, WEST, **more))
    assert (metres(travel, FROM_SOUTH, TO_WEST) > 100) is drive
    assert (metres(travel, FROM_SOUTH, TO_WEST, "two_wheeler") > 100) is two_wheeler


def test_nobody_on_foot_is_bound_by_a_turn(tmp_path):
    travel = a_crossing(tmp_path, a_turn("no_left_turn", SOUTH, WEST))
    assert metres(travel, FROM_SOUTH, TO_WEST, "walk") == 100


def test_a_restriction_of_cars_alone_spares_two_wheelers(tmp_path):
    tags, members = a_turn("x", SOUTH, WEST)
    del tags["restriction"]
    travel = a_crossing(tmp_path, (tags | {"restriction:motorcar": "no_left_turn"}, members))
    assert metres(travel, FROM_SOUTH, TO_WEST) > 100
    assert metres(travel, FROM_SOUTH, TO_WEST, "two_wheeler") == 100


@pytest.mark.parametrize(
    "relation",
    [
        ({"type": "restriction", "restriction": "no_left_turn"}, []),
        ({"type": "restriction", "restriction": "no_left_turn"}, [("way", 99, "from")]),
        ({"type": "restriction", "restriction": "no_dancing"}, a_turn("x", SOUTH, WEST)[1]),
        a_turn("no_left_turn", SOUTH, 99),
        a_turn("no_left_turn", 5, WEST),
    ],
)
def test_a_restriction_that_says_nothing_clear_restricts_nothing(tmp_path, relation):
    travel = a_crossing(tmp_path, relation)
    assert metres(travel, FROM_SOUTH, TO_WEST) == 100


def test_the_course_of_a_leg_obeys_the_restriction_and_has_the_length_of_the_matrix(tmp_path):
    travel = a_crossing(tmp_path, a_turn("no_left_turn", SOUTH, WEST))
    ends = LegEnds(at(*FROM_SOUTH), at(*TO_WEST))
    (course,) = travel.courses([ends], "drive")
    along = sum(street.metres for street in course.streets)
    assert along == pytest.approx(metres(travel, FROM_SOUTH, TO_WEST), abs=2)


def test_a_relation_with_a_house_number_is_no_obstacle(tmp_path):
    building = ({"type": "multipolygon", "addr:housenumber": "5"}, [("way", WEST, "outer")])
    travel = a_crossing(tmp_path, building)
    assert metres(travel, FROM_SOUTH, TO_WEST) == 100


def two_carriageways(tmp_path, *relations):
    """To the east along y = 0, back along y = 20, joined by links at both ends and at 200 m."""
    nodes = {
        "a": (0, 0),
        "b": (200, 0),
        "c": (400, 0),
        "d": (400, 20),
        "e": (200, 20),
        "f": (0, 20),
    }
    one_way = {**STREET, "oneway": "yes"}
    ways = [("ab", one_way), ("bc", one_way), ("cd", STREET), ("de", one_way), ("ef", one_way)]
    ways += [("fa", STREET), ("be", STREET)]
    return open_town(write_town(tmp_path / "t.osm", nodes, ways, relations=relations))


OUT, ONWARD, BACK, LINK = (100, 0), (300, 0), (100, 20), (200, 10)


def a_turn_over_a_way(kind):
    members = [("way", 1, "from"), ("way", 7, "via"), ("way", 5, "to")]
    return {"type": "restriction", "restriction": kind}, members


def test_between_two_carriageways_one_turns_round_over_a_link(tmp_path):
    assert metres(two_carriageways(tmp_path), OUT, BACK) == 100 + 20 + 100


def test_a_restriction_over_a_way_bars_the_turn_and_neither_the_way_nor_its_end(tmp_path):
    travel = two_carriageways(tmp_path, a_turn_over_a_way("no_u_turn"))
    assert metres(travel, OUT, BACK) == 300 + 20 + 300
    assert metres(travel, OUT, LINK) == 100 + 10
    assert metres(travel, LINK, BACK) == 10 + 100
    assert metres(travel, OUT, ONWARD) == 200
    assert metres(travel, ONWARD, BACK) == 100 + 20 + 300


def test_nobody_goes_over_a_way_as_far_as_its_end_and_on_after_all(tmp_path):
    """Having stopped on the link one may go on; passing it, one may not."""
    travel = two_carriageways(tmp_path, a_turn_over_a_way("no_u_turn"))
    (course,) = travel.courses([LegEnds(at(*OUT), at(*BACK))], "drive")
    assert sum(street.metres for street in course.streets) == pytest.approx(620, abs=2)


def test_what_only_is_allowed_over_a_way_is_not_read(tmp_path):
    travel = two_carriageways(tmp_path, a_turn_over_a_way("only_u_turn"))
    assert metres(travel, OUT, ONWARD) == 200
