"""As the crow flies, times a detour."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplan.domain.course import LegEnds
from visitplan.domain.day import TravelSettings
from visitplan.domain.place import Point
from visitplan.domain.travel import Bounds
from visitplan.errors import TravelDataError
from visitplan.travel.beeline import BeelineTravel
from visitplan.travel.geodesy import degrees_of, great_circle_metres
from visitplan.travel.opening import open_travel

points = st.builds(
    Point,
    lat=st.floats(-90, 90, allow_nan=False).map(lambda lat: round(lat, 6)),
    lon=st.floats(-180, 180, allow_nan=False).map(lambda lon: round(lon, 6)),
)


def beeline(**settings):
    return BeelineTravel(TravelSettings(**{"engine": "beeline"} | settings))


def test_the_settings_open_it_without_files():
    travel = open_travel(
        TravelSettings(engine="beeline"), folder=Path(), cache=Path(), notify=lambda _: None
    )
    assert isinstance(travel, BeelineTravel)


def test_one_degree_of_latitude_is_111_kilometres_times_the_detour():
    ends = (Point(lat=0.0, lon=0.0), Point(lat=1.0, lon=0.0))
    assert beeline(detour=1.0).matrix(ends, "drive").metres[0, 1] == 111_196
    assert beeline(detour=2.0).matrix(ends, "drive").metres[0, 1] == 222_391


def test_each_mode_has_its_speed():
    ends = (Point(lat=0.0, lon=0.0), Point(lat=0.01, lon=0.0))
    travel = beeline(detour=1.0, beeline_drive_kmh=36.0, walking_kmh=3.6)
    assert travel.matrix(ends, "drive").seconds[0, 1] == 112
    assert travel.matrix(ends, "walk").seconds[0, 1] == 1112


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        ((0.0, 179.5), (0.0, -179.5), 111),
        ((90.0, 0.0), (90.0, 120.0), 0),
        ((0.0, 0.0), (0.0, 180.0), 20_015),
    ],
)
def test_the_date_line_the_poles_and_antipodes_are_no_exception(one, other, kilometres):
    ends = degrees_of([Point(lat=lat, lon=lon) for lat, lon in (one, other)])
    assert great_circle_metres(ends[0], ends[1]) / 1000 == pytest.approx(kilometres, abs=0.6)


@given(st.lists(points, max_size=6, unique=True))
def test_a_matrix_is_symmetric_with_a_diagonal_of_zero(places):
    matrix = beeline().matrix(places, "drive")
    for array in (matrix.seconds, matrix.metres):
        assert (array == array.T).all()
        assert not np.diagonal(array).any()
        assert (array >= 0).all()


def test_paths_are_straight_and_there_are_no_streets():
    a, b, c = (Point(lat=float(n), lon=0.0) for n in range(3))
    legs = [LegEnds(a, b), LegEnds(b, c)]
    found = beeline().courses(legs, "drive")
    assert [course.line.tolist() for course in found] == [[[0, 0], [1, 0]], [[1, 0], [2, 0]]]
    assert [course.streets for course in found] == [(), ()]
    assert beeline().street_lines(Bounds(-90, -180, 90, 180)) == ()


def test_it_is_said_on_every_output():
    assert beeline().description == "as the crow flies × 1.4 (no streets)"
    assert beeline().attribution is None


def test_a_straight_line_tells_nothing_about_public_transport():
    with pytest.raises(TravelDataError, match="matrix"):
        beeline().matrix((Point(lat=0.0, lon=0.0),), "transit")
