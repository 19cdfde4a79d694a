"""Travel by a routing server: asked in chunks, answered by one, and told where it ends."""

import json
from itertools import pairwise

import flat_world
import numpy as np
import pytest
from local_server import Reply, serving, told

from builders import a_case, a_day, a_place, a_shift
from visitplan.domain.course import FollowedStreet, LegEnds
from visitplan.domain.day import TravelSettings
from visitplan.domain.place import Point
from visitplan.domain.routing_server import RoutingServer
from visitplan.domain.travel import UNREACHABLE
from visitplan.errors import TravelDataError
from visitplan.travel.opening import open_travel

KINDS = {"osrm": flat_world.osrm, "valhalla": flat_world.valhalla}


def travel_by(engine, server, **changes):
    settings = {"urls": {"drive": server.url}, "private_network": True, "budget_seconds": 5.0}
    limit = changes.pop("snap_limit_metres", 250)
    return open_travel(
        TravelSettings(
            engine=engine,
            server=RoutingServer(**settings | changes),
            snap_limit_metres=limit,
        ),
        folder=None,
        cache=None,
        notify=lambda _: None,
    )


@pytest.fixture(params=KINDS)
def engine(request):
    return request.param


@pytest.fixture
def server(engine):
    with serving(KINDS[engine]) as local:
        yield local


def points_in_a_row(count):
    return [Point(lat=60 + n / 1000, lon=24 + n / 500) for n in range(count)]


def expected(points):
    """Return the seconds and metres of the flat world."""
    places = np.array([(point.lat, point.lon) for point in points])
    metres = np.abs(places[:, None] - places).sum(axis=2) * flat_world.METRES_PER_DEGREE
    return np.ceil(metres.round(3) / 10), metres.round()


@pytest.mark.parametrize("at_once", [1, 3, 4, 50])
def test_a_matrix_is_the_same_however_many_points_are_asked_for_at_a_time(engine, server, at_once):
    points = points_in_a_row(7)
    matrix = travel_by(engine, server, points_per_request=at_once).matrix(points, "drive")
    seconds, metres = expected(points)
    assert (matrix.seconds == seconds).all()
    assert (matrix.metres == metres).all()


def test_no_request_asks_for_more_than_the_server_allows(engine, server):
    travel_by(engine, server, points_per_request=50).matrix(points_in_a_row(120), "drive")
    if engine == "osrm":
        assert max(asked.path.count(";") for asked in server.asked) < 400
    assert len(server.asked) == 3 + 9


def test_a_lone_point_has_a_matrix(engine, server):
    matrix = travel_by(engine, server).matrix(points_in_a_row(1), "drive")
    assert matrix.seconds.tolist() == [[0]]


def test_no_way_is_unreachable_and_nothing_large(engine, server):
    points = [Point(lat=60.0, lon=24.0), Point(lat=-60.0, lon=24.0), Point(lat=60.001, lon=24.0)]
    matrix = travel_by(engine, server).matrix(points, "drive")
    assert (matrix.seconds[[0, 1], [1, 0]] == UNREACHABLE).all()
    assert (matrix.metres[[1, 2], [2, 1]] == UNREACHABLE).all()
    assert matrix.seconds[0, 2] == 10


def test_a_point_far_from_every_street_has_no_way_and_one_near_enough_has(engine, server):
    points = [Point(lat=60.0, lon=24.0), Point(lat=60.1, lon=24.0), Point(lat=60.2, lon=24.0)]
    matrix = travel_by(engine, server, snap_limit_metres=150).matrix(points, "drive")
    assert matrix.seconds[0, 1] != UNREACHABLE
    assert (matrix.seconds[[0, 1, 2, 2], [2, 2, 0, 1]] == UNREACHABLE).all()
    assert matrix.seconds[2, 2] == 0


def test_nothing_but_coordinates_is_sent(engine, server):
    case = a_case(place=a_place(60.17, 24.94, address="Canary Street 7"), customer="Ms Canary")
    travel = travel_by(engine, server)
    day, _ = travel.locate(a_day(cases=(case,)))
    travel.matrix([case.place.point, day.shifts[0].start.point], "drive")
    sent = json.dumps(server.asked)
    assert "anary" not in sent
    assert "24.94" in sent
    assert {name for a in server.asked for name in a.headers} <= {
        *("Host", "Accept", "Accept-Encoding", "User-Agent", "Content-Type", "Content-Length")
    }


def test_each_leg_has_its_course_with_streets_as_they_follow(engine, server):
    a, b, c = points_in_a_row(3)
    courses = travel_by(engine, server).courses([LegEnds(a, b), LegEnds(b, c)], "drive")
    assert [course.line[0].tolist() for course in courses] == [[p.lat, p.lon] for p in (a, b)]
    assert [course.line[-1].tolist() for course in courses] == [[p.lat, p.lon] for p in (b, c)]
    assert courses[0].line.shape == (3, 2)
    assert courses[0].streets == (
        FollowedStreet("East Street", "road", 200),
        FollowedStreet("North Street", "road", 100),
    )


def test_legs_that_follow_each_other_are_asked_for_together(engine, server):
    points = points_in_a_row(9)
    legs = [LegEnds(*ends) for ends in pairwise(points)]
    travel = travel_by(engine, server)
    travel.matrix(points, "drive")
    before = len(server.asked)
    assert len(travel.courses(legs, "drive")) == 8
    assert len(server.asked) == before + 1


def test_a_leg_without_a_way_has_no_course_and_its_neighbours_have_theirs(engine, server):
    a, b = points_in_a_row(2)
    island = Point(lat=-60.0, lon=24.0)
    legs = [LegEnds(a, b), LegEnds(b, island), LegEnds(island, a), LegEnds(a, b)]
    courses = travel_by(engine, server).courses(legs, "drive")
    assert [len(course.line) for course in courses] == [3, 0, 0, 3]


