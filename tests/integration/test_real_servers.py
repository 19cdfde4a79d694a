"""Travel by a real OSRM and a real Valhalla, on the streets of Baltimore."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from integration.random_day import a_random_day, points_along
from real_servers import osrm_programs, real_osrm, real_valhalla, valhalla_programs
from visitplan.domain.course import LegEnds
from visitplan.domain.day import SearchLimits, TravelSettings
from visitplan.domain.place import Point
from visitplan.domain.routing_server import RoutingServer
from visitplan.domain.travel import UNREACHABLE
from visitplan.travel.geodesy import great_circle_metres
from visitplan.travel.opening import open_travel

EXTRACT = Path(__file__).parents[3] / "shared" / "data" / "streets" / "baltimore.osm.pbf"
SERVERS = {"osrm": (osrm_programs, real_osrm), "valhalla": (valhalla_programs, real_valhalla)}

pytestmark = [pytest.mark.shared, pytest.mark.routing_server]


def opened(settings, folder):
    return open_travel(settings, folder=EXTRACT.parent, cache=folder, notify=lambda _: None)


@pytest.fixture(scope="module")
def streets(tmp_path_factory):
    if not EXTRACT.exists():
        pytest.skip("no extract of Baltimore beside the checkout")
    return opened(TravelSettings(streets=EXTRACT.name), tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module", params=SERVERS)
def server(request, streets, tmp_path_factory):
    programs, serve = SERVERS[request.param]
    if programs() is None:
        pytest.skip(f"{request.param} is not installed")
    with serve(EXTRACT, tmp_path_factory.mktemp("server")) as url:
        settings = RoutingServer(urls={"drive": url}, private_network=True, points_per_request=40)
        yield opened(TravelSettings(engine=request.param, server=settings), None)


@pytest.fixture(scope="module")
def points(streets):
    return points_along(streets, 50, seed=1)


def test_times_and_distances_are_those_of_the_same_town(server, streets, points):
    theirs, ours = server.matrix(points, "drive"), streets.matrix(points, "drive")
    both = (theirs.seconds > 60) & (ours.seconds > 60)
    assert both.sum() > 2000
    assert 0.7 < np.median(ours.seconds[both] / theirs.seconds[both]) < 1.4
    assert 0.95 < np.median(ours.metres[both] / theirs.metres[both]) < 1.05


def test_courses_are_as_long_as_the_matrix_says_and_name_streets(server, points):
    metres = server.matrix(points, "drive").metres
    courses = server.courses([LegEnds(*ends) for ends in pairwise(points[:21])], "drive")
    for row, course in enumerate(courses):
        along = great_circle_metres(course.line[1:-2], course.line[2:-1]).sum()
        assert along == pytest.approx(metres[row, row + 1], rel=0.05, abs=30)
    assert sum(street.name is not None for course in courses for street in course.streets) > 20


def test_a_point_in_the_sea_has_no_way(server, points):
    matrix = server.matrix([*points[:3], Point(lat=0.0, lon=0.0)], "drive")
    assert (matrix.seconds[3, :3] == UNREACHABLE).all()
    assert (matrix.seconds[:3, :3] != UNREACHABLE).all()


def test_a_day_is_located(server, streets):
    day = a_random_day(streets, cases=20, agents=2, limits=SearchLimits(seconds=1, seed=1))
    located, _ = server.locate(day)
    assert [case.place.problem for case in located.cases] == [None] * 20