def test_cases_off_the_streets_are_reported_and_the_others_stay(engine, server):
    near, far = a_case(1, place=a_place(60.01, 24.0)), a_case(2, place=a_place(60.9, 24.0))
    other = a_case(3, place=a_place(60.02, 24.0))
    travel = travel_by(engine, server)
    day, findings = travel.locate(
        a_day(
            cases=(near, far, other),
            shifts=(a_shift(start=a_place(60.0, 24.0), end=a_place(60.0, 24.0)),),
        )
    )
    assert [bool(case.place.problem) for case in day.cases] == [False, True, False]
    assert "C002" in str(findings[-1])
    assert "60.9" not in str(findings)


def test_a_start_off_the_streets_is_an_error(engine, server):
    shift = a_shift(start=a_place(60.9001, 24.0), end=a_place(60.0, 24.0))
    with pytest.raises(TravelDataError, match="shift A01/1") as error:
        travel_by(engine, server).locate(a_day(shifts=(shift,)))
    assert "60.9" not in str(error.value)


def test_most_cases_off_the_streets_is_another_town(engine, server):
    cases = tuple(a_case(n, place=a_place(60.9 + n / 100_000, 24.0)) for n in range(1, 4))
    shift = a_shift(start=a_place(60.0, 24.0), end=a_place(60.0, 24.0))
    with pytest.raises(TravelDataError, match="3 of 3 cases"):
        travel_by(engine, server).locate(a_day(cases=cases, shifts=(shift,)))


def test_a_mode_without_a_server_is_named(engine, server):
    with pytest.raises(TravelDataError, match=r"mode walk; add it to \[streets.urls\]"):
        travel_by(engine, server).matrix(points_in_a_row(2), "walk")


def test_each_mode_asks_its_own_server_by_its_own_name(engine):
    with serving(KINDS[engine]) as driving, serving(KINDS[engine]) as walking:
        travel = travel_by(
            engine,
            driving,
            urls={"drive": driving.url, "walk": walking.url},
            profiles={"walk": "pedestrian"},
        )
        travel.matrix(points_in_a_row(2), "walk")
        assert not driving.asked
        assert "pedestrian" in json.dumps(walking.asked[0])


def test_the_description_names_the_server(engine, server):
    travel = travel_by(engine, server)
    assert server.url.removeprefix("http://") in travel.description
    assert "OpenStreetMap" in travel.attribution


def changed(engine, change):
    """Return an answer of the engine with its JSON changed."""

    def answer(asked):
        reply = KINDS[engine](asked)
        content = json.loads(reply.body)
        if "distance" in asked.path or asked.path.startswith("/sources"):
            content = change(content)
        return told(content)

    return answer


def cells_of(content):
    """Return the rows of a table, and the name of its seconds if they are in objects."""
    if "durations" in content:
        return content["durations"], None
    return content["sources_to_targets"], "time"


def with_cell(value):
    def change(content):
        rows, name = cells_of(content)
        if name:
            rows[0][1][name] = value
        else:
            rows[0][1] = value
        return content

    return change


def a_row_less(content):
    cells_of(content)[0].pop()
    return content


def a_cell_less(content):
    cells_of(content)[0][0].pop()
    return content


def test_a_time_a_little_below_nothing_is_nothing(engine):
    with serving(changed(engine, with_cell(-0.4))) as server:
        assert travel_by(engine, server).matrix(points_in_a_row(3), "drive").seconds[0, 1] == 0


@pytest.mark.parametrize(
    "change",
    [
        with_cell(-1),
        with_cell("12"),
        with_cell(1e12),
        with_cell(value=True),
        with_cell([]),
        a_row_less,
        a_cell_less,
        lambda _: [],
        lambda _: {"code": "Ok"},
        lambda _: {"code": "Ok", "durations": 7, "sources_to_targets": {}},
        lambda _: {"code": ["Ok"], "error_code": {}},
    ],
)
def test_an_answer_of_another_form_is_refused_without_a_word_of_what_was_asked(engine, change):
    with serving(changed(engine, change)) as server, pytest.raises(TravelDataError) as error:
        travel_by(engine, server).matrix(points_in_a_row(3), "drive")
    assert "60.0" not in str(error.value)
    assert "24.0" not in str(error.value)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (told({"code": "TooBig", "error_code": 150}, 400), "lower points_per_request"),
        (told({"code": "InvalidQuery", "error_code": 100}, 400), "refused"),
        (Reply(404, b"<html>"), "HTTP 404"),
        (Reply(500, b"{}"), "HTTP 500"),
        (Reply(401, b"{}"), "HTTP 401"),
        (Reply(302, b"", {"Location": "http://127.0.0.1:1/"}), "is not followed"),
        (Reply(200, b"<!DOCTYPE html>", {"Content-Type": "text/html"}), "a web page"),
        (Reply(200, b'{"code": "Ok", "durations": [[NaN]]}'), "not with JSON"),
        (Reply(200, b'{"code": "O'), "not with JSON"),
        (Reply(200, b"\xff\xfe"), "not with JSON"),
        (Reply(200, b"[" * 100_000), "not with JSON"),
        (Reply(200, b"7"), "JSON of another form"),
        (Reply(200, b""), "not with JSON"),
    ],
)
def test_garbage_is_named_for_what_it_is(engine, reply, words):
    with serving(lambda _: reply) as server:
        with pytest.raises(TravelDataError, match=words) as error:
            travel_by(engine, server).matrix(points_in_a_row(3), "drive")
        assert len(server.asked) == 1
    assert error.value.exit_code == 3
    assert "60.0" not in str(error.value)
